"""Turn a condition into an expression of XLSForm that decides the same, also where an answer is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from rely.loading.xlsform.columns import unfilled
from rely.model.conditions import Condition
from rely.model.scalars import shortest


@dataclass(frozen=True, slots=True)
class Question:
    """A fact as a form knows it: the name of the question, what it holds when the fact is unknown, and its kind.

    `unknowns` are the empty text and, where they are offered, `na` and `dk`; `several`: it has several answers.
    """

    name: str
    unknowns: tuple[str, ...] = ("",)
    several: bool = False


Questions = Mapping[str, Question]
"""The facts that the form has, by name."""


class _Expression(NamedTuple):
    """The text of an expression, and the word that joins its parts, if one does."""

    text: str
    joined: str = ""
    parts: tuple[Any, ...] = ()


_Expr = _Expression | bool


def shown_when(
    conditions: Iterable[Condition], questions: Questions, *, selecting: tuple[str, Sequence[str]] | None = None
) -> str:
    """When something is shown that is hidden only where one of these is false; empty: always.

    `selecting` is a fact that must be known and one of the values beside it; it counts only when the form has it.

    A condition is unknown in three-valued logic (Kleene 1952) exactly when it may still become true. So each
    comparison also lets pass what makes it unknown, and behind `not` only what makes it true: an expression of two
    values that is true wherever the condition is true or unknown. A fact that the form lacks is always unknown.
    """
    parts = [_made(each, questions, possible=True) for each in conditions]
    if selecting is not None and selecting[0] in questions:
        fact, codes = selecting
        parts.insert(0, _join("or", [_is(questions[fact], code) for code in codes]))
    return _text(_join("and", parts))


def true_when(condition: Condition, questions: Questions) -> str:
    """An expression that is true exactly where the condition is true, and false where it is false or unknown."""
    return _text(_made(condition, questions, possible=False)) or "true()"


def literal(text: str) -> str:
    """A text as XPath writes it."""
    text = unfilled(text)
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    parts = [f"'{part}'" for part in text.split("'")]
    return "concat(" + ', "\'", '.join(parts) + ")"


def _made(condition: Condition, questions: Questions, *, possible: bool) -> _Expr:
    """The expression for: true, or with `possible`: true or unknown."""
    if condition.all is not None:
        return _join("and", [_made(each, questions, possible=possible) for each in condition.all])
    if condition.any is not None:
        return _join("or", [_made(each, questions, possible=possible) for each in condition.any])
    if condition.not_ is not None:
        return _negated(_made(condition.not_, questions, possible=not possible))
    question = questions.get(condition.fact or "")
    return possible if question is None else _compared(condition, question, possible=possible)


def _compared(condition: Condition, question: Question, *, possible: bool) -> _Expr:
    unknown = _join("or", [_Expression(f"{_ref(question)} = {literal(each)}") for each in question.unknowns])
    parts = _parts(condition, question)
    if condition.known is False:
        return unknown if possible or not parts else False
    if condition.known:
        # A comparison that holds shows that the fact is known.
        known: list[_Expr] = [_Expression(f"{_ref(question)} != {literal(each)}") for each in question.unknowns]
        return _join("and", parts or known)
    compared = _join("and", parts)
    return _join("or", [unknown, compared]) if possible else compared


def _parts(condition: Condition, question: Question) -> list[_Expr]:
    parts: list[_Expr] = [] if condition.is_ is None else [_is(question, condition.is_)]
    if condition.in_ is not None:
        parts.append(_join("or", [_is(question, code) for code in condition.in_]))
    bounds = ((">=", condition.at_least), ("<=", condition.at_most), ("<", condition.below), (">", condition.above))
    parts += [_Expression(f"{_ref(question)} {sign} {shortest(edge)}") for sign, edge in bounds if edge is not None]
    return parts


def _is(question: Question, code: str) -> _Expression:
    if question.several:
        return _Expression(f"selected({_ref(question)}, {literal(code)})")
    return _Expression(f"{_ref(question)} = {literal(code)}")


def _ref(question: Question) -> str:
    return f"${{{question.name}}}"


def _negated(inner: _Expr) -> _Expr:
    return not inner if isinstance(inner, bool) else _Expression(f"not({inner.text})")


def _join(word: str, parts: list[_Expr]) -> _Expr:
    """The parts joined by `and` or `or`, in brackets where they need them; what decides nothing is left out."""
    decides = word == "or"
    if any(part is decides for part in parts):
        return decides
    flat = (inner for part in parts if not isinstance(part, bool) for inner in _inside(word, part))
    kept = tuple(dict.fromkeys(flat))
    if len(kept) < 2:
        return kept[0] if kept else not decides
    return _Expression(f" {word} ".join(f"({part.text})" if part.joined else part.text for part in kept), word, kept)


def _inside(word: str, part: _Expression) -> tuple[_Expression, ...]:
    return part.parts if part.joined == word else (part,)


def _text(made: _Expr) -> str:
    if isinstance(made, bool):
        return "" if made else "false()"
    return made.text
