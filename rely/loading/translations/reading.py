"""Turn a PO file or a spreadsheet that a translator has filled in into its rows, whatever else it may hold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po

from rely.errors import RelyError
from rely.loading.answers.workbook import EMPTY, Cell, read_workbook
from rely.loading.files import read_raw
from rely.loading.problem_kinds.translations import TRANSLATION_KINDS
from rely.loading.problems import Place, Problem, as_text, problem_of
from rely.loading.translations.sheet import CONTEXT, SOURCE, TRANSLATION
from rely.model.text import is_language_tag

SHEET_ENDING = ".xlsx"

_LINE = re.compile(r'[ \t]*(#.*|((msgctxt|msgid|msgid_plural|msgstr)(\[\d+\])?[ \t]*)?"([^"\\]|\\.)*"[ \t]*)?\r?')
"""A line of a PO file; Babel drops letters, or whole texts, of lines that are not like this."""


class TranslationError(RelyError):
    """Nothing can be taken from a file of translations; `problems` holds all that stands in the way."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(as_text(problem) for problem in self.problems))


@dataclass(frozen=True, slots=True)
class Row:
    """One translated text: how it is called, from what it was made, and where it stands in the file.

    `error` is what a cell of a spreadsheet shows in the place of a text.
    """

    context: str
    source: str
    translation: str
    place: Place
    is_fuzzy: bool = False
    error: str = ""


@dataclass(frozen=True, slots=True)
class TranslationFile:
    """What a file of translations holds; `language` and `instrument` are empty where it does not say."""

    path: str
    language: str
    instrument: str
    rows: tuple[Row, ...]


def read_translations(path: Path) -> TranslationFile:
    """Read a .po or .xlsx file. Raises TranslationError when it is neither."""
    return _read_sheet(path) if path.suffix.lower() == SHEET_ENDING else _read_po(path)


def problem(code: str, place: Place, /, *, hint: str = "", **facts: object) -> Problem:
    """A problem of a file of translations."""
    return problem_of(TRANSLATION_KINDS[code], place, hint=hint, **facts)


def language_in(written: str) -> str:
    """The tag of a language as questionnaires write it: pt-BR for pt_BR; empty for what is none."""
    base, _, part = written.strip().partition("@")[0].replace("_", "-").partition("-")
    tag = f"{base}-{part}" if part else base
    return tag if is_language_tag(tag) else ""


def _read_po(path: Path) -> TranslationFile:
    raw = read_raw(path)
    if isinstance(raw, Problem):
        raise TranslationError([raw])
    try:
        for number, line in enumerate(raw.decode("utf-8-sig").split("\n"), start=1):
            if not _LINE.fullmatch(line):
                raise _unreadable(path, "a PO file", "this line is no text in quotes and no remark", number)
        catalog = read_po(BytesIO(raw.removeprefix(b"\xef\xbb\xbf")), abort_invalid=True)
    except TranslationError:
        raise
    except PoFileError as error:
        raise _unreadable(path, "a PO file", f"line {error.lineno + 1} breaks its rules", error.lineno + 1) from error
    except UnicodeDecodeError as error:
        raise _unreadable(path, "a PO file", "it is not text in UTF-8") from error
    except Exception as error:  # what a hostile header makes of Babel's dates, plurals and character sets
        raise _unreadable(path, "a PO file", "its header or its entries break the rules") from error
    rows = tuple(_row(path, message) for message in catalog if message.id)
    if not rows:
        raise _unreadable(path, "a PO file", "it holds no texts")
    return TranslationFile(str(path), _language_of(catalog), _project_of(catalog), rows)


def _row(path: Path, message: Message) -> Row:
    source, translation = (each if isinstance(each, str) else each[0] for each in (message.id, message.string or ""))
    return Row(message.context or "", source, translation or "", Place(str(path), message.lineno or 1), message.fuzzy)


def _language_of(catalog: Catalog) -> str:
    return language_in(catalog.locale_identifier or "")


def _project_of(catalog: Catalog) -> str:
    return "" if catalog.project in (None, "PROJECT") else str(catalog.project)


def _read_sheet(path: Path) -> TranslationFile:
    sheets = read_workbook(path)
    if isinstance(sheets, Problem):
        raise _unreadable(path, "a spreadsheet", sheets.message.rstrip("."))
    for sheet in sheets:
        heads = [cell.text.strip() for cell in sheet.rows.get(1, ())]
        at = {name.partition(" ")[0]: place for place, name in enumerate(heads)}
        if {CONTEXT, SOURCE, TRANSLATION} <= at.keys():
            language = language_in(heads[at[TRANSLATION]].partition(" ")[2])
            rows = (_sheet_row(path, number, cells, at) for number, cells in sheet.rows.items() if number > 1)
            return TranslationFile(str(path), language, "", tuple(row for row in rows if row.context))
    raise _unreadable(path, "a spreadsheet", f"no sheet has the columns {CONTEXT}, {SOURCE} and {TRANSLATION}")


def _sheet_row(path: Path, number: int, cells: tuple[Cell, ...], at: dict[str, int]) -> Row:
    context, source, translation = (
        cells[at[name]] if at[name] < len(cells) else EMPTY for name in (CONTEXT, SOURCE, TRANSLATION)
    )
    error = translation.text if translation.strange else ""
    return Row(context.text.strip(), source.text, translation.text, Place(str(path), number), error=error)


def _unreadable(path: Path, what: str, reason: str, line: int = 1) -> TranslationError:
    return TranslationError([problem("not-translations", Place(str(path), line), what=what, reason=reason)])
