"""Play a respondent whose answers are saved as they are given: the pages, the signs, what waits, what is stored."""

import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from rely.services.assessments import get_assessment
from rely.services.site import Site, local_time
from rely.storage.database import Database
from rely.storage.tables import AnswerRow, AssessmentRow
from tests.chromium import begun
from tests.databases import copied_sqlite_url
from tests.sites import make_site
from tests.small_instrument import small_instrument

WAITING = "Waiting for a connection"
CLEAR = re.compile("^Clear ?: Has anything been sown")
TAKE = re.compile("^Take this answer")

KEYS = "() => Object.keys(localStorage).filter((key) => key.startsWith('rely:answer:'))"


@pytest.fixture(scope="module")
def site(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that offers the small instrument, with a clock that runs."""
    database = Database(copied_sqlite_url(sqlite_template, tmp_path_factory.mktemp("saving")))
    yield replace(make_site(database, small_instrument()), clock=local_time)
    database.close()


@pytest.fixture
def page(open_page: Callable[..., Page], address: str) -> Page:
    """A browser at the first page of a new questionnaire."""
    opened = open_page(locale="en-GB", viewport={"width": 900, "height": 1000})
    opened.goto(begun(opened, f"{address}/en/", instrument="small"))
    return opened


def id_of(page: Page) -> uuid.UUID:
    found = re.search(r"/a/([0-9a-f-]+)/", page.url)
    assert found is not None
    return uuid.UUID(found[1])


def to(page: Page, place: str) -> Page:
    return to_url(page, page.url, place)


def choose(page: Page, item: str, value: str) -> None:
    # Not check(), which looks afterwards, when the page may have drawn the answer of somebody else.
    page.locator(f'[name="item-{item}"][value="{value}"]').click()


def sign(page: Page, item: str) -> Any:
    return page.locator(f'[id="item-{item}-state"]')


def is_saved(page: Page, *items: str) -> None:
    for item in items:
        expect(sign(page, item)).to_have_text("Saved")
    page.wait_for_function(f"() => ({KEYS})().length === 0")


def stored(site: Site, page: Page) -> dict[str, object]:
    return dict(get_assessment(site, id_of(page)).answers)


def move(site: Site, page: Page, *, minutes: int) -> None:
    """Move what is stored in time, so that it is not by the haste of a machine that one answer comes before another."""
    opened, by = get_assessment(site, id_of(page)), timedelta(minutes=minutes)
    sitting = update(AssessmentRow).where(AssessmentRow.id == opened.id)
    with site.database.writing() as session:
        session.execute(sitting.values(started=opened.record.started + by))
        for item, each in opened.records.items():
            given = update(AnswerRow).where(AnswerRow.assessment_id == opened.id, AnswerRow.item_id == item)
            session.execute(given.values(answered_at=each.answered_at + by))


def to_url(page: Page, like: str, place: str) -> Page:
    """Open a place of the assessment that an address is of."""
    page.goto(re.sub(r"(/a/[0-9a-f-]+)(/.*)?$", rf"\1/{place}", like))
    return page


def records(site: Site, page: Page) -> list[Any]:
    return list(get_assessment(site, id_of(page)).records.values())
