"""Turn one YAML or JSON file of answers into one checked assessment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from rely.loading.answers.another import of_another
from rely.loading.answers.draft import DRAFT, problems_of_version, read_draft_block
from rely.loading.answers.row import AnswersRow, Written, answer_problem, build_row, is_of_another, named, refused
from rely.loading.checks.findings import suggestion
from rely.loading.files import read_file, read_raw
from rely.loading.problem_kinds.answers import ANSWER_KINDS
from rely.loading.problems import Place, Problem
from rely.loading.source import Source, read_source
from rely.model.digest import digest
from rely.model.instrument import Instrument

KEYS = ("instrument", "id", "lang", "form", "perspective", "respondent", "date", "given", "answers", DRAFT)
"""The keys of a file of answers."""

# In JSON a character beyond U+FFFF may be written as two escapes, which YAML takes for two characters.
_SURROGATES = re.compile(r"(?<!\\)((?:\\\\)*)(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})")


def read_document(path: Path, instrument: Instrument) -> Iterator[AnswersRow]:
    """The one assessment of a YAML or JSON file; JSON is read by the same strict reader."""
    source, problems = _read_json(path) if path.suffix.lower() == ".json" else read_file(path)
    if source is None or problems:
        yield refused(*(_of_answers(problem) for problem in problems))
        return
    written, problems = _written(source, instrument)
    if written is None:
        yield refused(*problems)
        return
    row = _told_together(instrument, written, build_row(instrument, written, partial(_place, source), line=None))
    draft, refused_draft = read_draft_block(source)
    problems += refused_draft
    if problems:
        told = (*(named(problem, row.id) for problem in problems), *row.problems)
        row = replace(row, assessment=None, problems=tuple(sorted(told)))
    elif draft is not None and row.assessment is not None:
        warnings = problems_of_version(source, draft, instrument, digest(instrument))
        row = replace(row, problems=tuple(named(warning, row.id) for warning in warnings))
    yield row


def _of_answers(problem: Problem) -> Problem:
    """A problem of reading YAML, with the cure for a file of answers where that is another one."""
    if problem.code in ("empty-file", "unreadable-file", "not-utf8"):
        return replace(problem, hint=ANSWER_KINDS[problem.code].cure)
    return problem


def _read_json(path: Path) -> tuple[Source | None, list[Problem]]:
    """JSON is YAML, except that it may be indented with tabs and writes rare characters as two escapes."""
    raw = read_raw(path)
    if isinstance(raw, Problem):
        return None, [raw]
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return read_source(raw, str(path))  # which tells where
    return read_source(_SURROGATES.sub(_joined, text.replace("\t", " ")), str(path))


def _joined(found: re.Match[str]) -> str:
    pair = found[2].encode().decode("unicode_escape")
    return found[1] + pair.encode("utf-16", "surrogatepass").decode("utf-16")


def _written(source: Source, instrument: Instrument) -> tuple[Written | None, list[Problem]]:
    data: dict[str, Any] = source.data
    problems = []
    for key in data:
        if key not in KEYS:
            hint = suggestion(key, KEYS, noun="key")
            if key in instrument.items:
                hint = f"'{key}' is an item: indent it below `answers:`."
            problems.append(answer_problem("unknown-key", source.place((key,), of_key=True), hint=hint, key=key))
    if "answers" not in data:
        return None, [*problems, answer_problem("missing-answers", Place(source.path))]
    blocks = {}
    for key in ("answers", "given"):
        block = data.get(key)
        blocks[key] = block if isinstance(block, dict) else {}
        if block is not None and not isinstance(block, dict):
            what = "a list" if isinstance(block, list) else f"'{block}'"
            problems.append(answer_problem("not-a-map", source.place((key,)), key=key, what=what))
    keys = {key: value for key, value in data.items() if key not in ("answers", "given", DRAFT)}
    return Written(blocks["answers"], blocks["given"], keys), problems


def _told_together(instrument: Instrument, written: Written, row: AnswersRow) -> AnswersRow:
    """The row with one problem for all answers, where they are those of another questionnaire."""
    strange = [name for name in written.answers if name not in instrument.items]
    another = of_another(instrument, written.answers, strange, lambda: row.where(strange[0]))
    if another is None:
        return row
    others = [problem for problem in row.problems if problem.code != "unknown-item"]
    if is_of_another(others):  # which says it already
        return replace(row, problems=tuple(others))
    return replace(row, problems=tuple(sorted((named(another, row.id), *others))))


def _place(source: Source, name: str) -> Place:
    if name.startswith("given."):
        return source.place(("given", name.removeprefix("given.")))
    if name in KEYS and name in source.data:
        return source.place((name,))
    return source.place(("answers", name))
