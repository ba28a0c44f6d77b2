"""Turn the names above the columns of a foreign table into the items they stand for, or into what they are like."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from typing import Final

from rely.loading.answers.cells import COLUMNS, GIVEN
from rely.loading.importing.programs import ANY, IGNORE, Program, spelled
from rely.loading.importing.text import folded, letters, squeezed
from rely.loading.importing.words import RECODED
from rely.model.instrument import Instrument
from rely.model.response_scales import Multiple
from rely.model.text import Text

ASK: Final = "?"
"""Stands in a mapping where its author has to decide."""

KEYS: Final = tuple(key for key in COLUMNS if key != "instrument")
"""The targets of columns that are no answers."""

LEAST_ALIKE: Final = 0.72
MOST_OFFERED: Final = 3
_RAREST: Final = 6
_MOST_COMPARED: Final = 50_000  # wordings; in a file of thousands of foreign columns the rest is compared with none
_LONGEST: Final = 400
_LONGEST_ID: Final = 30
_IDS_ALIKE: Final = 0.75

_NUMBERING = re.compile(r"^\s*(?:[A-Za-z]{0,3}\d{1,4}[a-z]?(?:[._]\d{1,3})*\s*[.):]|\d{1,4}\s)\s*")
_BRACKETS = re.compile(r"^(?P<head>.*?)\s*\[(?P<tail>[^\[\]]+)\]\s*$", re.DOTALL)
_SELECTED = re.compile(r"selected choice|response|open ended response")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a foreign table: its position from 0, its name, and further texts of the header above it.

    `question` is the name of the column to the left to which a column without a name belongs.
    """

    at: int
    name: str
    texts: tuple[str, ...] = ()
    question: str = ""


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """What a column becomes: `to` an item, `given.` fact or key, IGNORE or ASK; `option` of several; and why so.

    `offers` are the targets that its wording is like, with how much, from 0 to 1.
    """

    column: Column
    to: str
    why: str = ""
    option: str = ""
    offers: tuple[tuple[str, float], ...] = ()


def columns_of(names: Sequence[str], further: Sequence[Sequence[str]], program: Program | None) -> tuple[Column, ...]:
    """The columns below a header; where options stand below questions, each belongs to the last name to its left."""
    width = max((len(names), *(len(row) for row in further)), default=0)
    columns, last = [], ""
    for at in range(width):
        name = names[at] if at < len(names) else ""
        last = name or last
        texts = tuple(row[at] for row in further if at < len(row) and row[at] and not row[at].startswith("{"))
        continued = last if program is not None and program.options_below else ""
        columns.append(Column(at, name, texts, continued))
    return tuple(columns)


class Columns:
    """Knows the ids and wordings of an instrument, and finds those that a column stands for."""

    def __init__(self, instrument: Instrument) -> None:
        self._targets = (*KEYS, *(f"{GIVEN}{fact.id}" for fact in instrument.given), *instrument.items)
        self._exact = frozenset(self._targets)
        self._folded: dict[str, dict[str, None]] = defaultdict(dict)
        self._wordings: dict[str, dict[str, None]] = defaultdict(dict)
        self._options: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
        self._labels: dict[str, str] = {}
        for target in self._targets:
            self._folded[folded(target)].setdefault(target)
        for fact in instrument.given:
            self._folded[folded(fact.id)].setdefault(f"{GIVEN}{fact.id}")
            self._word(f"{GIVEN}{fact.id}", fact.label)
        for item in instrument.items.values():
            self._word(item.id, item.text)
            if item.label is not None:
                self._word(item.id, item.label)
            scale = instrument.scale_of(item)
            if isinstance(scale, Multiple):
                for option in scale.options:
                    self._option(item.id, item.text, option.code, option.label)
                    if item.label is not None:
                        self._option(item.id, item.label, option.code, option.label)
        self._compared = 0
        self._words: dict[str, list[str]] = defaultdict(list)
        for wording in self._wordings:
            for word in set(wording.split()):
                self._words[word].append(wording)

    def guess(self, columns: Iterable[Column], program: Program | None) -> list[ColumnGuess]:
        """What each column becomes; of two that would become the same, the second is a question."""
        guesses, taken = [], dict[tuple[str, str], int]()
        for column in columns:
            guess = self._guess(column, program)
            target = (guess.to, guess.option)
            if guess.to in (IGNORE, ASK):
                pass
            elif target in taken:
                offers = ((guess.to, 1.0),)
                guess = ColumnGuess(column, ASK, "another column holds the same", offers=offers)
            else:
                taken[target] = column.at
            guesses.append(guess)
        whole = {guess.to: letters(guess.column.at) for guess in guesses if not guess.option}
        return [
            ColumnGuess(guess.column, IGNORE, f"column {whole[guess.to]} holds all of these answers")
            if guess.option and guess.to in whole
            else guess
            for guess in guesses
        ]

    def knows(self, name: str) -> bool:
        """Whether a name is that of a target, or the wording of one."""
        return any(
            text in self._exact or self._found(folded(text)) or folded(text) in self._options
            for text in _readings(Column(0, name))
        )

    def _word(self, target: str, text: Text) -> None:
        for _, wording in text.versions():
            self._wordings[folded(wording)].setdefault(target)

    def _option(self, item: str, text: Text, code: str, label: Text) -> None:
        meant = (item, code)
        self._options[folded(f"{item} {code}")].setdefault(meant)
        for language, wording in text.versions():
            for other, spelled_out in label.versions():
                if language == other or None in (language, other):
                    self._options[folded(f"{wording} {spelled_out}")].setdefault(meant)
        for _, spelled_out in label.versions():
            self._options[folded(f"{item} {spelled_out}")].setdefault(meant)

    def _guess(self, column: Column, program: Program | None) -> ColumnGuess:
        own = program.columns if program is not None else ANY
        (name,) = spelled([column.name])
        if name in own and column.name not in self._exact:
            told = "a column of the program" if program is not None else "the usual meaning of this name"
            return ColumnGuess(column, own[name], told)
        readings = list(_readings(column))
        exact = {reading: None for reading in readings if reading in self._exact}
        if len(exact) == 1:
            return ColumnGuess(column, next(iter(exact)), "the id")
        option = self._option_of(column, readings)
        if option is not None:
            return ColumnGuess(column, option[0], "the item and one of its options", option[1])
        for reading in readings:
            found = self._found(folded(reading))
            if len(found) == 1:
                why = "the id in other letters" if folded(reading) in self._folded else "the wording of the item"
                return ColumnGuess(column, found[0], why)
            if found:
                offers = tuple((target, 1.0) for target in found)
                return ColumnGuess(column, ASK, "several items have this wording", offers=offers)
        offers = self._alike(readings)
        if offers:
            return ColumnGuess(column, ASK, "no wording is the same", offers=offers)
        if self._compared >= _MOST_COMPARED:
            return ColumnGuess(
                column, IGNORE, "no item has this name or wording; too many columns to look for alike ones"
            )
        return ColumnGuess(column, IGNORE, "no item has this name or a wording like it")

    def _found(self, reading: str) -> tuple[str, ...]:
        return tuple(self._folded.get(reading) or self._wordings.get(reading) or ())

    def _option_of(self, column: Column, readings: Sequence[str]) -> tuple[str, str] | None:
        last_two = ["/".join(text.split("/")[-2:]) for text in readings if text.count("/") > 1]
        asked = [column.question, *([column.name] if column.name else [])]
        whole = [f"{question} {text}" for question in asked if question for text in column.texts]
        for reading in (*readings, *last_two, *whole):
            found = self._options.get(folded(_SELECTED.sub(" ", reading.lower())))
            if found is not None and len(found) == 1:
                return next(iter(found))
        return None

    def _alike(self, readings: Iterable[str]) -> tuple[tuple[str, float], ...]:
        """The targets whose wordings are most like one of the readings; compared are those that share rare words."""
        offers: dict[str, float] = {}
        for reading in {folded(each)[:_LONGEST]: None for each in readings}:
            words = sorted({word for word in reading.split() if word in self._words}, key=lambda w: len(self._words[w]))
            near = {wording: None for word in words[:_RAREST] for wording in self._words[word][:50]}
            for wording in near if self._compared < _MOST_COMPARED else ():
                self._compared += 1
                matcher = SequenceMatcher(None, reading, wording[:_LONGEST], autojunk=False)
                if matcher.real_quick_ratio() < LEAST_ALIKE or matcher.quick_ratio() < LEAST_ALIKE:
                    continue
                ratio = matcher.ratio()
                for target in self._wordings[wording] if ratio >= LEAST_ALIKE else ():
                    offers[target] = max(offers.get(target, 0.0), ratio)
        if not offers and self._compared < _MOST_COMPARED:
            offers = dict(self._like_ids(readings))
        ordered = sorted(offers.items(), key=lambda offer: -offer[1])
        return tuple(ordered[:MOST_OFFERED])

    def _like_ids(self, readings: Iterable[str]) -> Iterator[tuple[str, float]]:
        """The targets whose ids are like a short name."""
        for reading in {folded(each): None for each in readings if len(each) <= _LONGEST_ID}:
            self._compared += len(self._folded)
            near = get_close_matches(reading, self._folded, n=MOST_OFFERED, cutoff=_IDS_ALIKE)
            for name in near:
                ratio = SequenceMatcher(None, reading, name).ratio()
                yield from ((target, ratio) for target in self._folded[name] if target not in KEYS)


def _readings(column: Column) -> Iterator[str]:
    """What may be the id or the wording in the header of a column: the whole texts, then their parts."""
    texts = [squeezed(text) for text in (column.name, *column.texts) if text.strip()]
    yield from texts
    for text in texts:
        bare = _NUMBERING.sub("", text)
        if bare and bare != text:
            yield bare
        brackets = _BRACKETS.match(text)
        if brackets is not None:
            yield brackets["tail"]
            yield _NUMBERING.sub("", brackets["tail"])
        start, _, last = folded(text).rpartition(" ")
        if last in RECODED:
            yield start
        for mark in ("/", " - ", ". ", ": "):
            head, sign, tail = text.rpartition(mark)
            if sign:
                yield tail
                if mark == ". ":
                    yield head
    if not column.name and column.question and not column.texts:
        yield column.question
