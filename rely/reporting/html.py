"""Turn the content of a report into HTML: one file that holds its style and its fonts."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import ClassVar, Protocol, TypeAlias

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from rely.languages.marks import in_spans
from rely.paths import reports_dir
from rely.reporting.brand import BrandContent
from rely.reporting.content import ReportContent
from rely.reporting.layout import Layout
from rely.reporting.preparation import PreparationContent

Content: TypeAlias = ReportContent | PreparationContent
"""What can be rendered, as HTML and as PDF."""


class Page(Protocol):
    """What can be rendered as HTML: `template` is the path of its template under reports/."""

    template: ClassVar[str]

    @property
    def language(self) -> str:
        """The language of the page."""

    @property
    def brand(self) -> BrandContent | None:
        """Who hands it out, where that is not Rely alone."""


WEIGHTS = (400, 700)
_COLOUR = re.compile(r"--c-([a-z0-9-]+):\s*(#[0-9A-Fa-f]{6})")


def render_html(content: Page) -> str:
    """The report as one HTML page that needs nothing else: style and fonts are inside."""
    return _render(content, Layout(), style=_whole_style(reports_dir()))


def render_markup(content: Content, layout: Layout) -> str:
    """The report as HTML without style, for whoever brings the style along."""
    return _render(content, layout, style=Markup(""))


def _render(content: Page, layout: Layout, *, style: Markup) -> str:
    template = _environment(reports_dir()).get_template(content.template)
    page = template.render(report=content, layout=layout, style=style, colours=_colours_of(content))
    return in_spans(page, content.language)


def render_template(name: str, *, language: str, styles: tuple[str, ...] = (), **values: object) -> str:
    """A page of another kind than a report, from its own template under reports/.

    The template gets `values`, and `style`: fonts and these style sheets, named from reports/; empty without any. What
    `values` hold is escaped. Words that are marked as of another language than `language` are told apart.
    """
    style = _style(reports_dir(), styles) if styles else Markup("")
    page = _environment(reports_dir()).get_template(name).render(style=style, **values)
    return in_spans(page, language)


def backgrounds() -> tuple[str, str]:
    """The colours on which a report sets text: the paper and the tint of the head."""
    tokens = _tokens(reports_dir())
    return tokens["surface"], tokens["tint"]


def _colours_of(content: Page) -> dict[str, str]:
    """The colours of charts, which cannot read them from a style sheet."""
    tokens = _tokens(reports_dir())
    return tokens if content.brand is None else tokens | content.brand.tokens


@cache
def _tokens(folder: Path) -> dict[str, str]:
    return colours((folder / "styles" / "tokens.css").read_text(encoding="utf-8"))


@cache
def _environment(folder: Path) -> Environment:
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def colours(tokens: str) -> dict[str, str]:
    """The colours of the light theme by name: those of the first block of the tokens."""
    first_block = tokens.partition("}")[0]
    return dict(_COLOUR.findall(first_block))


def _whole_style(folder: Path) -> Markup:
    return _style(folder, ("styles/tokens.css", "styles/report.css", "styles/screen.css"))


@cache
def _style(folder: Path, names: tuple[str, ...]) -> Markup:
    styles = [(folder / name).read_text(encoding="utf-8") for name in names]
    style = "\n".join((*(_font_face(folder, weight) for weight in WEIGHTS), *styles))
    # Our own files and nothing that anybody typed; still, this would end the style early.
    if "<" in style:
        raise ValueError("A style sheet of the report holds '<', which would end it early.")
    return Markup(style)


def _font_face(folder: Path, weight: int) -> str:
    font = b64encode((folder / "fonts" / f"Inter-{weight}.woff2").read_bytes()).decode("ascii")
    return (
        f'@font-face {{ font-family: "Inter"; font-weight: {weight}; '
        f"src: url(data:font/woff2;base64,{font}) format('woff2'); }}"
    )
