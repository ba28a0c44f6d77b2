"""Turn what a respondent typed into one line that can be printed anywhere."""

from __future__ import annotations

import unicodedata

_JOINERS = "\u200c\u200d"
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_RIGHT_TO_LEFT = ("R", "AL")


def one_line(text: str) -> str:
    """The text on one line, composed (NFC), without characters that are invisible or turn others round.

    Joiners stay, since scripts and emoji need them. Text with letters that run from right to left is wrapped
    in an isolate, so that it does not reorder the words around it.
    """
    visible = "".join(_kept(letter) for letter in unicodedata.normalize("NFC", text))
    line = " ".join(visible.split())
    if any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in line):
        return f"{_ISOLATE}{line}{_END_ISOLATE}"
    return line


def shortened(line: str, letters: int) -> str:
    """The line with at most so many letters, cut before a letter and not inside one, and three dots for the rest."""
    bare = line.strip(_ISOLATE + _END_ISOLATE)
    if len(bare) <= letters:
        return line
    end = letters - 1
    while end > 1 and (unicodedata.combining(bare[end]) or bare[end] in _JOINERS or bare[end - 1] in _JOINERS):
        end -= 1
    cut = f"{bare[:end].rstrip()}…"
    return cut if bare == line else f"{_ISOLATE}{cut}{_END_ISOLATE}"


def first_capital(text: str) -> str:
    """The text with a capital at its head and the rest as it is."""
    return text[:1].upper() + text[1:]


def _kept(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    if category == "Cs" or (category == "Cf" and letter not in _JOINERS):
        return ""
    return letter
