"""Prove that PSPP and R read what is exported: every cell, label, level and missing code."""

import csv
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rely.research.exports import write_export
from rely.research.rows import Cell, Row
from rely.research.syntax import syntax_lines
from rely.research.variables import Dictionary, Variable, dictionary_of
from tests.research.programs.running import run
from tests.research.programs.samples import opened, rows_and_results
from tests.research.programs.spss import run_spss

pytestmark = pytest.mark.long

NAMES = ["relationship-check", "client-pulse", "portfolio-scan"]
WITHIN_EIGHT = 8
"""The bytes of a text whose missing codes stand with the variable itself in an SPSS file. Those of longer ones PSPP 1.6
expects where older versions of its own put them, and not where SPSS does."""


@cache
def _dictionary(name: str) -> Dictionary:
    return dictionary_of(opened(name), "nl", with_texts=True)


@cache
def _rows(name: str) -> list[Row]:
    return [row for _, (row, _) in rows_and_results(_dictionary(name), 40)]


def _written(name: str, path: Path) -> Path:
    write_export(path, path.suffix[1:], _dictionary(name), _rows(name))
    return path


def _same(cell: Cell, read: object, variable: Variable) -> bool:
    if cell is None or read is None:
        return cell is None and read in (None, "")
    if variable.kind == "text":
        return cell == read
    return abs(float(cell) - float(str(read))) < 1e-9


def _unlike(name: str, read: list[dict[str, Any]]) -> list[str]:
    """The cells that did not come back."""
    variables, rows = _dictionary(name).variables, _rows(name)
    assert len(read) == len(rows)
    return [
        f"{variable.name}: {cell!r} came back as {back[variable.name]!r}"
        for row, back in zip(rows, read, strict=True)
        for variable, cell in zip(variables, row, strict=True)
        if not _same(cell, back[variable.name], variable)
    ]


def _tables(printed: str) -> Iterator[tuple[str, list[list[str]]]]:
    """The tables that PSPP printed, each with its title and its rows below the head."""
    for part in printed.split("Table: ")[1:]:
        title, _, rest = part.partition("\n")
        yield title.strip(), list(csv.reader(rest.strip("\n").splitlines()))[1:]


def _value_labels(rows: list[list[str]]) -> list[dict[str, str]]:
    """Of each variable with labelled values: the values, a missing one with [a] behind it, and their labels."""
    found: list[dict[str, str]] = []
    for name, value, label in (row for row in rows if len(row) == 3):
        if name:
            found.append({})
        found[-1][value] = label
    return found


@pytest.mark.parametrize("format_", ["sav", "csv"])
@pytest.mark.parametrize("name", NAMES)
def test_pspp_reads_every_cell_label_level_and_missing_code(name: str, format_: str, tmp_path: Path) -> None:
    dictionary, data = _dictionary(name), _written(name, tmp_path / f"data.{format_}")
    reading = "GET FILE='data.sav'."
    if format_ == "csv":
        reading = "".join(syntax_lines(dictionary, "spss", data=data.name)).partition("COMPUTE ")[0]
    program = f"{reading}\nDISPLAY DICTIONARY.\n"
    read, printed = run_spss(program, tmp_path, variables=[variable.name for variable in dictionary.variables])
    assert _unlike(name, read) == []
    tables = dict(_tables(printed))
    known = {row[0]: row for row in tables["Variables"]}
    assert list(known) == [variable.name for variable in dictionary.variables]
    for variable in dictionary.variables:
        row = known[variable.name]
        assert row[2] == variable.label
        assert row[3].lower() == variable.level
        if format_ == "csv" or variable.kind != "text" or int(row[7][1:]) <= WITHIN_EIGHT:
            assert _missing_codes(row[9] if len(row) > 9 else "") == _declared(variable)
    labelled = [variable for variable in dictionary.variables if variable.values or variable.missing]
    for variable, labels in zip(labelled, _value_labels(tables["Value Labels"]), strict=True):
        assert {_code(value, variable): label for value, label in labels.items()} == {
            str(code): label for code, label in (*variable.values, *variable.missing)
        }


def _code(told: str, variable: Variable) -> str:
    """A code as PSPP tells it: padded, with decimals, and with [a] where it is missing."""
    code = told.partition("[")[0].strip()
    return code if variable.kind == "text" else f"{float(code):g}"


def _missing_codes(told: str) -> set[str]:
    return {code.strip(' "') for code in told.split(";")} if told else set()


def _declared(variable: Variable) -> set[str]:
    """How PSPP tells missing codes: a range of numbers, three single texts at most, one of them the blank."""
    if variable.kind == "text":
        return set(_missing_texts(variable))
    return {"-9 THRU -6"} if variable.missing else set()


def _missing_texts(variable: Variable) -> list[str]:
    if variable.role in ("admin", "score"):
        return []
    return [*(str(code) for code, _ in variable.missing), ""][:3]


def test_frequencies_in_pspp_count_missing_codes_apart(tmp_path: Path) -> None:
    _written("relationship-check", tmp_path / "data.sav")
    column = [v.name for v in _dictionary("relationship-check").variables].index("tr03")
    codes = [row[column] for row in _rows("relationship-check")]
    _, printed = run_spss("GET FILE='data.sav'.\nFREQUENCIES tr03.\n", tmp_path, variables=["tr03"])
    variable = _dictionary("relationship-check").by_name["tr03"]
    counts = {row[1]: (row[0], row[2]) for _, rows in _tables(printed) for row in rows if len(row) > 4}
    for pairs, kind in ((variable.values, "Valid"), (variable.missing, "Missing")):
        found = {label: str(codes.count(code)) for code, label in pairs if code in codes}
        assert found
        assert [counts[label][1] for label in found] == list(found.values())
        assert counts[next(iter(found))][0] == kind


def test_frequencies_in_pspp_count_no_blank_as_an_answer(tmp_path: Path) -> None:
    _written("relationship-check", tmp_path / "data.sav")
    variables = _dictionary("relationship-check").variables
    column = [variable.name for variable in variables].index("physical_fit_position")
    empty = [row[column] for row in _rows("relationship-check")].count(None)
    assert empty
    program = "GET FILE='data.sav'.\nFREQUENCIES physical_fit_position.\n"
    _, printed = run_spss(program, tmp_path, variables=["physical_fit_position"])
    rows = [row for _, rows in _tables(printed) for row in rows]
    assert [row[2] for row in rows if row[0] == "Missing"] == [str(empty)]


READ_SAV = """
x <- haven::read_sav("data.sav", user_na = TRUE)
told <- lapply(x, function(column) list(
    label = attr(column, "label"), codes = unname(attr(column, "labels")), labels = names(attr(column, "labels")),
    range = attr(column, "na_range"), values = attr(column, "na_values"), cells = as.vector(unclass(column))))
writeLines(jsonlite::toJSON(told, digits = NA, na = "null", null = "null"), "told.json", useBytes = TRUE)
x <- haven::read_sav("data.sav")
stopifnot(!any(sapply(x, function(column) any(as.character(column) %in% c("-6", "-7", "-8", "-9")))))
"""


@pytest.mark.parametrize("name", NAMES)
def test_haven_in_r_reads_every_cell_label_and_missing_code_of_an_spss_file(name: str, tmp_path: Path) -> None:
    _written(name, tmp_path / "data.sav")
    (tmp_path / "read.R").write_text(READ_SAV, encoding="utf-8")
    run("Rscript", "--vanilla", "read.R", folder=tmp_path)
    told = json.loads((tmp_path / "told.json").read_text(encoding="utf-8"))
    assert list(told) == [variable.name for variable in _dictionary(name).variables]
    cells = [dict(zip(told, row, strict=True)) for row in zip(*(told[each]["cells"] for each in told), strict=True)]
    assert _unlike(name, cells) == []
    for variable in _dictionary(name).variables:
        back = told[variable.name]
        assert back["label"] == [variable.label]
        pairs = dict(zip(back["codes"] or [], back["labels"] or [], strict=True))
        assert pairs == {
            (str(code) if variable.kind == "text" else code): label
            for code, label in (*variable.values, *variable.missing)
        }
        is_text = variable.kind == "text"
        assert (back["range"] or []) == ([-9, -6] if variable.missing and not is_text else [])
        assert (back["values"] or []) == (_missing_texts(variable) if is_text else [])


@pytest.mark.parametrize("name", NAMES)
def test_r_reads_every_cell_of_a_csv(name: str, tmp_path: Path) -> None:
    _written(name, tmp_path / "data.csv")
    reading = 'x <- read.csv("data.csv", colClasses = "character", na.strings = "", encoding = "UTF-8")\n'
    told = 'writeLines(jsonlite::toJSON(x, na = "null"), "told.json", useBytes = TRUE)\n'
    (tmp_path / "read.R").write_text(reading + told, encoding="utf-8")
    run("Rscript", "--vanilla", "read.R", folder=tmp_path)
    assert _unlike(name, json.loads((tmp_path / "told.json").read_text(encoding="utf-8"))) == []
