"""Turn the content of a codebook into a page for the browser, and into a PDF for the appendix of a paper."""

from __future__ import annotations

from typing import Protocol

from rely.languages import words_for
from rely.reporting.html import render_template

PAGE_STYLES = ("styles/tokens.css", "codebook/page.css")
PAPER_STYLES = ("codebook/paper.css",)


class CodebookContent(Protocol):
    """What the templates print is `rely.research.codebook.Codebook`, which this package may not import."""

    @property
    def language(self) -> str:
        """The language of its words."""


def codebook_page(content: CodebookContent) -> str:
    """One HTML page that needs nothing else: style and fonts are inside, there is no script."""
    return _rendered("codebook/page.html", content, PAGE_STYLES)


def codebook_pdf(content: CodebookContent) -> bytes:
    """The codebook as PDF/UA-1 on A4, with contents and tables whose heads repeat.

    The same content gives the same bytes with the same versions of the libraries.
    """
    from rely.reporting.pdf import print_markup  # WeasyPrint takes half a second to load

    return print_markup(_rendered("codebook/paper.html", content, ()), PAPER_STYLES)


def _rendered(template: str, content: CodebookContent, styles: tuple[str, ...]) -> str:
    words = words_for(content.language, marks=True)
    return render_template(
        template,
        language=content.language,
        styles=styles,
        content=content,
        _=words.gettext,
        ngettext=words.ngettext,
        number=lambda number: words.measured(number, 6),
    )
