"""Look at the page on reliability with the eyes of axe, at the width of a phone and of a desk, opened and closed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from rely.loading.catalogue import load_instrument
from rely.reporting.html import render_html
from rely.reporting.reliability import build_reliability
from rely.reporting.reliability_gaps import Second
from rely.research.reliability import Row, collect, gap_reliability_of, reliability_of
from rely.research.simulate import simulate
from tests.journeys.looking import findings, foreign_texts, overflow


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page in two languages, with the gaps to a second view."""
    folder = tmp_path_factory.mktemp("pages")
    check, pulse = load_instrument("relationship-check"), load_instrument("client-pulse")
    own, others = (
        collect(each, (Row(at, one) for at, one in enumerate(simulate(each, 60, 2), start=2)))
        for each in (check, pulse)
    )
    found = reliability_of(check, own)
    second = Second(pulse, gap_reliability_of(check, own, pulse, others))
    for language in ("nl", "de"):
        page = render_html(build_reliability(check, found, language=language, digest="sha256:0", second=second))
        assert 'class="list figures gaps"' in page
        (folder / f"{language}.html").write_text(page, "utf-8")
    return folder


@pytest.mark.parametrize(("language", "width"), [("nl", 320), ("de", 1280)])
def test_axe_finds_nothing_and_nothing_sticks_out(
    folder: Path, language: str, width: int, open_page: Callable[..., Page]
) -> None:
    page = open_page(viewport={"width": width, "height": 900})
    page.goto(f"file://{folder}/{language}.html")
    assert findings(page) == []
    assert not overflow(page)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    assert findings(page) == []
    assert not overflow(page)
    assert foreign_texts(page) == []


def test_what_is_closed_on_the_screen_is_open_on_paper(folder: Path, open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto(f"file://{folder}/nl.html")
    shown = "document.querySelector('details p').checkVisibility({contentVisibilityAuto: true}) "
    shown += "&& document.querySelector('details p').getBoundingClientRect().height > 0"
    assert not page.evaluate(shown)
    page.emulate_media(media="print")
    page.wait_for_function(shown)
