"""Prove that an action taken on is stored once, changed in its place, and goes with its assessment."""

import uuid
from datetime import date, timedelta

from sqlalchemy import delete, select

from rely.guidelines.taken import Taken
from rely.storage.database import Database
from rely.storage.tables import AssessmentRow, TakenActionRow
from rely.storage.taken_actions import delete_taken_action, taken_actions_of, write_taken_action
from tests.storage.test_assessments import NOON, stored

ANNA = Taken("Anna", date(2026, 12, 3))


def test_what_is_written_comes_back_by_guideline(database: Database) -> None:
    mine, other = stored(database).id, stored(database).id
    with database.writing() as session:
        write_taken_action(session, mine, "prune", ANNA, at=NOON)
        write_taken_action(session, mine, "feed", Taken("תות 👩\u200d💼", None, True), at=NOON)
        write_taken_action(session, other, "prune", Taken("Bo"), at=NOON)
    with database.reading() as session:
        assert taken_actions_of(session, mine) == {"prune": ANNA, "feed": Taken("תות 👩\u200d💼", None, True)}
        assert taken_actions_of(session, uuid.uuid4()) == {}


def test_a_second_time_changes_the_row_and_keeps_when_it_was_taken_on(database: Database) -> None:
    mine = stored(database).id
    with database.writing() as session:
        write_taken_action(session, mine, "prune", ANNA, at=NOON)
        write_taken_action(session, mine, "prune", Taken("Bo", None, True), at=NOON + timedelta(days=1))
    with database.reading() as session:
        assert taken_actions_of(session, mine) == {"prune": Taken("Bo", None, True)}
        assert session.scalar(select(TakenActionRow.taken)) == NOON


def test_only_what_is_left_goes(database: Database) -> None:
    mine, other = stored(database).id, stored(database).id
    with database.writing() as session:
        for assessment, guideline in ((mine, "prune"), (mine, "feed"), (other, "prune")):
            write_taken_action(session, assessment, guideline, ANNA, at=NOON)
        delete_taken_action(session, mine, "prune")
        delete_taken_action(session, mine, "never taken")
    with database.reading() as session:
        assert set(taken_actions_of(session, mine)) == {"feed"}
        assert set(taken_actions_of(session, other)) == {"prune"}


def test_it_goes_with_its_assessment(database: Database) -> None:
    mine = stored(database).id
    with database.writing() as session:
        write_taken_action(session, mine, "prune", ANNA, at=NOON)
        session.execute(delete(AssessmentRow).where(AssessmentRow.id == mine))
    with database.reading() as session:
        assert session.scalar(select(TakenActionRow.owner)) is None
