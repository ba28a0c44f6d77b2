"""Own words stand in a report and not in its data: all but them is compared."""

from __future__ import annotations

import pytest

from rely.languages import words_for
from rely.reporting.pdf import render_pdf
from rely.services import carried
from rely.services.own_words import answered_in, fits, typed_items
from rely.services.verifying import Verdict, verify_report
from tests.instruments import relationship_check, short_report
from tests.report_cases import ShortCase, pdf_of

ASKED = tuple(short_report().items)


@pytest.fixture
def at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carried, "instrument_by_digest", lambda _digest: short_report())


def test_the_name_of_the_subject_is_in_the_data_and_other_own_words_are_not() -> None:
    assert typed_items(short_report(), ASKED) == ("WISH", "FEAR")
    assert typed_items(relationship_check(), tuple(relationship_check().items)) == ()


def test_an_answer_that_is_printed_as_skipped_was_not_given() -> None:
    flow = "WhatyouwouldlikeAdoorWhatholdsyouback?skipped"
    assert answered_in(flow, short_report(), ("WISH", "FEAR"), words_for("en")) == ("WISH",)


@pytest.mark.parametrize(
    ("flow", "expected", "same"),
    [
        ("score7:adoor.Thecost.end8", "score7:«WISH».«FEAR».end8", True),
        ("score7:.«».end8", "score7:«WISH».«FEAR».end8", True),
        ("score7:end8.x.end8", "score7:«WISH».«FEAR».end8", True),
        ("score9:adoor.Thecost.end8", "score7:«WISH».«FEAR».end8", False),
        ("score7:adoor.Thecost.end9", "score7:«WISH».«FEAR».end8", False),
        ("score7:adoorThecost.end8", "score7:«WISH»..«FEAR».end8", False),
        ("score7:adoor.end8more", "score7:«WISH».end8", False),
        (f"a{'x' * 2000}b", "a«WISH»b", True),
        (f"a{'x' * 2001}b", "a«WISH»b", False),
    ],
)
def test_only_the_own_words_may_differ(flow: str, expected: str, same: bool) -> None:
    assert fits(flow, expected, short_report(), ("WISH", "FEAR")) is same


@pytest.mark.usefixtures("at_hand")
@pytest.mark.parametrize(
    ("case", "unchecked"),
    [
        (ShortCase("complete", "nl"), ("WISH", "FEAR")),
        (ShortCase("partial", "en"), ("WISH",)),
        (ShortCase("empty", "nl"), ()),
    ],
    ids=lambda value: value.id if isinstance(value, ShortCase) else "",
)
def test_a_report_with_own_words_is_consistent_and_says_what_was_not_checked(
    case: ShortCase, unchecked: tuple[str, ...]
) -> None:
    assert verify_report(pdf_of(case), render_pdf) == Verdict((), None, (), unchecked)


@pytest.mark.usefixtures("at_hand")
def test_a_changed_number_is_found_beside_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    from rely.services import verifying

    read = verifying.read_printed

    def tampered(pdf: bytes) -> verifying.Printed:
        printed = read(pdf)
        if pdf != pdf_of(ShortCase("complete", "nl")):
            return printed
        pages = tuple(page.replace("88", "98") for page in printed.pages)
        assert pages != printed.pages
        return verifying.Printed(pages, printed.files, printed.besides)

    monkeypatch.setattr(verifying, "read_printed", tampered)
    assert any("98" in each for each in verify_report(pdf_of(ShortCase("complete", "nl")), render_pdf).differences)
