import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, StatementError

from rely.storage.assessments import (
    AssessmentRecord,
    Deadlines,
    add_assessment,
    answers_of,
    delete_expired,
    find_by_code_hash,
    find_by_id,
    set_finished,
    write_answers,
)
from rely.storage.database import Database
from rely.storage.instruments import canonical_of, is_kept, keep_instrument

NOON = datetime(2026, 11, 21, 12, 0, 0, 123456, tzinfo=UTC)
DAY = timedelta(days=1)
NEVER = Deadlines(drafts=NOON - 1000 * DAY, results=NOON - 1000 * DAY)


def record(**changes: object) -> AssessmentRecord:
    made = AssessmentRecord(
        id=uuid.uuid4(),
        relationship_id=uuid.uuid4(),
        instrument_digest="sha256:abc",
        form="full",
        perspective="self",
        language="nl",
        code_hash=uuid.uuid4().hex * 2,
        started=NOON,
        last_answered=NOON,
        finished=None,
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # any field may be changed


def stored(database: Database, **changes: object) -> AssessmentRecord:
    made = record(**changes)
    with database.writing() as session:
        keep_instrument(session, digest="sha256:abc", instrument_id="small", version="1.0.0", canonical="{}")
        add_assessment(session, made)
    return made


def test_an_assessment_comes_back_as_it_was_stored(database: Database) -> None:
    made = stored(database)
    with database.reading() as session:
        assert find_by_id(session, made.id, NEVER) == made
        assert find_by_code_hash(session, made.code_hash, NEVER) == made
        assert find_by_id(session, uuid.uuid4(), NEVER) is None


def test_times_are_kept_in_utc_whatever_zone_they_are_told_in(database: Database) -> None:
    summer = datetime(2026, 7, 1, 0, 30, tzinfo=timezone(timedelta(hours=2)))
    made = stored(database, started=summer)
    with database.reading() as session:
        found = find_by_id(session, made.id, NEVER)
    assert found is not None
    assert found.started.isoformat() == "2026-06-30T22:30:00+00:00"


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="needs its zone"):
        stored(database, started=datetime(2026, 7, 1))


VALUES = [5, 2.5, "na", "DE", ("email", "phone"), (), "Ünïcode ‘x’ \n", None, -3, 10**15]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_an_answer_comes_back_with_its_kind(database: Database, value: object) -> None:
    made = stored(database)
    with database.writing() as session:
        write_answers(session, made.id, {"A1": value}, at=NOON)  # type: ignore[dict-item]
    with database.reading() as session:
        found = answers_of(session, made.id)["A1"].value
    assert found == value
    assert type(found) is type(value)


def test_each_change_of_an_answer_counts_its_revision_up_and_keeps_one_row(database: Database) -> None:
    made = stored(database)
    later = NOON + timedelta(minutes=3)
    for at, values in ((NOON, {"A1": 1, "A2": 2}), (later, {"A1": 4})):
        with database.writing() as session:
            write_answers(session, made.id, values, at=at)
    with database.reading() as session:
        found = answers_of(session, made.id)
    assert (found["A1"].value, found["A1"].revision, found["A1"].answered_at) == (4, 2, later)
    assert (found["A2"].value, found["A2"].revision, found["A2"].answered_at) == (2, 1, NOON)


def test_an_answer_takes_the_finish_back_and_moves_the_day_of_expiry(database: Database) -> None:
    made = stored(database)
    with database.writing() as session:
        set_finished(session, made.id, NOON)
        write_answers(session, made.id, {"A1": 1}, at=NOON + DAY)
    with database.reading() as session:
        found = find_by_id(session, made.id, NEVER)
    assert found is not None
    assert found.finished is None
    assert found.last_answered == NOON + DAY


def test_writing_no_answers_is_no_change(database: Database) -> None:
    made = stored(database, finished=NOON)
    with database.writing() as session:
        write_answers(session, made.id, {}, at=NOON + DAY)
    with database.reading() as session:
        assert find_by_id(session, made.id, NEVER) == made


def test_an_answer_to_an_unknown_assessment_is_refused_by_the_database(database: Database) -> None:
    with pytest.raises(IntegrityError), database.writing() as session:
        write_answers(session, uuid.uuid4(), {"A1": 1}, at=NOON)


def test_two_assessments_never_share_a_code(database: Database) -> None:
    made = stored(database)
    with pytest.raises(IntegrityError):
        stored(database, code_hash=made.code_hash)


def test_a_draft_goes_by_its_last_answer_and_a_result_by_the_day_it_was_finished(database: Database) -> None:
    deadlines = Deadlines(drafts=NOON - 30 * DAY, results=NOON - 180 * DAY)
    kept = [
        stored(database, last_answered=NOON - 30 * DAY),
        stored(database, last_answered=NOON - 400 * DAY, finished=NOON - 180 * DAY),
    ]
    gone = [
        stored(database, last_answered=NOON - 30 * DAY - timedelta(seconds=1)),
        stored(database, last_answered=NOON, finished=NOON - 181 * DAY),
    ]
    with database.reading() as session:
        assert [find_by_id(session, each.id, deadlines) for each in kept] == kept
        assert [find_by_id(session, each.id, deadlines) for each in gone] == [None, None]
        assert [find_by_code_hash(session, each.code_hash, deadlines) for each in gone] == [None, None]


def test_what_has_expired_is_deleted_with_its_answers_and_its_relationship(database: Database) -> None:
    kept, gone = stored(database), stored(database, last_answered=NOON - 90 * DAY)
    with database.writing() as session:
        write_answers(session, kept.id, {"A1": 1}, at=NOON)
    with database.writing() as session:
        session.execute(
            text("INSERT INTO answer SELECT :gone, item_id, value, revision, answered_at FROM answer"),
            {"gone": gone.id.hex if database.is_sqlite else gone.id},
        )
    deadlines = Deadlines(drafts=NOON - 30 * DAY, results=NOON - 180 * DAY)
    with database.writing() as session:
        assert delete_expired(session, deadlines) == 1
        assert delete_expired(session, deadlines) == 0
    with database.reading() as session:
        for table in ("assessment", "answer", "relationship"):
            assert session.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 1  # noqa: S608 - our words
        assert find_by_id(session, kept.id, NEVER) is not None


def test_a_relationship_stays_while_another_assessment_needs_it(database: Database) -> None:
    kept = stored(database)
    stored(database, relationship_id=kept.relationship_id, last_answered=NOON - 90 * DAY)
    with database.writing() as session:
        delete_expired(session, Deadlines(drafts=NOON - 30 * DAY, results=NOON - 180 * DAY))
    with database.reading() as session:
        assert find_by_id(session, kept.id, NEVER) == kept


def test_an_instrument_is_kept_once_for_each_digest(database: Database) -> None:
    with database.writing() as session:
        assert not is_kept(session, "sha256:abc")
        for canonical in ('{"first": 1}', '{"second": 2}'):
            keep_instrument(session, digest="sha256:abc", instrument_id="i", version="1.0.0", canonical=canonical)
    with database.reading() as session:
        assert is_kept(session, "sha256:abc")
        assert canonical_of(session, "sha256:abc") == '{"first": 1}'
        assert canonical_of(session, "sha256:other") is None
