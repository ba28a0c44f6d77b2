"""Turn an instrument and its last release into the translations that have not followed their source since then."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from rely.loading.checks.findings import Finding, Path, found
from rely.loading.checks.texts import texts_in
from rely.loading.releases import COPIES, ReleaseRefused, read_releases
from rely.loading.translations.contexts import Contexts, names_of
from rely.model.instrument import Instrument


@dataclass(frozen=True, slots=True)
class Stale:
    """A translation at `path` (its last step is the language) whose source was `before` in the last release."""

    path: Path
    language: str
    before: str
    version: str


def check_stale(folder: FilePath, instrument: Instrument, data: Mapping[str, Any]) -> Iterator[Finding]:
    """A finding for each translation whose source has changed since the last release, and which has not.

    `data` is the joined YAML of the questionnaire in `folder`.
    """
    source = instrument.languages[0]
    for each in stale_translations(folder, instrument, data):
        yield found(each.path, "stale-translation", language=each.language, source=source, version=each.version)


def stale_translations(folder: FilePath, instrument: Instrument, data: Mapping[str, Any]) -> Iterator[Stale]:
    """As check_stale. There are none without a release, and none while the version is still the released one."""
    version, released = _last_release(folder, instrument)
    if released is None or len(instrument.languages) < 2:
        return
    contexts, before, source = Contexts(data), _Released(released), instrument.languages[0]
    for path, text in texts_in(instrument, ()):
        if isinstance(text.root, str) or source not in text.root or not contexts.has(path):
            continue
        earlier = before.at(contexts.steps(path))
        for language, wording in text.root.items():
            if language == source or not earlier:
                continue
            # What it was translated from: several, where entries without an id may have changed places.
            sources = [_in(each, source) for each in earlier if _in(each, language) == _normal(wording)]
            known = [each for each in sources if each is not None]
            if known and _normal(text.root[source]) not in known:
                yield Stale((*path, language), language, known[0], version)


def _last_release(folder: FilePath, instrument: Instrument) -> tuple[str, Any]:
    """The version of the last release and its content; None without any, while it is current, or when it is broken."""
    try:
        releases = read_releases(folder)
    except ReleaseRefused:
        return "", None  # which is told by the check of releases
    if not releases or releases[-1].version == instrument.version:
        return "", None
    version = releases[-1].version
    try:
        content = (folder / COPIES / f"{version}.json").read_bytes().rstrip(b"\n")
    except OSError:
        return version, None
    is_whole = f"sha256:{hashlib.sha256(content).hexdigest()}" == releases[-1].digest
    return version, json.loads(content) if is_whole else None


class _Released:
    """The content of a release, with what lies at the steps that `Contexts` gives."""

    def __init__(self, data: Any) -> None:
        self._data = data
        self._by_name: dict[int, dict[str, Any]] = {}
        self._items: dict[str, Any] | None = None

    def at(self, steps: tuple[str, ...]) -> list[Any]:
        """What lies there: nothing, one value, or one for each entry without a name of its own."""
        values = [self._data]
        if len(steps) > 3 and steps[0] == "sections" and steps[2] == "items":
            values, steps = [self._all_items()], steps[3:]  # an item stays itself in another section
        for step in steps:
            values = [inner for value in values for inner in self._inside(value, step)]
        return values

    def _inside(self, value: Any, step: str) -> list[Any]:
        if isinstance(value, dict):
            return [value[step]] if step in value else []
        if not isinstance(value, list):
            return []
        named = self._named(value)
        if "#" not in step:
            return [named[step]] if step in named else []
        alike = step.partition("#")[0]
        return [entry for name, entry in named.items() if "#" in name and name.partition("#")[0] == alike]

    def _named(self, entries: list[Any]) -> dict[str, Any]:
        if id(entries) not in self._by_name:
            self._by_name[id(entries)] = dict(zip(names_of(entries), entries, strict=True))
        return self._by_name[id(entries)]

    def _all_items(self) -> dict[str, Any]:
        if self._items is None:
            sections = self._data["sections"]
            self._items = {item["id"]: item for section in sections for item in section.get("items", ())}
        return self._items


def _in(text: Any, language: str) -> str | None:
    """The wording of a released text in a language; one string serves all."""
    wording = text.get(language) if isinstance(text, dict) else text
    return wording if isinstance(wording, str) else None


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)  # as the copy of a release is
