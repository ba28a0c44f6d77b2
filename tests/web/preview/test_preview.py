"""Prove that the preview shows the pages of the site beside the problems, and leads to every page, path and report."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from lxml import html

from rely.loading.skeleton import skeleton
from rely.storage.database import Database
from rely.web.preview.app import create_preview_app
from tests.browser import Browser
from tests.databases import copied_sqlite_url
from tests.french import french_folder
from tests.previews import EXAMPLE, TITLE, edit, make_preview, write, write_small
from tests.small_instrument import SOURCE


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_small(tmp_path / "small")


@pytest.fixture
def browser(sqlite_template: Path, tmp_path: Path, file: Path) -> Iterator[Browser]:
    """A browser without scripts on the preview of the small instrument."""
    database = Database(copied_sqlite_url(sqlite_template, tmp_path))
    yield Browser(create_preview_app(make_preview(database, file.parent)))
    database.close()


def frames(browser: Browser) -> dict[str, str]:
    """The framed addresses by the name of the frame."""
    return {each.get("name"): each.get("src") for each in browser.page.xpath("//iframe")}


def framed(browser: Browser) -> Browser:
    """What the first frame shows, in a window of the same browser."""
    window = Browser(browser.app)
    window.client = browser.client
    return window.visit(next(iter(frames(browser).values())))


def problems(browser: Browser) -> str:
    return " ".join(browser.page.xpath("//*[@id='problems']")[0].text_content().split())


def link(browser: Browser, label: str) -> str:
    """The address of the link that bears this name."""
    return str(browser.page.xpath(f"//a[@aria-label='{label}' or normalize-space()='{label}']/@href")[0])


def choose(browser: Browser, name: str, value: str = "", action: str = "") -> Browser:
    """Press the button that sends this value, or that goes to this address."""
    found = browser.page.xpath(
        f"//button[@form='open' and (@value='{value}' or '{value}' = '') and (contains(@formaction, '{action}') "
        f"or '{action}' = '')]"
    )
    assert found, "there is such a button"
    sent = {each.get("name"): each.get("value") for each in browser.page.xpath("//form[@id='open']//input")}
    to = found[0].get("formaction") if action else browser.page.xpath("//form[@id='open']/@action")[0]
    return browser.send(str(to), {**sent, name: value} if name else sent)


def opened(browser: Browser, source: str) -> Browser:
    return choose(browser, "open", source)


def test_the_preview_speaks_the_language_of_the_browser(browser: Browser) -> None:
    assert browser.visit("/preview", **{"Accept-Language": "nl"}).path.startswith("/nl/preview")
    assert "Voorvertoning" in browser.page.xpath("//title/text()")[0]


def test_the_framed_page_is_the_page_of_the_site(browser: Browser) -> None:
    page = framed(browser.visit("/en/preview"))
    assert page.status == 200
    assert page.asked == ["data", "where"]
    assert not page.page.xpath("//*[contains(@class, 'demonstration')]")


def test_the_questionnaire_is_shown_in_its_own_languages_whatever_the_preview_speaks(browser: Browser) -> None:
    browser.visit("/de/preview")
    shown = [each.get("lang") for each in browser.page.xpath("//nav[@class='switch'][1]//a")]
    assert shown == ["en", "nl"]
    page = framed(browser.visit("/de/preview?lang=nl&at=garden/1"))
    assert page.path.startswith("/nl/a/")
    assert page.heading == "Welke tuin?"


@pytest.fixture
def bench(sqlite_template: Path, tmp_path: Path) -> Iterator[Callable[[Path], Browser]]:
    """Opens the preview of the questionnaire at a path."""
    database = Database(copied_sqlite_url(sqlite_template, tmp_path))
    yield lambda path: Browser(create_preview_app(make_preview(database, path)))
    database.close()


def test_a_questionnaire_is_shown_in_a_language_that_the_preview_does_not_speak(
    bench: Callable[[Path], Browser], tmp_path: Path
) -> None:
    browser = bench(french_folder(tmp_path)).visit("/en/preview")
    shown = [each.get("lang") for each in browser.page.xpath("//nav[@class='switch'][1]//a")]
    assert "fr" in shown
    page = framed(browser.visit(link(browser, "Français")))
    assert (page.status, page.path.split("/")[1], page.page.get("lang")) == (200, "fr", "fr")
    report = framed(choose(browser, "open", "simulated/1"))
    assert (report.status, report.page.get("lang")) == (200, "fr")


def in_french_alone(value: Any) -> Any:
    """A part of a questionnaire with each text of several languages in French only."""
    if isinstance(value, dict):
        return {"fr": value["en"]} if "en" in value else {key: in_french_alone(each) for key, each in value.items()}
    return [in_french_alone(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_preview_of_a_questionnaire_in_that_language_alone_tells_its_words_apart(
    bench: Callable[[Path], Browser], tmp_path: Path, language: str
) -> None:
    source = {**in_french_alone(SOURCE), "languages": ["fr"], "title": {"fr": "Petit regard"}}
    browser = bench(write(tmp_path / "small", source).parent).visit("/en/preview")
    assert framed(browser).path.startswith("/fr/")
    assert browser.visit(f"/{language}/preview").status == 200
    heading = browser.page.xpath("//h1//*[normalize-space() = 'Petit regard'] | //h1[contains(., 'Petit regard')]")[-1]
    assert heading.xpath("ancestor-or-self::*[@lang][1]/@lang") == ["fr"]
    assert not re.search("[\ufdd0-\ufdd2]", browser.body.decode())


@pytest.mark.parametrize(("width", "names"), [("phone", ["phone"]), ("desk", ["desk"]), ("both", ["phone", "desk"])])
def test_each_width_has_its_frame(browser: Browser, width: str, names: list[str]) -> None:
    browser.visit(f"/en/preview?width={width}")
    assert list(frames(browser)) == names


def test_every_link_of_a_page_leads_to_it(browser: Browser) -> None:
    browser.visit("/en/preview")
    page = framed(browser.visit(link(browser, "The garden, page 3")))
    assert page.asked == ["sown", "since"]
    assert framed(browser.visit(link(browser, "Start page"))).path == "/en/"


def test_a_page_that_is_not_asked_is_reached_with_answers_that_lead_there(browser: Browser) -> None:
    browser.visit("/en/preview")
    assert not browser.page.xpath("//a[@aria-label='The work, page 2']")
    page = framed(opened(browser, "branch/page/work/2"))
    assert page.asked == ["csrf_token"]


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("branch/selected/spring", "It is spring"),
        ("branch/unmet/has_plants", "There are no plants, so we do not ask about them."),
        ("branch/shown/since", "Since when?"),
        ("branch/hidden/since", "Has anything been sown?"),
    ],
)
def test_each_path_leads_to_where_it_is_seen(browser: Browser, source: str, told: str) -> None:
    browser.visit("/en/preview")
    page = framed(opened(browser, source))
    assert told in page.text
    assert ("Since when?" in page.text) == (source == "branch/shown/since")


def test_the_path_that_is_open_is_marked(browser: Browser) -> None:
    opened(browser.visit("/en/preview"), "branch/selected/spring")
    assert browser.page.xpath("//button[@aria-current]/@value") == ["branch/selected/spring"]


def test_a_path_that_no_answers_lead_to_is_told(browser: Browser) -> None:
    browser.visit("/en/preview")
    opened_at = choose_source(browser, "branch/page/nowhere/1")
    assert "No answers were found that lead to page/nowhere/1." in problems(opened_at)


def choose_source(browser: Browser, source: str) -> Browser:
    """Send the id of a source that no button offers."""
    sent = {each.get("name"): each.get("value") for each in browser.page.xpath("//form[@id='open']//input")}
    return browser.send("/en/preview/open", {**sent, "open": source})


def test_the_report_is_that_of_the_answers_given_on_the_pages(browser: Browser) -> None:
    page = framed(browser.visit("/en/preview?at=garden/1")).fill(data="Allotment").press()
    page.fill(plants="7").press().fill(sown="yes").press()
    page.visit(frames(browser)["phone"].rpartition("garden")[0] + "work/1").fill(S1="5", S2="4").press()
    report = framed(choose(browser, "", action="/report"))
    assert report.path.endswith("/result")
    assert "Allotment" in report.text


def test_while_it_is_open_what_is_asked_the_report_leads_to_the_explanation(browser: Browser) -> None:
    browser.visit("/en/preview")
    assert framed(choose(browser, "", action="/report")).path.endswith("/course")


def test_an_example_shows_its_report(browser: Browser, file: Path) -> None:
    (file.parent / "examples").mkdir()
    (file.parent / "examples" / "one.yaml").write_text(EXAMPLE)
    report = framed(opened(browser.visit("/en/preview"), "example/one.yaml"))
    assert report.path.endswith("/result")
    assert "Allotment" in report.text


def test_an_example_that_does_not_fit_is_told_with_its_line(browser: Browser, file: Path) -> None:
    (file.parent / "examples").mkdir()
    (file.parent / "examples" / "one.yaml").write_text(EXAMPLE.replace("S1: 5", "S1: 9"))
    opened(browser.visit("/en/preview"), "example/one.yaml")
    assert "one.yaml holds no answers that can be used." in problems(browser)
    assert "one.yaml:7:" in problems(browser)


def test_simulated_answers_show_their_report_and_the_next_are_others(browser: Browser) -> None:
    opened(browser.visit("/en/preview"), "simulated/1")
    assert framed(browser).status == 200
    assert browser.page.xpath("//button[@value='simulated/2']")


def test_without_problems_the_preview_says_so(browser: Browser, file: Path) -> None:
    file.write_text(skeleton("small"))
    browser.visit("/en/preview")
    assert problems(browser).startswith("Being checked"), "worked cases and releases are not, at first"
    browser.visit(link(browser, "Load again"))
    assert problems(browser).startswith("No problems")
    assert browser.page.xpath("//*[contains(@class, 'problems-ok')]")


def test_warnings_do_not_look_like_errors(browser: Browser) -> None:
    browser.visit("/en/preview?closely=1")
    assert "warnings" in problems(browser)
    assert browser.page.xpath("//*[contains(@class, 'problems-warn')]")


def test_a_broken_file_shows_its_problems_beside_the_last_good_version(browser: Browser, file: Path) -> None:
    browser.visit("/en/preview?at=garden/1")
    line = next(n for n, text in enumerate(file.read_text().splitlines(), 1) if '"response_scale"' in text)
    edit(file, '"response_scale": "name"', '"response_scale": "nane"')
    browser.visit("/en/preview?at=garden/1")
    assert f"instrument.yaml:{line}:" in problems(browser)
    assert "Did you mean 'name'?" in problems(browser)
    assert "You see the last version without errors" in problems(browser)
    assert framed(browser).asked == ["data", "where"]
    edit(file, '"nane"', '"name"')
    assert "last version" not in problems(browser.visit("/en/preview?at=garden/1"))


def test_a_file_broken_from_the_start_shows_problems_only_and_recovers(browser: Browser, file: Path) -> None:
    text = file.read_text()
    file.write_text(text + "}")
    browser.visit("/en/preview")
    assert "1 error" in problems(browser)
    assert not frames(browser)
    assert browser.page.xpath("//main//a[normalize-space()='Load again']")
    file.write_text(text)
    assert frames(browser.visit("/en/preview"))


def test_a_page_that_a_change_has_taken_away_leads_to_one_that_is_there(browser: Browser, file: Path) -> None:
    browser.visit("/en/preview?at=garden/1")
    gone = frames(browser)["phone"]
    edit(file, '"id": "garden"', '"id": "yard"')
    page = framed(browser).visit(gone)
    assert page.asked == ["data", "where"]
    assert "/yard/" in page.path


def test_given_answers_stay_when_the_file_changes(browser: Browser, file: Path) -> None:
    framed(browser.visit("/en/preview?at=garden/1")).fill(data="Allotment").press()
    edit(file, TITLE, '"Other check"')
    browser.visit("/en/preview?at=garden/1")
    assert framed(browser).value("data") == "Allotment"
    assert "Other check" in browser.page.xpath("//h1")[0].text_content()


def test_an_assessment_begun_on_the_start_page_is_gone_on_with(browser: Browser) -> None:
    page = framed(browser.visit("/en/preview?at=start")).press("Begin")
    begun = page.path.split("/")[3]
    browser.visit(f"/en/preview?at=garden/1&a={begun}")
    assert begun in frames(browser)["phone"]
    assert begun in frames(browser.visit("/en/preview?at=garden/1"))["phone"]


def test_somebody_elses_assessment_is_not_taken(browser: Browser) -> None:
    browser.visit("/en/preview?at=garden/1&a=00000000-0000-0000-0000-000000000000")
    assert "00000000" not in frames(browser)["phone"]


@pytest.mark.parametrize("at", ["//example.org", "../../etc", "garden/1?x", "a b", "x" * 5000, "\u0663"])
def test_a_place_that_is_none_is_where_the_answers_left_off(browser: Browser, at: str) -> None:
    browser.visit(f"/en/preview?{urlencode({'at': at})}")
    assert frames(browser)["phone"].endswith("/")


def test_the_map_counts_items_reversed_ones_and_minutes(browser: Browser) -> None:
    browser.visit("/en/preview")
    tables = [" ".join(" ".join(each.itertext()).split()) for each in cells(browser)]
    assert "Soil 3 1 reversed (33%)" in tables[1]
    assert "Soil 3 0 reversed (0%)" in tables[0]
    assert "In full, Spring without has_plants 10–11 3" in tables[2]


def cells(browser: Browser) -> list[html.HtmlElement]:
    return list(browser.page.xpath("//*[@id='coverage']//table"))


def test_news_come_at_once_for_whoever_knows_an_older_version(browser: Browser, file: Path) -> None:
    browser.visit("/en/preview")
    seen = int(browser.page.xpath("//body/@data-number")[0])
    edit(file, TITLE, '"Other check"')
    news = browser.client.get(f"/preview/news?seen={seen}").get_json()
    assert news["number"] > seen
    assert news["version"] == int(browser.page.xpath("//body/@data-version")[0]) + 1


@pytest.mark.parametrize("seen", ["", "x", "9" * 50, "-1"])
def test_news_of_a_number_that_is_none_come_at_once(browser: Browser, seen: str) -> None:
    assert browser.client.get("/preview/news", query_string={"seen": seen}).get_json()["number"] >= 0
