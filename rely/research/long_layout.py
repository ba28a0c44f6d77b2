"""Turn wide rows, one for each case, into long ones: one for each answer of each case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rely.languages import Words, words_for
from rely.loading.data_file import LONGEST
from rely.research.rows import Cell, Row
from rely.research.variables import MISSING_CODES, Dictionary, Variable
from rely.research.variables.missing import labels_of_missing

_ANSWERS = ("item", "text")


class LongLayout:
    """The long layout of one dictionary: its administrative variables, then one answer.

    `variable` names the variable of the wide layout, `code` is the answer as text, `number` the same where it is a
    number, `label` its label, `missing` why there is none. So no code for a missing answer can be taken for a number.
    """

    def __init__(self, wide: Dictionary) -> None:
        words = words_for(wide.language)
        self._kept = [at for at, each in enumerate(wide.variables) if each.role == "admin"]
        self._answers = [(at, each) for at, each in enumerate(wide.variables) if each.role in _ANSWERS]
        self._labels: list[dict[Cell, str]] = [
            dict((*each.values, *_reasons(each).values())) for _, each in self._answers
        ]
        answers = [each for _, each in self._answers]
        admin = [wide.variables[at] for at in self._kept]
        self.dictionary = Dictionary(wide.instrument, wide.language, (*admin, *_variables(answers, words)))

    @property
    def rows_of_a_case(self) -> int:
        """How many long rows each wide row becomes."""
        return len(self._answers)

    def rows(self, wide: Iterable[Row]) -> Iterator[Row]:
        """The long rows of the wide ones."""
        reasons: list[dict[Cell, int]] = [
            {cell: reason for reason, (cell, _) in _reasons(each).items()} for _, each in self._answers
        ]
        for row in wide:
            admin = tuple([row[at] for at in self._kept])
            for (at, variable), labels, why in zip(self._answers, self._labels, reasons, strict=True):
                yield (*admin, variable.name, *_told(row[at], labels, why))


def _told(cell: Cell, labels: Mapping[Cell, str], reasons: Mapping[Cell, int]) -> Row:
    """Code, number, label and the reason for having none."""
    if cell is None:
        return None, None, None, None
    if cell in reasons:
        return None, None, labels[cell], reasons[cell]
    return str(cell), None if isinstance(cell, str) else cell, labels.get(cell), None


def _reasons(variable: Variable) -> dict[int, tuple[int | str, str]]:
    """The codes for missing answers of a variable: the cell and label of each."""
    found = {code: (variable.missing_code(code), label) for code, label in variable.missing}
    return {code: (cell, label) for code, (cell, label) in found.items() if cell is not None}


def _variables(answers: list[Variable], words: Words) -> tuple[Variable, ...]:
    codes = [str(code) for each in answers for code, _ in each.values]
    labels = [label for each in answers for _, label in (*each.values, *each.missing)]
    longest_code = max([25, *map(len, codes), *(each.longest or 0 for each in answers)])
    return (
        _text("variable", words.gettext("Variable of the wide layout"), LONGEST),
        _text("code", words.gettext("Answer as it was coded"), longest_code),
        Variable(
            name="number",
            label=words.gettext("Answer as a number, where it is one"),
            role="item",
            kind="number",
            level="scale",
            source="number",
        ),
        _text("label", words.gettext("Label of the answer"), max([1, *map(len, labels)])),
        Variable(
            name="missing",
            label=words.gettext("Why there is no answer"),
            role="item",
            kind="integer",
            level="nominal",
            source="missing",
            values=labels_of_missing(tuple(MISSING_CODES), words),
        ),
    )


def _text(name: str, label: str, longest: int) -> Variable:
    return Variable(name=name, label=label, role="item", kind="text", level="nominal", source=name, longest=longest)
