import pytest

from rely.model.answers import Code
from rely.reporting.answer_words import answer_words, fact_label, fact_words
from tests.reporting.garden import garden, material


@pytest.mark.parametrize(
    ("item", "code", "shown"),
    [
        ("R1", 4, "Often"),
        ("R1", "na", "Not in this garden"),
        ("R1", "dk", "I do not know"),
        ("R1", None, "skipped"),
        ("dear_roses", "na", "does not apply"),
        ("dear_roses", "dk", "cannot judge"),
        ("beauty", 10, "10: perfect"),
        ("beauty", 7, "7"),
        ("water", 1250.5, "1,250.5\u00a0litres"),
        ("water", 1, "1\u00a0litre"),
        ("age", 1, "1\u00a0months"),
        ("trees", ("hoe", "spade"), "Hoe and Spade"),
        ("trees", (), "none of these"),
        ("where", "NO", "Norway"),
        ("sown", "2026-02-28", "28 February 2026"),
        ("called", " Eden\u202e ", "Eden"),
    ],
)
def test_an_answer_is_told_in_the_words_that_were_read(item: str, code: Code, shown: str) -> None:
    assert answer_words(material(), garden().items[item], code) == shown


def test_a_fact_is_called_by_its_label_and_without_one_by_its_text() -> None:
    report = material()
    assert fact_label(report, "water") == "Water"
    assert fact_label(report, "where") == "Where is it?"
    assert fact_label(report, "season") == "Season of the year"
    assert fact_label(report, "wet.position") == "Watering"


def test_a_fact_has_the_words_of_its_measure_and_the_unit_unless_told_without() -> None:
    report = material({"water": 50})
    assert fact_words(report, "rain") == "4.2\u00a0per month"
    assert fact_words(report, "rain", unit=False) == "4.2"
    assert fact_words(report, "wet.position") == "moist"
    assert fact_words(report, "season") == "Spring"
    assert fact_words(material({"water": None}), "rain") is None
