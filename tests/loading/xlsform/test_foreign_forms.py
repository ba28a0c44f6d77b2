"""Prove that the forms of others become questionnaires in order, and that nothing of them is dropped in silence."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from rely.loading.instrument import read_questionnaire
from rely.loading.xlsform.making import Made
from rely.loading.xlsform.reading import XlsFormError
from rely.model.text import Text
from tests.xlsforms import HEADS, exported, foreign, imported, row, there_and_back, written

YES_NO = {"yn": [("yes", "Yes"), ("no", "No")]}

Take = Callable[..., Made]


@pytest.fixture
def take(tmp_path: Path) -> Take:
    """Import a form of these rows."""

    def taken(*survey: list[object], choices: Any = None, **settings: str) -> Made:
        return imported(foreign(tmp_path / "form.xlsx", survey, choices, **settings), language="en")

    return taken


def told(made: Made) -> list[str]:
    return [problem.message for problem in made.problems]


def scale(made: Made, name: str) -> dict[str, Any]:
    found: dict[str, Any] = made.instrument.scale_of(made.instrument.items[name]).model_dump(exclude_unset=True)
    return {key: value for key, value in found.items() if key != "id"}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"type": "text"}, {"kind": "text", "max_length": 1000}),
        ({"type": "text", "constraint": "string-length(.) < 21"}, {"kind": "text", "max_length": 20}),
        ({"type": "text", "appearance": "multiline"}, {"kind": "text", "max_length": 1000, "lines": 4}),
        ({"type": "int", "constraint": ". > 0 and .<10"}, {"kind": "number", "whole": True, "min": 1, "max": 9}),
        ({"type": "decimal", "constraint": ".>=0.5"}, {"kind": "number", "min": 0.5}),
        ({"type": "date"}, {"kind": "date"}),
        ({"type": "range"}, {"kind": "rating", "min": 1, "max": 10}),
        ({"type": "range", "parameters": "start=0 end=5 step=1"}, {"kind": "rating", "min": 0, "max": 5}),
        ({"type": "range", "parameters": "start=0 end=1 step=0.5"}, {"kind": "number", "min": 0, "max": 1}),
    ],
)
def test_each_type_of_question_has_its_response_scale(take: Take, cells: dict[str, str], expected: Any) -> None:
    assert scale(take(row(name="q", label="Q?", **cells)), "q") == expected


def test_choices_become_options_and_a_scale_only_where_the_form_says_so(take: Take) -> None:
    agree = {"agree": [(1, "No"), (2, "Hm"), (3, "Yes"), ("na", "n/a")]}
    asked = [
        row(type="select_one agree", name=name, label=name, appearance=look)
        for name, look in (("a", "likert"), ("b", ""))
    ]
    made = take(*asked, row(type="select_multiple agree", name="c", label="c"), choices=agree)
    assert [scale(made, name)["kind"] for name in "abc"] == ["likert", "choice", "multiple"]
    assert scale(made, "a")["na"] == {"label": {"en": "n/a"}}
    assert [option["code"] for option in scale(made, "c")["options"]] == ["1", "2", "3", "na_1"]


def test_what_counts_no_answer_as_false_does_so_here(take: Take) -> None:
    made = take(
        row(type="select_one yn", name="cows", label="Cows?"),
        row(type="integer", name="many", label="How many?", relevant="${cows} = 'yes'"),
        row(type="begin group", name="more", label="More", relevant="${many} > 3"),
        row(type="text", name="names", label="Names?", relevant="${cows} != 'no'"),
        row(type="end group"),
        choices=YES_NO,
    )
    assert made.problems == ()
    conditions = [
        item.show_if and item.show_if.model_dump(by_alias=True, exclude_none=True)
        for item in made.instrument.items.values()
    ]
    assert conditions == [
        None,
        {"fact": "cows", "is": "yes", "known": True},
        {"all": ({"fact": "many", "above": 3, "known": True}, {"not": {"fact": "cows", "is": "no"}})},
    ]


def test_groups_become_sections_and_what_they_show_at_once_pages(take: Take) -> None:
    made = take(
        row(type="note", name="hello", label="Hello"),
        row(type="text", name="a", label="A"),
        row(type="begin_group", name="g", label="Group"),
        row(type="note", name="read", label="Read this"),
        row(type="begin_group", name="p1", appearance="field-list"),
        *(row(type="text", name=name, label=name) for name in "bc"),
        row(type="end_group"),
        row(type="text", name="d", label="D"),
        row(type="end_group"),
        row(type="text", name="e", label="E"),
        form_title="Form",
    )
    assert made.problems == ()
    sections = made.instrument.sections
    assert [[item.id for item in section.items] for section in sections] == [["a"], ["b", "c", "d"], ["e"]]
    assert sections[1].pages == (("b", "c"), ("d",))
    assert (made.instrument.intro, sections[1].intro) == (Text({"en": "Hello"}), Text({"en": "Read this"}))


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"type": "geopoint"}, "row 3: 'q' is left out: the type 'geopoint' has no counterpart here"),
        ({"type": "select_one absent"}, "row 3: 'q' is left out: there is no list 'absent'"),
        ({"type": "select_one_from_file a.csv"}, "the type 'select_one_from_file a.csv' has no counterpart"),
        ({"type": "begin repeat"}, "row 3: 'q' is left out: questions that are asked several times (repeat)"),
        ({"type": "calculate", "calculation": "1 + 1"}, "row 3: 'q' is left out: its calculation cannot be taken over"),
        ({"type": "note"}, "row 3: 'q' is left out: one text stands here, above the questions of a group"),
        ({"type": "select_one yn or_other"}, "row 3: the option or_other of 'q' is left out"),
        ({"type": "text", "constraint": "regex(., 'a')"}, "row 3: the constraint 'regex(., 'a')' of 'q' is left out"),
        ({"type": "integer", "constraint": ". > ${first}"}, "row 3: the constraint '. > ${first}' of 'q' is left out"),
        (
            {"type": "text", "relevant": "${last} = 'a'"},
            "row 3: the condition of 'q' is left out: item 'q' depends on 'last'",
        ),
        ({"type": "text", "relevant": "${q} = 'a'"}, "row 3: the condition of 'q' is left out"),
        (
            {"type": "text", "relevant": "position(..) > 2"},
            "row 3: the condition (position(..) > 2) of 'q' is left out",
        ),
        ({"type": "text", "required": "${first} = 'a'"}, "row 3: the required (${first} = 'a') of 'q' is left out"),
        ({"type": "text", "hint": "As ${first}"}, "row 3: the answer filled in into the hint of 'q' is left out"),
        (
            {"type": "text", "appearance": "numbers"},
            "the column 'appearance' is left out. Rows with something in it: 3",
        ),
        ({"type": "text", "parameters": "x=1"}, "the column 'parameters' is left out. Rows with something in it: 3"),
        ({"type": "text", "name": "Respondent"}, None),
        (
            {"type": "text", "name": "respondent"},
            "row 3: 'respondent' is called 'respondent_1' here, because this name is taken",
        ),
        (
            {"type": "text", "name": "first"},
            "row 3: 'first' is called 'first_2' here, because another row has this name",
        ),
        ({"type": "text", "name": "a-b.c"}, "row 3: 'a-b.c' is called 'a_b_c' here, because names are letters"),
        ({"type": "", "name": "q"}, "row 3: 'q' is left out: it has no type"),
    ],
)
def test_whatever_has_no_counterpart_is_told_with_its_row(take: Take, cells: dict[str, str], said: str | None) -> None:
    made = take(
        row(type="text", name="first", label="First"),
        row(**{"name": "q", "label": "" if cells["type"] == "begin repeat" else "Q", **cells}),
        row(type="end repeat" if cells["type"] == "begin repeat" else "text", name="last", label="Last"),
        choices=YES_NO,
    )
    assert "first" in made.instrument.items
    if said is None:
        assert told(made) == []
    else:
        assert any(said in message for message in told(made)), told(made)


def test_choices_that_cannot_stay_as_they_are_are_told_and_conditions_follow_them(take: Take) -> None:
    made = take(
        row(type="select_one odd", name="a", label="A"),
        row(type="text", name="b", label="B", relevant="${a} = '-99'"),
        choices={"odd": [("don't", "1"), (-99, "2"), ("x", "3"), ("x", "again"), ("", "nameless")]},
    )
    assert [option["code"] for option in scale(made, "a")["options"]] == ["don_t", "n99", "x"]
    condition = made.instrument.items["b"].show_if
    assert condition is not None
    assert condition.is_ == "n99"
    assert [problem.line for problem in made.problems] == [2, 3, 5, 6]


@pytest.mark.parametrize(("levels", "is_told"), [(8, False), (40, True), (70, True)])
def test_a_condition_that_is_deeper_than_a_file_may_be_is_told(take: Take, levels: int, is_told: bool) -> None:
    expression = "${a} = 'x'"
    for level in range(levels):
        expression = f"not({expression} and ${{b}} > {level})"
    made = take(
        row(type="text", name="a", label="A"),
        row(type="integer", name="b", label="B"),
        row(type="text", name="c", label="C", relevant=expression),
        row(type="calculate", name="d", calculation=f"if({expression}, 'x', '')"),
    )
    assert [message.endswith("nested too deeply.") for message in told(made)] == [True, True] * is_told


def test_languages_are_known_by_tag_and_by_name(tmp_path: Path) -> None:
    heads = ("type", "name", "label::Dutch", "label::English (en)", "label:fr", "label::Elvish", "hint")
    settings_ = [("form_title", "default_language"), ("T", "English (en)")]
    path = written(
        tmp_path / "form.xlsx",
        {"survey": [heads, ("text", "a", "Hallo", "Hello", "Bonjour", "Aiya", "Hint")], "settings": settings_},
    )
    made = imported(path)
    item = made.instrument.items["a"]
    assert made.instrument.languages == ("en", "nl", "fr")
    assert item.text == Text({"nl": "Hallo", "en": "Hello", "fr": "Bonjour"})
    assert item.help == Text({"en": "Hint"})
    assert ["nobody knows the language 'Elvish'" in message for message in told(made)] == [True]


def test_a_language_that_nothing_names_is_assumed_aloud(tmp_path: Path) -> None:
    path = foreign(tmp_path / "form.xlsx", [row(type="text", name="a", label="Bonjour")])
    assert [problem.code for problem in imported(path).problems] == ["assumed-language"]
    made = imported(path, language="fr")
    assert made.problems == ()
    assert made.instrument.languages == ("fr",)


def test_a_text_that_is_too_long_or_holds_a_control_character_is_told(take: Take) -> None:
    made = take(row(type="text", name="a", label="x" * 4001), row(type="text", name="b", label="a\ufeffb"))
    assert [len(made.instrument.items["a"].text.in_language("en")), made.instrument.items["b"].text] == [
        4000,
        Text({"en": "ab"}),
    ]
    assert [problem.line for problem in made.problems] == [2, 3]


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        ({"Sheet1": [("a", "b")]}, "it has no sheet 'survey'"),
        ({"survey": []}, "has no column 'type'"),
        ({"survey": [("type", "name")]}, "has no column 'type'"),
        ({"survey": [("type", "name", "label"), ("image", "a", "A")]}, "no question that can be taken over"),
    ],
)
def test_a_file_without_questions_is_refused(tmp_path: Path, sheets: Any, said: str) -> None:
    with pytest.raises(XlsFormError) as refused:
        imported(written(tmp_path / "form.xlsx", sheets))
    assert said in str(refused.value)


def test_further_sheets_are_told_unless_they_are_remarks(tmp_path: Path) -> None:
    path = written(
        tmp_path / "form.xlsx",
        {
            "survey": [("type", "name"), ("date", "a")],
            "external_choices": [("a",)],
            "_mine": [("a",)],
            "rely": [("a",)],
        },
    )
    assert told(imported(path)) == ["the sheet 'external_choices' is left out."]


CELLS = st.one_of(
    st.sampled_from(
        ["", "a", "b", "q 1", "na", "1", "${a} = 'b'", "${b} > 1", ".>3", "yes", "likert", "=1", "__", "${a}"]
    ),
    st.text(max_size=8),
)
TYPES = st.sampled_from(
    [
        *("text", "integer", "decimal", "date", "range", "note", "calculate", "image"),
        *("begin_group", "end_group", "begin_repeat", "end_repeat"),
        *("select_one l", "select_multiple l", "select_one m"),
    ]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(TYPES, *[CELLS] * (len(HEADS) - 1)), max_size=7), st.lists(st.tuples(CELLS, CELLS), max_size=5)
)
def test_whatever_stands_in_a_form_it_is_refused_or_makes_a_questionnaire_in_order(
    tmp_path: Path, survey: list[Any], choices: list[Any]
) -> None:
    path = foreign(tmp_path / "form.xlsx", survey, {"l": choices, "m": choices[:3]})
    try:
        made = imported(path)
    except XlsFormError:
        return
    file = tmp_path / "instrument.yaml"
    file.write_text(made.text, encoding="utf-8")
    loaded = read_questionnaire(file)
    assert {problem.severity for problem in loaded.problems} <= {"warning"}
    assert loaded.instrument == made.instrument
    convert(exported(made.instrument))
    again = there_and_back(made.instrument, tmp_path)
    assert list(again.instrument.items) == list(made.instrument.items)
    assert there_and_back(again.instrument, tmp_path).text == again.text
