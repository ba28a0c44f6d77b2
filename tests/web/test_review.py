import re

import pytest

from tests.browser import Browser, begin


def to_review(browser: Browser, **answers: str) -> Browser:
    """Answer what decides the course and these items of the work, then look back."""
    begin(browser).fill(data=answers.pop("data", "")).press()
    browser.fill(plants=answers.pop("plants", "12"), acres=answers.pop("acres", "2")).press()
    browser.fill(sown="yes").press().press()
    browser.visit(browser.page.xpath("//a[@class='btn']/@href")[0]).fill(**answers).press().press().press()
    assert browser.path.endswith("/review")
    return browser


def test_the_review_names_what_is_open_and_leads_to_it(browser: Browser) -> None:
    to_review(browser, S1="3")
    assert browser.heading == "8 answers are still open"
    assert "4 of 12 are answered." in browser.text
    browser.visit(browser.page.xpath("//li[contains(., 'We rake.')]//a/@href")[0])
    assert browser.path.endswith("/work/1?back=review#item-S2")


def test_who_comes_from_the_review_goes_back_there_with_the_main_button(browser: Browser) -> None:
    to_review(browser, S1="3")
    browser.visit(browser.page.xpath("//li[contains(., 'We rake.')]//a/@href")[0])
    assert browser.page.xpath("//button[@class='btn']/text()") == ["Back to the review"]
    # The Enter key presses it too.
    assert browser.page.xpath("//button[@form='answers'][@aria-hidden]/@value") == ["review"]
    browser.fill(S2="4").press("Back to the review")
    assert browser.path.endswith("/review")
    assert browser.heading == "7 answers are still open"


@pytest.mark.parametrize("button", ["Next", "Clear", "Nederlands", "One statement at a time"])
def test_the_way_back_to_the_review_stays_on_every_page_that_follows(browser: Browser, button: str) -> None:
    to_review(browser, S1="3")
    browser.visit(browser.page.xpath("//li[contains(., 'We rake.')]//a/@href")[0]).press(button)
    assert "/review" not in browser.path
    assert browser.page.xpath("//button[@class='btn']/@value") == ["review"]


def test_the_table_of_all_parts_leads_there_and_back_too(browser: Browser) -> None:
    to_review(browser).visit(browser.page.xpath("//table//a/@href")[1])
    assert "/work/1?" in browser.path
    assert browser.press("Back to the review").path.endswith("/review")


def test_before_anybody_was_there_the_review_is_still_to_come_and_can_be_gone_to(browser: Browser) -> None:
    to_review(browser).visit(browser.page.xpath("//table//a/@href")[-1])
    (step,) = browser.page.xpath("//nav[@id='progress']//li[.//button[@value='review']]")
    assert step.get("class") == "is-to-come"
    assert browser.press("Review").path.endswith("/review")


def test_on_the_ordinary_way_next_is_the_main_button(browser: Browser) -> None:
    assert begin(browser).page.xpath("//button[@class='btn']/@value") == ["next"]
    browser.visit(f"{browser.path}?back=nowhere")
    assert browser.page.xpath("//button[@class='btn']/@value") == ["next"]


def test_what_is_required_is_asked_for_again(browser: Browser) -> None:
    to_review(browser)
    marked = browser.page.xpath("//li[.//span[@class='tag']]/span/text()")
    assert [text.strip() for text in marked] == ["What do you call it?"]
    assert "Please look at those marked" in browser.text


def test_the_review_says_which_scores_are_lost_without_the_open_answers(browser: Browser) -> None:
    to_review(browser, S1="3", S2="4")
    assert "Without these answers there is no score for Light." in browser.text
    assert "no score for Soil" not in browser.text


def test_answers_that_contradict_each_other_are_told(browser: Browser) -> None:
    to_review(browser, plants="499", acres="1")
    assert "So many plants" not in browser.text
    browser.visit(browser.path.replace("review", "garden/2")).fill(plants="999").press()
    browser.visit(re.sub(r"/garden/\d", "/review", browser.path))
    assert "So many plants in so small a garden?" in browser.text


def test_finishing_is_possible_with_open_answers_and_leads_to_the_result(browser: Browser) -> None:
    to_review(browser, data="Tulp").press("Show my result")
    assert browser.path.endswith("/result")
    assert "Garden report: Tulp" in browser.text


def test_finishing_twice_is_the_same_as_once(browser: Browser) -> None:
    to_review(browser, data="Tulp")
    path, token = browser.path, browser.token
    for _ in range(2):
        assert browser.send(path, {"csrf_token": token}).path.endswith("/result")


def test_there_is_nothing_to_finish_while_it_is_unknown_what_is_asked(browser: Browser) -> None:
    begin(browser)
    path = browser.path.replace("garden/1", "review")
    token = browser.token
    assert browser.visit(path).path.endswith("/course")
    assert browser.send(path, {"csrf_token": token}).path.endswith("/course")


def test_the_table_tells_how_much_of_each_part_is_answered(browser: Browser) -> None:
    to_review(browser, S1="3")
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in browser.page.xpath("//tbody/tr")]
    assert [row[:2] for row in rows] == [
        ["The garden", "3 of 8, 5 open"],
        ["The work", "1 of 3, 2 open"],
        ["The sun", "0 of 1, 1 open"],
    ]
