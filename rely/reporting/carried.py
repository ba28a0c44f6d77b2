"""Turn an assessment into the data that its PDF carries, from which the report can be made again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeAlias

from rely import __version__
from rely.guidelines.document import score_document
from rely.model.answers import Code
from rely.model.response_scales import TextEntry
from rely.reporting.material import Material

NAME = "rely.json"
DESCRIPTION = "The answers and scores of this report, for rely verify"
FORMAT = 1
FULL_REPORT = "full"
KEYS = (
    "format", "rely", "pango", "harfbuzz", "instrument", "lang", "date", "brand", "form", "answers", "given", "plan",
    "scores",
)  # fmt: skip
"""The keys of rely.json in their order."""

Carried: TypeAlias = dict[str, Any]
"""The content of rely.json, as plain data for JSON."""


def carried_data(material: Material) -> Carried:
    """What rely.json says, except for the versions of the libraries that only the maker of the PDF knows.

    `plan` holds the ids of the guidelines in the plan, best first. Of free text only the code name is in it;
    who answered is not.
    """
    instrument, result = material.instrument, material.result
    scores = score_document(instrument, material.digest, result, material.advice)
    return {
        "format": FORMAT,
        "rely": __version__,
        "instrument": scores["instrument"],
        "lang": material.words.language,
        "date": material.day.isoformat(),
        "brand": None,
        "form": FULL_REPORT,
        "answers": {name: _plain(code) for name, code in _answers(material).items()},
        "given": dict(sorted(result.assessment.given.items())),
        "plan": list(material.advice.actions),
        "scores": scores,
    }


def as_text(data: Carried, engine: Mapping[str, str]) -> str:
    """The data as JSON, complete with the libraries that made the PDF; the same data give the same text."""
    whole = {**data, **engine}
    return json.dumps({key: whole[key] for key in KEYS}, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _answers(material: Material) -> dict[str, Code]:
    """The answers in the order of the items, without skipped ones and without free text but the code name."""
    instrument, answers = material.instrument, material.result.assessment.answers
    subject = None if instrument.report is None else instrument.report.subject
    return {
        name: answers[name]
        for name, item in instrument.items.items()
        if answers.get(name) is not None and (name == subject or not isinstance(instrument.scale_of(item), TextEntry))
    }


def _plain(code: Code) -> object:
    return list(code) if isinstance(code, tuple) else code
