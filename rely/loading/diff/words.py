"""Turn names and plain values into the words of a sentence or line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rely.loading.diff.changes import EVERY_LANGUAGE
from rely.loading.problems import visible
from rely.model.scalars import shortest

MOST_NAMED = 12


def joined(names: Iterable[str]) -> str:
    """TR01, TR02 and TR03; after twelve of them the number of those left out."""
    every = list(names)
    if len(every) > MOST_NAMED:
        return f"{', '.join(every[: MOST_NAMED - 1])} and {len(every) - MOST_NAMED + 1} more"
    return " and ".join([", ".join(every[:-1]), every[-1]] if len(every) > 1 else every)


def in_languages(languages: Sequence[str]) -> str:
    """The words: in nl and de; in every language."""
    return "in every language" if EVERY_LANGUAGE in languages else f"in {joined(languages)}"


def is_are(names: Sequence[str]) -> str:
    """The names with their verb: TR01 is; TR01 and TR02 are."""
    return f"{joined(names)} {'is' if len(names) == 1 else 'are'}"


def value(plain: Any) -> str:
    """A plain value in one line, as an author writes it in YAML."""
    if plain is None:
        return "(nothing)"
    if isinstance(plain, bool):
        return "true" if plain else "false"
    if isinstance(plain, (int, float)):
        return shortest(plain)
    if isinstance(plain, dict):
        return "{" + ", ".join(f"{visible(key)}: {value(inner)}" for key, inner in plain.items()) + "}"
    if isinstance(plain, list):
        return "[" + ", ".join(map(value, plain)) + "]"
    return visible(str(plain))
