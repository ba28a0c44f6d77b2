"""Turn a PO file into translations by their English message."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from gettext import c2py
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from rely.model.text import is_language_tag

FOLDER = Path(__file__).parent

SOURCE_LANGUAGE = "en"
"""The language of the messages in the code; it has no PO file."""

_FIRST = ("nl", "en", "de")
"""The languages that are named before others, in this order."""

Wordings = tuple[str, ...]
"""One wording, or one for each plural form of the language."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The translations of one language: English message (the singular, where there are two) to wordings.

    `plural` turns a number into the place of its wording.
    """

    wordings: Mapping[str, Wordings]
    plural: Callable[[int], int]


def interface_languages() -> tuple[str, ...]:
    """The languages in which Rely speaks: English, and each that has a PO file named after its tag."""
    found = {SOURCE_LANGUAGE, *(path.stem for path in FOLDER.glob("*.po") if is_language_tag(path.stem))}
    return (*(each for each in _FIRST if each in found), *sorted(found.difference(_FIRST)))


def po_path(language: str) -> Path:
    """Where the translations into `language` lie."""
    return FOLDER / f"{language}.po"


def read_catalogue(language: str) -> Catalog:
    """The PO file of `language` as Babel holds it. Raises PoFileError where it is not well formed."""
    with po_path(language).open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def wordings_of(message: Message) -> Wordings:
    """The translations of one message; empty texts where there are none yet."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


@cache
def catalogue(language: str) -> Catalogue:
    """The translations into `language`; what is not translated, or marked as uncertain, is left out."""
    if language == SOURCE_LANGUAGE:
        return Catalogue({}, lambda n: int(n != 1))
    catalog = read_catalogue(language)
    wordings: dict[str, Wordings] = {}
    for message in catalog:
        key = message.id if isinstance(message.id, str) else message.id[0]
        texts = wordings_of(message)
        if key and all(texts) and not message.fuzzy:
            wordings[key] = texts
    return Catalogue(wordings, c2py(catalog.plural_expr))
