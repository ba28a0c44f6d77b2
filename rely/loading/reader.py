"""Turn the events of a YAML text into plain data, and everything the format forbids into problems."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import Any, NoReturn, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.nodes import Node

from rely.loading.problems import Place, Problem, build_problem
from rely.loading.source_text import SourceText, character_name, control_character
from rely.loading.syntax import syntax_problem
from rely.model.scalars import Plain

Data: TypeAlias = "str | list[Data] | dict[str, Data] | None"
"""What a value is read as: Plain without quotes, str in quotes or as a block scalar, None for null."""

_Event: TypeAlias = Any  # the types known for PyYAML leave out most attributes of its events

MAX_DEPTH = 50
MAX_EVENTS = 600_000  # about two for each key with its value

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


class _BeyondLimit(Exception):
    """Raised at the event with which a file gets deeper or longer than any questionnaire is."""

    def __init__(self, code: str, event: _Event, limit: int) -> None:
        super().__init__(code)
        self.code = code
        self.event = event
        self.limit = limit


class Reader:
    """Reads one text into data and notes every problem on the way.

    Events come one by one, so the depth of a hostile file never gets onto the stack of the C parser,
    which composes by recursion and knows no limit.
    """

    def __init__(self, text: SourceText) -> None:
        self.problems: list[Problem] = []
        self.has_nulls = False
        self._text = text
        self._events: Iterator[_Event] = iter(())
        self._nothing_left_out = True

    def read(self) -> dict[str, Data] | None:
        """Return the data of the file, or None when something in it could not be read."""
        try:
            self._events = _events(self._text)
            data = self._document()
        except _BeyondLimit as error:
            self._refuse(error.code, error.event, limit=error.limit)
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            # The last two: PyYAML's own parser meets "\UFFFFFFFF" with them, libyaml with a YAMLError.
            self.problems.append(syntax_problem(error, self._text))
        else:
            return data if self._nothing_left_out else None
        return None

    def _document(self) -> dict[str, Data] | None:
        next(self._events)  # the start of the stream
        if isinstance(next(self._events), StreamEndEvent):
            self._refuse_empty()
            return None
        top = next(self._events)
        data = self._value(top, 0)
        next(self._events)  # the end of the document
        event = next(self._events)
        if isinstance(event, DocumentStartEvent):
            self._refuse("several-documents", event)
        elif isinstance(data, dict):
            return data
        elif data is not None:
            what = "a list" if isinstance(data, list) else "a text"
            self._refuse("not-a-mapping", top, what=what)
        elif not isinstance(top, AliasEvent):
            self._refuse_empty()
        return None

    def _refuse_empty(self) -> None:
        self.problems.append(build_problem("empty-file", Place(self._text.path)))

    def _value(self, event: _Event, depth: int) -> Data:
        # Events have no subclasses, and `type` is the quicker question in the busiest place.
        kind = type(event)
        if kind is ScalarEvent:
            text: str = event.value
            if event.anchor or event.tag:
                self._check_properties(event)
            if not event.style:
                if text in _NULLS:
                    self.has_nulls = True
                    return None
                return Plain(text)
            if event.style == '"' and not text.isprintable():
                self._check_escapes(event)
            return text
        if kind is MappingStartEvent:
            return self._mapping(event, depth + 1)
        if kind is SequenceStartEvent:
            return self._sequence(event, depth + 1)
        self._check_properties(event)
        return None

    def _mapping(self, start: _Event, depth: int) -> dict[str, Data]:
        self._enter(start, depth)
        data: dict[str, Data] = {}
        keys: list[_Event] = []
        events = self._events
        for event in events:
            if type(event) is MappingEndEvent:
                break
            if type(event) is ScalarEvent and (event.style or event.value not in _NULLS):
                if event.anchor or event.tag:
                    self._check_properties(event)
                keys.append(event)
                data[event.value] = self._value(next(events), depth)
            else:
                self._refuse_key(event, self._value(event, depth))
                self._value(next(events), depth)
        if len(keys) > len(data):
            self._check_duplicates(keys)
        if "<<" in data or not "".join(data).isprintable():
            self._check_spelling(keys)
        return data

    def _sequence(self, start: _Event, depth: int) -> list[Data]:
        self._enter(start, depth)
        data: list[Data] = []
        for event in self._events:
            if type(event) is SequenceEndEvent:
                break
            data.append(self._value(event, depth))
        return data

    def _enter(self, start: _Event, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise _BeyondLimit("too-deep", start, MAX_DEPTH)
        if start.anchor or start.tag:
            self._check_properties(start)

    def _check_properties(self, event: _Event) -> None:
        if event.anchor:
            self._nothing_left_out = False
            mark = "*" if isinstance(event, AliasEvent) else "&"
            self._refuse("yaml-alias", event, word=mark + event.anchor)
        elif event.tag:
            self._refuse("yaml-tag", event, word=event.tag.replace("tag:yaml.org,2002:", "!!"))

    def _check_escapes(self, event: _Event) -> None:
        found = control_character(event.value)
        if found:
            character = character_name(found.group())
            self._refuse("control-character", event, character=character, repeated=" as an escape")

    def _refuse_key(self, event: _Event, key: Data) -> None:
        self._nothing_left_out = False
        if isinstance(key, list):
            self._refuse("key-not-text", event, what="a list")
        elif isinstance(key, dict):
            self._refuse("key-not-text", event, what="a block of keys")
        elif not isinstance(event, AliasEvent):
            self._refuse("key-not-text", event, what="nothing, or null,")

    def _check_duplicates(self, keys: list[_Event]) -> None:
        first: dict[str, Place] = {}
        for event in keys:
            place = self._text.place_of(event)
            known = first.setdefault(event.value, place)
            if known is not place:
                self._refuse("duplicate-key", event, key=event.value, line=known.line, column=known.column)

    def _check_spelling(self, keys: list[_Event]) -> None:
        for event in keys:
            hidden = [character for character in event.value if not character.isprintable()]
            if event.value == "<<" and not event.style:
                self._nothing_left_out = False
                self._refuse("merge-key", event)
            elif hidden:
                self._nothing_left_out = False
                name = character_name(hidden[0])
                self._refuse("hidden-character", event, key=event.value, character=name)

    def _refuse(self, code: str, event: _Event, **facts: object) -> None:
        self.problems.append(build_problem(code, self._text.place_of(event), hint="", **facts))


def compose(text: SourceText) -> Node:
    """Return the tree of nodes, which know their places, of a text that `Reader` could read."""
    root: Node | None = _loader(text).get_single_node()
    if root is None:
        raise ValueError("only a text that has content can be composed")
    return root


def _events(text: SourceText) -> Iterator[_Event]:
    """Return the events of a text, each made when it is asked for; beyond MAX_EVENTS, raise."""
    parser = _loader(text)

    def one_too_many() -> NoReturn:
        raise _BeyondLimit("too-many-values", parser.get_event(), MAX_EVENTS)

    return chain(islice(iter(parser.get_event, None), MAX_EVENTS), iter(one_too_many, None))


def _loader(text: SourceText) -> Any:
    loader: Any = (yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader)(text.content)
    loader.resolve = _no_tag
    return loader


def _no_tag(kind: type[Node], value: str, implicit: tuple[bool, bool]) -> None:
    """Stand in for PyYAML's guessing of types, which nothing here asks for."""
