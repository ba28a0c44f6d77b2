"""What a codebook says of each variable and score."""

import pytest

from rely.languages import words_for
from rely.loading.catalogue import load_instrument
from rely.research.codebook import build_codebook
from rely.research.merging import MergedDictionary
from rely.research.variables import dictionary_of
from tests.instruments import instrument, item
from tests.research.codebook.books import book, every_questionnaire, small_book


@pytest.mark.parametrize("reference", every_questionnaire())
def test_every_variable_of_every_questionnaire_stands_in_one_group_and_in_its_order(reference: str) -> None:
    codebook = book(reference, "nl", with_texts=True)
    names = [variable.name for variable in codebook.dictionary.variables]
    assert [entry.name for entry in codebook.entries] == names
    assert sorted(name for group in codebook.groups for name in group.variables) == sorted(names)
    assert not codebook.groups_of("older")
    assert all(name in codebook.by_name for entry in codebook.entries for name in (*entry.made_from, *entry.scores))


def test_an_item_tells_question_codes_coding_and_when_it_is_asked() -> None:
    entry = book("relationship-check").by_name["tr06"]
    assert (
        entry.question == "This client has to contact several people at our company before anyone can give an answer."
    )
    assert entry.preface == "To what extent does this describe what really happens with this client?"
    assert [(code.code, code.label, code.points) for code in entry.codes][:2] == [
        (1, "Not at all", 0),
        (2, "Slightly", 25),
    ]
    assert [code.code for code in entry.missing] == [-9, -6]
    assert (entry.is_reversed, entry.weight, entry.level) == (True, 1, "ordinal")
    assert entry.scores == ("sc_trust", "sc_trust_physical", "sc_trust_digital")
    assert entry.when == ("Asked only when known: Phase", "Asked only in: Full form")
    assert entry.sources[0].language == "nl"


def test_an_item_of_one_phase_and_one_that_needs_a_meeting_say_so() -> None:
    when = book("relationship-check").by_name["tr03"].when
    assert when[0] == "Asked only for: Initial phase"
    assert when[1].endswith("in the past 12 months?’ (cx_physical_12m) is more than 0")
    assert when[1].startswith("Counts as ‘does not apply’ when this is false: ")


def test_what_is_not_scored_has_neither_weight_nor_reverse_coding() -> None:
    entry = small_book().by_name["plants"]
    assert (entry.is_reversed, entry.weight, entry.scores) == (None, None, ())


def test_a_long_list_of_codes_stands_once() -> None:
    codebook = book("relationship-check")
    assert (codebook.by_name["cx_country"].codes, codebook.by_name["cx_country"].shared) == ((), "country")
    assert len(codebook.lists_by_id["country"].codes) == 249


def test_quasi_identifiers_are_marked() -> None:
    marked = {entry.name for entry in book("relationship-check").entries if entry.is_quasi_identifier}
    assert {"cx_country", "cx_sector"} <= marked
    assert "tr01" not in marked


def test_given_facts_are_marked_as_answers_are() -> None:
    found = book("portfolio-scan").by_name
    marked = [found[name].is_quasi_identifier for name in ("hour_cost", "pf_duration", "hours_share", "net_ratio")]
    assert marked == [True, True, False, False]


def test_a_cell_names_its_items_with_reverse_coding_and_its_own_rule() -> None:
    cell = next(score for score in book("relationship-check").scores if score.id == "trust.physical")
    assert [(each.variable, each.is_reversed, each.is_specific) for each in cell.items][:3] == [
        ("tr01", False, False), ("tr03", False, True), ("tr04", False, True),
    ]  # fmt: skip
    assert cell.rule == ("At least one answered item must belong to this cell alone; else ‘no_specific’.",)
    assert cell.formula == "Mean of the item scores of the answered items"


def test_unequal_weights_are_told_at_the_item_in_the_formula_and_the_margin() -> None:
    of = instrument(items=[item("a", weight=2), item("b")])
    codebook = build_codebook(dictionary_of(of, "en"))
    assert codebook.scores[0].formula == "Weighted mean of the item scores of the answered items"
    weights = [[fact.text for fact in codebook.by_name[name].facts if fact.label == "Weight"] for name in ("a", "b")]
    assert weights == [["2"], []]
    assert any("Σw²" in line for line in codebook.how_scored)
    assert not any("Σw²" in line for line in book("relationship-check").how_scored)


def test_each_form_tells_its_own_missing_data_rule() -> None:
    full, scan = book("relationship-check").forms
    assert (full.id, full.items, full.min_coverage) == ("full", 72, 0.5)
    assert (scan.id, scan.items, scan.min_coverage) == ("scan", 21, 1)
    assert "at least 100% of the items" in scan.rule[0]


def test_bands_tell_their_cut_offs() -> None:
    bands = book("relationship-check").bands
    assert [(band.id, band.low, band.range) for band in bands][-2:] == [
        ("partly", 50, "50 to below 75"), ("solid", 75, "75 to 100"),
    ]  # fmt: skip


def test_the_study_says_what_it_is_not_and_how_to_cite_it() -> None:
    study = book("relationship-check").study
    assert "not the official RELY instrument" in study.limits[0]
    assert study.digest in study.citation
    assert study.version in study.citation
    assert [fact.label for fact in study.facts][-4:] == ["Weights", "Scores", "How to cite", "Licence"]
    (languages,) = (fact.text for fact in study.facts if fact.label == "Languages")
    assert languages == "Dutch, English and German"


@pytest.mark.parametrize("language", ["nl", "de"])
def test_no_english_sentence_is_left_in_another_language(language: str) -> None:
    codebook, english = book("relationship-check", language), book("relationship-check", "en")
    told = {text for entry in codebook.entries for text in (*entry.when, *entry.part_made)} | set(codebook.how_scored)
    told |= {text for measure in codebook.measures for text in measure.made if " " in text and "×" not in text}
    said = {text for entry in english.entries for text in (*entry.when, *entry.part_made)} | set(english.how_scored)
    said |= {text for measure in english.measures for text in measure.made if "min(" not in text}
    assert told & said == set()
    assert words_for(language).gettext("usually up to %(high)s", high="9") != "usually up to 9"


def test_columns_of_older_versions_stand_apart_and_claim_nothing() -> None:
    new = instrument(items=[item("a"), item("b")], version="2.0.0")
    old = instrument(items=[item("a", reverse=True), item("b"), item("c")], version="1.0.0")
    merged = MergedDictionary([dictionary_of(new, "en"), dictionary_of(old, "en")])
    codebook = build_codebook(merged.dictionary)
    older = codebook.groups_of("older")[0].variables
    assert {"a_v1_0_0", "c"} <= set(older)
    assert codebook.by_name["a_v1_0_0"].scores == ()
    assert codebook.by_name["a"].scores == ("sc_all",)


def test_a_kept_release_is_described_as_it_was_released() -> None:
    from rely.loading.versions import load_version

    then = load_version("relationship-check@1.0.0")
    assert build_codebook(dictionary_of(then, "en")).study.version == "1.0.0"
    assert load_instrument("relationship-check").version != "1.0.0"
