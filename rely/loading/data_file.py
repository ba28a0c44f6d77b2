"""Turn an instrument into the names of the columns of its data file, and say how one tells that there is no answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rely.model.instrument import Instrument
from rely.model.response_scales import Likert, Multiple, NumberEntry, Rating, ResponseScale, TextEntry
from rely.scoring.plan import score_ids

NOT_ASKED: Final = -6
"""Not asked: another phase, another form, or hidden by its condition."""

NOT_APPLICABLE: Final = -7
"""Does not apply: answered so, or routed because something it needs is not there."""

DONT_KNOW: Final = -8
"""Cannot judge."""

UNANSWERED: Final = -9
"""Asked, and left without an answer."""

LONGEST: Final = 64
"""The most bytes of a variable's name in SPSS."""

RESERVED: Final = frozenset(["all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"])
"""Words that are no name in SPSS."""

RESERVED_IN_R: Final = frozenset(
    [
        "if",
        "else",
        "repeat",
        "while",
        "function",
        "for",
        "next",
        "break",
        "in",
        "na",
        "nan",
        "inf",
        "null",
        "true",
        "false",
    ]
)
"""Words that are no name in R."""

ADMIN: Final = (
    "case_id",
    "relationship_id",
    "occasion",
    "month",
    "instrument",
    "version",
    "digest",
    "language",
    "form",
    "perspective",
)
"""The administrative variables, in order."""

RESPONDENT: Final = "respondent"
"""The administrative variable that holds a name, left out like all that was typed."""

SCORE_PREFIXES: Final[Mapping[str, str]] = {"score": "sc", "answered": "n", "margin": "se", "status": "st"}
"""The parts of a score, and what their names begin with."""


class Names:
    """Gives each id a name that is free: letters a-z, digits and underscores, at most 64, told apart without case.

    The first to ask gets the plain name; one that is taken or reserved gets a number at its end.
    """

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def name(self, wished: str) -> str:
        """A free name as near to `wished` as can be."""
        plain = re.sub(r"[^a-z0-9]+", "_", wished.lower()).strip("_")
        if not plain or not plain[0].isalpha():
            plain = f"v_{plain}".rstrip("_")
        plain = plain[:LONGEST].rstrip("_")
        found, number = plain, 2
        while found in self._taken or found in RESERVED or found in RESERVED_IN_R:
            end = f"_{number}"
            found, number = f"{plain[: LONGEST - len(end)]}{end}", number + 1
        self._taken.add(found)
        return found


@dataclass(frozen=True, slots=True)
class ColumnName:
    """The name of a column, and what it holds: `source` is an id or an administrative name, `part` an option of it."""

    name: str
    role: str
    source: str
    part: str = ""


def column_names(instrument: Instrument) -> tuple[ColumnName, ...]:
    """The names in the order of the columns, as `rely.research.variables` describes what they hold."""
    names = Names()
    return tuple(ColumnName(names.name(wished), *meant) for wished, *meant in _wished(instrument))


def _wished(instrument: Instrument) -> Iterator[tuple[str, ...]]:
    yield from ((name, "admin", name) for name in ADMIN)
    yield RESPONDENT, "text", RESPONDENT
    yield from ((fact.id, "given", fact.id) for fact in instrument.given)
    for item in instrument.items.values():
        scale = instrument.scale_of(item)
        if isinstance(scale, Multiple):
            yield from ((f"{item.id}_{option.code}", "item", item.id, option.code) for option in scale.options)
        else:
            yield item.id, "item", item.id
    for measure in instrument.measures:
        outputs = measure.outputs()
        facts = (measure.id if len(outputs) == 1 else f"{measure.id}.{part}" for part in outputs)
        yield from ((fact, "measure", fact) for fact in facts)
    for score in score_ids(instrument):
        yield from ((f"{prefix}_{score}", "score", score, part) for part, prefix in SCORE_PREFIXES.items())


def limits_of(scale: ResponseScale) -> tuple[float | None, float | None]:
    """The lowest and the highest number that an answer can be; None where there is no such limit, or no number."""
    if isinstance(scale, Likert | Rating):
        return scale.lowest, scale.highest
    return (scale.min, scale.max) if isinstance(scale, NumberEntry) else (None, None)


def tells_missing(scale: ResponseScale) -> bool:
    """Whether the codes for missing answers stand in the column; not where one of them could be an answer."""
    if isinstance(scale, TextEntry):
        return False
    if not isinstance(scale, Likert | Rating | NumberEntry):
        return True
    low, high = limits_of(scale)
    return (low is not None and low > NOT_ASKED) or (high is not None and high < UNANSWERED)
