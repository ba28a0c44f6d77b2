"""Turn the HTML of a report into the same words as plain paragraphs, and into a document for typst."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from xml.etree.ElementTree import Element

from weasyprint import HTML

WORDS_A_PARAGRAPH = 60
_INSIDE_A_LINE = {"a", "abbr", "b", "br", "em", "i", "small", "span", "strong"}
_CHART = "{http://www.w3.org/2000/svg}svg"
_LETTERS = "Inter"


def body_of(markup: str) -> Element:
    """The body of an HTML page as a tree."""
    body = HTML(string=markup).etree_element.find("body")
    assert body is not None
    return body


# -- plain paragraphs -----------------------------------------------------------------------------------


def blocks(body: Element) -> list[str]:
    """The text of every block in order (heading, paragraph, list item, table cell); charts have none."""
    found = [""]
    _gather(body, found)
    return [text for text in (" ".join(each.split()) for each in found) if text]


def _gather(element: Element, found: list[str]) -> None:
    if element.tag == _CHART:
        return
    inside = element.tag in _INSIDE_A_LINE
    if not inside:
        found.append("")
    found[-1] += (" " if element.tag == "br" else "") + (element.text or "")
    for child in element:
        _gather(child, found)
        found[-1] += child.tail or ""
    if not inside:
        found.append("")


def running(texts: list[str]) -> list[str]:
    """The same words as running text: blocks joined until a paragraph has sixty words."""
    found, words = [], list[str]()
    for text in texts:
        words += text.split()
        if len(words) >= WORDS_A_PARAGRAPH:
            found.append(" ".join(words))
            words = []
    return [*found, " ".join(words)] if words else found


def as_paragraphs(texts: list[str], language: str) -> str:
    """An HTML page with a paragraph for each text, its font that of the report and nothing else set."""
    paragraphs = "\n".join(f"<p>{escape(text)}</p>" for text in texts)
    return f'<!DOCTYPE html><html lang="{language}"><body style="font-family: {_LETTERS}">{paragraphs}</body></html>'


# -- typst ----------------------------------------------------------------------------------------------


def as_typst(body: Element, language: str) -> str:
    """A document for typst with the report's headings, paragraphs and tables; its charts are left out."""
    return "".join(
        (
            '#set page(paper: "a4", margin: 15mm, footer: context counter(page).display("1 / 1", both: true))\n',
            f'#set text(font: "{_LETTERS}", size: 9pt, lang: {_text(language)})\n',
            "#set table(stroke: (y: 0.5pt), inset: (x: 0pt, y: 2pt), align: left)\n",
            *_content(body),
        )
    )


def _content(element: Element) -> Iterator[str]:
    """What is inside an element, in typst's markup."""
    yield _words(element.text)
    for child in element:
        yield from _typst(child)
        yield _words(child.tail)


def _typst(element: Element) -> Iterator[str]:
    tag = str(element.tag)
    if tag == _CHART:
        return
    if tag == "br":
        yield "#linebreak();"
    elif tag == "table":
        yield from _table(element)
    elif tag in ("b", "strong"):
        yield from ("#strong[", *_content(element), "];")
    elif tag in ("h1", "h2", "h3"):
        yield from (f"\n\n#heading(level: {tag[1]})[", *_content(element), "]\n\n")
    elif tag in _INSIDE_A_LINE:
        yield from _content(element)
    else:
        yield from ("\n\n", *_content(element), "\n\n")


def _table(table: Element) -> Iterator[str]:
    head = [row for part in table.findall("thead") for row in part]
    rest = [row for part in table.findall("tbody") for row in part]
    columns = sum(int(cell.get("colspan", "1")) for cell in [*head, *rest][0])
    yield f"\n\n#table(columns: (1fr,) * {columns},\n"
    if head:
        yield from ("table.header(", *_cells(head), "),\n")
    yield from _cells(rest)
    yield ")\n\n"


def _cells(rows: list[Element]) -> Iterator[str]:
    for row in rows:
        for cell in row:
            spans = f"colspan: {cell.get('colspan', '1')}, rowspan: {cell.get('rowspan', '1')}"
            yield from (f"table.cell({spans})[", *_content(cell), "],\n")


def _words(text: str | None) -> str:
    if not text:
        return ""
    words = " ".join(text.split())
    if not words:
        return " "
    return f"{' ' * text[0].isspace()}#{_text(words)};{' ' * text[-1].isspace()}"


def _text(text: str) -> str:
    """A string of typst."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
