"""Add worked cases to the files of a questionnaire, which keep every other byte."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from yaml.nodes import MappingNode, Node, SequenceNode

from rely.errors import RelyError
from rely.loading.case_text import STEP
from rely.loading.files import MAIN_FILE, Files, folder_of, read_files
from rely.loading.instrument import read_questionnaire
from rely.loading.problems import as_text
from rely.loading.reader import compose
from rely.loading.releases import read_releases
from rely.loading.source import Source, read_source
from rely.loading.source_text import decode
from rely.loading.writing import write_bytes
from rely.model.instrument import Instrument

CASES_FILE = "cases.yaml"
"""The file that is made for the first case of a questionnaire that is a folder."""

_HEAD = "# Worked cases: answers and what they must give, recomputed by `rely validate`.\n\ncases:\n"
_MODELINE = "# yaml-language-server: $schema="
_LONGEST_MODELINE = 300
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_BLOCK = ("|", ">")


class CaseRefused(RelyError):
    """A worked case cannot be added; nothing has changed."""


def add_cases(path: Path, instrument: Instrument, entries: Sequence[str]) -> Path:
    """Add the entries (`rely.loading.case_text.case_text`) below the cases there are; returns the file that changed.

    They go into the file that holds `cases:`; without one into cases.yaml of a folder, or at the end of a file. What
    was there stays as it is, byte for byte. Raises CaseRefused, with the old file in place, when the version has been
    released, when the cases do not stand one below the other, and when the questionnaire would have errors
    afterwards; OSError when the file cannot be written.
    """
    _check_not_released(path, instrument)
    files = read_files(path)
    file, before, after = _changed(path, files, entries)
    try:
        write_bytes(file, after)
        errors = [each for each in read_questionnaire(path).problems if each.severity == "error"]
        if errors:
            raise CaseRefused("\n".join(as_text(each) for each in errors) + "\nNothing was added.")
    except BaseException:  # an interruption, too, leaves the file as it was
        if before is None:
            file.unlink(missing_ok=True)
        else:
            write_bytes(file, before)
        raise
    return file


def _check_not_released(path: Path, instrument: Instrument) -> None:
    folder = folder_of(path)
    if folder is not None and any(each.version == instrument.version for each in read_releases(folder)):
        raise CaseRefused(
            f"{instrument.id} {instrument.version} has been released, and its content stays as it is. Raise `version` "
            "(the last number is enough), then add the case."
        )


def _changed(path: Path, files: Files, entries: Sequence[str]) -> tuple[Path, bytes | None, bytes]:
    """The file to write, what it holds (None: it does not exist), and what it is to hold."""
    source = files.source_of.get("cases")
    folder = folder_of(path)
    if source is None and folder is not None:
        return folder / CASES_FILE, None, (_modeline(folder) + _HEAD + _set_in(entries, STEP)).encode()
    source = source or files.main
    assert source is not None, "an instrument was read from it"
    file = Path(source.path)
    before = file.read_bytes()
    if decode(before, source.path) != source.text:
        raise CaseRefused(f"{file} has changed in the meantime. Try again.")
    text = _inserted(source, entries)
    after, problems = read_source(text, source.path)
    # Whatever is special about the file: it says what it said, and one thing more.
    if after is None or problems or not _only_cases_grew(source.data, after.data, len(entries)):
        raise CaseRefused(
            f"{file} is written in a way that cannot be added to. Paste the case below `cases:` yourself."
        )
    mark = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
    return file, before, mark + text.encode()


def _modeline(folder: Path) -> str:
    """The line that leads an editor to the schema, as the main file has it in the same folder; else nothing."""
    with (folder / MAIN_FILE).open(encoding="utf-8-sig") as file:
        first = file.readline(_LONGEST_MODELINE)
    return first if first.startswith(_MODELINE) and first.endswith("\n") else ""


def _only_cases_grew(before: dict[str, Any], after: dict[str, Any], count: int) -> bool:
    old, new = before.get("cases") or [], after.get("cases")
    rest = {key: value for key, value in after.items() if key != "cases"}
    same = rest == {key: value for key, value in before.items() if key != "cases"}
    return same and isinstance(new, list) and new[: len(old)] == old and len(new) == len(old) + count


def _inserted(source: Source, entries: Sequence[str]) -> str:
    """The text of the file with the entries below the last case."""
    content = source.text.content
    root = compose(source.text)
    values = {key.value: value for key, value in root.value} if isinstance(root, MappingNode) else {}
    cases = values.get("cases")
    found = _LINE_BREAK.search(content)
    line_end = "\n" if found is None else found.group()
    if cases is None:
        begin = "\n" if content.endswith(("\n", "\r")) else "\n\n"
        return content + (begin + "cases:\n" + _set_in(entries, STEP)).replace("\n", line_end)
    if not isinstance(cases, SequenceNode) or cases.flow_style or not cases.value:
        raise CaseRefused(
            f"{source.path}: the cases stand between brackets. Write them one below the other, each beginning with a "
            "dash, then add the case."
        )
    at = _end_of_line(content, _end(content, cases))
    column = source.text.place(cases.start_mark.index).column - 1
    text = _set_in(entries, " " * column).rstrip("\n").replace("\n", line_end)
    return content[:at] + line_end + text + content[at:]


def _end(content: str, node: Any) -> int:
    """Where the last scalar inside a node ends; a block scalar without the empty lines below it."""
    while isinstance(node, (MappingNode, SequenceNode)) and node.value and not node.flow_style:
        last: Any = node.value[-1]
        node = last if isinstance(last, Node) else last[1]
    end = int(node.end_mark.index)
    if getattr(node, "style", None) in _BLOCK:
        end = len(content[:end].rstrip(" \r\n"))
    return end


def _end_of_line(content: str, offset: int) -> int:
    found = _LINE_BREAK.search(content, offset)
    return len(content) if found is None else found.start()


def _set_in(entries: Sequence[str], indent: str) -> str:
    return "".join(f"{indent}{line}\n" for entry in entries for line in entry.splitlines())
