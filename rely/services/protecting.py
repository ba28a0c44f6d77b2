"""Turn a data file into one in which nobody can be picked out by what others may know, and tell how it stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Literal, TypeAlias

from rely.research.anonymity import Groups, Protection, Report, quasi_identifiers
from rely.research.rows import Row
from rely.services.exporting import DataFile

DEFAULT_K = 5
"""The fewest relationships a group should have, where nobody says otherwise; the usual least in official statistics."""

How: TypeAlias = Literal["coarsen", "suppress"]
"""coarsen: tell quasi-identifiers less exactly, then empty what still tells of a few; suppress: only empty."""


@dataclass
class Watch:
    """Counts the rows of a data file as they pass; what it counted is known once all have passed."""

    data: DataFile
    k: int = DEFAULT_K
    _groups: Groups | None = field(default=None, repr=False)

    def watched(self) -> DataFile:
        """The same data file, counted on the way."""
        return DataFile(self.data.dictionary, self._rows, self.data.rows_of_a_case)

    def report(self) -> Report | None:
        """How the rows stand; None when the questionnaire names no quasi-identifier, or no row has passed."""
        groups = self._groups
        return None if groups is None or not groups.variables else groups.report(self.k)

    def _rows(self) -> Iterator[Row]:
        groups = self._groups = Groups(self.data.dictionary)
        for row in self.data.rows():
            groups.add(row)
            yield row


@dataclass(frozen=True)
class Protected:
    """A protected data file: `before` is how the rows stand exactly, `report` once they are coarser, if they are.

    `emptied` tells in how many rows each quasi-identifier is left empty, and `smallest` how many relationships the
    smallest group has then. `left_out`, `became` and `telling` are those
    of `Protection`.
    """

    data: DataFile
    before: Report
    report: Report
    emptied: dict[str, int]
    smallest: int
    left_out: tuple[str, ...]
    became: dict[str, str]
    telling: tuple[str, ...]


def protected(data: DataFile, k: int, how: How, *, spool: IO[str]) -> Protected | None:
    """The data file with only those quasi-identifiers that k relationships share.

    All rows must be known before the first can be let out, so they wait in `spool`, a file open for reading and
    writing that nobody else sees: they are scored once, and those that were counted are those that are written. None
    when the questionnaire names no quasi-identifier. ValueError for k below 2.
    """
    if not quasi_identifiers(data.dictionary):
        return None
    protection = Protection(data.dictionary, k, is_coarsened=how == "coarsen")
    exact = Groups(data.dictionary)
    for row in data.rows():
        exact.add(row)
        protection.count(row)
        spool.write(json.dumps(row) + "\n")

    def rows() -> Iterator[Row]:
        spool.seek(0)
        yield from protection.protect(json.loads(line) for line in spool)

    return Protected(
        data=DataFile(protection.dictionary, rows, data.rows_of_a_case),
        before=exact.report(k),
        report=protection.report(),
        emptied=protection.suppression.emptied(),
        smallest=protection.suppression.smallest,
        left_out=protection.left_out,
        became=protection.became,
        telling=protection.telling,
    )
