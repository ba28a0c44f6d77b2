"""Find items and guidelines whose wording makes them hard to answer or to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rely.loading.checks.findings import Finding, Path, found
from rely.loading.checks.index import Index
from rely.loading.method.wording import Wording, asks_twice, said, wording_of
from rely.model.items import Item
from rely.model.response_scales import Likert, Rating
from rely.model.text import Text

_ADVICE = ("text", "why", "first_step", "contact", "ask")
"""The texts of a guideline."""


def check_statements(index: Index) -> Iterator[Finding]:
    """Items ask one thing, deny nothing, lead nowhere; their sentences and those of guidelines are short."""
    wordings = _wordings(index)
    for path, item in index.placed_items():
        rated = isinstance(index.scale_of(item.id), Likert | Rating)
        for language, words in item.text.versions():
            where: Path = (*path, "text") if language is None else (*path, "text", language)
            wording = wordings.get(language)
            if asks_twice(words):
                yield found(where, "double-barrelled", item=item.id, words=words)
            elif wording is not None:
                yield from _item(where, item, wording, said(words), rated=rated)
        yield from _length((*path, "text"), f"the item '{item.id}'", item.text, wordings)
    for at, guideline in enumerate(index.instrument.guidelines):
        owner = f"the guideline '{guideline.id}'"
        for key in _ADVICE:
            text: Text | None = getattr(guideline, key)
            if text is not None:
                yield from _length(("guidelines", at, key), owner, text, wordings)


def _wordings(index: Index) -> dict[str | None, Wording]:
    """The rules of each language that has some; under None those of a questionnaire with one language."""
    languages = index.instrument.languages
    rules: dict[str | None, Wording | None] = {language: wording_of(language) for language in languages}
    if len(languages) == 1:
        rules[None] = rules[languages[0]]
    return {language: wording for language, wording in rules.items() if wording is not None}


def _item(path: Path, item: Item, wording: Wording, words: str, *, rated: bool) -> Iterator[Finding]:
    joined = wording.two_things(words)
    if joined is not None:
        yield found(path, "double-barrelled", item=item.id, words=joined)
    leading = wording.leading(words)
    if leading is not None:
        yield found(path, "leading-word", item=item.id, word=leading)
    denial = wording.negation(words) if rated else None
    if denial is not None:
        yield found(path, "negation", item=item.id, word=denial)


def _length(path: Path, owner: str, text: Text, wordings: Mapping[str | None, Wording]) -> Iterator[Finding]:
    for language, words in text.versions():
        wording = wordings.get(language)
        if wording is not None and words.count(" ") >= wording.longest:
            where = path if language is None else (*path, language)
            for count in wording.long_sentences(words):
                yield found(where, "long-sentence", owner=owner, count=count, limit=wording.longest)
