import uuid
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from rely.model.answers import Code
from rely.storage.assessments import AssessmentRecord, Deadlines, add_assessment, delete_expired, find_by_id
from rely.storage.database import Database
from rely.storage.deletions import delete_assessment
from rely.storage.finished_results import (
    FinishedResult,
    add_finished_result,
    delete_finished_results,
    finished_results_of,
)
from rely.storage.instruments import keep_instrument
from rely.storage.tables import FinishedResultRow
from tests.sites import NOON

DIGEST = "sha256:" + "0" * 64
ANSWERS: dict[str, Code] = {"alias": "Tulp", "tools": ("rake", "hoe"), "months": 5, "size": 2.5}


def stored(session: Session, *finished: datetime, last_answered: datetime = NOON) -> uuid.UUID:
    """An unfinished assessment that was finished at these moments."""
    keep_instrument(session, digest=DIGEST, instrument_id="small", version="1.0.0", canonical="{}")
    id = uuid.uuid4()
    record = AssessmentRecord(
        id=id, relationship_id=uuid.uuid4(), instrument_digest=DIGEST, form="full", perspective="self", language="nl",
        code_hash=id.hex, started=NOON, last_answered=last_answered, finished=None,
    )  # fmt: skip
    add_assessment(session, record)
    for at in finished:
        add_finished_result(session, FinishedResult(uuid.uuid4(), id, at, DIGEST, "full", "nl", ANSWERS), most=50)
    return id


def test_a_result_comes_back_with_the_very_answers_and_the_oldest_first(database: Database) -> None:
    with database.writing() as session:
        id = stored(session, NOON, NOON - timedelta(days=2))
        stored(session, NOON)
    with database.reading() as session:
        found = finished_results_of(session, id, since=NOON - timedelta(days=3))
    assert [each.finished for each in found] == [NOON - timedelta(days=2), NOON]
    assert [each.assessment_id for each in found] == [id, id]
    assert found[0].answers == ANSWERS
    assert isinstance(found[0].answers["tools"], tuple)


def test_a_result_that_is_past_its_time_is_neither_found_nor_stored(database: Database) -> None:
    with database.writing() as session:
        id = stored(session, NOON - timedelta(seconds=1), NOON)
        assert [each.finished for each in finished_results_of(session, id, since=NOON)] == [NOON]
        delete_finished_results(session, before=NOON)
        assert session.scalar(select(func.count()).select_from(FinishedResultRow)) == 1


def test_results_go_with_their_assessment(database: Database) -> None:
    with database.writing() as session:
        id = stored(session, NOON)
        delete_assessment(session, id)
        assert session.scalar(select(func.count()).select_from(FinishedResultRow)) == 0


@pytest.mark.parametrize(("age", "is_there"), [(179, True), (181, False)])
def test_a_draft_stays_as_long_as_a_result_of_it_is_kept(database: Database, age: int, is_there: bool) -> None:
    deadlines = Deadlines(drafts=NOON - timedelta(days=30), results=NOON - timedelta(days=180))
    with database.writing() as session:
        id = stored(session, NOON - timedelta(days=age), last_answered=NOON - timedelta(days=31))
        assert (find_by_id(session, id, deadlines) is not None) == is_there
        assert delete_expired(session, deadlines) == (0 if is_there else 1)
