"""Prove what a program is made of: the variables it reads, the names it makes, and what it leaves out."""

import re

import pytest

from rely.loading.catalogue import load_instrument
from rely.model.instrument import Instrument
from rely.research.syntax import ProgramFormat, syntax_lines
from rely.research.syntax.recipe import recipe_of
from rely.research.syntax.source import Source, source_for
from rely.research.variables import Dictionary, Variable, dictionary_of
from tests.many import NAMES, questionnaire
from tests.research.programs.samples import GARDEN, opened

EVERY = (*NAMES, "relationship-check", "client-pulse", "colleague-view", "nine-factors")


def _instrument(name: str) -> Instrument:
    return questionnaire(name) if name in NAMES else load_instrument(name)


def _program(dictionary: Dictionary, program: ProgramFormat, data: str = "data.csv") -> str:
    return "".join(syntax_lines(dictionary, program, data=data))


def _garden(**changes: object) -> Dictionary:
    return dictionary_of(opened(str(GARDEN)).model_copy(update=changes), "en")


@pytest.mark.parametrize("name", EVERY)
def test_the_names_of_a_program_are_free_and_every_score_is_made(name: str) -> None:
    dictionary = dictionary_of(_instrument(name), "en")
    recipe = recipe_of(dictionary)
    made = [variable for variable, _ in recipe.made_labels]
    assert len(set(made)) == len(made)
    assert not set(made) & set(dictionary.by_name)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]{0,63}", each) for each in made)
    scores = {variable.source for variable in dictionary.variables if variable.role == "score"}
    assert {score.id for score in recipe.every_score} == scores
    assert recipe.left_out == ()


def test_a_name_that_an_item_has_already_is_not_made_again() -> None:
    garden = opened(str(GARDEN))
    section, item = garden.sections[0], garden.items["SO1"]
    twins = tuple(item.model_copy(update={"id": name}) for name in ("is_so1", "rs_soil", "rely_difference"))
    dictionary = _garden(sections=(section.model_copy(update={"items": (*section.items, *twins)}),))
    recipe = recipe_of(dictionary)
    assert [score.made.score for score in recipe.scores if score.id == "soil"] == ["rs_soil_2"]
    assert (recipe.items[0].made, recipe.difference) == ("is_so1_2", "rely_difference_2")


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_no_line_is_longer_than_spss_reads(name: str, language: str) -> None:
    lines = _program(dictionary_of(_instrument(name), language, with_texts=True), "spss").splitlines()
    assert max(len(line.encode()) for line in lines) <= 250


def test_a_program_reads_every_column_in_the_order_of_the_file() -> None:
    dictionary = dictionary_of(load_instrument("relationship-check"), "nl", with_texts=True)
    spss = _program(dictionary, "spss")
    columns = spss.partition("/VARIABLES=\n")[2].partition(".\n")[0]
    assert [line.split()[0] for line in columns.splitlines()] == [each.name for each in dictionary.variables]


def test_only_remarks_and_labels_depend_on_the_language() -> None:
    for program in ("spss", "r"):
        texts = [_program(dictionary_of(load_instrument("client-pulse"), lang), program) for lang in ("nl", "en")]
        bare = [re.sub(r"^[*#].*\n|'[^'\n]*'|\"[^\"\n]*\"", "", text, flags=re.M) for text in texts]
        assert texts[0] != texts[1]
        assert [line for line in bare[0].split() if line != "+"] == [line for line in bare[1].split() if line != "+"]


def test_a_score_is_left_out_and_named_where_an_empty_cell_does_not_say_why() -> None:
    garden = opened(str(GARDEN))
    scales = [
        scale.model_copy(update={"min": -9}) if scale.id == "degrees" else scale for scale in garden.response_scales
    ]
    dictionary = _garden(response_scales=tuple(scales))
    recipe = recipe_of(dictionary)
    assert recipe.left_out == ("whole", "soil", "light", "soil.inside", "light.outside")
    assert [score.id for score in recipe.scores] == ["water", "soil.outside", "light.inside", "glass"]
    for program in ("spss", "r"):
        text = _program(dictionary, program)
        assert "Not made here: whole, soil, light, soil.inside, light.outside." in text
        assert "rs_soil" not in text.replace("rs_soil_outside", "")
        assert "is_so3" not in text


def test_where_a_file_has_cases_of_other_versions_the_first_variable_of_an_item_is_its_own() -> None:
    dictionary = _garden()
    older = Variable(name="so1_v1_0_0", label="Older", role="item", kind="integer", level="ordinal", source="SO1")
    recipe = recipe_of(Dictionary(dictionary.instrument, "en", (*dictionary.variables, older)))
    assert next(item.variable for item in recipe.items if item.id == "SO1") == "so1"


def test_a_form_with_the_rule_of_the_questionnaire_has_none_of_its_own() -> None:
    garden = opened(str(GARDEN))
    form = garden.forms[0]
    same = form.model_copy(update={"missing_data": garden.missing_data})
    assert [name for name, _, _ in recipe_of(_garden()).other_rules] == ["quick"]
    assert recipe_of(_garden(forms=(same,))).other_rules == ()


@pytest.mark.parametrize(
    ("program", "data", "read", "anew"),
    [
        ("spss", "data.csv", "data.csv", False),
        ("spss", "Data.SAV", "Data.SAV", False),
        ("spss", "my.data.parquet", "my.data.csv", True),
        ("r", "folder/data.sav", "folder/data.csv", True),
        ("r", "data", "data.csv", True),
    ],
)
def test_a_program_reads_what_it_can_read_by_itself_and_else_the_csv_beside_it(
    program: ProgramFormat, data: str, read: str, anew: bool
) -> None:
    assert source_for(program, data) == Source(read, is_named_anew=anew)
    text = _program(_garden(), program, data)
    assert read in text
    assert ("This program reads CSV" in text) is anew
    assert ("GET FILE=" in text) is (data == "Data.SAV")


def test_a_text_variable_declares_the_three_missing_codes_that_spss_allows() -> None:
    garden = opened(str(GARDEN))
    form = garden.forms[0].model_copy(update={"items": ("SO1",)})
    dictionary = _garden(forms=(form,))
    assert [code for code, _ in dictionary.by_name["li3"].missing] == [-9, -8, -7, -6]
    assert "MISSING VALUES li3 ('-9' '-8' '-7')." in _program(dictionary, "spss")


def test_the_size_of_a_program_is_in_proportion_to_the_items() -> None:
    garden = opened(str(GARDEN))
    section, item = garden.sections[0], garden.items["SO1"]
    sizes = []
    for count in (250, 500):
        more = tuple(item.model_copy(update={"id": f"MO{n:04}"}) for n in range(count))
        dictionary = _garden(sections=(section.model_copy(update={"items": (*section.items, *more)}),))
        sizes.append([len(_program(dictionary, program)) for program in ("spss", "r")])
    for small, large in zip(*sizes, strict=True):
        assert large < 2 * small


def test_a_program_that_reads_texts_from_csv_warns_of_line_ends_within_them() -> None:
    instrument = load_instrument("client-pulse")
    for with_texts, data, is_warned in ((True, "a.csv", True), (True, "a.sav", False), (False, "a.csv", False)):
        text = _program(dictionary_of(instrument, "en", with_texts=with_texts), "spss", data)
        assert ("with texts, export as SAV" in text) is is_warned
