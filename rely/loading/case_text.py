"""Turn a scored assessment into a worked case, as the YAML that stands below `cases:`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from rely.guidelines.recommend import recommend
from rely.loading.checks.cases import derived_facts
from rely.loading.translations.scalars import scalar
from rely.model.answers import FULL_FORM, Assessment, Code
from rely.model.instrument import Instrument
from rely.model.response_scales import TextEntry
from rely.model.results import Fact
from rely.model.scalars import number_in, shortest
from rely.scoring.plan import score_ids
from rely.scoring.score import score

STEP = "  "
"""How far a block is set in."""

DIGITS = 4
"""How many decimals of a number are written; `rely.loading.checks.cases.TOLERANCE` allows for the rest."""


_ID = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z", re.ASCII)
_LONGEST_ID = 64


def is_case_id(text: str) -> bool:
    """Whether the text can be the id of a case."""
    return len(text) <= _LONGEST_ID and _ID.match(text) is not None


def publishable(instrument: Instrument, assessment: Assessment) -> tuple[Assessment, tuple[str, ...]]:
    """The assessment without answers that are texts, and the items left out: a case is published with its instrument.

    Code names and free words may tell who is meant. Nothing is left of id and respondent either.
    """
    texts = tuple(
        name
        for name, answer in assessment.answers.items()
        if answer is not None and isinstance(instrument.scale_of(instrument.items[name]), TextEntry)
    )
    kept = {name: answer for name, answer in assessment.answers.items() if answer is not None and name not in texts}
    return replace(assessment, answers=kept, id=None, respondent=None), texts


def case_text(instrument: Instrument, assessment: Assessment, case_id: str, note: str | None = None) -> str:
    """The entry for `cases:` of these answers, with all that they give now, as lines of YAML that begin with a dash.

    Numbers have four decimals. The answers must be `publishable`.
    """
    lines = [f"id: {scalar(case_id)}"]
    lines += [f"note: {scalar(note)}"] if note else []
    lines += [f"form: {assessment.form}"] if assessment.form != FULL_FORM else []
    given = {fact.id: assessment.given.get(fact.id) for fact in instrument.given}
    known = {name: value for name, value in given.items() if value is not None}
    lines += _block("given", {name: _code(value) for name, value in known.items()})
    answers = {name: assessment.answers[name] for name in instrument.items if name in assessment.answers}
    lines += _block("answers", {name: _code(answer) for name, answer in answers.items()}) or ["answers: {}"]
    lines += ["expect:", *(STEP + line for line in _expected(instrument, assessment))]
    return "".join(f"{'- ' if at == 0 else STEP}{line}\n" for at, line in enumerate(lines))


def _expected(instrument: Instrument, assessment: Assessment) -> Iterator[str]:
    """All that comes out of the answers."""
    result = score(instrument, assessment)
    advice = recommend(instrument, result)
    scores = {name: result.scores[name] for name in score_ids(instrument)}
    yield from _block("scores", {name: _fact(each.score) for name, each in scores.items()})
    if instrument.bands:
        yield from _block("bands", {name: _fact(each.band) for name, each in scores.items()})
    facts = derived_facts(result)
    if instrument.sides is None:
        del facts["one_sided"]
    yield from _block("facts", {name: _fact(value) for name, value in facts.items() if _is_writable(value)})
    yield from _block("statuses", {each.guideline.id: each.status for each in advice.recommendations})
    if instrument.priorities is not None:
        yield from _list("actions", list(advice.actions))


def _block(key: str, values: Mapping[str, str | list[str]]) -> list[str]:
    lines = [f"{key}:"] if values else []
    for name, value in values.items():
        if isinstance(value, list):
            lines += [STEP + line for line in _list(scalar(name), value)]
        else:
            lines.append(f"{STEP}{scalar(name)}: {value}")
    return lines


def _list(key: str, values: list[str]) -> list[str]:
    return [f"{key}:", *(f"{STEP}- {value}" for value in values)] if values else [f"{key}: []"]


def _code(code: Code) -> str | list[str]:
    if isinstance(code, tuple):
        return [scalar(each) for each in code]
    return _fact(code)


def _fact(value: Fact) -> str:
    if value is None:
        return "null"
    if isinstance(value, (int, float)):
        return shortest(round(float(value), DIGITS))
    return scalar(str(value))


def _is_writable(value: Fact) -> bool:
    """Whether a questionnaire can hold the value: not a number with more digits than are read."""
    return not isinstance(value, float) or number_in(_fact(value)) is not None
