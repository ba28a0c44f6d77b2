"""Turn new wordings into changes of a YAML file in place, which leave every other byte of it as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from yaml.nodes import Node, ScalarNode, SequenceNode

from rely.loading.checks.findings import Path
from rely.loading.reader import compose
from rely.loading.source import Source
from rely.loading.translations.scalars import scalar

STEP = 2
"""By how many spaces a block is set in where a text of one string becomes one of several."""

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_BLOCK = ("|", ">")

Entries = dict[str | int, tuple[Node | None, Node]]


def edited(
    source: Source,
    wordings: Mapping[Path, str],
    *,
    language: str,
    languages: tuple[str, ...],
    add_language: bool = False,
) -> str:
    """The text of a file with these wordings in `language` at their paths.

    A wording takes the place of the one that is there, or stands below the other languages of its text. A text of
    one string keeps it for each of the `languages` of the questionnaire. `add_language` adds it to this list.
    """
    editor = _Editor(source, language, languages)
    for path, wording in wordings.items():
        editor.write(path, wording)
    if add_language:
        editor.add_language()
    return editor.text()


class _Editor:
    """The changes of one file, each as start, end and what comes in between; no two touch each other."""

    def __init__(self, source: Source, language: str, languages: tuple[str, ...]) -> None:
        self._source_text, self._content = source.text, source.text.content
        self._root = compose(source.text)
        self._language, self._languages = language, languages
        self._key = scalar(language)
        self._entries: dict[Node, Entries] = {}
        self._changes: list[tuple[int, int, str]] = []

    def text(self) -> str:
        """The file with all changes made."""
        parts, done = [], 0
        for start, end, text in sorted(self._changes):
            parts += [self._content[done:start], text]
            done = end
        return "".join((*parts, self._content[done:]))

    def write(self, path: Path, wording: str) -> None:
        """Write the wording of the text at `path`, which exists."""
        around, key, node = self._find(path)
        if isinstance(node, ScalarNode):
            self._split(around, key, node, wording)
            return
        known = self._entries_of(node).get(self._language)
        if known is not None:
            self._replace(known[1], wording, in_flow=bool(node.flow_style))
            return
        last_key, last = node.value[-1]
        text = scalar(wording, like=last.style, in_flow=bool(node.flow_style))
        self._append(node, last_key, last, f"{self._key}: {text}")

    def add_language(self) -> None:
        """Add the language to the list of languages."""
        _, _, node = self._find(("languages",))
        last = node.value[-1]
        if node.flow_style:
            self._append(node, last, last, self._key)
            return
        dash = self._content.rindex("-", 0, _start(last))
        self._insert_below(last, self._column(dash), f"- {self._key}")

    def _find(self, path: Iterable[str | int]) -> tuple[Any, Node | None, Any]:
        """The node around the one at `path`, its key there, and the node itself."""
        around, key, node = self._root, None, self._root
        for step in path:
            around = node
            key, node = self._entries_of(node)[step]
        return around, key, node

    def _entries_of(self, node: Node) -> Entries:
        if node not in self._entries:
            if isinstance(node, SequenceNode):
                self._entries[node] = {at: (None, entry) for at, entry in enumerate(node.value)}
            else:
                self._entries[node] = {key.value: (key, value) for key, value in node.value}
        return self._entries[node]

    def _replace(self, node: Any, wording: str, *, in_flow: bool) -> None:
        like = None if node.style in _BLOCK else node.style
        self._changes.append((_start(node), self._end(node), scalar(wording, like=like, in_flow=in_flow)))

    def _append(self, node: Any, last_key: Node, last: Node, entry: str) -> None:
        if node.flow_style:
            self._changes.append((self._end(last), self._end(last), f", {entry}"))
        else:
            self._insert_below(last, self._column(_start(last_key)), entry)

    def _insert_below(self, node: Node, column: int, line: str) -> None:
        at = self._line_end(self._end(node))
        self._changes.append((at, at, f"{self._break_at(at)}{' ' * column}{line}"))

    def _split(self, around: Any, key: Node | None, node: Any, wording: str) -> None:
        """Turn a text of one string into one of several: the string for all languages, and the wording for ours."""
        like = None if node.style in _BLOCK else node.style
        start, end = _start(node), self._end(node)
        written = self._content[start:end]
        if node.style in _BLOCK or _LINE_BREAK.search(written):
            written = scalar(node.value, like=like)
        new = scalar(wording, like=like, in_flow=bool(around.flow_style))
        lines = [*(f"{scalar(each)}: {written}" for each in self._languages), f"{self._key}: {new}"]
        if around.flow_style:
            self._changes.append((start, end, f"{{{', '.join(lines)}}}"))
            return
        column, between = self._column(start), self._break_at(self._line_end(end))
        lead = ""
        if key is not None and not _LINE_BREAK.search(self._content, key.end_mark.index, start):
            start = self._content.index(":", key.end_mark.index) + 1
            column = self._column(_start(key)) + STEP
            lead = between + " " * column
        self._changes.append((start, end, lead + f"{between}{' ' * column}".join(lines)))

    def _end(self, node: Any) -> int:
        """Where a scalar ends; a block scalar without the empty lines below it, which are not part of it."""
        if node.style not in _BLOCK:
            return int(node.end_mark.index)
        end = int(node.end_mark.index)
        while end > _start(node) and self._content[end - 1] in " \r\n":
            end -= 1
        return end

    def _column(self, offset: int) -> int:
        return self._source_text.place(offset).column - 1

    def _line_end(self, offset: int) -> int:
        found = _LINE_BREAK.search(self._content, offset)
        return len(self._content) if found is None else found.start()

    def _break_at(self, offset: int) -> str:
        """The line end that stands at `offset`, or at the end of the file the first of the file."""
        found = _LINE_BREAK.search(self._content, offset) or _LINE_BREAK.search(self._content)
        return "\n" if found is None else found.group()


def _start(node: Node) -> int:
    return int(node.start_mark.index)
