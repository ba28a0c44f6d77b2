"""Turn what a respondent typed into one line that can be printed anywhere."""

from __future__ import annotations

import unicodedata

from rely.languages.marks import where_words_begin, where_words_end

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


def as_written(text: str) -> str:
    """The text in the lines in which it was typed, each as one_line gives it, with at most one empty line between."""
    lines = [one_line(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    kept = [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
    return "\n".join(kept).strip("\n")


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
    at = where_words_begin(text)
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]


def without_full_stop(text: str) -> str:
    """The text without the full stop at its end, for a place where another sentence goes on."""
    end = where_words_end(text)
    return text[:end].rstrip(".") + text[end:]


def _kept(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    if category == "Cs" or (category == "Cf" and letter not in _JOINERS):
        return ""
    return letter
