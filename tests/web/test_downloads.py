import csv
import io
import json
import re
from collections.abc import Callable

import pypdf
import pytest

from rely.loading.catalogue import load_instrument
from rely.services.documents import PDFS
from rely.services.examples import Example, fill_examples
from rely.services.site import Site
from rely.web import create_app
from rely.web.result.views import BUILDERS
from tests.browser import Browser
from tests.web.conftest import OpenBrowser
from tests.web.test_result import resume
from tests.web.test_review import to_review

TYPES = {
    "report.pdf": ("application/pdf", b"%PDF-"),
    "report-without-data.pdf": ("application/pdf", b"%PDF-"),
    "short.pdf": ("application/pdf", b"%PDF-"),
    "preparation.pdf": ("application/pdf", b"%PDF-"),
    "report.html": ("text/html; charset=utf-8", b"<!DOCTYPE html>"),
    "calendar.ics": ("text/calendar; charset=utf-8", b"BEGIN:VCALENDAR\r\n"),
    "scores.json": ("application/json", b"{"),
    "answers.csv": ("text/csv; charset=utf-8", b"\xef\xbb\xbfid"),
}
"""The type of each download, and how it begins."""


@pytest.fixture
def demo(site_with: Callable[..., Site]) -> tuple[Browser, tuple[Example, ...]]:
    site = site_with(load_instrument("relationship-check"))
    examples = fill_examples(site)
    return Browser(create_app(site.settings, site=site)), examples


def offered(browser: Browser) -> dict[str, str]:
    """What the page offers to take along: the last part of each address, with its name and what it is for."""
    links = browser.page.xpath("//ul[@class='files']/li")
    return {each.xpath("a/@href")[0].rpartition("/")[2]: " ".join(each.text_content().split()) for each in links}


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_every_download_comes_with_its_type_and_name_and_is_kept_by_no_cache(
    demo: tuple[Browser, tuple[Example, ...]], language: str
) -> None:
    browser = resume(demo[0], demo[1][0], language)
    result = browser.path
    names = set()
    for file, (media_type, beginning) in TYPES.items():
        browser.visit(f"{result}/{file}")
        assert browser.status == 200
        assert browser.headers["Content-Type"] == media_type
        assert browser.headers["Cache-Control"] == "no-store"
        assert browser.headers["X-Content-Type-Options"] == "nosniff"
        assert browser.body.startswith(beginning)
        disposition = browser.headers["Content-Disposition"]
        assert disposition.startswith("attachment; filename=rely-tulp-")
        assert disposition.endswith(file.rpartition(".")[2])
        names.add(disposition)
    assert len(names) == len(TYPES)


def test_every_download_is_offered_with_its_kind_and_use_and_the_page_says_which_carry_data(
    demo: tuple[Browser, tuple[Example, ...]],
) -> None:
    browser = resume(demo[0], demo[1][0], "en")
    found = offered(browser)
    assert list(found) == [*PDFS, *BUILDERS] == list(TYPES)
    assert found["preparation.pdf"] == "Preparation sheet PDFWhat to ask this client in your next talk."
    told = " ".join(browser.page.xpath("//section[@id='take-along']")[0].text_content().split())
    assert "The first PDF, the JSON and the CSV carry your answers or scores as data." in told
    first, *others = (file for file in found if file.endswith(".pdf"))
    carried = {}
    for file in (first, *others):
        browser.visit(f"{resume(browser, demo[1][0], 'en').path}/{file}")
        carried[file] = list(pypdf.PdfReader(io.BytesIO(browser.body)).attachments)
    assert carried == {first: ["rely.json"]} | {file: [] for file in others}


def test_a_sheet_and_a_calendar_that_hold_nothing_are_neither_offered_nor_there(browser: Browser) -> None:
    result = to_review(browser, data="Tulp", S1="3").press("Show my result").path
    assert set(TYPES) - set(offered(browser)) == {"preparation.pdf", "calendar.ics"}
    for file in TYPES:
        expected = 200 if file in offered(browser.visit(result)) else 404
        assert browser.visit(f"{result}/{file}").status == expected, file


@pytest.mark.parametrize("file", ["report", "report.docx", "REPORT.PDF", "..%2Freport.pdf", "report.pdf%00"])
def test_no_other_file_is_there(browser: Browser, file: str) -> None:
    result = to_review(browser, data="Tulp", S1="3").press("Show my result").path
    assert browser.visit(f"{result}/{file}").status == 404


@pytest.mark.parametrize("file", list(TYPES))
def test_before_the_end_every_download_leads_to_the_review(
    demo: tuple[Browser, tuple[Example, ...]], file: str
) -> None:
    draft = next(example for example in demo[1] if not example.is_finished)
    browser = resume(demo[0], draft, "en")
    assert browser.visit(f"/en/a/{draft.id}/result/{file}").path == f"/en/a/{draft.id}/review"


@pytest.mark.parametrize("file", list(TYPES))
def test_nobody_else_gets_a_download(open_browser: OpenBrowser, file: str) -> None:
    result = to_review(open_browser(), data="Tulp", S1="3").press("Show my result").path
    assert open_browser().visit(f"{result}/{file}").status == 404


@pytest.mark.parametrize("name", ['a"; filename=b.exe', "x\r\nSet-Cookie: a=b", "客户", "Süd & Nord", "=1+1"])
@pytest.mark.parametrize("file", ["answers.csv", "scores.json", "report.html"])
def test_a_hostile_name_changes_no_header_and_no_cell(browser: Browser, file: str, name: str) -> None:
    result = to_review(browser, data=name, S1="3").press("Show my result").path
    browser.visit(f"{result}/{file}")
    disposition = browser.headers["Content-Disposition"]
    assert re.fullmatch(r"attachment; filename=[\w.-]+(; filename\*=UTF-8''[\w.%-]+)?", disposition, re.ASCII)
    assert "a=b" not in str(browser.headers)
    if file == "answers.csv":
        (row,) = csv.DictReader(io.StringIO(browser.body.decode("utf-8-sig")))
        assert row["data"] == ("'=1+1" if name == "=1+1" else name.replace("\r\n", " "))
    if file == "scores.json":
        assert json.loads(browser.body)["instrument"]["id"] == "small"


@pytest.mark.parametrize("example", [0, 2])
def test_the_page_draws_the_rhythm_in_the_colours_of_the_style_sheet(
    demo: tuple[Browser, tuple[Example, ...]], example: int
) -> None:
    browser = resume(demo[0], demo[1][example], "en")
    pictures = browser.page.xpath("//section[@aria-labelledby='h-rhythm']//svg[@role='img']")
    assert len(pictures) >= 2
    for each in pictures:
        assert each.xpath("string(title)")
        colours = [value for value in each.xpath(".//@fill | .//@stroke") if value != "none"]
        assert colours
        assert all(value.startswith("var(--c-") for value in colours)
