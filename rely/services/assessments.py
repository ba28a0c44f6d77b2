"""Turn a visitor's wish into an assessment: start one, find it again by its code, finish it, let it go."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy.orm import Session

from rely.errors import RelyError
from rely.model.answers import FULL_FORM, Assessment, Code, GivenValue
from rely.model.instrument import Instrument
from rely.model.results import Result
from rely.scoring.asked import Asked, asked_of
from rely.scoring.score import score
from rely.services.catalogue import Offer
from rely.services.codes import hash_code, make_code, read_code
from rely.services.given import with_given
from rely.services.reference import norms_at_hand
from rely.services.site import Site
from rely.storage import assessments as rows
from rely.storage.assessments import AnswerRecord, AssessmentRecord
from rely.storage.finished_results import (
    FinishedResult,
    add_finished_result,
    delete_finished_results,
    finished_results_of,
)
from rely.storage.instruments import canonical_of, is_kept, keep_instrument

MOST_RESULTS = 50
"""How many results of one assessment are kept, so that asking for one again and again fills no database."""


class NotFound(RelyError):
    """What was asked for is unknown, expired, deleted or somebody else's: nobody is told which."""


@dataclass(frozen=True)
class OpenAssessment:
    """One assessment as it stands, with the very instrument it is answered with.

    `records` holds the stored answers by item id, cleared ones too; given facts, whose names no item has, stand among
    them.
    """

    record: AssessmentRecord
    instrument: Instrument
    records: Mapping[str, AnswerRecord]

    @property
    def id(self) -> uuid.UUID:
        """The id in addresses; it opens nothing by itself."""
        return self.record.id

    @property
    def is_finished(self) -> bool:
        """Whether the respondent has asked for the result since the last change."""
        return self.record.finished is not None

    @property
    def questionnaire(self) -> Instrument:
        """The instrument as pages ask it: its given facts come first, as items."""
        return with_given(self.instrument)

    @cached_property
    def stored(self) -> dict[str, Code]:
        """The codes of items and of given facts, by id, without what was cleared."""
        return {name: record.value for name, record in self.records.items() if record.value is not None}

    @cached_property
    def answers(self) -> dict[str, Code]:
        """Item id to code, without what was cleared."""
        return {name: code for name, code in self.stored.items() if name not in self._given_names}

    @cached_property
    def given(self) -> dict[str, GivenValue]:
        """Given fact to its code or number, without what was cleared."""
        return {
            name: code
            for name, code in self.stored.items()
            if name in self._given_names and not isinstance(code, tuple)
        }

    @cached_property
    def _given_names(self) -> frozenset[str]:
        return frozenset(fact.id for fact in self.instrument.given)

    def revision(self, item: str) -> int:
        """How often the answer to this item was changed; 0 for never answered."""
        return self.records[item].revision if item in self.records else 0

    @cached_property
    def assessment(self) -> Assessment:
        """The answers as scoring takes them."""
        return Assessment(
            answers=self.answers,
            given=self.given,
            form=self.record.form,
            perspective=self.record.perspective,
            lang=self.record.language,
        )

    @cached_property
    def asked(self) -> Asked:
        """What is asked after the answers so far; the scores take ten times as long."""
        return asked_of(self.instrument, self.assessment)

    @cached_property
    def result(self) -> Result:
        """What follows from the answers so far: facts, what is asked, scores."""
        return score(self.instrument, self.assessment, reference=norms_at_hand(self.instrument))


@dataclass(frozen=True, slots=True)
class Started:
    """A new assessment, and its resume code, which is told this once and stored nowhere."""

    id: uuid.UUID
    code: str


def start_assessment(site: Site, instrument_id: str, *, language: str, form: str = FULL_FORM) -> Started:
    """Begin an assessment about a new relationship. Raises NotFound for an unknown instrument or form."""
    offer = site.catalogue.find(instrument_id)
    if offer is None or form not in offer.instrument.form_ids:
        raise NotFound
    return begin_with(site, offer, form=form, perspective=offer.instrument.perspectives[0].id, language=language)


def begin_with(site: Site, offer: Offer, *, form: str, perspective: str, language: str) -> Started:
    """Begin an assessment with exactly this instrument, which may be an older version than the catalogue's."""
    code = make_code(site.choose)
    now = site.now()
    record = AssessmentRecord(
        id=site.new_id(),
        relationship_id=site.new_id(),
        instrument_digest=offer.digest,
        form=form,
        perspective=perspective,
        language=language,
        code_hash=hash_code(code, site.settings.secret()),
        started=now,
        last_answered=now,
        finished=None,
    )
    with site.database.writing() as session:
        if not is_kept(session, offer.digest):
            keep_instrument(
                session,
                digest=offer.digest,
                instrument_id=offer.instrument.id,
                version=offer.instrument.version,
                canonical=offer.canonical,
            )
        rows.add_assessment(session, record)
    return Started(record.id, code)


def find_by_code(site: Site, typed: str) -> Started | None:
    """The assessment of a resume code as typed, with the code as it is written; None when unknown."""
    code = read_code(typed)
    if code is None:
        return None
    with site.database.reading() as session:
        record = rows.find_by_code_hash(session, hash_code(code, site.settings.secret()), site.deadlines())
    return None if record is None else Started(record.id, code)


def get_assessment(site: Site, assessment_id: uuid.UUID) -> OpenAssessment:
    """The assessment with its answers. Raises NotFound for unknown, expired and deleted alike."""
    with site.database.reading_rows() as stored:
        record = rows.find_by_id(stored, assessment_id, site.deadlines())
        if record is None:
            raise NotFound
        answers = rows.answers_of(stored, assessment_id)
        instrument = site.catalogue.by_digest(record.instrument_digest, lambda digest: canonical_of(stored, digest))
    return OpenAssessment(record, instrument, answers)


def finish_assessment(site: Site, assessment_id: uuid.UUID) -> datetime:
    """Mark the assessment as finished and keep its answers as they stand; a second time changes nothing.

    Gives the moment: that of the last result when the answers are those of that one. Raises NotFound.
    """
    with site.database.writing() as session:
        return finish_in(site, session, assessment_id)


def finish_in(site: Site, session: Session, assessment_id: uuid.UUID) -> datetime:
    """Finish within a session that writes, as `finish_assessment` does. Raises NotFound."""
    record = rows.find_to_change(session, assessment_id, site.deadlines())
    if record is None:
        raise NotFound
    if record.finished is not None:
        return record.finished
    answers = {item: each.value for item, each in rows.answers_of(session, assessment_id).items()}
    finished = _keep_result(site, session, record, {item: code for item, code in answers.items() if code is not None})
    rows.set_finished(session, assessment_id, finished)
    return finished


def _keep_result(site: Site, session: Session, record: AssessmentRecord, answers: Mapping[str, Code]) -> datetime:
    """Store the answers as a result, unless the last one that is kept has the very same; gives its moment."""
    kept = finished_results_of(session, record.id, since=site.deadlines().results)
    last = kept[-1] if kept else None
    if last is not None and (last.form, last.answers) == (record.form, answers):
        return last.finished
    # Later than the last one, also when the clock of the machine was set back: by this results are told apart.
    now = site.now() if last is None else max(site.now(), last.finished + datetime.resolution)
    add_finished_result(
        session,
        FinishedResult(
            id=site.new_id(),
            assessment_id=record.id,
            finished=now,
            instrument_digest=record.instrument_digest,
            form=record.form,
            language=record.language,
            answers=answers,
        ),
        most=MOST_RESULTS,
    )
    return now


def answer_in(site: Site, assessment: OpenAssessment, language: str) -> None:
    """Remember the language in which the respondent goes on."""
    if language != assessment.record.language:
        with site.database.writing() as session:
            rows.set_language(session, assessment.id, language)


def delete_expired(site: Site) -> int:
    """Delete what is past the periods of the settings, and say how many assessments that were."""
    deadlines = site.deadlines()
    with site.database.writing() as session:
        # Assessments first, as a respondent who deletes does it: else the two could wait for each other.
        deleted = rows.delete_expired(session, deadlines)
        delete_finished_results(session, before=deadlines.results)
    site.database.wipe()
    return deleted
