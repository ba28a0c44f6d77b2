"""Turn one score into its variables: the number, how many answers it rests on, its margin, and why there is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from rely.languages import N_, Words
from rely.languages.score_names import name_of_score
from rely.loading.data_file import SCORE_PREFIXES, Names
from rely.model.instrument import Instrument
from rely.research.variables.variable import Kind, Level, Variable

PARTS: Final[Mapping[str, tuple[str, Kind, Level]]] = {
    "score": (N_("%(score)s: score, 0-100"), "number", "scale"),
    "answered": (N_("%(score)s: answers it rests on"), "integer", "scale"),
    "margin": (N_("%(score)s: margin, one standard error"), "number", "scale"),
    "status": (N_("%(score)s: status"), "text", "nominal"),
}
"""The parts of a score: their English labels, what they hold."""

STATUSES: Final[Mapping[str, str]] = {
    "ok": N_("enough answers"),
    "partial": N_("made of some of the scores"),
    "narrow": N_("fewer than half of the items apply"),
    "too_few": N_("too few answers: no score"),
    "not_applicable": N_("no item applies: no score"),
    "no_specific": N_("no answer that is about this cell alone: no score"),
}
"""Every status of a score with its English label."""


def variables_of_score(instrument: Instrument, score_id: str, words: Words, names: Names) -> Iterator[Variable]:
    """Its four variables; what a score lacks is an empty cell, and its status tells why."""
    label = name_of_score(instrument, words, score_id)
    statuses = tuple((status, words.gettext(told)) for status, told in STATUSES.items())
    for part, (told, kind, level) in PARTS.items():
        yield Variable(
            name=names.name(f"{SCORE_PREFIXES[part]}_{score_id}"),
            label=words.gettext(told, score=label),
            role="score",
            kind=kind,
            level=level,
            source=score_id,
            part=part,
            values=statuses if part == "status" else (),
            low=0 if kind != "text" else None,
            high=100 if part == "score" else None,
        )
