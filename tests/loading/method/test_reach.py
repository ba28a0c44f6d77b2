"""Prove that what no answers ever lead to is told, and that what some answers do is not."""

import pytest

from rely.loading.instrument import read_questionnaire
from rely.paths import questionnaires_dir
from tests.loading.method.examples import (
    HEAD,
    PRIORITIES,
    SCALES,
    SEASONS,
    advice,
    design,
    of_kind,
    one_item,
    with_items,
)


def test_the_relationship_check_has_no_warning_and_silences_none() -> None:
    loaded = read_questionnaire(questionnaires_dir() / "relationship-check")
    assert (loaded.problems, loaded.silenced) == ((), 0)


UNREACHABLE = (
    ("facets: {season_of: never}", "'season' is never never"),
    (
        "facets: {season_of: summer}, show_if: {fact: season, is: winter}",
        "its facets and conditions exclude each other",
    ),
    ("facets: {season_of: winter}, requires: warm", "its facets and conditions exclude each other"),
)
REACHABLE = (
    "facets: {season_of: [summer, never]}",
    "facets: {season_of: winter}, show_if: {fact: season, is: winter}",
    "show_if: {fact: Q0, is: y}, requires: need",
    "show_if: {fact: Q0, is: n}, requires: need",  # asked of those who skip Q0: what is unknown hides nothing
    "facets: {season_of: winter}, requires: need",
    "show_if: {not: {fact: Q0, is: y}}, requires: free",
)
REQUIREMENTS = """
requirements:
  - {id: need, when: {fact: Q0, is: y}, explanation: It is needed.}
  - {id: warm, when: {fact: season, is: summer}, explanation: It must be warm.}
  - {id: free, when: {fact: Q0, known: false}, explanation: It must be open.}
"""


@pytest.mark.parametrize(("more", "what"), UNREACHABLE)
def test_an_item_whose_facets_and_conditions_exclude_each_other_is_never_asked(more: str, what: str) -> None:
    findings = of_kind("unreachable-item", design(HEAD + SEASONS + SCALES + REQUIREMENTS + with_items(one_item(more))))
    assert [finding.facts for finding in findings] == [{"item": "Q1", "what": what}]


@pytest.mark.parametrize("more", REACHABLE)
def test_an_item_is_not_called_unreachable_unless_it_is_proven(more: str) -> None:
    assert (
        of_kind("unreachable-item", design(HEAD + SEASONS + SCALES + REQUIREMENTS + with_items(one_item(more)))) == []
    )


@pytest.mark.parametrize(
    ("forms", "count"),
    [
        ("[{id: full, label: Full, items: Q0}]", 1),
        ("[{id: full, label: Full, items: Q0}, {id: scan, label: Scan, items: Q1}]", 0),
        ("[{id: full, label: Full, items: Q0}, {id: scan, label: Scan}]", 0),
        ("[{id: scan, label: Scan, items: Q0}]", 0),
    ],
)
def test_an_item_in_no_form_is_never_asked_once_the_full_form_names_its_items(forms: str, count: int) -> None:
    text = HEAD + SCALES + with_items(one_item("weight: 1")) + f"forms: {forms}\n"
    assert len(of_kind("unreachable-item", design(text))) == count


NEVER = (
    ("when: {fact: season, is: winter}, facets: {season_of: summer}, evidence: {any: {generic: own}}", "exclude"),
    ("when: {fact: Q0, is: n}, evidence: {any: {y: own}}", "exclude"),
    ("facets: {season_of: never}, evidence: {any: {generic: own}}", "exclude"),
    ("evidence: {any: {generic: own}}, triggers: {facts: [{fact: Q1, below: 1}]}", "no value"),
    ("evidence: {any: {generic: own}}, triggers: {facts: [{fact: Q1, above: 3}]}", "no value"),
    ("when: {fact: Q0, is: n}, evidence: {any: {generic: own}}, triggers: {items: Q1}", "are not asked"),
)
FIRES = (
    "when: {fact: season, is: winter}, facets: {season_of: [summer, winter]}, evidence: {any: {generic: own}}",
    "when: {fact: Q0, is: n}, evidence: {any: {y: own, generic: own}}",
    "when: {fact: Q0, is: y}, evidence: {any: {y: own}}",
    "evidence: {any: {generic: own}}, triggers: {facts: [{fact: Q1, below: 2}]}",
    "evidence: {any: {generic: own}}, triggers: {facts: [{fact: Q1, above: 2}]}",
    "evidence: {any: {generic: own}}, triggers: {facts: [{fact: Q1, below: 1}, {fact: Q0, in: n}]}",
    "when: {fact: Q0, is: y}, evidence: {any: {generic: own}}, triggers: {items: Q1}",
    "when: {fact: Q0, is: n}, evidence: {any: {generic: own}}, triggers: {items: [Q1, Q2]}",
    "evidence: {any: {generic: own}}, triggers: {items: Q1}",
)


@pytest.mark.parametrize(("guideline", "what"), NEVER)
def test_a_guideline_that_no_answers_call_for_is_told(guideline: str, what: str) -> None:
    findings = of_kind("never-fires", design(advice(guideline) + PRIORITIES))
    assert [what in str(finding.facts["what"]) for finding in findings] == [True]


@pytest.mark.parametrize("guideline", FIRES)
def test_a_guideline_that_some_answers_call_for_is_left_alone(guideline: str) -> None:
    assert of_kind("never-fires", design(advice(guideline) + PRIORITIES)) == []


def test_without_priorities_no_guideline_is_ever_chosen_and_that_is_told_once() -> None:
    [finding] = of_kind("never-fires", design(advice(FIRES[-1])))
    assert finding.path == ("guidelines",)


BANDS = "bands: [{{id: a, from: 0, label: A}}, {{id: b, from: {0}, label: B}}, {{id: c, from: {1}, label: C}}]\n"
TWO = ("{id: Q1, text: We talk., response_scale: agree}", "{id: Q2, text: We laugh., response_scale: agree}")
TOTAL = "scores: {of_items: [{id: total, label: Total, items: [Q1, Q2]}]}"


@pytest.mark.parametrize(
    ("low", "high", "reached"),
    [
        (80, 90, False),  # two items of three steps give 0, 25, 50, 75, 100
        (75, 90, True),  # a cut-off belongs to its band
        (60, 75, False),  # and not to the one below
        (60, 75.5, True),
        (25, 50, True),
        (1, 25, False),
    ],
)
def test_a_band_between_two_neighbouring_scores_is_never_reached(low: float, high: float, reached: bool) -> None:
    text = HEAD + SCALES + with_items(*TWO, scores=TOTAL) + BANDS.format(low, high)
    assert [finding.facts["band"] for finding in design(text)] == ([] if reached else ["b"])


def test_a_rule_that_needs_all_answers_leaves_fewer_scores() -> None:
    three = (*TWO, "{id: Q3, text: We meet., response_scale: agree}")
    text = HEAD + SCALES + with_items(*three, scores=TOTAL.replace("Q2", "Q2, Q3")) + BANDS.format(70, 80)
    assert design(text) == []
    all_three = text.replace("min_answered: 1", "min_answered: 3")
    assert [finding.facts["band"] for finding in design(all_three)] == ["b"]  # sixths jump over 70 to 80


def test_weights_and_scored_choices_reach_what_equal_steps_do_not() -> None:
    weighted = (TWO[0], TWO[1].replace("agree}", "agree, weight: 3}"))
    assert (
        design(HEAD + SCALES + with_items(*weighted, scores=TOTAL) + BANDS.format(60, 75)) == []
    )  # (100 + 3 * 50) / 4
    scored = SCALES.replace("label: Y", "label: Y, score: 85").replace("label: N", "label: N, score: 0")
    total = TOTAL.replace("Q1, Q2", "Q0")

    def unreached(items: str) -> list[object]:
        return [each.facts["band"] for each in design(HEAD + scored + items + BANDS.format(80, 90))]

    assert unreached(with_items(scores=total)) == ["c"]  # 0 and 85
    assert unreached(with_items(scores=total).replace("yes_no}", "yes_no, reverse: true}")) == ["b"]  # 100 and 15


def test_the_mean_of_scores_reaches_what_its_parts_do_not() -> None:
    scores = "scores: {of_items: [{id: one, label: One, items: Q1}, {id: two, label: Two, items: Q2}]"
    overall = scores + ", overall: {id: all, label: All, of: [one, two], at_least: 2}}"
    assert len(design(HEAD + SCALES + with_items(*TWO, scores=scores + "}") + BANDS.format(70, 80))) == 1
    assert design(HEAD + SCALES + with_items(*TWO, scores=overall) + BANDS.format(70, 80)) == []


def test_bands_without_any_score_are_never_reached() -> None:
    assert [each.facts["band"] for each in design(HEAD + SCALES + with_items() + BANDS.format(50, 75))] == [
        "a",
        "b",
        "c",
    ]


@pytest.mark.parametrize(
    ("step", "reached"),
    [("from: 3", True), ("above: 3", False), ("from: 3.5", False), ("above: 2", True), ("from: 2.5", True)],
)
def test_a_step_beyond_the_numbers_of_its_measure_is_never_reached(step: str, reached: bool) -> None:
    measure = f"measures: [{{id: m, kind: steps, of: Q1, steps: [{{is: a}}, {{is: b, {step}}}]}}]\n"
    found = of_kind("unreachable-step", design(HEAD + SCALES + with_items(*TWO) + measure))
    assert len(found) == (0 if reached else 1)


def test_a_step_between_two_whole_numbers_is_never_reached() -> None:
    measure = "measures: [{id: m, kind: steps, of: Q1, steps: [{is: a}, {is: b, from: 2.2}, {is: c, from: 2.8}]}]\n"
    found = of_kind("unreachable-step", design(HEAD + SCALES + with_items(*TWO) + measure))
    assert [each.facts["code"] for each in found] == ["b"]
