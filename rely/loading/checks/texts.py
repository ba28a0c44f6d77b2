"""Find texts that lack a language, have one too many, or whose languages do not agree."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import get_args, get_origin

from pydantic import BaseModel

from rely.loading.checks.findings import Finding, Path, found, listed, suggestion
from rely.loading.checks.index import Index
from rely.loading.checks.translations import check_versions
from rely.loading.keys import key_of, models_in
from rely.model.text import Text


def check_texts(index: Index) -> Iterator[Finding]:
    """Every text is written in all languages of the instrument, and in no other."""
    languages = index.instrument.languages
    complete = frozenset(languages)
    for path, text in texts_in(index.instrument, ()):
        written = text.root
        if isinstance(written, str):
            if not written.strip():
                yield found(path, "empty", what="the text has only white space")
            continue
        yield from check_versions(path, written)
        if written.keys() != complete:
            yield from _languages(path, tuple(written), languages)
        for language, words in written.items():
            if not words.strip():
                yield found((*path, language), "empty", what="the text has only white space")


def _languages(path: Path, written: tuple[str, ...], languages: tuple[str, ...]) -> Iterator[Finding]:
    for language in written:
        if language not in languages:
            hint = suggestion(language, languages, noun="language")
            yield found((*path, language), "unknown-language", language=language, hint=hint)
    lacking = [language for language in languages if language not in written]
    if lacking:
        yield found(path, "missing-language", languages=listed(lacking))


def texts_in(part: BaseModel, path: Path) -> Iterator[tuple[Path, Text]]:
    """Every text inside a part of an instrument, with its path."""
    for name, key, several in _places(type(part)):
        value = getattr(part, name)
        if value is None:
            continue
        if isinstance(value, dict):
            for name_of_entry, entry in value.items():
                yield from _one((*path, key, name_of_entry), entry)
        elif not several:
            yield from _one((*path, key), value)
        else:
            for position, entry in enumerate(value):
                yield from _one((*path, key, position), entry)


def _one(path: Path, value: BaseModel) -> Iterator[tuple[Path, Text]]:
    if isinstance(value, Text):
        yield path, value
    else:
        yield from texts_in(value, path)


@cache
def _places(model: type[BaseModel]) -> tuple[tuple[str, str, bool], ...]:
    """The fields of a model in which texts can lie: name, key in the file, whether it is a list."""
    places = []
    for name, field in model.model_fields.items():
        several = any(get_origin(kind) is tuple for kind in (field.annotation, *get_args(field.annotation)))
        if any(_holds_text(kind, frozenset()) for kind in models_in(field.annotation)):
            places.append((name, key_of(name, model), several))
    return tuple(places)


def _holds_text(model: type[BaseModel], within: frozenset[type[BaseModel]]) -> bool:
    """Whether a text can lie inside the model; `within` are the models around it, which may recur."""
    if model in within:
        return False
    inner = (kind for field in model.model_fields.values() for kind in models_in(field.annotation))
    return model is Text or any(_holds_text(kind, within | {model}) for kind in inner)
