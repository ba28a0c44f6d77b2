"""Prove that consent is stored once with its text, that it ends when it is withdrawn, and that this is remembered."""

import uuid
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from rely.storage.assessments import AssessmentRecord, add_assessment
from rely.storage.consents import (
    Consent,
    consent_of,
    forget_withdrawals,
    give_consent,
    keep_wording,
    text_of,
    withdraw_again,
    withdraw_consent,
    withdrawals_in,
)
from rely.storage.database import Database
from rely.storage.deletions import delete_assessment
from rely.storage.instruments import keep_instrument

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def assessment(database: Database) -> uuid.UUID:
    return finished(database, "x")


def finished(database: Database, code: str) -> uuid.UUID:
    """A finished assessment; `code` stands for its code, which no other has."""
    record = AssessmentRecord(
        id=uuid.uuid4(),
        relationship_id=uuid.uuid4(),
        instrument_digest="sha256:1",
        form="full",
        perspective="self",
        language="en",
        code_hash=code,
        started=NOON,
        last_answered=NOON,
        finished=NOON,
    )
    with database.writing() as session:
        keep_instrument(session, digest="sha256:1", instrument_id="small", version="1.0.0", canonical="{}")
        add_assessment(session, record)
    return record.id


def give(
    database: Database, assessment: uuid.UUID, at: datetime, wording: str = "sha256:a", *, with_words: bool = False
) -> None:
    with database.writing() as session:
        give_consent(session, assessment, wording=wording, language="nl", with_words=with_words, at=at)


def withdraw(database: Database, assessment: uuid.UUID, at: datetime) -> None:
    with database.writing() as session:
        withdraw_consent(session, assessment, at)


def stored(database: Database, assessment: uuid.UUID) -> Consent | None:
    with database.reading() as session:
        return consent_of(session, assessment)


def test_nobody_has_agreed_to_begin_with(database: Database, assessment: uuid.UUID) -> None:
    assert stored(database, assessment) is None


def test_a_second_time_changes_neither_the_moment_nor_the_text_that_was_agreed_to(
    database: Database, assessment: uuid.UUID
) -> None:
    give(database, assessment, NOON)
    give(database, assessment, NOON + HOUR, wording="sha256:b")
    assert stored(database, assessment) == Consent(NOON, "sha256:a", "nl", with_words=False, withdrawn=None)


def test_whether_typed_words_are_meant_too_is_kept_and_changes_only_with_new_consent(
    database: Database, assessment: uuid.UUID
) -> None:
    give(database, assessment, NOON, with_words=True)
    give(database, assessment, NOON + HOUR)
    assert stored(database, assessment) == Consent(NOON, "sha256:a", "nl", with_words=True, withdrawn=None)
    withdraw(database, assessment, NOON + HOUR)
    give(database, assessment, NOON + 2 * HOUR)
    assert stored(database, assessment) == Consent(NOON + 2 * HOUR, "sha256:a", "nl", with_words=False, withdrawn=None)


def test_withdrawn_consent_holds_no_longer_and_the_first_withdrawal_counts(
    database: Database, assessment: uuid.UUID
) -> None:
    give(database, assessment, NOON)
    withdraw(database, assessment, NOON + HOUR)
    withdraw(database, assessment, NOON + 2 * HOUR)
    consent = stored(database, assessment)
    assert consent == Consent(NOON, "sha256:a", "nl", with_words=False, withdrawn=NOON + HOUR)
    assert not consent.holds
    assert withdrawals_in(database) == {assessment: NOON + HOUR}


def test_where_nobody_agreed_there_is_nothing_to_withdraw_or_to_remember(
    database: Database, assessment: uuid.UUID
) -> None:
    withdraw(database, assessment, NOON)
    assert stored(database, assessment) is None
    assert withdrawals_in(database) == {}


def test_whoever_agrees_again_agrees_to_the_text_of_that_time(database: Database, assessment: uuid.UUID) -> None:
    give(database, assessment, NOON)
    withdraw(database, assessment, NOON + HOUR)
    give(database, assessment, NOON + 2 * HOUR, wording="sha256:b")
    assert stored(database, assessment) == Consent(NOON + 2 * HOUR, "sha256:b", "nl", with_words=False, withdrawn=None)


def test_consent_after_a_withdrawal_is_later_than_that_also_when_the_clock_was_set_back(
    database: Database, assessment: uuid.UUID
) -> None:
    give(database, assessment, NOON)
    withdraw(database, assessment, NOON + HOUR)
    give(database, assessment, NOON)
    with database.writing() as session:
        withdraw_again(session, withdrawals_in(database))
    consent = stored(database, assessment)
    assert consent is not None
    assert consent.holds


def test_a_withdrawal_is_later_than_its_consent_also_when_the_clock_was_set_back(
    database: Database, assessment: uuid.UUID
) -> None:
    give(database, assessment, NOON)
    withdraw(database, assessment, NOON - HOUR)
    consent = stored(database, assessment)
    assert consent is not None
    assert not consent.holds


def test_what_was_withdrawn_elsewhere_is_withdrawn_here_and_what_came_after_that_stays(
    database: Database, assessment: uuid.UUID
) -> None:
    give(database, assessment, NOON)
    with database.writing() as session:
        withdraw_again(session, {assessment: NOON - HOUR})
    assert stored(database, assessment) == Consent(NOON, "sha256:a", "nl", with_words=False, withdrawn=None)
    with database.writing() as session:
        withdraw_again(session, {assessment: NOON + HOUR})
    assert stored(database, assessment) == Consent(NOON, "sha256:a", "nl", with_words=False, withdrawn=NOON + HOUR)


def test_of_several_withdrawals_the_last_one_is_remembered(database: Database) -> None:
    gone = uuid.uuid4()
    for at in (NOON, NOON + HOUR, NOON - HOUR):
        with database.writing() as session:
            withdraw_again(session, {gone: at})
    assert withdrawals_in(database) == {gone: NOON + HOUR}


def test_withdrawals_are_forgotten_when_no_backup_can_undo_them(database: Database) -> None:
    old, young = uuid.uuid4(), uuid.uuid4()
    with database.writing() as session:
        withdraw_again(session, {old: NOON, young: NOON + HOUR})
        forget_withdrawals(session, until=NOON)
    assert withdrawals_in(database) == {young: NOON + HOUR}


def test_deleting_an_assessment_deletes_its_consent_and_the_memory_of_a_withdrawal(
    database: Database, assessment: uuid.UUID
) -> None:
    give(database, assessment, NOON)
    withdraw(database, assessment, NOON)
    with database.writing() as session:
        delete_assessment(session, assessment)
    assert stored(database, assessment) is None
    assert withdrawals_in(database) == {}


def test_a_database_of_before_there_was_consent_remembers_no_withdrawals(empty_url: str) -> None:
    with closing(Database(empty_url)) as database:
        assert withdrawals_in(database) == {}


def test_a_text_is_kept_once(database: Database) -> None:
    for text in ("Yes", "Another"):
        with database.writing() as session:
            keep_wording(session, wording="sha256:a", text=text)
    with database.reading() as session:
        assert text_of(session, "sha256:a") == "Yes"
        assert text_of(session, "sha256:b") is None
