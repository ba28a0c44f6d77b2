"""Prove that every fact of an assessment has one variable, named for every program and labelled for people."""

import re
from dataclasses import replace

import pytest

from rely.loading.catalogue import load_instrument
from rely.loading.data_file import Names, column_names
from rely.model.instrument import Instrument
from rely.model.items import Item
from rely.research.variables import Dictionary, dictionary_of
from tests.many import NAMES, questionnaire
from tests.small_instrument import SOURCE, small_instrument

EVERY = (*NAMES, "relationship-check", "client-pulse", "colleague-view", "nine-factors")


def _instrument(name: str) -> Instrument:
    return questionnaire(name) if name in NAMES else load_instrument(name)


@pytest.mark.parametrize("name", EVERY)
def test_names_are_unique_and_fit_every_program_whatever_the_language(name: str) -> None:
    found = [dictionary_of(_instrument(name), language, with_texts=True) for language in ("nl", "en", "de")]
    names = [[variable.name for variable in each.variables] for each in found]
    assert names[0] == names[1] == names[2]
    assert len(set(names[0])) == len(names[0])
    assert all(re.fullmatch(r"[a-z][a-z0-9_]{0,63}", each) and not each.endswith("_") for each in names[0])


@pytest.mark.parametrize("name", EVERY)
def test_leaving_out_what_was_typed_changes_no_other_variable(name: str) -> None:
    instrument = _instrument(name)
    every = dictionary_of(instrument, "en", with_texts=True)
    assert dictionary_of(instrument, "en").variables == tuple(v for v in every.variables if v.role != "text")
    assert {v.source for v in every.variables if v.role == "text"} >= {"respondent"}


def _variables(dictionary: Dictionary, source: str) -> list[str]:
    return [variable.name for variable in dictionary.variables if variable.source == source]


def test_an_answer_has_its_raw_code_and_a_score_its_number_basis_margin_and_status() -> None:
    found = dictionary_of(load_instrument("relationship-check"), "nl")
    raw = found.by_name["tr09"]
    assert raw.values[0] == (1, "Helemaal niet")
    assert (raw.low, raw.high, raw.level) == (1, 5, "ordinal")
    assert _variables(found, "trust.digital") == [f"{prefix}_trust_digital" for prefix in ("sc", "n", "se", "st")]
    assert found.by_name["sc_trust_digital"].label == "Vertrouwen, Digitaal: score, 0-100"
    assert found.by_source["measure", "balance.index", ""].name == "balance_index"
    assert {"cx_alias", "respondent"}.isdisjoint(found.by_name)


def test_only_the_reasons_that_can_occur_are_declared() -> None:
    found = dictionary_of(load_instrument("relationship-check"), "en").by_name
    assert dict(found["cx_country"].missing) == {-9: "Not answered"} | (
        {} if "cx_country" in load_instrument("relationship-check").forms[0].items else {-6: "Not asked"}
    )
    assert [code for code, _ in found["tr03"].missing] == [-9, -7, -6]
    assert found["phase"].missing == ()
    pulse = dictionary_of(load_instrument("client-pulse"), "en").by_name
    assert -8 in dict(pulse["cp_tr1"].missing)


def test_a_number_that_could_be_one_of_the_codes_has_an_empty_cell_instead() -> None:
    open_below = small_instrument()
    scales = [
        scale.model_copy(update={"min": -100.0}) if scale.id == "count" else scale
        for scale in open_below.response_scales
    ]
    changed = open_below.model_copy(update={"response_scales": tuple(scales)})
    counted = [item.id for item in changed.items.values() if item.response_scale == "count"]
    assert counted
    for name in counted:
        assert dictionary_of(changed, "en").by_source["item", name, ""].missing == ()
        assert dictionary_of(open_below, "en").by_source["item", name, ""].missing[0][0] == -9


def test_one_variable_stands_for_each_option_where_several_can_be_chosen() -> None:
    found = dictionary_of(small_instrument(), "en")
    several = [item for item in small_instrument().items.values() if item.response_scale == "tools"]
    parts = [(v.part, v.values) for v in found.variables if v.source == several[0].id]
    assert parts == [(code, ((0, "Not chosen"), (1, "Chosen"))) for code in ("spade", "rake", "hoe")]


@pytest.mark.parametrize(
    ("question", "told"), [("With which tools?", "With which tools? rake"), ("Tools used", "Tools used: rake")]
)
def test_an_option_stands_behind_its_question_without_two_marks(question: str, told: str) -> None:
    small = small_instrument()
    item = Item.model_validate({**small.items["errors"].model_dump(), "label": {"en": question, "nl": "Gereedschap"}})
    changed = small.model_copy(update={"sections": (small.sections[0].model_copy(update={"items": (item,)}),)})
    assert dictionary_of(changed, "en").by_name["errors_rake"].label == told


def test_a_missing_code_stands_as_text_in_a_text_variable() -> None:
    found = dictionary_of(load_instrument("relationship-check"), "en").by_name
    assert (found["cx_country"].missing_code(-9), found["tr01"].missing_code(-9)) == ("-9", -9)
    assert found["cx_country"].missing_code(-8) is None


def test_names_that_a_program_keeps_for_itself_or_that_are_taken_get_a_number() -> None:
    names = Names()
    wished = ["TR01", "tr01", "all", "if", "1st", "trust.digital", "ü", "a" * 80, "a" * 70]
    assert [names.name(each) for each in wished] == [
        "tr01",
        "tr01_2",
        "all_2",
        "if_2",
        "v_1st",
        "trust_digital",
        "v",
        "a" * 64,
        "a" * 62 + "_2",
    ]


def test_an_item_that_is_named_like_an_administrative_variable_yields() -> None:
    small = Instrument.model_validate(SOURCE)
    section = small.sections[0]
    twin = Item.model_validate({**section.items[0].model_dump(), "id": "Version", "response_scale": "agree"})
    changed = small.model_copy(update={"sections": (section.model_copy(update={"items": (twin,)}),)})
    assert dictionary_of(changed, "en").by_source["item", "Version", ""].name == "version_2"
    assert [each.name for each in column_names(changed) if each.source == "Version"] == ["version_2"]


def test_an_item_that_is_named_like_who_answered_is_found_as_the_item() -> None:
    small = Instrument.model_validate(SOURCE)
    section = small.sections[0]
    twin = Item.model_validate({**section.items[0].model_dump(), "id": "respondent", "response_scale": "agree"})
    changed = small.model_copy(update={"sections": (section.model_copy(update={"items": (twin,)}),)})
    found = dictionary_of(changed, "en", with_texts=True).by_source
    assert found["item", "respondent", ""].name == "respondent_2"
    assert found["text", "respondent", ""].name == "respondent"


def test_of_equal_variables_of_several_versions_that_of_the_newest_is_found() -> None:
    newest = dictionary_of(Instrument.model_validate(SOURCE), "en")
    item = next(each for each in newest.variables if each.role == "item")
    older = replace(item, name=f"{item.name}_v1_0_0")
    merged = Dictionary(newest.instrument, "en", (*newest.variables, older))
    assert merged.by_source["item", item.source, item.part] is item


@pytest.mark.parametrize("name", EVERY)
def test_reading_knows_every_column_by_the_name_it_is_written_under(name: str) -> None:
    instrument = _instrument(name)
    written = dictionary_of(instrument, "en", with_texts=True)
    read = {(each.role, each.source, each.part): each.name for each in column_names(instrument)}
    assert read == {key: variable.name for key, variable in written.by_source.items()}
    assert [each.name for each in column_names(instrument)] == [each.name for each in written.variables]
