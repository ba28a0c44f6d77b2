"""Turn an entry of a codebook into labelled lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from rely.languages import N_, Words
from rely.research.codebook.content import Entry, Fact

KINDS: Mapping[str, str] = {"integer": N_("whole number"), "number": N_("number"), "text": N_("text")}
LEVELS: Mapping[str, str] = {"nominal": N_("nominal"), "ordinal": N_("ordinal"), "scale": N_("scale")}
"""What a cell holds, and the level of measurement, in English."""


class _Line(NamedTuple):
    """One line; `part` is the column of its own that tells the same in the table of a book, empty where none does."""

    label: str
    text: str
    part: Literal["", "when", "held", "forward", "scores"] = ""


def facts_of_entry(entry: Entry, words: Words) -> tuple[Fact, ...]:
    """The lines below the question and beside the codes: only those that say something."""
    return tuple(Fact(line.label, line.text) for line in _lines(entry, words) if line.text)


def remarks_on(entry: Entry, words: Words) -> tuple[str, ...]:
    """The same as short as can be, for a column of a table; which scores an item enters stands with the scores."""
    held = ", ".join(text for text in (_held(entry, words), range_words(entry, words)) if text)
    lines = [line for line in _lines(entry, words) if line.text and line.part in ("", "when")]
    told = [line.text if line.part == "when" else f"{line.label}: {line.text}" for line in lines]
    return (held, *(line for text in told for line in text.splitlines()))


def _lines(entry: Entry, words: Words) -> Iterator[_Line]:
    yield _Line(words.gettext("Holds"), _held(entry, words), "held")
    yield _Line(words.gettext("Range"), range_words(entry, words), "held")
    yield from (_Line(fact.label, fact.text) for fact in entry.facets if fact.label != entry.asked_by)
    yield _Line(words.gettext("When"), "\n".join(entry.when), "when")
    if entry.is_reversed:
        yield _Line(words.gettext("Reverse-coded"), words.gettext("yes, in scores only: a high answer means less"))
    elif entry.is_reversed is False and entry.scores:
        yield _Line(words.gettext("Reverse-coded"), words.gettext("no"), "forward")
    yield _Line(words.gettext("Counts in"), ", ".join(entry.scores), "scores")
    if entry.weight is not None and entry.weight != 1:
        yield _Line(words.gettext("Weight"), words.measured(entry.weight, 6))
    if entry.is_quasi_identifier:
        yield _Line(words.gettext("Privacy"), words.gettext("may point at a person together with other answers"))
    yield _Line(words.gettext("Evidence"), entry.evidence)


def _held(entry: Entry, words: Words) -> str:
    kind, level = words.gettext(KINDS[entry.kind]), words.gettext(LEVELS[entry.level])
    return words.gettext("%(kind)s, %(level)s", kind=kind, level=level)


def range_words(entry: Entry, words: Words) -> str:
    """What numbers a variable can hold, with its unit; empty for text and where the codes say it."""
    low, high = entry.low, entry.high
    if entry.kind == "text" or (low is not None and high is not None and len(entry.codes) == high - low + 1):
        return ""
    if low is None and high is None:
        return entry.unit
    if high is None:
        told = words.gettext("at least %(low)s", low=words.measured(low or 0, 6))
    elif low is None:
        told = words.gettext("at most %(high)s", high=words.measured(high, 6))
    else:
        told = words.gettext("%(low)s to %(high)s", low=words.measured(low, 6), high=words.measured(high, 6))
    return f"{told} {entry.unit}".strip()
