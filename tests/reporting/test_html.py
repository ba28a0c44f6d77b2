import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from rely.paths import reports_dir
from rely.reporting import html
from rely.reporting.html import colours, render_html, render_markup
from rely.reporting.layout import Layout
from rely.reporting.pages import LONGEST_NAME
from rely.reporting.plain_text import shortened
from tests.reporting.garden import SOURCE, changed, report

HOSTILE = "<script>alert(1)</script>{{7*7}}\"'&amp;<img src=x onerror=y>"


class Page(HTMLParser):
    """Notes the tags, and the text inside every table cell."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.cells: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.cells:
            self.cells[-1] += data


def test_the_page_needs_nothing_from_elsewhere() -> None:
    page = Page(render_html(report()))
    assert {tag for tag, _ in page.tags} & {"script", "link", "img", "iframe", "object"} == set()
    sources = re.findall(r"url\(([^)]{0,40})|(?:href|src)=\"([^\"]*)", render_html(report()))
    assert {source[0][:16] for source in sources} == {"data:font/woff2;"}


def test_hostile_text_is_shown_as_the_text_it_is() -> None:
    page = Page(render_html(report({"called": HOSTILE}, respondent=HOSTILE)))
    assert {tag for tag, _ in page.tags} & {"script", "img"} == set()
    assert "{{7*7}}" in render_html(report({"called": HOSTILE}))
    assert HOSTILE in page.cells
    body = next(attributes for tag, attributes in page.tags if tag == "body")
    assert body["data-name"] == shortened(HOSTILE, LONGEST_NAME)


def test_hostile_text_of_an_instrument_is_escaped_too() -> None:
    guideline = {**SOURCE["guidelines"][1], "text": "<b onclick=x>Feed</b>"}
    page = render_html(report(instrument=changed(guidelines=[guideline])))
    assert "<b onclick" not in page
    assert "&lt;b onclick=x&gt;Feed" in page


def test_every_table_has_headers_with_a_scope() -> None:
    page = Page(render_markup(report(), Layout()))
    headers = [attributes for tag, attributes in page.tags if tag == "th"]
    assert len(headers) > 50
    assert all(header.get("scope") in ("row", "col", "colgroup") for header in headers)


def test_every_chart_has_a_title_and_the_colours_of_the_tokens() -> None:
    markup = render_markup(report(), Layout())
    charts = re.findall(r"<svg.*?</svg>", markup, flags=re.DOTALL)
    assert len(charts) == 7
    assert all(re.search(r"^<svg [^>]*><title>[^<]+</title>", chart) for chart in charts)
    used = set(re.findall(r"#[0-9A-Fa-f]{6}", "".join(charts)))
    assert used <= set(colours((reports_dir() / "styles" / "tokens.css").read_text()).values())
    assert {"#12505B"} <= used


def test_the_colours_are_those_of_the_light_theme() -> None:
    tokens = ":root { --c-ink: #1D2B30; --c-ink-2: #536067; }\n:root[data-theme=dark] { --c-ink: #EDE8DF; }"
    assert colours(tokens) == {"ink": "#1D2B30", "ink-2": "#536067"}


def test_the_language_and_the_light_theme_stand_at_the_root() -> None:
    root = Page(render_html(report(language="de"))).tags[0]
    assert root == ("html", {"lang": "de", "data-theme": "light"})


def test_the_first_page_shows_fewer_actions_where_the_layout_says_so() -> None:
    content = report()
    assert content.actions is not None
    in_plan = content.actions.in_plan
    first = [render_markup(content, layout).partition('id="grid"')[0] for layout in (Layout(), Layout(first_actions=1))]
    assert ["Prune in March." in part for part in first] == [True, False]
    assert [in_plan in part for part in first] == [False, True]


def test_the_notes_stand_below_the_grid_or_before_the_plan() -> None:
    for with_grid in (True, False):
        markup = render_markup(report(), Layout(notes_with_grid=with_grid))
        assert markup.count("Greet the neighbours.") == 1
        assert (markup.index("Greet the neighbours.") < markup.index('id="plan"')) is with_grid


def test_a_template_that_asks_for_what_the_content_lacks_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "tokens.css").write_text(":root { --c-ink: #1D2B30; }")
    (tmp_path / "report.html").write_text("{{ report.nothing }}")
    monkeypatch.setattr(html, "reports_dir", lambda: tmp_path)
    with pytest.raises(UndefinedError):
        render_markup(report(), Layout())
