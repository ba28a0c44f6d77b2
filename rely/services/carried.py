"""Turn the content of rely.json, which anybody may have written, into the assessment it speaks of."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rely.errors import RelyError
from rely.guidelines.taken import Taken, accept_due, accept_owner
from rely.loading.by_digest import instrument_by_digest
from rely.loading.problems import visible
from rely.model.answers import Assessment
from rely.model.brand import Brand
from rely.model.instrument import Instrument
from rely.model.reference import Reference
from rely.model.scalars import day_in
from rely.model.text import is_language_tag
from rely.reporting.beside import Beside, NotComparable, build_beside, check_beside
from rely.reporting.carried import (
    BESIDE_KEYS,
    FORMAT,
    KEYS,
    LATER_KEYS,
    NAME,
    NORMS,
    PREVIOUS_KEYS,
    TAKEN_KEYS,
    Carried,
)
from rely.reporting.forms import PAPERS
from rely.reporting.printed import NotAReport
from rely.scoring.accept import accept
from rely.scoring.answer_problems import AnswerProblem, told
from rely.services.carried_brand import claimed_brand
from rely.services.reference import get_norms

LONGEST_TEXT = 200
_MOST_DIGITS = 15
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}\Z", re.ASCII)
_VERSION = re.compile(r"\d{1,9}\.\d{1,9}\.\d{1,9}\Z", re.ASCII)


class VersionNotAtHand(RelyError):
    """The instrument of a report is neither in the catalogue nor among the kept releases."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a report says that it was made from. `data` is the whole content of rely.json.

    `previous` is the earlier assessment with which the report compares, None when there is none; `taken` holds by
    guideline what somebody took on; `beside` what others answered; `reference` the norms it was made with.
    """

    data: Carried
    instrument: Instrument
    assessment: Assessment
    language: str
    day: date
    paper: str
    previous: Assessment | None
    brand: Brand | None
    taken: Mapping[str, Taken]
    beside: tuple[Beside, ...]
    reference: Reference | None = None


def read_claimed(text: bytes) -> Claimed:
    """Check every part before anything is made of it.

    Raises NotAReport for what no report carries, VersionNotAtHand when the instrument is not here, NormsNotAtHand when
    its norms are not, and NormsRefused when they are broken.
    """
    data = _parsed(text)
    scores = _map(data, "scores")
    _expect(is_language_tag(_text(data, "lang")), "lang")
    _expect(data["paper"] in PAPERS, "paper")
    day = _day(_text(data, "date"))
    brand = None if data["brand"] is None else claimed_brand(data["brand"])
    _expect(brand is not None or data["brand"] is None, "brand")
    answers, given = _map(data, "answers"), _map(data, "given")
    identifier = scores.get("id")
    _expect(identifier is None or _text(scores, "id").isprintable(), "scores.id")
    form, perspective = _text(scores, "form"), _text(scores, "perspective")
    instrument = _instrument(_map(data, "instrument"))
    accepted = accept(instrument, answers, given=given, form=form, perspective=perspective, id=identifier, date=day)
    assessment = _assessment(instrument, *accepted)
    return Claimed(
        data,
        instrument,
        assessment,
        str(data["lang"]),
        day,
        str(data["paper"]),
        None if data["previous"] is None else _previous(instrument, _map(data, "previous")),
        brand,
        _taken(instrument, _map(data, "taken")) if "taken" in data else {},
        _beside(instrument, assessment, data["beside"]) if "beside" in data else (),
        _norms(instrument, _text(data, NORMS)) if NORMS in data else None,
    )


def _instrument(named: Carried) -> Instrument:
    """The instrument of this version and digest. Raises VersionNotAtHand."""
    digest, version, name = (_text(named, key) for key in ("digest", "version", "id"))
    _expect(_DIGEST.match(digest) and _VERSION.match(version), "instrument")
    instrument = instrument_by_digest(digest)
    if instrument is None:
        raise VersionNotAtHand(
            f"the report was made with '{visible(name)}' {version}, digest {digest}, which is neither in the "
            "catalogue nor among the kept releases. Put its canonical JSON into questionnaires/ID/releases/."
        )
    return instrument


def _norms(instrument: Instrument, named: str) -> Reference:
    """The norms file of this digest. Raises NormsNotAtHand."""
    _expect(_DIGEST.match(named), NORMS)
    return get_norms(instrument, named)


def _previous(instrument: Instrument, data: Carried, part: str = "previous") -> Assessment:
    """The earlier assessment, or that of somebody else, checked as strictly as the own one."""
    _expect(set(data) == set(PREVIOUS_KEYS), part)
    day = None if data["date"] is None else _day(_text(data, "date"))
    answers, given = _map(data, "answers"), _map(data, "given")
    form, perspective = _text(data, "form"), _text(data, "perspective")
    return _assessment(
        instrument, *accept(instrument, answers, given=given, form=form, perspective=perspective, date=day)
    )


def _beside(own: Instrument, assessment: Assessment, data: object) -> tuple[Beside, ...]:
    """What others answered, each with an instrument of their own that can be compared with this one."""
    _expect(isinstance(data, list), "beside")
    assert isinstance(data, list)
    try:
        found = tuple(_one_beside(own, each) for each in data)
        for each in found:
            check_beside(each, assessment)
    except NotComparable as error:
        raise NotAReport(f"{NAME} holds answers that cannot be compared: {visible(str(error))[:500]}") from error
    return found


def _one_beside(own: Instrument, data: object) -> Beside:
    _expect(isinstance(data, dict) and set(data) == set(BESIDE_KEYS), "beside")
    assert isinstance(data, dict)
    respondents = data["respondents"]
    _expect(isinstance(respondents, list) and all(isinstance(each, dict) for each in respondents), "beside")
    instrument = _instrument(_map(data, "instrument"))
    return build_beside(own, instrument, [_previous(instrument, each, "beside") for each in respondents])


def _taken(instrument: Instrument, data: Carried) -> dict[str, Taken]:
    """What somebody took on, as strictly as it is taken on: a known guideline, a clean name, a day or null."""
    _expect(set(data) <= {guideline.id for guideline in instrument.guidelines}, "taken")
    return {name: _taken_action(_map(data, name)) for name in data}


def _taken_action(data: Carried) -> Taken:
    _expect(set(data) == set(TAKEN_KEYS) and type(data["done"]) is bool, "taken")
    owner, wrong_owner = accept_owner(data["owner"])
    due, wrong_due = (None, None) if data["due"] is None else accept_due(data["due"])
    _expect(wrong_owner is None and wrong_due is None, "taken")
    # Written otherwise than Rely writes it, the text would not be the one that is checked.
    _expect((owner, None if due is None else due.isoformat()) == (data["owner"], data["due"]), "taken")
    return Taken(owner, due, data["done"])


def _assessment(
    instrument: Instrument, assessment: Assessment | None, problems: tuple[AnswerProblem, ...]
) -> Assessment:
    if assessment is None:
        what = visible("; ".join(told(each) for each in problems))
        raise NotAReport(f"{NAME} holds answers that '{instrument.id}' does not take: {what[:500]}")
    return assessment


def _parsed(text: bytes) -> Carried:
    try:
        data = json.loads(text.decode("utf-8"), object_pairs_hook=_once, parse_int=_whole, parse_constant=_no_constant)
        json.dumps(data, ensure_ascii=False, allow_nan=False).encode()  # no half characters, no endless numbers
    except (ValueError, RecursionError) as error:
        raise NotAReport(f"{NAME} in this PDF is damaged: it is not the JSON that a report carries.") from error
    _expect(isinstance(data, dict), "the whole")
    whole: Carried = data
    unlike = (set(whole) ^ set(KEYS)) - (LATER_KEYS - set(whole)) - {NORMS}
    if unlike:
        odd = ", ".join(visible(key)[:40] for key in sorted(unlike)[:5])
        raise NotAReport(f"{NAME} in this PDF is not that of a report: it lacks or should not have {odd}.")
    _expect(type(whole["format"]) is int, "format")
    if whole["format"] != FORMAT:
        raise NotAReport(f"{NAME} has the format {whole['format']}, and this release of Rely reads {FORMAT} only.")
    return whole


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) < len(pairs):
        raise ValueError("a key stands twice")
    return dict(pairs)


def _whole(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise ValueError("no report has such a number")
    return int(digits)


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON")


def _map(data: dict[str, Any], key: str) -> dict[str, Any]:
    _expect(isinstance(data[key], dict), key)
    found: dict[str, Any] = data[key]
    return found


def _text(data: dict[str, Any], key: str) -> str:
    value = data.get(key)
    _expect(isinstance(value, str) and len(value) <= LONGEST_TEXT, key)
    return str(value)


def _day(written: str) -> date:
    day = day_in(written)
    if day is None:
        raise _foreign("date")
    return day


def _expect(holds: object, part: str) -> None:
    if not holds:
        raise _foreign(part)


def _foreign(part: str) -> NotAReport:
    return NotAReport(f"{NAME} in this PDF is not that of a report: '{part}' is not what it should be.")
