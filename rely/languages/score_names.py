"""Turn the id of a score into what it is called in a reader's language."""

from __future__ import annotations

from rely.languages.words import Words
from rely.model.instrument import Instrument


def name_of_score(instrument: Instrument, words: Words, score_id: str) -> str:
    """What a score is called: its own label, or its facet values."""
    own = {each.id: each.label for each in instrument.scores.of_items}
    if instrument.scores.overall is not None:
        own[instrument.scores.overall.id] = instrument.scores.overall.label
    if score_id in own:
        return words.text(own[score_id])
    labels = {value.id: words.text(value.label) for facet in instrument.facets for value in facet.values}
    return ", ".join(labels.get(part, part) for part in score_id.split("."))
