"""Turn what PyYAML says about a text it cannot read into a problem in plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from rely.loading.problems import Problem, build_problem
from rely.loading.source_text import SourceText


@dataclass(frozen=True, slots=True)
class _Saying:
    """A sentence for the complaints of PyYAML that hold one of `fragments`.

    The fragments are those of libyaml and of PyYAML's own parser, which word them differently. With
    `at_start` the problem is told where the unfinished thing begins, else where reading stopped.
    """

    fragments: tuple[str, ...]
    what: str
    hint: str
    at_start: bool = False


_NOT_IN_BLOCK = _Saying(
    ("expected key", "expected <block end>"),
    "this does not fit into the block of keys that begins on line {line}",
    "Put it in line with the keys of its block; a text that begins with a quote must end with it.",
)
_NO_KEY = _Saying(
    (),
    "the colon here has no key before it",
    "Write the key before the colon, or put the whole text in quotes if the colon belongs to it.",
)
_NOT_IN_QUOTES = _Saying(
    (),
    "this follows a text that ended before it, because the text begins with {character}",
    "Put the whole text in quotes; inside '...' write two single quotes for one.",
)
# The first that fits is told.
_SAYINGS = (
    _Saying(
        ("scanning a quoted scalar: found unexpected",),
        "the quote that opens here is never closed",
        "Close it with the same quote; inside '...' write two single quotes for one.",
        at_start=True,
    ),
    _Saying(
        ("unknown escape", "hexdecimal", "hexadecimal", "invalid Unicode character", "chr() arg", "C int"),
        "the backslash here begins no escape that YAML knows",
        "Use single quotes, in which a backslash is an ordinary character, or write it twice.",
    ),
    _Saying(
        ("scanning an alias", "scanning an anchor"),
        "a text cannot begin with & or * unless it stands in quotes",
        "Put the whole text in quotes.",
        at_start=True,
    ),
    _Saying(
        ("cannot start any token", "directive", "incompatible YAML document"),
        "a text cannot begin with {character} unless it stands in quotes",
        "Put the whole text in quotes.",
        at_start=True,
    ),
    _Saying(
        ("mapping values are not allowed",),
        "the colon here makes a key of what is before it, and no key can stand here",
        "Put the whole text in quotes if the colon belongs to it; otherwise correct the indentation.",
    ),
    _Saying(
        ("could not find expected ':'",),
        "a key must stand here, with a colon and a space behind it",
        "Add the colon; indent the line further if it goes on with the text above.",
        at_start=True,
    ),
    _Saying(
        ("sequence entries are not allowed",),
        "the dash here begins a list entry where no list can stand",
        "Put it on a line of its own below the key, or the whole text in quotes if the dash belongs to it.",
    ),
    _Saying(
        ("mapping keys are not allowed",),
        "the question mark here begins a key where none can stand",
        "Put the whole text in quotes if the question mark belongs to it.",
    ),
    _Saying(
        ("scanning a block scalar",),
        "nothing but a comment may follow | or > on its line",
        "Begin the text on the next line, or put it in quotes if the | or > belongs to it.",
    ),
    _Saying(
        ("',' or ']'", "',' or '}'"),
        "this does not fit into the brackets that open on line {line}",
        "Separate what is inside by commas and close the brackets; put texts that hold brackets in quotes.",
    ),
    _Saying(
        ("parsing a flow mapping", "parsing a flow sequence", "node content"),
        "a value is missing before this place, or brackets are not closed",
        "Write the value or close the brackets; put texts that hold brackets or commas in quotes.",
    ),
    _Saying(
        ("expected '-'", "parsing a block collection"),
        "this does not fit into the list that begins on line {line}",
        "Begin it with a dash, in line with the other entries, or indent it further to belong to one.",
    ),
    _NOT_IN_BLOCK,
    _Saying(
        ("<document start>",),
        "what the file holds has ended before this place",
        "Remove it or a line with ... before it, or indent it to belong to what stands above.",
    ),
)
_WORD = re.compile(r"[^\s,\[\]{}]+")
_BEGINS_SPECIALLY = re.compile(r"""\s*(?:-\s+)*(?:[^\s"'#-][^"'#]*?:\s+)?([*&\[{|>"'])""")


def syntax_problem(error: Exception, text: SourceText) -> Problem:
    """Return the problem for an error that PyYAML raised while it read `text`."""
    complaint = _complaint(error)
    stopped, started = _offsets(error, text.content)
    at_tab = "any token" in complaint and text.content.startswith("\t", stopped)
    if at_tab or "tab character" in complaint:
        return build_problem("tab-indent", text.place(stopped))
    if "undefined tag handle" in complaint or "a tag:" in complaint:
        word = _WORD.match(text.content, started)
        return build_problem("yaml-tag", text.place(started), word=word.group() if word else "!")
    saying, character = _saying(complaint), ""
    if saying is None:
        what = f"this cannot be read as YAML ({complaint})"
        return build_problem("yaml-syntax", text.place(stopped), what=what)
    if saying is _NOT_IN_BLOCK:
        saying, character = _reason_outside_block(text.content, stopped)
    offset = started if saying.at_start else stopped
    character = character or text.content[offset : offset + 1]
    what = saying.what.format(character=character, line=text.place(started).line)
    return build_problem("yaml-syntax", text.place(offset), hint=saying.hint, what=what)


def _complaint(error: Exception) -> str:
    if isinstance(error, yaml.MarkedYAMLError):
        return ": ".join(part for part in (error.context, error.problem) if part)
    return str(error)


def _offsets(error: Exception, content: str) -> tuple[int, int]:
    """Return where reading stopped and where the unfinished thing begins."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        # What PyYAML's own parser raises for an escape beyond the last character has no place.
        stopped = max(content.find("\\U"), 0)
        return stopped, stopped
    stopped = error.problem_mark.index
    return stopped, error.context_mark.index if error.context_mark else stopped


def _saying(complaint: str) -> _Saying | None:
    for saying in _SAYINGS:
        if any(fragment in complaint for fragment in saying.fragments):
            return saying
    return None


def _reason_outside_block(content: str, offset: int) -> tuple[_Saying, str]:
    """Return why what stands at `offset` may not fit its block, and the character that is to blame."""
    if content.startswith(":", offset):
        return _NO_KEY, ":"
    opening = _BEGINS_SPECIALLY.match(content[content.rfind("\n", 0, offset) + 1 : offset])
    return (_NOT_IN_QUOTES, opening[1]) if opening else (_NOT_IN_BLOCK, "")
