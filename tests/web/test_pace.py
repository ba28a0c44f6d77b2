import re

import pytest

from tests.browser import Browser, begin


@pytest.fixture
def started(browser: Browser) -> Browser:
    return begin(browser)


@pytest.fixture
def single(started: Browser) -> Browser:
    """A browser that wants one item at a time, at the first one."""
    return started.press("One question at a time")


def at(browser: Browser, page: str) -> bool:
    return browser.path.partition("#")[0].partition("?")[0].endswith(page)


def to(browser: Browser, page: str) -> Browser:
    return browser.visit(re.sub(r"(/a/[0-9a-f-]+)/.*", rf"\1/{page}", browser.path))


def test_on_request_each_item_has_its_own_page(single: Browser) -> None:
    seen = []
    for _ in range(8):
        assert len(single.asked) == 1
        seen += single.asked
        single.press()
    assert seen == ["data", "where", "plants", "acres", "sown", "since", "errors", "notes"]
    assert at(single, "/course")


def test_which_question_it_is_and_of_how_many_is_told(single: Browser) -> None:
    assert "Question 1 of 8" in single.text
    single.press().press().press().press().fill(sown="no").press()
    assert "Question 6 of 7" in single.text


def test_statements_are_counted_through_all_parts(single: Browser) -> None:
    to(single, "garden/2/plants").fill(plants="12").press()
    to(single, "garden/3/sown").fill(sown="yes").press()
    assert "Statement 1 of 4" in to(single, "work/1/S1").text
    assert "Statement 4 of 4" in to(single, "sun/1/L1").text


def test_the_wish_is_remembered_by_the_browser_for_every_page(single: Browser) -> None:
    assert at(to(single, "garden/2"), "/garden/2/plants")
    single.visit("/en/").press("Begin")
    assert at(single, "/garden/1/data")


def test_another_browser_is_asked_as_it_wants_itself(single: Browser, browser: Browser) -> None:
    other = Browser(single.app)
    code = single.page.xpath("//b[@class='code']")[0].text
    other.visit("/en/resume")
    other.send("/en/resume", {"csrf_token": other.token, "code": code})
    assert at(other, "/garden/1")


def test_switching_saves_what_was_typed_and_leads_to_the_first_open_item(started: Browser) -> None:
    started.fill(data="Tulp").press("One question at a time")
    assert at(started, "/garden/1/where")
    assert to(started, "garden/1/data").value("data") == "Tulp"


def test_switching_back_leads_to_the_item_that_was_in_view_and_saves_it_too(single: Browser) -> None:
    to(single, "garden/2/acres").fill(acres="2").press("Whole page at once")
    assert single.path.endswith("/garden/2#item-acres")
    assert single.asked == ["plants", "acres"]
    assert single.value("acres") == "2"


def test_what_does_not_fit_is_told_before_anything_is_switched(started: Browser) -> None:
    to(started, "garden/2").fill(plants="a dozen").press("One question at a time")
    assert started.status == 422
    assert started.asked == ["plants", "acres"]
    assert started.value("plants") == "a dozen"
    assert at(to(started, "garden/2"), "/garden/2")


def test_addresses_of_either_kind_stay_valid(started: Browser) -> None:
    to(started, "garden/2/acres")
    assert started.path.endswith("/garden/2#item-acres")
    to(started, "garden/2").fill(plants="3").press("One question at a time")
    assert at(started, "/garden/2/acres")
    assert at(to(started, "garden/2"), "/garden/2/acres")


@pytest.mark.parametrize("page", ["garden/1/acres", "garden/9/data", "nothing/1/data", "garden/1/nothing"])
def test_an_item_that_the_page_does_not_have_is_not_found(single: Browser, page: str) -> None:
    assert to(single, page).status == 404


def test_an_item_that_is_not_asked_any_more_leads_on(single: Browser) -> None:
    to(single, "garden/3/sown").fill(sown="no").press()
    assert at(to(single, "garden/3/since"), "/garden/3/sown")
    assert at(to(single, "work/1/S1"), "/garden/4/errors")


def test_an_item_that_an_answer_brings_up_is_the_next_page(single: Browser) -> None:
    to(single, "garden/3/sown").fill(sown="no").press("Back")
    assert at(single, "/garden/2/acres")
    assert at(single.press(), "/garden/3/sown")
    assert at(single.fill(sown="yes").press(), "/garden/3/since")


def test_a_mistake_is_told_on_the_page_of_its_item(single: Browser) -> None:
    to(single, "garden/2/plants").fill(plants="a dozen").press()
    assert (single.status, single.asked) == (422, ["plants"])
    assert list(single.errors()) == ["plants"]
    assert single.page.get_element_by_id("mistakes").xpath(".//a/@href") == ["#item-plants-box"]


def test_a_page_that_was_open_before_the_switch_is_stored_and_leads_on(started: Browser) -> None:
    whole = {"csrf_token": started.token, "item-data": "Tulp", "seen-data": "0", "go": "next"}
    path = started.path
    started.press("One question at a time")
    started.send(path, whole)
    assert at(started, "/garden/2/plants")
    assert to(started, "garden/1/data").value("data") == "Tulp"


def test_a_stale_token_loses_nothing_and_the_switch_is_pressed_once_more(single: Browser) -> None:
    to(single, "garden/2/acres")
    single.fill(acres="2").page.xpath("//input[@name='csrf_token']")[0].set("value", "stale")
    single.press("Whole page at once")
    assert (single.status, single.value("acres")) == (400, "2")
    single.press("Whole page at once")
    assert single.path.endswith("/garden/2#item-acres")
    assert single.value("acres") == "2"


def test_what_was_typed_on_one_item_is_kept_for_who_must_give_his_code_first(single: Browser) -> None:
    code = single.page.xpath("//b[@class='code']")[0].text
    path, token = to(single, "garden/2/acres").path, ""
    stranger = Browser(single.app).visit("/en/resume")
    token = stranger.token
    stranger.send(path, {"csrf_token": token, "item-acres": "2", "seen-acres": "0", "go": "next"})
    assert stranger.status == 404
    stranger.page.get_element_by_id("code").set("value", code)
    stranger.press("Go on")
    assert to(stranger, "garden/2").value("acres") == "2"


def test_a_save_of_one_page_changes_the_pieces_of_that_page(single: Browser) -> None:
    to(single, "garden/3/sown")
    values = {"csrf_token": single.token, "page": "garden/3/sown", "asked": "sown"}
    save = re.sub(r"/garden/.*", "/save", single.path)
    single.send(save, values | {"item-sown": "no", "seen-sown": "0", "at-sown": ""})
    pieces = single.body.decode()
    assert "Question 5 of 7" in pieces
    assert 'id="item-sown-state"' in pieces
    assert "item-since" not in pieces


def test_the_review_leads_to_the_page_of_the_open_item(single: Browser) -> None:
    to(single, "garden/2/plants").fill(plants="12").press()
    to(single, "garden/3/sown").fill(sown="yes").press()
    to(single, "review").visit(single.page.xpath("//li[contains(., 'We rake.')]//a/@href")[0])
    assert at(single, "/work/1/S2")
    assert at(single.fill(S2="4").press("Back to the review"), "/review")


def test_the_list_of_parts_leads_to_the_first_open_item(single: Browser) -> None:
    to(single, "garden/2/plants").fill(plants="12").press()
    to(single, "garden/3/sown").fill(sown="yes").press()
    to(single, "work/1/S1").fill(S1="4").press().press("The garden")
    assert at(single, "/garden/1/data")
    assert at(single.press("The work"), "/work/1/S2")
