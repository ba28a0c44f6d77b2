"""Turn a measure into sentences that say how it is made: one function per kind, looked up in a closed registry."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from rely.model.guidelines import GENERIC, Norm
from rely.model.measure_base import Threshold
from rely.model.measures import Balance, FirstMatch, Fit, Mean, Measure, Rate, Steps
from rely.model.measures_of_answers import CountAtLeast, Nps, PairedDifference, Top
from rely.model.measures_of_numbers import Linear, NetRatio, Ratio
from rely.model.scalars import shortest
from rely.research.codebook.content import MeasureEntry
from rely.research.codebook.telling import Teller
from rely.scoring.nps import HIGHEST, LOWEST, PASSIVE_FROM, PROMOTER_FROM

Told = Iterator[str]


def entry_of(teller: Teller, measure: Measure) -> MeasureEntry:
    """How a measure is made, with the variables of all its parts."""
    label = measure.id if measure.label is None else teller.words.text(measure.label)
    facts = facts_of(measure)
    return MeasureEntry(measure.id, measure.kind, label, teller.variables(facts.values()), made(teller, measure))


def facts_of(measure: Measure) -> dict[str, str]:
    """The parts of a measure with the names of their facts."""
    outputs = measure.outputs()
    return {part: measure.id if len(outputs) == 1 else f"{measure.id}.{part}" for part in outputs}


def made(teller: Teller, measure: Measure) -> tuple[str, ...]:
    """Sentences and formulas, in which facts stand by the names of their variables."""
    return tuple(MAKERS[measure.kind](teller, measure))


def behind(teller: Teller, measure: Measure) -> tuple[str, ...]:
    """The names of the variables from which a measure is made, those that choose the row of its norm included."""
    facts = dict.fromkeys(fact for _, fact in measure.inputs())
    instrument = teller.dictionary.instrument
    rows = [row for row in instrument.norms if isinstance(measure, Fit) and row.norm == measure.norm]
    facet = instrument.selecting_facet
    if rows and instrument.profile_fact is not None:
        facts[instrument.profile_fact] = None
    if facet is not None and facet.selects_by is not None and any(facet.id in row.facets for row in rows):
        facts[facet.selects_by] = None
    for row in rows:
        facts.update(dict.fromkeys(sorted(row.when.facts()) if row.when is not None else ()))
    return teller.variables(facts)


def _first_match(teller: Teller, measure: FirstMatch) -> Told:
    words, fact = teller.words, measure.id
    yield words.gettext("The first line that holds gives the code; a line that rests on something unknown is skipped.")
    for case in measure.cases:
        yield f"{teller.code(fact, case.is_)}: {teller.condition(case.when)}"
    if measure.otherwise is None:
        yield words.gettext("When no line holds it is unknown: an empty cell.")
    else:
        yield words.gettext("When no line holds: %(code)s.", code=teller.code(fact, measure.otherwise))


def _mean(teller: Teller, measure: Mean) -> Told:
    words = teller.words
    yield words.gettext("Mean of %(facts)s.", facts=teller.names(measure.of))
    yield words.gettext("At least %(n)s of these must be known.", n=measure.at_least)
    yield from _item_scores(teller, measure.of)
    yield from _steps_told(teller, f"{measure.id}.level", measure.steps)


def _steps(teller: Teller, measure: Steps) -> Told:
    yield teller.words.gettext("The step in which %(fact)s lies.", fact=teller.name(measure.of))
    yield from _steps_told(teller, measure.id, measure.steps)


def _rate(teller: Teller, measure: Rate) -> Told:
    age = teller.name(measure.age)
    yield f"{teller.name(measure.count)} × {shortest(measure.per)} / min({age}, {shortest(measure.window)})"
    yield teller.words.gettext(
        "Unknown while %(fact)s is unknown or less than %(number)s.", fact=age, number=teller.number(measure.min_age)
    )


def _fit(teller: Teller, measure: Fit) -> Told:
    words = teller.words
    yield words.gettext("Holds %(fact)s against a norm: 100 inside it.", fact=teller.name(measure.of))
    yield words.gettext("Below the norm: 100 × value / lowest. Above it: 100 × highest / value.")
    rows = [row for row in teller.dictionary.instrument.norms if row.norm == measure.norm]
    if any(row.typical_max is not None for row in rows):
        yield words.gettext("More than what is usual, and not more than the highest, is told apart.")
    for row in rows:
        yield words.gettext("Norm for %(whom)s: %(range)s", whom=_whom(teller, row), range=_range(teller, row))
    if any(row.profile != GENERIC for row in rows):
        yield words.gettext("The norm of the own profile goes before that for all.")


def _balance(teller: Teller, measure: Balance) -> Told:
    first, second = measure.between
    fits = [teller.name(f"{side.fit}.fit") for side in measure.between]
    yield f"min({fits[0]}, {fits[1]})"
    told = [
        teller.name(side.rate) + (f" × {shortest(side.times)}" if side.times != 1 else "") for side in (first, second)
    ]
    yield teller.words.gettext("Share of the second side: %(formula)s", formula=f"{told[1]} / ({told[0]} + {told[1]})")
    yield teller.words.gettext(
        "The first that holds gives the word: unknown, a side is missing, balanced, both are low, a side is low, "
        "a side is high."
    )


def _ratio(teller: Teller, measure: Ratio) -> Told:
    yield f"{teller.name(measure.part)} / {teller.name(measure.whole)}"
    yield _above_zero(teller, measure.whole)


def _net_ratio(teller: Teller, measure: NetRatio) -> Told:
    gain, hours, cost, reference = map(teller.name, (measure.gain, measure.hours, measure.hour_cost, measure.reference))
    yield f"({gain} − {hours} × {cost}) / {reference}"
    yield _above_zero(teller, measure.reference)


def _linear(teller: Teller, measure: Linear) -> Told:
    yield f"{shortest(measure.offset)} + {_in_brackets(measure.factor)} × {teller.name(measure.of)}"


def _paired_difference(teller: Teller, measure: PairedDifference) -> Told:
    words = teller.words
    pairs = "; ".join(f"{teller.name(one)} − {teller.name(other)}" for one, other in measure.pairs)
    yield words.gettext("Mean of the differences, without their signs: %(pairs)s.", pairs=pairs)
    yield words.gettext("Both items of at least %(n)s of these pairs must be answered.", n=measure.at_least)
    yield from _item_scores(teller, [item for pair in measure.pairs for item in pair])
    yield from _steps_told(teller, f"{measure.id}.level", measure.steps)


def _count_at_least(teller: Teller, measure: CountAtLeast) -> Told:
    yield teller.words.gettext(
        "How many of %(facts)s are %(number)s or more, as answered, before reverse coding.",
        facts=teller.names(measure.of),
        number=teller.number(measure.code),
    )


def _top(teller: Teller, measure: Top) -> Told:
    words, fact = teller.words, f"{measure.id}.word"
    yield words.gettext("Which of these is the highest; unknown unless all are known:")
    for word, name in measure.of.items():
        yield f"{teller.code(fact, word)}: {teller.name(name)}"
    yield words.gettext(
        "With a lead under %(number)s: %(code)s.",
        number=teller.number(measure.lead),
        code=teller.code(fact, measure.tie),
    )
    yield from _item_scores(teller, measure.of.values())


def _nps(teller: Teller, measure: Nps) -> Told:
    groups = (
        (f"{LOWEST}-{PASSIVE_FROM - 1}", "detractor"),
        (f"{PASSIVE_FROM}-{PROMOTER_FROM - 1}", "passive"),
        (f"{PROMOTER_FROM}-{HIGHEST}", "promoter"),
    )
    yield teller.words.gettext("The group of %(fact)s (Reichheld 2003):", fact=teller.name(measure.of))
    for numbers, code in groups:
        yield f"{numbers}: {teller.code(measure.id, code)}"


MAKERS: Mapping[str, Callable[[Teller, Any], Told]] = {
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
"""How each kind of measure is told; the keys are those of `rely.model.measures.MEASURE_KINDS`."""


def _in_brackets(number: float) -> str:
    """A number behind a sign; a negative one in brackets."""
    return shortest(number) if number >= 0 else f"({shortest(number)})"


def _item_scores(teller: Teller, facts: Any) -> Told:
    if any(fact in teller.dictionary.instrument.items for fact in facts):
        yield teller.words.gettext("Answers enter as item scores, 0-100, after reverse coding.")


def _steps_told(teller: Teller, fact: str, steps: tuple[Threshold, ...]) -> Told:
    words = teller.words
    for step in steps:
        if step.from_ is not None:
            yield words.gettext(
                "from %(number)s: %(code)s", number=teller.number(step.from_), code=teller.code(fact, step.is_)
            )
        elif step.above is not None:
            yield words.gettext(
                "above %(number)s: %(code)s", number=teller.number(step.above), code=teller.code(fact, step.is_)
            )
        else:
            yield words.gettext("below all others: %(code)s", code=teller.code(fact, step.is_))


def _above_zero(teller: Teller, fact: str) -> str:
    return teller.words.gettext("Unknown unless all are known and %(fact)s is above 0.", fact=teller.name(fact))


def _whom(teller: Teller, row: Norm) -> str:
    words, instrument = teller.words, teller.dictionary.instrument
    labels = {profile.id: words.text(profile.label) for profile in instrument.profiles}
    told = [labels.get(row.profile, row.profile)]
    for facet in instrument.facets:
        chosen = [words.text(value.label) for value in facet.values if value.id in row.facets.get(facet.id, ())]
        told += [words.list_of(chosen)] if chosen else []
    if row.when is not None:
        told.append(teller.condition(row.when))
    return ", ".join(told)


def _range(teller: Teller, row: Norm) -> str:
    words = teller.words
    if row.min is not None and row.max is not None:
        told = words.gettext("%(low)s to %(high)s", low=teller.number(row.min), high=teller.number(row.max))
    elif row.min is not None:
        told = words.gettext("at least %(low)s", low=teller.number(row.min))
    else:
        told = words.gettext("at most %(high)s", high=teller.number(row.max or 0))
    if row.typical_max is None:
        return told
    usual = words.gettext("usually up to %(high)s", high=teller.number(row.typical_max))
    return f"{told}, {usual}"
