"""Say which data file a program reads, and how."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal, TypeAlias

ProgramFormat: TypeAlias = Literal["spss", "r"]
"""For which program: SPSS and PSPP, or R."""

SUFFIXES: dict[ProgramFormat, str] = {"spss": ".sps", "r": ".R"}
"""How the files of programs end."""

_READABLE: dict[ProgramFormat, tuple[str, ...]] = {"spss": (".csv", ".sav"), "r": (".csv",)}
"""The data files that each can read by itself, without a package."""


@dataclass(frozen=True, slots=True)
class Source:
    """The data file as the program names it; `is_named_anew` where it reads another file than the one exported."""

    name: str
    is_named_anew: bool = False

    @property
    def is_spss(self) -> bool:
        """Whether it holds its own labels and missing codes."""
        return self.name.lower().endswith(".sav")


def source_for(program: ProgramFormat, data: str) -> Source:
    """The file that the program reads beside or instead of `data`: the same name as CSV, where it cannot read it."""
    if data.lower().endswith(_READABLE[program]):
        return Source(data)
    path = PurePath(data)
    return Source(str(path.with_suffix(".csv")), is_named_anew=True)
