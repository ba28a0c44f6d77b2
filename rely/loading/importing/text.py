"""Turn words from other programs into a form in which they can be compared, and numbers of columns into letters."""

from __future__ import annotations

import html
import re
import unicodedata

from openpyxl.utils.cell import get_column_letter

_TAG = re.compile(r"<[^<>]{1,500}>")
_NO_WORD = re.compile(r"[\W_]+")


def squeezed(text: str) -> str:
    """A text as values are compared: without spaces at its ends, one space between words, accents composed."""
    joined = " ".join(text.split())
    return joined if joined.isascii() else unicodedata.normalize("NFC", joined)


def name_of(text: str) -> str:
    """The name of a column as it is compared: on one line, without what nobody sees."""
    return squeezed("".join(each for each in " ".join(text.split()) if each.isprintable()))


def folded(text: str) -> str:
    """A text as wordings are compared: letters and digits in small, one space for all else, without markup."""
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text:
        text = html.unescape(text)
    return _NO_WORD.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def letters(at: int) -> str:
    """What a spreadsheet calls the column at a position from 0: A, B, ..., Z, AA."""
    return str(get_column_letter(at + 1))
