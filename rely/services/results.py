"""Turn a finished assessment into its result: scores, advice, and the documents to take along."""

import json
import threading
import uuid
from dataclasses import dataclass, replace
from datetime import date

from rely.errors import RelyError
from rely.guidelines.document import score_document
from rely.guidelines.recommend import recommend
from rely.languages import words_for
from rely.loading.answers.one_row import one_row
from rely.model.instrument import Instrument
from rely.model.results import Result
from rely.reporting.calendar import CalendarContent, EmptyCalendar, build_calendar
from rely.reporting.content import ReportContent, build_report
from rely.reporting.html import Content, render_html
from rely.reporting.ics import render_ics
from rely.reporting.preparation import build_preparation
from rely.services.assessments import NotFound, OpenAssessment
from rely.services.filenames import file_name
from rely.services.finished_results import previous_of
from rely.services.site import Site
from rely.services.taken_actions import taken_of


class NotFinished(RelyError):
    """The respondent has not asked for the result since the last change of the answers."""

    def __init__(self, assessment: uuid.UUID) -> None:
        self.assessment = assessment
        super().__init__("The assessment is not finished yet.")


# The parts of WeasyPrint that are kept between reports are not made for several threads, and two at once would
# not be faster than one after the other.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Document:
    """One file to take along."""

    name: str
    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Unprinted:
    """A PDF before it is rendered: its name, and all that will stand in it."""

    name: str
    content: Content


def build_result(
    site: Site, assessment: OpenAssessment, *, language: str, with_data: bool = False, short: bool = False
) -> ReportContent:
    """All that the results page and the report say, in one language, compared with an earlier result if there is one.

    Raises NotFinished.
    """
    advice = recommend(assessment.instrument, assessment.result)
    return build_report(
        assessment.instrument,
        assessment.result,
        advice,
        language=language,
        digest=assessment.record.instrument_digest,
        day=day_of(site, assessment),
        with_data=with_data,
        short=short,
        previous=None if short else previous_of(site, assessment),
        taken=taken_of(site, assessment),
    )


def build_pdf(site: Site, assessment: OpenAssessment, *, language: str, with_data: bool = True) -> Document:
    """The report as PDF, with the data that `rely verify` reads unless `with_data` is false. Raises NotFinished."""
    return print_pdf(prepare_report(site, assessment, language=language, with_data=with_data))


def prepare_report(site: Site, assessment: OpenAssessment, *, language: str, with_data: bool = True) -> Unprinted:
    """The report before it is rendered. Raises NotFinished."""
    part = "" if with_data else words_for(language).gettext("without data")
    content = build_result(site, assessment, language=language, with_data=with_data)
    return Unprinted(_name(site, assessment, "pdf", part), content)


def prepare_short(site: Site, assessment: OpenAssessment, *, language: str) -> Unprinted:
    """The short form before it is rendered: the first page of the report and its grid, without data.

    Raises NotFinished.
    """
    content = build_result(site, assessment, language=language, short=True)
    return Unprinted(_name(site, assessment, "pdf", words_for(language).gettext("short form")), content)


def prepare_sheet(site: Site, assessment: OpenAssessment, *, language: str) -> Unprinted:
    """The sheet for a talk before it is rendered. Raises NotFinished, and NotFound when there is none."""
    day = day_of(site, assessment)
    content = build_preparation(
        assessment.instrument,
        assessment.result,
        recommend(assessment.instrument, assessment.result),
        language=language,
        digest=assessment.record.instrument_digest,
        day=day,
    )
    if content is None:
        raise NotFound
    return Unprinted(_name(site, assessment, "pdf", words_for(language).gettext("preparation")), content)


def print_pdf(unprinted: Unprinted) -> Document:
    """The PDF; this is what takes long."""
    from rely.reporting.pdf import render_pdf  # takes half a second, and most visits need none

    with _one_at_a_time:
        body = render_pdf(unprinted.content)
    return Document(unprinted.name, "application/pdf", body)


def build_html(site: Site, assessment: OpenAssessment, *, language: str) -> Document:
    """The report as one HTML file that needs nothing else. Raises NotFinished."""
    body = render_html(build_result(site, assessment, language=language))
    return Document(_name(site, assessment, "html"), "text/html", body.encode())


def build_ics(site: Site, assessment: OpenAssessment, *, language: str) -> Document:
    """The dates of the report as a calendar file. Raises NotFinished, and NotFound when nothing has a date."""
    try:
        content = _calendar(site, assessment, language)
    except EmptyCalendar as error:
        raise NotFound from error
    return Document(_name(site, assessment, "ics"), "text/calendar", render_ics(content))


def build_json(site: Site, assessment: OpenAssessment, *, language: str) -> Document:
    """The object of `rely score`, which is the same in every language. Raises NotFinished."""
    name = _name(site, assessment, "json", words_for(language).gettext("scores"))
    instrument, result = assessment.instrument, assessment.result
    document = score_document(instrument, assessment.record.instrument_digest, result, recommend(instrument, result))
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2) + "\n"
    return Document(name, "application/json", text.encode())


def build_csv(site: Site, assessment: OpenAssessment, *, language: str) -> Document:
    """The answers as a table of one row, which `rely score` reads. Raises NotFinished."""
    name = _name(site, assessment, "csv", words_for(language).gettext("answers"))
    answered = replace(assessment.assessment, lang=language, date=day_of(site, assessment))
    # A semicolon where spreadsheets take the comma for decimals.
    delimiter = ";" if "," in words_for(language).number(0.5, 1) else ","
    table = one_row(assessment.instrument, answered, delimiter=delimiter)
    # With a byte order mark: without it spreadsheets take UTF-8 for another encoding.
    return Document(name, "text/csv", table.encode("utf-8-sig"))


def has_sheet(instrument: Instrument) -> bool:
    """Whether there is a sheet for preparing a talk."""
    return instrument.report is not None and instrument.report.preparation is not None


def day_of(site: Site, assessment: OpenAssessment) -> date:
    """The day on which the assessment was finished, in the zone of the site. Raises NotFinished."""
    if assessment.record.finished is None:
        raise NotFinished(assessment.id)
    return assessment.record.finished.astimezone(site.clock().tzinfo).date()


def subject_of(assessment: OpenAssessment) -> str | None:
    """What the respondent calls the relationship; None when the instrument does not ask or it is open."""
    return assessment.instrument.subject_in(assessment.answers)


def _calendar(site: Site, assessment: OpenAssessment, language: str) -> CalendarContent:
    return build_calendar(
        assessment.instrument,
        _named(assessment),
        recommend(assessment.instrument, assessment.result),
        language=language,
        digest=assessment.record.instrument_digest,
        day=day_of(site, assessment),
        taken=taken_of(site, assessment),
    )


def _named(assessment: OpenAssessment) -> Result:
    """The result under the id of the relationship, from which a calendar makes the UIDs of its entries.

    So an entry stays the same when the code name changes, and differs from those of another's namesake.
    """
    result = assessment.result
    return replace(result, assessment=replace(result.assessment, id=assessment.record.relationship_id.hex))


def _name(site: Site, assessment: OpenAssessment, ending: str, part: str = "") -> str:
    subject = subject_of(assessment) or assessment.instrument.id
    return file_name(subject, day_of(site, assessment), ending, part=part)
