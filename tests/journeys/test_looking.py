"""Prove that the looks at a page find what is wrong, on pages in which one thing is wrong."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.looking import announces, findings, foreign_texts, overflow, small_targets
from tests.journeys.test_keyboard import tab

HEAD = '<!doctype html><html lang="nl"><title>x</title><style>{style}</style><main><h1>Een dag</h1>{body}</main>'
BUTTON = "<button>Verder</button>"


@pytest.fixture(scope="module")
def shown(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """A page with this body and style."""
    page = chromium.new_page(viewport={"width": 320, "height": 640})

    def show(body: str, style: str = "button { min-height: 44px; min-width: 44px }") -> Page:
        page.set_content(HEAD.format(style=style, body=body))
        return page

    yield show
    page.close()


@pytest.mark.parametrize(
    ("look", "right", "wrong"),
    [
        (findings, BUTTON, "<img src='x'>"),
        (overflow, "<p>kort</p>", "<p style='width: 400px'>lang</p>"),
        (small_targets, BUTTON, "<button style='min-height: 40px; height: 40px'>Verder</button>"),
        (small_targets, "<p>Zie <a href='/'>hier</a>.</p>", "<a href='/' style='display: block'>x</a>"),
        (small_targets, "<label style='display: block; height: 48px'><input type=radio></label>", "<input type=radio>"),
        (foreign_texts, "<p>Dit is het antwoord van uw klant</p>", "<p>This is the answer that you gave</p>"),
        (foreign_texts, "<p lang='en'>This is the answer that you gave</p>", "<p lang='de'>Dit is het en van uw</p>"),
        (foreign_texts, "<p lang='en'>Cheshin, A. (2018). The dark side of this</p>", "<p>Das ist nicht der Fall</p>"),
    ],
)
def test_what_is_wrong_is_found_and_what_is_right_is_not(
    shown: Callable[..., Page], look: Callable[[Page], Any], right: str, wrong: str
) -> None:
    assert not look(shown(right))
    assert look(shown(wrong))


def test_a_mistake_is_announced_where_it_has_the_focus_or_stands_in_the_line_that_is_read(
    shown: Callable[..., Page],
) -> None:
    assert not announces(shown("<div class='notice-error'>x</div>"))
    assert announces(shown("<p id='line' role='status'><svg><use href='#i-err'/></svg>x</p>"))
    page = shown("<div role='alert' tabindex='-1'>x</div>")
    page.locator("[role=alert]").focus()
    assert announces(page)


@pytest.mark.parametrize(
    ("style", "why"),
    [
        ("button:focus { outline: 0 }", "no ring"),
        ("button:focus { outline: 3px solid red; position: absolute; left: -900px }", "out of sight"),
        ("button:focus { outline: 3px solid red } i { position: fixed; inset: 0; background: #fff }", "lies over it"),
    ],
)
def test_a_stop_that_nobody_sees_is_told(shown: Callable[..., Page], style: str, why: str) -> None:
    assert tab(shown(BUTTON, "button:focus { outline: 3px solid red }")) is not None
    with pytest.raises(AssertionError, match=why):
        tab(shown(f"{BUTTON}<i></i>", style))
