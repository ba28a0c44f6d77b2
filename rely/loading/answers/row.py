"""Turn what was written for one assessment into the assessment, or into problems that name each answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from rely.loading.checks.findings import listed, suggestion
from rely.loading.problem_kinds.answers import ANSWER_KINDS
from rely.loading.problems import Place, Problem, visible
from rely.model.answers import FULL_FORM, Assessment
from rely.model.instrument import Instrument
from rely.model.scalars import Plain, day_in, number_in
from rely.scoring.accept import accept, accepted_codes
from rely.scoring.answer_problems import AnswerProblem

_LONGEST = 80
_TEXT_KEYS = ("id", "lang", "form", "perspective", "respondent", "date", "instrument")
LONGEST_TEXT = 200
"""The most characters of an id or a respondent."""

OTHER_INSTRUMENT = "wrong-instrument"
"""The problem of answers that say that they belong to another instrument."""

Where = Callable[[str], Place]
"""Gives the place of an item, of a given fact (`given.x`), or of a key such as date."""


@dataclass(frozen=True, slots=True)
class AnswersRow:
    """One assessment of a file of answers: its line, its id, and the assessment or why there is none.

    `line` counts from 1 with the header; None for a problem of the whole file. `where` gives the place of an
    answer or a key. `case` and `occasion` are what an export calls the assessment, and which one it is of its
    relationship.
    """

    line: int | None
    id: str | None
    assessment: Assessment | None
    problems: tuple[Problem, ...] = ()
    where: Where = Place
    case: str | None = None
    occasion: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is no assessment, and nothing wrong either."""
        return self.assessment is None and all(problem.severity == "warning" for problem in self.problems)


@dataclass(slots=True)
class Written:
    """What stands in the file about one assessment, not yet checked."""

    answers: Mapping[str, object]
    given: Mapping[str, object] = field(default_factory=dict)
    keys: Mapping[str, object] = field(default_factory=dict)


def answer_problem(code: str, place: Place, *, hint: str = "", **facts: object) -> Problem:
    """A problem of a kind in the catalogue of answers files."""
    kind = ANSWER_KINDS[code]
    shown = {name: visible(_short(str(fact))) for name, fact in facts.items()}
    message = kind.message.format_map(shown)
    cure = visible(hint) or kind.cure
    return Problem(place.path, place.line, place.column, code, kind.severity, message, cure, shown)


def refused(*problems: Problem, line: int | None = None, id: str | None = None) -> AnswersRow:
    """A row that came to nothing."""
    return AnswersRow(line, id, None, tuple(named(problem, id) for problem in problems))


def named(problem: Problem, row_id: str | None) -> Problem:
    """The problem with the id of its row before what it says."""
    return replace(problem, message=f"'{visible(row_id)}': {problem.message}") if row_id else problem


def build_row(instrument: Instrument, written: Written, where: Where, *, line: int | None) -> AnswersRow:
    """Check what was written: the keys here, the answers as `rely.scoring.accept` does."""
    problems: list[Problem] = []
    texts = {key: _text(key, written.keys.get(key), where, problems) for key in _TEXT_KEYS}
    day = _day(texts["date"], where, problems)
    _check_names(instrument, texts, where, problems)
    row_id = texts["id"]
    if line is not None and is_of_another(problems):  # its cells mean something else
        alone = tuple(named(problem, row_id) for problem in problems if problem.code == OTHER_INSTRUMENT)
        return AnswersRow(line, row_id, None, alone, where)
    assessment, refusals = accept(
        instrument,
        written.answers,
        given=written.given,
        form=texts["form"] or FULL_FORM,
        perspective=texts["perspective"],
        id=row_id,
        lang=texts["lang"],
        respondent=texts["respondent"],
        date=day,
    )
    row = AnswersRow(line, row_id, assessment, (), where)
    problems = [named(problem, row_id) for problem in problems]
    problems += [problem_of(instrument, refusal, row) for refusal in refusals]
    return replace(row, assessment=None, problems=tuple(problems)) if problems else row


def is_of_another(problems: Iterable[Problem]) -> bool:
    """Whether the answers say that they belong to another instrument."""
    return any(problem.code == OTHER_INSTRUMENT for problem in problems)


def problem_of(instrument: Instrument, found: AnswerProblem, row: AnswersRow) -> Problem:
    """What `accept` or `notices` found in a row, as a problem with its place."""
    is_given = found.kind == "unknown-given" or any(given.id == found.item for given in instrument.given)
    noun = "item" if found.item in instrument.items or found.kind == "unknown-item" else ""
    name = f"given.{found.item}" if is_given else found.item
    hint = ""
    if found.kind == "unknown-item":
        hint = suggestion(found.item, instrument.items, noun="item")
    elif found.kind == "unknown-given":
        hint = suggestion(found.item, found.accepted, noun="given fact")
    elif found.kind == "contradiction":
        hint = f"Look at {' and '.join(found.accepted)} again."
    elif found.kind == "not-a-list":
        hint = f"Write a list, in a table joined by |. Accepted: {listed(found.accepted)}."
    elif found.accepted:
        quoted = isinstance(found.value, str) and str(found.value) in _accepted(instrument, found)
        hint = f"{'Leave out the quotes. ' if quoted else ''}Accepted: {', '.join(_accepted(instrument, found))}."
    told = answer_problem(
        found.kind,
        row.where(name),
        hint=hint,
        item=f"{noun} '{name}'".strip(),
        value=_shown(found.value),
        name=name,
        accepted=", ".join(_accepted(instrument, found)),
    )
    return named(told, row.id)


def problems_of_notices(
    instrument: Instrument, notices: Iterable[AnswerProblem], row: AnswersRow
) -> tuple[Problem, ...]:
    """What there is to tell about the valid answers of a row; in a table one line for all that is not asked."""
    found = list(notices)
    not_asked = [notice.item for notice in found if notice.kind == "not-asked"]
    if row.line is None or len(not_asked) < 2:
        return tuple(problem_of(instrument, notice, row) for notice in found)
    one = answer_problem("not-asked", row.where(""), item=not_asked[0])
    message = f"{len(not_asked)} items are not asked here ({listed(not_asked)}); their answers are kept and not scored."
    together = named(replace(one, message=message), row.id)
    others = (problem_of(instrument, notice, row) for notice in found if notice.kind != "not-asked")
    return (together, *others)


def _accepted(instrument: Instrument, found: AnswerProblem) -> tuple[str, ...]:
    item = instrument.items.get(found.item)
    if item is not None and found.kind == "unknown-code":
        return accepted_codes(instrument, item)
    return found.accepted


def _text(key: str, value: object, where: Where, problems: list[Problem]) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, str) and len(value) <= LONGEST_TEXT and value.isprintable():
        return str(value)
    if isinstance(value, str):
        what = "a text of more than 200 characters" if value.isprintable() else "a text with invisible characters"
    else:
        what = _shown(value)
    problems.append(answer_problem("wrong-text", where(key), key=key, what=what))
    return None


def _day(value: str | None, where: Where, problems: list[Problem]) -> date | None:
    if value is None:
        return None
    found = day_in(value)
    if found is not None:
        return found
    problems.append(answer_problem("not-a-day", where("date"), value=value))
    return None


def _check_names(
    instrument: Instrument, texts: Mapping[str, str | None], where: Where, problems: list[Problem]
) -> None:
    other, lang = texts["instrument"], texts["lang"]
    if other is not None and other != instrument.id:
        problems.append(answer_problem(OTHER_INSTRUMENT, where("instrument"), named=other, instrument=instrument.id))
    if lang is not None and lang not in instrument.languages:
        hint = f"Accepted: {', '.join(instrument.languages)}."
        problems.append(answer_problem("unknown-lang", where("lang"), hint=hint, value=lang))


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a block of keys"
    if isinstance(value, list | tuple):
        return f"[{listed(value)}]"
    quoted_number = isinstance(value, str) and not isinstance(value, Plain) and number_in(value) is not None
    return f'"{value}"' if quoted_number else str(value)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
