"""Hold how reliable the gaps between two views of the same relationships are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from rely.model.reliability import Cluster, Note

GapCaution: TypeAlias = Literal[
    "one_item",
    "two_items",
    "no_variance",
    "negative_alpha",
    "negative_reliability",
    "beyond_scale",
    "few_complete",
    "several_others",
]
"""Why a figure of a gap is missing, or what it must be read with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewFigures:
    """One view over the mirrored items: `mean` and `sd` of their means, 0-100, and the `alpha` of the items."""

    mean: float | None = None
    sd: float | None = None
    alpha: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GapFigures:
    """What is known of the gap, own minus other, over the items with one value of the facet.

    `items` maps the own items to those that mirror them. `pairs` counts the relationships of which at least one of
    them was answered on both sides; everything else rests on the `n` with all of them answered on both sides.
    `mean` and `sd` are those of the gap, in score points. `reliability` is at most 1 and may be negative; `sem` is the
    standard error of measurement of the gap, and `beyond` 1.96 times that.
    """

    value: str
    items: Mapping[str, str]
    pairs: int
    n: int
    note: Note
    own: ViewFigures = ViewFigures()
    other: ViewFigures = ViewFigures()
    correlation: float | None = None
    mean: float | None = None
    sd: float | None = None
    reliability: float | None = None
    sem: float | None = None
    beyond: float | None = None
    cautions: tuple[GapCaution, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """The gaps of one group of own assessments.

    `rows` of them have answers of others beside them, from `others` rows, at most `most` about one relationship;
    `respondents` tells who gave these own rows. `left_out` counts the own rows that were not paired, and why: `alone`
    (nobody else answered), `repeated` (not the first of its id), `ambiguous` (several without an id share respondent
    and name).
    """

    rows: int
    others: int
    most: int
    respondents: Cluster
    left_out: Mapping[str, int]
    values: tuple[GapFigures, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapReliability:
    """The gaps between own answers and those of others, which stand in a file beside them.

    `groups` holds the gaps of every group of own rows, by its id; none of a group of the perspective of the others.

    `rows` were read, `simulated` of them given by nobody. `left_out` counts those that were paired in no group:
    `unnamed` (neither an id nor the name of a relationship), `unpaired` (no own answers with the same).
    """

    instrument: str
    version: str
    digest: str
    perspective: str
    facet: str
    rows: int
    simulated: int
    left_out: Mapping[str, int]
    groups: Mapping[str, Gaps]
