"""Turn figures of gaps into the keys that they have in the JSON of `rely reliability`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from rely.model.gap_figures import GapFigures, GapReliability, Gaps


def gaps_document(document: Mapping[str, Any], gaps: GapReliability) -> dict[str, Any]:
    """The document of `reliability_document` with what is known of the gaps.

    `beside` tells whose answers they are; `gaps` holds those of the same group as `scores`, and each group its own,
    with the counts of its rows under `paired`. A group of the perspective of the others has no gaps: null.
    """
    groups = {name: {**figures, **_group(gaps.groups.get(name))} for name, figures in document["groups"].items()}
    largest = document["group"]
    return {
        **document,
        "beside": {
            "instrument": {"id": gaps.instrument, "version": gaps.version, "digest": gaps.digest},
            "perspective": gaps.perspective,
            "facet": gaps.facet,
            "rows": gaps.rows,
            "left_out": dict(gaps.left_out),
            "simulated": gaps.simulated,
        },
        "gaps": {} if largest is None else groups[largest]["gaps"],
        "groups": groups,
    }


def _group(gaps: Gaps | None) -> dict[str, Any]:
    if gaps is None:
        return {"paired": None, "gaps": None}
    paired = {"rows": gaps.rows, "others": gaps.others, "most": gaps.most, "left_out": dict(gaps.left_out)}
    return {
        "paired": {**paired, "respondents": asdict(gaps.respondents)},
        "gaps": {each.value: _gap(each) for each in gaps.values},
    }


def _gap(figures: GapFigures) -> dict[str, Any]:
    return {name: value for name, value in asdict(figures).items() if name != "value"}
