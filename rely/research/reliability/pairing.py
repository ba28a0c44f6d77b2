"""Turn the rows of two files into pairs: one's own answers about a relationship, and those of others about the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from rely.research.cases import RelationshipKey
from rely.research.reliability.sample import Sample

Places: TypeAlias = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Pairing:
    """Which rows belong together.

    `own` holds the place of each own row that has answers of others; `others` the places of these answers, and
    `pair` for each of them its place in `own`. `left_out` counts the own rows that were not paired, by reason.
    """

    own: Places
    others: Places
    pair: Places
    left_out: Mapping[str, int]


def places_by_key(sample: Sample) -> dict[RelationshipKey, list[int]]:
    """The places of the rows that can be found, by what they are found by."""
    found: dict[RelationshipKey, list[int]] = {}
    for at, key in enumerate(sample.keys):
        if key is not None:
            found.setdefault(key, []).append(at)
    return found


def pair_rows(
    own: Sample,
    places: Iterable[int],
    selected: str | None,
    others: Sample,
    by_key: Mapping[RelationshipKey, Sequence[int]],
) -> Pairing:
    """The pairs among these places of the own sample, whose value of the selecting fact is `selected`.

    `by_key` holds the places of the others. Of several own rows with one id the first counts. Several without an id
    that share respondent and name may be about different relationships: none of them counts. Others who name another
    value of that fact are not paired.
    """
    left: Counter[str] = Counter()
    first = _first_rows(own, places, left)
    answered = {key: [at for at in by_key.get(key, ()) if _selects(others, at, selected)] for key in first}
    paired = [(at, answered[key]) for key, at in first.items() if answered[key]]
    left["alone"] += len(first) - len(paired)
    return Pairing(
        own=np.array([at for at, _ in paired], np.intp),
        others=np.array([at for _, found in paired for at in found], np.intp),
        pair=np.repeat(np.arange(len(paired)), [len(found) for _, found in paired]).astype(np.intp),
        left_out={reason: count for reason, count in left.items() if count},
    )


def _first_rows(own: Sample, places: Iterable[int], left: Counter[str]) -> dict[RelationshipKey, int]:
    members: dict[RelationshipKey, list[int]] = {}
    for at in places:
        key = own.keys[at]
        if key is None:
            left["alone"] += 1
        else:
            members.setdefault(key, []).append(at)
    first = {}
    for key, found in members.items():
        if len(found) > 1 and key.id is None:
            left["ambiguous"] += len(found)
            continue
        left["repeated"] += len(found) - 1
        first[key] = found[0]
    return first


def _selects(sample: Sample, at: int, selected: str | None) -> bool:
    """Whether the row is of this value of the selecting fact, or does not say of which."""
    chosen = int(sample.table.selected[at])
    return selected is None or chosen < 0 or sample.table.values[chosen] == selected
