"""Turn the content of a report into an accessible PDF whose bytes depend on the content alone.

The only module that imports WeasyPrint, which takes half a second: import it late.
"""

from __future__ import annotations

import ctypes.util
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from rely.paths import reports_dir
from rely.reporting.carried import DESCRIPTION, NAME, Carried, as_text
from rely.reporting.content import ReportContent
from rely.reporting.glyph_text import fill_empty_texts
from rely.reporting.html import Content, render_markup
from rely.reporting.layout import Layout, Pages, giving_way
from rely.reporting.table_scope import add_scopes
from rely.reporting.tagged_languages import add_languages

FONTCONFIG_FILE = "FONTCONFIG_FILE"


def _nowhere(name: str) -> str | None:
    return None


@contextmanager
def _libraries_by_file_name() -> Iterator[None]:
    """Let WeasyPrint load its libraries by the names of their files, which is the last it tries.

    For every other name `find_library` starts ldconfig, gcc and ld; that is a quarter of a cold start. Elsewhere
    than on Linux, where libraries are found in other ways, it is left alone.
    """
    find = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = _nowhere
    try:
        yield
    finally:
        ctypes.util.find_library = find


@contextmanager
def _no_fonts_of_the_machine() -> Iterator[None]:
    """Fontconfig reads a file of ours here: other fonts would change the letters, the line breaks and the bytes.

    Only for as long as it reads, since other programmes that this process starts need their fonts.
    """
    before = os.environ.get(FONTCONFIG_FILE)
    os.environ[FONTCONFIG_FILE] = str(reports_dir() / "fonts" / "fonts.conf")
    try:
        yield
    finally:
        if before is None:
            del os.environ[FONTCONFIG_FILE]
        else:
            os.environ[FONTCONFIG_FILE] = before


# WeasyPrint looks for fonts when it is imported and warns that there are none; ours come with the style sheet.
with _libraries_by_file_name(), _no_fonts_of_the_machine(), warnings.catch_warnings():
    warnings.simplefilter("ignore", UserWarning)
    from weasyprint import CSS, HTML, Attachment
    from weasyprint.document import Document
    from weasyprint.text.ffi import ffi, harfbuzz, pango
    from weasyprint.text.fonts import FontConfiguration, TTFont
    from weasyprint.urls import FatalURLFetchingError, URLFetcherResponse

STYLES = ("fonts-print.css", "tokens.css", "report.css")
PAPER_STYLES = {"a4": (), "letter": ("letter.css",)}
"""What comes after the styles for each paper."""
OTHER_FONTS = "fonts-others.css"
"""Fonts for letters that those of the first style sheet lack. Few reports need them, and they take time to load."""
VARIANT = "pdf/ua-1"
LAST_ANCHOR = "last"
"""The name of what stands last in the document."""


def fetch_own_file(url: str, *, folder: Path) -> URLFetcherResponse:
    """The file at this address, which must lie inside `folder`, so that no text can make a report load another.

    Raises FatalURLFetchingError for anything else; WeasyPrint would only log any other error.
    """
    parts = urlsplit(url)
    path = Path(url2pathname(unquote(parts.path))).resolve()
    if parts.scheme == "file" and not parts.netloc and path.is_relative_to(folder.resolve()) and path.is_file():
        return URLFetcherResponse(url, path.read_bytes())
    raise FatalURLFetchingError(f"A report may only use its own files, not {url[:200]!r}.")


@dataclass(frozen=True, slots=True)
class _Press:
    """What every report of this process is printed with; made once, because that saves time and memory."""

    fetch: Callable[[str], URLFetcherResponse]
    fonts: FontConfiguration
    styles: tuple[CSS, ...]


@cache
def _press(folder: Path, names: tuple[str, ...]) -> _Press:
    fetch = partial(fetch_own_file, folder=folder)
    with _no_fonts_of_the_machine():
        fonts = FontConfiguration()
    styles = tuple(CSS(filename=folder / "styles" / name, font_config=fonts, url_fetcher=fetch) for name in names)
    return _Press(fetch, fonts, styles)


def _press_for(markup: str, folder: Path, paper: str) -> _Press:
    """The usual press for the paper, or the one with more fonts when some letter of the markup asks for it."""
    fonts = () if _usual_letters(folder).issuperset(markup) else (OTHER_FONTS,)
    return _press(folder, (*fonts, *STYLES, *PAPER_STYLES[paper]))


@cache
def _usual_letters(folder: Path) -> frozenset[str]:
    with TTFont(folder / "fonts" / "Inter-400.ttf", lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap())) | frozenset("\t\n\r")


def render_pdf(content: Content) -> bytes:
    """The document as PDF/UA-1, on its paper.

    The same content gives the same bytes with the same versions of the libraries. A report
    carries the data of the content, if there are any, as the attachment rely.json. Raises FatalURLFetchingError
    when the template asks for a file that is not the report's own.
    """
    document = _laid_out(content)
    if isinstance(content, ReportContent) and content.data is not None:
        document.metadata.attachments = [_attachment(content.data)]
    pdf = document.write_pdf(pdf_variant=VARIANT, finisher=_finish)
    assert isinstance(pdf, bytes)  # without a target WeasyPrint gives the bytes
    return pdf


def print_markup(markup: str, styles: tuple[str, ...]) -> bytes:
    """A document of another kind than a report as PDF/UA-1: markup of a template under reports/, with style sheets.

    `styles` are named from reports/; the fonts and the tokens come before them. The same markup gives the same bytes
    with the same versions of the libraries. Raises FatalURLFetchingError when it asks for a file that is not ours.
    """
    folder = reports_dir()
    fonts = () if _usual_letters(folder).issuperset(markup) else (OTHER_FONTS,)
    press = _press(folder, (*fonts, "fonts-print.css", "tokens.css", *(f"../{name}" for name in styles)))
    page = HTML(string=markup, base_url=folder.as_uri() + "/", url_fetcher=press.fetch)
    document = page.render(stylesheets=press.styles, font_config=press.fonts)
    pdf = document.write_pdf(pdf_variant=VARIANT, finisher=_finish)
    assert isinstance(pdf, bytes)  # without a target WeasyPrint gives the bytes
    return pdf


@cache
def engine() -> dict[str, str]:
    """The versions of the two libraries on which line breaks and letters depend, as the attachment names them."""
    number = pango.pango_version()
    ffi.cdef("const char *hb_version_string(void);")
    return {
        "pango": f"{number // 10000}.{number // 100 % 100}.{number % 100}",
        "harfbuzz": ffi.string(harfbuzz.hb_version_string()).decode(),
    }


def _attachment(data: Carried) -> Attachment:
    day = datetime.fromisoformat(data["date"])  # and no time of the clock, so that the bytes stay the same
    return Attachment(string=as_text(data, engine()), name=NAME, description=DESCRIPTION, created=day, modified=day)


def _finish(document: Document, pdf: Any) -> None:
    """Complete the file that WeasyPrint is about to write: scopes, languages, glyph texts, what the attachment is."""
    add_scopes(pdf)
    add_languages(pdf, document)
    fill_empty_texts(pdf)
    attached: list[Any] = [each for each in pdf.objects if isinstance(each, dict) and each.get("Type") == "/Filespec"]
    for each in attached:
        each["AFRelationship"] = "/Data"
        pdf.catalog["AF"] = b"[" + each.reference + b"]"


def _laid_out(content: Content) -> Document:
    """The document in pages, laid out again as long as a page that should hold one thing spills over."""
    layout: Layout | None = Layout()
    while layout is not None:
        document = _pages(content, layout)
        layout = giving_way(content, layout, _places(document)) if isinstance(content, ReportContent) else None
    return document


def _pages(content: Content, layout: Layout) -> Document:
    folder = reports_dir()
    markup = render_markup(content, layout)
    press = _press_for(markup, folder, content.paper)
    page = HTML(string=markup, base_url=folder.as_uri() + "/", url_fetcher=_fetching(content, press))
    return page.render(stylesheets=press.styles, font_config=press.fonts)


def _fetching(content: Content, press: _Press) -> Callable[[str], URLFetcherResponse]:
    """What gives a report its files: its own, and the logo that its content holds."""
    picture = None if content.brand is None else content.brand.picture
    if picture is None:
        return press.fetch

    def fetch(url: str) -> URLFetcherResponse:
        if url == picture.address:
            return URLFetcherResponse(url, picture.content, {"Content-Type": picture.type})
        return press.fetch(url)

    return fetch


def _places(document: Document) -> Pages:
    """Where the named parts of the document landed."""
    begins: dict[str, int] = {}
    for number, page in enumerate(document.pages):
        for name in page.anchors:
            begins.setdefault(name, number)
    last = document.pages[-1]
    _, _, _, end = last.anchors.get(LAST_ANCHOR, (0.0, 0.0, last.width, last.height))
    return Pages(begins, len(document.pages), end / last.height)
