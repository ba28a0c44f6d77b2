"""Check what is sound of a questionnaire whose shape is not, so that all problems are told at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from rely.loading.checks import check
from rely.loading.checks.findings import Finding, Path
from rely.loading.problem_kinds import CATALOGUE
from rely.loading.shape import fault_paths
from rely.model.instrument import Instrument

_MOST_ROUNDS = 12

Block = dict[str, Any]


def check_the_rest(data: Block, error: ValidationError | None, lacking: Collection[str] = frozenset()) -> list[Finding]:
    """What else is wrong with a questionnaire, once everything with an error in its shape is left out.

    `lacking` are names of items that should be in the data and are not, because they could not be borrowed.
    The smallest entry or key around each error is left out, and more of what surrounds it as long as that
    is not enough. What then fails only because of the gaps is not told: names that stood in what was left
    out, and warnings. Returns nothing when too little is left to check.
    """
    kept = _Kept(data, lacking)
    for _ in range(_MOST_ROUNDS):
        faults = [] if error is None else fault_paths(error, kept.data)
        for path in sorted(faults, key=_last_first, reverse=True):
            if path:
                kept.leave_out(path)
            elif not kept.stand_in():
                return []
        try:
            instrument = Instrument.model_validate(kept.data)
        except ValidationError as another:
            error = another
        else:
            return list(_of_the_whole(kept, instrument))
    return []


_OF_GAPS = frozenset({"empty", "page-items", "two-sides", "bands-from-zero", "unknown-score", "evidence-values"})
"""Kinds of problems that a gap can bring about by itself."""

_STAND_INS: Block = {
    "id": "stand-in",
    "version": "0.0.1",
    "title": "stand-in",
    "perspectives": [{"id": "self", "label": "stand-in"}],
    "missing_data": {"min_answered": 1, "min_coverage": 0, "narrow_below": 0},
    "scores": {},
}
"""What takes the place of a top-level key that is missing and on which no other key depends."""


def _of_the_whole(kept: _Kept, instrument: Instrument) -> Iterator[Finding]:
    for finding in check(instrument):
        by_gap = finding.name in kept.names or finding.code in _OF_GAPS
        if not by_gap and CATALOGUE[finding.code].severity == "error":
            yield replace(finding, path=kept.original(finding.path))


def _last_first(path: Path) -> list[tuple[str, int]]:
    return [("", step) if isinstance(step, int) else (step, 0) for step in path]


class _Kept:
    """The data of a questionnaire without what was left out, and where in it each entry came from."""

    def __init__(self, data: Block, lacking: Collection[str]) -> None:
        self.names: set[str] = set(lacking)
        self.data: Block = _copied(data)
        self._places: dict[int, list[int]] = {}

    def stand_in(self) -> bool:
        """Fill in the top-level keys that can be stood in for; False when all of them are there."""
        lacking = {key: value for key, value in _STAND_INS.items() if key not in self.data}
        self.data.update(lacking)
        return bool(lacking)

    def leave_out(self, path: Path) -> None:
        """Leave out the value at `path`, which is not everything."""
        around: Any = self.data
        for step in path[:-1]:
            around = around[step] if _has(around, step) else None
        last = path[-1]
        if not _has(around, last):
            return  # it went with something else
        self._note_names(last, around[last])
        if isinstance(around, list):
            del self._places.setdefault(id(around), list(range(len(around))))[int(last)]
        del around[last]

    def original(self, path: Path) -> Path:
        """The path in the whole data of what lies at `path` in the data that is left."""
        found: list[str | int] = []
        value: Any = self.data
        for step in path:
            places = self._places.get(id(value))
            found.append(places[step] if places is not None and isinstance(step, int) and step < len(places) else step)
            value = value[step] if _has(value, step) else None
        return tuple(found)

    def _note_names(self, key: str | int, value: Any) -> None:
        """Remember every text inside what is left out: any of them may name or be named."""
        if isinstance(key, str):
            self.names.add(key)
        if isinstance(value, str):
            self.names.add(str(value))
        elif isinstance(value, dict):
            for inner, part in value.items():
                self._note_names(inner, part)
        elif isinstance(value, list):
            for part in value:
                self._note_names(0, part)


def _has(around: Any, step: str | int) -> bool:
    if isinstance(around, dict):
        return step in around
    return isinstance(around, list) and isinstance(step, int) and step < len(around)


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(part) for key, part in value.items()}
    return [_copied(part) for part in value] if isinstance(value, list) else value
