"""Prove what the linter finds in the design, labels and translations of a questionnaire, and what it leaves alone."""

from pathlib import Path

import pytest

from rely.loading.checks.findings import Finding
from rely.loading.checks.index import Index
from rely.loading.checks.texts import check_texts
from rely.loading.instrument import read_questionnaire
from rely.loading.method import check_design, check_wording
from rely.loading.source import read_source
from rely.model.instrument import Instrument
from rely.paths import questionnaires_dir

VALID = Path(__file__).parents[1] / "data" / "questionnaires" / "valid"

HEAD = """
id: example
version: 0.1.0
languages: [en, nl, fr]
title: An example
perspectives: [{id: self, label: Self}]
missing_data: {min_answered: 1, min_coverage: 0, narrow_below: 0}
"""
SEASONS = """
given: [{id: season, label: Season, codes: [summer, winter]}]
facets:
  - id: season_of
    label: Season
    selects_by: season
    values: [{id: summer, label: Summer}, {id: winter, label: Winter}, {id: never, label: Never}]
"""
AGREE = "{id: agree, kind: likert, options: [{code: 1, label: A}, {code: 2, label: B}, {code: 3, label: C}]}"
YES_NO = "{id: yes_no, kind: choice, options: [{code: y, label: Y}, {code: n, label: N}]}"
SCALES = f"\nresponse_scales: [{AGREE}, {YES_NO}]\n"
ADVICE = """
evidence_levels:
  - {id: study, label: Study, mark: S, about: Studied.}
  - {id: own, label: Own, mark: O, about: Ours.}
profile_fact: Q0
profiles: [{id: generic, label: All}, {id: y, label: Y}, {id: n, label: N}]
"""
PRIORITIES = """
priorities: {facet: season_of, target: 75, partly_from: 50, listed_shortfall: 0.5, actions: 2, actions_per_value: 2}
"""


def _instrument(text: str) -> Instrument:
    source, problems = read_source(text, "example.yaml")
    assert source is not None
    assert not problems
    return Instrument.model_validate(source.data)


def _design(text: str) -> list[Finding]:
    return list(check_design(Index(_instrument(text))))


def _wording(text: str) -> list[Finding]:
    return list(check_wording(Index(_instrument(text))))


def _texts(text: str) -> list[Finding]:
    return list(check_texts(Index(_instrument(text))))


def _of(code: str, findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.code == code]


def _items(*more: str, scores: str = "scores: {}") -> str:
    first = "{id: Q0, text: First?, response_scale: yes_no}"
    listed = "".join(f"      - {each}\n" for each in (first, *more))
    return f"sections:\n  - id: main\n    title: Main\n    items:\n{listed}{scores}\n"


def _item(more: str) -> str:
    return f"{{id: Q1, text: We talk., response_scale: agree, {more}}}"


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
    findings = _of("unreachable-item", _design(HEAD + SEASONS + SCALES + REQUIREMENTS + _items(_item(more))))
    assert [finding.facts for finding in findings] == [{"item": "Q1", "what": what}]


@pytest.mark.parametrize("more", REACHABLE)
def test_an_item_is_not_called_unreachable_unless_it_is_proven(more: str) -> None:
    assert _of("unreachable-item", _design(HEAD + SEASONS + SCALES + REQUIREMENTS + _items(_item(more)))) == []


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
    text = HEAD + SCALES + _items(_item("weight: 1")) + f"forms: {forms}\n"
    assert len(_of("unreachable-item", _design(text))) == count


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


def _advice(guideline: str) -> str:
    items = _items(_item("show_if: {fact: Q0, is: y}"), "{id: Q2, text: We laugh., response_scale: agree}")
    return HEAD + SEASONS + SCALES + items + ADVICE + f"guidelines: [{{id: g, text: Talk., {guideline}}}]\n"


@pytest.mark.parametrize(("guideline", "what"), NEVER)
def test_a_guideline_that_no_answers_call_for_is_told(guideline: str, what: str) -> None:
    findings = _of("never-fires", _design(_advice(guideline) + PRIORITIES))
    assert [what in str(finding.facts["what"]) for finding in findings] == [True]


@pytest.mark.parametrize("guideline", FIRES)
def test_a_guideline_that_some_answers_call_for_is_left_alone(guideline: str) -> None:
    assert _of("never-fires", _design(_advice(guideline) + PRIORITIES)) == []


def test_without_priorities_no_guideline_is_ever_chosen_and_that_is_told_once() -> None:
    [finding] = _of("never-fires", _design(_advice(FIRES[-1])))
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
    text = HEAD + SCALES + _items(*TWO, scores=TOTAL) + BANDS.format(low, high)
    assert [finding.facts["band"] for finding in _design(text)] == ([] if reached else ["b"])


def test_a_rule_that_needs_all_answers_leaves_fewer_scores() -> None:
    three = (*TWO, "{id: Q3, text: We meet., response_scale: agree}")
    text = HEAD + SCALES + _items(*three, scores=TOTAL.replace("Q2", "Q2, Q3")) + BANDS.format(70, 80)
    assert _design(text) == []
    all_three = text.replace("min_answered: 1", "min_answered: 3")
    assert [finding.facts["band"] for finding in _design(all_three)] == ["b"]  # sixths jump over 70 to 80


def test_weights_and_scored_choices_reach_what_equal_steps_do_not() -> None:
    weighted = (TWO[0], TWO[1].replace("agree}", "agree, weight: 3}"))
    assert _design(HEAD + SCALES + _items(*weighted, scores=TOTAL) + BANDS.format(60, 75)) == []  # (100 + 3 * 50) / 4
    scored = SCALES.replace("label: Y", "label: Y, score: 85").replace("label: N", "label: N, score: 0")
    total = TOTAL.replace("Q1, Q2", "Q0")

    def unreached(items: str) -> list[object]:
        return [each.facts["band"] for each in _design(HEAD + scored + items + BANDS.format(80, 90))]

    assert unreached(_items(scores=total)) == ["c"]  # 0 and 85
    assert unreached(_items(scores=total).replace("yes_no}", "yes_no, reverse: true}")) == ["b"]  # 100 and 15


def test_the_mean_of_scores_reaches_what_its_parts_do_not() -> None:
    scores = "scores: {of_items: [{id: one, label: One, items: Q1}, {id: two, label: Two, items: Q2}]"
    overall = scores + ", overall: {id: all, label: All, of: [one, two], at_least: 2}}"
    assert len(_design(HEAD + SCALES + _items(*TWO, scores=scores + "}") + BANDS.format(70, 80))) == 1
    assert _design(HEAD + SCALES + _items(*TWO, scores=overall) + BANDS.format(70, 80)) == []


def test_bands_without_any_score_are_never_reached() -> None:
    assert [each.facts["band"] for each in _design(HEAD + SCALES + _items() + BANDS.format(50, 75))] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("step", "reached"),
    [("from: 3", True), ("above: 3", False), ("from: 3.5", False), ("above: 2", True), ("from: 2.5", True)],
)
def test_a_step_beyond_the_numbers_of_its_measure_is_never_reached(step: str, reached: bool) -> None:
    measure = f"measures: [{{id: m, kind: steps, of: Q1, steps: [{{is: a}}, {{is: b, {step}}}]}}]\n"
    assert len(_design(HEAD + SCALES + _items(*TWO) + measure)) == (0 if reached else 1)


def test_a_step_between_two_whole_numbers_is_never_reached() -> None:
    measure = "measures: [{id: m, kind: steps, of: Q1, steps: [{is: a}, {is: b, from: 2.2}, {is: c, from: 2.8}]}]\n"
    assert [each.facts["code"] for each in _design(HEAD + SCALES + _items(*TWO) + measure)] == ["b"]


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
    text = HEAD + SCALES + CELLS + _items(*items, scores=BY_CELL)
    assert [finding.facts["score"] for finding in _design(text)] == ["r.c"] * count
    assert _design(text.replace("min_answered: 1", "min_answered: 9")) == []  # nobody gets that score at all


def test_the_items_of_a_cell_are_counted_for_each_selected_value_apart() -> None:
    text = (VALID / "selecting-facet.yaml").read_text(encoding="utf-8")
    found = [(each.facts["score"], each.facts["when"]) for each in _of("few-specific-items", _design(text))]
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
        assert len(_of("no-first-step", _design(_advice(guideline) + PRIORITIES))) == count


def test_evidence_stronger_than_the_last_level_needs_a_source() -> None:
    works = "works: [{id: w, citation: A work.}]\n"
    for guideline, count in (
        ("evidence: {any: {generic: study}}", 1),
        ("evidence: {any: {generic: own}}", 0),
        ("evidence: {any: {generic: study}}, source: [{ref: w}]", 0),
    ):
        assert len(_of("missing-source", _design(works + _advice(guideline) + PRIORITIES))) == count


def test_items_and_norms_that_claim_evidence_need_a_source_too() -> None:
    norms = "norms: [{id: n1, norm: n, profile: generic, min: 1, evidence: study}]\n"
    item = _item("facets: {season_of: summer}, evidence: {summer: study}")
    found = _of("missing-source", _design(HEAD + SEASONS + SCALES + _items(item) + ADVICE + norms + PRIORITIES))
    assert [finding.facts["owner"] for finding in found] == ["the item 'Q1'", "the norm row 'n1'"]


def test_with_a_single_evidence_level_nobody_can_tell_what_needs_a_source() -> None:
    text = _advice("evidence: {any: {generic: own}}").replace(
        "  - {id: study, label: Study, mark: S, about: Studied.}\n", ""
    )
    assert _of("missing-source", _design(text + PRIORITIES)) == []


@pytest.mark.parametrize(
    ("label", "count"),
    [
        ("{en: A Word, nl: Woord}", 1),
        ("{en: 'a word ', nl: Anders}", 1),
        ("{en: Other, nl: Anders}", 0),
        ("{en: Woord, nl: Een Woord}", 0),
    ],
)
def test_two_labels_alike_in_one_language_are_told_whatever_their_capitals(label: str, count: int) -> None:
    bands = f"bands: [{{id: a, from: 0, label: {{en: A word, nl: Woord Een}}}}, {{id: b, from: 50, label: {label}}}]\n"
    assert len(_of("duplicate-label", _wording(HEAD + SCALES + _items() + bands))) == count


@pytest.mark.parametrize(
    ("labels", "count"),
    [
        ("[{code: 0, label: Never}]", 1),
        ("[{code: 10, label: Always}]", 1),
        ("[{code: 0, label: Never}, {code: 10, label: Always}]", 0),
        ("[]", 0),
    ],
)
def test_a_rating_names_both_ends_or_neither(labels: str, count: int) -> None:
    scale = f"response_scales: [{YES_NO}, {{id: r, kind: rating, min: 0, max: 10, labels: {labels}}}]\n"
    assert len(_of("unbalanced-labels", _wording(HEAD + scale + _items()))) == count


def _title(title: str) -> list[Finding]:
    return _texts(HEAD.replace("title: An example", f"title: {title}") + SCALES + _items())


def test_each_language_is_held_against_the_first_for_its_words_in_braces() -> None:
    [finding] = _of("placeholders-differ", _title("{en: 'It is {a}.', nl: 'Het is {b}.', fr: 'Oui, {a}.'}"))
    assert finding.path == ("title", "nl")
    assert finding.facts["what"] == "lacks {a} and has {b}, unlike that in 'en'"
    [finding] = _of("placeholders-differ", _title("{en: It is., nl: 'Het is {b}.'}"))
    assert finding.facts["what"] == "has {b}, unlike that in 'en'"


@pytest.mark.parametrize(
    ("title", "paths"),
    [
        ("{en: This is one and the same., nl: This is one and the same., fr: Une autre phrase.}", [("title", "nl")]),
        ("{en: One., nl: Ceci est une seule phrase., fr: Ceci est une seule phrase.}", [("title", "fr")]),
        ("{en: Online client portal, nl: Online client portal, fr: Portail}", []),
        ("{en: Rely Check Pro Plus Max, nl: Rely Check Pro Plus Max, fr: Rely Check Pro Plus Max}", []),
        ("One text for all the languages there are.", []),
    ],
)
def test_a_sentence_in_two_languages_is_told_and_a_name_is_not(title: str, paths: list[tuple[str, str]]) -> None:
    assert [finding.path for finding in _of("same-translation", _title(title))] == paths


def test_titles_of_works_may_be_the_same_in_every_language() -> None:
    work = "works: [{id: w, citation: {en: On the use of questions., nl: On the use of questions.}}]\n"
    assert _of("same-translation", _texts(HEAD + SCALES + _items() + work)) == []


def test_denials_count_only_where_a_statement_is_rated() -> None:
    rated = "{id: Q1, text: {en: We never met.}, response_scale: agree}"
    assert len(_of("negation", _wording(HEAD + SCALES + _items(rated)))) == 1
    assert _of("negation", _wording(HEAD + SCALES + _items(rated.replace("agree", "yes_no")))) == []


def test_a_text_without_languages_is_judged_only_where_there_is_one_language() -> None:
    text = HEAD + SCALES + _items("{id: Q1, text: We never met., response_scale: agree}")
    assert _of("negation", _wording(text)) == []
    assert len(_of("negation", _wording(text.replace("[en, nl, fr]", "[en]")))) == 1


def test_other_languages_have_the_rules_without_words_only() -> None:
    item = "{id: Q1, text: {fr: 'Ça va ? Pourquoi ?', en: 'Well?', nl: 'Nou?'}, response_scale: agree}"
    assert [finding.path[-1] for finding in _of("double-barrelled", _wording(HEAD + SCALES + _items(item)))] == ["fr"]
    denial = "{id: Q1, text: {fr: Nous n'avons pas de temps et nous partons.}, response_scale: agree}"
    assert _wording(HEAD + SCALES + _items(denial)) == []


@pytest.mark.parametrize("key", ["text", "why", "first_step", "contact", "ask"])
def test_the_sentences_of_a_guideline_are_measured_in_all_its_texts(key: str) -> None:
    long = " ".join(["word"] * 40)
    guideline = f"evidence: {{any: {{generic: own}}}}, {key}: {{en: {long}}}".replace("text:", "note: x, text:")
    text = _advice(guideline)
    text = text.replace("id: g, text: Talk., ", "id: g, ") if key == "text" else text
    [finding] = _of("long-sentence", _wording(text))
    assert finding.path == ("guidelines", 0, key, "en")
    assert finding.facts["count"] == 40


MEASURES = """
measures:
  - {id: share, kind: ratio, label: Share, part: staff, whole: staff}
  - {id: bare, kind: ratio, part: staff, whole: staff}
  - {id: mood, kind: first_match, label: Mood, cases: [{when: {fact: staff, above: 2}, is: calm}], otherwise: hectic}
  - {id: step, kind: steps, label: Step, of: staff, steps: [{is: 1}, {is: 2, from: 5}]}
  - id: said
    kind: steps
    of: staff
    steps: [{is: few}, {is: many, from: 5}]
    words: [{code: few, label: Few}, {code: many, label: Many}]
  - {id: pace, kind: mean, label: Pace, of: [staff], at_least: 1, steps: [{is: slow}, {is: fast, from: 5}]}
given: [{id: staff, label: Staff}]
"""


@pytest.mark.parametrize(
    ("report", "told"),
    [
        ("facts: [share, step, staff]", []),
        ("facts: [bare]", ["bare has no label, so that its id is printed"]),
        ("facts: [mood]", ["mood has no words for what is printed: calm, hectic"]),
        ("findings: [{id: f, title: F, measures: [said, pace]}]", ["said has no label, so that its id is printed"]),
        (
            "findings: [{id: f, title: F, measures: [pace.level]}]",
            ["pace has no words for what is printed: slow, fast"],
        ),
        ("conclusions: [{id: c, text: 'So {bare}, {step}, {said}.'}]", []),
        ("conclusions: [{id: c, text: 'So {mood}.'}]", ["mood has no words for what is printed: calm, hectic"]),
        (
            "findings: [{id: f, title: F, sentences: [{id: c, text: {en: So, nl: 'Dus {pace.level}'}}]}]",
            ["pace has no"],
        ),
    ],
)
def test_what_a_report_prints_has_a_label_and_words(report: str, told: list[str]) -> None:
    found = _of("unlabelled", _design(HEAD + SCALES + _items() + MEASURES + f"report: {{title: R, {report}}}\n"))
    assert [
        f"{each.facts['measure']} {each.facts['what']}"[: len(said)] for each, said in zip(found, told, strict=True)
    ] == told
