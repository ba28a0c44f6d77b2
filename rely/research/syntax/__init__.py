"""Turn an instrument into a program for SPSS or R that makes its scores again from the answers in a data file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from rely.research.syntax.r import r_program
from rely.research.syntax.recipe import Recipe, recipe_of
from rely.research.syntax.source import SUFFIXES, ProgramFormat, Source, source_for
from rely.research.syntax.spss import spss_program
from rely.research.variables import Dictionary

_PROGRAMS: Final[dict[ProgramFormat, Callable[[Recipe, Source], Iterator[str]]]] = {
    "spss": spss_program,
    "r": r_program,
}


def syntax_lines(dictionary: Dictionary, program: ProgramFormat, *, data: str) -> Iterator[str]:
    """The lines of a program, each with its end, that reads `data`, a file with the variables of `dictionary`.

    `data` is a name as the program shall use it. Where the program cannot read such a file by itself, it reads the
    CSV of the same name, and says so. The remarks are in the language of the dictionary.
    """
    recipe = recipe_of(dictionary)
    return (f"{line}\n" for line in _PROGRAMS[program](recipe, source_for(program, data)))


__all__ = ["SUFFIXES", "ProgramFormat", "syntax_lines"]
