"""Prove that backups are kept for their time only, and that a restore brings back nobody and no consent."""

import uuid
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from rely.services import backups
from rely.services.assessments import NotFound, Started, find_by_code, get_assessment, start_assessment
from rely.services.backups import delete_old_backups, is_past_its_time, let_backups_go, make_backup, restore_backup
from rely.services.maintenance import begin_maintenance, end_maintenance, is_in_maintenance, maintenance
from rely.services.research_consent import what_was_said, withdraw
from rely.services.settings import Settings
from rely.services.site import Site
from rely.storage.backup import back_up, look_at, restore
from rely.storage.consents import withdrawals_in
from rely.storage.database import Database
from rely.storage.deletions import delete_again, deletions_in
from tests.databases import copied_sqlite_url
from tests.services.test_finished_results import finished
from tests.services.test_research_consent import agrees
from tests.sites import NOON, clock_of, make_site
from tests.small_instrument import small_instrument


@pytest.fixture
def settings(site: Site, tmp_path: Path) -> Settings:
    return replace(site.settings, data=tmp_path / "data", backup_time=timedelta(days=30))


def delete(site: Site, started: Started) -> None:
    with site.database.writing() as session:
        assert delete_again(session, {started.id: site.now()}) == 1


def is_there(site: Site, started: Started) -> bool:
    try:
        get_assessment(site, started.id)
    except NotFound:
        return False
    return True


def test_a_backup_is_named_for_its_moment_and_lies_in_the_folder_for_backups(site: Site, settings: Settings) -> None:
    path = make_backup(site.database, settings, now=NOON)
    assert settings.data is not None
    assert path.parent == settings.data / "backups"
    assert path.name.startswith("rely-20261121T120000Z.")
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_backup_never_overwrites_a_file(site: Site, settings: Settings, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("mine")
    with pytest.raises(FileExistsError):
        make_backup(site.database, settings, now=NOON, target=taken)
    assert taken.read_text() == "mine"


def test_backups_whose_time_is_over_go_and_other_files_stay(site: Site, settings: Settings) -> None:
    old = make_backup(site.database, settings, now=NOON - timedelta(days=31))
    young = make_backup(site.database, settings, now=NOON - timedelta(days=29))
    half = old.with_name(f".{old.name}-x1y2.part")
    others = [
        old.with_name(name) for name in ("rely-notes.txt", "rely-20200101T000000Z.txt", "rely-99999999T000000Z.sqlite3")
    ]
    for path in (half, *others):
        path.touch()
    new = make_backup(site.database, settings, now=NOON)
    assert set(new.parent.iterdir()) == {young, new, *others}


def test_where_no_backups_are_kept_only_the_one_just_made_is_there(site: Site, settings: Settings) -> None:
    none_kept = replace(settings, backup_time=timedelta(0))
    make_backup(site.database, none_kept, now=NOON - timedelta(seconds=1))
    new = make_backup(site.database, none_kept, now=NOON + timedelta(milliseconds=5))
    assert list(new.parent.iterdir()) == [new]
    assert delete_old_backups(none_kept, now=NOON + timedelta(seconds=1)) == 1


def test_a_backup_written_elsewhere_deletes_nothing(site: Site, settings: Settings, tmp_path: Path) -> None:
    old = make_backup(site.database, settings, now=NOON - timedelta(days=31))
    (tmp_path / "elsewhere").mkdir()
    made = make_backup(site.database, settings, now=NOON, target=tmp_path / "elsewhere")
    assert made.name.startswith("rely-20261121T120000Z.")
    assert old.exists()


def test_what_was_deleted_since_the_backup_is_deleted_again_by_a_restore(site: Site, settings: Settings) -> None:
    kept, deleted = (start_assessment(site, "small", language="nl") for _ in range(2))
    backup = look_at(site.database, make_backup(site.database, settings, now=NOON))
    delete(site, deleted)
    later = start_assessment(site, "small", language="nl")
    for _ in range(2):  # also by a second restore
        clock_of(site).move(hours=1)
        restore_backup(site.database, settings, backup, now=site.now())
        assert is_there(site, kept)
        assert find_by_code(site, kept.code) == kept
        assert not is_there(site, deleted)
        assert not is_there(site, later)
        assert set(deletions_in(site.database)) == {deleted.id}


def test_what_has_expired_since_the_backup_is_gone_after_a_restore(site: Site, settings: Settings) -> None:
    start_assessment(site, "small", language="nl")
    backup = look_at(site.database, make_backup(site.database, settings, now=NOON))
    restore_backup(site.database, settings, backup, now=NOON + settings.draft_time + timedelta(days=1))
    with site.database.reading() as session:
        assert session.execute(text("SELECT count(*) FROM assessment")).scalar() == 0


def test_a_restore_keeps_a_safety_copy_of_what_was_there(site: Site, settings: Settings) -> None:
    backup = look_at(site.database, make_backup(site.database, settings, now=NOON))
    started = start_assessment(site, "small", language="nl")
    safe = restore_backup(site.database, settings, backup, now=NOON)
    assert not is_there(site, started)
    assert safe is not None
    assert "before-restore" in safe.name
    restore_backup(site.database, settings, look_at(site.database, safe), now=NOON + timedelta(hours=1))
    assert is_there(site, started)


def test_a_deletion_is_forgotten_when_no_backup_is_old_enough_to_bring_it_back(site: Site, settings: Settings) -> None:
    deleted = start_assessment(site, "small", language="nl")
    delete(site, deleted)
    day = timedelta(days=1)
    backup = look_at(site.database, make_backup(site.database, settings, now=NOON + 30 * day))
    restore_backup(site.database, settings, backup, now=NOON + 30 * day - timedelta(seconds=1))
    assert set(deletions_in(site.database)) == {deleted.id}
    restore_backup(site.database, settings, backup, now=NOON + 30 * day)
    assert deletions_in(site.database) == {}


def test_a_backup_that_should_be_gone_is_known_by_its_name(site: Site, settings: Settings) -> None:
    backup = look_at(site.database, make_backup(site.database, settings, now=NOON))
    assert not is_past_its_time(backup, settings, now=NOON + timedelta(days=30))
    assert is_past_its_time(backup, settings, now=NOON + timedelta(days=30, seconds=1))


def test_visitors_are_asked_to_come_back_while_a_restore_works_and_not_after_it(
    site: Site, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = look_at(site.database, make_backup(site.database, settings, now=NOON))
    seen = []
    monkeypatch.setattr(backups, "restore", lambda *_, **__: seen.append(is_in_maintenance(settings.data)))
    restore_backup(site.database, settings, backup, now=NOON)
    assert (seen, is_in_maintenance(settings.data)) == ([True], False)


def test_an_upgrade_asks_visitors_to_come_back_too_and_ends_nobody_elses_maintenance(
    site: Site, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert settings.data is not None
    begin_maintenance(settings.data)

    def upgraded(_database: Database) -> str:
        assert is_in_maintenance(settings.data)
        raise RuntimeError

    monkeypatch.setattr(backups, "upgrade", upgraded)
    with pytest.raises(RuntimeError):
        backups.upgrade_database(site.database, settings)
    assert is_in_maintenance(settings.data)
    end_maintenance(settings.data)
    with pytest.raises(RuntimeError):
        backups.upgrade_database(site.database, settings)
    assert not is_in_maintenance(settings.data)


def test_a_site_without_a_folder_is_never_in_maintenance() -> None:
    with maintenance(None):
        assert not is_in_maintenance(None)


def test_what_is_deleted_while_the_safety_copy_is_made_is_deleted_again_too(
    site: Site, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    deleted = start_assessment(site, "small", language="nl")
    backup = look_at(site.database, make_backup(site.database, settings, now=NOON))

    def copied_slowly(database: Database, target: Path) -> None:
        back_up(database, target)
        delete(site, deleted)

    monkeypatch.setattr(backups, "back_up", copied_slowly)
    clock_of(site).move(hours=1)
    restore_backup(site.database, settings, backup, now=site.now())
    assert not is_there(site, deleted)


def consent_holds(site: Site, id: uuid.UUID) -> bool:
    said = what_was_said(site, id)
    return said is not None and said.holds


def test_no_restore_brings_back_consent_that_was_withdrawn(site: Site, settings: Settings) -> None:
    """Also not the second of two, of which the first had never heard of that consent."""
    id, kept = finished(site), finished(site)
    before = look_at(site.database, make_backup(site.database, settings, now=site.now()))
    for each in (id, kept):
        agrees(site, each)
    clock_of(site).move(hours=1)
    agreed = look_at(site.database, make_backup(site.database, settings, now=site.now()))
    withdraw(site, get_assessment(site, id))
    for backup in (agreed, before, agreed):
        clock_of(site).move(hours=1)
        restore_backup(site.database, settings, backup, now=site.now())
        assert not consent_holds(site, id)
        assert consent_holds(site, kept) is (backup is agreed)


def test_consent_after_a_withdrawal_outlives_a_restore_and_its_own_withdrawal_does_too(
    site: Site, settings: Settings
) -> None:
    id = finished(site)
    agrees(site, id)
    clock_of(site).move(hours=1)
    withdraw(site, get_assessment(site, id))
    clock_of(site).move(hours=1)
    agrees(site, id)
    again = look_at(site.database, make_backup(site.database, settings, now=site.now()))
    clock_of(site).move(hours=1)
    restore_backup(site.database, settings, again, now=site.now())
    assert consent_holds(site, id)
    withdraw(site, get_assessment(site, id))
    for _ in range(2):
        clock_of(site).move(hours=1)
        restore_backup(site.database, settings, again, now=site.now())
        assert not consent_holds(site, id)


def test_a_withdrawal_is_forgotten_when_no_backup_is_old_enough_to_undo_it(site: Site, settings: Settings) -> None:
    id = finished(site)
    agrees(site, id)
    withdraw(site, get_assessment(site, id))
    kept = replace(site, settings=settings)
    clock_of(site).move(days=30, seconds=-1)
    let_backups_go(kept)
    assert set(withdrawals_in(site.database)) == {id}
    clock_of(site).move(seconds=1)
    let_backups_go(kept)
    assert withdrawals_in(site.database) == {}


def test_consent_that_is_withdrawn_while_the_safety_copy_is_made_does_not_come_back(
    site: Site, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = finished(site)
    agrees(site, id)
    backup = look_at(site.database, make_backup(site.database, settings, now=NOON))

    def copied_slowly(database: Database, target: Path) -> None:
        back_up(database, target)
        withdraw(site, get_assessment(site, id))

    monkeypatch.setattr(backups, "back_up", copied_slowly)
    clock_of(site).move(hours=1)
    restore_backup(site.database, settings, backup, now=site.now())
    assert not consent_holds(site, id)


def test_consent_that_is_withdrawn_after_the_safety_copy_until_the_new_content_is_there_does_not_come_back(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In SQLite, where the old content is asked until the new one takes its place."""
    with closing(Database(copied_sqlite_url(sqlite_template, tmp_path))) as database:
        site = make_site(database, small_instrument())
        settings = replace(site.settings, data=tmp_path / "data")
        id = finished(site)
        agrees(site, id)
        backup = look_at(database, make_backup(database, settings, now=NOON))

        def restored_late(*given: Any, **named: Any) -> None:
            withdraw(site, get_assessment(site, id))
            restore(*given, **named)

        monkeypatch.setattr(backups, "restore", restored_late)
        clock_of(site).move(hours=1)
        restore_backup(database, settings, backup, now=site.now())
        assert not consent_holds(site, id)
        assert set(withdrawals_in(database)) == {id}
