"""Turn the content of a report into an accessible PDF whose bytes depend on the content alone.

The only module that imports WeasyPrint, which takes half a second: import it late.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from rely.paths import reports_dir
from rely.reporting.carried import DESCRIPTION, NAME, Carried, as_text
from rely.reporting.content import ReportContent
from rely.reporting.html import Layout, render_markup
from rely.reporting.table_scope import add_scopes

FONTCONFIG_FILE = "FONTCONFIG_FILE"


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
with _no_fonts_of_the_machine(), warnings.catch_warnings():
    warnings.simplefilter("ignore", UserWarning)
    from weasyprint import CSS, HTML, Attachment
    from weasyprint.document import Document
    from weasyprint.text.ffi import ffi, harfbuzz, pango
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcherResponse

STYLES = ("fonts-print.css", "tokens.css", "report.css")
VARIANT = "pdf/ua-1"
FEWEST_ACTIONS = 1
"""How many actions the first page keeps, however full it is."""


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
def _press(folder: Path) -> _Press:
    fetch = partial(fetch_own_file, folder=folder)
    with _no_fonts_of_the_machine():
        fonts = FontConfiguration()
    styles = tuple(CSS(filename=folder / "styles" / name, font_config=fonts, url_fetcher=fetch) for name in STYLES)
    return _Press(fetch, fonts, styles)


def render_pdf(content: ReportContent) -> bytes:
    """The report as PDF/UA-1, A4. The same content gives the same bytes with the same versions of the libraries.

    It carries the data of the content, if there are any, as the attachment rely.json. Raises
    FatalURLFetchingError when the template asks for a file that is not the report's own.
    """
    document = _laid_out(content)
    if content.data is not None:
        document.metadata.attachments = [_attachment(content.data)]
    pdf = document.write_pdf(pdf_variant=VARIANT, finisher=lambda _document, file: _finish(file))
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


def _finish(pdf: Any) -> None:
    """Complete the file that WeasyPrint is about to write: scopes of header cells, relation of the attachment."""
    add_scopes(pdf)
    attached: list[Any] = [each for each in pdf.objects if isinstance(each, dict) and each.get("Type") == "/Filespec"]
    for each in attached:
        each["AFRelationship"] = "/Data"
        pdf.catalog["AF"] = b"[" + each.reference + b"]"


def _laid_out(content: ReportContent) -> Document:
    """The report in pages, laid out again as long as a page that should hold one thing spills over."""
    layout: Layout | None = Layout()
    while layout is not None:
        document = _pages(content, layout)
        layout = giving_way(content, layout, _first_pages(document))
    return document


def _pages(content: ReportContent, layout: Layout) -> Document:
    folder = reports_dir()
    press = _press(folder)
    page = HTML(string=render_markup(content, layout), base_url=folder.as_uri() + "/", url_fetcher=press.fetch)
    return page.render(stylesheets=press.styles, font_config=press.fonts)


def _first_pages(document: Document) -> dict[str, int]:
    """The page, counted from 0, on which each named part begins."""
    found: dict[str, int] = {}
    for number, page in enumerate(document.pages):
        for name in page.anchors:
            found.setdefault(name, number)
    return found


def giving_way(content: ReportContent, layout: Layout, begins: Mapping[str, int]) -> Layout | None:
    """The next layout to try, None when every page holds what it should or nothing more can give way.

    `begins` maps the parts (grid, plan, figures) to the page on which each begins, counted from 0.
    """
    shown = layout.first_actions if layout.first_actions is not None else _all_actions(content)
    after_first = min(begins.get("grid", begins["figures"]), begins.get("plan", begins["figures"]))
    after_grid = begins.get("plan", begins["figures"])
    better = layout
    if after_first > 1 and shown > FEWEST_ACTIONS:
        better = replace(better, first_actions=shown - 1)
    if "grid" in begins and after_grid - begins["grid"] > 1:
        better = replace(better, notes_with_grid=False) if layout.tight else replace(better, tight=True)
    return None if better == layout else better


def _all_actions(content: ReportContent) -> int:
    return 0 if content.actions is None else len(content.actions.actions)
