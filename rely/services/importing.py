"""Turn assessments that were answered elsewhere into finished ones of the site: all of them, or none."""

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime, time

from sqlalchemy.orm import Session

from rely.errors import RelyError
from rely.model.answers import Assessment, Code
from rely.model.digest import canonical_json, digest
from rely.model.instrument import Instrument
from rely.research.cases import RelationshipKey, relationship_key
from rely.services.site import Site
from rely.storage.assessments import AssessmentRecord, add_assessment, set_finished, write_answers
from rely.storage.consents import give_consent, keep_wording
from rely.storage.finished_results import FinishedResult, add_finished_result
from rely.storage.instruments import is_kept, keep_instrument

IMPORTED = "imported"
"""What stands for the wording of a consent that was not asked here."""

STATEMENT = (
    "These answers were imported with --with-consent: whoever did that stated that the respondents agreed to the use "
    "of their answers for research. What they were told is not known here."
)
"""What is kept as the text that was agreed to."""


class OutOfTime(RelyError):
    """A day on which answers cannot be stored: later than today, or so long ago that they would be deleted at once."""


def store_finished(
    site: Site, instrument: Instrument, assessments: Iterable[Assessment], *, consented: bool = False
) -> int:
    """Store each assessment as a finished one; says how many.

    Those of one relationship, as `relationship_key` tells it, stay together: else one relationship would pass for
    several when small groups are looked for. All are stored in one transaction: when one cannot be, or `assessments`
    raises, nothing is. They count as finished at noon of their day, without one at this moment, and expire by that as
    results do. Their ids and respondents are not stored. With `consented` their consent to research is recorded with
    the wording IMPORTED. Raises OutOfTime.
    """
    content = digest(instrument)
    count = 0
    known: dict[RelationshipKey, uuid.UUID] = {}
    with site.database.writing() as session:
        if not is_kept(session, content):
            keep_instrument(
                session,
                digest=content,
                instrument_id=instrument.id,
                version=instrument.version,
                canonical=canonical_json(instrument),
            )
        if consented:
            keep_wording(session, wording=IMPORTED, text=STATEMENT)
        for assessment in assessments:
            count += 1
            key = relationship_key(instrument, assessment)
            relationship = site.new_id() if key is None else known.setdefault(key, site.new_id())
            _store(site, session, instrument, assessment, content, relationship, consented=consented)
            session.expunge_all()  # what is written needs no memory
    return count


def _store(
    site: Site,
    session: Session,
    instrument: Instrument,
    assessment: Assessment,
    content: str,
    relationship: uuid.UUID,
    *,
    consented: bool,
) -> None:
    finished = _moment(site, assessment)
    language = assessment.lang or instrument.languages[0]
    record = AssessmentRecord(
        id=site.new_id(),
        relationship_id=relationship,
        instrument_digest=content,
        form=assessment.form,
        perspective=assessment.perspective,
        language=language,
        code_hash=f"{IMPORTED}-{site.new_id().hex}",  # the hash of no code: nobody can open it
        started=finished,
        last_answered=finished,
        finished=None,
    )
    given: dict[str, Code] = {name: value for name, value in assessment.given.items() if value is not None}
    answers = given | {name: code for name, code in assessment.answers.items() if code is not None}
    add_assessment(session, record)
    write_answers(session, record.id, answers, at=finished)
    result = FinishedResult(
        id=site.new_id(),
        assessment_id=record.id,
        finished=finished,
        instrument_digest=content,
        form=assessment.form,
        language=language,
        answers=answers,
    )
    add_finished_result(session, result, most=1)
    set_finished(session, record.id, finished)
    if consented:
        give_consent(session, record.id, wording=IMPORTED, language=language, with_words=False, at=site.now())


def _moment(site: Site, assessment: Assessment) -> datetime:
    """When an assessment counts as finished. Raises OutOfTime."""
    now = site.now()
    if assessment.date is None:
        return now
    moment = min(datetime.combine(assessment.date, time(12), UTC), now)
    told = f"The answers of '{assessment.id}'" if assessment.id else "Answers"
    if assessment.date > site.clock().date():
        raise OutOfTime(f"{told} have the day {assessment.date}, which has not come yet. Nothing was stored.")
    if moment < site.deadlines().results:
        raise OutOfTime(
            f"{told} are of {assessment.date}. Results are kept for {site.settings.result_time.days} days "
            "(RELY_RESULT_DAYS), so that they would be deleted at once. Nothing was stored. Raise that number, or "
            "leave the day out."
        )
    return moment
