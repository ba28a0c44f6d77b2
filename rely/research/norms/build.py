"""Turn what was gathered into a norms file: groups with their scores, and in words what stayed out of it and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from rely.model.answers import FULL_FORM
from rely.model.digest import digest
from rely.model.instrument import Instrument
from rely.model.reference import (
    LEAST,
    LONGEST_SAMPLE,
    MARGINS_FROM,
    PROVISIONAL_FROM,
    ReferenceFile,
    reference_digest,
)
from rely.research.norms.gathering import Gathered, Population, Table, country_items
from rely.research.norms.hiding import common_edges, in_bins, is_coarse, shown_counts, tally
from rely.research.reliability.consistency import alpha, complete_rows
from rely.scoring.plan import score_definitions, score_ids

Rows = NDArray[np.bool_]
"""Which people of a table are meant."""

DECIMALS = 4
"""To how many decimals means and spreads are told."""


@dataclass(frozen=True)
class Built:
    """A norms file, None where no group is large enough for one, and what there is to tell about its making."""

    file: ReferenceFile | None
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class _Parts:
    """The people of one population who are told of, and the groups that they are apart from each other.

    `leaves`: for each item, all groups by their answer, each person in exactly one; None is that of all other answers.
    """

    rows: Rows
    leaves: Mapping[str, Mapping[str | None, Rows]]


def build_norms(
    gathered: Gathered,
    *,
    by: Sequence[str] = (),
    number: int,
    made: date,
    source: Literal["database", "file"],
    sample: str | None = None,
) -> Built:
    """The norms file of all populations that are large enough, groups apart by the answers to the items `by`.

    Nothing below MARGINS_FROM people, no percentile ranks and no group apart below PROVISIONAL_FROM. Who is in none of
    the groups apart is left out of the whole too, or subtracting would tell of them. Simulated answers are told of in
    the `sample` of the file, which every report prints.
    """
    remarks = list(gathered.remarks())
    who = " ".join(filter(None, (gathered.caveat, sample)))[:LONGEST_SAMPLE] or None
    groups: list[dict[str, Any]] = []
    for population, table in sorted(gathered.tables.items(), key=lambda each: (each[0][0], str(each[0][1]))):
        named = ", ".join(part for part in population if part is not None)
        parts = _parts(table, by, named, remarks)
        if int(parts.rows.sum()) < MARGINS_FROM:
            remarks.append(f"{named}: nothing is told of fewer than {MARGINS_FROM}; there are {len(table.finished)}.")
            continue
        made_here = list(_groups(gathered.instrument, population, table, parts, named, remarks))
        groups += made_here
    if not groups:
        return Built(None, tuple(remarks))
    instrument = gathered.instrument
    content: dict[str, Any] = {
        "format": 1,
        "instrument": {"id": instrument.id, "version": instrument.version, "digest": digest(instrument)},
        "number": number,
        "made": made.isoformat(),
        "form": FULL_FORM,
        "source": source,
        "sample": who,
        "groups": groups,
    }
    content["digest"] = reference_digest(content)
    return Built(ReferenceFile.model_validate(content), tuple(remarks))


def _parts(table: Table, by: Sequence[str], named: str, remarks: list[str]) -> _Parts:
    """Who is told of: all, without those who would be alone outside of the groups apart."""
    rows = np.ones(len(table.finished), dtype=np.bool_)
    wanted = list(by)
    while True:
        leaves = {item: _leaves(table.codes[item], rows) for item in wanted}
        single = next((item for item in wanted if len(leaves[item]) < 2), None)
        if single is not None:
            # Without groups nobody needs to be left out for them: begin anew.
            wanted.remove(single)
            rows = np.ones(len(table.finished), dtype=np.bool_)
            remarks.append(f"{named}: no groups by {single}; two of {PROVISIONAL_FROM} people at least are needed.")
            continue
        inside = rows.copy()
        for groups in leaves.values():
            inside &= np.logical_or.reduce(list(groups.values()))
        if (inside == rows).all():
            break
        rows = inside
    outside = len(rows) - int(rows.sum())
    if outside:
        remarks.append(
            f"{named}: {outside} are left out, who belong to no group of {PROVISIONAL_FROM} people; "
            "else the whole without the groups would tell of them."
        )
    return _Parts(rows, leaves)


def _leaves(codes: Sequence[str | None], rows: Rows) -> dict[str | None, Rows]:
    """The groups of PROVISIONAL_FROM people and more; all smaller ones together under None, if they are as many."""
    counts = Counter(code for code, told in zip(codes, rows, strict=True) if told and code is not None)
    large = sorted(code for code, count in counts.items() if count >= PROVISIONAL_FROM)
    written = np.array(["" if code is None else code for code in codes], dtype=object)
    found: dict[str | None, Rows] = {code: rows & (written == code) for code in large}
    others = rows.copy()
    for group in found.values():
        others &= ~group
    if int(others.sum()) >= PROVISIONAL_FROM:
        found[None] = others
    return found


def _groups(
    instrument: Instrument, population: Population, table: Table, parts: _Parts, named: str, remarks: list[str]
) -> Iterator[dict[str, Any]]:
    wholes: dict[str, Any] = {}
    apart: dict[tuple[str, str], dict[str, Any]] = {
        (item, code): {} for item, leaves in parts.leaves.items() for code in leaves if code is not None
    }
    together = []
    for name in score_ids(instrument):
        rows = _measured(instrument, table, name, parts.rows)
        column = np.where(rows, table.column(name), np.nan)
        edges, is_apart = _edges(column, parts)
        if parts.leaves and not is_apart:
            together.append(name)
        scored = _score(column, edges)
        if scored is None:
            continue
        wholes[name] = {**scored, "complete": _complete(instrument, table, name, rows)}
        for (item, code), scores in apart.items() if is_apart else ():
            told = _score(column[parts.leaves[item][code]], edges)
            assert told is not None, "a group apart has enough people"
            scores[name] = {**told, "complete": None}
    if together:
        remarks.append(
            f"{named}: of the whole only, since groups apart are too small there or too unequal to hide everybody: "
            f"{', '.join(together)}."
        )
    yield _group(instrument, population, table, parts.rows, wholes, None)
    for (item, code), scores in apart.items():
        rows = parts.leaves[item][code]
        if scores:
            yield _group(instrument, population, table, rows, scores, {"item": item, "code": code})


def _measured(instrument: Instrument, table: Table, name: str, rows: Rows) -> Rows:
    """Those of these people of whom a score is told.

    When fewer than LEAST of them left out an item they are left out: from the spread with and without them their
    scores could be computed.
    """
    scored = rows & ~np.isnan(table.column(name))
    scores = _item_scores(instrument, table, name, scored)
    if scores is None:
        return scored
    gaps = np.isnan(scores).any(axis=1)
    if int(gaps.sum()) >= LEAST:
        return scored
    kept = scored.copy()
    kept[np.flatnonzero(scored)[gaps]] = False
    return kept


def _item_scores(instrument: Instrument, table: Table, name: str, rows: Rows) -> NDArray[np.float64] | None:
    """The weighted item scores of these people, of the items that anybody answered; None for a mean of scores."""
    items = next((each.items for each in score_definitions(instrument) if each.id == name), ())
    if not items:
        return None
    weights = np.array([instrument.items[item].weight for item in items])
    scores = table.item_scores(items)[rows]
    asked = ~np.isnan(scores).all(axis=0) & (weights > 0)
    weighted: NDArray[np.float64] = scores[:, asked] * (weights[asked] / weights[asked].sum())
    return weighted


def _edges(column: NDArray[np.float64], parts: _Parts) -> tuple[tuple[int, ...], bool]:
    """Where the bins of a score begin, and whether its groups can be told apart."""
    leaves = [group for groups in parts.leaves.values() for group in groups.values()]
    whole = tally(column)
    known = ~np.isnan(column)
    if leaves and all(int((group & known).sum()) >= PROVISIONAL_FROM for group in leaves):
        crossed = [tally(column[rows]) for rows in _crossed(parts, known)]
        edges = common_edges(crossed)
        if all(int(each.sum()) >= MARGINS_FROM for each in crossed) and not is_coarse(whole, edges):
            return edges, True
    return common_edges([whole]), False


def _crossed(parts: _Parts, known: Rows) -> list[Rows]:
    """Those of the known people who are in the same groups by every item, and in no group with anybody else.

    Groups by one item have nobody in common. A group by one item and a group by another may be the same but for one
    person, whom subtracting would tell of: so these have to be large enough, not only the groups.
    """
    found = [parts.rows & known]
    for groups in parts.leaves.values():
        found = [both for rows in found for group in groups.values() if (both := rows & group).any()]
    return found


def _score(values: NDArray[np.float64], edges: Sequence[int]) -> dict[str, Any] | None:
    """What is told of one score of these people; None of too few."""
    known = values[~np.isnan(values)]
    n = len(known)
    if n < MARGINS_FROM:
        return None
    bins = {"from": tuple(edges), "n": in_bins(tally(known), edges)} if n >= PROVISIONAL_FROM else None
    return {"n": n, "mean": _told(known.mean()), "sd": _told(known.std(ddof=1)), "bins": bins}


def _complete(instrument: Instrument, table: Table, name: str, rows: Rows) -> dict[str, Any] | None:
    """The spread and alpha of those who answered every item of a score; a mean of scores has none of its own."""
    scores = _item_scores(instrument, table, name, rows)
    if scores is None:
        return None
    complete = complete_rows(scores)
    if len(complete) < MARGINS_FROM or not complete.shape[1]:
        return None
    found = alpha(complete)
    return {
        "n": len(complete),
        "sd": _told(complete.sum(axis=1).std(ddof=1)),
        "alpha": None if found is None else _told(found),
    }


def _group(
    instrument: Instrument,
    population: Population,
    table: Table,
    rows: Rows,
    scores: Mapping[str, Any],
    by: Mapping[str, str] | None,
) -> dict[str, Any]:
    """One group. Only the whole is described: descriptions of groups could be subtracted from each other."""
    n = int(rows.sum())
    described = (
        {}
        if by is not None
        else {item: shown_counts(_count(table.codes[item], rows), n) for item in country_items(instrument)}
    )
    return {
        "perspective": population.perspective,
        "selected": population.selected,
        "by": by,
        "n": n,
        "period": None if by is not None else _period(table.finished, rows),
        "described": described,
        "languages": {} if by is not None else shown_counts(_count(table.languages, rows), n),
        "scores": dict(scores),
    }


def _count(codes: Iterable[str | None], rows: Rows) -> Counter[str]:
    return Counter(code for code, told in zip(codes, rows, strict=True) if told and code is not None)


def _period(days: Iterable[date | None], rows: Rows) -> tuple[str, str] | None:
    """The months of the LEASTth day from the beginning and from the end; None where days are unknown."""
    known = sorted(day for day, told in zip(days, rows, strict=True) if told and day is not None)
    if len(known) < int(rows.sum()):
        return None
    return f"{known[LEAST - 1]:%Y-%m}", f"{known[-LEAST]:%Y-%m}"


def _told(value: np.floating[Any] | float) -> float:
    return round(float(value), DECIMALS)
