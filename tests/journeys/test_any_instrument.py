"""Fill in a questionnaire of another kind with scripts: given facts, eleven numbers, a long text that is counted."""

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from rely.loading.catalogue import load_instrument
from rely.services.assessments import get_assessment
from rely.services.site import Site
from rely.storage.database import Database
from tests.chromium import begun
from tests.databases import copied_sqlite_url
from tests.journeys.looking import findings, overflow
from tests.journeys.walking import NEXT, follow
from tests.many import questionnaire
from tests.sites import make_site
from tests.web.test_any_instrument import ONE_GIVEN

LONG = "We would like to hear it earlier. " * 59
"""Of 2,006 characters, a little more than there is room for."""


@pytest.fixture(scope="module")
def site(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that offers it beside the relationship check."""
    database = Database(copied_sqlite_url(sqlite_template, tmp_path_factory.mktemp("site")))
    yield make_site(database, load_instrument("relationship-check"), questionnaire(ONE_GIVEN))
    database.close()


def test_from_the_given_facts_to_the_result_every_answer_saves_itself(
    site: Site, address: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(viewport={"width": 320, "height": 640})
    page.goto(f"{address}/en/")
    page.get_by_text("1 other questionnaire").click()
    assert (findings(page), overflow(page)) == ([], False)
    follow(page, page.locator(f"form.way:has([value={ONE_GIVEN}]) button"))
    page.get_by_role("radio", name="Longer than one season").check()
    page.get_by_label("What an hour of work costs").fill("47.5")
    page.get_by_label("What an hour of work costs").press("Tab")
    expect(page.locator('[id="item-hour_cost-state"]')).to_have_text("Saved")
    assert (findings(page), overflow(page)) == ([], False)
    follow(page, page.locator(NEXT))
    # The ends of the numbers are heard with them.
    page.get_by_role("radio", name="10 Extremely likely", exact=True).focus()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("radio", name="9", exact=True)).to_be_checked()
    box = page.get_by_label("Which single improvement would help you most?")
    expect(box).to_have_accessible_description("At most 2,000 characters.")
    box.fill(LONG[:1990])
    expect(page.locator('[id="item-OW_FIRST-room"]')).to_have_text("Characters left: 10")
    # Nothing is pressed: a text saves itself a moment after the last letter.
    expect(page.locator('[id="item-OW_FIRST-state"]')).to_have_text("Saved")
    box.press("End")
    box.press_sequentially("and more than fits")
    expect(page.locator('[id="item-OW_FIRST-room"]')).to_have_text("Characters left: 0")
    page.get_by_label("Which share of the work").fill("19")
    follow(page, page.locator(NEXT))
    expect(page.get_by_text("The gardener comes back to what I said last season.", exact=True)).to_be_visible()
    assert (findings(page), overflow(page)) == ([], False)
    page.get_by_role("radio", name="There is a plan for the year.").check()
    follow(page, page.locator(NEXT))
    follow(page, page.locator("form.prevnext .btn"))
    opened = get_assessment(site, uuid_in(page))
    assert opened.given == {"phase": "later", "hour_cost": 47.5}
    assert (opened.answers["OW_NPS"], opened.result.facts["recommends"]) == (9, "promoter")
    assert len(str(opened.answers["OW_FIRST"])) == 2000


def uuid_in(page: Page) -> uuid.UUID:
    return uuid.UUID(page.url.split("/a/")[1].split("/")[0])


@pytest.mark.parametrize("width", [320, 1280])
def test_eleven_numbers_stay_large_enough_for_a_finger_on_every_screen(
    address: str, open_page: Callable[..., Page], width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 640})
    first = begun(page, f"{address}/en/", instrument=ONE_GIVEN)
    page.goto(first.replace("given-facts/1", "overall/1"))
    boxes = [box.bounding_box() for box in page.locator(".rating .opt").all()]
    assert len(boxes) == 11
    assert all(box is not None and box["width"] >= 44 and box["height"] >= 44 for box in boxes)
    rows = {round(box["y"]) for box in boxes if box is not None}
    assert len(rows) == (1 if width == 1280 else 2)
    assert not overflow(page)
