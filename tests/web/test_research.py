"""Prove that research is asked for apart from all else, agreed to with one button, and withdrawn in the same place."""

import uuid
from collections.abc import Callable

import pytest

from rely.model.instrument import Instrument
from rely.services.research_consent import what_was_said
from rely.services.site import Site
from rely.web import create_app
from tests.browser import Browser
from tests.services.test_finished_results import answer
from tests.small_instrument import SOURCE, small_instrument

YES, WITHDRAW = "Yes, research may use my answers", "Withdraw my consent"
WHO = "Study of gardens, University of Example, study@example.org"
HOSTILE = "<script>alert(1)</script> & Söhne, study@example.org"


def finish(browser: Browser) -> Browser:
    browser.visit("/en/")
    browser.send("/en/begin", {"csrf_token": browser.token, "instrument": "small"})
    while "/review" not in browser.path:
        if browser.path.endswith("/course"):
            browser.follow("Next")
        else:
            browser.fill(data="Tulp", plants="10", sown="yes").press()
    return browser.press("Show my result")


def opened(browser: Browser) -> uuid.UUID:
    return uuid.UUID(browser.path.split("/")[3])


def card(browser: Browser) -> str:
    return " ".join(" ".join(browser.page.get_element_by_id("research").itertext()).split())


def holds(site: Site, browser: Browser) -> bool:
    said = what_was_said(site, opened(browser))
    return said is not None and said.holds


@pytest.fixture
def result(browser: Browser) -> Browser:
    """Somebody who looks at his result for the first time."""
    return finish(browser)


def test_nothing_is_agreed_to_before_the_button_is_pressed_and_nothing_is_ticked(result: Browser, site: Site) -> None:
    assert card(result).startswith("May research use your answers? This is voluntary.")
    assert "180 days" in card(result)
    assert "Only the one who answered" not in card(result)
    (box,) = result.page.xpath("//section[@id='research']//input[@type!='hidden']")
    assert box.get("type") == "checkbox"
    assert box.get("checked") is None
    assert what_was_said(site, opened(result)) is None


def test_one_button_agrees_and_one_button_in_the_same_place_withdraws(result: Browser, site: Site) -> None:
    result.press(YES)
    assert result.path.endswith("/result#research")
    assert card(result).startswith("Research may use your answers You agreed on 21 November 2026, 12:00.")
    assert "What you agreed to This is voluntary." in card(result)
    assert holds(site, result)
    result.press(WITHDRAW)
    assert card(result).startswith("Research may not use your answers You withdrew your consent on")
    assert "From the next file on, your answers are left out." in card(result)
    assert not holds(site, result)
    result.press(YES)
    assert holds(site, result)


def test_typed_words_have_a_box_of_their_own(result: Browser, site: Site) -> None:
    result.press(YES)
    assert "What you typed as words is left out." in card(result)
    result.press(WITHDRAW)
    result.press(YES, words="yes")
    assert "What you typed as words is passed on too. To change that, withdraw and agree again." in card(result)
    said = what_was_said(site, opened(result))
    assert said is not None
    assert said.with_words


def test_a_double_click_counts_once(result: Browser, site: Site) -> None:
    for button in ("agree", "withdraw"):
        form = {"csrf_token": result.token, "do": button, "wording": wording(result)}
        for _ in range(2):
            assert result.send(address(result), form).status == 200
        assert holds(site, result) is (button == "agree")


def wording(browser: Browser) -> str:
    return str(next(iter(browser.page.xpath("//input[@name='wording']/@value")), ""))


def address(browser: Browser) -> str:
    return f"/en/a/{opened(browser)}/research"


def test_a_page_that_had_been_open_for_too_long_shows_the_card_again_and_stores_nothing(
    result: Browser, site: Site
) -> None:
    form = {"csrf_token": "stale", "do": "agree", "wording": wording(result)}
    assert result.send(address(result), form).status == 400
    assert "Please press the button once more" in card(result)
    assert not holds(site, result)
    assert not result.page.xpath("//input[@name='words']/@checked")
    result.send(address(result), {**form, "words": "yes"})
    result.press(YES)
    assert holds(site, result)
    assert "What you typed as words is passed on too." in card(result)


def test_a_text_that_changed_while_the_page_was_open_is_shown_before_anybody_agrees_to_it(
    result: Browser, site: Site
) -> None:
    form = {"csrf_token": result.token, "do": "agree", "wording": "sha256:another"}
    assert result.send(address(result), form).status == 409
    assert "This text has changed" in card(result)
    assert not holds(site, result)


def test_nobody_else_agrees_or_withdraws(result: Browser, open_browser: Callable[[], Browser]) -> None:
    stranger = open_browser().visit("/en/resume")
    form = {"csrf_token": stranger.token, "do": "agree", "wording": wording(result)}
    assert stranger.send(address(result), form).status == 404
    assert stranger.send(address(result), {**form, "csrf_token": "stale"}).status == 404


def test_who_changes_answers_elsewhere_meanwhile_is_led_to_the_review_and_can_still_withdraw(
    result: Browser, site: Site
) -> None:
    result.press(YES)
    agree = {"csrf_token": result.token, "do": "agree", "wording": wording(result)}
    there = address(result)
    answer(site, opened(result), S1=4)
    result.send(there, {**agree, "csrf_token": "stale"})
    assert result.status == 400
    result.send(there, {**agree, "csrf_token": result.token, "do": "withdraw"})
    assert "/review" in result.path
    assert not holds(site, result)


def test_the_text_names_who_the_operator_says_and_cannot_be_more_than_a_text(
    browse: Callable[..., Browser],
) -> None:
    browser = finish(browse(small_instrument(), research=HOSTILE))
    assert HOSTILE in card(browser)
    assert not browser.page.xpath("//section[@id='research']//script")
    browser.press(YES)
    assert HOSTILE in card(browser)
    assert not browser.page.xpath("//section[@id='research']//script")


def test_where_research_is_off_nobody_is_asked_nowhere(browse: Callable[..., Browser]) -> None:
    browser = finish(browse(small_instrument(), asks_for_research=False))
    assert not browser.page.xpath("//section[@id='research']")
    there = address(browser)
    browser.visit("/en/resume")
    assert browser.send(there, {"csrf_token": browser.token, "do": "agree"}).status == 404
    browser.visit("/en/privacy")
    assert not browser.page.xpath("//section[@id='research']")


def test_where_research_was_turned_off_later_consent_can_still_be_withdrawn(
    site_with: Callable[..., Site],
) -> None:
    site = site_with(small_instrument())
    browser = finish(Browser(create_app(site.settings, site=site)))
    browser.press(YES)
    silent = site_with(small_instrument(), asks_for_research=False)
    later = Browser(create_app(silent.settings, site=silent)).visit("/en/resume")
    code = browser.page.xpath("string(//b[@class='code'])")
    later.send("/en/resume", {"csrf_token": later.token, "code": code})
    later.press(WITHDRAW)
    assert "Research may not use your answers" in card(later)
    assert not later.page.xpath("//section[@id='research']//form")
    assert not holds(site, browser)


def test_only_the_respondent_is_asked_where_the_result_is_for_somebody_else(browse: Callable[..., Browser]) -> None:
    handed_on = Instrument.model_validate({**SOURCE, "report": {"title": "Report", "for_whom": "Your gardener."}})
    assert "Only the one who answered can agree." in card(finish(browse(handed_on)))


def test_the_privacy_page_says_what_research_may_use_with_the_periods_in_force(browse: Callable[..., Browser]) -> None:
    browser = browse(small_instrument(), research=WHO).visit("/en/privacy")
    assert WHO in card(browser)
    assert "180 days after you asked for it" in card(browser)
    assert "We remember a withdrawal for 30 days" in card(browser)


def test_deleting_everything_says_that_consent_goes_too(result: Browser) -> None:
    gone = "Your consent to research"
    result.visit(f"/en/a/{opened(result)}/delete")
    assert gone not in result.text
    result.visit(f"/en/a/{opened(result)}/result").press(YES)
    result.visit(f"/en/a/{opened(result)}/delete")
    assert gone in result.text


def test_whoever_reads_dutch_agrees_in_dutch(result: Browser, site: Site) -> None:
    result.visit(f"/nl/a/{opened(result)}/result").press("Ja, mijn antwoorden mogen voor onderzoek worden gebruikt")
    said = what_was_said(site, opened(result))
    assert said is not None
    assert (said.language, said.agreed[0][:19]) == ("nl", "Dit is vrijwillig. ")
    result.visit(f"/en/a/{opened(result)}/result")
    assert result.page.xpath("//section[@id='research']//*[@lang='nl']")
