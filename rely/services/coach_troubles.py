"""Turn what is wrong with the rows of a coach's table into what is told of each: the cell, what it is, how to mend it.

The page of the check and index.csv tell it with what stands here, so that both say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rely.languages import Words
from rely.loading.problems import Problem
from rely.services.coach_words import problem_sentences

_OF_NO_CELL = ("not-asked", "hidden-cells", "hidden-sheet")


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing to tell about a row: its kind, what its words are made of, and the line of the reader in English."""

    code: str
    severity: str
    line: int
    facts: dict[str, str]
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Told:
    """A trouble in words: the cell, the question of its column, what it is and how to mend it.

    `is_english` says that it is told in the words of the reader.
    """

    place: str
    question: str
    what: str
    cure: str
    is_english: bool = False

    @property
    def line(self) -> str:
        """Where, what and how to mend it, as one text."""
        said = f"{self.what} {self.cure}"
        return f"{self.place}: {said}" if self.place else said


def troubles_of(problems: Iterable[Problem]) -> Iterator[Trouble]:
    """What the reader found, as it is kept."""
    for each in problems:
        yield Trouble(each.code, each.severity, each.line, dict(each.facts), each.message, each.hint)


def tell(
    trouble: Trouble, words: Words, *, is_sheet: bool, questions: Mapping[str, str] = MappingProxyType({})
) -> Told:
    """A trouble in words; `is_sheet` says that the table is a workbook, `questions` are the texts of its columns."""
    name = trouble.facts.get("name", "")
    said = problem_sentences(trouble.code, trouble.facts, words, is_sheet=is_sheet, questions=questions)
    what, cure = said or (trouble.message, trouble.hint)
    return Told(_place(trouble, name, words, is_sheet=is_sheet), questions.get(name, ""), what, cure, said is None)


def errors_in_words(problems: Iterable[Problem], words: Words, *, is_sheet: bool) -> str:
    """The errors of a row as one text; empty when there are none."""
    errors = (trouble for trouble in troubles_of(problems) if trouble.severity == "error")
    return " ".join(tell(trouble, words, is_sheet=is_sheet).line for trouble in errors)


def _place(trouble: Trouble, name: str, words: Words, *, is_sheet: bool) -> str:
    """The cell, where the problem is one of a cell; else the column, else nothing."""
    if is_sheet and trouble.facts.get("cell") and trouble.code not in _OF_NO_CELL:
        return words.gettext("Cell %(cell)s", cell=trouble.facts["cell"])
    return words.gettext("Column %(name)s", name=name) if name and trouble.code != "not-asked" else ""
