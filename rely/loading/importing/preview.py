"""Turn imported assessments into a page of text that shows how they would look: first rows, and counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rely.loading.answers.cells import BETWEEN_CODES, GIVEN
from rely.loading.problems import visible
from rely.model.answers import Assessment, Code
from rely.model.instrument import Instrument
from rely.model.response_scales import DONT_KNOW, NOT_APPLICABLE, OrderedScale, TextEntry

_FIRST = 3
_MOST_ANSWERS = 12
_WIDEST = 24


@dataclass
class Preview:
    """Collects assessments; `columns` names the column of each target as people find it."""

    instrument: Instrument
    columns: Mapping[str, str]
    rows: int = 0
    _first: list[tuple[int, dict[str, Code]]] = field(default_factory=list)
    _counts: dict[str, Counter[Code]] = field(default_factory=dict)

    def add(self, row: int, assessment: Assessment) -> None:
        """Count one more."""
        self.rows += 1
        targets = _targets(assessment)
        if len(self._first) < _FIRST:
            self._first.append((row, targets))
        for name, code in targets.items():
            if name in self.instrument.items or name.startswith(GIVEN):
                self._counts.setdefault(name, Counter())[code] += 1

    def lines(self) -> Iterator[str]:
        """The page: a line for each item, fact and key that came along."""
        heads = ["becomes", "from column", *(f"row {row}" for row, _ in self._first)]
        table = [[*heads, "answered", NOT_APPLICABLE, DONT_KNOW, "none", "how often"]]
        for name in (*_KEYS, *(f"{GIVEN}{fact.id}" for fact in self.instrument.given), *self.instrument.items):
            if name in self.columns or any(targets.get(name) is not None for _, targets in self._first):
                table.append(self._line(name))
        widths = [max(len(line[at]) for line in table) for at in range(len(table[0]))]
        for line in table:
            yield "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()

    def _line(self, name: str) -> list[str]:
        first = [_shown(targets.get(name)) for _, targets in self._first]
        begin = [name, self.columns.get(name, "the same in every row"), *first]
        counts = self._counts.get(name)
        if counts is None:
            return [*begin, "", "", "", "", ""]
        special = [counts[NOT_APPLICABLE], counts[DONT_KNOW]]
        none = self.rows - sum(count for code, count in counts.items() if code is not None)
        answered = self.rows - none - sum(special)
        return [*begin, *map(str, (answered, *special, none)), self._often(name, counts)]

    def _often(self, name: str, counts: Counter[Code]) -> str:
        item = self.instrument.items.get(name)
        scale = None if item is None else self.instrument.scale_of(item)
        if isinstance(scale, TextEntry):
            return ""
        answers: Counter[Code] = Counter()
        for code, count in counts.items():
            for each in code if isinstance(code, tuple) else (code,):
                if each not in (None, NOT_APPLICABLE, DONT_KNOW):
                    answers[each] += count
        ordered: list[tuple[Code, int]]
        if isinstance(scale, OrderedScale):
            ordered = [(code, answers[code]) for code in range(scale.lowest, scale.highest + 1)]
        else:
            ordered = [(code, count) for code, count in sorted(answers.items(), key=lambda pair: -pair[1])]
        shown = ", ".join(f"{_shown(code)}: {count}" for code, count in ordered[:_MOST_ANSWERS])
        return shown if len(ordered) <= _MOST_ANSWERS else f"{shown} and {len(ordered) - _MOST_ANSWERS} more"


_KEYS = ("id", "date", "lang", "form", "perspective", "respondent")


def _targets(assessment: Assessment) -> dict[str, Code]:
    keys: dict[str, Code] = {
        "id": assessment.id,
        "date": None if assessment.date is None else assessment.date.isoformat(),
        "lang": assessment.lang,
        "form": assessment.form,
        "perspective": assessment.perspective,
        "respondent": assessment.respondent,
    }
    return {**keys, **{f"{GIVEN}{name}": value for name, value in assessment.given.items()}, **assessment.answers}


def _shown(code: Code) -> str:
    if code is None:
        return "-"
    text = visible(BETWEEN_CODES.join(code) if isinstance(code, tuple) else str(code))
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"
