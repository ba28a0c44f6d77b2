"""Prove that cells with few items, advice without a step and claims without a source are told."""

import pytest

from tests.loading.method.examples import (
    ADVICE,
    HEAD,
    PRIORITIES,
    SCALES,
    SEASONS,
    VALID,
    advice,
    design,
    of_kind,
    one_item,
    with_items,
)

CELLS = """
facets:
  - {id: row, label: Row, values: [{id: r, label: R}]}
  - {id: column, label: Column, values: [{id: c, label: C}, {id: d, label: D}]}
"""
BY_CELL = "scores: {by_cell: [{facets: [row, column], specific: column}]}"


@pytest.mark.parametrize(("own", "count"), [(2, 0), (1, 1), (0, 1)])
def test_a_cell_needs_two_items_that_belong_to_it_alone(own: int, count: int) -> None:
    columns = ["c"] * own + ["d", "d"] + ["[c, d]"] * 2
    items = [
        f"{{id: Q{at}, text: We talk., response_scale: agree, facets: {{row: r, column: {column}}}}}"
        for at, column in enumerate(columns, 1)
    ]
    text = HEAD + SCALES + CELLS + with_items(*items, scores=BY_CELL)
    assert [finding.facts["score"] for finding in design(text)] == ["r.c"] * count
    assert design(text.replace("min_answered: 1", "min_answered: 9")) == []  # nobody gets that score at all


def test_the_items_of_a_cell_are_counted_for_each_selected_value_apart() -> None:
    text = (VALID / "selecting-facet.yaml").read_text(encoding="utf-8")
    found = [(each.facts["score"], each.facts["when"]) for each in of_kind("few-specific-items", design(text))]
    assert ("warmth.visit", " when 'summer' holds") in found
    assert len(found) == 4


def test_only_what_can_become_an_action_needs_a_first_step() -> None:
    trigger, row = "triggers: {items: Q2}", "facets: {season_of: summer}"
    evidence = "evidence: {any: {generic: own}}"
    for guideline, count in (
        (f"{evidence}, {row}, {trigger}", 1),
        (f"{evidence}, {row}, {trigger}, first_step: Call.", 0),
        (f"{evidence}, {row}", 0),
        (f"{evidence}, {trigger}", 0),
    ):
        assert len(of_kind("no-first-step", design(advice(guideline) + PRIORITIES))) == count


def test_evidence_stronger_than_the_last_level_needs_a_source() -> None:
    works = "works: [{id: w, citation: A work.}]\n"
    for guideline, count in (
        ("evidence: {any: {generic: study}}", 1),
        ("evidence: {any: {generic: own}}", 0),
        ("evidence: {any: {generic: study}}, source: [{ref: w}]", 0),
    ):
        assert len(of_kind("missing-source", design(works + advice(guideline) + PRIORITIES))) == count


def test_items_and_norms_that_claim_evidence_need_a_source_too() -> None:
    norms = "norms: [{id: n1, norm: n, profile: generic, min: 1, evidence: study}]\n"
    item = one_item("facets: {season_of: summer}, evidence: {summer: study}")
    found = of_kind("missing-source", design(HEAD + SEASONS + SCALES + with_items(item) + ADVICE + norms + PRIORITIES))
    assert [finding.facts["owner"] for finding in found] == ["the item 'Q1'", "the norm row 'n1'"]


def test_with_a_single_evidence_level_nobody_can_tell_what_needs_a_source() -> None:
    text = advice("evidence: {any: {generic: own}}").replace(
        "  - {id: study, label: Study, mark: S, about: Studied.}\n", ""
    )
    assert of_kind("missing-source", design(text + PRIORITIES)) == []
