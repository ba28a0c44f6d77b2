"""Prove that everything worth keeping arrives in another database, and that nothing is written over."""

import uuid
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from rely.storage.assessments import AssessmentRecord, add_assessment, write_answers
from rely.storage.database import Database
from rely.storage.deletions import deletions_in, remember_deletion
from rely.storage.instruments import keep_instrument
from rely.storage.migrate import DatabaseNotReady, check, upgrade
from rely.storage.moving import NotEmpty, copy_all
from rely.storage.tables import Base
from tests.databases import new_postgres_url

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def fill(database: Database) -> uuid.UUID:
    record = AssessmentRecord(
        id=uuid.uuid4(),
        relationship_id=uuid.uuid4(),
        instrument_digest="d",
        form="full",
        perspective="self",
        language="nl",
        code_hash="c" * 64,
        started=NOON,
        last_answered=NOON,
        finished=None,
    )
    with database.writing() as session:
        keep_instrument(session, digest="d", instrument_id="i", version="1.0.0", canonical="{}")
        add_assessment(session, record)
        write_answers(session, record.id, {"A": 3, "B": ("x", "y"), "C": None, "D": "Zoë"}, at=NOON)
        remember_deletion(session, uuid.uuid4(), NOON)
    return record.id


def content(database: Database) -> dict[str, list[tuple[object, ...]]]:
    with database.reading() as session:
        return {
            table.name: sorted((tuple(row) for row in session.execute(select(table))), key=repr)
            for table in Base.metadata.sorted_tables
        }


@pytest.mark.parametrize("way", ["there", "and back"])
def test_everything_arrives_in_a_database_of_the_other_kind(
    sqlite_template: Path, postgres: str, tmp_path: Path, way: str
) -> None:
    file = f"sqlite:///{tmp_path / 'x.sqlite3'}"
    server = new_postgres_url(postgres, f"moved_{uuid.uuid4().hex}")
    with closing(Database(file)) as one, closing(Database(server)) as other:
        source, target = (one, other) if way == "there" else (other, one)
        with pytest.raises(DatabaseNotReady):
            copy_all(source, target)
        upgrade(source)
        fill(source)
        assert copy_all(source, target) == 8
        check(target)
        assert content(target) == content(source)
        assert len(deletions_in(target)) == 1


def test_nothing_is_written_into_a_database_that_holds_something(database: Database, tmp_path: Path) -> None:
    with closing(Database(f"sqlite:///{tmp_path / 'other.sqlite3'}")) as target:
        copy_all(database, target)
        fill(target)
        before = content(target)
        with pytest.raises(NotEmpty, match="Name one that is empty"):
            copy_all(database, target)
        assert content(target) == before
