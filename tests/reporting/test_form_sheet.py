"""Prove that the template opens, asks everything, offers every code, runs nothing, and is read back as written."""

import datetime
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from defusedxml import ElementTree
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from rely.languages import words_for
from rely.loading.answers import read_answers
from rely.loading.answers.picks import item_picks, pick
from rely.model.instrument import Instrument
from rely.reporting.form_columns import columns_behind, form_columns
from rely.reporting.form_guide import FIRST, HEAD, IDS
from rely.reporting.form_sheet import ROWS, form_workbook
from rely.scoring.accept import accepted_codes
from rely.scoring.score import score
from tests.instruments import by_given_phase, instrument, item, mixed, relationship_check
from tests.small_instrument import small_instrument

REAL = relationship_check()
SMALL = small_instrument()
ANSWERS: dict[str, str] = {
    "cx_alias": "Tulip",
    "cx_country": "DE",
    "cx_first_contact": "yes",
    "cx_first_transaction": "no",
    "cx_channels_used": "email|phone",
    "TR01": "4",
    "TR02": "na",
    "TR03": "2",
    "TR06": "1",
}


def _open(given: Instrument, language: str = "en") -> Workbook:
    return load_workbook(io.BytesIO(form_workbook(given, language=language)))


def _column(sheet: Worksheet, name: str) -> int:
    ids = [cell.value for cell in sheet[IDS + 1]]
    return ids.index(name) + 1


def _fill(sheet: Worksheet, line: int, answers: dict[str, Any]) -> None:
    for name, value in answers.items():
        sheet.cell(line, _column(sheet, name)).value = value


def _offered(book: Workbook, name: str) -> list[str]:
    """What the pick list of a column offers."""
    sheet = book.worksheets[0]
    cell = sheet.cell(FIRST + 1, _column(sheet, name)).coordinate
    (rule,) = [each for each in sheet.data_validations.dataValidation if cell in each.sqref and each.type == "list"]
    ((title, area),) = book.defined_names[rule.formula1.lstrip("=")].destinations
    cells = book[title][area]
    return [row[0].value for row in (cells if isinstance(cells, tuple) else ((cells,),))]


@pytest.mark.parametrize("given", [REAL, SMALL, by_given_phase(), mixed()], ids=lambda each: each.id)
def test_every_item_has_its_column_in_the_order_of_the_questionnaire(given: Instrument) -> None:
    sheet = _open(given).worksheets[0]
    ids = [cell.value for cell in sheet[IDS + 1]]
    facts = [f"given.{fact.id}" for fact in given.given]
    assert ids[-len(given.items) - len(facts) :] == [*facts, *given.items]
    assert ids[0] == "id"
    assert ("form" in ids) == (len(given.form_ids) > 1)
    assert "perspective" not in ids
    assert sheet.freeze_panes == "B4"
    assert sheet.auto_filter.ref is None


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_pick_lists_offer_every_code_with_its_label_and_nothing_else(language: str) -> None:
    book, words = _open(REAL, language), words_for(language)
    for each in REAL.items.values():
        picks = item_picks(REAL, each, words)
        if picks and REAL.scale_of(each).kind != "multiple":
            assert _offered(book, each.id) == [pick(code, label) for code, label in picks]
        if REAL.scale_of(each).kind in ("likert", "choice"):
            assert [code for code, _ in picks] == list(accepted_codes(REAL, each))
    assert len(_offered(book, "cx_country")) == 249
    assert _offered(book, "TR06")[-1].startswith("5 – ")
    assert _offered(book, "TR01")[-1].startswith("na – ")


@pytest.mark.parametrize("language", ["nl", "en", "de"])
@pytest.mark.parametrize("labelled", [True, False])
def test_a_filled_template_gives_the_scores_of_the_same_table_as_csv(
    tmp_path: Path, language: str, labelled: bool
) -> None:
    book = _open(REAL, language)
    sheet, words = book.worksheets[0], words_for(language)
    filled: dict[str, Any] = dict(ANSWERS)
    if labelled:
        for name in ANSWERS:
            labels = dict(item_picks(REAL, REAL.items[name], words))
            if ANSWERS[name] in labels:
                filled[name] = pick(ANSWERS[name], labels[ANSWERS[name]])
    else:
        filled["TR01"] = 4
    keys = {"id": "a", "respondent": "Anna", "lang": "de"}
    _fill(sheet, FIRST + 1, {**keys, "date": datetime.date(2026, 11, 30), **filled})
    sheet.cell(FIRST + 2, 1).value = "b"
    book.save(tmp_path / "a.xlsx")
    names = {**keys, "date": "2026-11-30", **ANSWERS}
    text = f"{','.join(names)}\n{','.join(names.values())}\nb{',' * (len(names) - 1)}\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    read, expected = ([*read_answers(tmp_path / name, REAL)] for name in ("a.xlsx", "a.csv"))
    assert [row.line for row in read] == [FIRST + 1, FIRST + 2]
    assert [row.problems for row in read] == [(), ()]
    for ours, theirs in zip(read, expected, strict=True):
        assert ours.assessment is not None
        assert theirs.assessment is not None
        answers = {name: code for name, code in ours.assessment.answers.items() if code is not None}
        assert answers == {name: code for name, code in theirs.assessment.answers.items() if code is not None}
        for key in ("id", "lang", "respondent", "date", "form", "perspective"):
            assert getattr(ours.assessment, key) == getattr(theirs.assessment, key)
        assert score(REAL, ours.assessment).scores == score(REAL, theirs.assessment).scores


def test_an_empty_template_holds_no_row(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(form_workbook(REAL, language="nl"))
    (row,) = read_answers(tmp_path / "a.xlsx", REAL)
    assert [problem.code for problem in row.problems] == ["no-rows"]


def test_the_same_input_gives_the_same_bytes() -> None:
    assert form_workbook(REAL, language="nl") == form_workbook(REAL, language="nl")
    assert form_workbook(REAL, language="nl") != form_workbook(REAL, language="de")
    assert _open(REAL).properties.created == datetime.datetime(2020, 1, 1)


def test_every_part_is_well_formed_and_no_cell_is_a_formula() -> None:
    with zipfile.ZipFile(io.BytesIO(form_workbook(REAL, language="de"))) as archive:
        for name in archive.namelist():
            root = ElementTree.fromstring(archive.read(name))
            if name.startswith("xl/worksheets/"):
                assert not [each for each in root.iter() if each.tag.endswith("}f")]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_texts_of_a_questionnaire_are_never_run(sign: str) -> None:
    hostile = f"{sign}cmd|' /C calc'!A0"
    given = instrument(
        title=hostile,
        items=[item("A", text=hostile, label=hostile, help=hostile), item("B", "kind")],
        response_scales=[
            {"id": "five", "kind": "likert", "options": [{"code": n, "label": hostile} for n in (1, 2)]},
            {"id": "kind", "kind": "choice", "options": [{"code": n, "label": hostile} for n in "ab"]},
        ],
        sections=[{"id": "all", "title": hostile, "items": [item("A", text=hostile), item("B", "kind", text=hostile)]}],
    )
    for sheet in _open(given).worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)


def test_the_head_tells_for_whom_alone_an_item_is_asked_and_what_is_needed() -> None:
    sheet = _open(REAL, "nl").worksheets[0]
    head = {name: sheet.cell(HEAD + 1, _column(sheet, name)).value for name in REAL.items}
    assert head["TR03"].endswith("\nAlleen: Initiële fase")
    assert "Alleen" not in head["TR01"]
    assert head["cx_alias"].startswith("Codenaam *\n")
    assert head["cx_months"].endswith("(maanden)")


def test_the_second_sheet_explains_each_column() -> None:
    book = _open(REAL, "de")
    rows = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows()]
    ids = [cell.value for cell in book.worksheets[0][IDS + 1]]
    assert [row[1] for row in rows[1:]] == ids
    explained = {row[1]: row for row in rows[1:]}
    assert explained["TR03"][4].startswith("Nur: Anfangsphase\nHängt von der Antwort ab auf: cx_physical_12m (")
    assert explained["TR03"][5].splitlines()[-1] == "na – Trifft auf diesen Kunden nicht zu"
    assert "249" in explained["cx_country"][5]
    assert explained["cx_months"][5] == "eine ganze Zahl\nmindestens 0\nhöchstens 1.200"
    assert (explained["cx_months"][6], explained["TR01"][6]) == ("ja", "nein")


def test_every_example_is_accepted(tmp_path: Path) -> None:
    for given in (REAL, SMALL, by_given_phase()):
        book = _open(given)
        examples = {column.id: column.example for column in form_columns(given, words_for("en")) if column.example}
        _fill(book.worksheets[0], FIRST + 1, examples)
        book.save(tmp_path / "a.xlsx")
        (row,) = read_answers(tmp_path / "a.xlsx", given)
        assert row.problems == ()
        assert len(examples) > 5


def test_the_guide_names_the_columns_that_decide_what_is_asked() -> None:
    assert columns_behind(REAL, ["phase"]) == ("cx_first_contact", "cx_first_transaction")
    assert columns_behind(by_given_phase(), ["phase"]) == ("given.phase",)
    text = "\n".join(str(cell.value) for row in _open(REAL).worksheets[2].iter_rows() for cell in row)
    assert "cx_first_contact (J) and cx_first_transaction (K)" in text
    assert "rely report relationship-check" in text


def test_cells_take_texts_as_texts_numbers_as_numbers_and_refuse_what_is_out_of_range() -> None:
    book = _open(SMALL)
    sheet = book.worksheets[0]
    rules = {
        name: rule
        for rule in sheet.data_validations.dataValidation
        for name in SMALL.items
        if sheet.cell(FIRST + 1, _column(sheet, name)).coordinate in rule.sqref
    }
    assert (rules["plants"].type, rules["plants"].formula1, rules["plants"].formula2) == ("whole", "0", "1000")
    assert (rules["acres"].type, rules["acres"].formula1) == ("decimal", "0.5")
    assert (rules["data"].type, rules["data"].formula1) == ("textLength", "20")
    assert rules["since"].type == "date"
    assert "spade|rake" in rules["errors"].prompt
    last = sheet.cell(FIRST + ROWS, _column(sheet, "S1")).coordinate
    assert last in rules["S1"].sqref
    formats = {name: sheet.column_dimensions[sheet.cell(1, _column(sheet, name)).column_letter] for name in SMALL.items}
    assert formats["data"].number_format == "@"
    assert formats["plants"].number_format == "General"
    assert formats["since"].number_format == "yyyy-mm-dd"


def test_a_long_list_of_codes_fits_the_message_of_a_cell() -> None:
    options = [{"code": f"a_rather_long_code_{n}", "label": str(n)} for n in range(30)]
    given = instrument(
        items=[item("A"), item("B", "many")],
        response_scales=[
            {"id": "five", "kind": "likert", "options": [{"code": n, "label": str(n)} for n in (1, 2)]},
            {"id": "many", "kind": "multiple", "options": options},
        ],
    )
    rules = _open(given).worksheets[0].data_validations.dataValidation
    assert [len(rule.prompt) for rule in rules if rule.prompt] == [255]


def test_the_lists_are_hidden_and_the_sheets_are_named_in_the_language() -> None:
    book = _open(REAL, "nl")
    assert [(sheet.title, sheet.sheet_state) for sheet in book.worksheets] == [
        ("Antwoorden", "visible"),
        ("Kolommen", "visible"),
        ("Zo werkt het", "visible"),
        ("rely", "hidden"),
    ]


def test_wrong_cells_and_cells_that_are_not_asked_are_marked_at_once() -> None:
    sheet = _open(REAL).worksheets[0]
    letter = sheet.cell(1, _column(sheet, "TR03")).column_letter
    area = f"{letter}{FIRST + 1}:{letter}{FIRST + ROWS}"
    formulas = [rule.formula[0] for each in sheet.conditional_formatting if each.sqref == area for rule in each.rules]
    assert len(formulas) == 2
    assert "COUNTIF(rely_" in formulas[0]
    assert f"{letter}4" in formulas[0]
    assert "$K4" in formulas[1]
