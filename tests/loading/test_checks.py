"""Prove what the checks beyond the shape find in a questionnaire, and what they leave alone."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from rely.loading.checks import check
from rely.loading.checks.findings import Finding
from rely.loading.source import read_source
from rely.model.instrument import Instrument

DATA = Path(__file__).parents[1] / "data" / "questionnaires" / "valid"


def _found(name: str, *changes: tuple[str, str]) -> list[Finding]:
    """What is found in a valid questionnaire after some changes, each of which must apply."""
    text = (DATA / f"{name}.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    source, problems = read_source(text, name)
    assert source is not None
    assert not problems
    return list(check(Instrument.model_validate(source.data)))


def _codes(name: str, *changes: tuple[str, str]) -> list[str]:
    return [finding.code for finding in _found(name, *changes)]


def test_a_near_miss_is_offered_for_an_unknown_name() -> None:
    (finding,) = _found("maturity-assessment", ("response_scale: tested", "response_scale: teste"))
    assert finding.hint == "Did you mean 'tested'?"
    assert finding.path == ("sections", 1, "items", 2, "response_scale")


def test_ids_that_differ_in_capitals_only_are_told_apart_from_no_one() -> None:
    (finding,) = _found("no-facets", ("- id: MD02", "- id: md01"))
    assert finding.code == "duplicate-id"
    assert "capital" in str(finding.facts["how"])


def test_an_item_a_given_fact_and_a_measure_cannot_share_a_name() -> None:
    assert "duplicate-id" in _codes("selecting-facet", ("- id: cost\n", "- id: age\n"))


@pytest.mark.parametrize("word", ["score", "band", "item_score", "one_sided", "na", "dk", "id", "respondent"])
def test_words_of_answers_files_and_conditions_cannot_name_an_item(word: str) -> None:
    assert _codes("no-facets", ("- id: MD02", f"- id: {word}")) == ["reserved-id"]


def test_na_and_dk_cannot_be_codes_of_options() -> None:
    assert "reserved-id" in _codes("maturity-assessment", ("- code: disk", "- code: na"))


def test_any_cannot_be_a_value_of_the_selecting_facet() -> None:
    assert "reserved-id" in _codes("selecting-facet", ("- id: winter\n        label", "- id: any\n        label"))


def test_scores_of_two_facets_cannot_share_a_name() -> None:
    changes = (("- id: alone\n", "- id: doing\n"), ("    - facet: style\n", "    - facet: style\n    - facet: place\n"))
    assert "duplicate-id" in _codes("likert-inventory", *changes)


def test_a_condition_on_an_item_that_is_shown_on_a_later_page_looks_forward() -> None:
    show_if = "        response_scale: agree7\n        allow_na: false\n        show_if: {fact: DO02, is: 3}\n"
    before = "        response_scale: agree7\n        allow_na: false\n"
    assert _codes("likert-inventory", (before, show_if)) == ["looks-forward"]


def test_a_condition_may_look_at_a_later_item_that_a_page_shows_earlier() -> None:
    before = "        response_scale: agree7\n        allow_na: false\n"
    show_if = before + "        show_if: {fact: DO03, is: 3}\n"
    assert _codes("likert-inventory", (before, show_if)) == []


def test_a_measure_in_a_condition_must_be_known_before_the_item() -> None:
    changes = (
        ("show_if:\n          not:\n            fact: BK01\n            is: none", "show_if: {fact: mood, is: up}"),
    )
    measure = (
        "measures:\n  - {id: mood, kind: first_match, cases: [{when: {fact: BK03, is: '3'}, is: up}], otherwise: no}\n"
    )
    assert _codes("maturity-assessment", *changes, ("measures:\n", measure)) == ["looks-forward"]


def test_an_item_for_all_cannot_depend_on_one_that_only_some_are_asked() -> None:
    new = "      - id: WA04\n        text: More.\n        response_scale: agree\n        show_if: {fact: WA01, is: 1}\n"
    new += "        facets: {theme: warmth}\n"
    assert _codes("selecting-facet", ("missing_data:\n", f"{new}missing_data:\n")) == ["looks-forward"]


def test_what_selects_items_cannot_rest_on_an_item_that_it_selects() -> None:
    measure = "measures:\n  - id: season\n    kind: first_match\n    cases: [{when: {fact: WA01, is: 3}, is: summer}]\n"
    measure += "    otherwise: winter\n"
    changes = (("given:\n  - id: season\n    label: Season\n    codes:\n      - summer\n      - winter\n", "given:\n"),)
    assert "circular" in _codes("selecting-facet", *changes, ("measures:\n", measure))


def test_what_selects_items_cannot_rest_on_scores() -> None:
    measure = "measures:\n  - id: season\n    kind: first_match\n"
    measure += "    cases: [{when: {fact: score.warmth, above: 50}, is: summer}]\n    otherwise: winter\n"
    changes = (("given:\n  - id: season\n    label: Season\n    codes:\n      - summer\n      - winter\n", "given:\n"),)
    assert "depends-on-scores" in _codes("selecting-facet", *changes, ("measures:\n", measure))


def test_a_norm_that_depends_on_its_own_measure_is_a_circle() -> None:
    change = (
        "    when:\n      fact: hour_cost\n      below: 50",
        "    when:\n      fact: call_fit.fit\n      below: 50",
    )
    (finding,) = [each for each in _found("selecting-facet", change) if each.code == "circular"]
    assert finding.facts["circle"] == "call_fit → call_fit"


def test_rows_of_a_norm_for_different_values_or_conditions_do_not_overlap() -> None:
    assert _codes("selecting-facet") == []
    change = ("      at_least: 50\n    min: 1", "      at_least: 49\n    min: 1")
    assert _codes("selecting-facet", change) == ["norms-overlap"]


def test_a_code_that_its_fact_cannot_have_is_told_with_the_nearest_one() -> None:
    (finding,) = _found("maturity-assessment", ("is: none\n    text: So", "is: nona\n    text: So"))
    assert (finding.code, finding.hint) == ("unknown-code", "Did you mean 'none'?")


def test_na_is_an_unknown_fact_and_no_code_to_compare_with() -> None:
    assert _codes("maturity-assessment", ("is: none\n    text: So", "is: dk\n    text: So")) == ["unknown-code"]


def test_a_country_in_a_condition_must_exist() -> None:
    assert _codes("tricky-scalars", ("fact: A3\n          is: NO", "fact: A3\n          is: XX")) == ["unknown-code"]


def test_a_number_is_not_compared_with_a_word() -> None:
    assert _codes("maturity-assessment", ("above: 250\n        - fact", "is: many\n        - fact")) == ["unknown-code"]


def test_the_words_of_a_measure_are_among_its_codes() -> None:
    assert _codes("maturity-assessment", ("      - code: small\n", "      - code: tiny\n")) == ["unknown-code"]


def test_the_importance_that_counts_as_high_is_on_the_scale() -> None:
    assert _codes("selecting-facet", ("high_importance_from: 3", "high_importance_from: 4")) == ["unknown-code"]


def test_importance_is_rated_by_a_scored_item() -> None:
    assert _codes("selecting-facet", ("    warmth: WA03", "    warmth: age")) == ["not-scored"]


def test_a_text_of_white_space_is_empty() -> None:
    assert _codes("no-facets", ("title: A mood check", "title: '  '")) == ["empty"]


def test_a_language_that_is_missing_is_a_matter_of_each_text() -> None:
    found = _found("likert-inventory", ("      de: Stil\n", ""), ("      de: Ort\n", ""))
    assert [(each.code, each.path) for each in found] == [
        ("missing-language", ("facets", 0, "label")),
        ("missing-language", ("facets", 1, "label")),
    ]


def test_what_is_unused_is_told_only_when_names_are_in_order() -> None:
    assert _codes("maturity-assessment", ("response_scale: tested", "response_scale: teste")) == ["unknown-scale"]


def test_a_cell_with_too_few_items_is_told_for_the_value_for_which_it_is_so() -> None:
    changes = (("  min_answered: 1", "  min_answered: 2"),)
    told = {(each.facts["score"], each.facts["count"]) for each in _found("selecting-facet", *changes)}
    assert told == {("warmth.visit", 1), ("warmth.call", 1)}


def test_a_form_that_asks_nothing_of_what_selects_items_gives_no_scores() -> None:
    given = "given:\n  - id: season\n    label: Season\n    codes:\n      - summer\n      - winter\n"
    measure = (
        "measures:\n  - id: season\n    kind: first_match\n    cases: [{when: {fact: visits, above: 3}, is: summer}]\n"
    )
    measure += "    otherwise: winter\n"
    form = "forms:\n  - {id: scan, label: Scan, items: [WA03]}\nmeasures:\n"
    changes = ((given, "given:\n"), ("measures:\n", measure))
    assert _codes("selecting-facet", *changes) == []
    assert _codes("selecting-facet", *changes, ("measures:\n", form)) == ["form-without-scores"]


def test_the_last_conclusion_needs_no_condition_and_the_others_do() -> None:
    assert _codes("maturity-assessment", ("      when:\n        fact: verdict\n        is: fine\n", "")) == [
        "hides-the-rest"
    ]


def test_braces_that_nothing_fills_in_are_told() -> None:
    for text in ("{weakest", "weakest}", "{}", "{ weakest }"):
        assert _codes("maturity-assessment", ("most of all on {weakest}", f"most on {text}")) == ["unknown-placeholder"]


def test_all_that_share_an_end_can_be_named_in_the_sentence_for_several_and_in_no_other() -> None:
    one, several = "of all on {weakest}.", "of all on {weakest}.\n      tied: Most on {all_weakest}."
    assert _codes("maturity-assessment", (one, several)) == []
    assert _codes("maturity-assessment", (one, several.replace("all_", "any_"))) == ["unknown-placeholder"]
    assert _codes("maturity-assessment", (one, "of all on {all_weakest}.")) == ["unknown-placeholder"]


def test_the_sides_are_cells_that_exist() -> None:
    assert _codes("likert-inventory", ("  across:\n    - doing\n", "  across:\n    - doin\n")) == ["unknown-score"]
    assert _codes("likert-inventory", ("one_sided_at: 2", "one_sided_at: 3")) == ["score-needs"]


WORK = "works:\n  - id: book\n    citation: A book.\n    language: {}\nperspectives:"


@pytest.mark.parametrize("tag", ["nl", "pt-BR", "zh-Hant", "grc", "gsw", "nl-BE", "grc-CY"])
def test_a_work_may_be_in_any_language_that_has_a_tag(tag: str) -> None:
    assert "unknown-tag" not in _codes("no-facets", ("perspectives:", WORK.format(tag)))


@pytest.mark.parametrize(
    ("tag", "hint"),
    [("ger", "Write 'de'."), ("eng-GB", "Write 'en-GB'."), ("de-XX", "Leave '-XX' out."), ("qq", ""), ("qq-DE", "")],
)
def test_a_tag_that_no_language_has_is_told_with_the_one_that_was_meant(tag: str, hint: str) -> None:
    (finding,) = (
        each for each in _found("no-facets", ("perspectives:", WORK.format(tag))) if each.code == "unknown-tag"
    )
    assert finding.path == ("works", 0, "language")
    assert finding.hint == hint


STEPS = "steps:\n      - is: below\n      - from: 0\n        is: as_expected\n      - above: 0\n        is: above"
NUMBERED = "steps:\n      - is: 1\n      - from: 0\n        is: 2\n      - above: 0\n        is: 3"
IN_NUMBERS = ((STEPS, NUMBERED), ("e: below", "e: 1"), ("e: as_expected", "e: 2"), ("e: above", "e: 3"))
SECOND = "measures:\n  - id: other\n    kind: {}\n"


def test_steps_that_are_numbers_can_be_computed_with_and_words_cannot() -> None:
    line = "linear\n    of: expectation\n    offset: 0\n    factor: 2"
    measure = ("measures:\n", SECOND.format(line))
    assert _codes("recommendation", measure) == ["not-numeric"]
    assert _codes("recommendation", measure, *IN_NUMBERS) == []


@pytest.mark.parametrize(("edge", "codes"), [(3, []), (1, ["always-true"]), (4, ["never-true"])])
def test_a_comparison_with_numbered_steps_is_judged_by_these_steps(edge: int, codes: list[str]) -> None:
    cases = f"first_match\n    cases:\n      - when:\n          fact: expectation\n          at_least: {edge}\n"
    measure = ("measures:\n", SECOND.format(f"{cases}        is: good"))
    assert _codes("recommendation", measure, *IN_NUMBERS) == codes


def test_a_count_from_a_code_that_no_answer_has_is_told() -> None:
    count = "count_at_least\n    of:\n      - LIKELY\n      - TRUST\n    code: {}"
    assert _codes("recommendation", ("measures:\n", SECOND.format(count.format(5)))) == []
    (finding,) = _found("recommendation", ("measures:\n", SECOND.format(count.format(6))))
    assert (finding.code, finding.path) == ("unknown-code", ("measures", 0, "code"))
    assert finding.facts["fact"] == "TRUST"


def test_pairs_are_made_of_scored_items_and_of_nothing_else() -> None:
    pairs = "paired_difference\n    pairs:\n      - - LIKELY\n        - {}\n    at_least: 1"
    assert _codes("recommendation", ("measures:\n", SECOND.format(pairs.format("TRUST")))) == []
    (finding,) = _found("recommendation", ("measures:\n", SECOND.format(pairs.format("TRUTS"))))
    assert (finding.code, finding.hint) == ("unknown-item", "Did you mean 'TRUST'?")
    assert finding.path == ("measures", 0, "pairs", 0, 1)
    assert _codes("recommendation", ("measures:\n", SECOND.format(pairs.format("disconfirmation")))) == ["unknown-item"]


def test_the_words_of_a_measure_are_those_that_its_kind_gives() -> None:
    (finding,) = _found("recommendation", ("code: passive", "code: pasive"))
    assert (finding.code, finding.hint) == ("unknown-code", "Did you mean 'passive'?")
    top = "top\n    of:\n      one: LIKELY\n      two: TRUST\n    lead: 25\n    tie: even\n    words:\n"
    words = "".join(f"      - code: {word}\n        label: L\n" for word in ("one", "two", "even"))
    assert _codes("recommendation", ("measures:\n", SECOND.format(top + words))) == []


def test_a_comparison_names_a_facet_that_exists_and_words_of_its_own_steps() -> None:
    for change, code, hint in (
        (("comparison:\n  facet: ingredient", "comparison:\n  facet: ingedient"), "unknown-facet", "ingredient"),
        (("- code: noticeable", "- code: noticable"), "unknown-code", "noticeable"),
    ):
        (finding,) = (each for each in _found("second-view", change) if each.path[0] == "comparison")
        assert (finding.code, finding.hint) == (code, f"Did you mean '{hint}'?")


@pytest.mark.parametrize("edge", ["from: 1\n      is", "above: 0\n      is"])
def test_the_first_step_of_a_comparison_holds_where_there_is_no_gap(edge: str) -> None:
    with pytest.raises(ValidationError, match="the first step must hold"):
        _found("second-view", ("- is: aligned", f"- {edge}: aligned"))
