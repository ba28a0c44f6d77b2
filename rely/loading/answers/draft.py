"""Turn the block `draft` of a file of answers into what it was saved from, and answers into such a file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from rely.loading.answers.row import answer_problem
from rely.loading.problems import Place, Problem
from rely.loading.source import Source
from rely.model.answers import Assessment, Code, GivenValue
from rely.model.instrument import Instrument

FORMAT = 1
"""The number of the format that this release writes and reads."""

DRAFT = "draft"
KEYS = ("format", "version", "digest", "saved")

_HEAD = (
    "# Answers saved from Rely. Upload this file on the start page to go on with them,",
    "# or score them: rely score {instrument} FILE",
)
_FORMAT = re.compile(r"[1-9]\d{0,3}\Z", re.ASCII)
_VERSION = re.compile(r"\d{1,9}\.\d{1,9}\.\d{1,9}\Z", re.ASCII)
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a file of answers was saved from: version and digest of the instrument, and the moment."""

    version: str
    digest: str
    saved: datetime


def write_draft(instrument: Instrument, assessment: Assessment, draft: Draft) -> str:
    """The file as YAML, which `read_answers` reads back as the same answers.

    The block `draft` stands last and ends in a quote, so that a file that was cut off anywhere shows it.
    """
    return "\n".join(_lines(instrument, assessment, draft)) + "\n"


def read_draft_block(source: Source) -> tuple[Draft | None, list[Problem]]:
    """The block `draft` of a file, None where it has none or has problems."""
    block = source.data.get(DRAFT)
    if block is None:
        return None, []
    if not isinstance(block, dict) or set(block) != set(KEYS):
        return None, [_wrong(source, (DRAFT,), f"the four keys {', '.join(KEYS)} belong below 'draft'")]
    written = {key: str(value) for key, value in block.items()}
    if not _FORMAT.match(written["format"]):
        return None, [_wrong(source, (DRAFT, "format"), "'format' is a whole number")]
    if int(written["format"]) > FORMAT:
        place = source.place((DRAFT, "format"))
        return None, [answer_problem("newer-draft", place, format=written["format"], limit=FORMAT)]
    saved = _moment(written["saved"])
    if saved is None:
        return None, [_wrong(source, (DRAFT, "saved"), "'saved' is a moment such as 2026-11-30T12:00:00+00:00")]
    for key, pattern in (("version", _VERSION), ("digest", _DIGEST)):
        if not pattern.match(written[key]):
            return None, [_wrong(source, (DRAFT, key), f"'{key}' is not what Rely writes there")]
    return Draft(written["version"], written["digest"], saved), []


def problems_of_version(source: Source, draft: Draft, instrument: Instrument, digest: str) -> Iterator[Problem]:
    """A warning where the answers were given to another version than they are read for."""
    if draft.digest != digest:
        place: Place = source.place((DRAFT, "version"))
        yield answer_problem("other-version", place, version=draft.version, here=instrument.version)


def _wrong(source: Source, path: tuple[str, ...], what: str) -> Problem:
    return answer_problem("wrong-draft", source.place(path), what=what)


def _moment(written: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    return None if moment.tzinfo is None else moment


def _lines(instrument: Instrument, assessment: Assessment, draft: Draft) -> Iterator[str]:
    for line in _HEAD:
        yield line.format(instrument=instrument.id)
    keys = {
        "instrument": instrument.id,
        "lang": assessment.lang if assessment.lang in instrument.languages else None,
        "form": assessment.form,
        "perspective": assessment.perspective,
    }
    yield from (f"{key}: {_value(value)}" for key, value in keys.items() if value is not None)
    given = {fact.id: assessment.given.get(fact.id) for fact in instrument.given}
    if any(value is not None for value in given.values()):
        yield from _block("given", given)
    yield from _block("answers", {name: assessment.answers.get(name) for name in instrument.items})
    block: dict[str, Code] = {
        "format": FORMAT,
        "version": draft.version,
        "digest": draft.digest,
        "saved": draft.saved.isoformat(),
    }
    yield from _block(DRAFT, block)


def _block(key: str, values: Mapping[str, Code | GivenValue]) -> Iterator[str]:
    written = [f"  {name}: {_value(value)}" for name, value in values.items() if value is not None]
    yield from [f"{key}:", *written] if written else [f"{key}: {{}}"]


def _value(code: Code) -> str:
    if isinstance(code, tuple):
        return f"[{', '.join(map(_value, code))}]"
    if isinstance(code, str):
        # Quoted text of JSON is quoted text of YAML; what JSON need not escape, no answer may hold.
        return json.dumps(code, ensure_ascii=False)
    # As a decimal: a small float would be written with an exponent, which no answers file may hold.
    return f"{Decimal(repr(code)):f}"
