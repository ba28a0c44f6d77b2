"""Prove that what pydantic says is led back to the place in the file and told in plain words."""

from typing import Any

import pytest
from pydantic import ValidationError

from rely.loading.shape import shape_findings
from rely.model.instrument import Instrument
from rely.model.scalars import Plain


def _found(data: dict[str, Any]) -> dict[tuple[Any, ...], str]:
    with pytest.raises(ValidationError) as refusal:
        Instrument.model_validate(data)
    findings = shape_findings(refusal.value, data, Instrument)
    return {finding.path: finding.code for finding in findings if finding.path}


def test_a_key_that_is_missing_points_at_the_block_that_lacks_it() -> None:
    found = _found({"works": [{"id": Plain("a")}]})
    assert found[("works", 0)] == "missing-key"


def test_the_kind_of_a_scale_or_measure_is_no_step_of_the_path() -> None:
    scale = {"kind": Plain("number"), "id": Plain("n"), "number": Plain("x"), "min": Plain("a")}
    found = _found({"response_scales": [scale]})
    assert found[("response_scales", 0, "min")] == "not-a-number"
    assert found[("response_scales", 0, "number")] == "unknown-key"


def test_a_measure_whose_kind_is_also_one_of_its_keys_is_not_confused() -> None:
    steps = [{"is": Plain("low")}, {"is": Plain("high"), "from": Plain("x")}]
    found = _found({"measures": [{"kind": Plain("steps"), "id": Plain("s"), "steps": steps}]})
    assert found[("measures", 0)] == "missing-key"
    assert found[("measures", 0, "steps", 1, "from")] == "not-a-number"


def test_an_entry_without_a_kind_lacks_that_key() -> None:
    assert _found({"measures": [{"id": Plain("s")}]})[("measures", 0)] == "missing-key"
    assert _found({"measures": [Plain("s")]})[("measures", 0)] == "not-a-map"


@pytest.mark.parametrize(
    ("value", "path", "code"),
    [
        ([Plain("a")], ("title",), "not-text"),
        ({}, ("title",), "empty"),
        ("", ("title",), "empty"),
        ({"nl": ""}, ("title", "nl"), "empty"),
        ({"nl": [Plain("a")]}, ("title", "nl"), "not-text"),
        ({"Dutch": Plain("a")}, ("title", "Dutch"), "bad-language"),
        ({"nl": "x" * 4001}, ("title", "nl"), "too-long"),
    ],
)
def test_of_a_text_only_the_way_it_is_written_is_judged(value: Any, path: tuple[Any, ...], code: str) -> None:
    found = _found({"title": value})
    assert {at: told for at, told in found.items() if at[0] == "title"} == {path: code}


@pytest.mark.parametrize(
    ("answer", "path", "code"),
    [
        ({"a": Plain("1")}, (), "not-a-code"),
        ([[Plain("1")]], (0,), "not-a-code"),
    ],
)
def test_of_an_answer_only_the_way_it_is_written_is_judged(answer: Any, path: tuple[Any, ...], code: str) -> None:
    found = _found({"cases": [{"id": Plain("c"), "expect": {}, "answers": {"A1": answer}}]})
    assert {at: told for at, told in found.items() if at[0] == "cases"} == {("cases", 0, "answers", "A1", *path): code}


def test_a_list_is_not_called_too_short_because_its_entries_have_mistakes() -> None:
    found = _found({"perspectives": [{"id": Plain("self")}]})
    assert found[("perspectives", 0)] == "missing-key"
    assert ("perspectives",) not in found


def test_a_wrong_key_of_a_map_is_told_at_the_key() -> None:
    found = _found({"cases": [{"id": Plain("c"), "expect": {}, "answers": {"A 1": Plain("1")}}]})
    assert found[("cases", 0, "answers", "A 1")] == "bad-id"


@pytest.mark.parametrize(
    ("written", "what"),
    [(Plain("half"), "'half'"), ("0.5", "the text '0.5' in quotes"), ([], "a list"), ({}, "a block of keys")],
)
def test_what_stands_in_the_place_of_a_number_is_named(written: Any, what: str) -> None:
    rule = {"min_answered": Plain("1"), "min_coverage": written, "narrow_below": Plain("0")}
    with pytest.raises(ValidationError) as refusal:
        Instrument.model_validate({"missing_data": rule})
    findings = shape_findings(refusal.value, {"missing_data": rule}, Instrument)
    assert [finding.facts["what"] for finding in findings if finding.code == "not-a-number"] == [what]


def test_a_decimal_comma_is_mended_in_the_hint() -> None:
    rule = {"min_answered": Plain("1"), "min_coverage": Plain("0,5"), "narrow_below": Plain("0")}
    with pytest.raises(ValidationError) as refusal:
        Instrument.model_validate({"missing_data": rule})
    findings = shape_findings(refusal.value, {"missing_data": rule}, Instrument)
    assert any(finding.hint == "Write a point for the comma: 0.5." for finding in findings)


@pytest.mark.parametrize("digits", ["9" * 16, "9" * 5000])
def test_a_number_of_more_digits_than_a_float_keeps_is_refused(digits: str) -> None:
    rule = {"min_answered": Plain(digits), "min_coverage": Plain(digits), "narrow_below": Plain("0")}
    found = _found({"missing_data": rule})
    assert found[("missing_data", "min_answered")] == "not-a-number"
    assert found[("missing_data", "min_coverage")] == "not-a-number"


def test_a_pair_of_facets_that_is_no_pair_is_told_with_its_length() -> None:
    for facets in (["a"], ["a", "b", "c"]):
        cell = {"facets": [Plain(each) for each in facets], "specific": Plain("a")}
        found = _found({"scores": {"by_cell": [cell]}})
        assert found[("scores", "by_cell", 0, "facets")] == "wrong-count"
