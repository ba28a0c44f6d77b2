import uuid
from collections.abc import Iterator
from datetime import UTC, date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from rely.services.answers import Arrived, save_answers
from rely.services.assessments import (
    NotFound,
    delete_expired,
    find_by_code,
    finish_assessment,
    get_assessment,
    start_assessment,
)
from rely.services.deletion import delete_everything, receipt_of
from rely.services.finished_results import restore_result
from rely.services.site import Site
from rely.storage import assessments as rows
from rely.storage.database import Database
from rely.storage.deletions import deletions_in
from rely.storage.tables import Base, DocumentRow, JobRow, RelationshipRow, TakenActionRow
from tests.databases import copied_sqlite_url
from tests.sites import NOON, clock_of, make_site
from tests.small_instrument import small_instrument

NAME = "Zwanenbloem-7431"
STAYS = {"instrument", "deleted_assessment"}


def filled(site: Site) -> tuple[uuid.UUID, str]:
    """An assessment that something hangs on in every table, and its code."""
    started = start_assessment(site, "small", language="en")
    opened = get_assessment(site, started.id)
    save_answers(site, opened, {"data": Arrived(NAME), "S1": Arrived(3), "notes": Arrived(f"About {NAME}. " * 12)})
    finish_assessment(site, started.id)
    with site.database.writing() as session:
        session.add(
            TakenActionRow(assessment_id=started.id, guideline_id="g", owner=NAME, due=None, is_done=False, taken=NOON)
        )
        session.add(document(started.id))
        session.add(job(started.id))
    return started.id, started.code


def document(id: uuid.UUID) -> DocumentRow:
    body = NAME.encode() * 3000
    return DocumentRow(assessment_id=id, key="k", name=NAME, media_type="application/pdf", body=body, made=NOON)


def job(id: uuid.UUID) -> JobRow:
    return JobRow(
        id=uuid.uuid4(), assessment_id=id, kind="pdf", arguments={"name": NAME}, state="waiting", done=0, total=1,
        created=NOON, started=None, ended=None,
    )  # fmt: skip


def counts(site: Site) -> dict[str, int]:
    with site.database.reading() as session:
        found = {
            table.name: session.scalar(select(func.count()).select_from(table)) for table in Base.metadata.sorted_tables
        }
    return {name: number or 0 for name, number in found.items()}


def test_nothing_of_an_assessment_is_left_in_any_table(site: Site) -> None:
    id, code = filled(site)
    before = counts(site)
    assert all(
        before[name] for name in ("answer", "finished_result", "taken_action", "document", "job", "relationship")
    )
    assert delete_everything(site, id) == NOON
    assert {name: number for name, number in counts(site).items() if number} == {
        "instrument": 1,
        "deleted_assessment": 1,
    }
    assert find_by_code(site, code) is None
    with pytest.raises(NotFound):
        get_assessment(site, id)


def test_what_belongs_to_others_stays(site: Site) -> None:
    id, _ = filled(site)
    other, code = filled(site)
    delete_everything(site, id)
    assert get_assessment(site, other).answers["data"] == NAME
    found = find_by_code(site, code)
    assert found is not None
    assert found.id == other
    assert counts(site)["document"] == 1


def test_a_relationship_that_another_assessment_is_about_stays(site: Site) -> None:
    first, second = (start_assessment(site, "small", language="en").id for _ in range(2))
    with site.database.writing() as session:
        record = rows.find_by_id(session, first, site.deadlines())
        other = rows.find_by_id(session, second, site.deadlines())
        assert record is not None
        assert other is not None
        row = session.get(RelationshipRow, other.relationship_id)
        rows._set(session, second, relationship_id=record.relationship_id)
        session.delete(row)
    delete_everything(site, first)
    assert counts(site)["relationship"] == 1
    delete_everything(site, second)
    assert counts(site)["relationship"] == 0


def test_nothing_comes_back_by_what_was_under_way(site: Site) -> None:
    id, _ = filled(site)
    opened = get_assessment(site, id)
    delete_everything(site, id)
    with pytest.raises(NotFound):
        save_answers(site, opened, {"data": Arrived("late")})
    with pytest.raises(NotFound):
        finish_assessment(site, id)
    with pytest.raises(NotFound):
        restore_result(site, opened, 1)
    for late in (document, job):
        with pytest.raises(IntegrityError), site.database.writing() as session:
            session.add(late(id))
    assert {name for name, number in counts(site).items() if number} == STAYS


def test_a_double_click_deletes_once_and_later_there_is_nothing_to_delete(site: Site) -> None:
    id, _ = filled(site)
    delete_everything(site, id)
    clock_of(site).move(seconds=1)
    assert delete_everything(site, id) == NOON
    clock_of(site).move(minutes=1)
    with pytest.raises(NotFound):
        delete_everything(site, id)
    with pytest.raises(NotFound):
        delete_everything(site, uuid.uuid4())


def test_the_deletion_is_remembered_for_a_backup_that_is_restored(site: Site) -> None:
    id, _ = filled(site)
    delete_everything(site, id)
    assert deletions_in(site.database) == {id: NOON}


def test_what_has_expired_is_not_there_to_be_deleted(site: Site) -> None:
    id, _ = filled(site)
    clock_of(site).move(days=181)
    with pytest.raises(NotFound):
        delete_everything(site, id)


@pytest.fixture
def on_file(sqlite_template: Path, tmp_path: Path) -> Iterator[Site]:
    """A site on a file of SQLite."""
    database = Database(copied_sqlite_url(sqlite_template, tmp_path))
    yield make_site(database, small_instrument())
    database.close()


def found_in(site: Site) -> list[str]:
    """The files of a database in which the planted name stands."""
    file = Path(str(site.database.url.database))
    return [each.name for each in file.parent.glob(f"{file.name}*") if NAME.encode() in each.read_bytes()]


def test_after_a_deletion_the_files_of_sqlite_hold_no_byte_of_it(on_file: Site) -> None:
    id, _ = filled(on_file)
    assert found_in(on_file)
    delete_everything(on_file, id)
    assert found_in(on_file) == []


def test_whoever_reads_what_was_before_holds_no_deletion_up_and_the_cleaning_wipes_later(on_file: Site) -> None:
    id, _ = filled(on_file)
    with on_file.database.reading() as session:
        assert session.get(RelationshipRow, uuid.uuid4()) is None
        delete_everything(on_file, id)
        assert not on_file.database.wipe()
        assert found_in(on_file)
    delete_expired(on_file)
    assert found_in(on_file) == []


def test_elsewhere_there_is_nothing_to_wipe(site: Site) -> None:
    assert site.database.wipe()


def test_the_receipt_tells_when_the_last_backup_is_gone(site: Site) -> None:
    assert receipt_of(site, NOON).backups_gone == date(2026, 12, 21)
    assert receipt_of(site, NOON).deleted == NOON.astimezone(UTC)
    for days, day in ((7, date(2026, 11, 28)), (0, None)):
        other = make_site(site.database, small_instrument(), backup_time=timedelta(days=days))
        assert receipt_of(other, NOON).backups_gone == day
