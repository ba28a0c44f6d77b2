"""Turn a codebook into JSON, whose keys are English and never change in meaning."""

from __future__ import annotations

import json
from typing import Any

from rely import __version__
from rely.research.codebook.content import Cited, Code, Codebook, Entry, Fact, Statistics

FORMAT = 1
"""The number of the format; another number means that a key has changed its meaning or gone."""


def codebook_json(codebook: Codebook) -> str:
    """The codebook as an indented JSON object with a line end; docs/codebook.md tells the keys."""
    return json.dumps(codebook_document(codebook), ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def codebook_document(codebook: Codebook) -> dict[str, Any]:
    """The same as plain lists and dictionaries. Words are in the language of the codebook; codes are as in the file."""
    document: dict[str, Any] = {
        "format": FORMAT,
        "rely": __version__,
        "language": codebook.language,
        "study": _study(codebook),
        "missing": [_code(each) for each in codebook.missing_codes],
        "groups": [
            {"id": each.id, "kind": each.kind, "title": each.title, "variables": list(each.variables)}
            for each in codebook.groups
        ],
        "variables": [_variable(each) for each in codebook.entries],
        "code_lists": {each.id: [_code(code) for code in each.codes] for each in codebook.lists},
        "measures": [
            {"id": each.id, "kind": each.kind, "label": each.label, "variables": list(each.variables),
             "made": list(each.made)}
            for each in codebook.measures
        ],
        "scores": [_score(each) for each in codebook.scores],
        "how_scored": list(codebook.how_scored),
        "forms": [
            {"id": each.id, "label": each.label, "items": each.items, "min_answered": each.min_answered,
             "min_coverage": each.min_coverage, "narrow_below": each.narrow_below}
            for each in codebook.forms
        ],
        "bands": [{"id": each.id, "label": each.label, "from": each.low} for each in codebook.bands],
        "statuses": [_code(each) for each in codebook.statuses],
        "releases": [
            {"version": each.version, "date": each.date, "digest": each.digest, "told": list(each.told)}
            for each in codebook.releases
        ],
        "left_out": list(codebook.left_out),
    }  # fmt: skip
    if codebook.data is not None:
        document["data"] = {
            "cases": codebook.data.cases,
            "simulated": codebook.data.simulated,
            "k": codebook.data.k,
            "told": list(codebook.data.told),
        }
    return document


def _study(codebook: Codebook) -> dict[str, Any]:
    study = codebook.study
    return {
        "id": study.id,
        "version": study.version,
        "digest": study.digest,
        "title": study.title,
        "languages": list(study.languages),
        "about": list(study.about),
        "limits": list(study.limits),
        "citation": study.citation,
        "licence": study.licence,
        "unit": study.unit,
        "weights": study.weights,
        "works": [_cited(each) for each in study.works],
    }


def _variable(entry: Entry) -> dict[str, Any]:
    document: dict[str, Any] = {
        "name": entry.name,
        "label": entry.label,
        "role": entry.role,
        "kind": entry.kind,
        "level": entry.level,
        "source": entry.source,
        "part": entry.part or None,
        "group": entry.group,
        "preface": entry.preface or None,
        "question": entry.question or None,
        "help": entry.help or None,
        "response_scale": entry.response_scale or None,
        "codes": [_code(each) for each in entry.codes],
        "code_list": entry.shared or None,
        "missing": [_code(each) for each in entry.missing],
        "low": entry.low,
        "high": entry.high,
        "unit": entry.unit or None,
        "reverse": entry.is_reversed,
        "weight": entry.weight,
        "facets": [_fact(each) for each in entry.facets],
        "when": list(entry.when),
        "scores": list(entry.scores),
        "made": list(entry.made),
        "made_from": list(entry.made_from),
        "quasi_identifier": entry.is_quasi_identifier,
        "evidence": entry.evidence or None,
        "sources": [_cited(each) for each in entry.sources],
    }
    if entry.statistics is not None:
        document["statistics"] = _statistics(entry.statistics)
    return document


def _score(score: Any) -> dict[str, Any]:
    return {
        "id": score.id,
        "label": score.label,
        "variables": list(score.variables),
        "formula": score.formula,
        "rule": list(score.rule),
        "of": list(score.of),
        "items": [
            {"variable": each.variable, "item": each.item, "reverse": each.is_reversed, "weight": each.weight,
             "specific": each.is_specific, "asked_for": each.asked_for or None}
            for each in score.items
        ],
    }  # fmt: skip


def _statistics(found: Statistics) -> dict[str, Any]:
    return {
        "valid": found.valid,
        "missing": [{"code": each.code, "n": each.n} for each in found.missing],
        "counts": [{"code": each.code, "n": each.n} for each in found.counts],
        "mean": found.mean,
        "sd": found.sd,
        "min": found.low,
        "max": found.high,
        "suppressed": found.is_suppressed,
    }


def _code(code: Code) -> dict[str, Any]:
    plain: dict[str, Any] = {"code": code.code, "label": code.label}
    return plain if code.points is None else plain | {"item_score": code.points}


def _fact(fact: Fact) -> dict[str, str]:
    return {"label": fact.label, "text": fact.text}


def _cited(work: Cited) -> dict[str, str | None]:
    return {"text": work.text, "language": work.language or None}
