"""Turn a file of answers from another program into assessments, by a mapping that its author can read and mend."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from rely.loading.answers import TABLES, AnswersRow, read_answers
from rely.loading.importing.columns import Columns
from rely.loading.importing.converting import imported_rows
from rely.loading.importing.draft import Draft, draft_of
from rely.loading.importing.draft_text import draft_text
from rely.loading.importing.finding import find_table
from rely.loading.importing.plan import Plan, plan_import
from rely.loading.importing.reading import ImportRefused, read_mapping
from rely.loading.importing.telling import WHERE
from rely.model.instrument import Instrument


def own_rows(path: Path, instrument: Instrument) -> Iterator[AnswersRow] | None:
    """The rows of a table that is laid out as Rely's own, such as a filled form; None when it is another's."""
    if path.suffix.lower() not in TABLES:
        return None
    rows = read_answers(path, instrument)
    first = next(rows, None)
    return None if first is None or not _is_own(first) else chain([first], rows)


def _is_own(first: AnswersRow) -> bool:
    """Whether it is a table of Rely, by what comes first; below the names of its columns there may be nothing yet."""
    return first.line is not None or any(problem.code in ("no-rows", "other-export") for problem in first.problems)


def draft_mapping(path: Path, instrument: Instrument) -> Draft:
    """A first mapping for a file of which nothing is known. Raises ImportRefused."""
    known = Columns(instrument)
    table, program = find_table(path, known.knows)
    return draft_of(path, table, program, instrument, known)


def open_import(path: Path, instrument: Instrument, mapping: Path) -> Plan:
    """How a file is imported by its mapping. Raises ImportRefused with all that is wrong with the mapping."""
    return plan_import(path, instrument, read_mapping(mapping))


__all__ = [
    "WHERE",
    "Draft",
    "ImportRefused",
    "Plan",
    "draft_mapping",
    "draft_text",
    "imported_rows",
    "open_import",
    "own_rows",
    "read_mapping",
]
