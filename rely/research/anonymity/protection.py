"""Turn rows in which somebody may be picked out into rows in which nobody can: coarser first, then empty cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from rely.research.anonymity.coarser import Recoding, coarser
from rely.research.anonymity.groups import Groups, Report, Suppression
from rely.research.anonymity.revealing import conditioned_by, derived_from, quasi_identifiers
from rely.research.rows import Cell, Row
from rely.research.variables import Dictionary


class Protection:
    """Two passes over the same rows in the same order: `count` all of them, then `protect` them.

    Measures and scores that are worked out from a quasi-identifier are left out, as they would give it away again; so
    the variables of `dictionary` are fewer than those of the dictionary handed in. `left_out` names them; `telling`
    names the items whose being asked or not tells something about a quasi-identifier, which stay.
    """

    def __init__(self, dictionary: Dictionary, k: int, *, is_coarsened: bool) -> None:
        named = {each.source for each in quasi_identifiers(dictionary)}
        self.k = k
        self.left_out = tuple(each.name for each in derived_from(dictionary, named))
        self.telling = conditioned_by(dictionary.instrument, named)
        gone = frozenset(self.left_out)
        self._kept = tuple(at for at, each in enumerate(dictionary.variables) if each.name not in gone)
        fewer = dictionary.without(gone)
        self._recoding = coarser(fewer) if is_coarsened else Recoding(fewer, {}, {})
        self._groups = Groups(self.dictionary)

    @property
    def dictionary(self) -> Dictionary:
        """The variables of the rows that `protect` gives."""
        return self._recoding.dictionary

    @property
    def became(self) -> dict[str, str]:
        """Which variables became which coarser ones."""
        return dict(self._recoding.became)

    def count(self, row: Sequence[Cell]) -> None:
        """Count one row, as the dictionary handed in has it."""
        self._groups.add(self._shaped(row))

    def report(self) -> Report:
        """How the rows stand before cells are emptied. ValueError for k below 2."""
        return self._groups.report(self.k)

    def protect(self, rows: Iterable[Sequence[Cell]]) -> Iterator[Row]:
        """The same rows in the same order, with the variables of `dictionary`, and without what `suppression` takes."""
        suppression = self.suppression
        for number, row in enumerate(rows):
            yield suppression.applied(number, self._shaped(row))

    @cached_property
    def suppression(self) -> Suppression:
        """What each of the counted rows has to lose; no row is counted after this was asked for."""
        return self._groups.suppression(self.k)

    def _shaped(self, row: Sequence[Cell]) -> Row:
        return self._recoding.row([row[at] for at in self._kept])
