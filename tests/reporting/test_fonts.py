"""The fonts of the PDF: which letters they hold, which of them a report loads, and what can be read back."""

import os
import subprocess
import sys
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import page as page_validation
import pikepdf
import pypdf
import pypdfium2
import pytest

from rely.paths import reports_dir
from rely.reporting import pdf as pdf_module
from rely.reporting.pdf import TTFont, render_pdf
from tests.reporting.garden import report

ROOT = Path(__file__).parents[2]
FONTS = reports_dir() / "fonts"
MAIN = ("Inter-400.ttf", "Inter-700.ttf")
OTHERS = sorted(file.name for file in FONTS.glob("*.ttf") if file.name not in MAIN)
WITHIN_WORDS = {0x20, 0xA0, 0x200C, 0x200D, 0x25CC}
KEYCAPS = {ord(sign) for sign in "#*0123456789"}

NAMES = {
    "שלום תעשיות": {"Noto-Sans-Hebrew"},
    "شركة الأمل للتجارة": {"Vazirmatn"},
    "Ωμέγα": set(),
    "Завод №7": set(),
    "Nguyễn Đức": set(),
    "Ἑλλάς CO₂ ★": {"Inter-More"},
    "บริษัท ไทย": {"Noto-Sans-Thai"},
    "हिन्दी क्षत्रिय": {"Noto-Sans-Devanagari"},
    "ไทยทำ": {"Noto-Sans-Thai"},
    "שָׁלוֹם": {"Noto-Sans-Hebrew"},
    "مُحَمَّد": {"Vazirmatn"},
    "🌷 Tulp": {"emoji"},
    "👩\u200d🌾 Boer 👍🏽": {"emoji"},
    "1\ufe0f\u20e3 ❤\ufe0f 🏳\ufe0f\u200d🌈": {"emoji"},
    "Acme שלום 🌷 شركة 7": {"emoji", "Noto-Sans-Hebrew", "Vazirmatn"},
    "שלום תעשיות " * 6: {"Noto-Sans-Hebrew"},
    "شركة الأمل " * 7: {"Vazirmatn"},
    "🌷 Tulp " * 11: {"emoji"},
}  # fmt: skip
WITHOUT_WIDTH = "\u200b"
FOREIGN = "日本 Tulp"


@cache
def named(name: str) -> bytes:
    return render_pdf(report({"called": name}))


def fonts_in(pdf: bytes) -> set[str]:
    with pikepdf.open(BytesIO(pdf)) as document:
        fonts = [each for each in document.objects if isinstance(each, pikepdf.Dictionary) and "/BaseFont" in each]
        return {str(font.BaseFont).partition("+")[2] for font in fonts}


def broken_rules(pdf: bytes) -> set[str]:
    checked = page_validation.validate_pdf_bytes(pdf, profile=page_validation.ValidationProfile.PDF_UA_1)
    return {failure.rule_id for failure in checked.failures}


def text_of(pdf: bytes) -> str:
    return pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()


def place_of(pdf: bytes, text: str) -> float:
    textpage = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    found = textpage.search(text).get_next()
    assert found is not None
    return float(textpage.get_charbox(found[0])[1])


def pages_of(pdf: bytes) -> int:
    return len(pypdfium2.PdfDocument(pdf))


def letters(file: str) -> set[int]:
    with TTFont(FONTS / file) as font:
        return set(font.getBestCmap())


@pytest.mark.parametrize("name", NAMES)
def test_every_letter_of_a_name_has_a_glyph_in_both_weights(name: str) -> None:
    assert broken_rules(named(name)) == set()
    families = {font.removesuffix("-Bold") for font in fonts_in(named(name))}
    assert families == {"Inter"} | NAMES[name]
    assert {f"{family}-Bold" for family in families - {"emoji"}} <= fonts_in(named(name))


@pytest.mark.parametrize("name", [name for name in NAMES if len(NAMES[name]) < 2])
def test_a_name_can_be_copied_out_of_the_pdf_as_it_was_typed(name: str) -> None:
    told = pypdf.PdfReader(BytesIO(named(name))).pages[0].extract_text().replace(WITHOUT_WIDTH, "")
    assert name.strip() in " ".join(told.split())
    assert set(name) - set(" ") <= set(text_of(named(name)))


def test_a_name_in_several_scripts_keeps_all_its_letters() -> None:
    (name,) = (name for name in NAMES if len(NAMES[name]) > 2)
    told = pypdf.PdfReader(BytesIO(named(name))).pages[0].extract_text()
    assert all(word in told for word in name.split())


def test_letters_of_a_script_without_a_font_show_as_boxes_and_keep_their_text() -> None:
    assert broken_rules(named(FOREIGN)) == {"PDFUA1-NOTDEF-GLYPH-001"}
    assert FOREIGN in text_of(named(FOREIGN))


@pytest.mark.parametrize("name", ["שלום", "شركة", "ไทย", "हिन्दी", "🌷", "Ἑλλάς"])
def test_another_script_moves_no_line_of_the_page(name: str) -> None:
    assert pages_of(named(name)) == pages_of(named("Eden"))
    assert place_of(named(name), "At a glance") == pytest.approx(place_of(named("Eden"), "At a glance"), abs=0.01)


def read_for(name: str, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The files that a process reads that makes its first report."""
    read: set[str] = set()
    fetch = pdf_module.fetch_own_file

    def told(url: str, *, folder: Path) -> object:
        read.add(url.rpartition("/")[2])
        return fetch(url, folder=folder)

    pdf_module._press.cache_clear()
    monkeypatch.setattr(pdf_module, "fetch_own_file", told)
    render_pdf(report({"called": name}))
    pdf_module._press.cache_clear()
    return {file for file in read if file.endswith(".ttf")}


@pytest.mark.parametrize("name", ["Tulp & Zonen", "Ωμέγα", "Завод №7", "Nguyễn Đức"])
def test_a_usual_name_loads_the_two_main_fonts_only(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_for(name, monkeypatch) == set(MAIN)


def test_another_name_loads_every_font_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_for("🌷", monkeypatch) == {*MAIN, *OTHERS}


def test_the_other_fonts_leave_the_letters_and_signs_of_the_main_font_to_it() -> None:
    main = letters(MAIN[0])
    assert letters(MAIN[1]) == main
    for file in OTHERS:
        ours = WITHIN_WORDS | (KEYCAPS if "Emoji" in file else set())
        assert letters(file) & main <= ours, file


@pytest.mark.parametrize("file", MAIN)
def test_the_main_fonts_stay_small_because_every_report_pays_for_them(file: str) -> None:
    assert (FONTS / file).stat().st_size < 140_000


@pytest.mark.parametrize("file", [*MAIN, *OTHERS])
def test_every_font_has_its_licence_beside_it(file: str) -> None:
    family = file.partition("-")[0]
    licence = (FONTS / ("OFL.txt" if family == "Inter" else f"OFL-{family}.txt")).read_text(encoding="utf-8")
    with TTFont(FONTS / file) as font:
        holder = font["name"].getDebugName(0).partition("(")[0].rpartition("Copyright ")[2].lstrip("0123456789- ")
    assert holder.strip() in licence
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


RENDER = """
import hashlib, sys
from tests.reporting.garden import report
from rely.reporting.pdf import render_pdf
print(hashlib.sha256(render_pdf(report({"called": sys.argv[1]}))).hexdigest())
"""


def test_a_name_in_several_scripts_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    name = "Acme שלום 🌷 شركة ไทย हिन्दी ★"
    done = subprocess.run(
        [sys.executable, "-c", RENDER, name],
        cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": "3", "HOME": str(tmp_path)}, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    named("Eden")
    assert done.stdout.strip() == sha256(named(name)).hexdigest()
