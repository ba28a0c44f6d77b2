"""Turn an assessment into the data that its PDF carries, from which the report can be made again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from rely import __version__
from rely.guidelines.document import score_document
from rely.guidelines.taken import Taken
from rely.model.answers import Assessment, Code
from rely.model.instrument import Instrument
from rely.model.response_scales import TextEntry
from rely.model.results import Result
from rely.reporting.beside import Beside
from rely.reporting.brand import BrandContent, carried_brand
from rely.reporting.forms import FULL
from rely.reporting.material import Material

NAME = "rely.json"
DESCRIPTION = "The answers and scores of this report, for rely verify"
FORMAT = 1
KEYS = (
    "format", "rely", "pango", "harfbuzz", "instrument", "lang", "date", "paper", "brand", "form", "answers", "given",
    "plan", "scores", "previous", "taken", "beside",
)  # fmt: skip
"""The keys of rely.json in their order."""

LATER_KEYS = frozenset({"taken", "beside"})
"""The keys that reports of the first release lack."""

NORMS = "norms"
"""The key that follows on these where norms were used: the digest of their file."""

TAKEN_KEYS = ("owner", "due", "done")
"""What rely.json says of an action that somebody took on, in this order."""

PREVIOUS_KEYS = ("date", "form", "perspective", "answers", "given")
"""The keys of an earlier assessment in rely.json, and of each that stands beside the own one, in their order."""

BESIDE_KEYS = ("instrument", "respondents")
"""What rely.json says of the answers of another perspective: the instrument, and each respondent without a name."""

Carried: TypeAlias = dict[str, Any]
"""The content of rely.json, as plain data for JSON."""


def carried_data(
    material: Material,
    *,
    paper: str,
    previous: Result | None = None,
    brand: BrandContent | None = None,
    beside: Sequence[Beside] = (),
) -> Carried:
    """What rely.json says, except for the versions of the libraries that only the maker of the PDF knows.

    `plan` holds the ids of the guidelines in the plan, best first, `previous` the earlier assessment that the report
    compares with, or null, `taken` by guideline who took it on, until when, and whether it is done,
    `beside` what others answered. Of free text only the code name and these owners are in it; who answered is not.
    """
    instrument, result = material.instrument, material.result
    scores = score_document(instrument, material.digest, result, material.advice)
    used = result.reference or (None if previous is None else previous.reference)
    return {
        "format": FORMAT,
        "rely": __version__,
        "instrument": scores["instrument"],
        "lang": material.words.language,
        "date": material.day.isoformat(),
        "paper": paper,
        "brand": None if brand is None else carried_brand(brand),
        "form": FULL,
        "answers": _answers(instrument, result.assessment),
        "given": dict(sorted(result.assessment.given.items())),
        "plan": list(material.advice.actions),
        "scores": scores,
        "previous": None if previous is None else _previous(instrument, previous.assessment),
        "taken": {name: _taken(each) for name, each in sorted(material.taken.items())},
        "beside": [_beside(each) for each in beside],
        **({} if used is None else {NORMS: used.digest}),
    }


def as_text(data: Carried, engine: Mapping[str, str]) -> str:
    """The data as JSON, complete with the libraries that made the PDF; the same data give the same text."""
    whole = {**data, **engine}
    keys = (*KEYS, NORMS) if NORMS in whole else KEYS
    return json.dumps({key: whole[key] for key in keys}, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _previous(instrument: Instrument, assessment: Assessment) -> Carried:
    return {
        "date": None if assessment.date is None else assessment.date.isoformat(),
        "form": assessment.form,
        "perspective": assessment.perspective,
        "answers": _answers(instrument, assessment),
        "given": dict(sorted(assessment.given.items())),
    }


def _beside(beside: Beside) -> Carried:
    instrument = beside.instrument
    return {
        "instrument": {"id": instrument.id, "version": instrument.version, "digest": beside.digest},
        "respondents": [_previous(instrument, each.assessment) for each in beside.results],
    }


def _taken(taken: Taken) -> Carried:
    due = None if taken.due is None else taken.due.isoformat()
    return {"owner": taken.owner, "due": due, "done": taken.is_done}


def _answers(instrument: Instrument, assessment: Assessment) -> Carried:
    """The answers in the order of the items, without skipped ones and without free text but the code name."""
    answers = assessment.answers
    subject = None if instrument.report is None else instrument.report.subject
    return {
        name: _plain(answers[name])
        for name, item in instrument.items.items()
        if answers.get(name) is not None and (name == subject or not isinstance(instrument.scale_of(item), TextEntry))
    }


def _plain(code: Code) -> object:
    return list(code) if isinstance(code, tuple) else code
