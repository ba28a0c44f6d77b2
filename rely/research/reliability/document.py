"""Turn figures of reliability into the JSON of `rely reliability`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rely.model.instrument import Instrument
from rely.model.reliability import Carelessness, GroupFigures, PartFigures, Reliability, ScoreFigures


def reliability_document(instrument: Instrument, digest: str, found: Reliability) -> dict[str, Any]:
    """The document: `scores` of the largest group, which `group` names, and every group under `groups`.

    Where all rows belong together there is one group. `scores` is empty and `group` null without rows.
    """
    largest = found.largest
    return {
        "instrument": {"id": instrument.id, "version": instrument.version, "digest": digest},
        "form": found.form,
        "rows": found.rows,
        "left_out": dict(found.left_out),
        "simulated": found.simulated,
        "scores_are": "reflective" if found.reflective else "formative",
        "confidence": found.confidence,
        "group": None if largest is None else largest.id,
        "scores": {} if largest is None else _scores(largest),
        "groups": {group.id: _group(group) for group in found.groups},
    }


def _group(group: GroupFigures) -> dict[str, Any]:
    return {
        "facts": dict(group.facts),
        "rows": group.rows,
        "respondents": asdict(group.respondents),
        "relationships": asdict(group.relationships),
        "careless": None if group.careless is None else _careless(group.careless),
        "scores": _scores(group),
    }


def _careless(found: Carelessness) -> dict[str, Any]:
    return {
        "judged": found.judged,
        "straightline": found.count("straightline"),
        "agrees_with_opposites": found.count("agrees_with_opposites"),
        "rows": [{"line": each.line, "flags": list(each.flags)} for each in found.flagged],
    }


def _scores(group: GroupFigures) -> dict[str, Any]:
    return {score.id: _score(score) for score in group.scores}


def _score(score: ScoreFigures) -> dict[str, Any]:
    pairs = score.correlations
    return {
        "n": score.n,
        "alpha": score.alpha,
        "alpha_low": score.alpha_low,
        "alpha_high": score.alpha_high,
        "omega": score.omega,
        "heywood": score.heywood,
        "note": score.note,
        "cautions": list(score.cautions),
        "sem": score.sem,
        "average_r": None if pairs is None else pairs.average,
        "made_of": "scores" if score.made_of_scores else "items",
        "score": asdict(score.spread),
        "items": {each.id: _part(each) for each in score.parts},
        "loadings": None if score.loadings is None else dict(zip(_ids(score), score.loadings, strict=True)),
        "correlations": None if pairs is None else {"items": pairs.ids, "r": pairs.r, "n": pairs.n},
    }


def _ids(score: ScoreFigures) -> tuple[str, ...]:
    return tuple(each.id for each in score.parts)


def _part(part: PartFigures) -> dict[str, Any]:
    return {name: value for name, value in asdict(part).items() if name != "id"}
