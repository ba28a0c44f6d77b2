"""Hold what the answers of many say about items and scores: how they spread, and how well they go together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

Note: TypeAlias = Literal["not_computed", "very_uncertain", "uncertain", "usable"]
"""How far figures can be relied on at this number of complete answers."""

Caution: TypeAlias = Literal[
    "one_item",
    "two_items",
    "no_variance",
    "negative_alpha",
    "heywood",
    "not_converged",
    "constant_item",
    "too_many_items",
    "few_complete",
]
"""Why a figure is missing, or what it must be read with."""

Flag: TypeAlias = Literal["straightline", "agrees_with_opposites"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartFigures:
    """One item of a score, or one score of an overall score.

    `n` answers with their `mean` and `sd` in item scores, 0-100 after reverse coding; `code_mean` and `code_sd` are of
    the codes as they stand in a data file, before reverse coding, None where codes are no numbers. `item_rest` and
    `alpha_without` rest on the complete answers of the score. All others are shares, 0-1: `lowest` and `highest` of
    the answers, the rest of all rows.
    """

    id: str
    reverse: bool
    n: int
    mean: float | None
    sd: float | None
    code_mean: float | None
    code_sd: float | None
    item_rest: float | None
    alpha_without: float | None
    lowest: float | None
    highest: float | None
    missing: float
    na: float
    dk: float
    not_asked: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Correlations:
    """Pearson correlations of all pairs of parts, each over the rows that answered both; None where undefined.

    `average` is the mean of those off the diagonal.
    """

    ids: tuple[str, ...]
    r: tuple[tuple[float | None, ...], ...]
    n: tuple[tuple[int, ...], ...]
    average: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How the scores, 0-100, of `n` rows spread.

    `floor` and `ceiling` are the shares, 0-1, of the lowest and the highest possible score; `histogram` counts in ten
    equal ranges, the last with 100. Everything is None for fewer rows than are told.
    """

    n: int
    mean: float | None = None
    sd: float | None = None
    median: float | None = None
    skew: float | None = None
    lowest: float | None = None
    highest: float | None = None
    floor: float | None = None
    ceiling: float | None = None
    histogram: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreFigures:
    """What is known of one score in one group.

    `n` counts the rows in which all `parts` are answered: alpha with its interval, omega and the margin `sem` (in score
    points) rest on them. `spread` is of all rows that have a score. `made_of_scores`: the parts are scores, no items.
    `loadings` are those of the one factor behind omega.
    """

    id: str
    made_of_scores: bool
    parts: tuple[PartFigures, ...]
    spread: Spread
    n: int
    note: Note
    alpha: float | None = None
    alpha_low: float | None = None
    alpha_high: float | None = None
    sem: float | None = None
    omega: float | None = None
    loadings: tuple[float, ...] | None = None
    heywood: bool = False
    correlations: Correlations | None = None
    cautions: tuple[Caution, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """How many rows name their respondent (or relationship), how many different ones, and the most rows of one."""

    named: int
    distinct: int
    most: int

    @property
    def is_clustered(self) -> bool:
        """Whether one of them stands behind several rows."""
        return self.distinct < self.named


@dataclass(frozen=True, slots=True, kw_only=True)
class Flagged:
    """A row that looks as if it was answered without reading: its line in the file, and the signs."""

    line: int
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Carelessness:
    """How many rows were looked at, and which of them show signs, in the order of the file."""

    judged: int
    flagged: tuple[Flagged, ...]

    def count(self, flag: Flag) -> int:
        """How many rows show this sign."""
        return sum(flag in each.flags for each in self.flagged)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFigures:
    """What is known of the rows that are looked at together: `facts` says what they have in common."""

    id: str
    facts: Mapping[str, str]
    rows: int
    respondents: Cluster
    relationships: Cluster
    careless: Carelessness | None
    scores: tuple[ScoreFigures, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """What a file of answers says about the scores of an instrument.

    `rows` were read; `left_out` says how many of them are in no group, and why: `other_form`, `no_value` (of a fact
    that groups), `repeated` (not the first row of a respondent or relationship), `small_group`. `confidence` (0-1) is
    that of the intervals of alpha. `simulated` counts the rows that nobody gave.
    """

    form: str
    rows: int
    left_out: Mapping[str, int]
    simulated: int
    reflective: bool
    confidence: float
    groups: tuple[GroupFigures, ...]

    @property
    def largest(self) -> GroupFigures | None:
        """The group of the most rows, the first of several; None when there is none."""
        return max(self.groups, key=lambda group: group.rows, default=None)
