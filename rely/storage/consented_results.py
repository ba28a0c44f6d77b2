"""Turn the finished assessments whose respondents agreed to research into results, page by page."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, select
from sqlalchemy.orm import Session

from rely.storage.assessments import answers_of
from rely.storage.database import Database
from rely.storage.finished_results import FinishedResult, result_of_row
from rely.storage.tables import AssessmentRow, ConsentWordingRow, FinishedResultRow, InstrumentRow, ResearchConsentRow

PAGE = 1000
"""How many assessments are read at a time; what is read is all that is in memory."""


# Bare columns are read in half the time of mapped rows.
_COLUMNS = (
    *(
        getattr(AssessmentRow, name)
        for name in ("id", "relationship_id", "perspective", "instrument_digest", "form", "language", "finished")
    ),
    ResearchConsentRow.with_words,
)
_RESULT_COLUMNS = tuple(getattr(FinishedResultRow, name) for name in FinishedResult.__slots__)


@dataclass(frozen=True, slots=True)
class ConsentedVersion:
    """One version of an instrument, and how many finished assessments with it may be used for research.

    `with_words` counts those of them whose typed words may be used too.
    """

    instrument_id: str
    version: str
    digest: str
    assessments: int
    with_words: int


@dataclass(frozen=True, slots=True)
class AgreedText:
    """How many finished assessments with an instrument may be used by one text, in one language.

    `wording` is the digest of the text, `text` the text itself.
    """

    digest: str
    wording: str
    language: str
    text: str
    assessments: int


@dataclass(frozen=True, slots=True)
class ConsentedAssessment:
    """One assessment that may be used for research, with its results, the oldest first; the last one is the present.

    `moments` are those of the kept results about the same relationship that may be used, also of other assessments.
    `with_words` tells whether what was typed as words may be used too.
    """

    id: uuid.UUID
    relationship_id: uuid.UUID
    perspective: str
    with_words: bool
    results: tuple[FinishedResult, ...]
    moments: tuple[datetime, ...]


def consented_versions(session: Session, *, since: datetime) -> tuple[ConsentedVersion, ...]:
    """The versions with which somebody agreed to research, in no order; what was finished before `since` is gone."""
    columns = (InstrumentRow.instrument_id, InstrumentRow.version, InstrumentRow.digest)
    counted = (
        select(*columns, func.count(), func.count().filter(ResearchConsentRow.with_words))
        .join(AssessmentRow, AssessmentRow.instrument_digest == InstrumentRow.digest)
        .join(ResearchConsentRow, ResearchConsentRow.assessment_id == AssessmentRow.id)
        .where(_may_be_used(since))
        .group_by(*columns)
    )
    return tuple(ConsentedVersion(*row) for row in session.execute(counted))


def agreed_texts(session: Session, digests: Collection[str], *, since: datetime) -> tuple[AgreedText, ...]:
    """What was agreed to with these instruments, in no order; what was finished before `since` is gone."""
    told = (ResearchConsentRow.wording, ResearchConsentRow.language, ConsentWordingRow.text)
    counted = (
        select(AssessmentRow.instrument_digest, *told, func.count())
        .join(ResearchConsentRow, ResearchConsentRow.assessment_id == AssessmentRow.id)
        .join(ConsentWordingRow, ConsentWordingRow.wording == ResearchConsentRow.wording)
        .where(AssessmentRow.instrument_digest.in_(digests), _may_be_used(since))
        .group_by(AssessmentRow.instrument_digest, *told)
    )
    return tuple(AgreedText(*row) for row in session.execute(counted))


def consented_assessments(database: Database, digest: str, *, since: datetime) -> Iterator[ConsentedAssessment]:
    """The assessments with this instrument that may be used at the moment at which each is read, by their ids.

    Each page is read by itself, so that the database is kept from nothing, however long the reading takes. Raises
    DatabaseBusy.
    """
    last: uuid.UUID | None = None
    while True:
        with database.reading() as session:
            found = tuple(_page(session, digest, since, last))
        yield from found
        if len(found) < PAGE:
            return
        last = found[-1].id


def _page(session: Session, digest: str, since: datetime, last: uuid.UUID | None) -> Iterator[ConsentedAssessment]:
    wanted = (
        select(*_COLUMNS)
        .join(ResearchConsentRow, ResearchConsentRow.assessment_id == AssessmentRow.id)
        .where(AssessmentRow.instrument_digest == digest, _may_be_used(since))
        .order_by(AssessmentRow.id)
        .limit(PAGE)
    )
    if last is not None:
        wanted = wanted.where(AssessmentRow.id > last)
    rows = session.execute(wanted).all()
    results = _results(session, [row.id for row in rows], since)
    moments = _moments(session, {row.relationship_id for row in rows}, since)
    for row in rows:
        yield ConsentedAssessment(
            id=row.id,
            relationship_id=row.relationship_id,
            perspective=row.perspective,
            with_words=row.with_words,
            results=results.get(row.id) or (_unkept(session, row),),
            moments=moments.get(row.relationship_id, ()),
        )


def _may_be_used(since: datetime) -> ColumnElement[bool]:
    """While answers are changed `finished` is not set; the result before that change is not what is meant any more."""
    holds = ResearchConsentRow.withdrawn.is_(None)
    return and_(holds, AssessmentRow.finished.is_not(None), AssessmentRow.finished >= since)


def _results(
    session: Session, assessments: Collection[uuid.UUID], since: datetime
) -> dict[uuid.UUID, tuple[FinishedResult, ...]]:
    wanted = select(*_RESULT_COLUMNS).where(
        FinishedResultRow.assessment_id.in_(assessments), FinishedResultRow.finished >= since
    )
    found = defaultdict[uuid.UUID, list[FinishedResult]](list)
    for row in session.execute(wanted.order_by(FinishedResultRow.finished)):
        found[row.assessment_id].append(result_of_row(row))
    return {assessment: tuple(results) for assessment, results in found.items()}


def _moments(
    session: Session, relationships: Collection[uuid.UUID], since: datetime
) -> dict[uuid.UUID, tuple[datetime, ...]]:
    wanted = (
        select(AssessmentRow.relationship_id, FinishedResultRow.finished)
        .join(FinishedResultRow, FinishedResultRow.assessment_id == AssessmentRow.id)
        .join(ResearchConsentRow, ResearchConsentRow.assessment_id == AssessmentRow.id)
        .where(
            AssessmentRow.relationship_id.in_(relationships), _may_be_used(since), FinishedResultRow.finished >= since
        )
        .order_by(FinishedResultRow.finished)
    )
    found = defaultdict[uuid.UUID, list[datetime]](list)
    for relationship, finished in session.execute(wanted):
        found[relationship].append(finished)
    return {relationship: tuple(moments) for relationship, moments in found.items()}


def _unkept(session: Session, row: Row[Any]) -> FinishedResult:
    """The present result of an assessment that was finished before results were kept: its answers as they stand."""
    answers = {item: each.value for item, each in answers_of(session, row.id).items() if each.value is not None}
    return FinishedResult(row.id, row.id, row.finished, row.instrument_digest, row.form, row.language, answers)
