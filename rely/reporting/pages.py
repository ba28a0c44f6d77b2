"""Turn the head of a document into what stands at the edge of its pages."""

from __future__ import annotations

from dataclasses import dataclass

from rely.reporting.head import Head
from rely.reporting.material import Material
from rely.reporting.plain_text import shortened

LONGEST_NAME = 48
"""With more letters than this, a name at the edge of the pages would take two lines."""


@dataclass(frozen=True, slots=True)
class Running:
    """What stands at the edge of every page; `page` holds the words before, between and after the numbers."""

    name: str
    kind: str
    foot: str
    page: tuple[str, str, str]


def running_words(material: Material, head: Head, *, kind: str | None = None) -> Running:
    """What stands at the edge of the pages of a document with this head; `kind` is what it is called there."""
    words, disclaimer = material.words, material.instrument.disclaimer
    before, between_and_after = words.gettext("Page %(page)s of %(pages)s", page="\0", pages="\0").split("\0", 1)
    between, after = between_and_after.split("\0")
    return Running(
        name=shortened(head.name, LONGEST_NAME),
        kind=head.kind if kind is None else kind,
        foot="" if disclaimer is None else words.text(disclaimer),
        page=(before, between, after),
    )
