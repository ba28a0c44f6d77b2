"""The PDF: read back with other libraries, as pages, as text and as structure."""

import json
import os
import re
import subprocess
import sys
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import page as page_validation
import pikepdf
import pypdf
import pypdfium2
import pytest

from rely.guidelines.recommend import recommend
from rely.loading.catalogue import load_instrument
from rely.model.answers import Assessment, Code
from rely.model.digest import digest
from rely.reporting.carried import KEYS
from rely.reporting.content import ReportContent, build_report
from rely.reporting.pdf import render_pdf
from rely.scoring.score import score
from tests.reporting.garden import changed, report

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 18)

PROSPECT: dict[str, Code] = {
    "cx_alias": "Tulp", "cx_country": "DE", "cx_first_contact": "yes", "cx_first_transaction": "no",
    "cx_months": 5, "cx_first_mode": "digital", "cx_contact_moments": 5, "cx_physical_12m": 2, "cx_digital_3m": 2,
    "cx_decision_makers": 3, "cx_digital_skill": 4, "cx_digital_trust": 3, "cx_infrastructure": 4,
    "cx_channels_used": ("email", "teams"), "cx_channel_preferred": "unknown",
    "im_trust": 5, "im_emotion": 3, "im_content": 4, "im_interaction": 4,
    "TR01": 4, "TR02": 2, "TR03": 4, "TR04": 5, "TR06": 4, "TR10": 4,
    "EM01": 3, "EM02": 2, "EM03": 4, "EM04": 5, "EM05": 3, "EM06": 2,
    "CO01": 4, "CO02": 4, "CO03": 4, "CO04": 3, "CO05": 4, "CO06": 1, "CO07": 3,
    "IN01": 4, "IN02": 5, "IN03": 4, "IN04": 2, "IN05": 1, "IN06": 4, "CH01": 5, "CH02": 1, "CH03": 3,
}  # fmt: skip


def content(language: str, *, with_data: bool = True, **changes: Code) -> ReportContent:
    instrument = load_instrument("relationship-check")
    answers = {name: code for name, code in {**PROSPECT, **changes}.items() if code is not None}
    result = score(instrument, Assessment(answers=answers, respondent="Anna", date=DAY))
    advice = recommend(instrument, result)
    return build_report(
        instrument, result, advice, language=language, digest=digest(instrument), day=DAY, with_data=with_data
    )


@cache
def prospect(language: str) -> bytes:
    return render_pdf(content(language))


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def place_of(pdf: bytes, page: int, text: str) -> tuple[float, float]:
    """Where a text begins on a page: points from the left and from the bottom."""
    textpage = pypdfium2.PdfDocument(pdf)[page].get_textpage()
    found = textpage.search(text).get_next()
    assert found is not None, text
    left, bottom, _, _ = textpage.get_charbox(found[0])
    return left, bottom


def test_the_first_page_tells_how_it_stands_and_what_to_do_first() -> None:
    first = pages(prospect("nl"))[0]
    report = content("nl")
    assert report.actions is not None
    assert report.head.conclusion in first
    for told in ("Tulp", "Duitsland", "Initiële fase", "Anna", "18 november 2026", "In één oogopslag"):
        assert told in first
    for row in report.glance.rows:
        for line in row.lines:
            assert f"{line.score.number} {line.score.margin}".replace("\u202f", " ") in first
    for action in report.actions.actions:
        assert action.what in first
        assert action.first_step in first


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_the_grid_stands_on_one_page_with_every_guideline(language: str) -> None:
    second = pages(prospect(language))[1].replace("\u2011", "-")
    grid = content(language).grid
    assert grid is not None
    entries = [entry for row in grid.rows for box in (*row.boxes, row.band) if box for entry in box.entries]
    assert len(entries) > 30
    for entry in entries:
        assert f"{entry.status.sign} {entry.status.word} {entry.text}" in second
    assert grid.evidence_label in second


def test_each_guideline_stands_in_the_column_of_its_box() -> None:
    pdf, grid = prospect("en"), content("en").grid
    assert grid is not None
    middle = 297.6
    for row in grid.rows:
        for at, box in enumerate(row.boxes if len(row.boxes) == 2 else ()):
            for entry in box.entries:
                left, _ = place_of(pdf, 1, entry.text[:20])
                assert (left > middle) is bool(at), entry.text


def test_the_last_page_says_what_the_instrument_is_and_is_not() -> None:
    text = " ".join(pages(prospect("nl")))
    instrument = load_instrument("relationship-check")
    assert "niet het officiële RELY-instrument" in text
    assert f"relationship-check {instrument.version}" in text
    assert digest(instrument) in text.replace(" ", "") or digest(instrument) in text


def test_every_page_has_its_number_and_the_disclaimer() -> None:
    told = pages(prospect("de"))
    for number, text in enumerate(told, start=1):
        assert f"Seite {number} von {len(told)}" in text
        assert "nicht das offizielle RELY-Instrument" in " ".join(text.split())


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_the_document_says_its_language_and_title_and_holds_no_clock(language: str) -> None:
    document = pypdf.PdfReader(BytesIO(prospect(language)))
    assert document.trailer["/Root"]["/Lang"] == language
    assert document.metadata is not None
    assert document.metadata.title == content(language).title
    assert (document.metadata.author, document.metadata.creator) == ("Rely", "Rely")
    assert document.metadata.creation_date is None
    assert document.pages[0].mediabox.width == pytest.approx(595.28, abs=0.1)


@pytest.mark.parametrize(
    ("language", "carries", "nothing"),
    [
        ("nl", "Deze pdf bevat het bestand rely.json", "bevat geen andere gegevens"),
        ("en", "This PDF carries the file rely.json", "carries no data besides"),
        ("de", "Dieses PDF enthält die Datei rely.json", "enthält keine anderen Daten"),
    ],
)
def test_the_report_carries_its_data_or_nothing_and_says_which(language: str, carries: str, nothing: str) -> None:
    bare = render_pdf(content(language, with_data=False))
    assert list(pypdf.PdfReader(BytesIO(prospect(language))).attachments) == ["rely.json"]
    assert list(pypdf.PdfReader(BytesIO(bare)).attachments) == []
    for pdf, says, does_not_say in ((prospect(language), carries, nothing), (bare, nothing, carries)):
        told = " ".join(pages(pdf))
        assert says in told
        assert does_not_say not in told


def test_the_data_say_all_that_the_report_is_made_from_but_not_who_answered() -> None:
    (attached,) = pypdf.PdfReader(BytesIO(prospect("nl"))).attachment_list
    data = json.loads(attached.content or b"")
    assert tuple(data) == KEYS
    assert data["instrument"]["digest"] == digest(load_instrument("relationship-check"))
    assert (data["format"], data["lang"], data["date"], data["form"]) == (1, "nl", "2026-11-18", "full")
    assert data["answers"] == {name: list(code) if isinstance(code, tuple) else code for name, code in PROSPECT.items()}
    assert data["plan"] == data["scores"]["actions"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", data["pango"])
    assert re.fullmatch(r"\d+\.\d+\.\d+", data["harfbuzz"])
    assert b"Anna" not in (attached.content or b"")


def test_the_attachment_has_a_description_a_relation_and_the_day_of_the_report() -> None:
    document = pypdf.PdfReader(BytesIO(prospect("nl")))
    (attached,) = document.attachment_list
    assert attached.description
    assert attached.associated_file_relationship == "/Data"
    assert len(document.trailer["/Root"]["/AF"]) == 1
    for moment in (attached.creation_date, attached.modification_date):
        assert moment is not None
        assert moment.replace(tzinfo=None).isoformat() == "2026-11-18T00:00:00"


def test_the_headings_are_bookmarks() -> None:
    outline = pypdf.PdfReader(BytesIO(prospect("nl"))).outline
    assert outline[0].title == "Tulp"
    titles = [bookmark.title for bookmark in outline[1]]
    assert titles[0] == "In één oogopslag"
    assert "Uw actieplan" in titles


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_the_pdf_keeps_the_rules_of_pdf_ua(language: str) -> None:
    checked = page_validation.validate_pdf_bytes(prospect(language), profile=page_validation.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in checked.failures] == []


def test_every_header_cell_says_what_it_heads_and_every_figure_has_its_words() -> None:
    with pikepdf.open(BytesIO(prospect("nl"))) as document:
        elements = [each for each in document.objects if isinstance(each, pikepdf.Dictionary) and "/S" in each]
        headers = [str(each.A.Scope) for each in elements if each.S == "/TH"]
        figures = [str(each.Alt) for each in elements if each.S == "/Figure"]
    assert {"/Row", "/Column"} == set(headers)
    assert len(figures) == 14
    assert any(figure.startswith("Vertrouwen, Fysiek: 69 van 100, marge van ") for figure in figures)


@pytest.mark.parametrize(("name", "families"), [("Tulp", {"Inter"}), ("תות", {"Inter", "Noto"}), ("日本", {"Inter"})])
def test_only_the_bundled_fonts_are_used(name: str, families: set[str]) -> None:
    fonts = {
        str(font["/BaseFont"]).partition("+")[2]
        for page in pypdf.PdfReader(BytesIO(render_pdf(content("nl", cx_alias=name)))).pages
        for font in (reference.get_object() for reference in page["/Resources"]["/Font"].values())
    }
    assert {font.partition("-")[0] for font in fonts} == families


def test_other_programmes_keep_the_fonts_of_the_machine() -> None:
    render_pdf(report())
    assert "FONTCONFIG_FILE" not in os.environ


RENDER = """
import hashlib, sys
from tests.reporting.test_pdf import content
from rely.reporting.pdf import render_pdf
print(hashlib.sha256(render_pdf(content(sys.argv[1]))).hexdigest())
"""


def fresh(**environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", RENDER, "nl"],
        cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout


def test_two_fresh_processes_give_the_same_bytes(tmp_path: Path) -> None:
    one = fresh(PYTHONHASHSEED="1", TZ="UTC", HOME=str(tmp_path / "nowhere"))
    assert one == fresh(PYTHONHASHSEED="2", TZ="Asia/Tokyo", LC_ALL="C")


def test_a_second_report_of_one_process_has_the_same_bytes_as_the_first() -> None:
    render_pdf(report())
    assert render_pdf(content("nl")) == prospect("nl")


@pytest.mark.parametrize(
    "name",
    [
        "X",
        "W" * 80,
        "Een lange codenaam " * 4,
        "<script>alert(1)</script>{{7*7}}",
        "תות שדה",
        "🌷 👩\u200d💼",
        "Тюльпан",
    ],
)
def test_any_code_name_gives_a_report_with_its_grid_on_the_second_page(name: str) -> None:
    told = pages(render_pdf(content("nl", cx_alias=name)))
    assert "Uw relatie in beeld" in told[1]
    assert "Contactritme" in told[2]
    assert "Uw actieplan" in told[3]
    if name.isascii():
        assert name.strip() in told[0].replace("\ufffe", "")[:400] or "WWWW" in told[0]


def test_a_name_in_letters_that_the_main_font_lacks_keeps_its_text() -> None:
    assert set("תות") <= set(pages(render_pdf(content("en", cx_alias="תות")))[0])


def test_an_instrument_with_less_to_say_gets_a_report_too() -> None:
    bare = changed(priorities=None, guidelines=[], norms=[], measures=[], report=None, sides=None)
    told = " ".join(pages(render_pdf(report(instrument=bare))))
    assert "Garden check" in told
    assert "At a glance" in told
    assert "We prune the roses. Often" in told
