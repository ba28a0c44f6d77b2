"""Turn facts into measures: one function per kind, looked up in a closed registry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, cast

from rely.model.guidelines import GENERIC
from rely.model.guidelines import Norm as NormRow
from rely.model.instrument import Instrument
from rely.model.measures import Balance, FirstMatch, Fit, Mean, Measure, Rate, Steps
from rely.model.measures_of_answers import CountAtLeast, Nps, PairedDifference, Top
from rely.model.measures_of_numbers import Linear, NetRatio, Ratio
from rely.model.results import Fact
from rely.model.scalars import number_in
from rely.scoring import rates
from rely.scoring.balance import balance
from rely.scoring.conditions import FactReader, holds
from rely.scoring.counts import count_at_least
from rely.scoring.gaps import mean_difference
from rely.scoring.highest import highest
from rely.scoring.linear import linear
from rely.scoring.means import mean_of_known
from rely.scoring.nps import nps_category
from rely.scoring.ratios import net_ratio, ratio
from rely.scoring.steps import step_of

Parts = dict[str, Fact]
"""What a measure comes to, by the name of the part; None when unknown."""


def numeric(value: Fact) -> float | None:
    """The fact as a number; None when it is unknown or no number."""
    return float(value) if isinstance(value, (int, float)) else None


def norm_row(instrument: Instrument, norm: str, fact: FactReader) -> NormRow | None:
    """The row of a norm that holds: of the client's own profile if it has rows here, else generic.

    A row holds when its facet values contain the selected one and its condition is true; None when no row does.
    """
    held = _held(instrument, norm, fact)
    return None if held is None else held.row


def fit_to(instrument: Instrument, value: float | None, norm: str, fact: FactReader) -> tuple[rates.Fit, str | None]:
    """How a number fits the row of a norm that holds, and the id of that row."""
    held = _held(instrument, norm, fact)
    return (rates.UNKNOWN_FIT, None) if held is None else (rates.fit(value, held.range), held.row.id)


class _Held(NamedTuple):
    """A row of a norm: the values of the selecting facet for which it holds (none: for all), and its range."""

    row: NormRow
    values: tuple[str, ...]
    range: rates.Norm


def _held(instrument: Instrument, norm: str, fact: FactReader) -> _Held | None:
    selecting = instrument.selecting_facet
    selected = None if selecting is None or selecting.selects_by is None else fact(selecting.selects_by)
    every = instrument.derived("norms", _norms).get(norm, ())
    here = [each for each in every if not each.values or selected in each.values]
    profile = None if instrument.profile_fact is None else fact(instrument.profile_fact)
    own = [each for each in here if each.row.profile == profile] or [
        each for each in here if each.row.profile == GENERIC
    ]
    return next((each for each in own if each.row.when is None or holds(each.row.when, fact)), None)


def _norms(instrument: Instrument) -> dict[str, list[_Held]]:
    """The rows of every norm, made ready once."""
    selecting = instrument.selecting_facet
    norms: dict[str, list[_Held]] = {}
    for row in instrument.norms:
        values = row.facets.get(selecting.id, ()) if selecting is not None else ()
        edges = rates.Norm(minimum=row.min, maximum=row.max, typical_max=row.typical_max)
        norms.setdefault(row.norm, []).append(_Held(row, values, edges))
    return norms


def _first_match(instrument: Instrument, measure: FirstMatch, fact: FactReader) -> Parts:
    for case in measure.cases:
        if holds(case.when, fact):
            return {"value": _code(case.is_)}
    return {"value": _code(measure.otherwise)}


def _mean(instrument: Instrument, measure: Mean, fact: FactReader) -> Parts:
    known = [_amount(instrument, name, fact) for name in measure.of]
    score = mean_of_known(known, at_least=measure.at_least)
    parts: Parts = {"score": score}
    if measure.steps:
        parts["level"] = _code(step_of(score, measure.steps))
    return parts


def _steps(instrument: Instrument, measure: Steps, fact: FactReader) -> Parts:
    return {"value": _code(step_of(numeric(fact(measure.of)), measure.steps))}


def _rate(instrument: Instrument, measure: Rate, fact: FactReader) -> Parts:
    value = rates.rate(
        numeric(fact(measure.count)),
        numeric(fact(measure.age)),
        window=measure.window,
        per=measure.per,
        min_age=measure.min_age,
    )
    return {"value": value}


def _fit(instrument: Instrument, measure: Fit, fact: FactReader) -> Parts:
    (fit, position), _ = fit_to(instrument, numeric(fact(measure.of)), measure.norm, fact)
    return {"fit": fit, "position": position}


def _balance(instrument: Instrument, measure: Balance, fact: FactReader) -> Parts:
    first, second = measure.between
    fits = [_fit_known(fact, side.fit) for side in (first, second)]
    weighed = balance(
        (first.side, second.side),
        (fits[0], fits[1]),
        (numeric(fact(first.rate)), numeric(fact(second.rate))),
        times=(first.times, second.times),
    )
    return dict(weighed.as_dict())


def _fit_known(fact: FactReader, measure: str) -> rates.Fit:
    """What a measure of kind fit has given."""
    return rates.Fit(numeric(fact(f"{measure}.fit")), cast(rates.Position | None, fact(f"{measure}.position")))


def _ratio(instrument: Instrument, measure: Ratio, fact: FactReader) -> Parts:
    return {"value": ratio(numeric(fact(measure.part)), numeric(fact(measure.whole)))}


def _net_ratio(instrument: Instrument, measure: NetRatio, fact: FactReader) -> Parts:
    value = net_ratio(
        numeric(fact(measure.gain)),
        hours=numeric(fact(measure.hours)),
        hour_cost=numeric(fact(measure.hour_cost)),
        reference=numeric(fact(measure.reference)),
    )
    return {"value": value}


def _linear(instrument: Instrument, measure: Linear, fact: FactReader) -> Parts:
    return {"value": linear(numeric(fact(measure.of)), offset=measure.offset, factor=measure.factor)}


def _paired_difference(instrument: Instrument, measure: PairedDifference, fact: FactReader) -> Parts:
    pairs = [(_amount(instrument, one, fact), _amount(instrument, other, fact)) for one, other in measure.pairs]
    difference = mean_difference(pairs, at_least=measure.at_least)
    parts: Parts = {"difference": difference}
    if measure.steps:
        parts["level"] = _code(step_of(difference, measure.steps))
    return parts


def _count_at_least(instrument: Instrument, measure: CountAtLeast, fact: FactReader) -> Parts:
    count, answered = count_at_least([numeric(fact(name)) for name in measure.of], measure.code)
    return {"count": count, "answered": answered}


def _top(instrument: Instrument, measure: Top, fact: FactReader) -> Parts:
    values = {word: _amount(instrument, name, fact) for word, name in measure.of.items()}
    word, lead = highest(values, lead=measure.lead, tie=measure.tie)
    return {"word": _code(word), "lead": lead}


def _nps(instrument: Instrument, measure: Nps, fact: FactReader) -> Parts:
    answer = numeric(fact(measure.of))
    return {"value": None if answer is None else nps_category(int(answer))}  # checked to be whole when loaded


def _amount(instrument: Instrument, name: str, fact: FactReader) -> float | None:
    """An item by its item score, 0-100, so that reverse coding counts; any other fact as the number it is."""
    return numeric(fact(f"item_score.{name}") if name in instrument.items else fact(name))


MEASURERS: Mapping[str, Callable[[Instrument, Any, FactReader], Parts]] = {
    "first_match": _first_match,
    "mean": _mean,
    "steps": _steps,
    "rate": _rate,
    "fit": _fit,
    "balance": _balance,
    "ratio": _ratio,
    "net_ratio": _net_ratio,
    "linear": _linear,
    "paired_difference": _paired_difference,
    "count_at_least": _count_at_least,
    "top": _top,
    "nps": _nps,
}
"""How each kind of measure is computed; the keys are those of `rely.model.measures.MEASURE_KINDS`."""


def compute(instrument: Instrument, measure: Measure, fact: FactReader) -> Parts:
    """All parts of one measure; every part is present, None when unknown."""
    return MEASURERS[measure.kind](instrument, measure, fact)


def _code(code: str | None) -> Fact:
    """A word as it stands; a code that spells a number as that number, so that measures can build on it."""
    number = None if code is None else number_in(code)
    return code if number is None else number
