"""What the address answers to which scripts save."""

import hashlib
import re
import uuid
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from rely.services.assessments import get_assessment
from rely.services.site import Site
from tests.browser import Browser, begin
from tests.sites import NOON, clock_of
from tests.web.conftest import OpenBrowser

NOW = int(NOON.timestamp() * 1000)


@pytest.fixture
def started(browser: Browser) -> Browser:
    """A browser at the third page."""
    begin(browser)
    return browser.visit(browser.path.replace("garden/1", "garden/3"))


def save(browser: Browser, page: str = "garden/3", asked: str = "sown since", **values: str) -> Browser:
    """Save as the script does, without leaving the page."""
    here = browser.path
    browser.visit(here)
    named = {name.replace("__", "-"): value for name, value in values.items()}
    path = re.sub(r"(/a/[^/]+)/.*", r"\1/save", here)
    browser.send(path, {"csrf_token": browser.token, "page": page, "asked": asked, **named})
    browser.path = here
    return browser


def confirmed(browser: Browser) -> dict[str, tuple[str, str, str]]:
    found = browser.page.xpath("//*[@id='confirmed']/li")
    return {
        each.get("data-item"): (each.get("data-at"), each.get("data-revision"), each.get("data-verdict"))
        for each in found
    }


def words(browser: Browser, id: str) -> str:
    return " ".join(" ".join(browser.page.get_element_by_id(id).itertext()).split())


def records(site: Site, browser: Browser) -> dict[str, Any]:
    found = re.search(r"/a/([^/]+)/", browser.path)
    assert found is not None
    return dict(get_assessment(site, uuid.UUID(found[1])).records)


def test_an_answer_is_stored_and_confirmed_with_its_time_its_revision_and_its_sign(
    started: Browser, site: Site
) -> None:
    clock_of(site).move(minutes=5)
    save(started, seen__sown="0", item__sown="yes", at__sown=str(NOW + 1000))
    assert started.status == 200
    assert confirmed(started) == {"sown": (str(NOW + 1000), "1", "stored")}
    assert words(started, "item-sown-state") == words(started, "line") == "Saved"
    assert started.page.xpath("//*[@name='seen-sown']/@value") == ["1"]
    assert records(site, started)["sown"].answered_at.timestamp() * 1000 == NOW + 1000


def test_the_pieces_name_places_that_the_page_has(started: Browser) -> None:
    ids = set(started.page.xpath("//@id"))
    save(started, seen__sown="0", item__sown="yes")
    assert {each.get("id") for each in started.page.xpath("//*[@hx-swap-oob]")} <= ids


def test_several_answers_come_in_one_save_and_one_that_does_not_fit_holds_no_other_back(
    started: Browser, site: Site
) -> None:
    save(started, "garden/2", "plants acres", seen__plants="0", item__plants="many", seen__acres="0", item__acres="2,5")
    assert {item: verdict for item, (_, _, verdict) in confirmed(started).items()} == {
        "plants": "refused",
        "acres": "stored",
    }
    assert started.value("plants") == "many"
    assert "Enter a whole number" in started.errors()["plants"]
    assert words(started, "line") == "Please look at one answer again"
    assert set(records(site, started)) == {"acres"}


def test_the_page_is_called_complete_with_its_last_answer(started: Browser) -> None:
    save(started, seen__sown="0", item__sown="no")
    assert words(started, "line") == "This page is complete and saved"


def test_items_that_an_answer_calls_for_or_sends_away_come_and_go(started: Browser) -> None:
    save(started, seen__sown="0", item__sown="no")
    assert started.page.xpath("//*[@hx-swap-oob='delete']/@id") == ["item-since"]
    save(started, asked="sown", seen__sown="1", item__sown="yes")
    new = started.page.xpath("//*[@hx-swap-oob='afterend:#item-sown']/div/@id")
    assert new == ["item-since"]
    save(started, asked="since", seen__sown="2", item__sown="yes")
    assert started.page.xpath("//*[@hx-swap-oob='afterbegin:#items']/div/@id") == ["item-sown"]


def test_a_conflict_shows_what_is_stored_and_offers_the_other_value(started: Browser, site: Site) -> None:
    clock_of(site).move(minutes=1)
    save(started, seen__sown="0", item__sown="yes", at__sown=str(NOW + 20000))
    save(started, seen__sown="0", item__sown="no", at__sown=str(NOW + 10000))
    assert confirmed(started)["sown"] == (str(NOW + 10000), "1", "lost")
    assert started.value("sown") == "yes"
    assert "Here you answered ‘No’." in words(started, "item-sown-offer")
    assert started.page.xpath("//*[@name='other-sown']/@value") == ["no"]
    assert words(started, "item-sown-state") == "Changed elsewhere"
    save(started, seen__sown="0", item__sown="no", at__sown=str(NOW + 30000))
    assert confirmed(started)["sown"] == (str(NOW + 30000), "2", "won")
    assert "you answered ‘Yes’." in words(started, "item-sown-offer")


def test_a_conflict_about_an_item_of_another_page_stands_apart(started: Browser) -> None:
    save(started, seen__sown="0", item__sown="yes")
    save(started, "garden/4", "errors notes", seen__sown="0", item__sown="no", at__sown="1")
    assert started.page.xpath("//*[@hx-swap-oob='beforeend:#apart']//div/@data-item") == ["sown"]


@pytest.mark.parametrize("page", ["", "nowhere/1", "garden/99", "course", "review"])
def test_a_save_from_a_page_without_items_is_only_confirmed(started: Browser, page: str) -> None:
    save(started, page, "", seen__sown="0", item__sown="yes")
    assert confirmed(started)["sown"][2] == "stored"
    assert not started.page.xpath("//*[@id='progress' or @id='line']")


def test_a_save_without_answers_says_nothing_and_is_answered(started: Browser, site: Site) -> None:
    save(started)
    assert started.status == 200
    assert confirmed(started) == {}
    assert not started.page.xpath("//*[@id='line']")
    assert records(site, started) == {}


def test_unknown_items_and_hostile_values_are_refused_or_kept_out_and_never_break(started: Browser, site: Site) -> None:
    save(started, "x" * 500, "<b> 'x'", seen__nothing="0", item__nothing="1", at__nothing="<b>", seen__sown="9" * 400)
    assert started.status == 200
    assert confirmed(started)["nothing"] == ("<b>", "0", "refused")
    save(started, seen__sown="0", item__sown="yes", at__sown="9" * 13)
    assert records(site, started)["sown"].answered_at == NOON


def test_a_stale_token_is_answered_with_a_fresh_one_and_stores_nothing(started: Browser, site: Site) -> None:
    path = re.sub(r"garden/\d", "save", started.path)
    page = started.path
    started.send(path, {"csrf_token": "stale", "seen-sown": "0", "item-sown": "yes"})
    assert started.status == 400
    token = started.page.xpath("//*[@id='token']/@value")[0]
    assert started.send(path, {"csrf_token": token, "seen-sown": "0", "item-sown": "yes"}).status == 200
    started.path = page
    assert records(site, started)["sown"].value == "yes"


def test_gone_is_told_to_who_was_let_in_once_and_to_nobody_else(
    started: Browser, open_browser: OpenBrowser, site: Site
) -> None:
    path, token = re.sub(r"garden/\d", "save", started.path), started.token
    unknown = "/en/a/00000000-0000-0000-0000-000000000000/save"
    stranger = open_browser().visit("/en/")
    foreign = stranger.send(path, {"csrf_token": stranger.token}).body
    assert stranger.status == 404
    stranger.visit("/en/")
    assert stranger.send(unknown, {"csrf_token": stranger.token}).body == foreign
    assert b"data-forget" not in foreign
    assert b"Your answers wait on this device" in foreign
    clock_of(site).move(days=31)
    started.send(path, {"csrf_token": token, "seen-sown": "0", "item-sown": "yes"})
    assert started.status == 404
    assert started.page.xpath("//@data-forget") == [path.split("/")[3].replace("-", "")]


def test_a_save_takes_the_same_number_of_statements_for_one_answer_and_for_many(started: Browser, site: Site) -> None:
    counted: list[str] = []
    event.listen(
        site.database.engine, "before_cursor_execute", lambda _c, _cur, statement, *_: counted.append(statement)
    )
    save(started, seen__sown="0", item__sown="yes")
    one = len(counted)
    counted.clear()
    many = {"item__sown": "no", "seen__since": "0", "item__since": "2026-01-01", "seen__S1": "0", "item__S1": "3"}
    save(started, seen__sown="1", **many)
    assert len(counted) == one
    assert sum("BEGIN IMMEDIATE" in each for each in counted) <= 1


def test_without_a_script_the_other_answer_is_named_and_one_button_away(
    open_browser: OpenBrowser, started: Browser, site: Site
) -> None:
    old = started.path
    started.fill(sown="yes")
    other = _same_assessment(open_browser(), started)
    other.visit(old).fill(sown="no")
    clock_of(site).move(seconds=10)
    _press_on(other, old)
    clock_of(site).move(seconds=10)
    started.press()
    assert started.status == 409
    assert "One answer was changed elsewhere too" in started.text
    assert started.value("sown") == "yes"
    assert "you answered ‘No’." in words(started, "item-sown-offer")
    started.press("Take this answer")
    assert records(site, started)["sown"].value == "no"
    assert started.path.endswith("/garden/3#item-sown")


def test_a_page_that_merely_shows_an_older_answer_leaves_the_newer_one_alone(
    open_browser: OpenBrowser, started: Browser, site: Site
) -> None:
    started.fill(sown="yes", since="2026-01-01").press()
    old = started.visit(started.path.replace("garden/4", "garden/3")).path
    other = _same_assessment(open_browser(), started)
    clock_of(site).move(seconds=10)
    other.visit(old).fill(sown="no", since="2026-02-02").press()
    clock_of(site).move(seconds=10)
    started.press()
    assert started.path.endswith("/garden/4")
    assert records(site, started)["sown"].value == "no"


def _same_assessment(browser: Browser, like: Browser) -> Browser:
    with like.client.session_transaction() as known, browser.client.session_transaction() as session:
        session["open"] = known["open"]
    return browser


def _press_on(browser: Browser, path: str) -> None:
    browser.path = path
    browser.press()


def test_htmx_is_the_release_that_its_licence_names() -> None:
    folder = Path(__file__).parents[2] / "rely" / "web" / "static"
    note = (folder / "htmx.txt").read_text(encoding="utf-8")
    assert hashlib.sha256((folder / "htmx.js").read_bytes()).hexdigest() in note
    assert "Zero-Clause BSD" in note


def test_what_is_not_asked_here_is_taken_off_the_page_once_however_often_the_page_names_it(started: Browser) -> None:
    save(started, asked="sown since" + " data" * 1000)
    assert started.body.count(b"item-data") == 1
