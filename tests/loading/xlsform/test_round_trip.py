"""Prove that questionnaires go into XLSForms and come back with all that an XLSForm can say."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from rely.loading.instrument import read_questionnaire
from rely.loading.xlsform.left_out import LeftOut, left_out
from rely.loading.xlsform.survey import form_of
from rely.model.instrument import Instrument
from rely.model.items import Item, Section
from rely.model.response_scales import RESPONSE_SCALE_KINDS
from rely.model.text import Text
from rely.scoring.asked import asked_of
from tests.instruments import choice, facet, instrument, item, likert, rating
from tests.random_assessments import random_assessments
from tests.xlsforms import every_questionnaire, exported, questionnaire, shown, there_and_back

EVERY = pytest.mark.parametrize("path", every_questionnaire(), ids=lambda path: path.stem)


def hostile() -> Instrument:
    """Texts, names and scales of which something in a form could go wrong."""
    words = ["=1+1", "${Q1} and ${none}", "<b>&amp;</b>", "'‘“\"", "line\none", "$ {", "-"]
    return instrument(
        languages=["en", "nl"],
        items=[
            item("meta", "five", text=words[0], help=words[1], why=words[2]),
            item("all", "five", text={"en": words[1], "nl": words[4]}, allow_na=False, required=True),
            item("Q1", "wide", text=words[3], label=words[4], weight=0.5, reverse=True, note="n"),
            item("Q2", "kinds", text=words[5], facets={"topic": ["a", "b"]}),
            item("Q3", "several", text=words[6], show_if={"not": {"fact": "Q2", "is": "x"}}),
            item("Q4", "number", text="?", help="Round off.", show_if={"fact": "Q3", "in": ["p", "q"]}),
            item(
                "Q5", "long", text="?", show_if={"any": [{"fact": "Q4", "above": 0.5}, {"fact": "Q1", "known": False}]}
            ),
            item("Q6", "land", text="?"),
            item("Q7", "day", text="?", show_if={"any": [{"fact": "Q6", "is": "NL"}, {"fact": "given", "is": "${x}"}]}),
        ],
        facets=[facet("topic", "a", "b")],
        response_scales=[
            likert("five", 5, na=True, dk=True),
            rating("wide", -2, 8, na=True) | {"labels": [{"code": -2, "label": "- low"}, {"code": 0, "label": "0"}]},
            choice("kinds", dk=True, x=0, y=33.3, z=100) | {"seconds": 3},
            {"id": "several", "kind": "multiple", "options": [{"code": each, "label": each} for each in "pqr"]},
            {"id": "number", "kind": "number", "min": -0.5, "unit": {"en": "hours", "nl": "uur"}, "unit_one": "hour"},
            {"id": "long", "kind": "text", "max_length": 9, "lines": 7},
            {"id": "land", "kind": "country"},
            {"id": "day", "kind": "date"},
        ],
        intro="Before.",
        given=[{"id": "given", "label": "G", "codes": ["it's", 'a "b" c', "${x}"], "help": "h"}],
    )


def wordings(text: Text | None, languages: tuple[str, ...]) -> list[str] | None:
    return None if text is None else [text.in_language(each).strip() for each in languages]


def said(value: Any, languages: tuple[str, ...]) -> Any:
    """A part of a questionnaire with its texts in each language, so that two ways to write one text are the same."""
    if isinstance(value, Text):
        return wordings(value, languages)
    if isinstance(value, tuple):
        return [said(each, languages) for each in value]
    if hasattr(type(value), "model_fields"):
        return {name: said(getattr(value, name), languages) for name in type(value).model_fields}
    return value


NOT_CARRIED = {"requires", "show_if", "source", "evidence", "mirror_of"}
"""What an item says about other parts; when it is asked is compared by asking."""


def items_of(made: Instrument) -> Iterator[dict[str, Any]]:
    for each in made.items.values():
        yield {key: value for key, value in said(each, made.languages).items() if key not in NOT_CARRIED} | {
            "scale": said(made.scale_of(each), made.languages)
        }


def by_id(parts: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {part["id"]: part for part in parts}


def as_shown(made: Instrument) -> list[str]:
    """The items in the order in which respondents meet them."""
    pages = (section.pages or (tuple(each.id for each in section.items),) for section in made.sections)
    return [name for each in pages for page in each for name in page]


def sections_of(made: Instrument) -> Iterator[dict[str, Any]]:
    for each in made.sections:
        kept = said(each, made.languages)
        yield {key: kept[key] for key in ("id", "title", "heading", "intro", "question", "pages")}


@EVERY
def test_pyxform_takes_every_questionnaire_without_a_warning(path: Path) -> None:
    warnings: list[str] = []
    assert convert(exported(questionnaire(path)), warnings=warnings).xform
    assert warnings == []


@EVERY
def test_everything_that_an_xlsform_can_say_comes_back(path: Path, tmp_path: Path) -> None:
    before = questionnaire(path)
    made = there_and_back(before, tmp_path)
    after = made.instrument
    assert made.problems == ()
    assert after.languages == before.languages
    assert (after.id, after.version) == (before.id, before.version)
    for name in ("title", "about", "intro", "disclaimer"):
        assert wordings(getattr(after, name), after.languages) == wordings(getattr(before, name), before.languages)
    assert by_id(items_of(after)) == by_id(items_of(before))
    assert list(after.items) == as_shown(before)
    assert list(sections_of(after)) == list(sections_of(before))
    assert [said(each, ()) | {"label": 0, "words": 0, "help": 0, "unit": 0} for each in after.given] == [
        said(each, ()) | {"label": 0, "words": 0, "help": 0, "unit": 0} for each in before.given
    ]
    assert form_of(after).survey[0] == form_of(before).survey[0]


@EVERY
def test_a_form_asks_what_rely_asks_and_so_does_what_comes_back(path: Path, tmp_path: Path) -> None:
    before = questionnaire(path)
    form, after = form_of(before), there_and_back(before, tmp_path).instrument
    for assessment in random_assessments(before, 25, seed=4):
        if assessment.form != "full":
            continue
        asked = asked_of(before, assessment)
        expected = set(asked.asked) - set(asked.routed)
        assert shown(form, {**assessment.answers, **assessment.given}) == expected
        assert set(asked_of(after, assessment).asked) == expected


@EVERY
def test_what_came_back_goes_out_as_the_same_form(path: Path, tmp_path: Path) -> None:
    before = questionnaire(path)
    first, second = form_of(before), form_of(there_and_back(before, tmp_path).instrument)
    assert second.survey == first.survey
    assert second.choices == first.choices


@EVERY
def test_what_came_back_is_in_order(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "instrument.yaml"
    file.write_text(there_and_back(questionnaire(path), tmp_path).text, encoding="utf-8")
    told = read_questionnaire(file).problems
    assert {problem.severity for problem in told} <= {"warning"}


def test_no_text_and_no_name_of_a_questionnaire_can_break_a_form(tmp_path: Path) -> None:
    before = hostile()
    assert {scale.kind for scale in before.response_scales} == set(RESPONSE_SCALE_KINDS)
    warnings: list[str] = []
    convert(exported(before), warnings=warnings)
    assert warnings == []
    made = there_and_back(before, tmp_path)
    assert made.problems == ()
    assert list(items_of(made.instrument)) == list(items_of(before))
    assert list(sections_of(made.instrument)) == list(sections_of(before))


def test_a_section_keeps_its_id_whatever_else_is_called_so(tmp_path: Path) -> None:
    sections = [
        {"id": name, "title": name, "items": [item(f"{name}_1")]} for name in ("questions", "given", "A", "section")
    ]
    given = [{"id": "A_", "label": "A", "min": 0, "unit": "hours"}]
    before = instrument(items=[], sections=sections, intro="Before.", given=given)
    assert list(sections_of(there_and_back(before, tmp_path).instrument)) == list(sections_of(before))


def test_no_cell_of_a_form_is_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(exported(hostile()))
    for sheet in load_workbook(path).worksheets:
        assert all(cell.data_type in ("s", "n") for cells in sheet.iter_rows() for cell in cells if cell.value)


def test_the_same_questionnaire_gives_the_same_bytes() -> None:
    assert exported(hostile()) == exported(hostile())


def test_a_list_that_several_items_share_stands_in_the_form_once() -> None:
    form = form_of(questionnaire(every_questionnaire()[0]))
    keys = [(row["list_name"], row["name"]) for row in form.choices]
    assert len(keys) == len(set(keys))


CARRIED = {
    *("id", "version", "languages", "title", "about", "disclaimer", "intro", "response_scales", "given", "sections"),
}
OF_ITEMS = {
    *("id", "text", "label", "response_scale", "help", "why", "facets", "reverse", "weight", "allow_na", "note"),
}
OF_SECTIONS = {"id", "title", "heading", "intro", "question", "items_from", "items", "pages"}


def full() -> tuple[LeftOut, ...]:
    """What is told of an instrument that has everything."""
    told: list[LeftOut] = []
    for path in every_questionnaire():
        told += left_out(questionnaire(path), form_of(questionnaire(path)))
    return tuple(told)


def test_every_key_of_a_questionnaire_is_carried_over_or_told() -> None:
    parts = {each.part for each in full()}
    assert set(Instrument.model_fields) - CARRIED <= {part.partition(".")[0] for part in parts}
    items = {part.rpartition(".")[2] for part in parts if part.startswith("sections.items.")} | {"show_if", "requires"}
    assert set(Item.model_fields) - OF_ITEMS <= items
    assert set(Section.model_fields) - OF_SECTIONS <= {"facets"}


def test_a_condition_on_what_a_form_does_not_know_is_told_with_its_item() -> None:
    made = instrument(
        items=[item("A"), item("B", show_if={"fact": "half", "at_least": 2})],
        measures=[{"id": "half", "kind": "mean", "of": ["A"], "at_least": 1}],
    )
    form = form_of(made)
    assert "relevant" not in form.survey[2]
    told = {(each.part, each.which): each.why for each in left_out(made, form)}
    assert "half" in told["sections.items.show_if", "B"]


def test_items_that_a_fact_selects_which_a_form_does_not_know_are_asked_and_that_is_told() -> None:
    made = instrument(
        items=[item("A"), item("B", facets={"level": "high"})],
        facets=[facet("level", "low", "high", selects_by="half")],
        measures=[{"id": "half", "kind": "mean", "of": ["A"], "at_least": 1}],
    )
    form = form_of(made)
    assert all("relevant" not in row for row in form.survey)
    told = {each.part: each.why for each in left_out(made, form)}
    assert "does not have half, and asks the items of all its values" in told["facets.selects_by"]
