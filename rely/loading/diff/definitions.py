"""Turn an instrument into what its numbers are computed from, part by part, without a word of its texts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

from rely.loading.diff.changes import plain
from rely.loading.keys import key_of
from rely.model.base import Part
from rely.model.conditions import Condition
from rely.model.guidelines import Norm
from rely.model.instrument import Instrument
from rely.model.items import Item
from rely.model.response_scales import Choice, Likert, Rating, ResponseScale
from rely.model.text import Text

_FOR_READERS = frozenset({"note", "source", "words", "seconds"})
"""Fields that compute nothing although they are no texts."""

_FOR_ADVICE = frozenset({"id", "evidence", "plan"})
"""Fields of a norm that enter no figure."""


def without_words(value: Any) -> Any:
    """A part as plain JSON with all defaults, and without what only people read."""
    if isinstance(value, Part):
        return {
            key_of(name, type(value)): without_words(getattr(value, name))
            for name in type(value).model_fields
            if name not in _FOR_READERS and not isinstance(getattr(value, name), Text)
            and getattr(value, name) is not None
        }  # fmt: skip
    if isinstance(value, tuple):
        return [without_words(each) for each in value]
    if isinstance(value, dict):
        return {key: without_words(each) for key, each in value.items()}
    return plain(value)


def points_of(scale: ResponseScale) -> dict[str, float]:
    """Code to item score on 0-100 before reverse coding; empty for what is not scored."""
    if isinstance(scale, (Likert, Rating)):
        span = scale.highest - scale.lowest
        return {str(code): 100 * (code - scale.lowest) / span for code in range(scale.lowest, scale.highest + 1)}
    if isinstance(scale, Choice):
        return {option.code: option.score for option in scale.options if option.score is not None}
    return {}


class Definitions:
    """What stands behind each fact of one instrument: the items, given facts, measures and norms it rests on."""

    def __init__(self, instrument: Instrument) -> None:
        self._instrument = instrument
        self._given = {each.id: each for each in instrument.given}
        self._requirements = {each.id: each for each in instrument.requirements}
        self._behind: dict[tuple[str, ...], dict[str, str]] = {}

    def behind(self, *facts: str) -> dict[str, str]:
        """All that these facts rest on: its name in words to its definition."""
        if facts not in self._behind:
            self._behind[facts] = self._all_behind(facts)
        return self._behind[facts]

    def _all_behind(self, facts: tuple[str, ...]) -> dict[str, str]:
        found: dict[str, str] = {}
        waiting = [fact.split(".")[0] for fact in reversed(facts)]
        seen: set[str] = set()
        while waiting:
            fact = waiting.pop()
            if fact not in seen:
                seen.add(fact)
                name, definition, inputs = self._one(fact)
                found[name] = definition
                waiting += [each.split(".")[0] for each in inputs]
        return found

    def when(self, condition: Condition | None) -> dict[str, str]:
        """All that a condition rests on."""
        return {} if condition is None else self.behind(*sorted(condition.facts()))

    def requirement(self, name: str | None) -> Condition | None:
        """The condition of a requirement."""
        found = None if name is None else self._requirements.get(name)
        return None if found is None else found.when

    def _one(self, fact: str) -> tuple[str, str, Iterator[str]]:
        """The name in words of one fact, its own definition, and the facts that it needs."""
        if fact in self._instrument.items:
            item = self._instrument.items[fact]
            return f"the answers to {fact}", _written(self._of_item(item)), self._of_condition(item.show_if)
        if fact in self._given:
            return f"the given fact '{fact}'", _written(without_words(self._given[fact])), iter(())
        measure = self._instrument.measures_by_id.get(fact)
        if measure is None:
            return f"'{fact}'", "", iter(())
        rows = [each for each in self._instrument.norms if each.norm == getattr(measure, "norm", None)]
        conditions = [name for row in rows for name in self._of_condition(row.when)]
        definition = _written([without_words(measure), [_compared(row) for row in rows]])
        return f"the measure '{fact}'", definition, chain((each for _, each in measure.inputs()), conditions)

    def _of_item(self, item: Item) -> Any:
        scale = self._instrument.scale_of(item)
        worth = [points_of(scale), item.reverse] if scale.scored else scale.kind
        return [worth, without_words(item.show_if)]

    def _of_condition(self, condition: Condition | None) -> Iterator[str]:
        return iter(() if condition is None else sorted(condition.facts()))


def _compared(row: Norm) -> dict[str, Any]:
    """A row of a norm without what only advice reads."""
    return {key: value for key, value in without_words(row).items() if key not in _FOR_ADVICE}


def _written(definition: Any) -> str:
    return json.dumps(definition, sort_keys=True, ensure_ascii=False)
