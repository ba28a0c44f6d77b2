"""Turn an entry of a codebook into labelled lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rely.languages import N_, Words
from rely.research.codebook.content import Entry, Fact

KINDS: Mapping[str, str] = {"integer": N_("whole number"), "number": N_("number"), "text": N_("text")}
LEVELS: Mapping[str, str] = {"nominal": N_("nominal"), "ordinal": N_("ordinal"), "scale": N_("scale")}
"""What a cell holds, and the level of measurement, in English."""


def facts_of_entry(entry: Entry, words: Words) -> tuple[Fact, ...]:
    """The lines below the question and beside the codes: only those that say something."""
    return tuple(Fact(label, text) for label, text in _lines(entry, words) if text)


def remarks_on(entry: Entry, words: Words) -> tuple[str, ...]:
    """The same as short as can be, for a column of a table; which scores an item enters stands with the scores."""
    left_out = {words.gettext("Counts in"), words.gettext("Range"), words.gettext("Holds")}
    held = ", ".join(text for text in (_held(entry, words), range_words(entry, words)) if text)
    told = [
        fact.text if fact.label == words.gettext("When") else f"{fact.label}: {fact.text}"
        for fact in entry.facts
        if fact.label not in left_out and (fact.label != words.gettext("Reverse-coded") or entry.is_reversed)
    ]
    return (held, *(line for text in told for line in text.splitlines()))


def _lines(entry: Entry, words: Words) -> Iterator[tuple[str, str]]:
    yield words.gettext("Holds"), _held(entry, words)
    yield words.gettext("Range"), range_words(entry, words)
    yield from ((fact.label, fact.text) for fact in entry.facets if fact.label != entry.asked_by)
    yield words.gettext("When"), "\n".join(entry.when)
    if entry.is_reversed:
        yield words.gettext("Reverse-coded"), words.gettext("yes, in scores only: a high answer means less")
    elif entry.is_reversed is False and entry.scores:
        yield words.gettext("Reverse-coded"), words.gettext("no")
    yield words.gettext("Counts in"), ", ".join(entry.scores)
    if entry.weight is not None and entry.weight != 1:
        yield words.gettext("Weight"), words.measured(entry.weight, 6)
    if entry.is_quasi_identifier:
        yield words.gettext("Privacy"), words.gettext("may point at a person together with other answers")
    yield words.gettext("Evidence"), entry.evidence


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
