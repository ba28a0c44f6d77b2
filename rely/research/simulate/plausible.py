"""Turn response scales that are not scored, and given facts, into believable answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from math import floor
from typing import Any

from rely.model.answers import Code, GivenValue
from rely.model.countries import COUNTRIES
from rely.model.instrument import Instrument
from rely.model.measures import Given
from rely.research.simulate.assumptions import Assumptions
from rely.research.simulate.chance import Chance
from rely.research.simulate.landmarks import Landmarks

_TRADING = ("BE", "CH", "CZ", "DE", "DK", "ES", "FR", "GB", "IT", "NL", "PL", "SE", "US")
"""Countries for what the instrument does not name: large trade partners of the Low Countries and Germany."""

Draw = Callable[[Any, Landmarks, Assumptions, Chance, int], list[Code]]


def believable(
    instrument: Instrument, item_id: str, marks: Landmarks, assumed: Assumptions, chance: Chance, rows: int
) -> list[Code]:
    """The answers of so many respondents to an item that is not scored."""
    scale: Any = instrument.scale_of(instrument.items[item_id])
    return PLAUSIBLE[scale.kind](scale, marks, assumed, chance, rows)


def believable_given(
    fact: Given, marks: Landmarks, assumed: Assumptions, chance: Chance, rows: int
) -> list[GivenValue]:
    """So many values of a given fact."""
    if fact.codes:
        return [fact.codes[int(each * len(fact.codes))] for each in chance.uniform(rows).tolist()]
    low, high = span(fact.min, fact.max, marks, assumed)
    return [float(_number(each, low, high, False)) for each in chance.uniform(rows).tolist()]


def span(low: float | None, high: float | None, marks: Landmarks, assumed: Assumptions) -> tuple[float, float]:
    """The lowest and the highest believable number, given the limits of the response scale and the landmarks."""
    start = 0.0 if low is None else low
    if high is not None and high - start <= assumed.usual and not marks.numbers and marks.most is None:
        return start, high
    most = assumed.usual if marks.most is None else marks.most
    if marks.numbers and marks.most is None and max(marks.numbers) > start:
        most = assumed.beyond * max(marks.numbers)
    most = max(most, start + 1)
    return start, most if high is None else min(most, high)


def _number(uniform: float, low: float, high: float, whole: bool) -> int | float:
    """A number of which most lie in the lower part, as with counts and durations: the cube of a uniform one."""
    if whole:
        return int(min(floor(low + (high - low + 1) * uniform * uniform * uniform), high))
    tenths = floor((low + (high - low) * uniform * uniform * uniform) * 10) / 10
    return int(tenths) if tenths == int(tenths) and tenths >= low else max(tenths, low)


def _numbers(scale: Any, marks: Landmarks, assumed: Assumptions, chance: Chance, rows: int) -> list[Code]:
    low, high = span(scale.min, scale.max, marks, assumed)
    if scale.whole:
        low, high = float(-floor(-low)), float(floor(high))
    return [_number(each, low, high, scale.whole) for each in chance.uniform(rows).tolist()]


def _choices(scale: Any, marks: Landmarks, assumed: Assumptions, chance: Chance, rows: int) -> list[Code]:
    codes = [option.code for option in scale.options]
    return [codes[int(each * len(codes))] for each in chance.uniform(rows).tolist()]


def _several(scale: Any, marks: Landmarks, assumed: Assumptions, chance: Chance, rows: int) -> list[Code]:
    """At least one option: a cell of a table cannot tell none from no answer."""
    ticked = chance.uniform(len(scale.options), rows) < assumed.ticked
    first = (chance.uniform(rows) * len(scale.options)).astype(int).tolist()
    codes = [option.code for option in scale.options]
    found: list[Code] = []
    for at, row in enumerate(ticked.T.tolist()):
        found.append(
            tuple(code for code, is_ticked in zip(codes, row, strict=True) if is_ticked) or (codes[first[at]],)
        )
    return found


def _countries(scale: Any, marks: Landmarks, assumed: Assumptions, chance: Chance, rows: int) -> list[Code]:
    named = sorted(marks.codes & COUNTRIES)
    is_named, which = chance.uniform(rows).tolist(), chance.uniform(rows).tolist()
    found: list[Code] = []
    for at in range(rows):
        several = named if named and is_named[at] < assumed.named_countries else _TRADING
        found.append(several[int(which[at] * len(several))])
    return found


def _days(scale: Any, marks: Landmarks, assumed: Assumptions, chance: Chance, rows: int) -> list[Code]:
    back = (floor(assumed.days_back * each * each) for each in chance.uniform(rows).tolist())
    return [(assumed.last_day - timedelta(days=days)).isoformat() for days in back]


def _texts(scale: Any, marks: Landmarks, assumed: Assumptions, chance: Chance, rows: int) -> list[Code]:
    """A code name that says what it is: letters, a space and digits, so that no program takes it for a formula."""
    numbers = (1 + floor(each * 9999) for each in chance.uniform(rows).tolist())
    return [f"Test {number:04}"[: scale.max_length].strip() for number in numbers]


PLAUSIBLE: Mapping[str, Draw] = {
    "number": _numbers,
    "choice": _choices,
    "multiple": _several,
    "country": _countries,
    "date": _days,
    "text": _texts,
}
"""How an answer is made up, by kind of response scale; those that are always scored have the latent model."""
