from datetime import UTC, datetime

import pytest
from werkzeug.datastructures import MultiDict

from rely.services.answers import Arrived, Unreadable
from rely.web.forms.sent import moment_in, sent_answers
from tests.small_instrument import small_instrument


def test_each_item_whose_revision_is_told_brings_its_answer_its_time_and_nothing_else_does() -> None:
    sent = MultiDict(
        [
            ("seen-plants", "2"),
            ("item-plants", "12"),
            ("at-plants", "1795000000123"),
            ("seen-errors", "0"),
            ("item-errors", "rake"),
            ("item-errors", "hoe"),
            ("seen-data", "1"),
            ("item-acres", "2"),
        ]
    )
    assert sent_answers(sent).read(small_instrument()) == {
        "plants": Arrived(12, seen=2, at=datetime(2026, 11, 18, 11, 6, 40, 123000, tzinfo=UTC)),
        "errors": Arrived(["rake", "hoe"], seen=0),
        "data": Arrived(None, seen=1),
    }
    assert sent_answers(sent).times == {"plants": "1795000000123", "errors": "", "data": ""}


def test_what_cannot_be_read_is_told_with_what_was_typed() -> None:
    sent = MultiDict([("seen-plants", "0"), ("item-plants", "1.250"), ("seen-nothing", "0"), ("item-nothing", "x")])
    assert sent_answers(sent).read(small_instrument()) == {
        "plants": Arrived(Unreadable("grouped-number", "1.250"), seen=0),
        "nothing": Arrived(None, seen=0),
    }
    assert sent_answers(sent).typed["plants"] == ("1.250",)


@pytest.mark.parametrize("written", ["", "-1", "1e9", "NaN", "9" * 15, "١٢٣", "12.5", " 12", "0x10"])
def test_a_time_that_is_no_number_of_milliseconds_is_not_told(written: str) -> None:
    assert moment_in(written) is None


def test_times_far_away_are_times() -> None:
    assert moment_in("0") == datetime(1970, 1, 1, tzinfo=UTC)
    far = moment_in("9" * 14)
    assert far is not None
    assert far.year == 5138
