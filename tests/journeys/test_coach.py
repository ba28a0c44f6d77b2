"""Play one coach from the empty form to the ZIP of reports, with and without scripts, with a worker of its own."""

import csv
import io
import multiprocessing
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pypdf
import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from rely.jobs.worker import run_worker
from rely.loading.catalogue import load_instrument
from rely.services.coach_spool import FOLDER
from rely.services.site import Site, local_time
from rely.storage.database import Database
from tests.coaching import open_site
from tests.databases import copied_sqlite_url
from tests.journeys.looking import findings, overflow

HEAD = 3
"""The row of the form in which the names of the columns stand."""

GOOD: dict[str, Any] = {
    "lang": "nl",
    "cx_alias": "Tulp",
    "cx_country": "DE",
    "cx_first_contact": "yes",
    "cx_first_transaction": "no",
    "cx_physical_12m": 2,
    "TR01": 4,
}
ROWS = [{**GOOD, "id": name} for name in ("anna", "bert", "carla")]
ROWS[1]["TR01"] = 9


@pytest.fixture(scope="module")
def site(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that takes tables, with a worker beside it."""
    folder = tmp_path_factory.mktemp("coach")
    url = copied_sqlite_url(sqlite_template, folder)
    made = open_site(Database(url), folder, load_instrument("relationship-check"))
    settings = replace(made.settings, database_url=url, queue_url=f"sqlite:///{folder}/queue.sqlite3")
    site = replace(made, settings=settings, clock=local_time)  # that of the worker
    worker = multiprocessing.get_context("spawn").Process(target=run_worker, args=(settings,))
    worker.start()
    yield site
    worker.terminate()
    worker.join(20)
    site.database.close()


@pytest.mark.parametrize(
    ("language", "width", "scheme", "scripts"), [("nl", 360, "light", False), ("de", 320, "dark", True)]
)
def test_a_coach_gets_the_good_rows_of_a_form_as_a_zip(
    site: Site,
    address: str,
    open_page: Callable[..., Page],
    tmp_path: Path,
    language: str,
    width: int,
    scheme: str,
    scripts: bool,
) -> None:
    page = open_page(viewport={"width": width, "height": 740}, color_scheme=scheme, java_script_enabled=scripts)
    page.goto(f"{address}/{language}/")
    _press(page, ".foot a[href$='/coach']")
    _look_at(page, scripts)
    form = _downloaded(page, f"a[href$='-{language}.xlsx']", tmp_path / "form.xlsx")
    _fill(form)

    _press(page, "form .btn")  # without a table
    expect(page.locator(".notice-error")).to_be_focused()
    _look_at(page, scripts)
    page.set_input_files("#table", form)
    _press(page, "form .btn")
    expect(page.locator(".checked h3")).to_have_count(1)
    assert "5: bert" in page.locator(".checked h3").inner_text()
    assert "AE5" in page.locator(".trouble .tag").inner_text()
    _look_at(page, scripts)

    _press(page, ".card .btn")
    _look_at(page, scripts)
    while not scripts and not page.locator("a[href$='.zip']").count():
        page.wait_for_timeout(500)
        _press(page, "#reports-file")
    expect(page.locator("a[href$='.zip']")).to_be_visible(timeout=90_000)
    _look_at(page, scripts)
    _check(_downloaded(page, "a[href$='.zip']", tmp_path / "reports.zip"))

    _press(page, "#reports form button")
    _look_at(page, scripts)
    assert site.settings.data is not None
    assert list((site.settings.data / FOLDER).iterdir()) == []


def _press(page: Page, what: str) -> None:
    """Click, and wait for the page it leads to."""
    with page.expect_navigation():
        page.locator(what).first.click()


def _look_at(page: Page, scripts: bool) -> None:
    if scripts:  # axe waits for ever where none may run
        assert findings(page) == [], page.url
    assert not overflow(page), page.url


def _downloaded(page: Page, link: str, path: Path) -> Path:
    with page.expect_download() as download:
        page.locator(link).click()
    download.value.save_as(path)
    return path


def _fill(form: Path) -> None:
    book = load_workbook(form)
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[HEAD]}
    for line, cells in enumerate(ROWS, start=HEAD + 1):
        for name, value in cells.items():
            sheet.cell(line, columns[name]).value = value
    book.save(form)


def _check(path: Path) -> None:
    with ZipFile(path) as archive:
        names = archive.namelist()
        assert names == ["0004-anna.pdf", "0006-carla.pdf", "index.csv"]
        for name in names[:-1]:
            assert "Tulp" in pypdf.PdfReader(io.BytesIO(archive.read(name))).pages[0].extract_text()
        index = list(csv.DictReader(io.StringIO(archive.read("index.csv").decode("utf-8-sig"))))
    assert [each["status"] for each in index] == ["ok", "failed", "ok"]
