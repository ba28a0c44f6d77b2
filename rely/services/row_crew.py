"""Turn cases into rows of a data file, in one process or in several, in the order in which they come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import chain, islice
from typing import Final

from rely.loading.catalogue import load_canonical
from rely.model.digest import canonical_json
from rely.model.instrument import Instrument
from rely.research.cases import Case
from rely.research.merging import MergedDictionary
from rely.research.rows import Row, RowMaker
from rely.research.variables import dictionary_of
from rely.scoring.score import score
from rely.services.crew import made_in_order

BUNDLE: Final = 200
"""How many cases go to a process at a time."""

AHEAD: Final = 3
"""How many bundles for each process are under way; it bounds what is in memory."""

Named = tuple[int, Case]
"""The place of a version, and a case whose key and relationship are pseudonyms already."""


class Recipe:
    """How cases of several versions become rows of one dictionary."""

    def __init__(self, instruments: Iterable[Instrument], language: str, *, with_texts: bool) -> None:
        """`instruments`: at least one, the newest version first."""
        self.instruments = tuple(instruments)
        self.language, self.with_texts = language, with_texts
        own = [dictionary_of(each, language, with_texts=with_texts) for each in self.instruments]
        self._makers = [RowMaker(each) for each in own]
        self._merged = MergedDictionary(own) if len(own) > 1 else None
        self.dictionary = own[0] if self._merged is None else self._merged.dictionary

    def row(self, version: int, case: Case) -> Row:
        """The row of a case, scored by its version; key and relationship of the case are its pseudonyms."""
        result = score(self.instruments[version], case.assessment)
        own = self._makers[version].row(case, result, case_id=case.key, relationship_id=case.relationship)
        return own if self._merged is None else self._merged.row(version, own)


def rows_of(recipe: Recipe, cases: Iterable[Named], processes: int) -> Iterator[Row]:
    """The rows of the cases, in their order. Memory does not grow with their number."""
    waiting = iter(cases)
    first = list(islice(waiting, BUNDLE)) if processes > 1 else []
    if len(first) < BUNDLE:  # so few are made here before another process has started
        yield from (recipe.row(*case) for case in first)
        yield from (recipe.row(*case) for case in waiting)
        return
    yield from _in_parallel(recipe, first, waiting, processes)


def _in_parallel(recipe: Recipe, first: list[Named], waiting: Iterator[Named], processes: int) -> Iterator[Row]:
    sources = [canonical_json(each) for each in recipe.instruments]
    bundles = chain([first], iter(lambda: list(islice(waiting, BUNDLE)), []))
    given = (sources, recipe.language, recipe.with_texts)
    sendable = ([_sendable(case) for case in bundle] for bundle in bundles)
    with closing(made_in_order(_rows, sendable, processes, ahead=AHEAD, prepare=_prepare, given=given)) as made:
        for rows in made:
            yield from rows


def _sendable(named: Named) -> Named:
    """The case with dicts, which can be sent to another process."""
    version, case = named
    plain = replace(case.assessment, answers=dict(case.assessment.answers), given=dict(case.assessment.given))
    return version, replace(case, assessment=plain)


_recipes: list[Recipe] = []
"""In a process that makes rows: its recipe."""


def _prepare(sources: list[str], language: str, with_texts: bool) -> None:
    _recipes.append(Recipe([load_canonical(source) for source in sources], language, with_texts=with_texts))


def _rows(cases: list[Named]) -> list[Row]:
    return [_recipes[0].row(*case) for case in cases]
