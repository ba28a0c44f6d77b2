"""Turn the first finished example of an instrument into a sample result that anybody may leaf through."""

import logging
import threading
import uuid
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from rely.languages import Words, words_for
from rely.model.answers import Assessment
from rely.model.instrument import Instrument
from rely.reporting.content import ReportContent
from rely.services.assessments import NotFound, OpenAssessment
from rely.services.catalogue import Offer
from rely.services.examples import BrokenExample, first_example
from rely.services.filenames import file_name
from rely.services.results import Unprinted, build_result, day_of, subject_of
from rely.services.site import Site
from rely.storage.assessments import AnswerRecord, AssessmentRecord

log = logging.getLogger("rely.services")

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


class _Kept:
    """The samples by instrument and language, made anew on each day: the report is dated."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made: dict[tuple[str, str], tuple[date, Sample | None]] = {}

    def get(self, site: Site, offer: Offer, language: str) -> Sample | None:
        """The sample that was made today, or is made now, while others who want it wait."""
        key, today = (offer.digest, language), site.clock().date()
        with self._lock:
            if key not in self._made or self._made[key][0] != today:
                self._made[key] = (today, _sample(site, offer, language))
            return self._made[key][1]


_samples = _Kept()


def find_sample(site: Site, offer: Offer, language: str) -> Sample | None:
    """The result of the first finished example of an instrument; None where it has none that can be used."""
    return _samples.get(site, offer, language)


def get_sample(site: Site, instrument_id: str, language: str) -> Sample:
    """The sample of an instrument in the catalogue. Raises NotFound."""
    offer = site.catalogue.find(instrument_id)
    sample = None if offer is None else find_sample(site, offer, language)
    if sample is None:
        raise NotFound
    return sample


def sample_report(site: Site, instrument_id: str, language: str) -> Unprinted:
    """The report of the sample before it is rendered; it carries no data. Raises NotFound."""
    sample = get_sample(site, instrument_id, language)
    subject, part = subject_of(sample.opened) or instrument_id, words_for(language).gettext("example")
    return Unprinted(file_name(subject, day_of(site, sample.opened), "pdf", part=part), sample.content)


def _sample(site: Site, offer: Offer, language: str) -> Sample | None:
    try:
        answered = first_example(offer.instrument)
    except BrokenExample as error:
        log.warning("There is no sample of %s: %s", offer.instrument.id, error)
        return None
    if answered is None:
        return None
    opened = _opened(site, offer, language, answered)
    return Sample(opened, build_result(site, opened, language=language))


def _nobody(instrument: Instrument, words: Words) -> str:
    """Who gave the answers of a sample: where a client relationship is looked at, whoever has one."""
    if instrument.is_about_a_client:
        return words.gettext("an invented firm")
    return words.gettext("nobody, this is an invented example")


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
    written = {**answered.answers, **answered.given}
    records = {name: AnswerRecord(code, 1, now) for name, code in written.items()}
    respondent = _nobody(offer.instrument, words_for(language))
    return SampleAssessment(record, offer.instrument, records, respondent)
