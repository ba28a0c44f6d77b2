"""Turn a problem with an answer into the sentence that says what to do."""

from typing import Any

from rely.languages import N_, Words
from rely.model.items import Item
from rely.model.response_scales import NumberEntry, ResponseScale, TextEntry

WHOLE_NUMBER = N_("Enter a whole number, for example 5.")
NUMBER = N_("Enter a number, for example 5 or 2.5.")
CHOOSE = N_("Choose one of the answers.")

SENTENCES: dict[str, str] = {
    "unknown-code": CHOOSE,
    "na-not-allowed": CHOOSE,
    "dk-not-allowed": CHOOSE,
    "not-a-list": CHOOSE,
    "repeated-code": CHOOSE,
    "unknown-item": CHOOSE,
    "not-text": CHOOSE,
    "not-a-number": NUMBER,
    "decimal-comma": NUMBER,
    "not-whole": WHOLE_NUMBER,
    "grouped-number": N_("Write thousands without a point or comma: 1250."),
    "not-a-date": N_("Enter a day as year, month and day, for example 2026-11-30."),
    "unknown-country": N_("Choose a country from the list."),
    "too-long": N_("Use at most %(max)s characters."),
    "control-character": N_("This holds characters that cannot be seen. Please type it again."),
}
"""What to tell a respondent about each kind of answer problem."""


def sentence_for(kind: str, scale: ResponseScale, typed: str, words: Words) -> str:
    """What to do about an answer, with what was typed, in one or two sentences."""
    told = advice_for(kind, scale, words)
    if isinstance(scale, NumberEntry) and typed.strip():
        told += " " + words.gettext("You typed %(typed)s.", typed=words.quoted(_short(typed, 40)))
    return told


def summary_for(item: Item, kind: str, scale: ResponseScale, words: Words) -> str:
    """The line of the summary at the head of the page: which question, and what to do."""
    question = _short(words.text(item.label or item.text), 70)
    mark = "" if question[-1] in ".?!…" else ":"
    return f"{question}{mark} {advice_for(kind, scale, words)}"


def advice_for(kind: str, scale: ResponseScale, words: Words) -> str:
    """What to do about an answer."""
    if kind == "out-of-range" and isinstance(scale, NumberEntry):
        return _in_range(scale, words)
    if kind == "not-a-number" and isinstance(scale, NumberEntry) and scale.whole:
        kind = "not-whole"
    values: dict[str, Any] = {}
    if kind == "too-long" and isinstance(scale, TextEntry):
        values["max"] = words.number(scale.max_length)
    return words.gettext(SENTENCES.get(kind, CHOOSE), **values)


def _in_range(scale: NumberEntry, words: Words) -> str:
    least = None if scale.min is None else words.measured(scale.min)
    most = None if scale.max is None else words.measured(scale.max)
    if least is not None and most is not None:
        return words.gettext("Enter a number from %(min)s to %(max)s.", min=least, max=most)
    if least is not None:
        return words.gettext("Enter %(min)s or more.", min=least)
    return words.gettext("Enter %(max)s or less.", max=most)


def _short(text: str, longest: int) -> str:
    """The text, cut between two words where it is longer than this."""
    if len(text) <= longest:
        return text
    cut = text[:longest]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:(") + "…"
