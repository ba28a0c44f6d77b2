"""Prove that whoever reads why an advice is given can change the answer behind it, and comes back."""

from collections.abc import Callable

import pytest

from rely.services.examples import fill_examples
from rely.services.site import Site
from rely.web import create_app
from tests.browser import Browser
from tests.instruments import relationship_check

LINKS = "//div[@class='reveal']//dd/a[contains(., 'Change this answer')]"


@pytest.fixture
def browser(site_with: Callable[..., Site]) -> Browser:
    """A browser at the result of the first example."""
    site = site_with(relationship_check())
    code = fill_examples(site)[0].code
    opened = Browser(create_app(site.settings, site=site)).visit("/en/resume")
    return opened.send("/en/resume", {"csrf_token": opened.token, "code": code})


def told_and_address(browser: Browser) -> list[tuple[str, str]]:
    """What stands before each link, and where it leads."""
    return [(link.getparent().text_content(), link.get("href")) for link in browser.page.xpath(LINKS)]


def test_each_answer_behind_an_advice_leads_to_its_question_and_from_there_to_the_review(browser: Browser) -> None:
    result, links = browser.path, told_and_address(browser)
    assert len(links) > 20
    for told, address in links[:4]:
        page, _, anchor = address.partition("#")
        (question,) = browser.visit(page).page.xpath(f"//*[@id='{anchor}']//legend/span[last()]")
        assert question.text_content() in told
        assert browser.press("Back to the review").path == result.replace("/result", "/review")
        browser.visit(result)


def test_where_one_question_is_shown_at_a_time_it_leads_to_the_page_of_that_question(browser: Browser) -> None:
    result = browser.path
    browser.visit(result.replace("/result", "/trust/1")).press("One statement at a time")
    _, address = told_and_address(browser.visit(result))[0]
    assert len(browser.visit(address.partition("#")[0]).asked) == 1


def test_a_figure_and_what_was_not_asked_have_no_answer_to_change(browser: Browser) -> None:
    for told, _ in told_and_address(browser):
        assert "not asked" not in told
    for reason in browser.page.xpath("//div[@class='reveal']//dd[starts-with(., 'Meetings in person per year')]"):
        assert not reason.xpath("a")
