"""Turn answers and given facts into everything that is known, measures included, on demand."""

from __future__ import annotations

from collections.abc import Mapping

from rely.model.instrument import Instrument
from rely.model.measures import UNKNOWN_TILT
from rely.model.results import Fact
from rely.scoring.measures import Parts, compute


class Facts:
    """What is known about one assessment, by name; a measure is computed when it is first asked for.

    Names: an item, a given fact, a measure (or `measure.part` when it has several), `item_score.<item>`,
    `score.<score id>`, `band.<score id>`, `one_sided`.
    """

    def __init__(self, instrument: Instrument, known: Mapping[str, Fact]) -> None:
        self._instrument = instrument
        self.known: dict[str, Fact] = dict(known)
        self.measures: dict[str, Parts] = {}

    def __call__(self, name: str) -> Fact:
        """The value of a fact; None when it is unknown."""
        if name in self.known:
            return self.known[name]
        measure = self._instrument.measures_by_id.get(name.partition(".")[0])
        if measure is not None and measure.id not in self.measures:
            self.measure(measure.id)
            return self.known.get(name)
        return None

    def measure(self, name: str) -> Parts:
        """All parts of a measure; they become known facts."""
        if name not in self.measures:
            measure = self._instrument.measures_by_id[name]
            parts = compute(self._instrument, measure, self)
            self.measures[name] = parts
            if len(parts) == 1:
                self.known[name] = next(iter(parts.values()))
            else:
                self.known.update({f"{name}.{part}": _known(value) for part, value in parts.items()})
        return self.measures[name]

    def forget(self, item: str) -> None:
        """Make the answer to an item unknown."""
        self.known.pop(item, None)
        self.known.pop(f"item_score.{item}", None)


def _known(value: Fact) -> Fact:
    """The value as a fact: the word of a balance that cannot be judged says nothing about this relationship."""
    return None if value == UNKNOWN_TILT else value
