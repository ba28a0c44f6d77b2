"""Turn what must outlive a request into tables: instruments, assessments, answers, and what is made of them."""

import uuid
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, Date, DateTime, ForeignKey, Index, LargeBinary, MetaData, String, Text, Uuid
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

# Every constraint has a name of its own, because SQLite can only change tables by copying them (batch mode),
# and that needs to call each constraint by its name.
NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcTime(TypeDecorator[datetime]):
    """A moment, stored in UTC and given back in UTC; a time without a zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Bring the moment to UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time needs its zone before it can be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Say again that it is UTC, which SQLite forgets."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """All tables."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)


class InstrumentRow(Base):
    """The exact instrument that assessments were answered with, as canonical JSON."""

    __tablename__ = "instrument"

    digest: Mapped[str] = mapped_column(String(71), primary_key=True)
    instrument_id: Mapped[str] = mapped_column(String(64))
    version: Mapped[str] = mapped_column(String(32))
    canonical: Mapped[str] = mapped_column(Text)


class RelationshipRow(Base):
    """One client relationship of one entrepreneur; who owns it is added with accounts."""

    __tablename__ = "relationship"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    created: Mapped[datetime] = mapped_column(UtcTime)


class AssessmentRow(Base):
    """One sitting about one relationship with one version of one instrument."""

    __tablename__ = "assessment"
    # Those of one instrument, in the order of their ids: so an export reads them page by page.
    __table_args__ = (Index(None, "instrument_digest", "id"),)

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    relationship_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("relationship.id", ondelete="CASCADE"), index=True)
    instrument_digest: Mapped[str] = mapped_column(ForeignKey("instrument.digest"))
    form: Mapped[str] = mapped_column(String(64))
    perspective: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(16))
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    started: Mapped[datetime] = mapped_column(UtcTime)
    last_answered: Mapped[datetime] = mapped_column(UtcTime, index=True)
    finished: Mapped[datetime | None] = mapped_column(UtcTime, index=True)


class AnswerRow(Base):
    """The answer to one item; a cleared answer keeps its row, so that its revision goes on counting."""

    __tablename__ = "answer"

    assessment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True)
    item_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    revision: Mapped[int]
    answered_at: Mapped[datetime] = mapped_column(UtcTime)


class FinishedResultRow(Base):
    """The answers as they stood when the respondent asked for the result; one row each time."""

    __tablename__ = "finished_result"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    assessment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    finished: Mapped[datetime] = mapped_column(UtcTime)
    instrument_digest: Mapped[str] = mapped_column(ForeignKey("instrument.digest"), index=True)
    form: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(16))
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)


class TakenActionRow(Base):
    """A recommendation that the entrepreneur took on: whose it is, until when, and whether it is done."""

    __tablename__ = "taken_action"

    assessment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True)
    guideline_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    owner: Mapped[str] = mapped_column(String(80))
    due: Mapped[date | None] = mapped_column(Date)
    is_done: Mapped[bool]
    taken: Mapped[datetime] = mapped_column(UtcTime)


class DocumentRow(Base):
    """One made document, kept so that it need not be made again; `key` names what it was made from.

    The sample is about no assessment.
    """

    __tablename__ = "document"
    __table_args__ = (Index(None, "assessment_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(String(64))
    body: Mapped[bytes] = mapped_column(LargeBinary)
    made: Mapped[datetime] = mapped_column(UtcTime, index=True)


class JobRow(Base):
    """One piece of work in the background: what it is, how far it has come, and about which assessment."""

    __tablename__ = "job"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    assessment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(32))
    arguments: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(16))
    done: Mapped[int]
    total: Mapped[int]
    created: Mapped[datetime] = mapped_column(UtcTime, index=True)
    started: Mapped[datetime | None] = mapped_column(UtcTime)
    ended: Mapped[datetime | None] = mapped_column(UtcTime)


class DeletedAssessmentRow(Base):
    """One assessment that its respondent deleted, so that restoring an older backup deletes it again."""

    __tablename__ = "deleted_assessment"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    deleted: Mapped[datetime] = mapped_column(UtcTime, index=True)


class ResearchConsentRow(Base):
    """What a respondent agreed to for research with one assessment, and whether that still holds.

    `with_words` tells whether that holds of what was typed as words too.
    """

    __tablename__ = "research_consent"

    assessment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True)
    given: Mapped[datetime] = mapped_column(UtcTime)
    wording: Mapped[str] = mapped_column(String(71))
    language: Mapped[str] = mapped_column(String(16))
    with_words: Mapped[bool]
    withdrawn: Mapped[datetime | None] = mapped_column(UtcTime)


class ConsentWordingRow(Base):
    """A text that somebody agreed to, by its digest; without it nobody could tell what was agreed to."""

    __tablename__ = "consent_wording"

    wording: Mapped[str] = mapped_column(String(71), primary_key=True)
    text: Mapped[str] = mapped_column(Text)


class WithdrawnConsentRow(Base):
    """One consent that was withdrawn, so that restoring an older backup withdraws it again."""

    __tablename__ = "withdrawn_consent"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    withdrawn: Mapped[datetime] = mapped_column(UtcTime, index=True)


class LimitedUseRow(Base):
    """One use of what may be done only so often: which kind, a keyed hash of whose, and when."""

    __tablename__ = "limited_use"
    __table_args__ = (Index(None, "kind", "who", "at"), Index(None, "kind", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    who: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcTime)
