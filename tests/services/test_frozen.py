"""Prove that an assessment keeps the exact instrument it was answered with, whatever becomes of the files."""

import shutil
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

from rely.loading.catalogue import instrument_ids
from rely.services.answers import Arrived, save_answers
from rely.services.assessments import finish_assessment, get_assessment, start_assessment
from rely.services.documents import key_of
from rely.services.results import (
    build_csv,
    build_html,
    build_ics,
    build_json,
    build_pdf,
    build_result,
    prepare_report,
    prepare_sheet,
    prepare_short,
)
from rely.services.site import Site
from rely.storage.database import Database
from tests.homes import edit, make_home, site_at_home
from tests.instruments import relationship_check

VERSION = relationship_check().version

CHECK = "relationship-check"
ANSWERS: dict[str, object] = {
    "cx_alias": "Tulp",
    "cx_country": "DE",
    "cx_first_contact": "yes",
    "cx_first_transaction": "no",
    "cx_physical_12m": 3,
    **{f"{name}{number:02}": 2 + number % 3 for name in ("TR", "EM", "CO", "IN") for number in range(1, 7)},
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = make_home(tmp_path / "home", CHECK)
    monkeypatch.setenv("RELY_HOME", str(folder))
    return folder


def answered(site: Site) -> uuid.UUID:
    """An assessment with answers, not finished."""
    started = start_assessment(site, CHECK, language="nl")
    opened = get_assessment(site, started.id)
    asked = {item: Arrived(value) for item, value in ANSWERS.items() if item in opened.instrument.items}
    save_answers(site, opened, asked)
    return started.id


def finished(site: Site) -> uuid.UUID:
    """A finished assessment."""
    assessment = answered(site)
    finish_assessment(site, assessment)
    return assessment


def told(site: Site, assessment: uuid.UUID) -> dict[str, object]:
    """All that an assessment gives along, in the bytes of its files, and what names its documents."""
    opened = get_assessment(site, assessment)
    files: dict[str, object] = {
        f"{make.__name__} {language}": make(site, opened, language=language)
        for make in (build_html, build_ics, build_json, build_csv)
        for language in ("nl", "de")
    }
    for prepare in (prepare_report, prepare_short, prepare_sheet):
        files[prepare.__name__] = key_of(prepare(site, opened, language="en"))
    files["content"] = build_result(site, opened, language="nl")
    return files


def rescored(home: Path) -> None:
    """Another version: a statement turned round and reworded, other cut-offs, another conclusion."""
    main = home / "questionnaires" / CHECK / "instrument.yaml"
    edit(main, f"version: {VERSION}", "version: 2.0.0")
    edit(main, "      - id: TR01\n", "      - id: TR01\n        weight: 5\n")
    edit(main, "nl: Nauwelijks op orde", "nl: Niet op orde")
    edit(main, "    from: 25\n", "    from: 30\n")


def removed(home: Path) -> None:
    """No questionnaire is left."""
    shutil.rmtree(home / "questionnaires" / CHECK)
    assert instrument_ids() == ()


CHANGES = pytest.mark.parametrize("change", [rescored, removed])
Change = Callable[[Path], None]


@CHANGES
def test_a_finished_assessment_stays_as_it_was(database: Database, home: Path, change: Change) -> None:
    site = site_at_home(database)
    assessment = finished(site)
    before = told(site, assessment)
    change(home)
    assert told(site_at_home(database), assessment) == before


@CHANGES
def test_its_pdf_keeps_its_bytes(database: Database, home: Path, change: Change) -> None:
    site = site_at_home(database)
    assessment = finished(site)
    before = build_pdf(site, get_assessment(site, assessment), language="nl")
    change(home)
    later = site_at_home(database)
    assert build_pdf(later, get_assessment(later, assessment), language="nl") == before


@CHANGES
def test_an_assessment_that_was_begun_goes_on_with_the_instrument_it_was_begun_with(
    database: Database, home: Path, change: Change
) -> None:
    assessment = answered(site_at_home(database))
    expected = told(*_finished_again(site_at_home(database), assessment))
    change(home)
    site = site_at_home(database)
    save_answers(site, get_assessment(site, assessment), {"TR01": Arrived(5)})
    save_answers(site, get_assessment(site, assessment), {"TR01": Arrived(ANSWERS["TR01"])})
    finish_assessment(site, assessment)
    assert get_assessment(site, assessment).instrument.version == VERSION
    assert told(site, assessment) == expected


def _finished_again(site: Site, assessment: uuid.UUID) -> tuple[Site, uuid.UUID]:
    finish_assessment(site, assessment)
    return site, assessment


def test_a_new_assessment_gets_the_new_version_and_its_numbers(database: Database, home: Path) -> None:
    old = finished(site_at_home(database))
    rescored(home)
    site = site_at_home(database)
    new = finished(site)
    was, now = get_assessment(site, old), get_assessment(site, new)
    assert (was.instrument.version, now.instrument.version) == (VERSION, "2.0.0")
    assert was.answers == now.answers
    assert was.result.scores["trust"].score != now.result.scores["trust"].score


def test_a_site_that_runs_on_while_the_file_is_edited_stays_with_what_it_read(database: Database, home: Path) -> None:
    site = site_at_home(database)
    old = finished(site)
    before = told(site, old)
    rescored(home)
    assert told(site, old) == before
    assert get_assessment(site, finished(site)).instrument.version == VERSION


def test_the_same_version_with_other_content_is_another_instrument(database: Database, home: Path) -> None:
    old = finished(site_at_home(database))
    edit(
        home / "questionnaires" / CHECK / "instrument.yaml",
        "      - id: TR01\n",
        "      - id: TR01\n        weight: 5\n",
    )
    site = site_at_home(database)
    was, now = get_assessment(site, old), get_assessment(site, finished(site))
    assert was.instrument.version == now.instrument.version
    assert was.record.instrument_digest != now.record.instrument_digest
    assert (was.instrument.items["TR01"].weight, now.instrument.items["TR01"].weight) == (1, 5)
