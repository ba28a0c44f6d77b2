"""Make versions of instruments for tests: as plain data, changed in one place, and made into an instrument again."""

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from rely.loading.catalogue import load_canonical
from rely.model.digest import canonical_json
from rely.model.instrument import Instrument
from rely.paths import questionnaires_dir

Steps = tuple[str | int, ...]


def release(version: str) -> Instrument:
    """A kept release of the relationship check."""
    path: Path = questionnaires_dir() / "relationship-check" / "releases" / f"{version}.json"
    return load_canonical(path.read_text(encoding="utf-8"))


def plain(instrument: Instrument) -> Any:
    """The canonical JSON of an instrument as data."""
    return json.loads(canonical_json(instrument))


def edited(instrument: Instrument, *edits: Callable[[Any], object]) -> Instrument:
    """The instrument after these edits of its plain data."""
    data = copy.deepcopy(plain(instrument))
    for edit in edits:
        edit(data)
    return Instrument.model_validate(data)


def item_of(data: Any, name: str) -> Any:
    """The data of an item."""
    return next(item for section in data["sections"] for item in section["items"] if item["id"] == name)


def named(entries: Any, name: str) -> Any:
    """The data of an entry of a list by its id."""
    return next(each for each in entries if each["id"] == name)


def leaves(value: Any, steps: Steps = ()) -> Iterator[tuple[Steps, Any]]:
    """Every value that holds no other, with the way to it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*steps, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from leaves(inner, (*steps, at))
    else:
        yield steps, value


def with_other_leaf(data: Any, steps: Steps, value: Any) -> Instrument | None:
    """The instrument with another value at one place; None when nothing else is possible there."""
    within = data
    for step in steps[:-1]:
        within = within[step]
    try:
        for other in _others(value):
            within[steps[-1]] = other
            try:
                return Instrument.model_validate(data)
            except ValidationError:
                continue
        return None
    finally:
        within[steps[-1]] = value


def _others(value: Any) -> list[Any]:
    if value is None:
        return ["x", 5]
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, (int, float)):
        return [value + 1, value - 1, value + 0.5, value / 2]
    return [each for each in (f"{value}x", "zz", "fr", "tuesday", "9.9.9", "no", "above", "below") if each != value]
