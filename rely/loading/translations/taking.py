"""Turn judged translations into changed files of a questionnaire: all of them, or none."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from rely.loading.checks.findings import Path
from rely.loading.files import Files, read_raw
from rely.loading.instrument import read_questionnaire
from rely.loading.problems import Place
from rely.loading.source import Source, read_source
from rely.loading.source_text import decode
from rely.loading.translations.edits import edited
from rely.loading.translations.judging import Judged
from rely.loading.translations.reading import TranslationError, problem
from rely.loading.writing import write_bytes
from rely.model.instrument import Instrument


@dataclass(frozen=True, slots=True)
class _Change:
    path: FilePath
    before: bytes
    after: bytes


def take(path: FilePath, files: Files, instrument: Instrument, judged: Judged) -> tuple[str, ...]:
    """Write the wordings into the questionnaire at `path`; returns the paths of the files that have changed.

    The language is added to `languages` where it is new. Everything else in the files stays as it is, byte for
    byte. Raises TranslationError, with the old files in place, when a file cannot be changed like this or the
    questionnaire would have errors afterwards; OSError when a file cannot be written.
    """
    if not judged.wordings:
        return ()
    changes = [_change(source, files, instrument, judged) for source in _sources(files)]
    made = [change for change in changes if change.after != change.before]
    done: list[_Change] = []
    try:
        for change in made:
            done.append(change)
            write_bytes(change.path, change.after)
        errors = [each for each in read_questionnaire(path).problems if each.severity == "error"]
        if errors:
            raise TranslationError(errors)
    except BaseException:  # an interruption, too, may leave no half of a questionnaire behind
        for change in done:
            write_bytes(change.path, change.before)
        raise
    return tuple(str(change.path) for change in made)


def _sources(files: Files) -> tuple[Source, ...]:
    return tuple({id(source): source for source in files.source_of.values()}.values())


def _change(source: Source, files: Files, instrument: Instrument, judged: Judged) -> _Change:
    wordings = {path: wording for path, wording in judged.wordings.items() if files.source_of[str(path[0])] is source}
    is_new = judged.language not in instrument.languages and files.source_of["languages"] is source
    before = _unchanged(source)
    text = edited(source, wordings, language=judged.language, languages=instrument.languages, add_language=is_new)
    after, problems = read_source(text, source.path)
    wanted = _with(source.data, wordings, judged.language, instrument.languages, is_new=is_new)
    if after is None or problems or after.data != wanted:
        raise TranslationError([problem("not-editable", Place(source.path), language=judged.language)])
    mark = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
    return _Change(FilePath(source.path), before, mark + text.encode())


def _unchanged(source: Source) -> bytes:
    """The bytes of a file that still holds what was read from it."""
    raw = read_raw(FilePath(source.path))
    if isinstance(raw, bytes) and decode(raw, source.path) == source.text:
        return raw
    raise TranslationError([problem("changed-meanwhile", Place(source.path))])


def _with(
    data: Mapping[str, Any], wordings: Mapping[Path, str], language: str, languages: tuple[str, ...], *, is_new: bool
) -> Any:
    """What the file has to say afterwards."""
    wanted: Any = copy.deepcopy(data)
    for path, wording in wordings.items():
        around = wanted
        for step in path[:-1]:
            around = around[step]
        text = around[path[-1]]
        if isinstance(text, dict):
            text[language] = wording
        else:
            around[path[-1]] = {**dict.fromkeys(languages, text), language: wording}
    if is_new:
        wanted["languages"].append(language)
    return wanted
