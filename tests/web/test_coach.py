"""Prove that coaches get reports of a table where the operator allows it, and that nobody else gets at them."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from rely.services import coach_run, limits
from rely.services.coach_upload import LARGEST, MOST_ROWS
from rely.services.limits import Limit
from rely.services.results import Document
from rely.services.site import Site
from rely.storage.database import Database
from rely.web import create_app
from rely.web.coach import views
from tests.browser import Browser
from tests.coaching import GOOD, csv_of, folders, open_site, row, upload, upload_much, xlsx_of
from tests.databases import copied_sqlite_url
from tests.sites import clock_of, make_site
from tests.small_instrument import small_instrument

OpenBrowser = Callable[[], Browser]
FIVE = (GOOD, row("bert", S1=9), row("carla"), row("dirk"), row("eva"))


@pytest.fixture
def site(sqlite_template: Path, tmp_path: Path) -> Iterator[Site]:
    database = Database(copied_sqlite_url(sqlite_template, tmp_path))
    yield open_site(database, tmp_path)
    database.close()


@pytest.fixture
def open_browser(site: Site, monkeypatch: pytest.MonkeyPatch) -> OpenBrowser:
    """Open a browser on the site, where nothing is really printed."""
    monkeypatch.setattr(coach_run, "print_pdf", lambda _: Document("", "application/pdf", b"%PDF"))
    app = create_app(site.settings, site=site)
    return lambda: Browser(app)


@pytest.fixture
def browser(open_browser: OpenBrowser) -> Browser:
    return open_browser()


def zip_of(browser: Browser) -> tuple[int, bytes]:
    response = browser.client.get("/en/coach/reports.zip")
    content = response.data
    response.close()
    return response.status_code, content


@pytest.mark.parametrize(
    "path", ["", "/check", "/reports", "/reports.zip", "/deleted", "/small-en.xlsx", "/make", "/delete"]
)
def test_without_the_setting_there_is_nothing_and_no_link_to_it(site: Site, path: str) -> None:
    off = make_site(site.database, small_instrument(), data=site.settings.data)
    browser = Browser(create_app(off.settings, site=off))
    assert browser.visit(f"/en/coach{path}").status == 404
    assert (
        browser.client.post(f"/en/coach{path}", data={"table": (io.BytesIO(csv_of(GOOD)), "x.csv")}).status_code == 404
    )
    assert folders(off) == []
    for page in ("/en/", "/en/privacy", "/en/nowhere"):
        assert b"/coach" not in browser.visit(page).body


def test_with_the_setting_every_page_leads_to_it(browser: Browser) -> None:
    assert browser.visit("/en/about").page.xpath("//footer//a[@href='/en/coach']")


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_the_form_is_given_in_each_language(browser: Browser, language: str) -> None:
    links = browser.visit("/nl/coach").page.xpath("//main//a[contains(@href, '.xlsx')]/@href")
    assert f"/nl/coach/small-{language}.xlsx" in links
    browser.visit(f"/nl/coach/small-{language}.xlsx")
    assert f"small-{language}.xlsx" in browser.headers["Content-Disposition"]
    assert load_workbook(io.BytesIO(browser.body)).worksheets[0]["A3"].value == "id"
    assert browser.visit("/nl/coach/another-en.xlsx").status == 404


@pytest.mark.parametrize("make", [csv_of, xlsx_of])
def test_the_good_rows_become_a_zip_that_goes_after_its_download(
    browser: Browser, site: Site, make: Callable[..., bytes]
) -> None:
    upload(browser, make(*FIVE), name="../../evil.exe")
    assert (browser.path, browser.heading) == ("/en/coach/check", "1 row needs a correction")
    cure = "Choose from the list" if make is xlsx_of else "These answers are accepted here"
    assert f"‘9’ is not one of the answers. {cure}" in browser.text
    assert ("Cell G3" if make is xlsx_of else "Column S1") in browser.text
    browser.press("Make 4 reports")
    assert browser.path == "/en/coach/reports"
    assert "4 reports are ready" in browser.text
    piece = browser.client.get("/en/coach/reports?seen=making", headers={"HX-Request": "true"}).data
    assert b"<main" not in piece
    assert b"reports-said" in piece
    status, content = zip_of(browser)
    assert status == 200
    with ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == [
            "0002-anna.pdf",
            "0004-carla.pdf",
            "0005-dirk.pdf",
            "0006-eva.pdf",
            "index.csv",
        ]
    assert "Everything is deleted in 5 minutes at the latest." in browser.visit("/en/coach/reports").text
    clock_of(site).move(minutes=5)
    assert zip_of(browser)[0] == 404
    assert folders(site) == []


def test_what_is_good_to_know_is_told_once_for_all_rows_of_which_it_holds(browser: Browser) -> None:
    unused = {"sown": "no"}  # S1 is asked of what was sown
    upload(browser, csv_of(row("anna", **unused), row("bert", S1=9), row("carla", **unused)))
    names = browser.page.xpath("//h2[.='Good to know']/following-sibling::ul/li/h3")
    assert [each.text for each in names] == ["Rows 2 and 4"]


def test_a_download_that_breaks_off_leaves_the_zip(browser: Browser, site: Site) -> None:
    upload(browser, csv_of(GOOD)).press("Make")
    response = browser.client.get("/en/coach/reports.zip", buffered=False)
    response.close()
    browser.client.head("/en/coach/reports.zip").close()
    clock_of(site).move(minutes=59)
    assert zip_of(browser)[0] == 200


def test_whoever_did_not_upload_finds_nothing(open_browser: OpenBrowser) -> None:
    upload(open_browser(), csv_of(GOOD)).press("Make")
    stranger = open_browser()
    token = stranger.visit("/en/coach").token
    for path in ("/check", "/reports", "/reports.zip"):
        assert stranger.visit(f"/en/coach{path}").status == 404
    assert stranger.send("/en/coach/make", {"csrf_token": token}).status == 404


def test_after_an_hour_everything_is_gone_and_looks_as_if_it_had_never_been(browser: Browser, site: Site) -> None:
    upload(browser, csv_of(GOOD))
    clock_of(site).move(minutes=61)
    assert browser.visit("/en/coach/check").status == 404
    assert folders(site) == []


def test_delete_now_deletes_now(browser: Browser, site: Site) -> None:
    upload(browser, csv_of(GOOD)).press("Delete everything now")
    assert browser.heading == "Everything is deleted"
    assert folders(site) == []
    upload(browser, csv_of(GOOD)).press("Make").press("Delete everything now")
    assert folders(site) == []
    assert browser.visit("/en/coach/reports").status == 404


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (None, "No table was chosen. Choose the form that you filled in."),
        (b"%PDF-1.7", "This is a PDF, not a table."),
        (csv_of(), "No row is filled in yet. Fill in at least one row"),
        (csv_of(*[row(f"r{n}") for n in range(MOST_ROWS + 1)]), "The table has more than 200 rows."),
        (b"a,b\n1,2\n", "The column ‘b’ does not belong to this questionnaire."),
    ],
)
def test_a_file_that_is_not_taken_is_told_beside_its_box_and_nothing_is_kept(
    browser: Browser, site: Site, table: bytes | None, told: str
) -> None:
    upload(browser, table, paper="letter")
    assert browser.status == 422
    assert told in browser.text
    assert browser.page.xpath("//div[@role='alert']//a[@href='#table']")
    assert browser.page.xpath("//*[@id='table']/@aria-invalid") == ["true"]
    assert browser.page.xpath("//select[@name='paper']/option[@selected]/@value") == ["letter"]
    assert folders(site) == []


def test_a_table_in_which_no_row_is_right_offers_no_reports(browser: Browser, site: Site) -> None:
    upload(browser, csv_of(row("bert", S1=9)))
    assert browser.heading == "No row is ready yet"
    assert not browser.page.xpath("//form[contains(@action, '/make')]")
    shown = browser.page.xpath("//form/@action")
    assert browser.send("/en/coach/make", {"csrf_token": browser.token, "upload": _id_of(browser)}).path.endswith(
        "/check"
    )
    assert shown


def test_what_is_too_large_is_told_before_it_is_read(browser: Browser, site: Site) -> None:
    upload_much(browser, b"x" * (LARGEST + 1))
    assert browser.status == 413
    assert "The files are larger than 5 MB together." in browser.text
    assert folders(site) == []


def test_a_table_larger_than_other_forms_may_be_is_taken(browser: Browser) -> None:
    content = io.BytesIO(xlsx_of(GOOD))
    with ZipFile(content, "a") as book:
        book.writestr("docProps/thumbnail.jpeg", bytes(600_000))
    upload_much(browser, content.getvalue())
    assert browser.heading == "Every row is ready"


def test_a_stale_token_keeps_the_choices_and_the_upload(browser: Browser, site: Site) -> None:
    data = {"csrf_token": "stale", "table": (io.BytesIO(csv_of(GOOD)), "x.csv"), "language": "de"}
    browser._show("/en/coach", browser.client.post("/en/coach", data=data))
    assert browser.status == 400
    assert "Please choose the files once more" in browser.text
    assert browser.page.xpath("//select[@name='language']/option[@selected]/@value") == ["de"]
    upload(browser, csv_of(GOOD))
    for address in ("make", "delete"):
        assert browser.send(f"/en/coach/{address}", {"csrf_token": "stale"}).status == 400
        assert "1 row is ready" in browser.text
    browser.press("Make 1 report")
    assert browser.send("/en/coach/delete", {"csrf_token": "stale"}).status == 400
    assert "1 report is ready" in browser.text


def test_a_tab_of_an_earlier_table_makes_no_reports_of_a_later_one(browser: Browser) -> None:
    earlier = upload(browser, csv_of(GOOD)).token
    old = _id_of(browser)
    upload(browser, csv_of(*FIVE))
    assert browser.send("/en/coach/make", {"csrf_token": earlier, "upload": old}).path == "/en/coach/check"
    assert "4 rows are ready" in browser.text


def test_a_new_table_takes_the_place_of_the_last_one(browser: Browser, site: Site) -> None:
    upload(browser, csv_of(GOOD))
    (first,) = folders(site)
    assert "Your last table is still here" in browser.visit("/en/coach").text
    upload(browser, b"%PDF-")
    assert folders(site) == [first]
    upload(browser, csv_of(GOOD))
    (second,) = folders(site)
    assert second != first


def test_while_reports_are_made_their_progress_is_shown_and_no_other_table_taken(
    browser: Browser, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rely.jobs.queue.HueyQueue.put", lambda *_: None)
    upload(browser, csv_of(*FIVE)).press("Make 4 reports")
    assert "Your reports wait for their turn" in browser.text
    assert "0 of 4 reports" in browser.text
    assert browser.page.xpath("//main//a[@href='/en/coach/reports' and contains(., 'Look again')]")
    (before,) = folders(site)
    assert upload(browser, csv_of(GOOD)).path == "/en/coach/reports"
    assert folders(site) == [before]
    assert browser.visit("/en/coach/check").path == "/en/coach/reports"
    piece = browser.client.get("/en/coach/reports", headers={"HX-Request": "true"}).data
    assert piece.lstrip().startswith(b'<div class="flow" id="reports" hx-get')
    assert b"reports-said" in piece
    heard = browser.client.get("/en/coach/reports?seen=waiting", headers={"HX-Request": "true"}).data
    assert b"reports-said" not in heard
    assert zip_of(browser)[0] == 404


def test_tables_and_runs_of_one_network_are_counted(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "TABLES", Limit("table", limits.TABLES.window, 2, 9))
    monkeypatch.setattr(views, "RUNS", Limit("run", limits.RUNS.window, 1, 9))
    upload(browser, csv_of(GOOD)).press("Make").press("Delete everything now")
    upload(browser, csv_of(GOOD)).press("Make")
    assert browser.status == 429
    assert "You can try again in 60 minutes." in browser.text
    assert "1 row is ready" in browser.text
    upload(browser, csv_of(GOOD))
    assert browser.status == 429
    assert "You can try again in 15 minutes." in browser.text
    assert browser.headers["Retry-After"] == "900"


def test_when_too_many_have_reports_made_the_table_stays(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coach_run, "MOST_RUNS", 0)
    upload(browser, csv_of(GOOD)).press("Make")
    assert browser.status == 503
    assert "Others have reports made now." in browser.text
    monkeypatch.setattr(coach_run, "MOST_RUNS", 1)
    assert "1 report is ready" in browser.press("Make").text


def test_a_brand_is_taken_along_and_what_is_wrong_with_it_is_told(browser: Browser) -> None:
    upload(browser, csv_of(GOOD), brand=(io.BytesIO(b"name: Leaf\ncolours:\n  main: '#FFFFFF'\n"), "b.yaml"))
    assert browser.status == 422
    told = browser.page.xpath("//*[@id='brand-error-1']//li[@lang='en']")[0].text_content()
    assert told.startswith("brand.yaml:3: the colour #FFFFFF has a contrast of")
    assert upload(browser, csv_of(GOOD), brand=(io.BytesIO(b"name: Leaf\n"), "b.yaml")).path == "/en/coach/check"


def test_what_stands_in_cells_is_shown_as_text_and_nothing_else(browser: Browser) -> None:
    upload(browser, csv_of(row("<b>x</b>", S1="<script>")))
    assert "‘<script>’ is not one of the answers." in browser.text
    assert b"<script>\xe2" not in browser.body
    assert b"<b>x" not in browser.body


def _id_of(browser: Browser) -> str:
    return str(next(iter(browser.page.xpath("//input[@name='upload']/@value")), ""))
