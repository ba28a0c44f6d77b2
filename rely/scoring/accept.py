"""Turn answers as they were written into an assessment, or say which answer does not fit and what would."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from rely.errors import RelyError
from rely.model.answers import FULL_FORM, Assessment, Code, GivenValue
from rely.model.countries import COUNTRIES
from rely.model.instrument import Instrument
from rely.model.items import Item
from rely.model.measures import Given
from rely.model.response_scales import (
    DONT_KNOW,
    NOT_APPLICABLE,
    Choice,
    Multiple,
    NumberEntry,
    OrderedScale,
    TextEntry,
)
from rely.model.scalars import Plain, day_in, number_in, shortest
from rely.scoring.answer_problems import AnswerProblem, told


class AnswersRefused(RelyError, ValueError):
    """Answers that do not fit the instrument; `problems` tells each."""

    def __init__(self, problems: Sequence[AnswerProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(told(problem) for problem in self.problems))


class _Refused(Exception):
    def __init__(self, kind: str, accepted: Sequence[str] = ()) -> None:
        super().__init__(kind)
        self.kind = kind
        self.accepted = tuple(accepted)


_WHOLE = re.compile(r"-?(0|[1-9]\d{0,14})\Z", re.ASCII)
_COMMA = re.compile(r"-?\d+,\d+\Z", re.ASCII)
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


def accept(
    instrument: Instrument,
    answers: Mapping[str, object],
    *,
    given: Mapping[str, object] | None = None,
    form: str = FULL_FORM,
    perspective: str | None = None,
    id: str | None = None,
    lang: str | None = None,
    respondent: str | None = None,
    date: date | None = None,
) -> tuple[Assessment | None, tuple[AnswerProblem, ...]]:
    """Check every answer against its response scale; nothing is coerced and nothing is skipped.

    Values are as the strict reader gives them: `Plain` for what stood without quotes (and for cells of a
    table), str for quoted text, int and float from Python, lists of these, None when missing. Returns the
    assessment, or None with all problems when there is an error.
    """
    problems: list[AnswerProblem] = []
    kept: dict[str, Code] = {}
    for name, value in answers.items():
        item = instrument.items.get(name)
        if item is None:
            problems.append(AnswerProblem(name, "unknown-item", value))
            continue
        try:
            kept[name] = _accept_answer(instrument, item, value)
        except _Refused as refusal:
            problems.append(AnswerProblem(name, refusal.kind, value, refusal.accepted))
    facts: dict[str, GivenValue] = {}
    declared = {fact.id: fact for fact in instrument.given}
    for name, value in (given or {}).items():
        if name not in declared:
            problems.append(AnswerProblem(name, "unknown-given", value, tuple(declared)))
            continue
        try:
            facts[name] = _given(declared[name], value)
        except _Refused as refusal:
            problems.append(AnswerProblem(name, refusal.kind, value, refusal.accepted))
    if form not in instrument.form_ids:
        problems.append(AnswerProblem("form", "unknown-form", form, instrument.form_ids))
    perspectives = tuple(each.id for each in instrument.perspectives)
    if perspective is not None and perspective not in perspectives:
        problems.append(AnswerProblem("perspective", "unknown-perspective", perspective, perspectives))
    if problems:
        return None, tuple(problems)
    assessment = Assessment(
        answers=kept,
        given=facts,
        form=form,
        perspective=perspective or perspectives[0],
        id=id,
        lang=lang,
        respondent=respondent,
        date=date,
    )
    return assessment, ()


def accepted(instrument: Instrument, answers: Mapping[str, object]) -> Assessment:
    """The assessment that these answers make; AnswersRefused (a ValueError) names every answer that does not fit."""
    assessment, problems = accept(instrument, answers)
    if assessment is None:
        raise AnswersRefused(problems)
    return assessment


def accept_one(instrument: Instrument, item: Item, value: object) -> tuple[Code, AnswerProblem | None]:
    """Check one answer: its code and None, or None and the problem."""
    try:
        return _accept_answer(instrument, item, value), None
    except _Refused as refusal:
        return None, AnswerProblem(item.id, refusal.kind, value, refusal.accepted)


def has_unseen(text: str) -> bool:
    """Whether a text holds what nobody sees: control characters, marks that turn the direction of writing."""
    return _UNSEEN.search(text) is not None


def accepted_codes(instrument: Instrument, item: Item) -> tuple[str, ...]:
    """What may be answered to an item: its codes with na and dk, or one phrase for a range or a kind."""
    scale: Any = instrument.scale_of(item)
    specials = _specials(item, scale)
    if isinstance(scale, OrderedScale):
        return (*(str(code) for code in range(scale.lowest, scale.highest + 1)), *specials)
    if isinstance(scale, (Choice, Multiple)):
        return (*(option.code for option in scale.options), *specials)
    if isinstance(scale, NumberEntry):
        return (_range(scale),)
    if isinstance(scale, TextEntry):
        return (f"text of at most {scale.max_length} characters",)
    return ("a day such as 2026-11-30",) if scale.kind == "date" else ("a two-letter code such as DE",)


def _accept_answer(instrument: Instrument, item: Item, value: object) -> Code:
    """The code of one answer as it is stored and scored."""
    if value is None:
        return None
    scale: Any = instrument.scale_of(item)
    if isinstance(value, str) and value in (NOT_APPLICABLE, DONT_KNOW) and not isinstance(scale, TextEntry):
        allowed = _specials(item, scale)
        if value not in allowed:
            raise _Refused(f"{value}-not-allowed", accepted_codes(instrument, item))
        return str(value)
    return ACCEPTORS[scale.kind](scale, value, lambda: accepted_codes(instrument, item))


Accepted = Callable[[], tuple[str, ...]]


def _ordered(scale: Any, value: object, accepted: Accepted) -> Code:
    if isinstance(value, Plain) and _WHOLE.match(value):
        value = int(value)
    if type(value) is not int or not scale.lowest <= value <= scale.highest:
        raise _Refused("unknown-code", accepted())
    return value


def _number(scale: Any, value: object, accepted: Accepted) -> Code:
    if isinstance(value, Plain) and _COMMA.match(value):
        raise _Refused("decimal-comma", (value.replace(",", "."),))
    number = number_in(value) if isinstance(value, Plain) else None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        number = float(value)
    if number is None or number != number or number in (float("inf"), float("-inf")):
        raise _Refused("not-a-number", accepted())
    if scale.whole and not number.is_integer():
        raise _Refused("not-whole", accepted())
    if (scale.min is not None and number < scale.min) or (scale.max is not None and number > scale.max):
        raise _Refused("out-of-range", accepted())
    return int(number) if number.is_integer() else number


def _choice(scale: Any, value: object, accepted: Accepted) -> Code:
    if not isinstance(value, str) or value not in {option.code for option in scale.options}:
        raise _Refused("unknown-code", accepted())
    return str(value)


def _multiple(scale: Any, value: object, accepted: Accepted) -> Code:
    if not isinstance(value, (list, tuple)):
        raise _Refused("not-a-list", accepted())
    codes = tuple(str(_choice(scale, each, accepted)) for each in value)
    if len(set(codes)) < len(codes):
        raise _Refused("repeated-code", accepted())
    # In the order of the options, so that the same answer is always stored the same way.
    return tuple(option.code for option in scale.options if option.code in codes)


def _country(scale: Any, value: object, accepted: Accepted) -> Code:
    if not isinstance(value, str) or value not in COUNTRIES:
        raise _Refused("unknown-country", accepted())
    return str(value)


def _date(scale: Any, value: object, accepted: Accepted) -> Code:
    day = day_in(value) if isinstance(value, str) else None
    if day is not None:
        return day.isoformat()
    raise _Refused("not-a-date", accepted())


def _text(scale: Any, value: object, accepted: Accepted) -> Code:
    if not isinstance(value, str):
        raise _Refused("not-text", accepted())
    if has_unseen(value):
        raise _Refused("control-character", accepted())
    words = value.strip()
    if len(words) > scale.max_length:
        raise _Refused("too-long", accepted())
    return words or None


ACCEPTORS: dict[str, Callable[[Any, object, Accepted], Code]] = {
    "likert": _ordered,
    "rating": _ordered,
    "number": _number,
    "choice": _choice,
    "multiple": _multiple,
    "country": _country,
    "date": _date,
    "text": _text,
}
"""How an answer is checked, by kind of response scale."""


def _specials(item: Item, scale: Any) -> tuple[str, ...]:
    na = getattr(scale, "na", None) is not None and item.allow_na
    dk = getattr(scale, "dk", None) is not None
    return (*((NOT_APPLICABLE,) if na else ()), *((DONT_KNOW,) if dk else ()))


def _range(scale: NumberEntry | Given) -> str:
    kind = "a whole number" if isinstance(scale, NumberEntry) and scale.whole else "a number"
    if scale.min is not None and scale.max is not None:
        return f"{kind} from {shortest(scale.min)} to {shortest(scale.max)}"
    if scale.min is not None:
        return f"{kind} of {shortest(scale.min)} or more"
    return kind if scale.max is None else f"{kind} of {shortest(scale.max)} or less"


def _given(fact: Given, value: object) -> GivenValue:
    if value is None:
        return None
    if fact.codes:
        if not isinstance(value, (str, int, float)) or isinstance(value, bool) or str(value) not in fact.codes:
            raise _Refused("unknown-code", fact.codes)
        return str(value)
    if isinstance(value, Plain) and _COMMA.match(value):
        raise _Refused("decimal-comma", (value.replace(",", "."),))
    number = number_in(value) if isinstance(value, Plain) else None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        number = float(value)
    accepted = (_range(fact),)
    if number is None or number != number or number in (float("inf"), float("-inf")):
        raise _Refused("not-a-number", accepted)
    if (fact.min is not None and number < fact.min) or (fact.max is not None and number > fact.max):
        raise _Refused("out-of-range", accepted)
    return number
