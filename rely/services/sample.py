"""Turn the first finished example of an instrument into a sample result that anybody may leaf through."""

import logging
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Generic, TypeVar

from rely.languages import words_for
from rely.model.answers import Assessment
from rely.reporting.content import ReportContent
from rely.services.assessments import NotFound, OpenAssessment
from rely.services.catalogue import Offer
from rely.services.examples import BrokenExample, first_example
from rely.services.filenames import file_name
from rely.services.results import Document, build_pdf, build_result, day_of, subject_of
from rely.services.site import Site
from rely.storage.assessments import AnswerRecord, AssessmentRecord

log = logging.getLogger("rely.services")

Made = TypeVar("Made")

NOBODY = uuid.UUID(int=0)
"""The id of a sample, under which nothing is stored."""


@dataclass(frozen=True)
class SampleAssessment(OpenAssessment):
    """An assessment that is stored nowhere; its report says in its head who answered: nobody real."""

    respondent: str

    @cached_property
    def assessment(self) -> Assessment:
        """The answers as scoring takes them, with who answered."""
        return replace(super().assessment, respondent=self.respondent)


@dataclass(frozen=True, slots=True)
class Sample:
    """The result of an invented example, in one language."""

    opened: OpenAssessment
    content: ReportContent


class _Kept(Generic[Made]):
    """What was made for each instrument and language, anew on each day: the report is dated."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made: dict[tuple[str, str], tuple[date, Made]] = {}

    def get(self, site: Site, offer: Offer, language: str, make: Callable[[Site, Offer, str], Made]) -> Made:
        """What was made today, or what `make` makes now, while others who want it wait."""
        key, today = (offer.digest, language), site.clock().date()
        with self._lock:
            day, made = self._made.get(key, (None, None))
            if day != today or made is None:
                made = make(site, offer, language)
                self._made[key] = (today, made)
            return made


_samples: _Kept[tuple[Sample, ...]] = _Kept()
_reports: _Kept[Document] = _Kept()


def find_sample(site: Site, offer: Offer, language: str) -> Sample | None:
    """The result of the first finished example of an instrument; None where it has none that can be used."""
    return next(iter(_samples.get(site, offer, language, _sample)), None)


def get_sample(site: Site, instrument_id: str, language: str) -> Sample:
    """The sample of an instrument in the catalogue. Raises NotFound."""
    offer = site.catalogue.find(instrument_id)
    sample = None if offer is None else find_sample(site, offer, language)
    if sample is None:
        raise NotFound
    return sample


def sample_pdf(site: Site, instrument_id: str, language: str) -> Document:
    """The report of the sample as PDF, made when it is first asked for. Raises NotFound."""
    get_sample(site, instrument_id, language)
    offer = site.catalogue.find(instrument_id)
    assert offer is not None
    return _reports.get(site, offer, language, _report)


def _sample(site: Site, offer: Offer, language: str) -> tuple[Sample, ...]:
    try:
        answered = first_example(offer.instrument)
    except BrokenExample as error:
        log.warning("There is no sample of %s: %s", offer.instrument.id, error)
        return ()
    if answered is None:
        return ()
    opened = _opened(site, offer, language, answered)
    return (Sample(opened, build_result(site, opened, language=language)),)


def _opened(site: Site, offer: Offer, language: str, answered: Assessment) -> OpenAssessment:
    now = site.now()
    record = AssessmentRecord(
        id=NOBODY,
        relationship_id=NOBODY,
        instrument_digest=offer.digest,
        form=answered.form,
        perspective=answered.perspective,
        language=language,
        code_hash="",
        started=now,
        last_answered=now,
        finished=now,
    )
    records = {item: AnswerRecord(code, 1, now) for item, code in answered.answers.items()}
    respondent = words_for(language).gettext("an invented firm")
    return SampleAssessment(record, offer.instrument, records, respondent)


def _report(site: Site, offer: Offer, language: str) -> Document:
    opened = get_sample(site, offer.instrument.id, language).opened
    document = build_pdf(site, opened, language=language, with_data=False)
    subject = subject_of(opened) or offer.instrument.id
    part = words_for(language).gettext("example")
    return replace(document, name=file_name(subject, day_of(site, opened), "pdf", part=part))
