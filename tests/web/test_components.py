"""Prove that the page of parts is for development only, and that it shows every shape, sign and state there is."""

from collections.abc import Callable

import pytest

from rely.languages import INTERFACE_LANGUAGES
from rely.loading.catalogue import load_instrument
from rely.reporting.status_words import STATUSES
from rely.web.components.content import ERRORS, PAGES
from rely.web.forms.fields import FIELD_BUILDERS
from tests.browser import Browser


@pytest.fixture
def browser(browse: Callable[..., Browser]) -> Browser:
    return browse(load_instrument("relationship-check"), is_development=True)


def test_outside_development_there_are_no_parts(browse: Callable[..., Browser]) -> None:
    browser = browse(load_instrument("relationship-check"))
    for path in ("/en/parts", "/en/parts/delete", "/en/parts/error-500"):
        assert (browser.visit(path).status, browser.heading) == (404, "This page is not here")


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_sign_and_state_is_shown_in_every_language(browser: Browser, language: str) -> None:
    page = browser.visit(f"/{language}/parts").page
    assert browser.status == 200
    assert len(page.xpath("(//ul[@class='legend'])[2]/li")) == len(STATUSES)
    for part in (
        "notice-info",
        "notice-ok",
        "notice-warn",
        "notice-error",
        "has-error",
        "offer",
        "state-wait",
        "taken",
    ):
        assert page.xpath(f"//main//*[contains(concat(' ', @class, ' '), ' {part} ')]"), part
    assert page.xpath("//main//button[@disabled]")
    assert len(page.xpath("//main//details[@class='take'][@open]")) == 2


def test_a_statement_that_does_not_apply_is_shown_as_chosen(browser: Browser) -> None:
    assert browser.visit("/nl/parts").page.xpath("//div[@class='na']//input[@value='na'][@checked]")


def test_every_id_stands_on_the_page_of_parts_once(browser: Browser) -> None:
    ids = browser.visit("/de/parts").page.xpath("//main//@id")
    assert [each for each in set(ids) if ids.count(each) > 1] == []


def test_every_kind_of_answer_of_the_instrument_is_shown(browser: Browser) -> None:
    instrument = load_instrument("relationship-check")
    kinds = {instrument.scale_of(item).kind for item in instrument.items.values()}
    assert kinds <= set(FIELD_BUILDERS)
    captions = " ".join(browser.visit("/en/parts").page.xpath("//main//p[@lang='en']/text()"))
    assert {kind for kind in kinds - {"likert"} if kind not in captions} == set()


@pytest.mark.parametrize("name", [*PAGES, *ERRORS])
def test_every_whole_page_is_shown_with_a_way_on(browser: Browser, name: str) -> None:
    browser.visit(f"/nl/parts/{name}")
    assert browser.status == ERRORS.get(name, 200)
    assert browser.page.xpath("//main//a | //main//button")


def test_a_page_that_is_not_listed_is_not_there(browser: Browser) -> None:
    assert browser.visit("/nl/parts/nothing").status == 404
