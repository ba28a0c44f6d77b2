"""Find texts whose languages differ in what is filled in, or are the same where they should differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from rely.loading.checks.findings import Finding, Path, found, listed

_PLACE = re.compile(r"\{([^{}]*)\}")
_WORD = re.compile(r"[^\W\d_]+")
_LEAST_ALIKE = 4
"""Names and terms of up to three words are often the same in two languages; sentences of more are not."""
_CITED = frozenset({"works", "source"})
"""Where texts are the titles of works, which stay as they are."""


def check_versions(path: Path, versions: Mapping[str, str]) -> Iterator[Finding]:
    """All languages of a text have the same words in braces, and no sentence stands in two of them."""
    wordings = versions.values()
    if "{" in "".join(wordings):
        yield from _places(path, versions)
    if len(set(wordings)) < len(versions) and _CITED.isdisjoint(path):
        yield from _alike(path, versions)


def _places(path: Path, versions: Mapping[str, str]) -> Iterator[Finding]:
    """Every language against the first one written."""
    places = {language: frozenset(_PLACE.findall(words)) for language, words in versions.items()}
    first, *others = places
    for language in others:
        lacking, further = places[first] - places[language], places[language] - places[first]
        if lacking or further:
            parts = [f"lacks {_braced(lacking)}"] * bool(lacking) + [f"has {_braced(further)}"] * bool(further)
            contrast = f", unlike that in '{first}'"
            yield found(
                (*path, language), "placeholders-differ", language=language, what=" and ".join(parts) + contrast
            )


def _braced(places: Iterable[str]) -> str:
    return listed(f"{{{place}}}" for place in sorted(places))


def _alike(path: Path, versions: Mapping[str, str]) -> Iterator[Finding]:
    told: set[str] = set()
    for one, other in combinations(versions, 2):
        words = versions[one]
        if other not in told and words == versions[other] and _is_sentence(words):
            told.add(other)
            yield found((*path, other), "same-translation", language=other, other=one, words=words)


def _is_sentence(words: str) -> bool:
    """Whether there are too many words for a name; a list of names and figures is none either."""
    plain = [word for word in _WORD.findall(words) if word[0].islower()]
    return len(plain) >= _LEAST_ALIKE
