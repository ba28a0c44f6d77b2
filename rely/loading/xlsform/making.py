"""Turn an XLSForm into the text of a questionnaire that is in order as it stands, and all that was left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from rely.loading.checks import check
from rely.loading.checks.findings import Path as DataPath
from rely.loading.problem_kinds import CATALOGUE
from rely.loading.problems import Place, Problem, build_problem
from rely.loading.source import read_source
from rely.loading.source_text import MAX_BYTES
from rely.loading.xlsform.reading import XlsForm, in_order
from rely.loading.xlsform.taking import Block, Taking
from rely.loading.xlsform.yaml_text import yaml_text
from rely.model.instrument import Instrument
from rely.model.scalars import Version

FIRST_VERSION = "0.1.0"

_ORDER = (
    *("id", "version", "languages", "title", "about", "disclaimer", "intro", "perspectives", "facets"),
    *("response_scales", "given", "sections", "missing_data", "scores", "measures"),
)
_SELF = {"en": "My own view", "nl": "Mijn eigen kijk", "de": "Meine eigene Sicht"}
_MISSING_DATA = {"min_answered": 2, "min_coverage": 0.5, "narrow_below": 0.5}
_REMARK = """\
Made of an XLSForm by `rely xlsform import`. What the form could not say is yours to write: scores, bands, guidelines
and the report. All keys are described in docs/questionnaire-format.md."""


@dataclass(frozen=True, slots=True)
class Made:
    """The text of instrument.yaml, what it makes, and what was left out or changed."""

    text: str
    instrument: Instrument
    problems: tuple[Problem, ...]


def make_questionnaire(form: XlsForm, instrument_id: str) -> Made:
    """The questionnaire of an XLSForm. Raises XlsFormError when there is none."""
    taking = Taking(form)
    taking.take()
    block = _whole(form, taking, instrument_id)
    while True:
        text = yaml_text(block, remark=_REMARK)
        if (size := len(text.encode())) > MAX_BYTES:
            raise form.refuse("too-large-form", size=size, limit=MAX_BYTES)
        source, problems = read_source(text, form.path)
        if source is None:
            raise form.refuse("not-xlsform", reason=problems[0].message.rstrip("."))
        instrument = Instrument.model_validate(source.data)
        if not _drop_impossible(form, taking, block, instrument):
            return Made(text, instrument, in_order(form.problems))


def _whole(form: XlsForm, taking: Taking, instrument_id: str) -> Block:
    """All keys of the questionnaire, in the order of the reference."""
    languages = list(form.languages) or ["en"]
    block = {
        "id": instrument_id,
        "version": _version(form),
        "languages": languages,
        "title": taking.title,
        "about": form.settings.text("rely_about"),
        "perspectives": [{"id": "self", "label": _label_of_self(languages)}],
        "missing_data": _MISSING_DATA,
        **taking.block,
    }
    ordered = {key: block[key] for key in _ORDER if block.get(key)}
    at = list(ordered).index("missing_data") + 1
    entries = list(ordered.items())
    whole: Block = dict([*entries[:at], ("scores", {}), *entries[at:]])
    return {key: _shortened(value, languages) for key, value in whole.items()}


def _version(form: XlsForm) -> str:
    written = form.settings["version"]
    try:
        return TypeAdapter(Version).validate_python(written)
    except ValidationError:
        if written:
            form.tell("assumed-version", form.settings, version=written, new=FIRST_VERSION)
        return FIRST_VERSION


def _label_of_self(languages: list[str]) -> dict[str, str] | str:
    known = {language: _SELF[language] for language in languages if language in _SELF}
    return known if len(known) == len(languages) else _SELF["en"]


def _shortened(value: Any, languages: list[str]) -> Any:
    """The value with one string for each text that is the same in all of several languages."""
    if isinstance(value, Mapping):
        wordings = list(value.values())
        if len(languages) > 1 and value.keys() == set(languages) and all(each == wordings[0] for each in wordings):
            return wordings[0]
        return {key: _shortened(part, languages) for key, part in value.items()}
    return [_shortened(part, languages) for part in value] if isinstance(value, list) else value


def _drop_impossible(form: XlsForm, taking: Taking, block: Block, instrument: Instrument) -> bool:
    """Leave out the conditions and measures that cannot stand, each told with its reason; whether there were any.

    A form may look ahead, at itself, or at answers that are never given; a questionnaire may not.
    """
    found: dict[DataPath, str] = {}
    for finding in check(instrument):
        if CATALOGUE[finding.code].severity == "error":
            problem = build_problem(finding.code, Place(form.path), hint=finding.hint, **finding.facts)
            found.setdefault(_what(finding.path), problem.message.rstrip("."))
    for path in sorted(found, key=_last_first, reverse=True):
        match path:
            case ("sections", int(section), "items", int(position), "show_if"):
                item = block["sections"][section]["items"][position]
                form.tell("left-out-cell", taking.rows[item["id"]], column="condition", reason=found[path])
                del item["show_if"]
            case ("measures", int(position)):
                measure = block["measures"].pop(position)
                form.tell("left-out-row", taking.rows[measure["id"]], reason=found[path])
            case _:
                raise form.refuse("not-xlsform", reason=found[path])
    return bool(found)


def _what(path: DataPath) -> DataPath:
    """What is to be left out for a finding: the condition of an item, or a measure."""
    return path[:2] if path[:1] == ("measures",) else path[:5]


def _last_first(path: DataPath) -> list[tuple[str, int]]:
    return [("", step) if isinstance(step, int) else (step, 0) for step in path]
