"""Prove that an upload lies where nobody else looks, and that it goes when its time is over."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from rely.services.assessments import NotFound
from rely.services.coach_spool import AFTER_DOWNLOAD, KEPT, downloaded, find_spool, new_spool, spools, sweep_uploads
from rely.services.site import Site
from rely.storage.database import Database
from tests.coaching import GOOD, open_site, uploaded
from tests.databases import copied_sqlite_url
from tests.sites import NOON, clock_of, make_site
from tests.small_instrument import small_instrument


@pytest.fixture
def site(sqlite_template: Path, tmp_path: Path) -> Iterator[Site]:
    database = Database(copied_sqlite_url(sqlite_template, tmp_path))
    yield open_site(database, tmp_path)
    database.close()


def test_only_the_user_who_runs_the_site_can_open_an_upload(site: Site) -> None:
    spool = uploaded(site, GOOD)
    for folder in (spool.path.parent, spool.path, spool.made, spool.brand.parent):
        assert folder.stat().st_mode & 0o777 == 0o700


def test_an_upload_is_found_by_its_id_and_by_nothing_else(site: Site) -> None:
    spool = uploaded(site, GOOD)
    assert find_spool(site, spool.id).read() == spool.read()
    for wrong in (None, "", "0" * 32, spool.id[:-1], f"../uploads/{spool.id}", f"{spool.id}\n", spool.id.upper(), 7):
        if wrong != spool.id:
            with pytest.raises(NotFound):
                find_spool(site, wrong)


def test_after_an_hour_an_upload_is_not_found_and_gone(site: Site) -> None:
    spool = uploaded(site, GOOD)
    clock_of(site).move(minutes=59)
    find_spool(site, spool.id)
    clock_of(site).move(minutes=1)
    with pytest.raises(NotFound):
        find_spool(site, spool.id)
    assert not spool.path.exists()


def test_sweeping_deletes_what_is_over_and_what_never_became_whole(site: Site) -> None:
    old, broken = uploaded(site, GOOD), new_spool(site)
    os.utime(broken.path, (NOON.timestamp(), NOON.timestamp()))
    clock_of(site).move(minutes=30)
    young = uploaded(site, GOOD)
    sweep_uploads(site)
    assert {spool.id for spool in spools(site)} == {old.id, broken.id, young.id}
    clock_of(site).move(minutes=30)
    sweep_uploads(site)
    assert {spool.id for spool in spools(site)} == {young.id}


def test_a_whole_download_leaves_a_few_minutes_for_another_and_never_more_than_there_were(site: Site) -> None:
    spool = uploaded(site, GOOD)
    downloaded(site, spool)
    assert spool.read().until == NOON + AFTER_DOWNLOAD
    clock_of(site).move(minutes=3)
    downloaded(site, spool)
    assert spool.read().until == NOON + AFTER_DOWNLOAD
    late = uploaded(site, GOOD)
    ends = clock_of(site).now + KEPT
    clock_of(site).move(minutes=58)
    downloaded(site, late)
    assert late.read().until == ends


def test_whoever_writes_into_a_deleted_upload_makes_it_no_more(site: Site) -> None:
    spool = uploaded(site, GOOD)
    state = spool.read()
    spool.delete()
    for write in (lambda: spool.write(state), lambda: spool.note("making", "2 1")):
        with pytest.raises(NotFound):
            write()
    assert not spool.path.exists()


def test_a_site_without_a_folder_for_data_has_nothing_to_sweep(site: Site) -> None:
    bare = make_site(site.database, small_instrument())
    sweep_uploads(bare)
    assert list(spools(bare)) == []
    with pytest.raises(NotFound):
        find_spool(bare, "0" * 32)
