"""The pages look as somebody approved them; and what compares them sees what a reader would see."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from PIL import Image, ImageDraw

from tests.report_cases import PICTURED, SAMPLE, SHORT_REPORTS, AnyCase, pdf_of
from tests.reporting import approve_pictures
from tests.reporting.pictures import (
    APPROVED,
    NOTICEABLE,
    approve,
    approved_pages,
    difference,
    pictures_of,
    problems_of,
)

ALWAYS: tuple[AnyCase, ...] = (*SAMPLE[:3], SHORT_REPORTS[0])
CASES = [pytest.param(case, id=case.id, marks=() if case in ALWAYS else pytest.mark.long) for case in PICTURED]
MOST_BYTES = 2_000_000


@pytest.mark.parametrize("case", CASES)
def test_a_report_looks_as_it_was_approved(case: AnyCase) -> None:
    assert problems_of(case.id, pictures_of(pdf_of(case))) == []


def test_there_is_an_approved_picture_for_each_case_and_for_nothing_else() -> None:
    assert {path.stem for path in APPROVED.glob("*")} == {case.id for case in PICTURED}


def test_the_approved_pictures_stay_small() -> None:
    assert sum(path.stat().st_size for path in APPROVED.glob("*")) < MOST_BYTES


# -- the comparer, on made-up pages -----------------------------------------------------------------------

FINE = 8
"""Made-up pages are drawn so many times larger, so that strokes can lie between two pixels."""

WIDTH, HEIGHT = 413, 585
INK, PALE, TINT, WHITE = 40, 160, 240, 255


def page(
    *, tint: int = TINT, words: int = INK, table: bool = True, down: int = 0, jitter: float = 0.0, bold: bool = False
) -> Image.Image:
    """A page with a tinted head, a paragraph, a table of five rows and a column of short words."""
    chance, places = Random(7), Random(11)
    sheet = Image.new("L", (WIDTH * FINE, HEIGHT * FINE), WHITE)
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((0, 0, WIDTH * FINE, 140 * FINE), fill=tint)

    def line(left: float, top: float, width: float, ink: int = INK, stroke: float = 0.6) -> None:
        """Strokes as wide as those of small letters, each up to `jitter` pixels beside its place."""
        at = left
        while at < left + width:
            aside = places.uniform(-jitter, jitter)
            box = [(at + aside) * FINE, top * FINE, (at + aside + stroke) * FINE, (top + 4.5) * FINE]
            draw.rectangle(box, fill=ink)
            at += chance.choice((1.4, 1.9, 1.9, 3.2))

    for row in range(10):
        line(40, 30 + 10 * row, 300)
    for row in range(8):
        line(40, 170 + down + 8 * row, 330)
    for row in range(5):
        if table:
            draw.rectangle((40 * FINE, (270 + 16 * row) * FINE, 370 * FINE, (270.5 + 16 * row) * FINE), fill=120)
            line(44, 275 + 16 * row, 300)
    for row in range(24):
        line(40, 370 + 8 * row, 40, words, 1.0 if bold else 0.6)
        line(90, 370 + 8 * row, 250)
    return sheet.resize((WIDTH, HEIGHT), Image.Resampling.BOX)


PLAIN = page()


def test_the_same_page_does_not_differ() -> None:
    assert difference(PLAIN, page()).share == difference(PLAIN, page()).mean == 0


def test_letters_that_another_machine_draws_a_fraction_aside_are_the_same_to_a_reader() -> None:
    aside = page(jitter=0.3)
    assert aside != PLAIN
    assert difference(PLAIN, aside).mean > 0
    assert not difference(PLAIN, aside).too_much


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(page(down=4), id="a paragraph half a line lower"),
        pytest.param(page(down=8), id="a paragraph a line lower"),
        pytest.param(page(table=False), id="no table"),
        pytest.param(page(tint=WHITE), id="no tint"),
        pytest.param(page(words=PALE), id="pale words in a column"),
        pytest.param(page(bold=True), id="bold words in a column"),
    ],
)
def test_what_a_reader_would_notice_is_too_much(other: Image.Image) -> None:
    assert difference(PLAIN, other).too_much


def test_fewer_shades_in_the_approved_picture_are_no_difference(tmp_path: Path) -> None:
    approve("made-up", [PLAIN, PLAIN], folder=tmp_path)
    kept = approved_pages("made-up", PLAIN.size, folder=tmp_path)
    assert len(kept) == 2
    for each in kept:
        assert difference(each, PLAIN).share == 0
        assert len(each.getcolors() or ()) <= 16
    assert max(abs(a - b) for a, b in zip(kept[0].tobytes(), PLAIN.tobytes(), strict=True)) < NOTICEABLE


def test_what_differs_is_told_by_page_with_both_pictures_beside_and_the_command_that_approves(tmp_path: Path) -> None:
    approved, seen = tmp_path / "approved", tmp_path / "seen"
    approve("made-up", [PLAIN, PLAIN], folder=approved)
    assert problems_of("made-up", [PLAIN, page(jitter=0.3)], folder=approved, seen=seen) == []
    assert not seen.exists()
    told = problems_of("made-up", [PLAIN, page(table=False)], folder=approved, seen=seen)
    assert told[0].startswith("page 2: ")
    assert "approve_pictures made-up" in told[-1]
    for name in ("made-up.new.png", "made-up.difference.png"):
        assert name in told[1]
        with Image.open(seen / name) as saved:
            assert saved.size == (2 * WIDTH, HEIGHT)


@pytest.mark.parametrize(
    ("pages", "problem"),
    [
        ([PLAIN], "1 pages, where 2 are approved"),
        ([PLAIN] * 3, "3 pages, where 2 are approved"),
        ([PLAIN.resize((WIDTH + 9, HEIGHT))] * 2, "there is no approved picture of this size"),
    ],
)
def test_other_pages_than_approved_are_a_difference(pages: list[Image.Image], problem: str, tmp_path: Path) -> None:
    approve("made-up", [PLAIN, PLAIN], folder=tmp_path)
    assert problems_of("made-up", pages, folder=tmp_path, seen=tmp_path)[0] == problem


def test_what_nobody_approved_is_a_problem(tmp_path: Path) -> None:
    assert problems_of("made-up", [PLAIN], folder=tmp_path, seen=tmp_path)[0].startswith("there is no approved picture")


def test_only_cases_that_exist_can_be_approved(capsys: pytest.CaptureFixture[str]) -> None:
    assert approve_pictures.main(["no-such-case"]) == 2
    assert PICTURED[0].id in capsys.readouterr().err
