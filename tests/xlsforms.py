"""XLSForms for tests: every questionnaire there is, forms written row by row, and what a form shows for answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree
from xlsxwriter import Workbook

from rely import paths
from rely.loading.catalogue import load_instrument
from rely.loading.xlsform.columns import Row
from rely.loading.xlsform.left_out import left_out
from rely.loading.xlsform.making import Made, make_questionnaire
from rely.loading.xlsform.reading import read_form
from rely.loading.xlsform.sheets import workbook_of
from rely.loading.xlsform.survey import Form, form_of
from rely.model.instrument import Instrument
from tests.instruments import VALID

Sheets = Mapping[str, Sequence[Sequence[object]]]

HEADS = (
    "type",
    "name",
    "label",
    "hint",
    "relevant",
    "constraint",
    "required",
    "appearance",
    "calculation",
    "parameters",
)


def every_questionnaire() -> list[Path]:
    """All that is shipped, its examples, and those of the tests."""
    shipped = sorted(path.parent for path in paths.questionnaires_dir().rglob("instrument.yaml"))
    return [*shipped, *sorted(VALID.glob("*.yaml"))]


@cache
def questionnaire(path: Path) -> Instrument:
    return load_instrument(path)


def exported(instrument: Instrument) -> bytes:
    form = form_of(instrument)
    return workbook_of(form, left_out(instrument, form), instrument.languages)


def imported(path: Path, instrument_id: str = "made-up", language: str | None = None) -> Made:
    return make_questionnaire(read_form(path, language=language), instrument_id)


def there_and_back(instrument: Instrument, folder: Path) -> Made:
    path = folder / "form.xlsx"
    path.write_bytes(exported(instrument))
    return imported(path, instrument.id)


def row(**cells: object) -> list[object]:
    """A row of a survey, by the names of its columns."""
    assert cells.keys() <= set(HEADS)
    return [cells.get(head, "") for head in HEADS]


def foreign(path: Path, survey: Iterable[Sequence[object]], choices: Sheets | None = None, **settings: str) -> Path:
    """Write a form as another program does: no languages, no columns of Rely; `choices` are lists of name and label."""
    listed = [(of, *choice) for of, rows in (choices or {}).items() for choice in rows]
    sheets: dict[str, list[Sequence[object]]] = {
        "survey": [HEADS, *survey],
        "choices": [("list_name", "name", "label"), *listed],
        "settings": [tuple(settings), tuple(settings.values())],
    }
    return written(path, sheets)


def written(path: Path, sheets: Sheets) -> Path:
    with Workbook(str(path), {"strings_to_formulas": False}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, cells in enumerate(rows):
                for place, cell in enumerate(cells):
                    if cell != "":
                        sheet.write(at, place, cell)
    return path


def evaluate(expression: str, values: Mapping[str, str]) -> Any:
    """What an expression of XLSForm gives, by the XPath of libxml2: nothing of Rely is asked."""
    record = etree.Element("record")
    for name, value in values.items():
        etree.SubElement(record, name).text = value
    functions: dict[tuple[str | None, str], Any] = {(None, "selected"): _selected, (None, "if"): _if}
    path = re.sub(r"\$\{(\w+)\}", r"/record/\1", expression)
    return etree.XPath(path, extensions=functions)(record)


def shown(form: Form, answers: Mapping[str, object]) -> set[str]:
    """The names of the questions that a form shows; what is not shown has no answer, as in every XForm."""
    rows = [each for each in form.survey if each["type"] not in ("begin_group", "end_group", "note")]
    values = {each["name"]: "" for each in rows}
    before: dict[str, str] = {}
    relevant: set[str] = set()
    while values != before:
        before = dict(values)
        relevant = {each["name"] for each in rows if _is_true(each, values)}
        values |= {each["name"]: _value(each, relevant, answers, before) for each in rows}
    return {each.get("rely_id", each["name"]) for each in rows if each["name"] in relevant and _is_item(each)}


def _is_item(of: Row) -> bool:
    return "rely_scale" in of


def _is_true(of: Row, values: Mapping[str, str]) -> bool:
    return "relevant" not in of or bool(evaluate(of["relevant"], values))


def _value(of: Row, relevant: set[str], answers: Mapping[str, object], values: Mapping[str, str]) -> str:
    if "calculation" in of:
        return str(evaluate(of["calculation"], values))
    answer = answers.get(of.get("rely_id", of["name"]))
    if of["name"] not in relevant or answer is None:
        return ""
    if isinstance(answer, tuple):
        return " ".join(answer)
    return str(answer).removesuffix(".0")


def _text(value: Any) -> str:
    return "".join(each.text or "" for each in value) if isinstance(value, list) else str(value)


def _selected(_context: object, answer: Any, code: Any) -> bool:
    return _text(code) in _text(answer).split()


def _if(_context: object, condition: Any, then: Any, otherwise: Any) -> str:
    return _text(then) if condition else _text(otherwise)
