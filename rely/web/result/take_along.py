"""Turn what there is to take along into a list of files, each with what it is for."""

from collections.abc import Iterator
from dataclasses import dataclass

from rely.languages import Words
from rely.model.instrument import Instrument
from rely.reporting.content import ReportContent
from rely.services.results import has_sheet


@dataclass(frozen=True, slots=True)
class File:
    """One file to take along: the last part of its address, its name, its kind, and what it is for."""

    file: str
    label: str
    kind: str
    use: str


def files_of(instrument: Instrument, content: ReportContent, words: Words) -> tuple[File, ...]:
    """The files that are offered: no calendar without a date, no sheet that the instrument does not declare."""
    return tuple(_files(instrument, content, words))


def _files(instrument: Instrument, content: ReportContent, words: Words) -> Iterator[File]:
    yield File(
        "report.pdf", words.gettext("Report"), "PDF", words.gettext("The whole report, which can be checked later.")
    )
    yield File(
        "report-without-data.pdf",
        words.gettext("Report without data"),
        "PDF",
        words.gettext("The same pages, to pass on."),
    )
    yield File("short.pdf", words.gettext("Short form"), "PDF", words.gettext("Two pages at most, for a busy reader."))
    if has_sheet(instrument):
        yield File(
            "preparation.pdf",
            words.gettext("Preparation sheet"),
            "PDF",
            words.gettext("What to ask this client in your next talk."),
        )
    yield File(
        "report.html", words.gettext("Web page to keep"), "HTML", words.gettext("The report on a screen, also offline.")
    )
    if _has_dates(content):
        yield File(
            "calendar.ics",
            words.gettext("Calendar"),
            "ICS",
            words.gettext("The dates of this report, for your own calendar."),
        )
    yield File(
        "scores.json",
        words.gettext("Scores and advice"),
        "JSON",
        words.gettext("The figures behind the report, for a program."),
    )
    yield File(
        "answers.csv",
        words.gettext("Answers"),
        "CSV",
        words.gettext("One row for a spreadsheet, which Rely can read again."),
    )


def _has_dates(content: ReportContent) -> bool:
    """Whether there is anything for a calendar: an action that is due, or a contact that is suggested."""
    actions = content.actions
    due = actions is not None and any(each.when for each in actions.all)
    return due or (content.rhythm is not None and content.rhythm.contacts is not None)
