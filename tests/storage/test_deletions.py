"""Prove that a deletion is remembered."""

import uuid
from contextlib import closing
from datetime import UTC, datetime

from rely.storage.database import Database
from rely.storage.deletions import deletions_in, remember_deletion

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_a_deletion_is_remembered_once(database: Database) -> None:
    assessment = uuid.uuid4()
    with database.writing() as session:
        remember_deletion(session, assessment, NOON)
        remember_deletion(session, assessment, NOON.replace(hour=13))
    assert deletions_in(database) == {assessment: NOON}


def test_a_database_of_before_there_was_a_memory_of_deletions_remembers_none(empty_url: str) -> None:
    with closing(Database(empty_url)) as database:
        assert deletions_in(database) == {}
