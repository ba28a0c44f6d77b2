"""Turn an instrument into random assessments of it, from almost empty to complete."""

import random
from collections.abc import Iterator
from typing import Any

from rely.model.answers import Assessment, Code, GivenValue
from rely.model.instrument import Instrument
from rely.model.items import Item
from rely.model.response_scales import DONT_KNOW, NOT_APPLICABLE

RATES = (0.0, 0.0, 0.1, 0.5, 0.95)
"""How often an answer is missing, or does not apply, in one assessment: drawn anew for each."""

NUMBERS = (0, 1, 2, 3, 5, 6, 11, 12, 40)


def random_assessments(instrument: Instrument, count: int, *, seed: int) -> Iterator[Assessment]:
    """Valid assessments in all forms; each has its own shares of answers that are missing, na and dk."""
    chance = random.Random(seed)
    for number in range(count):
        rates = tuple(chance.choice(RATES) for _ in range(3))
        answers = {name: random_answer(instrument, item, rates, chance) for name, item in instrument.items.items()}
        yield Assessment(
            answers={name: answer for name, answer in answers.items() if answer is not None or chance.random() < 0.5},
            given={fact.id: _given(fact, chance) for fact in instrument.given},
            form=chance.choice(instrument.form_ids),
            id=str(number),
        )


def random_answer(instrument: Instrument, item: Item, rates: tuple[float, ...], chance: random.Random) -> Code:
    missing, not_applicable, dont_know = rates
    scale: Any = instrument.scale_of(item)
    # The answers that decide what is asked are mostly there, or little else would be.
    if chance.random() < (missing if scale.scored else min(missing, 0.2)):
        return None
    if getattr(scale, "na", None) is not None and item.allow_na and chance.random() < not_applicable:
        return NOT_APPLICABLE
    if getattr(scale, "dk", None) is not None and chance.random() < dont_know:
        return DONT_KNOW
    return _valid_code(scale, chance)


def _valid_code(scale: Any, chance: random.Random) -> Code:
    if scale.kind in ("likert", "rating"):
        return chance.randint(scale.lowest, scale.highest)
    if scale.kind == "number":
        low, high = (-1e9 if scale.min is None else scale.min), (1e9 if scale.max is None else scale.max)
        return chance.choice([number for number in NUMBERS if low <= number <= high])
    if scale.kind == "choice":
        return str(chance.choice(scale.options).code)
    if scale.kind == "multiple":
        return tuple(option.code for option in scale.options if chance.random() < 0.3)
    return {"country": chance.choice(("DE", "FR", "NL")), "date": "2026-11-30", "text": "Tulip"}[scale.kind]


def _given(fact: Any, chance: random.Random) -> GivenValue:
    if chance.random() < 0.1:
        return None
    return chance.choice(fact.codes) if fact.codes else chance.choice(NUMBERS)
