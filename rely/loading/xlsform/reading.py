"""Turn the workbook of an XLSForm into the lines of its sheets, with the texts of each by language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rely.errors import RelyError
from rely.languages.words import language_name
from rely.loading.answers.workbook import Cell, Sheet, read_workbook
from rely.loading.checks.findings import listed
from rely.loading.problem_kinds.xlsform import XLSFORM_KINDS
from rely.loading.problems import Place, Problem, as_text, problem_of
from rely.loading.source_text import character_name, refused_character
from rely.loading.xlsform.columns import (
    CHOICES,
    OWN_TEXTS,
    REMARKS,
    SETTINGS,
    SURVEY,
    TEXTS,
    filled,
    parted,
    tag_of,
)
from rely.model.text import LONGEST

ASSUMED_LANGUAGE = "en"

_ALIASES = {
    "caption": "label",
    "relevance": "relevant",
    "calculate": "calculation",
    "command": "type",
    "tag": "name",
    "value": "name",
    "readonly": "read_only",
    "set_form_title": "form_title",
    "set_form_id": "form_id",
}
_EXPRESSIONS = frozenset({"relevant", "constraint", "calculation"})
_FILLED_IN = re.compile(r"\$\{[^}]*\}")
_PREFIXES = ("bind::", "bind:", "control::", "control:", "body::")
_TEXTS = frozenset((*TEXTS, *OWN_TEXTS, "rely_title", "rely_about"))


class XlsFormError(RelyError):
    """Nothing can be made of an XLSForm; `problems` holds all that stands in the way."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(as_text(problem) for problem in self.problems))


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet: its plain cells by column, and its texts by column and language."""

    sheet: str
    number: int
    cells: dict[str, str]
    texts: dict[str, dict[str, str]]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def text(self, column: str) -> dict[str, str]:
        """A text by language; empty when there is none."""
        return self.texts.get(column, {})

    @property
    def name(self) -> str:
        """What problems call the row by, which may be nothing."""
        return self["name"] or self["type"]


@dataclass
class XlsForm:
    """What an XLSForm holds; `problems` grow as it is taken over."""

    path: str
    survey: list[Line] = field(default_factory=list)
    choices: list[Line] = field(default_factory=list)
    settings: Line = field(default_factory=lambda: Line(SETTINGS, 2, {}, {}))
    languages: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)

    def tell(self, code: str, line: Line | None = None, /, **facts: object) -> None:
        """Note a problem, of a line if there is one."""
        place = Place(self.path, 1 if line is None else line.number)
        told: dict[str, Any] = {}
        if line is not None:
            told = {"sheet": line.sheet, "row": line.number, "name": line.name}
        told |= facts
        self.problems.append(problem_of(XLSFORM_KINDS[code], place, **told))

    def refuse(self, code: str, **facts: Any) -> XlsFormError:
        """The error that nothing can be made of the form."""
        return XlsFormError([problem_of(XLSFORM_KINDS[code], Place(self.path), **facts)])

    def tell_column(self, column: str, lines: list[Line]) -> None:
        """Note that a column is left out, with the rows in which it says something."""
        rows = listed(line.number for line in lines)
        self.tell("left-out-column", None, sheet=lines[0].sheet, column=column, rows=rows)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems each once: those of the whole form, then those of the survey by row, then those of the choices."""
    order = {SURVEY: 1, CHOICES: 2}
    return tuple(sorted(set(problems), key=lambda each: (order.get(each.facts.get("sheet", ""), 0), each)))


def read_form(path: Path, *, language: str | None = None) -> XlsForm:
    """The lines of an XLSForm. `language` is that of the texts whose columns name none. Raises XlsFormError."""
    form = XlsForm(str(path))
    sheets = read_workbook(path)
    if isinstance(sheets, Problem):
        raise form.refuse("not-xlsform", reason=sheets.message.rstrip("."))
    by_name = {sheet.name.strip().lower(): sheet for sheet in sheets}
    if SURVEY not in by_name:
        raise form.refuse("not-xlsform", reason="it has no sheet 'survey'")
    reader = _Reader(form, by_name, language)
    form.survey = reader.lines(SURVEY)
    if not any("type" in line.cells for line in form.survey):
        raise form.refuse("not-xlsform", reason="its sheet 'survey' has no column 'type' with something in it")
    form.choices = reader.lines(CHOICES)
    settings = reader.lines(SETTINGS)
    form.settings = settings[0] if settings else form.settings
    form.languages = reader.languages()
    for name in by_name.keys() - {SURVEY, CHOICES, SETTINGS, REMARKS}:
        if not name.startswith("_") and by_name[name].rows:
            form.tell("left-out-sheet", None, sheet=by_name[name].name)
    return form


class _Reader:
    """A workbook while its lines are made."""

    def __init__(self, form: XlsForm, sheets: dict[str, Sheet], language: str | None) -> None:
        self._form, self._sheets = form, sheets
        self._default = self._default_language()
        self._unnamed = language or self._default
        self._used: dict[str, None] = {}

    def _default_language(self) -> str:
        """The language of the settings; empty when they name none that is known."""
        sheet = self._sheets.get(SETTINGS)
        heads = [cell.text.strip().lower() for cell in sheet.rows.get(1, ())] if sheet is not None else []
        if sheet is None or "default_language" not in heads:
            return ""
        cells, at = sheet.rows.get(2, ()), heads.index("default_language")
        return tag_of(cells[at].text) if at < len(cells) else ""

    def languages(self) -> tuple[str, ...]:
        """The languages that are used, the default one first."""
        first = [self._default] if self._default in self._used else []
        return tuple(dict.fromkeys((*first, *self._used)))

    def lines(self, name: str) -> list[Line]:
        """The rows of a sheet below its heads, without empty ones."""
        sheet = self._sheets.get(name)
        if sheet is None:
            return []
        heads = [_head(cell.text) for cell in sheet.rows.get(1, ())]
        tags = {at: self._tag(column, language) for at, (column, language) in enumerate(heads) if column in _TEXTS}
        lines = []
        for number, cells in sheet.rows.items():
            if number > 1:
                line = Line(name, number, {}, {})
                for at, cell in enumerate(cells):
                    self._take(line, cell, heads[at] if at < len(heads) else ("", ""), tags.get(at))
                if line.cells or line.texts:
                    lines.append(line)
        return lines

    def _take(self, line: Line, cell: Cell, head: tuple[str, str], tag: str | None) -> None:
        column, language = head
        if not cell.text.strip() or not column:
            return
        if cell.strange:
            self._form.tell("left-out-cell", line, column=column, reason=f"the cell shows {cell.text}")
        elif tag is None:
            text = self._clean(line, column, cell.text, None if column in _EXPRESSIONS else LONGEST)
            if text:
                line.cells.setdefault(f"{column}::{language}" if language else column, text)
        elif tag:
            self._check_filled_in(line, column, cell.text)
            text = self._clean(line, column, cell.text, LONGEST)
            if text:
                line.texts.setdefault(column, {}).setdefault(tag, text)
                self._used |= {tag: None} if column in TEXTS else {}
        else:
            reason = f"nobody knows the language '{language}'"
            self._form.tell("left-out-cell", line, column=column, reason=reason)

    def _tag(self, column: str, language: str) -> str:
        """The tag of a column of texts; empty when its language is not known."""
        if language:
            return tag_of(language)
        if not self._unnamed:
            self._unnamed = ASSUMED_LANGUAGE
            named = f"{language_name(ASSUMED_LANGUAGE)} ({ASSUMED_LANGUAGE})"
            self._form.tell("assumed-language", None, column=column, language=named)
        return self._unnamed

    def _check_filled_in(self, line: Line, column: str, text: str) -> None:
        """Tell when the answer to another question is filled in into a text."""
        found = _FILLED_IN.search(text)
        if found is not None:
            reason = f"{found.group()} stands there as it is written, because no question is filled in here"
            self._form.tell("left-out-cell", line, column=f"answer filled in into the {column}", reason=reason)

    def _clean(self, line: Line, column: str, text: str, longest: int | None) -> str:
        """The text without spaces around it and without what may not stand in a questionnaire."""
        text = filled("\n".join(text.splitlines())).strip()
        strange = refused_character(text)
        if strange is not None:
            name = character_name(strange.group())
            self._form.tell(
                "left-out-cell", line, column=f"character {name} in the {column}", reason="it cannot be shown"
            )
            text = "".join(each for each in text if refused_character(each) is None)
        if longest is not None and len(text) > longest:
            reason = f"what follows after {longest:,} characters is more than fits"
            self._form.tell("left-out-cell", line, column=f"end of the {column}", reason=reason)
            text = text[:longest]
        return text


def _head(text: str) -> tuple[str, str]:
    """The column and language of a head, whatever it is called by."""
    for prefix in _PREFIXES:
        text = text.strip().removeprefix(prefix)
    column, language = parted(text)
    return _ALIASES.get(column, column), language
