"""Prove that a report shows a brand where it belongs, and that nothing moves when its picture is another one."""

import json
import re
from dataclasses import replace
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import page as page_validation
import pikepdf
import pypdf
import pypdfium2
import pytest

from rely.languages import words_for
from rely.model.brand import Brand, Logo
from rely.model.colours import contrast
from rely.model.digest import digest
from rely.model.text import Text
from rely.paths import reports_dir
from rely.reporting import pdf as printing
from rely.reporting.brand import PLACE, build_brand
from rely.reporting.content import ReportContent, build_report
from rely.reporting.html import backgrounds, colours, render_html, render_markup
from rely.reporting.layout import Layout, Pages, giving_way
from rely.reporting.pdf import FatalURLFetchingError, render_pdf
from rely.reporting.preparation import build_preparation
from tests.brands import SVG, brand_file, brand_of, example, png
from tests.instruments import relationship_check
from tests.report_cases import DAY, GERMAN_INITIAL, Case, results_of
from tests.reporting.garden import report

NAME = "Leaf Export Advice"


def content(
    brand: Brand | None, language: str = "nl", *, short: bool = False, name: str = "plain", paper: str = "a4"
) -> ReportContent:
    case = replace(GERMAN_INITIAL[language], name=name)
    result, advice = results_of(case)
    instrument = relationship_check()
    return build_report(
        instrument, result, advice, language=language, digest=digest(instrument), day=DAY, with_data=True, short=short,
        brand=brand, paper=paper,
    )  # fmt: skip


@cache
def branded(language: str = "nl", short: bool = False) -> bytes:
    return render_pdf(content(example(), language, short=short))


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


SIZES = ((1000, 40), (40, 1000), (500, 500))
"""A wide, a tall and a square picture."""


@cache
def with_logo(size: tuple[int, int] | None) -> bytes:
    """The report with a picture of this size, or without one."""
    if size is None:
        return render_pdf(content(replace(example(), logo=None)))
    picture = png(*size)
    return render_pdf(content(replace(example(), logo=Logo("png", *size, sha256(picture).hexdigest(), picture))))


@pytest.mark.parametrize(
    ("language", "line", "closing"),
    [
        ("nl", "Advies voor kleine exporteurs", "Bespreek dit rapport met ons."),
        ("en", "Advice for small exporters", "Talk this report over with us."),
        ("de", "Beratung für kleine Exporteure", "Besprechen Sie diesen Bericht mit uns."),
    ],
)
def test_letterhead_stands_first_closing_and_contact_last_in_the_readers_language(
    language: str, line: str, closing: str
) -> None:
    first, *middle, last = pages(branded(language))
    for told in (NAME, "Example Street 12", "3011 AA Rotterdam", line):
        assert told in first
    for told in (closing, NAME, "Robin Example", "robin@example.org", "+31 10 000 00 00", "www.example.org"):
        assert told in last
    assert last.index(closing) < last.index("Robin Example")
    assert not any(closing in page or line in page for page in middle)


def test_later_pages_name_the_brand_at_their_edge_and_rely_and_the_disclaimer_stay() -> None:
    told = pages(branded("en"))
    assert told[0].index("Rely") >= 0
    for page in told[1:]:
        assert f"Action report on one client relationship · {NAME}" in page
    assert all("This is not the official RELY instrument" in page for page in told)
    assert f"· {NAME}" not in told[0]


@pytest.mark.parametrize("size", SIZES)
def test_the_logo_lies_at_the_top_right_of_the_first_page_inside_its_place(size: tuple[int, int]) -> None:
    page = pypdfium2.PdfDocument(with_logo(size))[0]
    (image,) = [each for each in page.get_objects() if each.type == 3]
    left, bottom, right, top = image.get_bounds()
    assert right == pytest.approx(595.28 - 42.5, abs=0.5)
    assert right - left <= PLACE[0] + 0.1
    assert top - bottom <= PLACE[1] + 0.1
    assert (right - left) / (top - bottom) == pytest.approx(size[0] / size[1], rel=0.02)
    assert bottom == pytest.approx(786.5, abs=3)


def _places_of_words(pdf: bytes) -> list[list[tuple[float, ...]]]:
    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage() for page in document]
    return [[text.get_charbox(at) for at in range(text.count_chars())] for text in texts]


@pytest.mark.parametrize("size", SIZES)
def test_no_word_moves_when_the_picture_is_another_one_or_missing(size: tuple[int, int]) -> None:
    assert _places_of_words(with_logo(size)) == _places_of_words(with_logo(None))


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_a_branded_report_keeps_the_rules_of_pdf_ua_and_the_logo_has_the_name_as_its_text(language: str) -> None:
    checked = page_validation.validate_pdf_bytes(branded(language), profile=page_validation.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in checked.failures] == []
    with pikepdf.open(BytesIO(branded(language))) as document:
        elements = [each for each in document.objects if isinstance(each, pikepdf.Dictionary) and "/S" in each]
        assert NAME in [str(each.Alt) for each in elements if each.S == "/Figure"]


def test_charts_and_style_take_the_main_colour_and_its_tint_and_no_status_does() -> None:
    brand = example()
    markup = render_markup(content(brand), Layout())
    plain = render_markup(content(None), Layout())
    tokens = colours((reports_dir() / "styles" / "tokens.css").read_text(encoding="utf-8"))
    charts = "".join(re.findall(r"<svg.*?</svg>", markup, flags=re.DOTALL))
    assert "#6B2D5C" in charts
    assert tokens["brand"] in "".join(re.findall(r"<svg.*?</svg>", plain, flags=re.DOTALL))
    assert tokens["brand"] not in markup
    assert tokens["brand-tint"] not in markup
    style = re.search(r'<html [^>]*style="([^"]*)"', markup)
    assert style is not None
    assert style[1] == "--c-brand: #6B2D5C;--c-brand-tint: #EDE6EB;--c-second: #B07D0A;"
    pdf = _colours_in(branded())
    assert (0x6B, 0x2D, 0x5C) in pdf
    assert (0xB0, 0x7D, 0x0A) in pdf
    assert (0x12, 0x50, 0x5B) not in pdf
    assert (0xA3, 0x37, 0x16) in pdf


def _colours_in(pdf: bytes) -> set[tuple[int, int, int]]:
    content = b"".join(page.get_contents().get_data() for page in pypdf.PdfReader(BytesIO(pdf)).pages)
    found = re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG|scn|SCN)\b", content)
    return {(round(255 * float(r)), round(255 * float(g)), round(255 * float(b))) for r, g, b in found}


def test_a_brand_without_colours_leaves_those_of_rely(tmp_path: Path) -> None:
    markup = render_markup(content(brand_of(brand_file(tmp_path))), Layout())
    assert '<html lang="nl" data-theme="light">' in markup
    assert "#12505B" in markup


def test_the_backgrounds_that_colours_are_read_on_are_those_of_the_tokens() -> None:
    assert backgrounds() == ("#FFFFFF", "#F5F0E8")
    tint = build_brand(example(), words_for("nl")).tokens["brand-tint"]
    assert contrast("#6B2D5C", tint) >= 4.5


def test_the_preparation_sheet_shows_the_brand_and_the_short_form_its_last_words_too() -> None:
    result, advice = results_of(GERMAN_INITIAL["en"])
    instrument = relationship_check()
    sheet = build_preparation(
        instrument, result, advice, language="en", digest=digest(instrument), day=DAY, brand=example()
    )
    assert sheet is not None
    told = pages(render_pdf(sheet))
    assert "Example Street 12" in told[0]
    assert f"· {NAME}" in told[1]
    short = pages(branded("en", short=True))
    assert len(short) == 2
    assert "Talk this report over with us." in short[1]
    assert f"{NAME} · Robin Example · robin@example.org" in short[1]


def test_a_full_second_page_of_the_short_form_gives_up_the_last_words_of_the_brand() -> None:
    short = content(example(), short=True)
    full = Pages({"first": 0, "grid": 1}, 3, 0.5)
    layout: Layout | None = Layout()
    tried = []
    while layout is not None and len(tried) < 9:
        tried.append((layout.with_closing, "grid" in layout.close))
        layout = giving_way(short, layout, full)
    assert tried == [(True, False), (True, True), (False, False), (False, True)]
    one = giving_way(content(None, short=True), Layout(close=frozenset({"grid"})), full)
    assert one is None


def test_two_renderings_give_the_same_bytes_and_another_logo_gives_others() -> None:
    assert render_pdf(content(example())) == branded()
    assert with_logo(SIZES[0]) != branded()


def test_the_html_holds_the_logo_itself_and_fetches_nothing() -> None:
    page = render_html(content(example()))
    (image,) = re.findall(r"<img [^>]*>", page)
    assert re.search(r'src="data:image/svg\+xml;base64,[A-Za-z0-9+/=]+"', image)
    assert f'alt="{NAME}"' in image
    assert set(re.findall(r"(?:url\(|href=\"|src=\")([^:)\"]*:[^;,)\"]*)", page)) == {
        "data:font/woff2", "data:image/svg+xml",
    }  # fmt: skip


def test_hostile_texts_of_a_brand_are_shown_as_the_texts_they_are() -> None:
    hostile = "<script>{{7*7}}</script>\"'&"
    file = example().file.model_copy(
        update={"name": Text(hostile), "letterhead": (Text(hostile),), "closing": Text(hostile)}
    )
    page = render_html(content(replace(example(), file=file)))
    assert "<script" not in page
    assert page.count("&lt;script&gt;{{7*7}}") >= 4


def test_a_report_still_fetches_nothing_but_its_own_files_and_this_logo() -> None:
    made = content(example())
    assert made.brand is not None
    assert made.brand.picture is not None
    press = printing._press_for("", reports_dir(), "a4")
    fetch = printing._fetching(made, press)
    assert fetch(made.brand.picture.address).read() == made.brand.picture.content
    for url in ("data:image/png;base64,AAAA", "file:///etc/passwd", "http://e.org/x"):
        with pytest.raises(FatalURLFetchingError):
            fetch(url)


def test_rely_json_says_the_texts_in_the_reports_language_and_not_the_logo() -> None:
    (attached,) = pypdf.PdfReader(BytesIO(branded("de"))).attachment_list
    data = json.loads(attached.content or b"")["brand"]
    assert data == {
        "digest": example().digest,
        "name": NAME,
        "letterhead": ["Example Street 12", "3011 AA Rotterdam", "Beratung für kleine Exporteure"],
        "closing": "Besprechen Sie diesen Bericht mit uns. Das erste Gespräch ist kostenlos.",
        "contact": {
            "name": "Robin Example",
            "mail": "robin@example.org",
            "telephone": "+31 10 000 00 00",
            "site": "www.example.org",
        },
        "colours": {"main": "#6B2D5C", "second": "#B07D0A"},
    }


@pytest.mark.parametrize(("name", "paper"), [("eighty", "a4"), ("right_to_left", "letter")])
def test_a_long_code_name_and_the_letterhead_do_not_overlap(name: str, paper: str) -> None:
    text = pypdfium2.PdfDocument(render_pdf(content(example(), "de", name=name, paper=paper)))[0].get_textpage()
    sender = text.search("Beratung für kleine Exporteure").get_next()
    head = text.search(Case("initial", "DE", "complete", name, "de").code_name[:5]).get_next()
    assert sender is not None
    assert head is not None
    beside = min(text.get_charbox(sender[0] + at)[0] for at in range(sender[1]))
    row = [text.get_charbox(at) for at in range(head[0], head[0] + 60)]
    assert max(box[2] for box in row if box[1] > text.get_charbox(sender[0])[1]) < beside


def test_a_report_without_a_brand_is_not_touched() -> None:
    markup = render_markup(report(), Layout())
    assert "sender" not in markup
    assert "--c-brand:" not in markup


def test_two_copies_of_a_shape_and_a_gradient_are_drawn_without_a_word_of_complaint(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    inside = (
        '<defs><linearGradient id="a"><stop offset="0" stop-color="#f00"/><stop offset="1" stop-color="#00f"/>'
        '</linearGradient><clipPath id="c"><circle cx="5" cy="5" r="5"/></clipPath></defs>'
        '<path id="p" d="M0 0h9v9z" fill="url(#a)" clip-path="url(#c)"/><use href="#p" x="20"/>'
    )
    brand = brand_of(brand_file(tmp_path, logo=SVG.format(inside)))
    render_pdf(content(brand))
    assert [record.message for record in caplog.records if record.levelname in ("ERROR", "WARNING")] == []
