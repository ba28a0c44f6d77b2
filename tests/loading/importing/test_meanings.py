"""Prove what values are taken for, and above all which are not guessed."""

import pytest

from rely.loading.importing import days, numbers
from rely.loading.importing.meanings import meanings_of, meanings_of_ticks, vocabulary_of
from rely.loading.importing.settings import settings_of
from rely.model.instrument import Instrument
from tests.instruments import instrument, item, relationship_check
from tests.small_instrument import small_instrument


def codes(target: str, *values: str, instrument: Instrument | None = None) -> dict[str, str]:
    vocabulary = vocabulary_of(instrument or relationship_check(), target)
    assert vocabulary is not None
    found = meanings_of(vocabulary, dict.fromkeys(values, 1), {})
    return {each.found: each.code for each in found if each.count}


@pytest.mark.parametrize(
    ("target", "value", "code"),
    [
        ("TR01", "4", "4"),
        ("TR01", "4.0", "4"),
        ("TR01", "4,0", "4"),
        ("TR01", "Grotendeels", "4"),
        ("TR01", "größtenteils", "4"),
        ("TR01", "4 – Mostly", "4"),
        ("TR01", "4. Mostly", "4"),
        ("TR01", "5 (Completely)", "5"),
        ("TR01", "4 - Slightly", "?"),
        ("TR01", "n/a", "na"),
        ("TR01", "N.v.t.", "na"),
        ("TR07", "n/a", "?"),
        ("TR01", "weet niet", "?"),
        ("TR01", "NA", "?"),
        ("TR01", "#N/A", "?"),
        ("TR01", "99", "?"),
        ("TR01", "A4", "?"),
        ("TR01", "mostly not", "?"),
        ("cx_first_contact", "J", "yes"),
        ("cx_first_contact", "FALSE", "no"),
        ("cx_first_contact", "1", "?"),
        ("cx_sector", "ICT_HIGHTECH", "ict_hightech"),
        ("cx_country", "NA", "NA"),
        ("cx_country", "nl", "NL"),
        ("cx_country", "Duitsland", "DE"),
        ("lang", "Deutsch", "de"),
    ],
)
def test_a_value_is_taken_for_a_code_only_when_it_says_the_same(target: str, value: str, code: str) -> None:
    assert codes(target, value) == {value: code}


def test_numbers_of_another_scale_are_no_codes_not_even_those_that_would_fit() -> None:
    assert codes("TR01", "0", "1", "2", "3", "4") == dict.fromkeys("01234", "?")
    assert codes("TR01", *"1234567") == dict.fromkeys("1234567", "?")
    assert codes("TR01", *"012345") == {"0": "?"} | {code: code for code in "12345"}
    assert codes("TR01", "4", "99", "-9") == {"4": "4", "99": "?", "-9": "?"}


def test_a_label_of_two_codes_is_a_question() -> None:
    steps = [{"code": 1, "label": {"en": "Rare", "nl": "Vaak"}}, {"code": 2, "label": {"en": "Vaak", "nl": "Zelden"}}]
    scale = {"id": "odd", "kind": "likert", "options": steps}
    made = instrument(languages=["en", "nl"], response_scales=[scale], items=[item("A1", "odd")])
    assert codes("A1", "Vaak", "Zelden", instrument=made) == {"Vaak": "?", "Zelden": "2"}


def test_labels_that_nobody_chose_are_listed_in_the_language_that_occurs() -> None:
    vocabulary = vocabulary_of(relationship_check(), "TR01")
    assert vocabulary is not None
    found = meanings_of(vocabulary, {"Deels": 3, "Volledig": 1}, {})
    assert [(each.found, each.code) for each in found if not each.count] == [
        ("Helemaal niet", "1"),
        ("Een beetje", "2"),
        ("Grotendeels", "4"),
        ("Niet van toepassing bij deze klant", "na"),
    ]


def test_a_tick_is_a_word_for_yes_or_the_label_of_the_option() -> None:
    found = meanings_of_ticks({"1": 1, "Yes": 1, "E-mail": 1, "Nee": 1, "0": 1, "2": 1}, ["E-mail"], {})
    assert [each.code for each in found] == ["chosen", "chosen", "chosen", "not_chosen", "not_chosen", "?"]


@pytest.mark.parametrize(
    ("values", "formats"),
    [
        (["1", "12"], ("1234.5",)),
        (["2.5", "12"], ("1234.5",)),
        (["2,5", "1.200"], ("1.234,5",)),
        (["1.234"], ("1234.5", "1.234,5")),
        (["1,234", "2,500"], ("1234,5", "1,234.5")),
        (["1 234,5"], ("1 234,5",)),
        (["1.2.3"], ()),
        (["45%"], ("1234.5",)),
    ],
)
def test_numbers_that_can_be_read_in_two_ways_are_not_read_in_one(values: list[str], formats: tuple[str, ...]) -> None:
    assert numbers.formats_of(values) == formats


@pytest.mark.parametrize(
    ("values", "formats"),
    [
        (["31-12-2025", "01-02-2026"], ("day-month-year",)),
        (["12/31/2025"], ("month-day-year",)),
        (["01/02/2026"], ("day-month-year", "month-day-year")),
        (["2025-12-31 14:02:11", "2025/1/5"], ("year-month-day",)),
        (["2025-12-31T14:02:11.000+01:00"], ("year-month-day",)),
        (["46022"], ("spreadsheet-number",)),
        (["31-02-2026"], ()),
        (["31-12-25"], ()),
    ],
)
def test_days_that_can_be_read_in_two_ways_are_not_read_in_one(values: list[str], formats: tuple[str, ...]) -> None:
    assert days.formats_of(values) == formats


def test_a_number_of_a_spreadsheet_is_the_day_that_it_shows() -> None:
    assert days.day_of("46022", "spreadsheet-number") == "2025-12-31"
    assert days.day_of("46022.75", "spreadsheet-number") == "2025-12-31"


def settings(target: str, kind: str, *values: str, instrument: Instrument | None = None) -> dict[str, str]:
    counts = dict.fromkeys(values, 1)
    found = settings_of(instrument or relationship_check(), target, kind, counts)
    return {each.key: each.value for each in found}


def test_what_is_open_about_numbers_and_days_is_a_question() -> None:
    assert settings("cx_months", "number", "1.234", "12") == {"numbers": "?"}
    assert settings("cx_months", "number", "12,5") == {"numbers": "1234,5"}
    assert settings("date", "day", "01-02-2026") == {"days": "?"}
    garden = small_instrument()
    assert settings("plants", "number", "0.45", "1", instrument=garden) == {"numbers": "1234.5", "percent": "?"}
    assert settings("plants", "number", "45%", instrument=garden) == {"numbers": "1234.5", "percent": "sign"}


@pytest.mark.parametrize(("value", "separator"), [("email;chat;", ";"), ("email chat", "space"), ("email, chat", ",")])
def test_the_separator_is_the_one_that_leaves_only_known_answers(value: str, separator: str) -> None:
    assert settings("cx_channels_used", "several", value) == {"separator": separator}
