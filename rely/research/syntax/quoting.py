"""Turn texts that anybody may have written into strings and remarks of a program, from which nothing breaks out."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

WIDTH: Final = 100
"""The most characters of a line, where its words are not longer."""

_LITERAL: Final = 150
"""The most bytes of one string of SPSS, whose lines hold 250: longer ones are joined with a plus sign."""

_TOGETHER: Final = 200
"""How many variables one command names."""

_IN_SPSS: Final = str.maketrans({"'": "''"})
_IN_REMARKS: Final = str.maketrans({"'": "’", '"': "”"})
_IN_R: Final = str.maketrans({"\\": "\\\\", '"': '\\"'})


def plain(text: str) -> str:
    """The text as one line: without control characters, and without marks that change the order of reading."""
    return "".join(map(_kept, text))


def _kept(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    return "" if category in ("Cf", "Cs", "Co", "Cn") else letter


def cut(text: str, most: int) -> str:
    """The text in at most so many bytes of UTF-8, cut between letters and their accents."""
    if len(text.encode()) <= most:
        return text
    kept = text.encode()[:most].decode(errors="ignore")
    while kept and unicodedata.combining(text[len(kept)]):
        kept = kept[:-1]
    return kept.rstrip()


def spss_string(text: str) -> str:
    """A string of SPSS syntax; a long one is several, joined."""
    pieces, piece, size = [], "", 0
    for letter in plain(text):
        written = letter.translate(_IN_SPSS)
        if size + len(written.encode()) > _LITERAL:
            pieces.append(piece)
            piece, size = "", 0
        piece, size = piece + written, size + len(written.encode())
    return " +\n    ".join(f"'{each}'" for each in [*pieces, piece])


def r_string(text: str) -> str:
    """A string of R."""
    return f'"{plain(text).translate(_IN_R)}"'


def spss_remark(text: str) -> Iterator[str]:
    """Lines of SPSS that are a remark, each ended by a full stop of its own.

    No line begins or ends a remark of the other kind, whose signs are a slash and a star, or begins a string.
    """
    harmless = plain(text).translate(_IN_REMARKS).replace("/*", "/ *").replace("*/", "* /")
    lines = _wrapped(harmless, WIDTH - 4)
    for line in lines[:-1]:
        yield f"* {line} ."
    yield f"* {lines[-1].rstrip('. ')}."


def r_remark(text: str) -> Iterator[str]:
    """Lines of R that are a remark."""
    for line in _wrapped(plain(text), WIDTH - 2):
        yield f"# {line}"


def _wrapped(text: str, width: int) -> list[str]:
    """The text in lines of so many characters; where these are of several bytes, of so many bytes."""
    narrow = width if len(text.encode()) < 2 * len(text) else width // 2
    return textwrap.wrap(text, narrow, break_on_hyphens=False) or [""]


def listed(start: str, words: Iterable[str], end: str, *, between: str = "") -> Iterator[str]:
    """Lines of `start`, the words with `between` behind each but the last, and `end`; all but the first indented."""
    line, words = start, list(words)
    for at, word in enumerate(words):
        written = word + (end if at == len(words) - 1 else between)
        if at and len(line) + len(written) > WIDTH:
            yield line.rstrip()
            line = "   "
        line = f"{line} {written}" if not line.endswith("(") else line + written
    yield line if words else f"{line}{end}"


def some_of(names: list[str]) -> Iterator[list[str]]:
    """The names in parts, so that no command becomes too long."""
    for start in range(0, len(names), _TOGETHER):
        yield names[start : start + _TOGETHER]


def number(value: float) -> str:
    """A number as both programs read it, with all its digits."""
    return str(int(value)) if float(value).is_integer() else repr(float(value))
