"""Turn an instrument and a seed into what respondents would answer, and that into sound assessments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rely.model.answers import Assessment, Code, GivenValue
from rely.model.instrument import Instrument
from rely.model.response_scales import DONT_KNOW, NOT_APPLICABLE
from rely.research.simulate.assumptions import Assumptions
from rely.research.simulate.chance import Chance, Floats
from rely.research.simulate.landmarks import compared
from rely.research.simulate.latent import LatentModel
from rely.research.simulate.plausible import believable, believable_given
from rely.scoring.conditions import holds
from rely.scoring.plan import plan_of
from rely.scoring.reading import Read, read

_MOST_AT_ONCE, _CELLS = 200, 200_000
"""The most respondents, and about how many of their answers, that are drawn at a time: what is in memory at once."""

_TRIES = 25
"""How often answers that contradict each other are drawn anew."""


@dataclass(frozen=True, slots=True)
class Person:
    """What a respondent would answer to every item if it were asked, and the given facts."""

    answers: dict[str, Code]
    given: dict[str, GivenValue]
    perspective: str


def people(instrument: Instrument, seed: int, assumptions: Assumptions) -> Iterator[list[Person]]:
    """Respondents without end, in groups of a size that depends on the instrument alone."""
    model = LatentModel(instrument, assumptions, Chance(seed, 0))
    rows = max(50, min(_MOST_AT_ONCE, _CELLS // (len(instrument.items) + 1)))
    number = 0
    while True:
        yield _group(instrument, model, assumptions, Chance(seed, 1, number), rows)
        number += 1


def _group(instrument: Instrument, model: LatentModel, assumed: Assumptions, chance: Chance, rows: int) -> list[Person]:
    marks = compared(instrument).landmarks
    columns: dict[str, Sequence[Code]] = dict(model.answer(chance, rows))
    carefree = 2 * chance.uniform(rows) - 1  # some leave out more than others
    for name in instrument.items:
        if name not in columns:
            columns[name] = believable(instrument, name, marks[name], assumed, chance, rows)
        columns[name] = _with_gaps(instrument, name, columns[name], assumed, chance, carefree)
    given: dict[str, Sequence[GivenValue]] = {}
    required = min(assumed.missing, assumed.missing_required)
    for fact in instrument.given:
        values = believable_given(fact, marks[fact.id], assumed, chance, rows)
        gone = (chance.uniform(rows) < required).tolist()
        given[fact.id] = [None if is_gone else value for value, is_gone in zip(values, gone, strict=True)]
    views = [each.id for each in instrument.perspectives]
    view = chance.uniform(rows).tolist()
    return [
        Person(
            answers={name: columns[name][at] for name in instrument.items},
            given={name: values[at] for name, values in given.items()},
            perspective=views[int(view[at] * len(views))],
        )
        for at in range(rows)
    ]


def _with_gaps(
    instrument: Instrument, name: str, codes: Sequence[Code], assumed: Assumptions, chance: Chance, carefree: Floats
) -> list[Code]:
    """The answers with those that do not apply, cannot be judged or are left out; being left out goes before all."""
    item, rows = instrument.items[name], len(codes)
    scale = instrument.scale_of(item)
    kept = list(codes)
    for share, code, offered in (
        (assumed.na, NOT_APPLICABLE, getattr(scale, "na", None) is not None and item.allow_na),
        (assumed.dk, DONT_KNOW, getattr(scale, "dk", None) is not None),
    ):
        marked = (chance.uniform(rows) < share).tolist()
        if offered:
            kept = [code if is_marked else each for each, is_marked in zip(kept, marked, strict=True)]
    share = min(assumed.missing, assumed.missing_required) if item.required else assumed.missing
    gone = (chance.uniform(rows) < share + share * (1 - share) * carefree).tolist()
    return [None if is_gone else each for each, is_gone in zip(kept, gone, strict=True)]


def sittings(
    instrument: Instrument,
    seed: int,
    assumptions: Assumptions,
    *,
    form: str,
    given: Mapping[str, GivenValue],
) -> Iterator[Assessment]:
    """Assessments without end: only what is asked is answered, and no facts contradict each other."""
    for group in people(instrument, seed, assumptions):
        for at, person in enumerate(group):
            others = (group[(at + step) % len(group)] for step in range(1, _TRIES + 1))
            yield settled(instrument, assessment_of(instrument, person, form, given), others)


def assessment_of(instrument: Instrument, person: Person, form: str, given: Mapping[str, GivenValue]) -> Assessment:
    """What a person answers to this form when some facts are handed in."""
    names = plan_of(instrument).in_form(form)
    return Assessment(
        answers={name: person.answers[name] for name in names},
        given={**person.given, **given},
        form=form,
        perspective=person.perspective,
    )


def settled(instrument: Instrument, whole: Assessment, others: Iterator[Person]) -> Assessment:
    """The assessment without contradictions and without answers to what is not asked.

    Items that contradict each other are answered as the next of the `others` would, as often as there are any;
    then they are left unanswered.
    """
    found = read(plan_of(instrument), whole)
    while rules := _broken(instrument, found):
        other = next(others, None)
        names = [name for rule in rules for name in rule if name in whole.answers]
        if not any(whole.answers[name] is not None for name in names):
            break
        changed = {name: None if other is None else other.answers[name] for name in names}
        whole = replace(whole, answers={**whole.answers, **changed})
        found = read(plan_of(instrument), whole)
    return asked_only(whole, found)


def asked_only(whole: Assessment, found: Read) -> Assessment:
    """The assessment with the answers to what is asked and not routed, without gaps written out."""
    kept = {
        name: whole.answers[name]
        for name in found.layout.asked
        if name not in found.routed and whole.answers.get(name) is not None
    }
    given = {name: value for name, value in whole.given.items() if value is not None}
    return replace(whole, answers=kept, given=given)


def _broken(instrument: Instrument, found: Read) -> list[tuple[str, ...]]:
    """The items of the rules of consistency that do not hold."""
    return [rule.items for rule in instrument.consistency if holds(rule.when, found.facts)]
