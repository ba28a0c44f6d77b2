import logging
import uuid
from datetime import timedelta

import pytest

from rely.jobs.tasks import work
from rely.services import documents, jobs
from rely.services.answers import Arrived, save_answers
from rely.services.assessments import get_assessment
from rely.services.jobs import LATE
from rely.services.limits import Limit
from rely.services.results import Document, Unprinted
from rely.services.site import Site
from rely.web import create_app, queue
from rely.web.result import making
from tests.browser import Browser
from tests.queues import KeptQueue
from tests.sites import clock_of
from tests.web.test_review import to_review


@pytest.fixture
def handed() -> KeptQueue:
    """The queue of the site, whose worker is the test."""
    return KeptQueue()


@pytest.fixture
def browser(site: Site, handed: KeptQueue, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """A browser on a result whose documents are quickly printed, by whoever calls `do`."""
    monkeypatch.setattr(making, "PATIENCE", 0.0)
    monkeypatch.setattr(documents, "print_pdf", quickly_printed)
    app = create_app(site.settings, site=site)
    queue.install(app, handed)
    return to_review(Browser(app), data="Tulp", S1="3").press("Show my result")


def quickly_printed(unprinted: Unprinted) -> Document:
    return Document(unprinted.name, "application/pdf", b"%PDF-quick")


def do(site: Site, handed: KeptQueue) -> None:
    """Do what waits in the queue."""
    while handed.ids:
        work(site, handed.ids.pop(0))


def poll(browser: Browser, path: str, seen: str) -> Browser:
    """What the script of the waiting page asks for."""
    return browser.visit(f"{path}?seen={seen}", **{"HX-Request": "true"})


def broken(unprinted: Unprinted) -> Document:
    raise RuntimeError("the printer burns")


def test_a_document_that_takes_long_is_waited_for_by_looking_again(
    site: Site, handed: KeptQueue, browser: Browser
) -> None:
    result = browser.path
    browser.visit(f"{result}/report.pdf")
    assert browser.status == 202
    assert browser.headers["Cache-Control"] == "no-store"
    assert "Your document is being made" in browser.text
    assert not browser.page.xpath("//meta[@http-equiv]")
    browser.follow("Look again")
    assert browser.status == 202
    assert len(handed.ids) == 1
    do(site, handed)
    browser.follow("Look again")
    assert browser.status == 200
    assert browser.body == b"%PDF-quick"
    assert browser.headers["Content-Disposition"].endswith("-2026-11-21.pdf")
    assert browser.visit(f"{result}/report.pdf").status == 200
    assert handed.ids == []


def test_a_document_that_is_soon_there_comes_without_another_page(
    site: Site, handed: KeptQueue, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "PATIENCE", 60.0)
    monkeypatch.setattr(making.time, "sleep", lambda seconds: do(site, handed))
    assert browser.visit(f"{browser.path}/report.pdf").body == b"%PDF-quick"


def test_only_a_few_requests_wait_at_the_same_time(
    handed: KeptQueue, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(seconds: float) -> None:
        raise AssertionError("nobody may wait")

    monkeypatch.setattr(making, "PATIENCE", 60.0)
    monkeypatch.setattr(making.time, "sleep", fail)
    for _ in range(making.MOST_WAITING):
        assert making._seats.acquire(blocking=False)
    try:
        assert browser.visit(f"{browser.path}/report.pdf").status == 202
    finally:
        for _ in range(making.MOST_WAITING):
            making._seats.release()


def test_a_seat_is_given_back_whatever_happens(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(seconds: float) -> None:
        raise RuntimeError

    monkeypatch.setattr(making, "PATIENCE", 60.0)
    monkeypatch.setattr(making.time, "sleep", fail)
    for _ in range(making.MOST_WAITING + 1):
        assert browser.visit(f"{browser.path.partition('/result')[0]}/result/report.pdf").status == 500


def test_a_script_is_told_only_what_its_page_does_not_show_yet(site: Site, handed: KeptQueue, browser: Browser) -> None:
    path = f"{browser.path}/report.pdf"
    shown = browser.visit(path).page.xpath("//*[@role='status']/*[@id='making']")[0]
    assert shown.get("hx-get") == f"{path}?seen=making"
    assert shown.get("hx-trigger") == "every 2s"
    assert shown.get("hx-swap") == "outerHTML"
    poll(browser, path, "making")
    assert (browser.status, browser.body) == (204, b"")
    do(site, handed)
    poll(browser, path, "making")
    assert browser.status == 200
    assert browser.headers["Content-Type"].startswith("text/html")
    assert not browser.page.xpath("//body//main")
    assert not browser.page.xpath("//*[@hx-get]")
    assert browser.page.xpath("//a[@id='making-file']/@href") == [path]
    assert "Your document is ready" in browser.page.text_content()
    assert browser.visit(path).body == b"%PDF-quick"


def test_after_a_while_the_page_says_that_it_takes_long_and_the_log_that_perhaps_no_worker_runs(
    site: Site, handed: KeptQueue, browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    path = f"{browser.path}/report.pdf"
    browser.visit(path)
    clock_of(site).now += LATE
    with caplog.at_level(logging.ERROR):
        browser.visit(path)
    assert browser.status == 202
    assert "This takes longer than usual" in browser.text
    assert browser.page.get_element_by_id("making").get("hx-trigger") == "every 10s"
    assert "rely worker" in caplog.text
    assert poll(browser, path, "making").status == 200
    assert poll(browser, path, "late").status == 204


def test_a_document_that_could_not_be_made_is_made_again_on_request_only(
    site: Site, handed: KeptQueue, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"{browser.path}/report.pdf"
    with monkeypatch.context() as context:
        context.setattr(documents, "print_pdf", broken)
        browser.visit(path)
        do(site, handed)
    browser.visit(path)
    assert browser.status == 500
    assert "Your document could not be made" in browser.text
    assert poll(browser, path, "making").status == 200
    assert handed.ids == []
    clock_of(site).move(seconds=1)
    browser.visit(path).press("Try again")
    assert browser.status == 202
    do(site, handed)
    assert browser.follow("Look again").body == b"%PDF-quick"


def test_a_stale_button_is_shown_once_more(
    site: Site, handed: KeptQueue, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"{browser.path}/report.pdf"
    monkeypatch.setattr(documents, "print_pdf", broken)
    browser.visit(path)
    do(site, handed)
    browser.send(path, {"csrf_token": "stale"})
    assert browser.status == 400
    assert "Please press the button once more" in browser.text
    clock_of(site).move(seconds=1)
    browser.press("Try again")
    assert len(handed.ids) == 1


@pytest.mark.parametrize("file", ["report.html", "unknown.pdf"])
def test_only_a_pdf_is_made_again(browser: Browser, file: str) -> None:
    result = browser.path
    token = browser.visit("/en/resume").token
    assert browser.send(f"{result}/{file}", {"csrf_token": token}).status == 404


def test_nobody_else_has_a_document_made(site: Site, handed: KeptQueue, browser: Browser) -> None:
    path = f"{browser.path}/report.pdf"
    other = Browser(browser.app)
    assert other.visit(path).status == 404
    token = other.visit("/en/resume").token
    assert other.send(path, {"csrf_token": token}).status == 404
    assert handed.ids == []


def test_a_document_that_waits_is_gone_with_its_assessment(site: Site, handed: KeptQueue, browser: Browser) -> None:
    path = f"{browser.path}/report.pdf"
    browser.visit(path)
    clock_of(site).now += site.settings.result_time + timedelta(days=1)
    assert poll(browser, path, "making").status == 404
    do(site, handed)
    assert browser.visit(path).status == 404
    browser.send(path, {"csrf_token": "stale"})
    assert browser.status == 404


def test_a_script_is_led_to_the_review_when_the_answers_were_changed_in_between(
    site: Site, handed: KeptQueue, browser: Browser
) -> None:
    path = f"{browser.path}/report.pdf"
    browser.visit(path)
    opened = get_assessment(site, uuid.UUID(path.split("/")[3]))
    save_answers(site, opened, {"data": Arrived("Roos")})
    response = browser.client.get(path, headers={"HX-Request": "true"})
    assert response.status_code == 204
    assert response.headers["HX-Redirect"] == path.replace("/result/report.pdf", "/review")


@pytest.mark.parametrize(
    ("language", "told"), [("nl", "Uw document wordt gemaakt"), ("de", "Ihr Dokument wird erstellt")]
)
def test_the_page_speaks_the_language_of_the_reader(browser: Browser, language: str, told: str) -> None:
    assert told in browser.visit(f"{browser.path.replace('/en/', f'/{language}/')}/report.pdf").text


def test_a_site_is_ready_when_its_queue_is(handed: KeptQueue, browser: Browser) -> None:
    assert browser.visit("/readyz").status == 200
    handed.is_down = True
    browser.visit("/readyz")
    assert (browser.status, browser.body) == (503, b"not ready: the queue\n")
    assert browser.visit("/healthz").status == 200


def test_a_queue_that_is_down_loses_no_wish(site: Site, handed: KeptQueue, browser: Browser) -> None:
    handed.is_down = True
    path = f"{browser.path}/report.pdf"
    assert browser.visit(path).status == 202
    handed.is_down = False
    jobs.revive(site, handed, is_alone=True)
    do(site, handed)
    assert browser.visit(path).body == b"%PDF-quick"


def test_who_wants_too_many_documents_is_told_how_long_to_wait_and_gets_what_was_made(
    site: Site, handed: KeptQueue, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "DOCUMENTS", Limit("document", timedelta(minutes=15), 1, 10))
    result = browser.path
    browser.visit(f"{result}/report.pdf")
    do(site, handed)
    assert browser.visit(f"{result}/short.pdf").status == 429
    assert browser.headers["Retry-After"] == "900"
    assert "You can try again in 15 minutes." in browser.text
    assert browser.visit(f"{result}/report.pdf").body == b"%PDF-quick"
