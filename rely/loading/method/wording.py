"""Turn one wording of an item or a guideline into what makes it hard to answer or to read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from re import Match, Pattern

from rely.loading.method.words import WORDS, Words

# Quoted words are spoken of, not said; what stands in brackets explains and is not rated.
_ASIDE = re.compile(r"‘[^‘’]*’|“[^“”]*”|„[^„“”]*[“”]|\"[^\"]*\"|\([^()]*\)")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_CLAUSE_END = re.compile(r"[,;:–—…]|[.!?](?=\s|$)")
_EITHER = re.compile(r"\b(?:and/or|en/of|und/oder)\b", re.IGNORECASE)
_WORD = re.compile(r"\w")
_SHOWN_BEFORE, _SHOWN_AFTER = 3, 5
_LEAST_SAID = 3
"""The fewest words of a clause that says something of its own."""
_MOST_IN_THE_MIDDLE = 1
"""A scale between two poles has at most one step in the middle; with more, its labels are of another kind."""


def said(text: str) -> str:
    """The text without quotations and brackets, with one kind of apostrophe."""
    return _ASIDE.sub(" ", text).replace("’", "'").strip()


def asks_twice(text: str) -> bool:
    """Whether a text holds two questions, in whatever language."""
    return text.count("?") > 1


class Wording:
    """The rules on wording in one language.

    Those on items take what `said` makes of a text; those on length take the text as it is.
    """

    def __init__(self, words: Words) -> None:
        self.longest = words.longest
        self._flags = re.NOFLAG if words.capitals else re.IGNORECASE
        self._negations = self._one_of(words.negations)
        self._no_negation = self._one_of(words.no_negation)
        self._leading = self._one_of(words.leading)
        self._links = self._one_of(words.links)
        self._relatives = self._one_of(words.relatives)
        self._after_comma = self._one_of(words.after_comma)
        self._joins = self._one_of(words.joins)
        self._join_words = tuple(f" {join} " for join in words.joins)
        self._pointers = self._one_of(words.pointers)
        self._askers = self._one_of(words.askers)
        self._verbs = self._one_of(words.verbs)
        self._states = self._one_of(words.states)
        self._to = self._one_of((words.to,))
        self._poles = [(self._one_of(pole.low), self._one_of(pole.high)) for pole in words.poles]
        subjects, things, states = map("|".join, (words.subjects, words.things, words.states))
        openings = [rf"(?:{subjects})\s+\w+", rf"(?:{things})\s+(?:[\w-]+\s+){{1,2}}(?:{states})"]
        self._own_subject = self._one_of(openings[:1])
        self._own_thing = self._one_of(openings[1:])
        self._inverted = self._one_of([rf"\w+\s+(?:{subjects})"] * words.inverted)
        second = [*openings, *words.verbs, *words.askers, *[rf"\w+\s+(?:{subjects})"] * words.inverted]
        self._second = re.compile(rf"\s+(?:{'|'.join(second)})(?![\w'-])", self._flags)

    def long_sentences(self, text: str) -> Iterator[int]:
        """The number of words of each sentence that has more than `longest`."""
        for sentence in _SENTENCE_END.split(text):
            count = sum(1 for part in sentence.split() if _WORD.search(part))
            if count > self.longest:
                yield count

    def negation(self, text: str) -> str | None:
        """The word that denies the main clause of a statement; None in a question and in its details."""
        if text.endswith("?"):
            return None
        if self._negations.search(text) is None:
            return None
        told = self._no_negation.sub(" ", text)
        for word in self._negations.finditer(told):
            if not self._is_detail(*_clause_before(told[: word.start()])):
                return word.group()
        return None

    def leading(self, text: str) -> str | None:
        """The words that say what ought to be answered."""
        word = self._leading.search(text)
        return None if word is None else word.group()

    def two_things(self, text: str) -> str | None:
        """The words around the place where a text joins two things that can be answered differently."""
        either = _EITHER.search(text)
        if either is not None:
            return either.group()
        if not any(join in text for join in self._join_words):
            return None
        join = next((join for join in self._joins.finditer(text) if self._is_new(text, join)), None)
        if join is None:
            return None
        before, after = text[: join.start()].split(), text[join.end() :].split()
        return " ".join((*before[-_SHOWN_BEFORE:], join.group(), *after[:_SHOWN_AFTER]))

    def _is_new(self, told: str, join: Match[str]) -> bool:
        """Whether a second thing is said or asked behind the joining word."""
        if self._second.match(told, join.end()) is None:
            return False
        clause, opens = _clause_before(told[: join.start()].rstrip(", "))
        tail = told[join.end() :].lstrip()
        end = _CLAUSE_END.search(tail)
        tail = tail if end is None else tail[: end.start()]
        if len(tail.split()) < _LEAST_SAID or len(clause.split()) < _LEAST_SAID:
            return False
        if told.endswith("?") and self._asks_again(clause, tail):
            return True
        if self._is_detail(clause, opens) or self._pointers.search(tail) is not None:
            return False
        return self._has_own_subject(clause, tail) or self._has_own_verb(clause, tail)

    def _asks_again(self, clause: str, tail: str) -> bool:
        return self._askers.match(tail) is not None and self._askers.fullmatch(clause.split()[-1]) is None

    def _has_own_subject(self, clause: str, tail: str) -> bool:
        """We answer at once and we visit often; the price is fair and the delivery is fast."""
        if self._own_subject.match(tail) is not None:
            return True
        if self._inverted.match(tail) is not None:
            return self._links.match(tail) is None
        return self._own_thing.match(tail) is not None and self._states.search(clause) is not None

    def _has_own_verb(self, clause: str, tail: str) -> bool:
        """We answer questions at once and send reports; but two verbs with one object are one thing."""
        words = clause.split()
        adjacent = len(words) <= _LEAST_SAID or self._verbs.fullmatch(words[-1]) is not None
        return self._verbs.match(tail) is not None and not adjacent and self._to.search(clause) is None

    def _is_detail(self, before: str, opens: bool) -> bool:
        """Whether what follows these words of a clause stands in a subordinate clause."""
        if self._links.search(before) is not None:
            return True
        if opens:
            return self._relatives.search(before, len(before.split(" ", 1)[0])) is not None
        return self._relatives.search(before) is not None or self._after_comma.search(before) is not None

    def sides(self, labels: Sequence[str]) -> tuple[int, int] | None:
        """How many of the labels of a scale between two poles stand on its lower and upper side; None if it is none."""
        kept = [label for label in map(said, labels) if self._negations.search(label) is None]
        for low, high in self._poles:
            below = sum(low.search(label) is not None for label in kept)
            above = sum(low.search(label) is None and high.search(label) is not None for label in kept)
            if below and above and len(labels) - below - above <= _MOST_IN_THE_MIDDLE:
                return below, above
        return None

    def _one_of(self, patterns: Iterable[str]) -> Pattern[str]:
        """Any of the patterns as whole words; none of no patterns."""
        either = "|".join(patterns) or r"(?!)"
        return re.compile(rf"(?<![\w'-])(?:{either})(?![\w'-])", self._flags)


def wording_of(language: str | None) -> Wording | None:
    """The rules of a language, whatever its country; None where the language has none."""
    return None if language is None else _wording(language.partition("-")[0])


@cache
def _wording(language: str) -> Wording | None:
    words = WORDS.get(language)
    return None if words is None else Wording(words)


def _clause_before(before: str) -> tuple[str, bool]:
    """The clause that these words end with, and whether it opens a sentence."""
    ends = list(_CLAUSE_END.finditer(before))
    if not ends:
        return before.lstrip(), True
    return before[ends[-1].end() :].lstrip(), ends[-1].group() in ".!?…"
