"""Turn the sentences of an instrument into the ones that hold, with their words in braces filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from rely.model.report import Sentence
from rely.reporting.material import Material
from rely.reporting.places import named_fact, shared_places
from rely.reporting.plain_text import first_capital
from rely.scoring.conditions import holds

_PLACE = re.compile(r"\{(\w+(?:\.\w+)*)\}")


def first_that_holds(material: Material, sentences: Sequence[Sentence], places: Mapping[str, str]) -> str | None:
    """The first sentence whose condition is true and whose words in braces are all known; None without one."""
    return next(_that_hold(material, sentences, places), None)


def those_that_hold(
    material: Material, sentences: Sequence[Sentence], places: Mapping[str, str], *, most: int
) -> tuple[str, ...]:
    """The first `most` sentences that hold."""
    return tuple(text for _, text in zip(range(most), _that_hold(material, sentences, places), strict=False))


def _that_hold(material: Material, sentences: Sequence[Sentence], places: Mapping[str, str]) -> Iterator[str]:
    for each in sentences:
        if each.when is None or holds(each.when, material.result.facts.get):
            sentence = _wording(material, each)
            filled = _filled(material, sentence, places)
            if filled is not None:
                yield first_capital(filled)


def _filled(material: Material, sentence: str, places: Mapping[str, str]) -> str | None:
    """The sentence with all its words in braces filled in: by these places, else by the facts that they name."""
    words: dict[str, str] = {}
    for name in _PLACE.findall(sentence):
        word = places.get(name) or named_fact(material, name)
        if word is None:
            return None
        words[name] = word
    return _PLACE.sub(lambda place: words[place[1]], sentence)


def _wording(material: Material, sentence: Sentence) -> str:
    """The sentence for one at each end, or the one for several where the first would name one of several."""
    text = material.words.text(sentence.text)
    if sentence.tied is None or shared_places(material).isdisjoint(_PLACE.findall(text)):
        return text
    return material.words.text(sentence.tied)
