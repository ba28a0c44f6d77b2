"""Turn the bytes of a file into text without hidden characters, and an offset in it into line and column."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rely.loading.problems import Place, Problem, build_problem

MAX_BYTES = 4_000_000

_MEANT = "Look whether this is the file that you meant; if it is, save it with the encoding UTF-8."

_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"
_LINE_END = "\x85\u2028\u2029"
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
# U+FEFF may open a file as its byte order mark; further in it was left there by joining files.
_REFUSED = re.compile(f"[{_CONTROL}{_LINE_END}\ufeff]")
# What an escape such as "\0" may not bring into a text either.
control_character = re.compile(f"[{_CONTROL}\x85]").search
refused_character = _REFUSED.search
"""Finds the first character that may not stand in a file."""


@dataclass(frozen=True)
class SourceText:
    """The text of the file at `path`, without a byte order mark."""

    path: str
    content: str

    def place(self, offset: int) -> Place:
        """Return the place of the character at `offset`, with lines as an editor counts them.

        YAML also counts U+0085, U+2028 and U+2029 as line ends, and editors do not; so lines are counted
        here, by CR LF, LF and CR only.
        """
        line = bisect_right(self._line_starts, offset)
        return Place(self.path, line, offset - self._line_starts[line - 1] + 1)

    def place_of(self, marked: Any) -> Place:
        """Return where an event or node of PyYAML begins."""
        return self.place(marked.start_mark.index)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in _LINE_BREAK.finditer(self.content))]


def decode(raw: bytes | str, path: str) -> SourceText | Problem:
    """Return the text of a file, or the problem that keeps it from being read.

    `raw` is what the file holds; a text is taken as already decoded. A byte order mark is left out.
    """
    size = len(raw) if isinstance(raw, bytes) else len(raw.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        return build_problem("file-too-large", Place(path), size=size, limit=MAX_BYTES)
    if isinstance(raw, str):
        return SourceText(path, raw.removeprefix("\ufeff"))
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return build_problem("not-utf8", Place(path), what="it begins with the mark of UTF-16")
    try:
        return SourceText(path, raw.decode("utf-8").removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        if b"\0" in raw:
            what = "it is no text, but something like a spreadsheet or a picture"
            return build_problem("not-utf8", Place(path), what=what, hint=_MEANT)
        before = SourceText(path, raw[: error.start].decode("utf-8").removeprefix("\ufeff"))
        byte = f"the byte 0x{raw[error.start]:02X} stands here"
        return build_problem("not-utf8", before.place(len(before.content)), what=byte)


def check_characters(text: SourceText) -> list[Problem]:
    """Return one problem for each character that may not stand in a file, where it does so first."""
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}
    for found in _REFUSED.finditer(text.content):
        counts[found.group()] += 1
        first.setdefault(found.group(), found.start())
    return [
        build_problem(
            "line-separator" if character in _LINE_END else "control-character",
            text.place(offset),
            character=character_name(character),
            repeated=_repeated(counts[character]),
        )
        for character, offset in first.items()
    ]


def character_name(character: str) -> str:
    """Return the number and name of a character: U+200B (ZERO WIDTH SPACE)."""
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X}" + (f" ({name})" if name else "")


def _repeated(times: int) -> str:
    return f", and {times - 1} more of it further on" if times > 1 else ""
