"""Turn the scores of many assessments into the cells of a CSV table, a text for each assessment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rely.research.group_margins import MarginBasis
from rely.research.score_many import STATUSES, ManyScores, ScoreColumn
from rely.research.sheets import Counts, Floats


def score_lines(many: ManyScores, basis: MarginBasis | None = None) -> Iterator[str]:
    """For each assessment the cells of all scores, parted by commas: the number in full, then its parts in the order of
    `rely.research.score_names.PARTS`; with `basis` at the end where each margin comes from.

    What there is not is empty. No cell needs quotes or a guard: ids of bands and statuses are plain words.
    """
    columns = [texts for name in many for texts in _texts(many[name])]
    columns += [] if basis is None else [_taken(basis.words, basis.places[name]) for name in many]
    return map(",".join, zip(*columns, strict=True)) if columns else iter([""] * len(many))


def _texts(column: ScoreColumn) -> Iterator[list[str]]:
    bands = ["", *(edge.band for edge in column.bands)]
    assert column.margin is not None
    yield _numbers(column.score)
    yield _pairs(column.status, column.band + 1, len(bands), lambda status, band: f"{STATUSES[status]},{bands[band]}")
    yield _numbers(column.margin)
    most = int(column.applicable.max(initial=0)) + 1
    yield _pairs(column.answered, column.applicable, most, lambda answered, applicable: f"{answered},{applicable}")


def _numbers(values: Floats) -> list[str]:
    """Each number as Python writes it; nothing for NaN. Equal numbers are written once."""
    different, place = np.unique(values, return_inverse=True)
    texts = ["" if number != number else repr(number) for number in different.tolist()]
    return _taken(texts, place)


def _pairs(first: Counts, second: NDArray[Any], most: int, told: Callable[[int, int], str]) -> list[str]:
    """What each pair of small whole numbers is told as; the second is below `most`."""
    joined = first.astype(np.int64) * most + second
    different, place = np.unique(joined, return_inverse=True)
    return _taken([told(*divmod(pair, most)) for pair in different.tolist()], place)


def _taken(texts: Sequence[str], place: NDArray[Any]) -> list[str]:
    taken: list[str] = np.array(texts, object)[place].tolist()
    return taken
