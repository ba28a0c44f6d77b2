"""Turn a file of answers - YAML, JSON, a CSV table or a workbook - into checked assessments, one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from rely.loading.answers.document import read_document
from rely.loading.answers.row import AnswersRow, answer_problem, refused
from rely.loading.answers.table import STANDARD_INPUT, read_table, shown_path
from rely.loading.problems import Place
from rely.model.instrument import Instrument

Reader = Callable[[Path, Instrument], Iterator[AnswersRow]]

_OTHER_SHEETS = (".xls", ".xlsm", ".xlsb", ".xltx", ".ods", ".numbers")
_HINTS = {
    **dict.fromkeys(_OTHER_SHEETS, "Open it in a spreadsheet program and save it as .xlsx."),
    **dict.fromkeys((".sav", ".parquet"), "Export the same data as .csv: that is read."),
}


def _read_sheet(path: Path, instrument: Instrument) -> Iterator[AnswersRow]:
    from rely.loading.answers.sheet import read_sheet  # the parser of workbooks is loaded for workbooks only

    return read_sheet(path, instrument)


_READERS: Mapping[str, Reader] = {
    ".yaml": read_document,
    ".yml": read_document,
    ".json": read_document,
    ".csv": read_table,
    ".xlsx": _read_sheet,
}
"""How a file is read, by the ending of its name."""

TABLES = frozenset({".csv", ".xlsx"})
"""The endings of files that hold many assessments."""


def read_answers(path: Path, instrument: Instrument) -> Iterator[AnswersRow]:
    """The assessments in a file of answers, in their order, each with the problems that stand in its way.

    A CSV table is read row by row, so that its size does not matter; a workbook may not be huge. What is wrong
    with the file as a whole comes as a row without line and assessment. `STANDARD_INPUT` is a CSV table. A data file
    that `rely export` wrote as CSV or XLSX, with one row an assessment, is read as the answers in it. Never raises for
    what the file holds.
    """
    suffix = path.suffix.lower()
    reader = read_table if path == STANDARD_INPUT else _READERS.get(suffix)
    if reader is None:
        yield refused(
            answer_problem("unknown-format", Place(str(path)), hint=_HINTS.get(suffix, ""), suffix=suffix or path.name)
        )
        return
    yield from reader(path, instrument)


def is_table(path: Path) -> bool:
    """Whether the file holds one assessment a row."""
    return path == STANDARD_INPUT or path.suffix.lower() in TABLES


__all__ = ["STANDARD_INPUT", "AnswersRow", "is_table", "read_answers", "shown_path"]
