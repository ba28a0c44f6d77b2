"""Turn a questionnaire into its texts, one by one: how each is called, where it stands and where it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel

from rely.loading.checks.findings import Path
from rely.loading.checks.texts import texts_in
from rely.loading.files import Files
from rely.loading.keys import key_of, models_in
from rely.loading.problems import Place
from rely.loading.translations.contexts import Contexts
from rely.model.instrument import Instrument
from rely.model.text import Text

_BRACES = re.compile(r"\{[A-Za-z][A-Za-z0-9_.]*\}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One text. `context` names it whatever is moved; `source` is its wording in the source language.

    `serves_all` says that one string serves all languages so far. `shown` tells what it is to readers.
    """

    context: str
    path: Path
    place: Place
    text: Text
    source: str
    shown: str

    @property
    def serves_all(self) -> bool:
        """Whether one string serves all languages so far."""
        return isinstance(self.text.root, str)

    def wording(self, language: str) -> str:
        """The wording written for a language; empty where there is none."""
        return "" if isinstance(self.text.root, str) else self.text.root.get(language, "")


def entries_of(files: Files, instrument: Instrument) -> tuple[Entry, ...]:
    """Every text of a questionnaire without errors, in the order of the format.

    Texts that another questionnaire lends are translated there. The source language is the first of `languages`; a
    text that lacks it is given in the first it has.
    """
    contexts, language = Contexts(files.data), instrument.languages[0]
    return tuple(
        Entry(contexts.of(path), path, _place(files, path), text, text.in_language(language), shown_as(path))
        for path, text in texts_in(instrument, ())
        if contexts.has(path)
    )


def placeholders(text: str) -> tuple[str, ...]:
    """The words in braces that are filled in when the text is shown, each once and in alphabetical order."""
    return tuple(sorted(set(_BRACES.findall(text))))


def shown_as(path: Path) -> str:
    """What the format says about the key of a text: The statement or question."""
    return _described(tuple(step for step in path if isinstance(step, str)))


def _place(files: Files, path: Path) -> Place:
    return files.source_of[str(path[0])].place(path)


@cache
def _described(keys: tuple[str, ...]) -> str:
    models: Iterable[type[BaseModel]] = [Instrument]
    told = ""
    for key in keys:
        fields = [field for model in models for name, field in model.model_fields.items() if key_of(name, model) == key]
        told = next((field.description for field in fields if field.description), "")
        models = [inner for field in fields for inner in models_in(field.annotation)]
    return told
