"""Prove which step the version has to make, why, and when the written version is enough."""

from collections.abc import Callable
from typing import Any

import pytest

from rely.loading.diff.compare import compare
from rely.loading.diff.step import VersionStep
from rely.model.instrument import Instrument
from tests.instruments import by_given_phase, inventory, mixed, relationship_check
from tests.loading.diff.versions_of import edited, item_of, named, release

Edit = Callable[[Any], object]
MAJOR, MINOR, PATCH = (int(part) for part in relationship_check().version.split("."))


def step(old: Instrument, *edits: Edit) -> VersionStep:
    return compare(old, edited(old, *edits)).version


@pytest.mark.parametrize(
    "edit",
    [
        lambda data: item_of(data, "TR01")["text"].update(nl="Anders."),
        lambda data: item_of(data, "TR01").update(help="So."),
        lambda data: item_of(data, "TR01").update(note="Look again."),
        lambda data: item_of(data, "TR01").update(weight=1),
        lambda data: data["works"].append({"id": "new", "citation": "A book."}),
        lambda data: data["cases"].pop(),
        lambda data: named(data["sections"], "trust")["items"].reverse(),
        lambda data: named(data["measures"], "phase")["words"][0]["label"].update(nl="Begin"),
        lambda data: named(data["bands"], "limited")["label"].update(nl="Matig"),
    ],
)
def test_words_notes_and_order_are_a_patch(edit: Edit) -> None:
    version = step(relationship_check(), edit)
    assert (version.step, version.needed) == ("patch", f"{MAJOR}.{MINOR}.{PATCH + 1}")


@pytest.mark.parametrize(
    "edit",
    [
        lambda data: named(data["sections"], "client")["items"].append(
            {"id": "cx_new", "text": "New?", "response_scale": "describes5"}
        ),
        lambda data: data["guidelines"].pop(),
        lambda data: data["guidelines"][0].update(evidence={"any": {"generic": "interview"}}),
        lambda data: named(data["norms"], "fq_de_initial_physical").update(plan=3),
        lambda data: data["priorities"].update(target=80),
        lambda data: data["forms"].append({"id": "short", "label": "Short", "items": ["TR01", "TR02"]}),
        lambda data: data["languages"].append("fr"),
        lambda data: named(data["response_scales"], "channels")["options"].append({"code": "fax", "label": "Fax"}),
        lambda data: item_of(data, "cx_alias").update(required=False),
    ],
)
def test_additions_and_other_advice_are_a_minor_step(edit: Edit) -> None:
    version = step(relationship_check(), edit)
    assert (version.step, version.needed) == ("minor", f"{MAJOR}.{MINOR + 1}.0"), version.because


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (lambda data: item_of(data, "TR01").update(reverse=True), "no longer comparable"),
        (lambda data: data["scores"].pop("overall"), "the score overall is gone"),
        (lambda data: named(data["bands"], "limited").update({"from": 30}), "the bands changed"),
        (lambda data: data["sides"].update(one_sided_at=2), "what counts as one-sided changed"),
        (
            lambda data: named(data["norms"], "fq_de_initial_physical").update(max=5),
            "physical_fit and balance are computed otherwise",
        ),
        (
            lambda data: data.update(measures=[each for each in data["measures"] if each["id"] != "balance"]),
            "the measure balance is gone",
        ),
        (lambda data: named(data["response_scales"], "channels")["options"].pop(), "no longer accepts "),
        (
            lambda data: item_of(data, "cx_alias").update(response_scale="describes5"),
            "cx_alias no longer accepts an answer of the kind text",
        ),
        (
            lambda data: named(data["response_scales"], "code_name").update(max_length=5),
            "no longer accepts a text of more than 5 characters",
        ),
        (lambda data: data["languages"].pop(), "the language de is gone"),
        (lambda data: data["forms"].pop(), "the form scan is gone"),
        (lambda data: data.update(id="other-check"), "'other-check' is another instrument than 'relationship-check'"),
    ],
)
def test_other_scores_or_figures_and_answers_that_no_longer_fit_are_a_major_step(edit: Edit, told: str) -> None:
    version = step(relationship_check(), edit)
    assert (version.step, version.needed) == ("major", "2.0.0")
    assert any(told in each for each in version.because), version.because


def test_an_item_that_is_gone_is_a_major_step_also_outside_all_scores() -> None:
    def edit(data: Any) -> None:
        data["sections"][0]["items"] = [each for each in data["sections"][0]["items"] if each["id"] != "consent"]

    version = step(mixed(), edit)
    assert version.step == "major"
    assert "consent is gone, so that answers to it no longer count" in version.because


@pytest.mark.parametrize(
    ("limits", "expected"), [({"max": 40}, "major"), ({"max": 60}, "minor"), ({"min": 1}, "major")]
)
def test_a_narrower_range_of_numbers_is_a_major_step_and_a_wider_one_is_not(limits: Any, expected: str) -> None:
    assert step(mixed(), lambda data: named(data["response_scales"], "count").update(limits)).step == expected


def test_an_item_that_is_called_like_a_key_for_readers_is_no_matter_of_words() -> None:
    old = edited(inventory(4, 1), lambda data: item_of(data, "Q0").update(id="note"))
    assert step(old, lambda data: item_of(data, "note").update(required=True)).step == "minor"


def test_a_given_fact_that_loses_a_code_or_becomes_a_number_is_a_major_step() -> None:
    old = by_given_phase()
    fewer = step(old, lambda data: data["given"][0].update(codes=["after"]))
    assert "the given fact phase no longer accepts before" in fewer.because
    number = step(old, lambda data: data["given"][0].pop("codes"))
    assert "the given fact phase is a number now" in number.because
    cost = edited(old, lambda data: data["given"].append({"id": "cost", "label": "Cost", "max": 100}))
    narrower = step(cost, lambda data: data["given"][1].update(max=50))
    assert narrower.because == ("the given fact cost no longer accepts some of the numbers",)
    assert step(cost, lambda data: data["given"][1].update(max=150)).step == "minor"


def test_whole_numbers_where_any_were_accepted_are_a_major_step() -> None:
    old = edited(mixed(), lambda data: named(data["response_scales"], "count").pop("whole"))
    version = step(old, lambda data: named(data["response_scales"], "count").update(whole=True))
    assert version.because == ("meetings no longer accepts some of the numbers",)


def test_a_version_alone_asks_for_no_step() -> None:
    version = step(inventory(4, 1), lambda data: data.update(version="1.0.1"))
    assert (version.step, version.because, version.needed, version.is_enough) == ("none", (), "1.0.0", True)


@pytest.mark.parametrize(
    ("written", "enough"), [("1.0.0", False), ("1.0.1", False), ("1.1.0", True), ("1.10.0", True), ("2.0.0", True)]
)
def test_a_version_is_enough_from_the_needed_one_on(written: str, enough: bool) -> None:
    def edit(data: Any) -> None:
        data["version"] = written
        data["forms"] = [{"id": "short", "label": "Short", "items": ["Q0", "Q1"]}]

    assert step(inventory(4, 1), edit).is_enough is enough


def test_the_released_versions_made_the_steps_that_are_asked_for() -> None:
    for old, new in (("1.0.0", "1.1.0"), ("1.1.0", "1.2.0")):
        version = compare(release(old), release(new)).version
        assert (version.step, version.needed, version.is_enough) == ("minor", new, True)
