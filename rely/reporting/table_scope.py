"""Turn the header cells of a tagged PDF into ones that say whether they head a row or a column.

WeasyPrint links each data cell to its headers but leaves out the scope of the headers, on which readers and
checkers rely.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Element = dict[str, Any]
"""A dictionary object of the PDF, as pydyf holds it: names and references as text or bytes."""


def add_scopes(pdf: Any) -> None:
    """Give every header cell its scope, in the document that WeasyPrint is about to write.

    Header cells in a table head, and those that do not stand first in their row, head a column; the others a row.
    """
    elements = {bytes(each.reference): each for each in pdf.objects if _is_element(each)}
    for row in elements.values():
        if row["S"] == "/TR":
            _scope_of_row(row, elements)


def _is_element(each: Any) -> bool:
    return isinstance(each, dict) and each.get("Type") == "/StructElem"


def _scope_of_row(row: Element, elements: Mapping[bytes, Element]) -> None:
    cells = [elements[bytes(reference)] for reference in row["K"] if isinstance(reference, bytes)]
    in_head = elements[bytes(row["P"])]["S"] == "/THead"
    for position, cell in enumerate(cells):
        if cell["S"] == "/TH":
            cell["A"]["Scope"] = "/Row" if position == 0 and not in_head else "/Column"
