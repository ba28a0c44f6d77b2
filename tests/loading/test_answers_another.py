"""Prove that answers for another questionnaire are told as such, once, with the name of the one they fit."""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from rely.loading.answers import read_answers
from rely.loading.answers.another import catalogue, questionnaire_with
from rely.loading.catalogue import load_instrument
from rely.loading.data_file import ADMIN, column_names
from rely.loading.problems import Problem
from tests.homes import make_home

NINE = [item for item in load_instrument("nine-factors").items if item != "cx_alias"]
CHECK = load_instrument("relationship-check")
IT_FITS = "Is this a file for another questionnaire? It fits 'nine-factors'."


def problems(path: Path) -> list[Problem]:
    return [problem for row in read_answers(path, CHECK) for problem in row.problems]


def csv_with(path: Path, *names: str) -> Path:
    path.write_text(f"{','.join(names)}\n{','.join('1' for _ in names)}\n", encoding="utf-8")
    return path


def workbook_with(path: Path, *names: str) -> Path:
    book = Workbook()
    book.worksheets[0].append(["What people read"])
    book.worksheets[0].append(names)
    book.worksheets[0].append(["1" for _ in names])
    book.save(path)
    return path


def document_with(path: Path, *names: str, **keys: str) -> Path:
    path.write_text(json.dumps({**keys, "answers": dict.fromkeys(names, 1)}), encoding="utf-8")
    return path


@pytest.mark.parametrize("shared", [[], ["cx_alias"]])
def test_columns_of_another_questionnaire_are_told_once_with_its_name(tmp_path: Path, shared: list[str]) -> None:
    table = csv_with(tmp_path / "a.csv", "id", "lang", *shared, *NINE)
    sheet = workbook_with(tmp_path / "a.xlsx", "id", "lang", *shared, *NINE)
    for path in (table, sheet):
        (told,) = problems(path)
        assert (told.code, told.hint) == ("other-questionnaire", IT_FITS)
        assert told.facts["names"] == "F1_1, F1_2, F2_1, F2_2 and 14 more"
    assert (told.line, told.column) == (2, 3 + len(shared))


def test_answers_of_another_questionnaire_in_a_document_are_told_once(tmp_path: Path) -> None:
    (told,) = problems(document_with(tmp_path / "a.json", *NINE))
    assert (told.code, told.hint) == ("other-questionnaire", IT_FITS)
    (told,) = problems(document_with(tmp_path / "a.json", *NINE, instrument="nine-factors"))
    assert told.code == "wrong-instrument"


def test_columns_that_fit_no_questionnaire_are_told_once_too(tmp_path: Path) -> None:
    (told,) = problems(csv_with(tmp_path / "a.csv", "id", "Q1", "Q2", "Q3"))
    assert told.code == "other-questionnaire"
    assert "Then name that one; else correct the names." in told.hint


@pytest.mark.parametrize(
    "names",
    [
        ["Q1", "Q2"],  # so few are mended one by one
        ["TR01", "Q1", "Q2", "Q3", "Q4"],  # an item among them: it is this questionnaire
        ["tr01", "tr02", "tr03"],  # another program has changed the capitals
    ],
)
def test_a_few_wrong_names_are_told_name_by_name(tmp_path: Path, names: list[str]) -> None:
    told = problems(csv_with(tmp_path / "a.csv", "id", *names))
    wrong = [name for name in names if name not in CHECK.items]
    assert [(each.code, each.facts["name"]) for each in told] == [("unknown-column", name) for name in wrong]


def test_of_questionnaires_that_share_items_the_one_with_fewest_others_fits() -> None:
    shared = [item for item in load_instrument("colleague-view").items if item in CHECK.items]
    assert questionnaire_with(shared, catalogue()) == "colleague-view"
    assert questionnaire_with([*CHECK.items], catalogue()) == "relationship-check"
    assert questionnaire_with([*NINE, *(f"Q{n}" for n in range(len(NINE)))], catalogue()) is None


def test_a_broken_questionnaire_in_the_catalogue_stands_in_nobodys_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_home(tmp_path / "home") / "questionnaires" / "broken"
    folder.mkdir()
    (folder / "instrument.yaml").write_text("id: [", encoding="utf-8")
    monkeypatch.setenv("RELY_HOME", str(tmp_path / "home"))
    assert [each.id for each in catalogue()] == []
    (told,) = problems(csv_with(tmp_path / "a.csv", *NINE))
    assert told.code == "other-questionnaire"


def export_with(path: Path, of: str, *names: str, **cells: str) -> Path:
    """An export with one row: administrative variables, and under each of the names a 1."""
    row = {**dict.fromkeys(ADMIN, ""), "case_id": "c", "instrument": of, "form": "full", "perspective": "self", **cells}
    rows = [[*ADMIN, *names], [*row.values(), *("1" for _ in names)]]
    if path.suffix == ".csv":
        path.write_text("".join(f"{','.join(cells)}\n" for cells in rows), encoding="utf-8")
        return path
    book = Workbook()
    for row_of_cells in rows:
        book.worksheets[0].append(row_of_cells)
    book.save(path)
    return path


def columns_of(questionnaire: str) -> list[str]:
    """The columns that an export has after the administrative ones, where nothing was typed."""
    columns = column_names(load_instrument(questionnaire))
    return [each.name for each in columns if each.role not in ("admin", "text") and each.name != "cx_alias"]


@pytest.mark.parametrize("of", ["nine-factors", "client-pulse", "relationship-norms"])
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_an_export_of_another_questionnaire_is_told_once_with_its_name(tmp_path: Path, of: str, name: str) -> None:
    (told,) = problems(export_with(tmp_path / name, of, *columns_of(of)))
    assert (told.code, told.hint) == ("other-export", f"It fits '{of}': name that one.")


def test_an_export_that_fits_no_questionnaire_is_told_once_too(tmp_path: Path) -> None:
    (told,) = problems(export_with(tmp_path / "a.csv", "gone", "Q1", "Q2", "Q3"))
    assert (told.code, told.hint) == ("other-export", "Name the questionnaire that it was exported from.")


@pytest.mark.parametrize("left_out", [0, 30])
def test_columns_of_ones_own_make_no_export_one_of_another(tmp_path: Path, left_out: int) -> None:
    own = [each.name for each in column_names(CHECK) if each.role == "item"][left_out:]
    added = [f"own_{number}" for number in range(6 * len(own))]
    told = problems(export_with(tmp_path / "a.csv", CHECK.id, *own, *added))
    assert "other-export" not in {each.code for each in told}
    assert "left-aside" in {each.code for each in told}


def test_names_that_another_program_has_changed_are_told_one_by_one(tmp_path: Path) -> None:
    told = problems(export_with(tmp_path / "a.csv", CHECK.id, "TR.01", "TR.02", "TR.03"))
    assert [each.code for each in told] == ["unknown-column"] * 3


def test_a_row_of_another_questionnaire_tells_that_alone(tmp_path: Path) -> None:
    shared = columns_of("colleague-view")
    (told,) = problems(export_with(tmp_path / "a.csv", "colleague-view", *shared, language="xx", occasion="never"))
    assert (told.code, told.facts["named"]) == ("wrong-instrument", "colleague-view")
    (tmp_path / "b.csv").write_text("id,instrument,lang,TR01\na,colleague-view,xx,99\n", encoding="utf-8")
    assert [each.code for each in problems(tmp_path / "b.csv")] == ["wrong-instrument"]
