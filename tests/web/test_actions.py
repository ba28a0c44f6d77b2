"""Prove that an action is taken on, changed, done and left on the results page, without losing what was typed."""

from collections.abc import Callable

import pytest
from lxml import html

from rely import paths
from rely.loading.catalogue import load_canonical, load_instrument
from rely.services.examples import Example, fill_examples
from rely.services.site import Site
from rely.web import create_app
from tests.browser import Browser
from tests.sites import clock_of
from tests.small_instrument import small_instrument
from tests.web.test_result import resume
from tests.web.test_review import to_review


@pytest.fixture
def demo(site_with: Callable[..., Site]) -> tuple[Browser, tuple[Example, ...], Site]:
    site = site_with(load_instrument("relationship-check"))
    return Browser(create_app(site.settings, site=site)), fill_examples(site), site


@pytest.fixture
def browser(demo: tuple[Browser, tuple[Example, ...], Site]) -> Browser:
    """A browser on the result of the first example."""
    return resume(demo[0], demo[1][0], "en")


def cards(browser: Browser) -> list[html.HtmlElement]:
    return list(browser.page.xpath("//ol[@class='actions']/li"))


def send(browser: Browser, at: int = 0, **values: str) -> Browser:
    """Send the form of a card, with its own token and values but for these."""
    form = cards(browser)[at].xpath(".//form[@class='take-form']")[0]
    own = {box.get("name"): box.get("value") or "" for box in form.iter("input")}
    return browser.send(form.get("action"), {**own, "do": "take", **values})


def press(browser: Browser, what: str, at: int = 0) -> Browser:
    """Press one of the buttons of an action that was taken on."""
    form = cards(browser)[at].xpath(".//form[@class='taken-do']")[0]
    token = form.xpath("input[@name='csrf_token']/@value")[0]
    assert form.xpath("button[@value=$what]", what=what)
    return browser.send(form.get("action"), {"csrf_token": token, "do": what})


def said(browser: Browser, at: int = 0) -> str:
    """What the card says about who took it on; empty while nobody did."""
    return " ".join(" ".join(each.text_content().split()) for each in cards(browser)[at].xpath("p[@class='taken']"))


def errors(browser: Browser) -> dict[str, str]:
    """The mistakes told beside the boxes, by the name of the box."""
    return {
        each.get("id").partition("-")[0]: " ".join(each.text_content().split())
        for each in browser.page.xpath("//form[@class='take-form']//p[@class='err']")
    }


def test_a_free_action_offers_its_suggested_day(browser: Browser) -> None:
    days = browser.page.xpath("//form[@class='take-form']//input[@name='due']/@value")
    assert days == ["2026-11-23", "2026-11-30", "2026-12-07", "2026-12-14", "2026-12-21"]
    assert said(browser) == ""


def test_a_suggested_day_that_has_passed_moves_on_by_whole_weeks(
    demo: tuple[Browser, tuple[Example, ...], Site],
) -> None:
    clock_of(demo[2]).move(days=10)
    browser = resume(demo[0], demo[1][0], "en")
    days = browser.page.xpath("//form[@class='take-form']//input[@name='due']/@value")
    assert days == ["2026-12-07", "2026-12-07", "2026-12-07", "2026-12-14", "2026-12-21"]


def test_an_action_is_taken_on_changed_done_and_left(browser: Browser) -> None:
    send(browser, owner="Anna", due="2026-12-03")
    assert browser.status == 200
    assert "#action-" in browser.path
    assert said(browser) == "Taken on Anna, by Thu 3 Dec"
    send(browser, owner="Bo", due="")
    assert said(browser) == "Taken on Bo"
    assert said(press(browser, "done")) == "Done Bo"
    assert said(press(browser, "reopen")) == "Taken on Bo"
    assert said(press(browser, "leave")) == ""
    assert not cards(browser)[0].xpath(".//form[@class='taken-do']")


def test_an_owner_once_named_is_offered_for_the_next_action(browser: Browser) -> None:
    send(browser, owner="Anna", due="")
    assert cards(browser)[1].xpath(".//input[@name='owner']/@value") == ["Anna"]


def test_what_does_not_fit_is_told_beside_the_box_and_in_a_summary_and_stays_as_typed(browser: Browser) -> None:
    send(browser, at=1, owner="x" * 81, due="2020-01-01")
    assert browser.status == 422
    told = {
        "owner": "Mistake: Use at most 80 characters.",
        "due": "Mistake: This day has passed. Choose today or a later day, or leave it empty.",
    }
    assert errors(browser) == told
    (summary,) = browser.page.xpath("//*[@id='mistakes']")
    assert (summary.get("role"), summary.get("tabindex")) == ("alert", "-1")
    assert summary.get("autofocus") is not None
    targets = [link.get("href")[1:] for link in summary.xpath(".//a")]
    boxes = [browser.page.get_element_by_id(target) for target in targets]
    assert [(box.get("name"), box.get("value"), box.get("aria-invalid")) for box in boxes] == [
        ("owner", "x" * 81, "true"),
        ("due", "2020-01-01", "true"),
    ]
    assert [box.get("aria-describedby") for box in boxes] == [f"{target}-error" for target in targets]
    (opened,) = browser.page.xpath("//details[@class='take'][@open]")
    assert opened.getparent() is cards(browser)[1]


@pytest.mark.parametrize(
    ("owner", "due", "told"),
    [
        ("", "", {"owner": "Mistake: Write down who does it, for example a first name."}),
        ("\u202eannA", "", {"owner": "Mistake: This holds characters that cannot be seen. Please type it again."}),
        ("A\x00", "", {"owner": "Mistake: This holds characters that cannot be seen. Please type it again."}),
        ("Anna", "2026-02-30", {"due": "Mistake: Enter a day as year, month and day, for example 2026-11-30."}),
        ("Anna", "soon", {"due": "Mistake: Enter a day as year, month and day, for example 2026-11-30."}),
    ],
)
def test_each_mistake_says_what_to_do(browser: Browser, owner: str, due: str, told: dict[str, str]) -> None:
    send(browser, owner=owner, due=due)
    assert (browser.status, errors(browser)) == (422, told)
    browser.visit(browser.path.rpartition("/actions")[0])
    assert said(browser) == ""


@pytest.mark.parametrize(
    ("owner", "shown"),
    [
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("=1+1", "=1+1"),
        ('"><b>', '"><b>'),
        ("{{ 7*7 }}", "{{ 7*7 }}"),
        ("Anna\r\nSet-Cookie: x=1", "Anna Set-Cookie: x=1"),
        ("A" * 80, "A" * 80),
    ],
)
def test_a_hostile_owner_is_only_text(browser: Browser, owner: str, shown: str) -> None:
    send(browser, owner=owner, due="")
    assert said(browser) == f"Taken on {shown}"
    assert cards(browser)[0].xpath(".//input[@name='owner']/@value") == [shown]
    assert not browser.page.xpath("//main//script | //main//p[@class='taken']//b")
    assert "Set-Cookie" not in "".join(browser.headers) or "x=1" not in browser.headers.get("Set-Cookie", "")
    calendar = browser.client.get(browser.path.partition("#")[0] + "/calendar.ics").data
    # A line end in the name would begin a line of its own.
    assert b"\nSet-Cookie" not in calendar


def test_a_stale_token_loses_nothing(browser: Browser) -> None:
    send(browser, at=2, owner="Anna", due="2026-12-03", csrf_token="stale")
    assert browser.status == 400
    assert "Nothing that you typed is lost." in browser.text
    assert not errors(browser)
    form = cards(browser)[2].xpath("details[@open]/form[@class='take-form']")[0]
    assert form.xpath(".//input[@name='owner']/@value") == ["Anna"]
    assert form.xpath(".//input[@name='due']/@value") == ["2026-12-03"]
    assert said(send(browser, at=2), at=2) == "Taken on Anna, by Thu 3 Dec"


def test_an_unknown_guideline_and_the_assessment_of_another_are_not_found(
    demo: tuple[Browser, tuple[Example, ...], Site], browser: Browser
) -> None:
    path = browser.path.partition("#")[0]
    values: dict[str, str | list[str]] = {"csrf_token": browser.token, "owner": "Anna", "due": ""}
    guideline = cards(browser)[0].get("id").removeprefix("action-")
    browser.send(f"{path}/actions/nobody", values)
    unknown = browser.text
    assert browser.status == 404
    stranger = resume(Browser(browser.app), demo[1][1], "en")
    for token in (stranger.token, "stale"):
        stranger.send(f"{path}/actions/{guideline}", {**values, "csrf_token": token})
        assert (stranger.status, stranger.text) == (404, unknown)
    assert said(browser.visit(path)) == ""


def test_an_address_that_can_only_be_sent_to_shows_no_page(browser: Browser) -> None:
    action = cards(browser)[0].xpath(".//form/@action")[0]
    assert browser.visit(action).status == 405


def test_a_draft_leads_to_its_review(demo: tuple[Browser, tuple[Example, ...], Site]) -> None:
    draft = next(each for each in demo[1] if not each.is_finished)
    browser = resume(demo[0], draft, "en")
    action = f"/en/a/{draft.id}/result/actions/tr_i_manners"
    values: dict[str, str | list[str]] = {"csrf_token": browser.token, "due": ""}
    for owner in ("Anna", ""):
        browser.send(action, {**values, "owner": owner})
        assert browser.status == 200
        assert "/result" not in browser.path


def test_an_action_that_is_no_longer_advised_is_still_listed_and_can_be_left(
    demo: tuple[Browser, tuple[Example, ...], Site], browser: Browser
) -> None:
    path = browser.path.partition("#")[0]
    texts = browser.page.xpath("//h3[../p[@class='step-1']]/text()")
    values: dict[str, str | list[str]] = {"csrf_token": browser.token, "owner": "Anna", "due": ""}
    browser.send(f"{path}/actions/tr_i_manners", values)
    (card,) = browser.page.xpath("//ul[@class='actions']/li")
    assert "Your answers no longer ask for this." in card.text_content()
    assert card.xpath("h4/text()")[0] not in texts
    leaving = card.xpath(".//form[@class='taken-do']/@action")[0]
    browser.send(leaving, {"csrf_token": browser.token, "do": "leave"})
    assert not browser.page.xpath("//ul[@class='actions']/li")


def test_every_guideline_of_the_page_says_why_under_a_whole_name(browser: Browser) -> None:
    rows = browser.page.xpath("//ul[@class='glist']/li")
    assert len(rows) > 30
    for row in rows:
        (why,) = row.xpath("details[@class='why']")
        heard = why.xpath("string(summary/span[@class='long'])") + why.xpath("string(summary/span[@class='vh'])")
        text = " ".join(row.xpath("span[2]/text()")).strip()
        assert heard == f"Why this advice? ({text})"
        assert why.xpath("summary/span[@class='short']/@aria-hidden") == ["true"]
        assert [each.text_content() for each in why.xpath(".//dt")][-2:] == ["The rule", "Evidence"]
        assert all(each.xpath("count(dd) > 0") for each in why.xpath(".//dl/div"))
    assert len(browser.page.xpath("//ol[@class='actions']/li/details[@class='why']")) == 5


def test_nothing_on_the_page_stands_open_that_nobody_opened(browser: Browser) -> None:
    assert browser.page.xpath("//details")
    assert not browser.page.xpath("//details[@open]")


def test_a_result_of_an_older_version_without_dates_can_have_actions_taken_on(
    site_with: Callable[..., Site],
) -> None:
    kept = paths.questionnaires_dir() / "relationship-check" / "releases" / "1.0.0.json"
    site = site_with(load_canonical(kept.read_text(encoding="utf-8")))
    browser = resume(Browser(create_app(site.settings, site=site)), fill_examples(site)[0], "en")
    assert cards(browser)[0].xpath(".//input[@name='due']/@value") == [""]
    assert said(send(browser, owner="Anna")) == "Taken on Anna"


def test_an_instrument_without_guidelines_offers_nothing_to_take_on(browse: Callable[..., Browser]) -> None:
    small = to_review(browse(small_instrument()), data="Tulp", S1="3").press("Show my result")
    assert small.status == 200
    assert not small.page.xpath("//section[@id='actions'] | //form[@class='take-form'] | //details[@class='why']")
    small.send(f"{small.path}/actions/anything", {"csrf_token": token_of(small), "owner": "Anna", "due": ""})
    assert small.status == 404


def token_of(browser: Browser) -> str:
    """A token of this browser, from a page with a form."""
    path = browser.path
    token = browser.visit("/en/").token
    browser.visit(path)
    return token
