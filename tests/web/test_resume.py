import logging
from collections.abc import Callable

import pytest
from sqlalchemy import text

from rely.services.drafts import LARGEST
from rely.services.limits import UPLOADS, WRONG_CODES
from rely.services.site import Site
from rely.web import create_app
from rely.web.resume import views
from rely.web.security import LARGEST_FORM
from tests.browser import Browser, begin
from tests.sites import clock_of
from tests.web.conftest import OpenBrowser

WRONG = "2222-2222-2222-2222"
PUBLIC = "https://check.example.org"


@pytest.fixture
def started(browser: Browser) -> Browser:
    return begin(browser).fill(data="Tulp").press()


def code_of(browser: Browser) -> str:
    later = Browser(browser.app)
    later.client = browser.client
    return str(
        later.visit(browser.path.rsplit("/", 2)[0] + "/later").page.xpath("//p[contains(@class,'code')]")[0].text
    )


def draft_of(browser: Browser) -> bytes:
    return browser.client.get(browser.path.rsplit("/", 2)[0] + "/draft.yaml").data


def upload(browser: Browser, raw: bytes, name: str = "x.rely.yaml", language: str = "en") -> Browser:
    browser.visit(f"/{language}/upload")
    return post(browser, raw, token=browser.token, name=name, language=language)


def post(browser: Browser, raw: bytes, *, token: str, name: str = "x.rely.yaml", language: str = "en") -> Browser:
    """Send a file as browsers do, and follow where it leads."""
    path = f"/{language}/upload"
    head = 'Content-Disposition: form-data; name="{}"\r\n\r\n'
    parts = (
        head.format("csrf_token").encode() + token.encode(),
        head.format(f'file"; filename="{name}').encode() + raw,
    )
    body = b"".join(b"--limit\r\n" + part + b"\r\n" for part in parts) + b"--limit--\r\n"
    response = browser.client.post(path, data=body, content_type="multipart/form-data; boundary=limit")
    return browser._show(path, response)


def stored(site: Site) -> int:
    with site.database.reading() as session:
        return int(session.execute(text("SELECT count(*) FROM assessment")).scalar() or 0)


def test_code_and_link_stand_on_the_first_page(browse: Callable[..., Browser], site: Site) -> None:
    browser = begin(browse(site.catalogue.offers()[0].instrument, base_url=PUBLIC))
    code = browser.page.xpath("//b[@class='code']")[0].text
    link = browser.page.xpath("//a[@class='link']")[0]
    assert link.get("href") == link.text == f"{PUBLIC}/en/go/{code}"
    assert "noreferrer" in link.get("rel")


def test_a_link_opens_the_answers_in_another_browser_after_one_button(
    started: Browser, open_browser: OpenBrowser
) -> None:
    other = open_browser().visit(f"/nl/go/{code_of(started)}")
    assert other.status == 200
    assert "Tulp" not in other.body.decode()
    assert other.press("Mijn antwoorden openen").status == 200
    assert other.asked == ["data", "where"]  # the page on which something is open
    assert other.value("data") == "Tulp"


def test_looking_at_a_link_opens_nothing_counts_nothing_and_tells_nothing(
    started: Browser, open_browser: OpenBrowser, site: Site
) -> None:
    code, path = code_of(started), started.path
    scanner = open_browser()
    for _ in range(WRONG_CODES.most + 1):
        scanner.visit(f"/en/go/{code}")
    mine = scanner.body.decode().replace(code, "").split('name="csrf_token"')[0]
    scanner.visit(f"/en/go/{WRONG}")
    assert scanner.status == 200
    assert scanner.body.decode().replace(WRONG, "").split('name="csrf_token"')[0] == mine
    assert scanner.client.head(f"/en/go/{code}").status_code == 200
    assert scanner.visit(path).status == 404
    with site.database.reading() as session:
        assert session.execute(text("SELECT count(*) FROM limited_use WHERE kind = 'wrong-code'")).scalar() == 0


def test_the_page_of_a_link_is_kept_by_nobody_and_sends_no_referrer_whatever_goes_wrong(
    started: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: str) -> None:
        raise RuntimeError

    path, reads = f"/en/go/{code_of(started)}", {200: views.read_code, 404: lambda _: None, 500: fail}
    for status, read in reads.items():
        monkeypatch.setattr(views, "read_code", read)
        assert started.visit(path).status == status
        assert started.headers["Cache-Control"] == "no-store"
        assert started.headers["Referrer-Policy"] == "no-referrer"
        assert started.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_unknown_and_expired_links_are_answered_and_limited_as_typed_codes_are(
    started: Browser, open_browser: OpenBrowser, site: Site
) -> None:
    code = code_of(started)
    clock_of(site).move(days=31)
    answers = []
    for each in (code, WRONG):
        other = open_browser().visit(f"/en/go/{each}").press("Open my answers")
        answers.append((other.status, other.text))
    assert answers[0] == answers[1]
    assert answers[0][0] == 404
    for _ in range(WRONG_CODES.most - 2):
        other.visit(f"/en/go/{WRONG}").press("Open my answers")
    assert other.visit(f"/en/go/{WRONG}").press("Open my answers").status == 429
    assert "You can try again in 15 minutes." in other.text


def test_what_cannot_be_a_code_is_no_link(browser: Browser) -> None:
    assert browser.visit("/en/go/nonsense").status == 404
    known = browser.visit("/en/nowhere").text
    assert browser.visit("/en/go/nonsense").text == known


def test_no_log_holds_the_code_of_a_link(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_arguments: object, **_named: object) -> str:
        raise RuntimeError("on purpose")

    monkeypatch.setattr(views, "render_template", broken)
    with caplog.at_level(logging.DEBUG):
        assert browser.visit(f"/en/go/{WRONG}?x=1").status == 500
        logging.getLogger("waitress").info("Client disconnected while serving %s", f"/en/go/{WRONG}")
    assert "on purpose" in caplog.text
    assert "Client disconnected while serving /en/go/…" in caplog.text
    assert WRONG not in caplog.text


def test_a_draft_goes_down_and_up_and_becomes_a_new_assessment_where_it_was_left(
    started: Browser, open_browser: OpenBrowser
) -> None:
    raw = draft_of(started)
    other = upload(open_browser(), raw)
    assert (other.status, other.heading) == (200, "Your answers are here again")
    assert other.page.xpath("//p[contains(@class,'code')]")[0].text != code_of(started)
    # Its first page has an open item, so that is where it was left.
    assert other.follow("Go on now").value("data") == "Tulp"
    assert other.path.split("/")[3] != started.path.split("/")[3]


def test_the_draft_is_a_download_that_nobody_keeps_and_nobody_else_gets(
    started: Browser, open_browser: OpenBrowser
) -> None:
    path = started.path.rsplit("/", 2)[0] + "/draft.yaml"
    response = started.client.get(path)
    assert response.headers["Content-Disposition"].startswith("attachment; filename=rely-tulp-")
    assert response.headers["Content-Disposition"].endswith(".rely.yaml")
    assert "no-store" in response.headers["Cache-Control"]
    assert open_browser().client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nl", "Dit is een pdf, geen bestand met antwoorden"),
        ("en", "This is a PDF, not a file of answers"),
        ("de", "Das ist ein PDF, keine Datei mit Antworten"),
    ],
)
def test_a_foreign_file_is_told_in_the_language_of_the_page_and_nothing_is_stored(
    browser: Browser, site: Site, language: str, sentence: str
) -> None:
    upload(browser, b"%PDF-1.7 x", "report.pdf", language)
    assert browser.status == 422
    notice = browser.page.get_element_by_id("refusal")
    assert notice.get("role") == "alert"
    assert sentence in notice.text_content()
    assert ".rely.yaml" in notice.text_content()
    assert stored(site) == 0


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda raw: raw[:-3], "cannot be read at line"),
        (lambda raw: raw.replace(b'"Tulp"', b'"Tu\nlp"x'), "cannot be read at line"),
        (lambda raw: raw[: raw.index(b"draft:")], "The end of this file is missing"),
        (lambda raw: raw.replace(b"format: 1", b"format: 9"), "A newer Rely saved this file"),
        (lambda raw: raw.replace(b'"small"', b'"<b>x</b>"'), "‘<b>x</b>’ is not on this site"),
        (lambda raw: raw.replace(b"sha256:", b"sha256:00")[:-1], "changed or damaged, see line"),
        (lambda raw: raw + b"#" * LARGEST, "larger than 256 kB"),
        (lambda raw: raw + b"#" * LARGEST_FORM, "larger than 256 kB"),
        (lambda raw: b"", "This file is empty"),
    ],
)
def test_each_kind_of_damage_is_told_and_nothing_is_stored(
    started: Browser, site: Site, change: Callable[[bytes], bytes], sentence: str
) -> None:
    upload(started, change(draft_of(started)))
    assert started.status in (413, 422)
    assert sentence in started.text
    assert "Nothing was stored." in started.text
    assert stored(site) == 1


def test_every_kind_of_refusal_has_its_sentence(browser: Browser) -> None:
    browser.visit("/en/upload").press("Upload and go on")
    assert browser.status == 422
    assert "No file was chosen" in browser.text


def test_what_does_not_fit_is_left_out_only_after_it_was_agreed_to(started: Browser, site: Site) -> None:
    raw = draft_of(started).replace(b"answers:\n", b"answers:\n  S1: 9\n  S9: '<i>'\n")
    upload(started, raw)
    assert (started.status, started.heading) == (422, "2 answers in this file do not fit")
    assert "We dig. In the file, line 8: 9 This is not one of the answers you can give." in started.text
    assert "S9 In the file, line 9: <i> This questionnaire does not ask for it." in started.text
    assert stored(site) == 1
    started.press("Leave this out and go on")
    assert started.heading == "Your answers are here again"
    assert stored(site) == 2


def test_a_stale_token_keeps_the_file_that_was_sent(started: Browser, site: Site) -> None:
    raw = draft_of(started)
    started.visit("/en/upload")
    post(started, raw, token="stale")
    assert started.status == 400
    assert started.press("Go on with this file").heading == "Your answers are here again"
    assert stored(site) == 2


def test_uploads_are_limited_for_each_network_and_the_file_waits_on_the_page(started: Browser, site: Site) -> None:
    raw = draft_of(started)
    for _ in range(UPLOADS.most):
        upload(started, b"foreign")
    assert upload(started, raw).status == 429
    assert started.headers["Retry-After"] == "900"
    assert "You can try again in 15 minutes." in started.text
    assert stored(site) == 1
    clock_of(site).move(minutes=15)
    assert started.press("Go on with this file").heading == "Your answers are here again"


def test_a_carried_file_that_was_tampered_with_is_no_error(browser: Browser) -> None:
    for content in ("???", "é", "AAAA" * 1000):
        browser.visit("/en/upload")
        browser.send("/en/upload", {"csrf_token": browser.token, "content": content, "leave_out": "yes"})
        assert browser.status == 422


def test_the_start_page_and_the_page_for_codes_take_a_file_too(browser: Browser) -> None:
    for path in ("/en/", "/en/resume"):
        form = browser.visit(path).page.xpath("//form[@enctype='multipart/form-data']")[0]
        assert form.get("action") == "/en/upload"


def test_app_of_a_site_behind_https_names_the_public_address(site_with: Callable[..., Site], site: Site) -> None:
    made = site_with(site.catalogue.offers()[0].instrument, base_url=PUBLIC)
    browser = begin(Browser(create_app(made.settings, site=made)), "nl")
    assert f"{PUBLIC}/nl/go/" in browser.text
