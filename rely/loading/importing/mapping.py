"""Say what a mapping file may hold: how a file of answers is read, and what its columns and values become."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from rely.model.base import Part
from rely.model.scalars import Code, Flag, InstrumentId, Name, WholeNumber

FORMAT = 1
"""The number of the format that this release writes and reads."""

ColumnLetters = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,4}$")]

Encoding = Literal["utf-8", "utf-16", "utf-16-le", "utf-16-be", "windows-1252", "windows-1250", "macintosh"]
Delimiter = Literal["comma", "semicolon", "tab", "pipe"]
Numbers = Literal["1234.5", "1234,5", "1,234.5", "1.234,5", "1 234,5", "1'234.5"]
Percent = Literal["sign", "fraction"]
Days = Literal["year-month-day", "day-month-year", "month-day-year", "spreadsheet-number"]
Separator = Literal[";", ",", "|", "/", "space", "line"]


class FileLayout(Part):
    """Where the answers stand in the file."""

    encoding: Encoding | None = Field(None, description="The encoding of a table in text.")
    delimiter: Delimiter | None = Field(None, description="What parts the columns of a table in text.")
    sheet: str | None = Field(None, description="The sheet of a workbook.")
    header: WholeNumber = Field(1, ge=1, le=1000, description="The row with the names of the columns.")
    first: WholeNumber = Field(2, ge=2, le=1001, description="The first row with answers.")


class ColumnEntry(Part):
    """What one column becomes."""

    column: ColumnLetters = Field(description="The letters of the column in a spreadsheet.")
    name: str = Field("", description="What stands above the column.")
    to: str = Field(description="An item, given.x, id, lang, form, perspective, respondent, date, row, or ignore.")
    option: str | None = Field(None, description="The option to which the column belongs.")
    values: Name | None = Field(None, description="The table under `values` that says what its values become.")
    separator: Separator | None = Field(None, description="What stands between several answers in one cell.")
    numbers: Numbers | None = Field(None, description="How numbers are written.")
    percent: Percent | None = Field(None, description="sign: 45% is 45. fraction: 0.45 is 45.")
    days: Days | None = Field(None, description="How days are written.")
    already_reversed: Flag = Field(False, description="true: the answers were reversed already where they come from.")


class ImportMapping(Part):
    """How the answers in a file of another program become answers to one instrument."""

    format: WholeNumber = Field(ge=1, le=FORMAT, description="The number of the format of this file.")
    instrument: InstrumentId = Field(description="The instrument that was answered.")
    file: FileLayout = Field(description="Where the answers stand.")
    constants: dict[str, Code] = Field(default_factory=dict, description="What is the same for every row.")
    missing: dict[str, Literal["yes", "no"]] = Field(default_factory=dict, description="Marks for no answer: yes, no.")
    values: dict[Name, dict[str, Code]] = Field(default_factory=dict, description="What values become, by table.")
    columns: tuple[ColumnEntry, ...] = Field(min_length=1, description="Every column of the file.")
    other_columns: Literal["refuse", "ignore"] = Field("refuse", description="Columns that are not listed.")
