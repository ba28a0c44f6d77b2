"""Prove that the pages of an assessment stay those of the instrument it was begun with."""

import copy
from collections.abc import Callable

import pytest

from rely.loading.catalogue import load_canonical
from rely.model.instrument import Instrument
from rely.services.catalogue import Catalogue
from rely.services.site import Site
from tests.browser import Browser
from tests.small_instrument import SOURCE
from tests.web.test_review import to_review

OpenBrowser = Callable[..., Browser]
FILES = ("report.html", "scores.json", "answers.csv")


def edited() -> Instrument:
    """The small instrument in its next version: a statement reworded and turned round, one statement gone."""
    source = copy.deepcopy(SOURCE)
    work = source["sections"][1]
    work["items"][0].update(text="We plough.", reverse=True)
    work["items"] = [item for item in work["items"] if item["id"] != "S2"]
    work["pages"] = [["S1", "S3"], ["csrf_token"]]
    return Instrument.model_validate(source | {"version": "2.0.0"})


def restart_with(site: Site, *instruments: Instrument) -> None:
    """Let the site offer these instruments, as it would after a restart."""
    by_id = {each.id: each for each in instruments}
    object.__setattr__(site, "catalogue", Catalogue(by_id, load=by_id.__getitem__, read=load_canonical))


AFTERWARDS = pytest.mark.parametrize("offered", [(edited(),), ()], ids=["edited", "removed"])


def looked_at(browser: Browser, path: str) -> tuple[int, object]:
    """What a page reads, or what a file holds."""
    browser.visit(path)
    return browser.status, browser.text if path.endswith("/result") else browser.body


@AFTERWARDS
def test_the_pages_of_a_result_stay_as_they_were(site: Site, browser: Browser, offered: tuple[Instrument, ...]) -> None:
    to_review(browser, data="Tulp", S1="1", S2="5").press("Show my result")
    result = browser.path
    pages = [result, *(f"{result}/{file}" for file in FILES)]
    before = {path: looked_at(browser, path) for path in pages}
    assert {status for status, _ in before.values()} == {200}
    restart_with(site, *offered)
    assert {path: looked_at(browser, path) for path in pages} == before


@AFTERWARDS
def test_answering_goes_on_with_the_questions_it_began_with(
    site: Site, browser: Browser, offered: tuple[Instrument, ...]
) -> None:
    to_review(browser, data="Tulp", S1="1")
    review = browser.path
    restart_with(site, *offered)
    work = review.replace("review", "work/1")
    assert browser.visit(work).status == 200
    assert "We dig." in browser.text
    assert "We plough." not in browser.text
    browser.fill(S2="4").press()
    browser.visit(review).press("Show my result")
    assert browser.status == 200
    assert "Garden report" in browser.body.decode()


def test_who_begins_anew_gets_the_new_questions(site: Site, browser: Browser, open_browser: OpenBrowser) -> None:
    to_review(browser, data="Tulp", S1="1")
    review = browser.path
    restart_with(site, edited())
    other = to_review(open_browser(), S1="1")
    other.visit(other.path.replace("review", "work/1"))
    assert "We plough." in other.text
    assert "S2" not in other.asked
    browser.visit(review.replace("review", "work/1"))
    assert "We dig." in browser.text
