"""Prove what the linter finds in labels, sentences and translations, and what it leaves alone."""

import pytest

from rely.loading.checks.findings import Finding
from tests.loading.method.examples import HEAD, SCALES, YES_NO, advice, design, of_kind, texts, with_items, wording


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
    assert len(of_kind("duplicate-label", wording(HEAD + SCALES + with_items() + bands))) == count


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
    assert len(of_kind("unbalanced-labels", wording(HEAD + scale + with_items()))) == count


def _title(title: str) -> list[Finding]:
    return texts(HEAD.replace("title: An example", f"title: {title}") + SCALES + with_items())


def test_each_language_is_held_against_the_first_for_its_words_in_braces() -> None:
    [finding] = of_kind("placeholders-differ", _title("{en: 'It is {a}.', nl: 'Het is {b}.', fr: 'Oui, {a}.'}"))
    assert finding.path == ("title", "nl")
    assert finding.facts["what"] == "lacks {a} and has {b}, unlike that in 'en'"
    [finding] = of_kind("placeholders-differ", _title("{en: It is., nl: 'Het is {b}.'}"))
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
    assert [finding.path for finding in of_kind("same-translation", _title(title))] == paths


def test_titles_of_works_may_be_the_same_in_every_language() -> None:
    work = "works: [{id: w, citation: {en: On the use of questions., nl: On the use of questions.}}]\n"
    assert of_kind("same-translation", texts(HEAD + SCALES + with_items() + work)) == []


def test_denials_count_only_where_a_statement_is_rated() -> None:
    rated = "{id: Q1, text: {en: We never met.}, response_scale: agree}"
    assert len(of_kind("negation", wording(HEAD + SCALES + with_items(rated)))) == 1
    assert of_kind("negation", wording(HEAD + SCALES + with_items(rated.replace("agree", "yes_no")))) == []


def test_a_text_without_languages_is_judged_only_where_there_is_one_language() -> None:
    text = HEAD + SCALES + with_items("{id: Q1, text: We never met., response_scale: agree}")
    assert of_kind("negation", wording(text)) == []
    assert len(of_kind("negation", wording(text.replace("[en, nl, fr]", "[en]")))) == 1


def test_other_languages_have_the_rules_without_words_only() -> None:
    item = "{id: Q1, text: {fr: 'Ça va ? Pourquoi ?', en: 'Well?', nl: 'Nou?'}, response_scale: agree}"
    assert [finding.path[-1] for finding in of_kind("double-barrelled", wording(HEAD + SCALES + with_items(item)))] == [
        "fr"
    ]
    denial = "{id: Q1, text: {fr: Nous n'avons pas de temps et nous partons.}, response_scale: agree}"
    assert wording(HEAD + SCALES + with_items(denial)) == []


@pytest.mark.parametrize("key", ["text", "why", "first_step", "contact", "ask"])
def test_the_sentences_of_a_guideline_are_measured_in_all_its_texts(key: str) -> None:
    long = " ".join(["word"] * 40)
    guideline = f"evidence: {{any: {{generic: own}}}}, {key}: {{en: {long}}}".replace("text:", "note: x, text:")
    text = advice(guideline)
    text = text.replace("id: g, text: Talk., ", "id: g, ") if key == "text" else text
    [finding] = of_kind("long-sentence", wording(text))
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


def test_every_measure_has_a_label_and_words_for_its_codes_as_each_becomes_a_variable() -> None:
    found = of_kind("unlabelled", design(HEAD + SCALES + with_items() + MEASURES))
    assert [(each.path, each.facts["what"]) for each in found] == [
        (("measures", 1, "id"), "has no label, so that its id is shown"),
        (("measures", 2, "id"), "has no words for what it gives: calm, hectic"),
        (("measures", 4, "id"), "has no label, so that its id is shown"),
        (("measures", 5, "id"), "has no words for what it gives: slow, fast"),
    ]
