"""Turn the checked rows of a table into what the page tells of each: the cell, what it is, how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rely.languages import Words
from rely.services.coach_troubles import Told, tell
from rely.services.coach_upload import CheckedRow


@dataclass(frozen=True, slots=True)
class RowView:
    """One row, or several of which the same is told: number and id in words, and what there is to tell."""

    name: str
    troubles: tuple[Told, ...]
    more: str = ""


def view_row(row: CheckedRow, questions: dict[str, str], words: Words, *, is_sheet: bool) -> RowView:
    """What there is to tell about a row; `questions` are the texts of the columns, `is_sheet` as `tell` has it."""
    return RowView(
        name_of(row, words),
        tuple(tell(each, words, is_sheet=is_sheet, questions=questions) for each in row.troubles),
        words.ngettext("And %(n)s more in this row", "And %(n)s more in this row", row.untold) if row.untold else "",
    )


def view_remarks(
    rows: Iterable[CheckedRow], questions: dict[str, str], words: Words, *, is_sheet: bool
) -> Iterator[RowView]:
    """What is good to know, told once for all rows of which the same is told."""
    alike: dict[tuple[tuple[Told, ...], str], list[CheckedRow]] = {}
    for row in rows:
        view = view_row(row, questions, words, is_sheet=is_sheet)
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
