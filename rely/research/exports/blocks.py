"""Turn rows into blocks of rows, and variables into what every format must know of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from rely.research.rows import Row
from rely.research.variables import Dictionary, Variable

ROWS: Final = 8192
"""How many rows are in memory at once; a multiple of 8, so that a block of an SPSS file ends where a byte code does."""


def blocks(rows: Iterable[Row], size: int = ROWS) -> Iterator[list[Row]]:
    """The rows in lists of `size`; the last may be shorter, none is empty."""
    waiting = iter(rows)
    while block := list(islice(waiting, size)):
        yield block


def declared_missing(dictionary: Dictionary) -> tuple[frozenset[int | str], ...]:
    """Along the variables: the cells that tell why there is no answer."""
    return tuple(frozenset(missing_values(variable)) for variable in dictionary.variables)


def missing_values(variable: Variable) -> dict[int | str, str]:
    """The cells of a variable that tell why there is no answer, lowest code first, with their labels."""
    found = ((variable.missing_code(code), label) for code, label in variable.missing)
    return {cell: label for cell, label in found if cell is not None}


def value_labels(variable: Variable) -> dict[int | str, str]:
    """All labelled cells of a variable: its codes, then the reasons for having none."""
    return dict(variable.values) | missing_values(variable)
