"""Turn the columns of an instrument into the two sheets that explain them: each column, and how to go on."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils.cell import get_column_letter
from xlsxwriter.worksheet import Worksheet

from rely.languages import Words
from rely.loading.answers.picks import pick
from rely.model.instrument import Instrument
from rely.reporting.form_columns import FormColumn, columns_behind, lettered
from rely.reporting.form_style import Style, height

BAND, HEAD, IDS, FIRST = 0, 1, 2, 3
"""The rows of the sheet for answers, from 0: sections, questions, ids, and the first to fill in."""

MOST_LISTED = 25
"""A longer pick list is looked up in the cell."""

_WIDTHS = (8, 21, 50, 22, 34, 44, 11, 26)
_GUIDE_WIDTHS = (6, 96)
_BETWEEN = 6
"""The space below a step, in points."""


def write_explanation(sheet: Worksheet, columns: Sequence[FormColumn], words: Words, style: Style) -> None:
    """A row for each column: what it asks, when, and what may stand in it."""
    heads = (
        words.gettext("Column"),
        words.gettext("Id"),
        words.gettext("Question"),
        words.gettext("Section"),
        words.gettext("When"),
        words.gettext("What may stand here"),
        words.gettext("Needed"),
        words.gettext("Example"),
    )
    for at, (head, width) in enumerate(zip(heads, _WIDTHS, strict=True)):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, head, style.table_head)
    for number, column in enumerate(columns, start=1):
        cells = (
            get_column_letter(number),
            column.id,
            _lines(column.heading, column.text, f"({column.unit})" if column.unit else "", column.help),
            column.section,
            _lines(column.only, *column.when) or words.gettext("always"),
            _lines(*_accepted(column, words)),
            words.gettext("yes") if column.required else words.gettext("no"),
            column.example,
        )
        for at, cell in enumerate(cells):
            sheet.write_string(number, at, cell, style.text)
        sheet.set_row(number, height(*zip(cells, _WIDTHS, strict=True)))
    sheet.freeze_panes(1, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&L&A&R&P / &N")


def write_guide(
    sheet: Worksheet, instrument: Instrument, columns: Sequence[FormColumn], words: Words, style: Style
) -> None:
    """How to fill in the template and what to do with it, in numbered steps."""
    for at, width in enumerate(_GUIDE_WIDTHS):
        sheet.set_column(at, at, width)
    sheet.write_string(0, 0, words.text(instrument.title), style.title)
    sheet.write_string(1, 0, f"{instrument.id} {instrument.version}", style.plain)
    steps = [(f"{number}.", step) for number, step in enumerate(_steps(instrument, columns, words), start=1)]
    steps += [("", words.text(text)) for text in (instrument.intro, instrument.disclaimer) if text is not None]
    for row, cells in enumerate(steps, start=3):
        for at, cell in enumerate(cells):
            sheet.write_string(row, at, cell, style.paragraph)
        sheet.set_row(row, height(*zip(cells, _GUIDE_WIDTHS, strict=True)) + _BETWEEN)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)


def number_words(column: FormColumn, words: Words) -> list[str]:
    """What a number must be, each limit as words of its own."""
    every = [words.gettext("a whole number") if column.whole else words.gettext("a number")]
    if column.low is not None:
        every.append(words.gettext("at least %(number)s", number=words.measured(column.low)))
    if column.high is not None:
        every.append(words.gettext("at most %(number)s", number=words.measured(column.high)))
    return every


def _accepted(column: FormColumn, words: Words) -> list[str]:
    listed = [pick(code, label) for code, label in column.picks]
    if column.entry == "several":
        return [words.gettext("One or more of these codes, joined by |:"), *listed]
    if len(listed) > MOST_LISTED:
        return [words.gettext("One of the %(n)s lines of the pick list in the cell, or its code.", n=len(listed))]
    if listed:
        return listed
    if column.entry == "number":
        return number_words(column, words)
    if column.entry == "day":
        return [words.gettext("a day")]
    longest = column.longest or 0
    return [words.ngettext("At most %(n)s character.", "At most %(n)s characters.", longest)]


def _where_to_write(instrument: Instrument, words: Words) -> str:
    """What a row stands for: a relationship, where the instrument is about one that it names."""
    places = {"sheet": words.quoted(words.gettext("Answers")), "first": FIRST + 1}
    if instrument.report is not None and instrument.report.subject is not None:
        return words.gettext(
            "On the sheet %(sheet)s, write one relationship a row, from row %(first)s. Leave the rows above as they "
            "are: the last of them holds the names by which the columns are read.",
            **places,
        )
    return words.gettext(
        "On the sheet %(sheet)s, fill in one row for each time it is answered, from row %(first)s. Leave the rows "
        "above as they are: the last of them holds the names by which the columns are read.",
        **places,
    )


def _steps(instrument: Instrument, columns: Sequence[FormColumn], words: Words) -> list[str]:
    steps = [
        _where_to_write(instrument, words),
        words.gettext(
            "Choose from the pick list, or type the code that stands before the dash. A cell that turns red and "
            "bold holds something else."
        ),
        words.gettext(
            "An empty cell is a question that was skipped. Where the head has a *, please answer: without it parts "
            "of the report stay open."
        ),
    ]
    facet = instrument.selecting_facet
    if facet is not None and facet.selects_by is not None:
        order = [column.id for column in columns]
        deciding = lettered(columns_behind(instrument, [facet.selects_by]), order)
        steps.append(
            words.gettext(
                "%(facet)s: this follows from %(columns)s. Columns whose head ends in ‘Only: …’ stay empty for all "
                "others.",
                facet=words.text(facet.label),
                columns=words.list_of(deciding),
            )
        )
    if any(column.entry == "several" for column in columns):
        steps.append(words.gettext("Where several answers are possible, join their codes by |."))
    steps += [
        words.gettext("The sheet %(sheet)s explains each column.", sheet=words.quoted(words.gettext("Columns"))),
        words.gettext("Save as .xlsx, without a password."),
        words.gettext(
            "Look whether all rows are right: %(command)s", command=_command("score", instrument, "--format table")
        ),
        words.gettext("Make the reports: %(command)s", command=_command("report", instrument, "-o reports")),
    ]
    return steps


def _command(name: str, instrument: Instrument, options: str) -> str:
    return f"rely {name} {instrument.id} {instrument.id}.xlsx {options}"


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)
