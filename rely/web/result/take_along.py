"""Turn what there is to take along into a list of files, each with what it is for."""

from dataclasses import dataclass, replace

from rely.languages import N_, Words
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


FILES: tuple[File, ...] = (
    File("report.pdf", N_("Report"), "PDF", N_("The whole report, which can be checked later.")),
    File("report-without-data.pdf", N_("Report without data"), "PDF", N_("The same pages, to pass on.")),
    File("short.pdf", N_("Short form"), "PDF", N_("Two pages at most, for a busy reader.")),
    File("preparation.pdf", N_("Preparation sheet"), "PDF", N_("What to ask this client in your next talk.")),
    File("report.html", N_("Web page to keep"), "HTML", N_("The report on a screen, also offline.")),
    File("calendar.ics", N_("For your calendar"), "ICS", N_("The dates of this report, for your own calendar.")),
    File("scores.json", N_("Scores and advice"), "JSON", N_("The figures behind the report, for a program.")),
    File("answers.csv", N_("Answers"), "CSV", N_("One row for a spreadsheet, which Rely can read again.")),
)
"""All files there are, in English."""


def files_of(instrument: Instrument, content: ReportContent, words: Words) -> tuple[File, ...]:
    """The files that are offered: no calendar without a date, no sheet that the instrument does not declare."""
    is_there = {"preparation.pdf": has_sheet(instrument), "calendar.ics": has_dates(content)}
    return tuple(
        replace(each, label=words.gettext(each.label), use=words.gettext(each.use))
        for each in FILES
        if is_there.get(each.file, True)
    )


def label_of(file: str, words: Words) -> str:
    """What a file is called; one that is not listed, such as the report on an earlier result, is a report too."""
    labels = {each.file: each.label for each in FILES}
    return words.gettext(labels.get(file, FILES[0].label))


def has_dates(content: ReportContent) -> bool:
    """Whether there is anything for a calendar: an action that is due, or a contact that is suggested."""
    actions = content.actions
    due = actions is not None and any(each.when for each in actions.all)
    return due or (content.rhythm is not None and content.rhythm.contacts is not None)
