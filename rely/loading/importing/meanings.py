"""Turn the values that occur in a column into the codes of Rely, or into a question for the author of the mapping."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from rely.languages import words_for
from rely.loading.answers.picks import BEFORE_LABEL, item_picks, key_picks
from rely.loading.importing.columns import ASK
from rely.loading.importing.text import folded
from rely.loading.importing.words import (
    CANNOT_JUDGE,
    CHOSEN,
    DOES_NOT_APPLY,
    MARKS,
    NO,
    NOT_CHOSEN,
    SIGNS,
    YES,
)
from rely.loading.near import near_miss
from rely.model.instrument import Instrument
from rely.model.response_scales import DONT_KNOW, NOT_APPLICABLE, OrderedScale

MISSING: Final = "missing"
"""The word for: no answer. Where an option of the questionnaire has this code, the option is meant."""

IS_CHOSEN, IS_NOT_CHOSEN = "chosen", "not_chosen"
"""The words in a column that belongs to one option of several."""

MARK: Final = "it may be a mark for a missing answer"

_BY_LABEL: Final = "the label"
_MOST_CODES: Final = 30
_CODE_AND_LABEL = re.compile(r"(?P<code>-?\w+)\s*[-–—=.:)(]+\s*(?P<label>.+?)\)?\Z")
_WHOLE = re.compile(r"(?P<number>-?\d{1,9})(?:[.,]0+)?\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Meaning:
    """One value that occurs: what it becomes (ASK: its author has to say), why so, and how often it is there."""

    found: str
    code: str
    why: str
    count: int = 0


@dataclass
class Vocabulary:
    """The codes that a column can take, with their labels by language; `is_ordered`: they are steps of a scale."""

    codes: tuple[str, ...]
    by_language: Mapping[str, Mapping[str, str]]
    is_ordered: bool = False
    labels: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        for labels in self.by_language.values():
            for code, label in labels.items():
                self.labels[folded(label)].add(code)
                self.labels[folded(f"{code}{BEFORE_LABEL}{label}")].add(code)

    def label(self, code: str) -> str:
        """The label of a code for a remark: in English, or in the first language; empty without one."""
        languages = (self.by_language.get("en", {}), *self.by_language.values())
        return next((labels[code] for labels in languages if labels.get(code)), "")


def vocabulary_of(instrument: Instrument, target: str) -> Vocabulary | None:
    """What a column of this target can hold, when that is a choice from a list; None when it is typed freely."""
    by_language: dict[str, dict[str, str]] = {}
    codes: tuple[str, ...] = ()
    for language in instrument.languages:
        words = words_for(language)
        item = instrument.items.get(target)
        picks = key_picks(instrument, target, words) if item is None else item_picks(instrument, item, words)
        codes = tuple(code for code, _ in picks)
        by_language[language] = {code: label for code, label in picks if label}
    if not codes:
        return None
    ordered = target in instrument.items and isinstance(instrument.scale_of(instrument.items[target]), OrderedScale)
    return Vocabulary(codes, by_language, ordered)


def meanings_of(vocabulary: Vocabulary, counts: Mapping[str, int], known: Mapping[str, str]) -> list[Meaning]:
    """What each value means. `known` are values whose meaning the program that made the file tells."""
    found = [_meaning(vocabulary, value, count, known) for value, count in counts.items()]
    found = _all_or_none(vocabulary, found)
    order = {code: at for at, code in enumerate((ASK, *vocabulary.codes))}
    found.sort(key=lambda each: order.get(each.code, len(order)))
    return [*found, *_not_found(vocabulary, found)]


def meanings_of_ticks(counts: Mapping[str, int], labels: Iterable[str], known: Mapping[str, str]) -> list[Meaning]:
    """What each value means in columns that belong to one option each; `labels` are those of the options."""
    yes = {folded(label) for label in labels} | CHOSEN
    found = []
    for value, count in counts.items():
        spelled = folded(value)
        code, why = ASK, "it says neither yes nor no"
        if value in known:
            code, why = known[value], "as the program writes it"
        elif spelled in yes:
            code, why = IS_CHOSEN, ""
        elif spelled in NOT_CHOSEN:
            code, why = IS_NOT_CHOSEN, ""
        elif is_mark(value):
            why = MARK
        found.append(Meaning(value, code, why, count))
    return found


def is_mark(value: str) -> bool:
    """Whether a value may stand for a missing answer."""
    whole = _WHOLE.match(value)
    negative = whole is not None and int(whole["number"]) < 0
    return negative or value in SIGNS or folded(value) in MARKS


def _meaning(vocabulary: Vocabulary, value: str, count: int, known: Mapping[str, str]) -> Meaning:
    code, why = _code(vocabulary, value, known)
    return Meaning(value, code, why, count)


def _code(vocabulary: Vocabulary, value: str, known: Mapping[str, str]) -> tuple[str, str]:
    """The code and why."""
    codes = vocabulary.codes
    if value in codes:
        return value, vocabulary.label(value)
    if value in known:
        code = known[value]
        if code == ASK:
            return ASK, "the program writes it also for questions that were not shown"
        return (code if code in (*codes, MISSING) else MISSING), "as the program writes it"
    whole = _WHOLE.match(value) if vocabulary.is_ordered else None
    if whole is not None and whole["number"] in codes:
        return whole["number"], vocabulary.label(whole["number"])
    spelled = folded(value)
    meant = vocabulary.labels.get(spelled, set()) if spelled else set()
    if len(meant) > 1:
        return ASK, f"the label of {' and of '.join(sorted(meant))}"
    if meant:
        return next(iter(meant)), _BY_LABEL
    both = _CODE_AND_LABEL.match(value)
    if both is not None and vocabulary.labels.get(folded(both["label"])) == {both["code"]}:
        return both["code"], "code and label"
    for words in (YES, NO):
        options = [code for code in codes if _is_one_of(vocabulary, code, words)]
        if spelled in words and len(options) == 1 and not vocabulary.is_ordered:
            return options[0], vocabulary.label(options[0])
    for special, words in ((NOT_APPLICABLE, DOES_NOT_APPLY), (DONT_KNOW, CANNOT_JUDGE)):
        if spelled in words and value not in SIGNS:
            return (special, "") if special in codes else (ASK, f"{special} cannot be answered here")
    if is_mark(value):
        return ASK, MARK
    same = [code for code in codes if code.casefold() == value.casefold()]
    if len(same) == 1:
        return same[0], vocabulary.label(same[0])
    return ASK, _offer(vocabulary, value)


def _is_one_of(vocabulary: Vocabulary, code: str, words: frozenset[str]) -> bool:
    labels = (labels.get(code, "") for labels in vocabulary.by_language.values())
    return code.casefold() in words or any(folded(label) in words for label in labels)


def _offer(vocabulary: Vocabulary, value: str) -> str:
    by_label = {label: code for labels in vocabulary.by_language.values() for code, label in labels.items()}
    near = near_miss(value, by_label)
    if near is not None:
        return f"like '{near}', {by_label[near]}"
    return "no code and no label is the same"


def _all_or_none(vocabulary: Vocabulary, found: list[Meaning]) -> list[Meaning]:
    """Where numbers lie outside the scale, none is taken as a code: they may be shifted, or of another scale.

    A 0 beside all steps of the scale is something else by itself.
    """
    if not vocabulary.is_ordered:
        return found
    numbers = {each.found: int(whole["number"]) for each in found if (whole := _WHOLE.match(each.found)) is not None}
    outside = {number for text, number in numbers.items() if not is_mark(text) and str(number) not in vocabulary.codes}
    steps = {int(code) for code in vocabulary.codes if _WHOLE.match(code)}
    if not outside or (outside == {0} and steps <= set(numbers.values())):
        return found
    why = f"numbers here go from {min(numbers.values())} to {max(numbers.values())}, steps from {min(steps)} to"
    return [
        Meaning(each.found, ASK, f"{why} {max(steps)}", each.count)
        if each.found in numbers and each.why != MARK
        else each
        for each in found
    ]


def _not_found(vocabulary: Vocabulary, found: list[Meaning]) -> Iterator[Meaning]:
    """Codes, or labels of the languages that occur, which nobody has chosen so far, for later files."""
    if len(vocabulary.codes) > _MOST_CODES:
        return
    there = {each.found for each in found}
    taken = [each for each in found if each.code in vocabulary.codes]
    if any(each.found == each.code for each in taken):
        for code in vocabulary.codes:
            if code not in there:
                yield Meaning(code, code, vocabulary.label(code))
    spelled = {folded(each.found) for each in taken if each.why == _BY_LABEL}
    for labels in _languages_of(vocabulary, spelled):
        for code, label in labels.items():
            if label not in there and folded(label) not in spelled and len(vocabulary.labels[folded(label)]) == 1:
                there.add(label)
                yield Meaning(label, code, _BY_LABEL)


def _languages_of(vocabulary: Vocabulary, spelled: set[str]) -> list[Mapping[str, str]]:
    """The labels in the language in which all these are labels; where there is none, in all that have one of them."""
    every = [(labels, {folded(label) for label in labels.values()}) for labels in vocabulary.by_language.values()]
    whole = [labels for labels, there in every if spelled and spelled <= there]
    return whole[:1] or [labels for labels, there in every if spelled & there]
