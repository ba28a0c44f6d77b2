"""Turn the path of a text into a name that stays the same when entries are moved, and back into the data it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, TypeAlias

from rely.loading.checks.findings import Path

Names: TypeAlias = dict[int, tuple[str, ...]]

_NAMED_BY = ("id", "code", "ref", "norm")
"""The keys that name an entry of a list, the first that it has."""


class Contexts:
    """The names of the texts of one questionnaire, whose data is the joined YAML of its files."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data
        self._names: Names = {}

    def of(self, path: Path) -> str:
        """The name of what lies at `path`: items.TR01.text; an entry without a name of its own counts: method.#2.

        An item is named without its section, since its id is the only one of the whole questionnaire.
        """
        steps = list(self.steps(path))
        if len(path) > 3 and path[0] == "sections" and path[2] == "items":
            del steps[:2]
        return ".".join(steps)

    def steps(self, path: Path) -> tuple[str, ...]:
        """The path with the names of entries in the place of their positions."""
        steps: list[str] = []
        value: Any = self._data
        for step in path:
            steps.append(step if isinstance(step, str) else self._names_in(value)[step])
            value = value[step]
        return tuple(steps)

    def has(self, path: Path) -> bool:
        """Whether something is written at `path`; what another questionnaire lends is not."""
        value: Any = self._data
        for step in path:
            try:
                value = value[step]
            except (LookupError, TypeError):
                return False
        return True

    def _names_in(self, entries: Any) -> tuple[str, ...]:
        if id(entries) not in self._names:
            self._names[id(entries)] = names_of(entries)
        return self._names[id(entries)]


def names_of(entries: list[Any]) -> tuple[str, ...]:
    """A name for each entry of a list, no two alike: what it is called, else #1, #2 and so on."""
    called = [_name(entry) for entry in entries]
    counts = Counter(called)
    return tuple(
        name if name and counts[name] == 1 else f"{name}#{number}" for number, name in enumerate(called, start=1)
    )


def _name(entry: Any) -> str:
    if not isinstance(entry, dict):
        return ""
    named = (entry[key] for key in _NAMED_BY if key in entry)
    return next((str(name) for name in named if isinstance(name, str | int) and "." not in str(name)), "")
