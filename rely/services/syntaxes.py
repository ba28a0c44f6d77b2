"""Turn the variables of a data file into the programs beside it that make its scores again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from rely.loading.writing import write_lines

if TYPE_CHECKING:
    from rely.research.syntax import ProgramFormat
    from rely.research.variables import Dictionary


def write_syntax(dictionary: Dictionary, path: Path, *, program: ProgramFormat, data: str) -> None:
    """Write the program for the data file `data`, named as the program shall find it, as a whole or not at all.

    `dictionary` has the variables of the file, in order. A file at `path` is replaced. OSError where it cannot be
    written.
    """
    from rely.research.syntax import syntax_lines

    write_lines(path, syntax_lines(dictionary, program, data=data))


def write_syntaxes(dictionary: Dictionary, data: Path) -> Iterator[Path]:
    """Write the programs for SPSS and R beside the data file, and give their paths: answers.csv.scoring.sps.

    Each names the data file without its folder, so that both can be taken elsewhere together. What they read instead
    of a file that they cannot read, they say themselves. OSError as `write_syntax`.
    """
    for program, path in programs_beside(data).items():
        write_syntax(dictionary, path, program=program, data=data.name)
        yield path


def programs_beside(data: Path) -> dict[ProgramFormat, Path]:
    """Where the program of each format stands beside a data file."""
    from rely.research.syntax import SUFFIXES

    return {program: data.with_name(f"{data.name}.scoring{suffix}") for program, suffix in SUFFIXES.items()}
