"""`rely report --brand`: problems come in words, and a branded report is verified and made anew like any other."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rely.cli.assessing import open_sitting
from rely.cli.brands import open_brand
from rely.cli.report_keys import content_key
from rely.cli.reports import Maker
from rely.model.answers import Assessment
from rely.reporting.pdf import render_pdf
from rely.reporting.printed import Printed
from rely.services.verifying import _flow
from tests.brands import EXAMPLE, SVG, brand_file, brand_of, example, png
from tests.cli.carrying import data_of, with_bytes, with_data
from tests.cli.conftest import Run, Verify
from tests.reporting.test_brand import content

INSTRUMENT = "relationship-check"
ANSWERS = (
    "id: k7\nlang: {}\ndate: 2026-11-30\nanswers:\n  cx_alias: Tulp\n  cx_first_contact: 'yes'\n"
    "  cx_first_transaction: 'no'\n  TR01: 4\n"
)


def _answers(here: Path, language: str = "nl") -> str:
    (here / "a.yaml").write_text(ANSWERS.format(language))
    return "a.yaml"


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_a_branded_report_is_made_and_found_consistent(rely: Run, here: Path, language: str) -> None:
    assert rely("report", INSTRUMENT, _answers(here, language), "--brand", EXAMPLE, "-o", "r.pdf").err == ""
    told = rely("verify", "r.pdf")
    assert (told.code, told.out.split("\n")[0]) == (0, "consistent")


@pytest.mark.parametrize("form", ["full", "short", "preparation"])
def test_every_form_takes_a_brand(rely: Run, here: Path, form: str) -> None:
    name = _answers(here)
    told = rely("report", INSTRUMENT, name, "--brand", EXAMPLE, "--form", form, "--format", "html", "-o", "-")
    assert told.code == 0
    assert told.out.count("data:image/svg+xml;base64,") == 1
    assert ("Bespreek dit rapport met ons." in told.out) is (form != "preparation")


def test_a_missing_file_or_a_folder_is_wrong_usage_and_a_calendar_has_no_brand(rely: Run, here: Path) -> None:
    name = _answers(here)
    (here / "folder").mkdir()
    for wrong, why in (("none.yaml", "does not exist"), ("folder", "no ordinary file"), ("a\0b", "does not exist")):
        told = rely("report", INSTRUMENT, name, "--brand", wrong)
        assert (told.code, why in told.err) == (2, True)
    told = rely("report", INSTRUMENT, name, "--brand", EXAMPLE, "--format", "ics")
    assert told.code == 2
    assert "leave --brand out" in told.err
    assert [path.name for path in here.iterdir() if path.is_file()] == ["a.yaml"]


def test_all_problems_are_told_as_lines_and_nothing_is_made(rely: Run, here: Path) -> None:
    path = brand_file(here, 'colours:\n  main: "#FFCC00"\nfax: 1\n', logo=SVG.format("\n<text/>"))
    told = rely("report", INSTRUMENT, _answers(here), "--brand", path.name)
    assert told.code == 1
    assert [line.split(" ")[0] for line in told.err.splitlines()] == [
        "brand.yaml:4:9:",
        "brand.yaml:5:1:",
        "logo.svg:2:1:",
    ]
    assert [line.rsplit("[")[-1] for line in told.err.splitlines()] == ["low-contrast]", "unknown-key]", "svg-element]"]
    assert not list(here.glob("*.pdf"))


def test_a_table_takes_a_brand_in_every_process_and_makes_all_anew_when_the_logo_changes(rely: Run, here: Path) -> None:
    (here / "t.csv").write_text("id,date,lang,TR01\na,2026-11-30,nl,3\nb,2026-11-30,de,4\n")
    brand = brand_file(here, logo=png(40, 10), name="logo.png")
    call = ("report", INSTRUMENT, "t.csv", "-o", "out", "--format", "html", "--jobs", "2", "--brand", brand)

    def made() -> dict[str, tuple[bytes, int]]:
        assert rely(*call).code == 0
        return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in (here / "out").glob("0*")}

    first = made()
    assert all(b"data:image/png;base64," in content for content, _ in first.values())
    assert made() == first
    (here / "logo.png").write_bytes(png(40, 10, "L"))
    second = made()
    assert all(first[name] != second[name] for name in first)


def test_the_key_of_a_document_covers_every_part_of_its_brand(here: Path, tmp_path: Path) -> None:
    (here / "t.csv").touch()
    maker = Maker(open_sitting(INSTRUMENT, str(here / "t.csv")), "html", "nl")
    one = Assessment(answers={"TR01": 3})
    brands = [None, open_brand(str(EXAMPLE)), brand_of(brand_file(tmp_path)), replace(example(), logo=None)]
    for text in ("closing: a\n", 'colours: {main: "#12505B"}\n', "contact: {mail: a}\n", "letterhead: [a]\n"):
        brands.append(brand_of(brand_file(tmp_path, text)))
    for picture in (SVG.format("<path d='M0 0'/>"), SVG.format("<path d='M0 1'/>"), png(4, 4)):
        brands.append(brand_of(brand_file(tmp_path, logo=picture, name="logo")))
    logo = example().logo
    assert logo is not None
    brands.append(replace(example(), logo=replace(logo, digest="sha256:of another Pillow")))
    keys = [content_key(replace(maker, brand=brand), one, {}) for brand in brands]
    assert len(set(keys)) == len(brands)
    assert content_key(replace(maker, brand=example()), one, {}) == keys[1]


# -- rely verify ----------------------------------------------------------------------------------------


@cache
def report() -> bytes:
    return render_pdf(content(example(), "en"))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("name", "Reed"),
        ("letterhead", ["Example Street 13"]),
        ("closing", "Pay first."),
        ("contact", {"mail": "x@example.org"}),
    ],
)
def test_another_text_of_the_brand_is_found(verify: Verify, key: str, value: object) -> None:
    told = verify(with_data(lambda data: data["brand"].update({key: value}), report()))
    assert told.code == 1
    assert "when it is made again" in told.out


def test_a_brand_taken_out_of_the_data_and_one_printed_over_another_are_found(verify: Verify) -> None:
    told = verify(with_data(lambda data: data.update(brand=None), report()))
    assert told.code == 1
    assert "page 1 says" in told.out
    other = example().file.model_copy(update={"closing": None})
    printed = render_pdf(content(replace(example(), file=other), "en"))
    told = verify(with_bytes(json.dumps(data_of(report())).encode(), printed))
    assert told.code == 1
    assert "Talk this report over" in told.out


def test_the_name_at_the_edge_of_the_pages_is_no_difference_when_pages_end_elsewhere() -> None:
    made = content(example(), "en")
    assert made.brand is not None
    branded = f"{made.running.kind} · {made.brand.name}"
    one = Printed((f"a {branded} b", f"{branded} c"), 1, ())
    other = Printed((f"a {branded} b c",), 1, ())
    assert _flow(one, made) == _flow(other, made) == "abc"
    assert _flow(one, made) != _flow(Printed(("a b d",), 1, ()), made)


HOSTILE: dict[str, Callable[[dict[str, Any]], object]] = {
    "a text": lambda data: data.update(brand="x"),
    "a list": lambda data: data.update(brand=[]),
    "nothing in it": lambda data: data.update(brand={}),
    "an odd key": lambda data: data["brand"].update(logo="file:///etc/passwd"),
    "a digest that is a path": lambda data: data["brand"].update(digest="../../etc/passwd"),
    "a name that is a list": lambda data: data["brand"].update(name=["x"]),
    "no name": lambda data: data["brand"].update(name=""),
    "an endless name": lambda data: data["brand"].update(name="x" * 100_000),
    "a name with a line end": lambda data: data["brand"].update(name="a\nb"),
    "a name that turns round": lambda data: data["brand"].update(name="a\u202eb"),
    "many lines": lambda data: data["brand"].update(letterhead=["x"] * 100),
    "a line that is a map": lambda data: data["brand"].update(letterhead=[{}]),
    "an endless closing": lambda data: data["brand"].update(closing="x" * 100_000),
    "a contact in a list": lambda data: data["brand"].update(contact=[]),
    "an unknown contact": lambda data: data["brand"].update(contact={"fax": "1"}),
    "a colour that is style": lambda data: data["brand"].update(colours={"main": "red;}", "second": "#000000"}),
    "one colour": lambda data: data["brand"].update(colours={"main": "#000000"}),
}  # fmt: skip


@pytest.mark.parametrize("change", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_no_report_says_of_a_brand_is_refused_in_one_line(
    verify: Verify, change: Callable[[dict[str, Any]], None]
) -> None:
    told = verify(with_data(change, report()))
    assert (told.code, told.out, told.err.count("\n")) == (1, "", 1)
    assert "'brand'" in told.err
