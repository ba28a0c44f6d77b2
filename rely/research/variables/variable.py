"""Hold what is known of one column of a data file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Role: TypeAlias = Literal["admin", "given", "item", "text", "measure", "score"]
"""What a variable is about. admin: which case, instrument, language; text: words a respondent typed."""

Kind: TypeAlias = Literal["integer", "number", "text"]
"""What its cells hold; a day is text such as 2026-11-30."""

Level: TypeAlias = Literal["nominal", "ordinal", "scale"]
"""The level of measurement, in the words of SPSS."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """One column.

    `name` is lower case, valid in SPSS and R, and unique in its file. `source` is the id of the item, given fact,
    measure fact (balance.index) or score (trust.digital) it comes from, or the name of the administrative fact.
    `part` says which part of the source: the code of an option where several could be chosen; score, answered,
    margin or status of a score; else empty. `values` are codes with labels, in order, without missing codes.
    `missing` are the user-missing codes that can occur, with labels, lowest first; in a text variable they stand as
    text ("-9"). Empty for a variable whose lack of a value is an empty cell. `low` and `high` limit what it can hold;
    None without a limit. `longest` is the most characters of a text that was typed, None for all else. `question` is
    what was asked in full, `facets` the facets of the item.
    """

    name: str
    label: str
    role: Role
    kind: Kind
    level: Level
    source: str
    part: str = ""
    values: tuple[tuple[int | str, str], ...] = ()
    missing: tuple[tuple[int, str], ...] = ()
    low: float | None = None
    high: float | None = None
    longest: int | None = None
    question: str = ""
    help: str = ""
    unit: str = ""
    is_reversed: bool = False
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def missing_code(self, code: int) -> int | str | None:
        """The cell that tells why there is no answer; None where an empty cell has to."""
        if code not in dict(self.missing):
            return None
        return str(code) if self.kind == "text" else code
