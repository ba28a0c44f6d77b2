"""Turn a file of answers - YAML, JSON or a CSV table - into checked assessments, one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from rely.loading.answers.document import read_document
from rely.loading.answers.row import AnswersRow, answer_problem, refused
from rely.loading.answers.table import read_table
from rely.loading.problems import Place
from rely.model.instrument import Instrument

Reader = Callable[[Path, Instrument], Iterator[AnswersRow]]

_READERS: Mapping[str, Reader] = {
    ".yaml": read_document,
    ".yml": read_document,
    ".json": read_document,
    ".csv": read_table,
}
"""How a file is read, by the ending of its name."""

TABLES = frozenset({".csv"})
"""The endings of files that hold many assessments."""


def read_answers(path: Path, instrument: Instrument) -> Iterator[AnswersRow]:
    """The assessments in a file of answers, in their order, each with the problems that stand in its way.

    A table is read row by row, so that its size does not matter. What is wrong with the file as a whole comes
    as a row without line and assessment. Never raises for what the file holds.
    """
    suffix = path.suffix.lower()
    reader = _READERS.get(suffix)
    if reader is None:
        hint = "Save the sheet as CSV (UTF-8): workbooks are not read." if suffix in (".xlsx", ".xls", ".ods") else ""
        yield refused(answer_problem("unknown-format", Place(str(path)), hint=hint, suffix=suffix or path.name))
        return
    yield from reader(path, instrument)


def is_table(path: Path) -> bool:
    """Whether the file holds one assessment a row."""
    return path.suffix.lower() in TABLES


__all__ = ["AnswersRow", "is_table", "read_answers"]
