"""Turn items still to be answered into words: how many statements and questions, and how many minutes."""

from collections.abc import Sequence
from math import ceil

from rely.languages import Words
from rely.model.instrument import Instrument
from rely.model.items import Item
from rely.services.outline import seconds_for


def extent_of(instrument: Instrument, items: Sequence[Item], words: Words) -> str:
    """How many statements, which share the question of their section, and how many questions of their own."""
    stated = {item.id for each in instrument.sections if each.question is not None for item in each.items}
    statements = sum(item.id in stated for item in items)
    questions = len(items) - statements
    parts = []
    if statements:
        parts.append(words.ngettext("%(n)s statement", "%(n)s statements", statements))
    if questions:
        parts.append(words.ngettext("%(n)s question", "%(n)s questions", questions))
    return words.list_of(parts)


def minutes_for(instrument: Instrument, items: Sequence[Item]) -> int:
    """How many minutes these items take, rounded up, and at least one."""
    return max(1, ceil(seconds_for(instrument, list(items)) / 60))
