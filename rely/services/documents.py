"""Turn a finished assessment or a sample into its PDFs: found when made before, else made in the background."""

import hashlib
import json
import logging
import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rely import __version__, paths
from rely.services import jobs
from rely.services.assessments import NotFound, OpenAssessment, get_assessment
from rely.services.finished_results import as_it_was, get_earlier
from rely.services.jobs import Queue
from rely.services.results import (
    Document,
    NotFinished,
    Unprinted,
    prepare_report,
    prepare_sheet,
    prepare_short,
    print_pdf,
)
from rely.services.sample import sample_report
from rely.services.site import Site
from rely.storage.documents import DocumentRecord, delete_documents, find_document, keep_document, lock_assessment
from rely.storage.jobs import JobRecord

PDFS: Mapping[str, Callable[..., Unprinted]] = {
    "report.pdf": prepare_report,
    "report-without-data.pdf": partial(prepare_report, with_data=False),
    "short.pdf": prepare_short,
    "preparation.pdf": prepare_sheet,
}
"""What says all that will stand in each PDF, by the name under which it is asked for."""

EARLIER = re.compile(r"earlier-([0-9a-f]{32})\.pdf")
"""How the report on an earlier result is asked for, by its id."""

KIND = "pdf"
KEPT = timedelta(days=7)
"""How long a made document is kept for the next time."""

MOST = 24
"""How many documents of one assessment are kept: each PDF in each language, and as many from before a change."""

MOST_SAMPLES = 100
"""How many reports of samples are kept: of each instrument one in each language, for each day."""

log = logging.getLogger("rely.jobs")


def file_of_earlier(result_id: uuid.UUID) -> str:
    """The name under which the report on an earlier result is asked for."""
    return f"earlier-{result_id.hex}.pdf"


def is_pdf(file: str) -> bool:
    """Whether there are PDFs that are asked for under this name."""
    return file in PDFS or EARLIER.fullmatch(file) is not None


def ask_for_document(
    site: Site, queue: Queue, assessment: OpenAssessment, file: str, *, language: str, network: str, again: bool = False
) -> Document | JobRecord:
    """A PDF of this name if it was made before, else the work that makes it, which is then on its way.

    What failed is made anew only with `again`. `network` is the IP address the wish came from. Raises NotFinished,
    NotFound for a document that the instrument does not declare and for an earlier result that is not there, and
    TooManyAttempts.
    """
    key = key_of(_unprinted(site, assessment, file, language))
    arguments = {"file": file, "language": language, "key": key}
    return _find(site, assessment.id, key) or jobs.ask_for(
        site, queue, assessment.id, KIND, arguments, network=network, again=again
    )


def ask_for_sample(
    site: Site, queue: Queue, instrument_id: str, *, language: str, network: str, again: bool = False
) -> Document | JobRecord:
    """The report of the sample of an instrument if it was made today, else the work that makes it.

    What failed is made anew only with `again`. Raises NotFound for an instrument without a sample, and
    TooManyAttempts.
    """
    key = key_of(sample_report(site, instrument_id, language))
    arguments = {"sample": instrument_id, "language": language, "key": key}
    return _find(site, None, key) or jobs.ask_for(site, queue, None, KIND, arguments, network=network, again=again)


def look_again(site: Site, job: JobRecord) -> Document | JobRecord:
    """What has become of work that was asked for. Raises NotFound when it is gone, with its assessment."""
    now = jobs.get_job(site, job.id)  # first: work that ends between the two looks has left its document
    return _find(site, job.assessment_id, job.arguments["key"]) or now


def make_document(site: Site, job: JobRecord) -> None:
    """Make the PDF that a job asks for and keep it; nothing is kept when the assessment is gone by then."""
    key = job.arguments["key"]
    try:
        unprinted = _wanted(site, job)
    except (NotFound, NotFinished):
        log.info("job %s is no longer wanted", job.id)
        return jobs.fail(site, job)
    if key_of(unprinted) != key:
        log.warning("job %s is outdated: answers have changed, or site and worker are of two releases", job.id)
        return jobs.fail(site, job)
    document = _find(site, job.assessment_id, key) or print_pdf(unprinted)
    made = DocumentRecord(job.assessment_id, key, document.name, document.media_type, document.body, site.now())
    with site.database.writing() as session:
        if job.assessment_id is None or lock_assessment(session, job.assessment_id):
            keep_document(session, made, most=MOST_SAMPLES if job.assessment_id is None else MOST)
            jobs.end(site, session, job)


def key_of(unprinted: Unprinted) -> str:
    """What names a document: a hash of all that will stand in it, and of what it is printed with."""
    content = json.dumps([unprinted.name, _shown(unprinted.content)], default=_shown, ensure_ascii=False)
    return hashlib.sha256(f"{_press(paths.reports_dir())}\n{content}".encode()).hexdigest()


def delete_old_documents(site: Site) -> None:
    """Delete the documents that have been kept for long enough; they are made anew when they are wanted."""
    with site.database.writing() as session:
        delete_documents(session, until=site.now() - KEPT)


def _wanted(site: Site, job: JobRecord) -> Unprinted:
    """What a job asks for. Raises NotFound and NotFinished."""
    if job.assessment_id is None:
        return sample_report(site, job.arguments["sample"], job.arguments["language"])
    opened = get_assessment(site, job.assessment_id)
    return _unprinted(site, opened, job.arguments["file"], job.arguments["language"])


def _unprinted(site: Site, assessment: OpenAssessment, file: str, language: str) -> Unprinted:
    earlier = EARLIER.fullmatch(file)
    if earlier is None:
        return PDFS[file](site, assessment, language=language)
    then = as_it_was(assessment, get_earlier(site, assessment, uuid.UUID(hex=earlier[1])))
    return prepare_report(site, then, language=language)


def _find(site: Site, assessment_id: uuid.UUID | None, key: str) -> Document | None:
    with site.database.reading() as session:
        found = find_document(session, assessment_id, key)
    return None if found is None else Document(found.name, found.media_type, found.body)


def _shown(value: Any) -> Any:
    """What JSON has no word for. Raises TypeError for what would make a key that changes by itself."""
    if is_dataclass(value) and not isinstance(value, type):
        return {"": type(value).__name__, **{each.name: getattr(value, each.name) for each in fields(value)}}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"a document cannot be named after a {type(value).__name__}")


@cache
def _press(folder: Path) -> str:
    """The release of Rely with its templates, styles and fonts, which whoever runs the site may change."""
    digest = hashlib.sha256(f"{__version__} {version('weasyprint')}".encode())
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"\n{file.relative_to(folder)}\n".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()
