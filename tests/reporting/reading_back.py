"""Turn the bytes of a report's PDF back into what other programs see in it: tags, bookmarks, fonts, boxes of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import pikepdf
import pypdf
import pypdfium2
import pypdfium2.raw as pdfium

HEADINGS = ("h1", "h2")
"""The headings that have a bookmark."""

AT_TOP = 36
"""A heading up to so many points below the head of the page begins the page."""


@dataclass(frozen=True)
class Box:
    """Where something stands on a page, in points from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    def overlaps(self, other: Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.bottom < other.top and other.bottom < self.top
        )

    def within(self, other: Box) -> bool:
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.bottom >= other.bottom
            and self.top <= other.top
        )


@dataclass(frozen=True)
class Letter:
    """One visible letter; `furniture`: it is not read out, as the words at the edge of every page are not."""

    text: str
    box: Box
    furniture: bool


@dataclass(frozen=True)
class Page:
    """One page: its size, its text and its visible letters."""

    number: int
    size: Box
    text: str
    letters: tuple[Letter, ...]

    @property
    def body(self) -> list[Letter]:
        return [each for each in self.letters if not each.furniture]

    @cached_property
    def room(self) -> tuple[float, float]:
        """From where down to where text may stand: between the head and the foot of the page, or its edge."""
        middle = (self.size.top + self.size.bottom) / 2
        head = [each.box.bottom for each in self.letters if each.furniture and each.box.bottom > middle]
        foot = [each.box.top for each in self.letters if each.furniture and each.box.top < middle]
        return min(head, default=self.size.top), max(foot, default=self.size.bottom)

    @property
    def filled(self) -> float:
        """How much of the room lies above the lowest letter: 0 for an empty page, 1 for a full one."""
        upper, lower = self.room
        lowest = min((each.box.bottom for each in self.body), default=upper)
        return (upper - lowest) / (upper - lower)

    @property
    def in_the_way(self) -> list[Letter]:
        """The letters outside the page, and those of the text that touch its head or its foot."""
        edge = [each.box for each in self.letters if each.furniture]
        return [
            each
            for each in self.letters
            if not each.box.within(self.size)
            or (not each.furniture and (each.box.bottom < self.room[1] or any(map(each.box.overlaps, edge))))
        ]


@dataclass(frozen=True)
class Bookmark:
    """One bookmark: its words, the page it leads to, counted from 1, and how far up there."""

    title: str
    page: int
    top: float


def pages_of(pdf: bytes) -> list[Page]:
    """The pages with their letters."""
    document, read_out = pypdfium2.PdfDocument(pdf), _contents_read_out(pdf)
    return [_page(number, page, read_out.get(number, set())) for number, page in enumerate(document, start=1)]


def _page(number: int, page: pypdfium2.PdfPage, read_out: set[int]) -> Page:
    textpage = page.get_textpage()
    text = one_space(textpage.get_text_range())
    return Page(number, Box(*page.get_mediabox()), text, tuple(_letters(textpage, read_out)))


def _letters(textpage: pypdfium2.PdfTextPage, read_out: set[int]) -> Iterator[Letter]:
    for at in range(textpage.count_chars()):
        text = chr(pdfium.FPDFText_GetUnicode(textpage, at))
        if not text.isspace() and pdfium.FPDFText_IsGenerated(textpage, at) != 1:
            content = pdfium.FPDFPageObj_GetMarkedContentID(pdfium.FPDFText_GetTextObject(textpage, at))
            # Words at the edges are numbered like the text, but not in the structure; those of charts have no number.
            yield Letter(text, Box(*textpage.get_charbox(at)), content >= 0 and content not in read_out)


def spoken_in(pdf: bytes) -> dict[str, str]:
    """By language, where the tags name another than the document's: the letters in it, without spaces and hyphens."""
    told: dict[tuple[int, int], str] = {}
    with pikepdf.open(BytesIO(pdf)) as file:
        numbers = {page.obj.objgen: number for number, page in enumerate(file.pages)}
        for element in _elements(file.Root["/StructTreeRoot"]):
            if "/Lang" in element:
                told |= {(numbers[element.Pg.objgen], int(kid)): str(element["/Lang"]) for kid in _kids(element)}
    spoken: dict[str, str] = {}
    for number, page in enumerate(pypdfium2.PdfDocument(pdf)):
        textpage = page.get_textpage()
        for at in range(textpage.count_chars()):
            content = pdfium.FPDFPageObj_GetMarkedContentID(pdfium.FPDFText_GetTextObject(textpage, at))
            text = chr(pdfium.FPDFText_GetUnicode(textpage, at))
            if (language := told.get((number, content))) is not None and not text.isspace() and text not in "-\ufffe":
                spoken[language] = spoken.get(language, "") + text
    return spoken


def _contents_read_out(pdf: bytes) -> dict[int, set[int]]:
    """By page, counted from 1, the numbers of its contents that are in the structure, so that they are read out."""
    found: dict[int, set[int]] = {}
    with pikepdf.open(BytesIO(pdf)) as document:
        numbers = {page.obj.objgen: number for number, page in enumerate(document.pages, start=1)}
        for element in _elements(document.Root.get("/StructTreeRoot", {})):
            for kid in _kids(element):
                if isinstance(kid, int):
                    found.setdefault(numbers[element.Pg.objgen], set()).add(kid)
    return found


def one_space(text: str) -> str:
    """The text with one space between words, and hyphens as they are written."""
    return " ".join(text.replace("\ufffe", "-").replace("\u2011", "-").split())


def bookmarks_of(pdf: bytes) -> list[Bookmark]:
    """The bookmarks in their order, those below others among them."""
    reader = pypdf.PdfReader(BytesIO(pdf))
    return list(_bookmarks(reader, reader.outline))


def _bookmarks(reader: pypdf.PdfReader, outline: list[Any]) -> Iterator[Bookmark]:
    for each in outline:
        if isinstance(each, list):
            yield from _bookmarks(reader, each)
        else:
            page = reader.get_destination_page_number(each)
            assert page is not None
            yield Bookmark(one_space(str(each.title)), page + 1, float(each.top or 0.0))


def less_than_half_filled(pdf: bytes) -> dict[int, float]:
    """The pages that are filled to less than half although their part goes on overleaf, with how much is filled.

    A part goes on overleaf when the next page does not begin with a heading that has a bookmark.
    """
    pages = pages_of(pdf)
    begins = {mark.page for mark in bookmarks_of(pdf) if mark.top > pages[mark.page - 1].room[0] - AT_TOP}
    return {
        page.number: round(page.filled, 2) for page in pages[:-1] if page.filled < 0.5 and page.number + 1 not in begins
    }


class _Elements(HTMLParser):
    """Collects how often each element occurs, and the words of the headings."""

    def __init__(self) -> None:
        super().__init__()
        self.count: dict[str, int] = {}
        self.headings: list[str] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.count[tag] = self.count.get(tag, 0) + 1
        if tag in HEADINGS:
            self.headings.append("")
            self._open = True

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag not in HEADINGS

    def handle_data(self, data: str) -> None:
        if self._open:
            self.headings[-1] += data


def elements_of(html: str) -> tuple[list[str], dict[str, int]]:
    """The words of the headings that have a bookmark, in order, and how often each element occurs."""
    parser = _Elements()
    parser.feed(html)
    return [one_space(each) for each in parser.headings], parser.count


@dataclass(frozen=True)
class Tag:
    """One element of the structure: its kind, its alternative text, its scope, and whether anything is in it."""

    kind: str
    alt: str
    scope: str
    empty: bool


def tags_of(pdf: bytes) -> list[Tag]:
    """The elements of the structure in reading order; none when the PDF is not tagged."""
    with pikepdf.open(BytesIO(pdf)) as document:
        root = document.Root.get("/StructTreeRoot")
        return [] if root is None else [_tag(element) for element in _elements(root)]


def _tag(element: Any) -> Tag:
    attributes = element.get("/A", {})
    scope = attributes.get("/Scope", "") if isinstance(attributes, pikepdf.Dictionary) else ""
    return Tag(str(element.S), str(element.get("/Alt", "")), str(scope), not _kids(element))


def _elements(element: Any) -> Iterator[Any]:
    """Every element of the structure below this one, in reading order."""
    for kid in _kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def fonts_of(pdf: bytes) -> dict[str, bool]:
    """Every font of the file by name, and whether it is embedded."""
    found = {}
    with pikepdf.open(BytesIO(pdf)) as document:
        for each in document.objects:
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor":
                found[str(each.FontName)] = any(f"/FontFile{kind}" in each for kind in ("", "2", "3"))
        described = {str(each.BaseFont) for each in document.objects if _is_simple_font(each)}
    return dict.fromkeys(described, False) | found


def _is_simple_font(each: Any) -> bool:
    return isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font" and "/DescendantFonts" not in each


def is_subset(font: str) -> bool:
    """Whether the name says that only the letters in use are embedded."""
    return re.match(r"/[A-Z]{6}\+", font) is not None
