"""Turn the checked rows of a table into what the page tells of each: the cell, what it is, how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rely.languages import Words
from rely.services.coach_upload import CheckedRow, Trouble
from rely.web.coach.problem_words import problem_sentences


@dataclass(frozen=True, slots=True)
class TroubleView:
    """One thing to tell about a row: the cell, the question of its column, what it is and how to mend it.

    `is_english` says that it is told in the words of the reader.
    """

    place: str
    question: str
    what: str
    cure: str
    is_english: bool = False


@dataclass(frozen=True, slots=True)
class RowView:
    """One row, or several of which the same is told: number and id in words, and what there is to tell."""

    name: str
    troubles: tuple[TroubleView, ...]
    more: str = ""


def view_row(row: CheckedRow, questions: dict[str, str], words: Words, *, ending: str) -> RowView:
    """What there is to tell about a row; `questions` are the texts of the columns, `ending` that of the file."""
    return RowView(
        name_of(row, words),
        tuple(_trouble(each, questions, words, is_sheet=ending == ".xlsx") for each in row.troubles),
        words.ngettext("And %(n)s more in this row", "And %(n)s more in this row", row.untold) if row.untold else "",
    )


def view_remarks(
    rows: Iterable[CheckedRow], questions: dict[str, str], words: Words, *, ending: str
) -> Iterator[RowView]:
    """What is good to know, told once for all rows of which the same is told."""
    alike: dict[tuple[tuple[TroubleView, ...], str], list[CheckedRow]] = {}
    for row in rows:
        view = view_row(row, questions, words, ending=ending)
        alike.setdefault((view.troubles, view.more), []).append(row)
    for (troubles, more), same in alike.items():
        yield RowView(_names(same, words), troubles, more)


def name_of(row: CheckedRow, words: Words) -> str:
    """The number of a row, with its id where it has one."""
    line = words.gettext("Row %(line)s", line=words.number(row.line))
    return f"{line}: {row.id}" if row.id else line


def _names(rows: Sequence[CheckedRow], words: Words) -> str:
    if len(rows) == 1:
        return name_of(rows[0], words)
    return words.gettext("Rows %(lines)s", lines=words.list_of([words.number(row.line) for row in rows]))


def _trouble(trouble: Trouble, questions: dict[str, str], words: Words, *, is_sheet: bool) -> TroubleView:
    facts, name = dict(trouble.facts), trouble.facts.get("name", "")
    if trouble.code == "contradiction":
        asked = [words.quoted(questions.get(each, each)) for each in facts.get("accepted", "").split(", ")]
        facts["accepted"] = words.list_of(asked)
    said = problem_sentences(trouble.code, facts, words, has_lists=is_sheet)
    what, cure = said or (trouble.message, trouble.hint)
    return TroubleView(
        _place(trouble, name, words, is_sheet=is_sheet), questions.get(name, ""), what, cure, said is None
    )


def _place(trouble: Trouble, name: str, words: Words, *, is_sheet: bool) -> str:
    """The cell, where the problem is one of a cell; else the column, else nothing."""
    if is_sheet and trouble.facts.get("cell") and trouble.code not in ("not-asked", "hidden-cells", "hidden-sheet"):
        return words.gettext("Cell %(cell)s", cell=trouble.facts["cell"])
    return words.gettext("Column %(name)s", name=name) if name and trouble.code != "not-asked" else ""
