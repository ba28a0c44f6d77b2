"""Prove that index.csv in the ZIP of a coach tells of a row what the page of the check told."""

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from rely.services import coach_run
from rely.services.results import Document
from rely.storage.database import Database
from rely.web import create_app
from tests.browser import Browser
from tests.coaching import GOOD, csv_of, open_site, row, upload, xlsx_of
from tests.databases import copied_sqlite_url


@pytest.fixture
def browser(sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """A browser on a site that takes tables, where nothing is really printed."""
    monkeypatch.setattr(coach_run, "print_pdf", lambda _: Document("", "application/pdf", b"%PDF"))
    database = Database(copied_sqlite_url(sqlite_template, tmp_path))
    site = open_site(database, tmp_path)
    yield Browser(create_app(site.settings, site=site))
    database.close()


@pytest.mark.parametrize("language", ["nl", "en", "de"])
@pytest.mark.parametrize("make", [csv_of, xlsx_of])
def test_the_index_tells_a_row_as_the_page_does_in_the_language_of_the_page(
    browser: Browser, make: Callable[..., bytes], language: str
) -> None:
    upload(browser, make(GOOD, row("bert", S1=9, plants=0.5)), language="en")
    page = browser.visit(f"/{language}/coach/check").page
    told = [
        f"{each.xpath('string(span)')}: {each.xpath('string(div/p)')}" for each in page.xpath("//ul[@class='list']/li")
    ]
    shown = page.xpath("string(//input[@name='upload']/@value)")
    browser.send(f"/{language}/coach/make", {"csrf_token": browser.token, "upload": shown})
    response = browser.client.get("/en/coach/reports.zip")
    with ZipFile(io.BytesIO(response.data)) as archive:
        made, failed = csv.DictReader(io.StringIO(archive.read("index.csv").decode("utf-8-sig")))
    response.close()
    assert (made["status"], made["problem"]) == ("ok", "")
    assert (len(told), failed["status"], failed["problem"]) == (2, "failed", " ".join(told))
    assert ("0,5" if make is xlsx_of and language != "en" else "0.5") in failed["problem"]
