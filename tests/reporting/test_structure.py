"""Reports read back with other programs: tagged, bookmarked, on their pages, and with nothing in the way."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from io import BytesIO
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import page as page_validation
import pdfua
import pikepdf
import pypdf
import pytest

from rely.reporting.html import render_html
from tests.report_cases import (
    ALL,
    COUNTRIES,
    EVERYDAY,
    FILLS,
    MATRIX,
    NAMES,
    PHASES,
    SAMPLE,
    SHORT_REPORTS,
    VARIANTS,
    AnyCase,
    Case,
    content_of,
    pdf_of,
)
from tests.reporting import reading_back as back

CASES = [pytest.param(case, id=case.id, marks=() if case in (*SAMPLE, *VARIANTS) else pytest.mark.long) for case in ALL]
SHORT = [pytest.param(case, id=case.id) for case in SHORT_REPORTS]
FULLEST = [pytest.param(case, id=case.id) for case in (*SAMPLE[:2], SHORT_REPORTS[0])]
ALMOST_EMPTY = 0.15

BROKEN_IN_PDFUA = {"UA-14-001"}
"""Rules that pdfua 0.1.3 cannot apply to any tagged PDF with the locked pikepdf: it asks an array whether it is a
number. That no heading is empty is tested here instead."""


def test_every_two_values_of_a_case_meet_in_the_matrix() -> None:
    values = {
        "phase": set(PHASES), "country": set(COUNTRIES), "fill": set(FILLS), "name": set(NAMES),
        "language": {case.language for case in EVERYDAY},
    }  # fmt: skip
    for one, other in combinations(values, 2):
        met = {(getattr(case, one), getattr(case, other)) for case in MATRIX}
        assert len(met) == len(values[one]) * len(values[other])
    assert {len(name) for name in NAMES.values()} >= {1, 80}


@pytest.mark.parametrize("case", CASES)
def test_the_document_is_tagged_and_says_its_language_and_its_title(case: Case) -> None:
    document = pypdf.PdfReader(BytesIO(pdf_of(case)))
    catalog: Any = document.root_object
    assert catalog["/MarkInfo"]["/Marked"].value is True
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert catalog["/Lang"] == case.language
    assert document.metadata is not None
    assert document.metadata.title == content_of(case).title
    assert case.code_name.strip() in content_of(case).title


@pytest.mark.parametrize("case", [*CASES, *SHORT])
def test_there_is_a_bookmark_for_each_heading_in_order(case: AnyCase) -> None:
    headings, _ = back.elements_of(render_html(content_of(case)))
    bookmarks = back.bookmarks_of(pdf_of(case))
    assert [mark.title for mark in bookmarks] == headings
    assert [mark.page for mark in bookmarks] == sorted(mark.page for mark in bookmarks)
    assert len(headings) > 3


@pytest.mark.parametrize("case", [*CASES, *SHORT])
def test_headings_are_tagged_with_something_in_them_and_no_level_is_left_out(case: AnyCase) -> None:
    _, elements = back.elements_of(render_html(content_of(case)))
    tags = [tag for tag in back.tags_of(pdf_of(case)) if tag.kind in ("/H1", "/H2", "/H3", "/H4")]
    levels = [int(tag.kind[-1]) for tag in tags]
    assert [levels.count(level) for level in (1, 2, 3)] == [elements.get(f"h{level}", 0) for level in (1, 2, 3)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(deeper <= level + 1 for level, deeper in pairwise(levels))
    assert not any(tag.empty for tag in tags)


@pytest.mark.parametrize("case", [*CASES, *SHORT])
def test_every_figure_has_its_words_and_every_table_header_says_what_it_heads(case: AnyCase) -> None:
    page = render_html(content_of(case))
    titles = [unescape(title) for title in re.findall(r"<svg[^>]*><title>(.*?)</title>", page)]
    tags = back.tags_of(pdf_of(case))
    figures = [tag.alt.strip() for tag in tags if tag.kind == "/Figure"]
    assert len(titles) == page.count("<svg")
    more = Counter(figures) - Counter(titles)  # the head of a table that goes on overleaf stands there again
    assert Counter(titles) - Counter(figures) == Counter()
    assert set(more) <= set(titles)
    assert all(figures)
    scopes = {tag.scope for tag in tags if tag.kind == "/TH"}
    assert scopes == {"/Row", "/Column"}


@pytest.mark.parametrize("case", CASES)
def test_every_page_says_which_of_how_many_it_is(case: Case) -> None:
    pages = back.pages_of(pdf_of(case))
    before, between, after = content_of(case).running.page
    for page in pages:
        furniture = "".join(letter.text for letter in page.letters if letter.furniture)
        assert furniture.endswith(f"{before}{page.number}{between}{len(pages)}{after}".replace(" ", ""))
    assert len(pages) == 2 if case.variant == "short" else 4 <= len(pages) <= 12


@pytest.mark.parametrize("case", SHORT)
def test_a_short_report_has_two_pages_at_most(case: AnyCase) -> None:
    assert len(back.pages_of(pdf_of(case))) <= 2


@pytest.mark.parametrize("case", [*CASES, *SHORT])
def test_no_text_stands_outside_its_page_or_in_the_way_of_head_and_foot(case: AnyCase) -> None:
    for page in back.pages_of(pdf_of(case)):
        assert len(page.body) > 20
        assert page.in_the_way == [], f"page {page.number}"


@pytest.mark.parametrize("case", [*CASES, *SHORT])
def test_every_font_is_embedded_with_only_the_letters_in_use(case: AnyCase) -> None:
    fonts = back.fonts_of(pdf_of(case))
    assert len(fonts) >= 2
    assert all(fonts.values())
    assert [name for name in fonts if not back.is_subset(name)] == []


@pytest.mark.parametrize("case", [*CASES, *SHORT])
def test_no_page_is_blank_or_almost_empty(case: AnyCase) -> None:
    filled = {page.number: page.filled for page in back.pages_of(pdf_of(case))}
    assert {number: share for number, share in filled.items() if share < ALMOST_EMPTY} == {}


@pytest.mark.parametrize("case", [*CASES, *SHORT])
def test_a_page_is_at_least_half_filled_where_its_part_goes_on_overleaf(case: AnyCase) -> None:
    assert back.less_than_half_filled(pdf_of(case)) == {}


@pytest.mark.parametrize("case", [*CASES, *SHORT])
def test_page_validation_finds_no_error_against_pdf_ua(case: AnyCase) -> None:
    checked = page_validation.validate_pdf_bytes(pdf_of(case), profile=page_validation.ValidationProfile.PDF_UA_1)
    assert {(failure.rule_id, failure.message) for failure in checked.failures} == set()
    assert checked.rules.total > 100


@pytest.mark.parametrize("case", FULLEST)
def test_pdfua_finds_nothing_against_pdf_ua(case: AnyCase, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf_of(case))
    report = pdfua.validate(str(path))
    assert [(finding.rule_id, finding.message) for finding in report.findings] == []
    assert {each.rule_id for each in report.outcomes if each.skipped_reason} <= BROKEN_IN_PDFUA
    assert len(report.outcomes) > 10


# -- what reads back, on documents with a known fault -----------------------------------------------------


def made(html: str, *, variant: str | None = "pdf/ua-1") -> bytes:
    """A small document, 200 by 300 points, with a head and a foot at the edges of its pages."""
    from rely.reporting.pdf import CSS, HTML  # late, because it loads WeasyPrint

    style = CSS(
        string="@page { size: 200pt 300pt; margin: 50pt 20pt; @top-left { content: 'head' } "
        "@bottom-left { content: 'foot ' counter(page); vertical-align: top } } "
        "* { margin: 0; font: 10pt/20pt Inter } h2 { bookmark-level: 2 } h3 { bookmark-level: none }"
    )
    pdf = (
        HTML(string=f"<html lang=en><title>Made up</title>{html}")
        .render(stylesheets=[style])
        .write_pdf(pdf_variant=variant)
    )
    assert isinstance(pdf, bytes)
    return pdf


@pytest.mark.parametrize(
    "style", ["top: 205pt", "top: -35pt", "left: 170pt", "left: -30pt"], ids=["foot", "head", "right edge", "left edge"]
)
def test_text_over_the_foot_or_the_head_or_the_edge_of_the_page_is_in_the_way(style: str) -> None:
    (page,) = back.pages_of(made(f"<p>Text.</p><p style='position: absolute; {style}'>fault</p>"))
    in_the_way = "".join(letter.text for letter in page.in_the_way)
    assert in_the_way
    assert in_the_way in "fault"


def test_text_between_head_and_foot_is_in_nobodys_way() -> None:
    (page,) = back.pages_of(made("<p>Text.</p>" * 10))
    assert page.in_the_way == []
    assert "".join(letter.text for letter in page.letters if letter.furniture) == "headfoot1"


BREAK = "<p style='break-before: page'>"


@pytest.mark.parametrize(
    ("html", "filled"),
    [
        ("<p>One line</p>", [0.1]),
        ("<p>Line</p>" * 5, [0.5]),
        ("<p>Line</p>" * 10, [1.0]),
        (f"<p>Line</p>{BREAK}&nbsp;</p>{BREAK}Line</p>", [0.1, 0.0, 0.1]),
    ],
)
def test_how_much_of_a_page_is_filled_is_measured_between_head_and_foot(html: str, filled: list[float]) -> None:
    assert [page.filled for page in back.pages_of(made(html))] == pytest.approx(filled, abs=0.07)


def test_a_page_is_half_empty_only_where_its_part_goes_on_overleaf() -> None:
    line, heading = "<p>Line</p>", "<h2 style='break-before: page'>Part</h2>"
    assert list(back.less_than_half_filled(made(f"{line * 3}{BREAK}Line</p>"))) == [1]
    assert back.less_than_half_filled(made(f"{line * 6}{BREAK}Line</p>")) == {}
    assert back.less_than_half_filled(made(f"{line * 3}{heading}{line}")) == {}
    assert list(back.less_than_half_filled(made(f"{line * 3}{BREAK}Line</p>{line * 3}<h2>Part</h2>"))) == [1]


def test_tags_tell_the_alternative_text_the_scope_and_what_is_empty() -> None:
    svg = "<svg width=5 height=5><title>{}</title><rect width=5 height=5 /></svg>"
    tags = back.tags_of(made(f"<h1>Title</h1><h2></h2>{svg.format('A dot')}{svg.format('')}<table><tr><th>Head"))
    assert [tag.alt for tag in tags if tag.kind == "/Figure"] == ["A dot", ""]
    assert [tag.scope for tag in tags if tag.kind == "/TH"] == [""]
    assert [tag.empty for tag in tags if tag.kind in ("/H1", "/H2")] == [False, True]
    assert back.tags_of(made("<h1>Title</h1>", variant=None)) == []


def test_only_headings_with_a_bookmark_are_read_from_the_html() -> None:
    headings, count = back.elements_of("<h1>A <b>title</b></h1><h2>Part\n one</h2><h3>Not</h3><h2>two</h2><svg></svg>")
    assert headings == ["A title", "Part one", "two"]
    assert (count["h3"], count["svg"]) == (1, 1)
    bookmarks = back.bookmarks_of(made(f"<h1>One</h1><h3>No</h3>{BREAK}x</p><h2>Two</h2>"))
    assert [(mark.title, mark.page) for mark in bookmarks] == [("One", 1), ("Two", 2)]


def test_a_font_that_is_not_embedded_or_whole_is_noticed() -> None:
    file = BytesIO()
    with pikepdf.new() as document:
        bare = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font, BaseFont=pikepdf.Name.Helvetica))
        document.add_blank_page().Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=bare))
        document.save(file)
    assert back.fonts_of(file.getvalue()) == {"/Helvetica": False}
    assert not back.is_subset("/Helvetica")
    assert back.is_subset("/ABCDEF+Inter")
