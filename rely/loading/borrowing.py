"""Turn `items_from` in the data of a questionnaire into the items that it names, and remember where each stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pydantic import ValidationError

from rely.loading.checks.findings import Finding, Path, unknown
from rely.loading.other_instruments import OtherInstruments, Unavailable
from rely.loading.reader import Data
from rely.model.instrument import Instrument
from rely.model.items import BorrowedItems, Item

TAKEN = ("id", "text", "label", "help", "why", "response_scale", "allow_na", "reverse", "facets")
"""What a borrowed item keeps; the rest names things of the other instrument or weighs for its scores."""

TEXTS = ("text", "label", "help", "why")


class Origin(NamedTuple):
    """Where a borrowed item is written: its entry under `items_from`, its position there, and what `with` changes."""

    entry: Path
    position: int
    changed: dict[str, Path]

    def path(self, inner: Path) -> Path:
        """The place in the file for what lies at `inner` inside the item."""
        if inner and inner[0] in self.changed:
            return (*self.entry, "with", *self.changed[str(inner[0])], *inner[1:])
        return (*self.entry, "items", self.position)


@dataclass
class Resolved:
    """The data of a questionnaire with borrowed items in the place of `items_from`.

    `origins` holds, for each section by position, where its borrowed items are written. `lacking` are the ids of
    items that could not be had, and `findings` why; their entries still stand in the data.
    """

    data: dict[str, Data]
    origins: dict[int, list[Origin]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    lacking: set[str] = field(default_factory=set)

    def written(self, path: Path) -> Path:
        """The path in the file for a path in the resolved data."""
        if len(path) < 4 or (path[0], path[2]) != ("sections", "items"):
            return path
        section, position = path[1], path[3]
        if not isinstance(section, int) or not isinstance(position, int) or section not in self.origins:
            return path
        borrowed = self.origins[section]
        if position < len(borrowed):
            return borrowed[position].path(path[4:])
        return (*path[:3], position - len(borrowed), *path[4:])


def resolve(data: dict[str, Data], others: OtherInstruments) -> Resolved:
    """Replace every `items_from` by the items that it names, which come before the section's own.

    What has the wrong shape stays as it is, for the model to tell. The data handed in is left as it was.
    """
    sections = data.get("sections")
    resolved = Resolved(data)
    if not isinstance(sections, list) or not any(isinstance(each, dict) and "items_from" in each for each in sections):
        return resolved
    taking = _Taking(resolved, others, _languages(data), _facets(data))
    resolved.data = {**data, "sections": [taking.section(at, each) for at, each in enumerate(sections)]}
    return resolved


class _Taking:
    """Takes items, section by section."""

    def __init__(
        self, resolved: Resolved, others: OtherInstruments, languages: frozenset[str], facets: frozenset[str]
    ) -> None:
        self._resolved = resolved
        self._others = others
        self._languages = languages
        self._facets = facets

    def section(self, place: int, section: Data) -> Data:
        """The section with its borrowed items; `items_from` stays when one of its entries is not resolved."""
        if not isinstance(section, dict):
            return section
        entries, own = section.get("items_from"), section.get("items", [])
        if not isinstance(entries, list) or not isinstance(own, list):
            return section
        origins = self._resolved.origins.setdefault(place, [])
        items: list[Data] = []
        sound = True
        for at, entry in enumerate(entries):
            path: Path = ("sections", place, "items_from", at)
            try:
                wanted = BorrowedItems.model_validate(entry)
            except ValidationError:
                sound = False
                continue
            taken, complete = self._entry(path, f"section '{section.get('id')}'", wanted)
            sound = sound and complete and not _has_nothing(entry)
            items += [item for item, _ in taken]
            origins += [origin for _, origin in taken]
        kept = {key: value for key, value in section.items() if key != "items_from" or not sound}
        return {**kept, "items": [*items, *own]}

    def _entry(self, path: Path, owner: str, wanted: BorrowedItems) -> tuple[list[tuple[Data, Origin]], bool]:
        """The items of one entry, and whether all that it names is there."""
        told = len(self._resolved.findings)
        taken: list[tuple[Data, Origin]] = []
        try:
            other = self._others.get(wanted.instrument, wanted.version, path, owner)
        except Unavailable as error:
            self._resolved.findings.append(error.finding)
            self._resolved.lacking.update(wanted.items)
        else:
            taken = list(self._items(path, owner, wanted, other))
        return taken, len(self._resolved.findings) == told

    def _items(self, path: Path, owner: str, wanted: BorrowedItems, other: Instrument) -> Iterable[tuple[Data, Origin]]:
        for position, name in enumerate(wanted.items):
            if name not in other.items:
                place = (*path, "items", position)
                borrower = f"{owner} borrows from '{other.id}' and"
                self._resolved.findings.append(unknown(place, "item", borrower, name, other.items))
                self._resolved.lacking.add(name)
                continue
            item = self._own(other.items[name])
            changed = _changes(wanted, name, item.get("facets", {}))
            yield {**item, **changed}, Origin(path, position, {key: _place(key, name) for key in changed})
        for name in wanted.with_.text if wanted.with_ is not None else ():
            if name not in wanted.items:
                place = (*path, "with", "text", name)
                self._resolved.findings.append(unknown(place, "item", owner, name, wanted.items))

    def _own(self, item: Item) -> dict[str, Any]:
        """What is taken of an item of the other instrument."""
        written = item.model_dump(mode="json", by_alias=True, exclude_unset=True, include=set(TAKEN))
        facets = {facet: values for facet, values in written.pop("facets", {}).items() if facet in self._facets}
        for key in TEXTS:
            if key in written:
                written[key] = self._in_languages(written[key])
        return {**written, "facets": facets} if facets else written

    def _in_languages(self, text: str | dict[str, str]) -> str | dict[str, str]:
        """The text in the languages of this questionnaire; as it is where it has none of them."""
        if isinstance(text, str):
            return text
        return {language: words for language, words in text.items() if language in self._languages} or text


def _has_nothing(entry: Data) -> bool:
    """Whether a key inside has no value, which is told of the data that is left."""
    if isinstance(entry, dict):
        return any(map(_has_nothing, entry.values()))
    return entry is None


def _changes(wanted: BorrowedItems, name: str, facets: dict[str, Any]) -> dict[str, Any]:
    """What `with` says about one item, which has these facets."""
    if wanted.with_ is None:
        return {}
    changes = wanted.with_.model_dump(mode="json", exclude_unset=True, exclude_none=True)
    texts = changes.pop("text", {})
    if "facets" in changes:
        changes["facets"] = {**facets, **changes["facets"]}
    return {**changes, "text": texts[name]} if name in texts else changes


def _place(key: str, name: str) -> Path:
    return ("text", name) if key == "text" else (key,)


def _languages(data: dict[str, Data]) -> frozenset[str]:
    languages = data.get("languages")
    return frozenset(str(each) for each in (languages if isinstance(languages, list) else []))


def _facets(data: dict[str, Data]) -> frozenset[str]:
    facets = data.get("facets")
    declared = facets if isinstance(facets, list) else []
    return frozenset(str(each.get("id")) for each in declared if isinstance(each, dict))
