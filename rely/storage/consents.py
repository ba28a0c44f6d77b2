"""Turn consent to research into rows, and withdrawals into ids that are kept, so that no backup undoes them."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, inspect, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from rely.storage.database import Database
from rely.storage.tables import ConsentWordingRow, ResearchConsentRow, WithdrawnConsentRow

Withdrawals = dict[uuid.UUID, datetime]
"""When consent was withdrawn, by assessment."""


@dataclass(frozen=True, slots=True)
class Consent:
    """What was agreed to and when; `wording` is the digest of the text, `withdrawn` None while it holds.

    `with_words` tells whether what was typed as words may be passed on too. All times are in UTC.
    """

    given: datetime
    wording: str
    language: str
    with_words: bool
    withdrawn: datetime | None

    @property
    def holds(self) -> bool:
        """Whether the assessment may be used for research."""
        return self.withdrawn is None


def consent_of(session: Session, assessment_id: uuid.UUID) -> Consent | None:
    """The consent to research with an assessment, also one that was withdrawn; None where none was ever given."""
    row = session.get(ResearchConsentRow, assessment_id)
    return None if row is None else Consent(row.given, row.wording, row.language, row.with_words, row.withdrawn)


def give_consent(
    session: Session, assessment_id: uuid.UUID, *, wording: str, language: str, with_words: bool, at: datetime
) -> None:
    """Store that a respondent agreed; where that holds already nothing changes, what was withdrawn holds again."""
    before = consent_of(session, assessment_id)
    if before is not None and before.holds:
        return
    if before is not None and before.withdrawn is not None:
        # Later than the withdrawal, also when the clock of the machine was set back: a restored backup goes by that.
        at = max(at, before.withdrawn + datetime.resolution)
    session.merge(
        ResearchConsentRow(
            assessment_id=assessment_id,
            given=at,
            wording=wording,
            language=language,
            with_words=with_words,
            withdrawn=None,
        )
    )
    session.flush()


def withdraw_consent(session: Session, assessment_id: uuid.UUID, at: datetime) -> None:
    """Store that a respondent agrees no longer, and remember it; where nothing holds nothing changes."""
    consent = consent_of(session, assessment_id)
    if consent is not None and consent.holds:
        withdraw_again(session, {assessment_id: max(at, consent.given)})


def withdrawals_in(database: Database) -> Withdrawals:
    """The withdrawals that a database remembers, of whatever release it is."""
    if not inspect(database.engine).has_table(WithdrawnConsentRow.__tablename__):
        return {}
    with database.reading() as session:
        rows = session.execute(select(WithdrawnConsentRow.id, WithdrawnConsentRow.withdrawn))
        return {row.id: row.withdrawn for row in rows}


def withdraw_again(session: Session, earlier: Mapping[uuid.UUID, datetime]) -> None:
    """Remember these withdrawals too, and withdraw what was agreed to before them; what came after them stays."""
    for assessment, at in earlier.items():
        known = session.get(WithdrawnConsentRow, assessment)
        if known is None:
            session.add(WithdrawnConsentRow(id=assessment, withdrawn=at))
        else:
            known.withdrawn = max(known.withdrawn, at)
        mine = ResearchConsentRow.assessment_id == assessment
        is_before = mine & ResearchConsentRow.withdrawn.is_(None) & (ResearchConsentRow.given <= at)
        session.execute(update(ResearchConsentRow).where(is_before).values(withdrawn=at))
    session.flush()


def forget_withdrawals(session: Session, *, until: datetime) -> None:
    """Forget the withdrawals of this moment or earlier: no backup is old enough to bring consent back."""
    session.execute(delete(WithdrawnConsentRow).where(WithdrawnConsentRow.withdrawn <= until))


def keep_wording(session: Session, *, wording: str, text: str) -> None:
    """Store a text that is agreed to, once for each digest."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(
        insert(ConsentWordingRow)
        .values(wording=wording, text=text)
        .on_conflict_do_nothing(index_elements=[ConsentWordingRow.wording])
    )


def text_of(session: Session, wording: str) -> str | None:
    """The text that was agreed to, by its digest; None where it is not stored."""
    return session.scalar(select(ConsentWordingRow.text).where(ConsentWordingRow.wording == wording))
