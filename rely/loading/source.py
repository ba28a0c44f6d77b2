"""Turn the YAML of one file into plain data, and a path into that data into line and column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from yaml.nodes import MappingNode, Node, SequenceNode

from rely.loading.problems import Place, Problem
from rely.loading.reader import Data, Reader, compose
from rely.loading.source_text import SourceText, check_characters, decode

Step: TypeAlias = str | int
"""A key, or the position of a list entry counted from 0."""


@dataclass(frozen=True, eq=False)
class Source:
    """What one file says, as plain data, with the place of everything in it; `has_nulls`: a value is null somewhere."""

    text: SourceText
    data: dict[str, Data]
    has_nulls: bool

    @property
    def path(self) -> str:
        """The path under which the file was read."""
        return self.text.path

    def place(self, path: Sequence[Step] = (), *, of_key: bool = False) -> Place:
        """Return where the value at `path` begins, or its key if `of_key`.

        A path that does not exist has the place of the deepest value on the way to it. A list entry
        has no key: it has the place of its value.
        """
        node, key = self._root, None
        for step in path:
            found = self._step(node, step)
            if found is None:
                key = None
                break
            key, node = found
        return self.text.place_of(key if of_key and key else node)

    def _step(self, node: Node, step: Step) -> tuple[Node | None, Node] | None:
        if isinstance(node, MappingNode):
            return self._entries(node).get(step)
        if isinstance(node, SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
            return None, node.value[step]
        return None

    def _entries(self, node: MappingNode) -> dict[Step, tuple[Node, Node]]:
        entries = self._known_entries.get(node)
        if entries is None:
            entries = {key.value: (key, value) for key, value in node.value}
            self._known_entries[node] = entries
        return entries

    @cached_property
    def _known_entries(self) -> dict[MappingNode, dict[Step, tuple[Node, Node]]]:
        return {}

    @cached_property
    def _root(self) -> Node:
        # Only a file with problems needs places, so only then is the tree made that knows them.
        return compose(self.text)


def read_source(raw: bytes | str, path: str) -> tuple[Source | None, list[Problem]]:
    """Read one file of YAML: `raw` is what it holds, `path` the name under which problems tell of it.

    Returns the source and the problems, sorted by place. The source is None when something in the file
    could not be read; with problems that leave no value out (a duplicate key, a tag) it is there, so
    that its content can be checked as well. Never raises for what a file holds.
    """
    text = decode(raw, path)
    if isinstance(text, Problem):
        return None, [text]
    problems = check_characters(text)
    if problems:
        return None, sorted(problems)
    reader = Reader(text)
    data = reader.read()
    return None if data is None else Source(text, data, reader.has_nulls), sorted(reader.problems)
