import re
from collections.abc import Callable

import pytest

from rely.model.instrument import Instrument
from tests.browser import Browser, begin
from tests.small_instrument import SOURCE


@pytest.fixture
def started(browser: Browser) -> Browser:
    return begin(browser)


def at(browser: Browser, page: str) -> bool:
    return browser.path.partition("#")[0].endswith(page)


def go_on(browser: Browser) -> Browser:
    """Follow the link that looks like the main button of a page."""
    return browser.visit(browser.page.xpath("//a[@class='btn']/@href")[0])


def test_every_item_has_its_box_its_label_and_the_revision_it_shows(started: Browser) -> None:
    assert started.asked == ["data", "where"]
    for path in ("garden/1", "garden/2", "garden/3", "garden/4"):
        started.visit(re.sub(r"garden/\d", path, started.path))
        for box in started.page.xpath("//form[@id='answers']//*[starts-with(@name, 'item-')]"):
            label = started.page.xpath(f"//label[@for='{box.get('id')}']") or list(box.iterancestors("label"))
            assert label, box.get("id")
            assert label[0].text_content().strip()


def test_one_row_of_answers_stands_under_one_legend(started: Browser) -> None:
    started.visit(started.path.replace("garden/1", "garden/4"))
    legends = started.page.xpath("//fieldset/legend")
    assert [legend.text_content().strip() for legend in legends] == ["With which tools?"]


def test_next_stores_the_page_and_shows_the_next_one(started: Browser) -> None:
    started.fill(data="Tulp", where="DE").press()
    assert at(started, "/garden/2")
    started.press("Back")
    assert (started.value("data"), started.value("where")) == ("Tulp", "DE")


@pytest.mark.parametrize("button", ["Back", "Stop and continue later"])
def test_every_button_stores_the_page(started: Browser, button: str) -> None:
    started.press().fill(plants="12", acres="2,5").press(button)
    started.visit(re.sub(r"(garden/\d+|later)", "garden/2", started.path))
    assert (started.value("plants"), started.value("acres")) == ("12", "2.5")


def test_the_list_of_sections_goes_elsewhere_and_stores_the_page_too(started: Browser) -> None:
    started.press().press().fill(sown="yes").press().press()
    started.visit(started.path.replace("course", "garden/2")).fill(plants="3").press()
    started.visit(re.sub(r"/a/([^/]+)/.*", r"/a/\1/work/1", started.path)).fill(S1="4").press("The garden")
    assert "/garden/" in started.path
    started.visit(re.sub(r"garden/\d", "work/1", started.path))
    assert started.value("S1") == "4"


def test_anything_may_be_skipped(started: Browser) -> None:
    for page in ("/garden/2", "/garden/3", "/garden/4", "/course"):
        started.press()
        assert at(started, page)
        assert started.status == 200


def test_numbers_are_shown_with_the_decimal_sign_of_the_language(started: Browser) -> None:
    started.press().fill(acres="2.5").press("Back")
    path = started.path.replace("garden/1", "garden/2")
    assert started.visit(path).value("acres") == "2.5"
    assert started.visit(path.replace("/en/", "/nl/")).value("acres") == "2,5"


def test_what_does_not_fit_is_told_beside_its_box_and_in_a_summary_that_takes_the_focus(started: Browser) -> None:
    started.press().fill(plants="a dozen", acres="2").press()
    assert started.status == 422
    assert started.errors() == {"plants": "Mistake: Enter a whole number, for example 5. You typed ‘a dozen’."}
    box = started.page.get_element_by_id("item-plants-box")
    assert (box.get("aria-invalid"), box.get("aria-describedby")) == ("true", "item-plants-unit item-plants-error")
    assert started.value("plants") == "a dozen"
    summary = started.page.get_element_by_id("mistakes")
    assert (summary.get("role"), summary.get("tabindex"), summary.get("autofocus")) == ("alert", "-1", "")
    assert summary.xpath(".//a/@href") == ["#item-plants-box"]
    assert started.page.xpath("//title")[0].text.startswith("Please check:")


def test_what_does_fit_on_the_same_page_is_stored_all_the_same(started: Browser) -> None:
    started.press().fill(plants="a dozen", acres="2").press()
    started.visit(started.path)
    assert (started.value("plants"), started.value("acres")) == ("", "2")


def test_a_wrong_answer_leaves_the_stored_one_as_it_was(started: Browser) -> None:
    started.press().fill(plants="12").press().press("Back").fill(plants="1001").press()
    assert started.errors() == {"plants": "Mistake: Enter a number from 0 to 1,000. You typed ‘1001’."}
    assert started.visit(started.path).value("plants") == "12"


def test_an_answer_is_cleared_with_its_own_button_and_the_rest_of_the_page_is_stored(started: Browser) -> None:
    started.press().press().fill(sown="yes", since="2026-03-01").press().press("Back")
    assert started.value("sown") == "yes"
    started.press("Clear")
    assert at(started, "/garden/3")
    assert started.path.endswith("#item-sown")
    assert (started.value("sown"), started.value("since")) == (None, "2026-03-01")


def test_an_item_that_an_answer_brings_up_is_asked_before_the_next_page(browser: Browser) -> None:
    begin(browser).press().press().fill(sown="no").press()
    assert at(browser, "/garden/4")
    browser.press("Back")
    assert browser.asked == ["sown"]
    browser.fill(sown="yes").press()
    assert at(browser, "/garden/3")
    assert browser.path.endswith("#item-since")
    assert browser.asked == ["sown", "since"]


def test_the_course_is_told_in_words_with_the_answers_it_follows_from(started: Browser) -> None:
    started.press().fill(plants="12").press().fill(sown="yes").press().press()
    assert at(started, "/course")
    assert started.heading == "It is spring"
    assert "Has anything been sown? Yes" in started.text
    assert "You now get 4 statements." in started.text
    go_on(started)
    assert at(started, "/work/1")
    assert started.asked == ["S1", "S2"]


def test_the_course_counts_what_is_still_open_when_statements_were_answered_before(started: Browser) -> None:
    started.press().fill(plants="12").press().fill(sown="yes").press().press()
    course = started.path
    go_on(started)
    started.fill(S1="4").press()
    assert "3 statements are still open." in started.visit(course).text
    go_on(started)
    while started.asked:
        started.fill(**dict.fromkeys(started.asked, "4")).press()
    assert "You have answered all statements." in started.visit(course).text


def test_while_a_deciding_answer_is_missing_the_course_asks_for_it(started: Browser) -> None:
    started.press().press().press().press()
    assert started.heading == "Before we can go on"
    assert "Has anything been sown?" in started.text
    go_on(started)
    assert started.path.endswith("/garden/3?back=course#item-sown")


def test_who_changes_a_fact_goes_back_to_what_follows_from_it_with_the_main_button(started: Browser) -> None:
    started.press().fill(plants="12").press().fill(sown="yes").press().press()
    assert started.heading == "It is spring"
    started.follow("Change: How many plants?").fill(plants="600").press("Back to the explanation")
    assert at(started, "/course")
    assert started.heading != "It is spring"


def test_who_then_chooses_another_part_is_on_the_ordinary_way_again(started: Browser) -> None:
    started.press().fill(plants="12").press().fill(sown="yes").press().press()
    work = started.page.xpath("//a[@class='btn']/@href")[0]
    started.visit(work).fill(S1="3").press().visit(re.sub("work/1", "course", work))
    started.follow("Change: How many plants?").press("The work")
    assert started.page.xpath("//button[@class='btn']/@value") == ["next"]


def test_where_the_answers_lead_nowhere_the_page_says_so_and_offers_to_change_them(started: Browser) -> None:
    started.press().fill(plants="3").press().fill(sown="no").press().press()
    assert started.heading == "There is nothing to ask yet"
    assert "Has anything been sown? No" in started.text
    assert not started.page.xpath("//a[normalize-space()='Next']")


def test_items_that_cannot_apply_are_not_asked_and_the_page_says_why(started: Browser) -> None:
    started.press().fill(plants="0").press().fill(sown="yes").press().press()
    assert "There are no plants, so we do not ask about them." in started.text
    go_on(started).press()
    assert at(started, "/sun/1")


def test_statements_are_numbered_and_the_time_left_is_told(started: Browser) -> None:
    started.press().fill(plants="12").press().fill(sown="yes").press().press()
    go_on(started)
    assert [each.text_content() for each in started.page.xpath("//span[@class='item-no']")] == ["1.", "2."]
    assert "Part 2 of 3" in started.text
    assert "about 3 minutes left" in started.text


def test_does_not_apply_stands_apart_and_only_where_it_is_allowed(started: Browser) -> None:
    started.press().fill(plants="12").press().fill(sown="yes").press().press()
    go_on(started)
    apart = started.page.xpath("//div[@class='na']//input")
    assert [(each.get("name"), each.get("value")) for each in apart] == [("item-S2", "na")]


def test_a_page_that_asks_nothing_now_leads_to_where_the_respondent_is(started: Browser) -> None:
    started.visit(started.path.replace("garden/1", "work/1"))
    assert at(started, "/garden/1")


@pytest.mark.parametrize("page", ["garden/0", "garden/5", "work/99", "nothing/1", "garden/x"])
def test_a_page_that_the_instrument_does_not_have_is_not_found(started: Browser, page: str) -> None:
    assert started.visit(started.path.replace("garden/1", page)).status == 404


def test_answers_to_a_page_that_is_not_asked_any_more_are_not_lost(browser: Browser) -> None:
    begin(browser).press().fill(plants="12").press().fill(sown="yes").press().press()
    go_on(browser)
    path, token = browser.path, browser.token
    browser.visit(path.replace("work/1", "garden/3")).fill(sown="no").press()
    browser.send(path, {"csrf_token": token, "seen-S1": "0", "item-S1": "4", "go": "next"})
    assert browser.status == 200
    browser.visit(path.replace("work/1", "garden/3")).fill(sown="yes").press()
    assert browser.visit(path).value("S1") == "4"


def test_the_same_page_sent_twice_shows_the_same_next_page(started: Browser) -> None:
    values = {"csrf_token": started.token, "item-data": "Tulp", "seen-data": "0", "go": "next"}
    path = started.path
    assert started.send(path, values).path == started.send(path, values).path
    assert started.visit(path).value("data") == "Tulp"


def test_a_page_from_before_an_answer_takes_nothing_away(started: Browser) -> None:
    old = {"csrf_token": started.token, "item-data": "", "seen-data": "0", "seen-where": "0", "item-where": ""}
    path = started.path
    started.fill(data="Tulp", where="DE").press()
    started.send(path, old)
    started.visit(path)
    assert (started.value("data"), started.value("where")) == ("Tulp", "DE")


def test_stopping_tells_the_code_and_until_when_the_answers_are_kept(started: Browser) -> None:
    code = started.page.xpath("//b[@class='code']")[0].text
    started.fill(data="Tulp").press("Stop and continue later")
    assert code in started.text
    assert "21 December 2026" in started.text


def test_where_one_left_is_where_one_goes_on(started: Browser) -> None:
    started.fill(data="Tulp").press().fill(plants="3").press("Stop and continue later").follow("Go on now")
    assert at(started, "/garden/2")


def test_a_page_shown_again_keeps_what_is_stored_where_nothing_was_sent(started: Browser) -> None:
    started.press().press().fill(sown="yes", since="2026-03-01").press()
    path = started.path.replace("garden/4", "garden/3")
    started.send(path, {"csrf_token": started.token, "seen-sown": "1", "item-since": "soon", "seen-since": "1"})
    assert started.status == 422
    assert (started.value("sown"), started.value("since")) == ("yes", "soon")


def test_an_answer_that_is_cleared_stays_cleared_while_another_is_mended(started: Browser) -> None:
    started.press().press().fill(sown="yes", since="2026-03-01").press().press("Back").fill(since="soon")
    started.press("Clear")
    assert started.status == 422
    assert (started.value("sown"), started.value("since")) == (None, "soon")


def test_an_instrument_that_selects_nothing_has_no_course(browse: Callable[..., Browser]) -> None:
    plain = {name: part for name, part in SOURCE.items() if name not in ("facets", "scores", "measures")}
    sections = [SOURCE["sections"][0]]
    facets = [SOURCE["facets"][0]]
    instrument = Instrument.model_validate({**plain, "facets": facets, "sections": sections, "scores": {}})
    browser = begin(browse(instrument)).press().press().press().press()
    assert at(browser, "/review")
    assert browser.visit(browser.path.replace("review", "course")).status == 404
    browser.visit(browser.path.replace("course", "review")).press("Show my result")
    assert browser.status == 200


def test_another_language_keeps_what_was_typed_on_the_page(started: Browser) -> None:
    before = started.path
    started.fill(data="Tulp", where="DE").press("Nederlands")
    assert started.path.partition("#")[0] == before.replace("/en/", "/nl/")
    assert (started.value("data"), started.value("where")) == ("Tulp", "DE")


def test_the_first_button_of_the_form_is_next_so_that_the_enter_key_clears_nothing_and_leads_nowhere_else(
    started: Browser,
) -> None:
    started.press().press().fill(sown="yes").press().press()
    started.visit(re.sub(r"/a/([^/]+)/.*", r"/a/\1/work/1", started.path))
    buttons = started.page.xpath("//button[@type='submit'][@form='answers' or ancestor::form[@id='answers']]")
    assert len(buttons) > 5
    assert (buttons[0].get("name"), buttons[0].get("value")) == ("go", "next")
