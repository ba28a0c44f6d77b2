"""Turn a sample into the groups of rows that are looked at together, and count the rows that are in none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from rely.model.instrument import Instrument
from rely.model.reliability import Cluster
from rely.research.reliability.notes import FEWEST
from rely.research.reliability.sample import Sample

OnePer: TypeAlias = Literal["respondent", "id"]
"""Whose first row alone is taken: that of each respondent, or of each relationship."""

Places: TypeAlias = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Group:
    """The places in the sample of the rows of one group; `selected` is their value of the selecting fact."""

    id: str
    facts: Mapping[str, str]
    selected: str | None
    places: Places


@dataclass(frozen=True, eq=False)
class Grouped:
    """The groups, in the order of the instrument, and how many rows are in none of them, by reason."""

    groups: tuple[Group, ...]
    left_out: Mapping[str, int]


def group_rows(
    instrument: Instrument, sample: Sample, *, form: str, by: str | None = None, one_per: OnePer | None = None
) -> Grouped:
    """The groups of the rows of one form: never rows of two phases or perspectives together.

    With `by` also one for each value of that fact, without those of fewer than ten rows: they would tell of single
    persons. With `one_per` the first row of each, in each group; rows that name none all stay.
    """
    left: Counter[str] = Counter()
    in_form = sample.table.form == instrument.form_ids.index(form)
    left["other_form"] = int((~in_form).sum())
    members: dict[tuple[str, str | None, str], list[int]] = {}
    for at in np.flatnonzero(in_form).tolist():
        key = _key(instrument, sample, at)
        if key is None:
            left["no_value"] += 1
        else:
            members.setdefault(key, []).append(at)
    groups = []
    for key in sorted(members, key=lambda key: _order(instrument, key)):
        kept = _first_of_each(sample, members[key], one_per)
        left["repeated"] += len(members[key]) - len(kept)
        if by is not None and len(kept) < FEWEST:
            left["small_group"] += len(kept)
            continue
        facts = _facts(instrument, key, by)
        groups.append(Group(", ".join(facts.values()) or "all", facts, key[1], np.array(kept, np.intp)))
    return Grouped(tuple(groups), {reason: count for reason, count in left.items() if count})


def _key(instrument: Instrument, sample: Sample, at: int) -> tuple[str, str | None, str] | None:
    """Perspective, value of the selecting fact and value of the grouping one; None where one of them is unknown."""
    chosen = int(sample.table.selected[at])
    group = sample.group[at]
    if group is None or (chosen < 0 and instrument.selecting_facet is not None):
        return None
    return sample.perspectives[at], sample.table.values[chosen] if chosen >= 0 else None, group


def _order(instrument: Instrument, key: tuple[str, str | None, str]) -> tuple[int, int, str]:
    perspectives = [each.id for each in instrument.perspectives]
    facet = instrument.selecting_facet
    values = [] if facet is None else [value.id for value in facet.values]
    return (
        perspectives.index(key[0]) if key[0] in perspectives else 0,
        values.index(key[1]) if key[1] is not None else 0,
        key[2],
    )


def _facts(instrument: Instrument, key: tuple[str, str | None, str], by: str | None) -> dict[str, str]:
    facts = {}
    if len(instrument.perspectives) > 1:
        facts["perspective"] = key[0]
    facet = instrument.selecting_facet
    if facet is not None and key[1] is not None:
        facts[facet.id] = key[1]
    if by is not None:
        facts[by] = key[2]
    return facts


def _first_of_each(sample: Sample, places: Sequence[int], one_per: OnePer | None) -> list[int]:
    if one_per is None:
        return list(places)
    names = sample.respondents if one_per == "respondent" else sample.relationships
    seen: set[str] = set()
    kept = []
    for at in places:
        name = names[at]
        if name not in seen:
            kept.append(at)
        if name is not None:
            seen.add(name)
    return kept


def cluster_of(names: Sequence[str | None]) -> Cluster:
    """How many names stand behind how many rows; rows without a name are not counted."""
    counts = Counter(name for name in names if name is not None)
    return Cluster(named=counts.total(), distinct=len(counts), most=max(counts.values(), default=0))
