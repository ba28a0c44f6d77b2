"""Turn a result and its advice into the JSON document of `rely score`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from rely.model.instrument import Instrument
from rely.model.results import Advice, Because, Recommendation, Result
from rely.scoring.contrasts import contrasts
from rely.scoring.plan import score_ids
from rely.scoring.reference import Percentile, percentiles

_MEASURES_ON_TOP = ("balance", "readiness")
"""Measures that the contract with other programs repeats at the top of the document."""


def score_document(instrument: Instrument, digest: str, result: Result, advice: Advice) -> dict[str, Any]:
    """The whole outcome of one assessment as plain data, ready for JSON; full floats, null when unknown."""
    assessment = result.assessment
    measures = {name: dict(parts) for name, parts in result.measures.items()}
    document: dict[str, Any] = {
        "id": assessment.id,
        "instrument": {"id": instrument.id, "version": instrument.version, "digest": digest},
        "form": assessment.form,
        "perspective": assessment.perspective,
        "facts": _derived(instrument, result),
        "measures": measures,
    }
    if instrument.selecting_facet is not None:
        document[instrument.selecting_facet.id] = result.selected
    if instrument.sides is not None:
        document["one_sided"] = result.one_sided
        document["contrasts"] = {row: each._asdict() for row, each in contrasts(instrument, result).items()}
    document.update({name: measures[name] for name in _MEASURES_ON_TOP if name in measures})
    ranks = percentiles(result)
    document["scores"] = {name: _score(result, name, ranks.get(name)) for name in score_ids(instrument)}
    if result.reference is not None:
        document["norms"] = result.reference.digest
    document["recommendations"] = [_recommendation(instrument, each) for each in advice.recommendations]
    document["actions"] = list(advice.actions)
    return document


def _derived(instrument: Instrument, result: Result) -> dict[str, Any]:
    """The facts that were given or derived, unknown ones as null."""
    facts: dict[str, Any] = {fact.id: result.facts.get(fact.id) for fact in instrument.given}
    for name, parts in result.measures.items():
        if len(parts) == 1:
            facts[name] = next(iter(parts.values()))
        else:
            facts.update({f"{name}.{part}": value for part, value in parts.items()})
    return facts


def _score(result: Result, name: str, rank: Percentile | None) -> dict[str, Any]:
    fields = asdict(result.scores[name])
    del fields["id"]
    if rank is not None:
        by = None if rank.by is None else {rank.by.item: rank.by.code}
        fields |= {"percentile": rank.rank, "percentile_of": {"n": rank.n, "note": rank.note, "by": by}}
    return fields


def _recommendation(instrument: Instrument, each: Recommendation) -> dict[str, Any]:
    rows = instrument.priorities.facet if instrument.priorities is not None else None
    document: dict[str, Any] = {
        "guideline": each.guideline.id,
        "facets": {rows: each.row} if rows is not None and each.row is not None else {},
    }
    if rows is not None:
        document[rows] = each.row
    if instrument.sides is not None:
        document[f"{instrument.sides.facet}s"] = list(each.columns)
    document["status"] = each.status
    if each.reason is not None:
        document["reason"] = each.reason
    document |= {
        "evidence": each.evidence,
        "profile": each.profile,
        "action_score": each.action_score,
        "because": [_because(because) for because in each.because],
    }
    return document


def _because(because: Because) -> Mapping[str, Any]:
    answer = list(because.answer) if isinstance(because.answer, tuple) else because.answer
    if because.item is not None:
        return {"item": because.item, "answer": answer, "item_score": because.item_score}
    return {"fact": because.fact, "value": answer, "norm": because.norm}
