"""Turn words that are not in the language of their page into words that say so, and that into HTML for screen readers.

A page may hold words of several languages: an instrument has a language in which Rely does not speak, or a text lacks
the language of the reader. Words are marked where they are made, in a way that nobody sees, and the marks become
`lang` attributes (WCAG 2.2, 3.1.2) where the whole page is at hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rely.model.text import is_language_tag

_BEGIN, _TAG_ENDS, _END = "\ufdd0", "\ufdd1", "\ufdd2"
"""Characters that Unicode keeps for such inner use, and that no text may hold."""

_MARK = re.compile(f"{_BEGIN}([A-Za-z-]*){_TAG_ENDS}|({_END})")
_ANY = re.compile(f"{_BEGIN}[A-Za-z-]*{_TAG_ENDS}|[{_BEGIN}{_TAG_ENDS}{_END}]")
_LEADING = re.compile(f"(?:{_ANY.pattern})*")
_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_ONLY_TEXT = frozenset({"title", "textarea", "option", "script", "style", "svg"})
"""The elements in which no other element of HTML may stand."""


def marked(text: str, language: str) -> str:
    """The text with the marks of its language; without text as it is."""
    return f"{_BEGIN}{language}{_TAG_ENDS}{text}{_END}" if text else text


def is_marked(text: str, language: str) -> bool:
    """Whether the text begins with the marks of this language."""
    return text.startswith(f"{_BEGIN}{language}{_TAG_ENDS}")


def unmarked(text: str) -> str:
    """The text without any marks."""
    return _ANY.sub("", text)


def where_words_begin(text: str) -> int:
    """How many characters of marks stand before the first word."""
    found = _LEADING.match(text)
    return found.end() if found else 0


def where_words_end(text: str) -> int:
    """How many characters there are up to the end of the last word, before the marks behind it."""
    return len(text.rstrip(_END))


def has_marks(html: bytes) -> bool:
    """Whether anything is marked in a page as it is sent, in UTF-8."""
    # Their first byte is rare and quick to look for; most pages hold none.
    return _BEGIN.encode()[:1] in html and (_BEGIN.encode() in html or _END.encode() in html)


def in_spans(html: str, language: str) -> str:
    """A page or a part of one in `language`, in which what is marked with another one stands in elements with `lang`.

    In attributes, and where no element may stand, the marks only go. No element is left open, however many marks
    have lost their ends.
    """
    if _BEGIN not in html and _END not in html:
        return html
    page = _Page(language)
    return "".join(part for piece in _TAG.split(html) for part in page.rewritten(piece))


class _Page:
    """A page as it is walked through: how deep, in which marks, and inside which element that takes text only."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._depth = 0
        self._marks: list[tuple[str, int]] = []
        self._only_text: int | None = None

    def rewritten(self, piece: str) -> Iterator[str]:
        if not piece.startswith("<"):
            yield from self._text(piece)
            return
        self._step(piece)
        yield unmarked(piece)

    def _step(self, tag: str) -> None:
        found = _NAME.match(tag)
        if found is None:
            return
        name = found[1].lower()
        if tag.startswith("</"):
            self._depth -= 1
            self._marks = [mark for mark in self._marks if mark[1] <= self._depth]
            if self._only_text is not None and self._depth < self._only_text:
                self._only_text = None
        elif name not in _VOID and not tag.endswith("/>"):
            self._depth += 1
            if name in _ONLY_TEXT and self._only_text is None:
                self._only_text = self._depth

    def _text(self, text: str) -> Iterator[str]:
        at = 0
        for mark in _MARK.finditer(text):
            yield self._told(text[at : mark.start()])
            at = mark.end()
            if not mark[2]:
                self._marks.append((mark[1], self._depth))
            elif self._marks:
                self._marks.pop()
        yield self._told(text[at:])

    def _told(self, text: str) -> str:
        text = unmarked(text)
        language = self._marks[-1][0] if self._marks else self._language
        plain = language == self._language or self._only_text is not None or not text.strip()
        return text if plain or not is_language_tag(language) else f'<bdi lang="{language}">{text}</bdi>'
