"""Turn the XML of a sheet into what its cells alone do not tell: its size, hidden parts, formulas without value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import IO
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml import sax
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, range_boundaries

MOST_ROWS = 20_000
MOST_COLUMNS = 1_000
MOST_MERGED = 5_000


class TooLarge(Exception):
    """A sheet with more rows, columns or merged cells than are read."""


@dataclass(slots=True)
class Survey:
    """What a look at a sheet says; rows and columns count from 1.

    `rows` and `columns` are the last that hold something. `merged` are ranges as their first and last row and
    column.
    """

    rows: int = 0
    columns: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    without_value: set[tuple[int, int]] = field(default_factory=set)


def survey_of(part: IO[bytes]) -> Survey:
    """Look through the XML of a sheet once. Raises TooLarge, and what a parser raises for damaged XML."""
    looker = _Looker()
    sax.parse(part, looker, forbid_dtd=True)
    return looker.survey


def check_markup(part: IO[bytes]) -> None:
    """Raise what a parser raises for damaged XML, and for entities: which parser reads it later may vary."""
    sax.parse(part, ContentHandler(), forbid_dtd=True)


class _Looker(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.survey = Survey()
        self._row = self._column = 0
        self._is_formula = self._has_value = self._in_value = False

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        """Take in what opens."""
        match name.rpartition(":")[2]:
            case "col":
                self._hide_columns(attrs)
            case "row":
                self._begin_row(attrs)
            case "c":
                self._begin_cell(attrs)
            case "f":
                self._is_formula = True
            case "v":
                self._in_value = True
            case "is":
                self._has_value = True
            case "mergeCell":
                self._merge(attrs["ref"])

    def endElement(self, name: str) -> None:
        """Take in what closes."""
        match name.rpartition(":")[2]:
            case "v":
                self._in_value = False
            case "c":
                self._end_cell()

    def characters(self, content: str) -> None:
        """A value has begun."""
        self._has_value = self._has_value or self._in_value

    def _hide_columns(self, attrs: AttributesImpl) -> None:
        if _is_true(attrs.get("hidden")):
            first, last = int(attrs["min"]), min(int(attrs["max"]), MOST_COLUMNS)
            self.survey.hidden_columns.update(range(first, last + 1))

    def _merge(self, area: str) -> None:
        left, top, right, bottom = range_boundaries(area)
        self.survey.merged.append((int(top or 1), int(left or 1), int(bottom or 1), int(right or 1)))
        if len(self.survey.merged) > MOST_MERGED:
            raise TooLarge(f"a sheet has more than {MOST_MERGED:,} merged cells")

    def _begin_row(self, attrs: AttributesImpl) -> None:
        self._row = int(float(attrs.get("r", str(self._row + 1))))
        self._column = 0
        if _is_true(attrs.get("hidden")):
            self.survey.hidden_rows.add(self._row)

    def _begin_cell(self, attrs: AttributesImpl) -> None:
        self._column += 1
        if "r" in attrs:
            letters, row = coordinate_from_string(attrs["r"])
            self._row, self._column = int(row), column_index_from_string(letters)
        self._is_formula = False
        self._has_value = attrs.get("t") == "str"  # a formula may well have given an empty text

    def _end_cell(self) -> None:
        survey = self.survey
        if self._is_formula and not self._has_value:
            survey.without_value.add((self._row, self._column))
        if self._is_formula or self._has_value:
            survey.rows, survey.columns = max(survey.rows, self._row), max(survey.columns, self._column)
        if survey.rows > MOST_ROWS or survey.columns > MOST_COLUMNS:
            raise TooLarge(f"a sheet has more than {MOST_ROWS:,} rows or {MOST_COLUMNS:,} columns")


def _is_true(flag: str | None) -> bool:
    return flag in ("1", "true")
