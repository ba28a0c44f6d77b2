import uuid
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import insert, inspect, text

from rely.storage import migrations
from rely.storage.assessments import AnswerRecord, Deadlines, answers_of, find_by_id
from rely.storage.database import Database
from rely.storage.migrate import (
    DatabaseNotReady,
    DatabaseTooNew,
    check,
    current_revision,
    needed_revision,
    upgrade,
)
from rely.storage.tables import AnswerRow, AssessmentRow, Base, RelationshipRow

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
OPENED = {
    "instrument_digest": "d",
    "form": "full",
    "perspective": "self",
    "language": "nl",
    "code_hash": "h",
    "started": NOON,
    "last_answered": NOON,
    "finished": NOON,
}


def test_an_empty_database_is_not_ready_and_the_text_names_the_command_that_mends_it(empty_url: str) -> None:
    with (
        closing(Database(empty_url)) as database,
        pytest.raises(DatabaseNotReady, match=r"has no tables yet\. Run: rely db upgrade") as caught,
    ):
        check(database)
    assert caught.value.found is None
    assert caught.value.needed == needed_revision()


def test_an_upgraded_database_is_ready_and_a_second_upgrade_changes_nothing(empty_url: str) -> None:
    with closing(Database(empty_url)) as database:
        assert upgrade(database) == needed_revision()
        assert upgrade(database) == needed_revision()
        check(database)
        assert current_revision(database) == needed_revision()


def test_an_upgrade_from_the_first_release_keeps_what_is_stored(empty_url: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    with closing(Database(empty_url)) as database:
        with database.engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "0001")
            connection.execute(text("INSERT INTO instrument VALUES ('d', 'i', '1.0.0', '{}')"))
        with pytest.raises(DatabaseNotReady, match=r"is at revision 0001.*Run: rely db upgrade"):
            check(database)
        upgrade(database)
        check(database)
        with database.reading() as session:
            assert session.execute(text("SELECT digest FROM instrument")).scalar() == "d"
            assert session.execute(text("SELECT count(*) FROM limited_use")).scalar() == 0


def test_the_migrations_make_exactly_the_tables_that_the_code_uses(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_every_constraint_has_the_name_that_the_convention_gives_it(database: Database) -> None:
    tables = inspect(database.engine)
    assert tables.get_pk_constraint("answer")["name"] == "pk_answer"
    assert {key["name"] for key in tables.get_foreign_keys("assessment")} == {
        "fk_assessment_relationship_id_relationship",
        "fk_assessment_instrument_digest_instrument",
    }
    assert [key["name"] for key in tables.get_unique_constraints("assessment")] == ["uq_assessment_code_hash"]


def test_a_database_of_a_later_release_is_refused_and_never_touched(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'from-the-future'"))
    with pytest.raises(DatabaseTooNew, match="does not know"):
        check(database)
    with pytest.raises(DatabaseTooNew):
        upgrade(database)
    assert current_revision(database) == "from-the-future"


def test_a_password_never_stands_in_a_message() -> None:
    database = Database("postgresql://rely:geheim@localhost:1/rely")
    assert "geheim" not in database.name


def test_an_assessment_of_the_first_release_can_be_opened_after_the_upgrade(empty_url: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    ids = {name: uuid.uuid4() for name in ("relationship", "assessment")}
    with closing(Database(empty_url)) as database:
        with database.engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "0001")
        with database.writing() as session:
            session.execute(text("INSERT INTO instrument VALUES ('d', 'i', '1.0.0', '{}')"))
            session.execute(insert(RelationshipRow).values(id=ids["relationship"], created=NOON))
            session.execute(
                insert(AssessmentRow).values(**OPENED, id=ids["assessment"], relationship_id=ids["relationship"])
            )
            session.execute(
                insert(AnswerRow).values(
                    assessment_id=ids["assessment"], item_id="a", value=["x", "y"], revision=3, answered_at=NOON
                )
            )
        upgrade(database)
        with database.reading() as session:
            found = find_by_id(session, ids["assessment"], Deadlines(drafts=NOON, results=NOON))
            assert found is not None
            assert (found.code_hash, found.last_answered, found.finished) == ("h", NOON, NOON)
            assert answers_of(session, found.id) == {"a": AnswerRecord(("x", "y"), 3, NOON)}
