"""Walk through questionnaires of every kind as a respondent without scripts does."""

import io
import uuid
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from rely.loading.catalogue import load_instrument
from rely.model.answers import Code
from rely.services import documents
from rely.services.assessments import get_assessment
from rely.services.given import SECTION, with_given
from rely.services.site import Site
from rely.storage.jobs import open_jobs
from rely.web import create_app, queue
from rely.web.result import making
from tests.browser import Browser
from tests.coaching import upload
from tests.many import NAMES, questionnaire, some_answer
from tests.queues import KeptQueue
from tests.web.conftest import OpenBrowser

ONE_GIVEN = "given-facts"
UNDECIDED = "Before we can go on"


@pytest.fixture
def site(site_with: Callable[..., Site], tmp_path: Path) -> Site:
    """A site that offers all of them beside the relationship check."""
    offered = (load_instrument("relationship-check"), *map(questionnaire, NAMES))
    return site_with(*offered, has_coach_upload=True, data=tmp_path)


@pytest.fixture
def open_browser(site: Site) -> OpenBrowser:
    """Open a browser of its own on the site, whose queue has no worker."""
    app = create_app(site.settings, site=site)
    queue.install(app, KeptQueue())
    return lambda: Browser(app)


def started(browser: Browser, name: str, language: str = "en") -> Browser:
    """Begin one questionnaire of the several."""
    token = browser.visit(f"/{language}/").token
    return browser.send(f"/{language}/begin", {"csrf_token": token, "instrument": name, "form": "full"})


def typed(code: Code) -> str | list[str]:
    return list(code) if isinstance(code, tuple) else str(code)


def answered_page(browser: Browser, name: str, **own: str) -> Browser:
    """Answer everything on the page, as `own` says or in some way, and go on."""
    instrument = questionnaire(name)
    items = with_given(instrument).items
    answers = {item: typed(some_answer(instrument, items[item])) for item in browser.asked}
    return browser.fill(**{item: own.get(item, answer) for item, answer in answers.items()}).press("Next")


def to_the_review(browser: Browser, name: str, **own: str) -> Browser:
    for _ in range(30):
        if browser.path.endswith("/review"):
            return browser
        browser = browser.follow("Next") if browser.path.endswith("/course") else answered_page(browser, name, **own)
        assert browser.status == 200, browser.text
    raise AssertionError(f"{name} has no end")


def opened_id(browser: Browser) -> uuid.UUID:
    return uuid.UUID(browser.path.split("/")[3])


@pytest.mark.parametrize("name", NAMES)
def test_every_questionnaire_leads_from_the_start_to_its_result_and_back(
    site: Site, open_browser: OpenBrowser, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(making, "PATIENCE", 0.0)
    browser = to_the_review(started(open_browser(), name), name)
    assert browser.heading == "Everything is answered"
    browser.press("Show my result")
    assert (browser.status, browser.path.rpartition("/")[2]) == (200, "result")
    result, assessment = browser.path, opened_id(browser)
    assert get_assessment(site, assessment).is_finished
    for file in ("scores.json", "answers.csv"):
        assert browser.visit(f"{result}/{file}").status == 200
    assert browser.visit(f"{result}/report.pdf").status == 202
    with site.database.reading() as session:
        assert [job.assessment_id for job in open_jobs(session, documents.KIND)] == [assessment]
    assert browser.visit(result).follow("Change answers").heading == "Everything is answered"
    browser.visit(result).follow("Delete everything").press("Yes, delete everything")
    assert browser.heading == "Everything is deleted"
    assert browser.visit(result).status == 404


@pytest.mark.parametrize("name", NAMES)
def test_no_page_of_another_questionnaire_speaks_of_clients_unless_it_does_itself(
    open_browser: OpenBrowser, name: str
) -> None:
    own = questionnaire(name).model_dump_json().lower()
    if "client" in own or "relationship" in own:
        return
    browser = started(open_browser(), name)
    said = [browser.text]
    while not browser.path.endswith("/review"):
        browser = browser.follow("Next") if browser.path.endswith("/course") else answered_page(browser, name)
        said.append(browser.text)
    said.append(browser.visit(browser.path.replace("/review", "/later")).text)
    said.append(browser.visit(browser.path.replace("/later", "/delete")).text)
    said.append(browser.press("Yes, delete everything").text)
    for word in ("client", "relationship", "phase", "ingredient"):
        assert [text for text in said if word in text.lower()] == [], word


def test_the_catalogue_stands_by_rank_and_then_by_title(site: Site, browser: Browser) -> None:
    cards = browser.visit("/en/").page.xpath("//ul[@class='ways']/li")
    titles = [card.xpath(".//h3")[0].text_content() for card in cards]
    assert titles == [offer.instrument.title.in_language("en") for offer in site.catalogue.offers()]
    assert titles[:3] == ["A mood check", "Backup maturity", "Hybrid client relationship check"]
    # The last four have a rank, the others none.
    assert titles[:-4] == sorted(titles[:-4])
    assert [offer.instrument.rank for offer in site.catalogue.offers()[-4:]] == [5, 30, 40, 60]
    assert titles[-4] == "View of a garden's owner"


def test_every_card_says_who_answers_and_how_long_it_takes(browser: Browser) -> None:
    for card in browser.visit("/en/").page.xpath("//ul[@class='ways']/li"):
        assert card.xpath(".//p[contains(@class, 'who')]")[0].text_content().strip().startswith("Point of view: ")
        assert "minute" in card.text_content()
    assert "The owner's view" in cards_text(browser, "View of a garden's owner")
    assert "Self and A colleague" in cards_text(browser, "Learning styles at work")


def cards_text(browser: Browser, title: str) -> str:
    (card,) = browser.page.xpath(f'//ul[@class="ways"]/li[.//h3 = "{title}"]')
    return " ".join(card.text_content().split())


def test_a_card_counts_given_facts_among_the_questions(browser: Browser) -> None:
    # Two given facts, and six of the seven items in either season.
    assert "8 questions" in cards_text(browser.visit("/en/"), "View of a garden's owner")


def test_only_the_sample_of_an_instrument_with_examples_is_linked(browser: Browser) -> None:
    links = browser.visit("/en/").page.xpath("//main//a[starts-with(@href, '/en/sample/')]/@href")
    shipped = ("relationship-check", "portfolio-scan", "relationship-norms", "value-strategy")
    assert list(dict.fromkeys(links)) == [f"/en/sample/{name}" for name in shipped]
    assert browser.visit("/en/sample/no-facets").status == 404


def test_given_facts_are_asked_before_anything_else(browser: Browser) -> None:
    started(browser, ONE_GIVEN)
    assert browser.heading == "Before you begin"
    assert browser.asked == ["phase", "hour_cost"]
    for text in ("This is the first season", "Longer than one season", "This decides which questions", "euros"):
        assert text in browser.text
    assert started(browser, ONE_GIVEN, "nl").heading == "Voordat u begint"
    assert "Dit is het eerste seizoen" in browser.text


def test_the_given_fact_chooses_the_items_and_no_page_explains_what_the_respondent_said(browser: Browser) -> None:
    started(browser, ONE_GIVEN).fill(phase="later", hour_cost="50").press("Next")
    assert browser.heading == "All in all"
    answered_page(browser, ONE_GIVEN)
    assert browser.asked == ["OW_BACK", "OW_PLAN", "OW_SIZE"]
    course = browser.path.rpartition("/care")[0] + "/course"
    assert browser.visit(course).path.endswith("/care/1")


def test_a_given_fact_that_chooses_items_is_asked_for_again_where_it_is_open(browser: Browser) -> None:
    started(browser, ONE_GIVEN).press("Next")
    answered_page(browser, ONE_GIVEN)
    # The items of both seasons are asked of nobody; what belongs to none is asked.
    assert browser.heading == UNDECIDED
    assert "How long has the gardener worked for you?" in browser.text
    browser.follow("Answer now").fill(phase="first").press("Next")
    assert UNDECIDED not in browser.text


def test_given_facts_are_stored_with_the_assessment_and_scored(site: Site, browser: Browser) -> None:
    to_the_review(started(browser, ONE_GIVEN), ONE_GIVEN, phase="first", hour_cost="47,5", OW_SHARE="19", OW_NPS="10")
    opened = get_assessment(site, opened_id(browser))
    assert opened.given == {"phase": "first", "hour_cost": 47.5}
    assert "hour_cost" not in opened.answers
    assert opened.result.facts["cost_per_share"] == 2.5
    assert opened.result.facts["recommends"] == "promoter"
    document = browser.press("Show my result").visit(f"{browser.path}/answers.csv").body.decode("utf-8-sig")
    head, row = (line.split(",") for line in document.splitlines())
    found = dict(zip(head, row, strict=True))
    assert (found["given.phase"], found["given.hour_cost"]) == ("first", "47.5")


def test_the_review_shows_given_facts_and_leads_back_to_them(browser: Browser) -> None:
    to_the_review(started(browser, ONE_GIVEN), ONE_GIVEN)
    (row,) = browser.page.xpath("//tr[th = 'Before you begin']")
    assert "2 of 2" in row.text_content()
    browser.visit(row.xpath(".//a/@href")[0])
    assert (browser.value("phase"), browser.value("hour_cost")) == ("first", "10")
    browser.fill(phase="later").press("Back to the review")
    assert "still open" in browser.heading
    assert "The gardener comes back to what I said last season." in browser.text


def test_the_review_says_what_cannot_be_told_without_a_given_fact(browser: Browser) -> None:
    to_the_review(started(browser, ONE_GIVEN), ONE_GIVEN, hour_cost="")
    assert "Without these answers it cannot be told: ‘Cost for each per cent of the work’." in browser.text
    browser.press("Show my result")
    assert browser.status == 200


@pytest.mark.parametrize(("written", "told"), [("0", "from 1 to 500"), ("501", "from 1 to 500"), ("x", "number")])
def test_a_given_number_keeps_its_range(browser: Browser, site: Site, written: str, told: str) -> None:
    started(browser, ONE_GIVEN).fill(phase="first", hour_cost=written).press("Next")
    assert browser.status == 422
    assert told in browser.errors()["hour_cost"]
    assert get_assessment(site, opened_id(browser)).given == {"phase": "first"}


def test_a_given_fact_that_changes_makes_a_new_result_and_the_earlier_one_can_come_back(
    site: Site, browser: Browser
) -> None:
    to_the_review(started(browser, ONE_GIVEN), ONE_GIVEN, hour_cost="50").press("Show my result")
    assessment, result = opened_id(browser), browser.path
    given = result.replace("/result", f"/{SECTION}/1")
    browser.visit(given).fill(hour_cost="60").press("Next")
    assert not get_assessment(site, assessment).is_finished
    browser.visit(result.replace("/result", "/review")).follow("Go back to the answers")
    assert "One answer goes back to what it was then." in browser.text
    browser.press("Yes, go back")
    assert get_assessment(site, assessment).given["hour_cost"] == 50
    assert get_assessment(site, assessment).is_finished


def test_a_draft_file_carries_given_facts_to_a_new_assessment(site: Site, open_browser: OpenBrowser) -> None:
    browser = started(open_browser(), ONE_GIVEN).fill(phase="later", hour_cost="50").press("Next")
    content = browser.visit(browser.path.replace("/overall/1", "/draft.yaml")).body
    assert b'given:\n  phase: "later"\n  hour_cost: 50\n' in content
    other = open_browser()
    token = other.visit("/en/upload").token
    sent = {"csrf_token": token, "file": (io.BytesIO(content), "x.rely.yaml")}
    other._show("/en/upload", other.client.post("/en/upload", data=sent))
    assert get_assessment(site, opened_id(other)).given == {"phase": "later", "hour_cost": 50}


def test_what_does_not_fit_among_the_given_facts_of_a_file_is_told(open_browser: OpenBrowser) -> None:
    browser = started(open_browser(), ONE_GIVEN).fill(phase="later").press("Next")
    content = browser.visit(browser.path.replace("/overall/1", "/draft.yaml")).body
    content = content.replace(b'phase: "later"', b'phase: "never"\n  other: 1')
    token = browser.visit("/en/upload").token
    sent = {"csrf_token": token, "file": (io.BytesIO(content), "x.rely.yaml")}
    browser._show("/en/upload", browser.client.post("/en/upload", data=sent))
    assert "How long has the gardener worked for you?" in browser.text
    assert "never" in browser.text
    assert "other" in browser.text


def test_the_spreadsheet_asks_for_given_facts_with_their_labels(browser: Browser) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(browser.visit(f"/en/coach/{ONE_GIVEN}-en.xlsx").body))
    cells = [str(cell.value) for row in sheet.worksheets[0].iter_rows(max_row=4) for cell in row if cell.value]
    assert "given.phase" in cells
    picks = [str(cell.value) for row in sheet.worksheets[-1].iter_rows() for cell in row if cell.value]
    assert "first – This is the first season" in picks


def test_a_coach_uploads_given_facts_as_columns_and_reads_the_label_of_what_does_not_fit(browser: Browser) -> None:
    head = "id,given.phase,given.hour_cost,OW_NPS,OW_BACK\n"
    shown = upload(browser, f"{head}anna,later,50,9,6\n".encode(), instrument=ONE_GIVEN)
    assert "1 row is ready" in shown.text
    browser.press("Delete")
    shown = upload(browser, f"{head}bert,never,501,9,6\n".encode(), instrument=ONE_GIVEN)
    for told in ("How long has the gardener worked for you?", "What an hour of work costs", "never", "501"):
        assert told in shown.text


def foot(browser: Browser) -> str:
    return str(browser.page.xpath("//footer")[0].text_content())


def test_the_foot_of_a_page_says_what_its_own_questionnaire_is_not(site: Site, open_browser: OpenBrowser) -> None:
    first = load_instrument("relationship-check").disclaimer
    assert first is not None
    said = first.in_language("en")
    assert said in foot(started(open_browser(), "relationship-check"))
    assert questionnaire(ONE_GIVEN).disclaimer is None
    other = foot(started(open_browser(), ONE_GIVEN))
    assert said not in other
    assert "This is not the official RELY instrument." in other
