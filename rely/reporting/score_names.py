"""Turn the id of a score or band into the words that stand for it."""

from __future__ import annotations

from rely.languages.score_names import name_of_score
from rely.model.scores import Band
from rely.reporting.material import Material

SCORE, BAND = "score", "band"
"""What the name of a fact begins with that is a score, or the band of one: score.trust, band.trust."""


def score_name(material: Material, score_id: str) -> str:
    """What a score is called when it is read out: its facet values, or its own label."""
    return name_of_score(material.instrument, material.words, score_id)


def scored_in(name: str) -> str | None:
    """The id of the score that a fact is, or is the band of; None for every other fact."""
    kind, _, rest = name.partition(".")
    return rest if kind in (SCORE, BAND) and rest else None


def scored_words(material: Material, name: str) -> str | None:
    """A score as it prints, or its band in words; None where it is not known."""
    kind, _, rest = name.partition(".")
    if kind == SCORE:
        score = material.result.scores.get(rest)
        return None if score is None or score.score is None else material.words.number(score.score)
    bands = {band.id: band for band in material.instrument.bands}
    band = bands.get(str(material.result.facts.get(name)))
    return None if band is None else band_words(material, band)


def band_words(material: Material, band: Band) -> str:
    """A band in one or two words."""
    return material.words.text(band.short_label or band.label)
