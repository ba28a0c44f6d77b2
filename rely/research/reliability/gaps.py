"""Turn two files, own answers and those of others, into how reliable the gaps between the two views are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import sqrt
from typing import Final

import numpy as np

from rely.model.answers import FULL_FORM
from rely.model.digest import digest
from rely.model.gap_figures import GapCaution, GapFigures, GapReliability, Gaps, ViewFigures
from rely.model.instrument import Instrument
from rely.research.cases import SIMULATED
from rely.research.reliability.consistency import alpha, correlation
from rely.research.reliability.differences import difference_reliability
from rely.research.reliability.groups import Group, OnePer, cluster_of, group_rows
from rely.research.reliability.notes import FEWEST, reliability_note
from rely.research.reliability.pairing import Pairing, pair_rows, places_by_key
from rely.research.reliability.parts import columns_of_items
from rely.research.reliability.sample import Sample
from rely.research.sheets import Floats
from rely.scoring.comparison import paired_items
from rely.scoring.plan import plan_of

BEYOND: Final = 1.96
"""As many standard errors as error of measurement alone exceeds in 5 of 100 cases."""

_NO_SPREAD: Final = 1e-6
"""A gap whose squared spread is within noise; as `difference_reliability` has it."""


def gap_reliability_of(
    own_instrument: Instrument,
    own: Sample,
    instrument: Instrument,
    others: Sample,
    *,
    form: str = FULL_FORM,
    by: str | None = None,
    one_per: OnePer | None = None,
) -> GapReliability:
    """How reliable the gaps are, for the same groups of own rows as `reliability_of` makes.

    Compared are the items that `rely.scoring.comparison.compare` compares, for each value of its facet. ValueError
    where `instrument` declares no comparison, and where `others` are of several perspectives.
    """
    rules = instrument.comparison
    if rules is None:
        raise ValueError(f"The instrument '{instrument.id}' does not say how it is compared.")
    perspectives = set(others.perspectives)
    if len(perspectives) > 1:
        raise ValueError("Compare one's own answers with those of one other perspective.")
    grouped = group_rows(own_instrument, own, form=form, by=by, one_per=one_per)
    groups, used, by_key = {}, np.zeros(len(others), dtype=bool), places_by_key(others)
    for group in grouped.groups:
        if own.perspectives[group.places[0]] in perspectives:
            continue
        pairing = pair_rows(own, group.places.tolist(), group.selected, others, by_key)
        used[pairing.others] = True
        items = _items_by_value(own_instrument, instrument, form, group.selected)
        groups[group.id] = _gaps(own_instrument, own, instrument, others, group, pairing, items)
    named = sum(map(len, by_key.values()))
    left = {"unnamed": len(others) - named, "unpaired": named - int(used.sum())}
    return GapReliability(
        instrument=instrument.id,
        version=instrument.version,
        digest=digest(instrument),
        perspective=next(iter(perspectives), ""),
        facet=rules.facet,
        rows=len(others),
        simulated=sum(each == SIMULATED for each in others.respondents),
        left_out={reason: count for reason, count in left.items() if count},
        groups=groups,
    )


def _items_by_value(own: Instrument, other: Instrument, form: str, selected: str | None) -> dict[str, dict[str, str]]:
    """The own items that are asked here, each with the one that mirrors it, for every value of the facet with any."""
    assert other.comparison is not None
    facet, asked = other.comparison.facet, set(plan_of(own).in_form(form))
    pairs = {
        mirror: item
        for mirror, item in paired_items(own, other).items()
        if item in asked and _counts(own, item, selected) and _counts(other, mirror, selected)
    }
    found = {
        value.id: {item: mirror for mirror, item in pairs.items() if value.id in other.items[mirror].values(facet)}
        for value in other.facets_by_id[facet].values
    }
    return {value: items for value, items in found.items() if items}


def _counts(instrument: Instrument, name: str, selected: str | None) -> bool:
    """Whether an item has item scores, and is asked where the selecting fact has this value."""
    plan, facet = plan_of(instrument), instrument.selecting_facet
    if name not in plan.scored:
        return False
    known = facet is not None and any(value.id == selected for value in facet.values)
    return not known or plan.is_selected(instrument.items[name], selected)


def _gaps(
    own_instrument: Instrument,
    own: Sample,
    instrument: Instrument,
    others: Sample,
    group: Group,
    pairing: Pairing,
    items: Mapping[str, Mapping[str, str]],
) -> Gaps:
    values = []
    for value, pairs in items.items():
        names, mirrors = list(pairs), list(pairs.values())
        first = columns_of_items(own_instrument, names, own.table.items, own.table.steps[:, pairing.own]).values
        steps = others.table.steps[:, pairing.others]
        every = columns_of_items(instrument, mirrors, others.table.items, steps).values
        second = _means_of_pairs(every, pairing)
        values.append(_figures(value, pairs, first, second, several=len(pairing.others) > len(pairing.own)))
    people = [None if own.respondents[at] == SIMULATED else own.respondents[at] for at in pairing.own]
    return Gaps(
        rows=len(pairing.own),
        others=len(pairing.others),
        most=int(np.bincount(pairing.pair).max()) if len(pairing.pair) else 0,
        respondents=cluster_of(people),
        left_out=pairing.left_out,
        values=tuple(values),
    )


def _means_of_pairs(every: Floats, pairing: Pairing) -> Floats:
    """One row for each own row: the mean of each item over the others who answered it, NaN where none did."""
    known = ~np.isnan(every)
    sums = np.zeros((len(pairing.own), every.shape[1]))
    counts = np.zeros_like(sums)
    np.add.at(sums, pairing.pair, np.where(known, every, 0.0))
    np.add.at(counts, pairing.pair, known)
    found: Floats = np.divide(sums, counts, out=np.full_like(sums, np.nan), where=counts > 0)
    return found


def _figures(value: str, items: Mapping[str, str], first: Floats, second: Floats, *, several: bool) -> GapFigures:
    """The figures of one gap; `first` and `second` hold a row for each pair and a column for each item."""
    both = ~np.isnan(first) & ~np.isnan(second)
    complete = both.all(axis=1)
    pairs, n = int(both.any(axis=1).sum()), int(complete.sum())
    found = GapFigures(value=value, items=dict(items), pairs=pairs, n=n, note=reliability_note(n))
    if n >= FEWEST:
        found = _computed(found, first[complete], second[complete])
    return replace(found, cautions=_cautions(found, several=several))


def _computed(found: GapFigures, first: Floats, second: Floats) -> GapFigures:
    """With the figures that rest on these rows, all of them complete on both sides."""
    own, other = first.mean(axis=1), second.mean(axis=1)
    gap, r = own - other, correlation(own, other)
    views = (_view(own, alpha(first)), _view(other, alpha(second)))
    reliability, sem = _of_difference(*views, r)
    return replace(
        found,
        own=views[0],
        other=views[1],
        correlation=r,
        mean=float(gap.mean()),
        sd=float(gap.std(ddof=1)),
        reliability=reliability,
        sem=sem,
        beyond=None if sem is None else BEYOND * sem,
    )


def _view(means: Floats, found: float | None) -> ViewFigures:
    return ViewFigures(mean=float(means.mean()), sd=float(means.std(ddof=1)), alpha=found)


def _of_difference(own: ViewFigures, other: ViewFigures, r: float | None) -> tuple[float | None, float | None]:
    """The reliability of own minus other, and its standard error of measurement in score points.

    Errors of the two views are independent, so that their squares add up: sqrt(s1^2 (1 - r11) + s2^2 (1 - r22)), which
    is sd of the gap * sqrt(1 - its reliability). Both None without an alpha of both views, where one is negative, and
    where the gap does not vary.
    """
    first, second = own.alpha, other.alpha
    if own.sd is None or other.sd is None or r is None or first is None or second is None or min(first, second) < 0:
        return None, None
    found = difference_reliability(own.sd, other.sd, reliability_first=first, reliability_second=second, correlation=r)
    return found, None if found is None else sqrt(own.sd**2 * (1 - first) + other.sd**2 * (1 - second))


def _cautions(found: GapFigures, *, several: bool) -> tuple[GapCaution, ...]:
    alphas = [each.alpha for each in (found.own, found.other) if each.alpha is not None]
    computed, one = found.sd is not None, len(found.items) == 1
    cautions: dict[GapCaution, bool] = {
        "one_item": one,
        "two_items": len(found.items) == 2,
        "no_variance": computed and not one and (found.correlation is None or (found.sd or 0) <= _NO_SPREAD),
        "negative_alpha": any(each < 0 for each in alphas),
        "negative_reliability": found.reliability is not None and found.reliability < 0,
        "beyond_scale": found.beyond is not None and found.beyond > 100,
        "few_complete": found.n * 2 < found.pairs,
        "several_others": several,
    }
    return tuple(caution for caution, holds in cautions.items() if holds)
