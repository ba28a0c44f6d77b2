"""Turn the works that something rests on into words that tell which of them are in another language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rely.languages import Words
from rely.model.instrument import Instrument, Work
from rely.model.items import Source


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text; `language` is the tag of its own language, empty for the reader's or an unknown one."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """Works as they are cited, in the passages of which they are made."""

    passages: tuple[Passage, ...]

    @property
    def text(self) -> str:
        """All of it as one text."""
        return "".join(each.text for each in self.passages)


def cite(work: Work, words: Words) -> Citation:
    """A work in full."""
    return Citation((Passage(words.text(work.citation), _language(work, words)),))


def cite_all(instrument: Instrument, sources: Iterable[Source], words: Words) -> tuple[Citation, ...]:
    """The works that these sources name, each in full and with where to look."""
    works = {work.id: work for work in instrument.works}
    return tuple(_in_full(works[source.ref], source, words) for source in sources)


def cite_in_short(instrument: Instrument, sources: Iterable[Source], words: Words) -> tuple[Citation, ...]:
    """As cite_all, each work in short where it has a short form."""
    works = {work.id: work for work in instrument.works}
    return tuple(
        (_in_full if works[source.ref].short is None else _in_short)(works[source.ref], source, words)
        for source in sources
    )


def cite_by_number(
    instrument: Instrument, sources: Iterable[Source], numbers: dict[str, int], words: Words
) -> Citation:
    """All these sources in one line, by the number of each work in a list, with where to look; empty without any."""
    works = {work.id: work for work in instrument.works}
    passages: list[Passage] = []
    for source in sources:
        passages.append(Passage(f"{'; ' if passages else ''}[{numbers[source.ref]}]"))
        passages += _where(works[source.ref], source, words)
    if not passages:
        return Citation(())
    before, after = words.gettext("Source: %(source)s", source="\0").split("\0")
    return Citation((Passage(before), *passages, Passage(after)))


def _in_full(work: Work, source: Source, words: Words) -> Citation:
    return Citation((*cite(work, words).passages, *_where(work, source, words, end=".")))


def _in_short(work: Work, source: Source, words: Words) -> Citation:
    name = Passage(words.text(work.short or work.citation), _language(work, words))
    where = tuple(_where(work, source, words, start=", ", end="."))
    return Citation((name, *(where or [Passage(".")])))


def _where(work: Work, source: Source, words: Words, start: str = " ", end: str = "") -> Iterator[Passage]:
    """Where in the work to look; what stands there between quotation marks is quoted in the work's language."""
    if source.locator is None:
        return
    told, language = f"{start}{words.text(source.locator)}{end}", _language(work, words)
    opening, closing = words.quoted("\0").split("\0")
    # With its marks, and several as one, so that what stands close together in any other text does so here.
    one = rf"{opening}[^{opening}]+{closing}(?!\w)"
    quoted = rf"({one}(?:[,;] {one})*)" if language else r"(?!)"
    for at, text in enumerate(re.split(quoted, told)):
        yield Passage(text, language if at % 2 else "")


def _language(work: Work, words: Words) -> str:
    return "" if work.language is None or work.language == words.language else work.language
