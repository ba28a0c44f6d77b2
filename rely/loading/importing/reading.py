"""Turn a mapping file into what it says, or into all problems that stand in its way, with line and column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from rely.errors import RelyError
from rely.loading.checks.findings import Path as DataPath
from rely.loading.files import problem_in, read_file
from rely.loading.importing.columns import ASK
from rely.loading.importing.mapping import ImportMapping
from rely.loading.problem_kinds.importing import IMPORT_KINDS
from rely.loading.problems import Place, Problem, as_text, problem_of
from rely.loading.shape import shape_findings
from rely.loading.source import Source


class ImportRefused(RelyError):
    """Nothing can be imported; `problems` holds all that stands in the way."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(as_text(problem) for problem in self.problems))


@dataclass(frozen=True)
class MappingFile:
    """What a mapping file says, and where in the file it says so."""

    source: Source
    mapping: ImportMapping

    def problem(
        self, path: DataPath, code: str, /, *, hint: str = "", of_key: bool = False, **facts: object
    ) -> Problem:
        """A problem with its place in the file."""
        return import_problem(code, self.source.place(path, of_key=of_key), hint=hint, **facts)


def import_problem(code: str, place: Place, /, *, hint: str = "", **facts: object) -> Problem:
    """A problem of an import."""
    return problem_of(IMPORT_KINDS[code], place, hint=hint, **facts)


def read_mapping(path: Path) -> MappingFile:
    """Read a mapping file strictly: no key too many, no question left open. Raises ImportRefused."""
    source, problems = read_file(path)
    if source is None or problems:
        raise ImportRefused(problems)
    questions = dict(_questions(source.data))
    mapping, wrong = _shaped(source, questions)
    found = [*_open(source, questions), *wrong]
    if mapping is None or found:
        raise ImportRefused(found)
    return MappingFile(source, mapping)


def _shaped(source: Source, questions: Mapping[DataPath, str]) -> tuple[ImportMapping | None, list[Problem]]:
    try:
        return ImportMapping.model_validate(source.data), []
    except ValidationError as error:
        findings = shape_findings(error, source.data, ImportMapping)
        return None, [problem_in(source, finding) for finding in findings if finding.path not in questions]


def _questions(data: Mapping[str, Any]) -> Iterator[tuple[DataPath, str]]:
    """The places of all open questions, and what each is about."""
    marks = data.get("missing")
    answered = set()
    for mark, answer in marks.items() if isinstance(marks, dict) else ():
        if answer == ASK:
            yield ("missing", mark), f"whether '{mark}' stands for a missing answer"
        elif answer == "yes":
            answered.add(mark)
    tables = data.get("values")
    for name, table in tables.items() if isinstance(tables, dict) else ():
        for value, code in table.items() if isinstance(table, dict) else ():
            if code == ASK and value not in answered:
                yield ("values", name, value), f"what '{value}' of the table '{name}' becomes"
    constants = data.get("constants")
    for name, value in constants.items() if isinstance(constants, dict) else ():
        if value == ASK:
            yield ("constants", name), f"what '{name}' is in every row"
    columns = data.get("columns")
    for at, entry in enumerate(columns if isinstance(columns, list) else ()):
        for key, value in entry.items() if isinstance(entry, dict) else ():
            if value == ASK and key != "name":
                yield ("columns", at, key), f"`{key}` of column {entry.get('column')} '{entry.get('name', '')}'"


def _open(source: Source, questions: Mapping[DataPath, str]) -> Iterator[Problem]:
    for path, what in questions.items():
        yield import_problem("open-question", source.place(path), what=what)
