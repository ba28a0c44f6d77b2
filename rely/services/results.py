"""Turn a finished assessment into its result: scores, advice, and the documents to take along."""

import threading
import uuid
from dataclasses import dataclass
from datetime import date

from rely.errors import RelyError
from rely.guidelines.recommend import recommend
from rely.reporting.content import ReportContent, build_report
from rely.reporting.html import render_html
from rely.services.assessments import OpenAssessment
from rely.services.filenames import file_name
from rely.services.site import Site


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


def build_result(site: Site, assessment: OpenAssessment, *, language: str, with_data: bool = False) -> ReportContent:
    """All that the results page and the report say, in one language. Raises NotFinished."""
    advice = recommend(assessment.instrument, assessment.result)
    return build_report(
        assessment.instrument,
        assessment.result,
        advice,
        language=language,
        digest=assessment.record.instrument_digest,
        day=day_of(site, assessment),
        with_data=with_data,
    )


def build_pdf(site: Site, assessment: OpenAssessment, *, language: str, with_data: bool = True) -> Document:
    """The report as PDF, with the data that `rely verify` reads unless `with_data` is false. Raises NotFinished."""
    from rely.reporting.pdf import render_pdf  # takes half a second, and most visits need none

    content = build_result(site, assessment, language=language, with_data=with_data)
    with _one_at_a_time:
        body = render_pdf(content)
    return Document(_name(site, assessment, "pdf"), "application/pdf", body)


def build_html(site: Site, assessment: OpenAssessment, *, language: str) -> Document:
    """The report as one HTML file that needs nothing else. Raises NotFinished."""
    body = render_html(build_result(site, assessment, language=language))
    return Document(_name(site, assessment, "html"), "text/html", body.encode())


def day_of(site: Site, assessment: OpenAssessment) -> date:
    """The day on which the assessment was finished, in the zone of the site. Raises NotFinished."""
    if assessment.record.finished is None:
        raise NotFinished(assessment.id)
    return assessment.record.finished.astimezone(site.clock().tzinfo).date()


def subject_of(assessment: OpenAssessment) -> str | None:
    """What the respondent calls the relationship; None when the instrument does not ask or it is open."""
    report = assessment.instrument.report
    subject = None if report is None or report.subject is None else assessment.answers.get(report.subject)
    return subject if isinstance(subject, str) else None


def _name(site: Site, assessment: OpenAssessment, ending: str) -> str:
    return file_name(subject_of(assessment) or assessment.instrument.id, day_of(site, assessment), ending)
