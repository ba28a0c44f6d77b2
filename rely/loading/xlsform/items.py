"""Turn the cells of one row of an XLSForm into parts of an item, and tell of those that become nothing."""

from __future__ import annotations

import re
from typing import Any

from rely.loading.xlsform.columns import OWN
from rely.loading.xlsform.reading import Line, XlsForm
from rely.loading.xlsform.survey import hinted
from rely.model.scalars import number_in

Block = dict[str, Any]

_KNOWN = frozenset(
    {
        "type",
        "name",
        "relevant",
        "constraint",
        "required",
        "appearance",
        "parameters",
        "calculation",
        "rely_score",
        *OWN,
    }
)
_LOOKS = frozenset({"likert", "multiline", "field-list", "autocomplete", "minimal", "columns-pack", "columns", "quick"})
"""Appearances that need no mention: pages and documents of Rely choose their own."""
_YES = frozenset({"yes", "true", "true()"})
_NO = frozenset({"", "no", "false", "false()"})
_FACET = re.compile(r"\s*([A-Za-z]\w*)\s*=\s*([A-Za-z]\w*(?:\s+[A-Za-z]\w*)*)\s*\Z", re.ASCII)


def texts(line: Line, **columns: str) -> Block:
    """The texts of a row by key, each from its column, where there is one."""
    found = {key: line.text(column) for key, column in columns.items()}
    return {key: text for key, text in found.items() if text}


def help_of(line: Line) -> dict[str, str]:
    """The hint, without the unit that a form of Rely writes behind it."""
    units = line.text("rely_unit")
    hints = {tag: (text, hinted("", units.get(tag, ""))) for tag, text in line.text("hint").items()}
    kept = {tag: text.removesuffix(unit).rstrip() if unit else text for tag, (text, unit) in hints.items()}
    return {tag: text for tag, text in kept.items() if text}


def marks_of(form: XlsForm, line: Line, *, is_scored: bool) -> Block:
    """What a row says beside its texts and answers: required, reverse, weight, note."""
    found: Block = {}
    if line["required"].lower() in _YES:
        found["required"] = True
    elif line["required"].lower() not in _NO:
        reason = "an item is always required here, or never"
        form.tell("left-out-cell", line, column=f"required ({line['required']})", reason=reason)
    if is_scored and line["rely_reverse"] in _YES:
        found["reverse"] = True
    weight = number_in(line["rely_weight"])
    if weight is not None and 0 <= weight <= 1000:
        found["weight"] = weight
    return found | ({"note": line["rely_note"]} if line["rely_note"] else {})


def facets_of(form: XlsForm, line: Line) -> dict[str, list[str]]:
    """The values of each facet that a form of Rely has in the column rely_facets."""
    found: dict[str, list[str]] = {}
    for part in filter(str.strip, line["rely_facets"].split(";")):
        match = _FACET.match(part)
        if match is None:
            form.tell(
                "left-out-cell", line, column="rely_facets", reason="it is to be written facet=value; facet=value"
            )
        else:
            found[match[1]] = match[2].split()
    return found


def check_columns(form: XlsForm) -> None:
    """Tell of the columns of the survey that become nothing, each once with its rows."""
    columns: dict[str, list[Line]] = {}
    for line in form.survey:
        unused_ = [column for column in line.cells if column not in _KNOWN]
        if line["appearance"] and not _LOOKS.issuperset(line["appearance"].split()):
            unused_.append("appearance")
        if line["parameters"] and line["type"] != "range":
            unused_.append("parameters")
        if line["calculation"] and line["type"] != "calculate":
            unused_.append("calculation")
        for column in unused_:
            columns.setdefault(column, []).append(line)
    for column, lines in sorted(columns.items()):
        form.tell_column(column, lines)
