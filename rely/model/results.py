"""Hold what an assessment comes to: scores, measures, recommendations, each with what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from rely.model.answers import Assessment
from rely.model.guidelines import Guideline
from rely.model.reference import Reference

GuidelineStatus: TypeAlias = Literal["act", "over", "partly", "in_place", "unknown", "always"]
"""act: to be done; over: more is done than needed; always: nothing shows whether it is done already."""

Fact = int | float | str | tuple[str, ...] | None
"""A known fact as code, number or codes; None when unknown."""


@dataclass(frozen=True, slots=True)
class Score:
    """One score with its basis.

    `score` is 0-100 or None; `status` is ok, partial, narrow, too_few, not_applicable or no_specific;
    `margin` is one standard error in score points or None, `margin_basis` says where it comes from
    (person, or the digest of a norms file); `coverage` is answered / applicable, 0-1, or None.
    For an overall score the counts are numbers of scores, not of items.
    """

    id: str
    score: float | None
    status: str
    band: str | None
    borderline: str | None
    margin: float | None
    margin_basis: str | None
    answered: int
    applicable: int
    asked: int
    na: int
    dk: int
    missing: int
    coverage: float | None


@dataclass(frozen=True, slots=True)
class Result:
    """All that follows from one assessment without advice.

    `facts`: every known fact by name (answers to items, given facts, measures and their parts).
    `measures`: measure id to its parts. `selected`: the value of the fact that selects items (the phase),
    or None. `asked`: items asked in this form and phase, in order. `routed`: item id to the requirement
    that is not met, so that it counts as not applicable. `item_scores`: item id to 0-100, answered items only.
    `contradictions`: ids of consistency rules whose condition is true. `reference`: the group data that margins or
    percentile ranks come from, None where none do.
    """

    assessment: Assessment
    selected: str | None
    facts: Mapping[str, Fact]
    measures: Mapping[str, Mapping[str, Any]]
    asked: tuple[str, ...]
    routed: Mapping[str, str]
    item_scores: Mapping[str, float]
    scores: Mapping[str, Score]
    one_sided: str | None
    contradictions: tuple[str, ...]
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class Because:
    """One answer or fact that a recommendation rests on.

    `item` or `fact` names it; `answer` is the code as given or the value of the fact (None when missing);
    `item_score` is 0-100 for scored items; `norm` is the id of the norm row it was compared with.
    """

    item: str | None
    fact: str | None
    answer: Fact
    item_score: float | None
    norm: str | None = None


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A guideline that holds for this relationship, and because of which answers.

    `status`: act, partly, in_place, over, unknown or always; `reason` of unknown: missing, dont_know,
    not_applicable or unknown_fact. `row`: its value of the facet of the rows, None for a note on the context.
    `columns`: its values of the facet of the columns. `evidence`: the level for this profile and phase.
    `action_score`: 0-100 or None.
    """

    guideline: Guideline
    status: GuidelineStatus
    reason: str | None
    row: str | None
    columns: tuple[str, ...]
    evidence: str
    profile: str
    action_score: float | None
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """The recommendations in the order of the instrument, and the guidelines chosen as actions, best first."""

    recommendations: tuple[Recommendation, ...]
    actions: tuple[str, ...]
    priorities: Mapping[str, float | None]
    quadrants: Mapping[str, str | None]
    importance_separates: bool
