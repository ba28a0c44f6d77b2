"""Say what can be wrong with an answer: which item, what kind of problem, and what would be accepted."""

from __future__ import annotations

from dataclasses import dataclass

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True, slots=True)
class AnswerProblem:
    """One answer that does not fit: which item, what kind of problem, what was written, what is accepted.

    `kind` is one of the keys of `ANSWER_PROBLEMS`; `accepted` lists codes, or one phrase such as "0 to 12".
    """

    item: str
    kind: str
    value: object
    accepted: tuple[str, ...] = ()
    severity: str = ERROR


ANSWER_PROBLEMS: dict[str, str] = {
    "unknown-item": "the instrument has no item of this id",
    "unknown-code": "the response scale has no such code",
    "na-not-allowed": "this item always applies, or its response scale has no 'does not apply'",
    "dk-not-allowed": "the response scale has no 'cannot judge'",
    "not-a-number": "a number is needed",
    "decimal-comma": "numbers are written with a point",
    "not-whole": "a whole number is needed",
    "out-of-range": "the number lies outside the range",
    "not-a-list": "several codes are written as a list",
    "repeated-code": "a code is written twice",
    "not-a-date": "a day is written as 2026-11-30",
    "unknown-country": "a country is written as its two-letter code",
    "not-text": "text is needed",
    "too-long": "the text is too long",
    "control-character": "the text holds a character that cannot be seen",
    "unknown-given": "the instrument declares no such given fact",
    "unknown-form": "the instrument has no such form",
    "unknown-perspective": "the instrument has no such perspective",
    "not-asked": "the item is not asked here; its answer is kept and not scored",
    "contradiction": "two answers contradict each other",
}
"""What each kind of answer problem means."""


def told(problem: AnswerProblem) -> str:
    """The problem in one line of English."""
    line = f"{problem.item}: {problem.value!r}: {ANSWER_PROBLEMS[problem.kind]}"
    return f"{line} (accepted: {', '.join(problem.accepted)})" if problem.accepted else line
