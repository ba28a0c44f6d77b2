"""Turn the values that occur in a column into the settings by which they are read, or into questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rely.loading.answers.cells import GIVEN
from rely.loading.importing import days, numbers
from rely.loading.importing.cells import SEPARATORS
from rely.loading.importing.columns import ASK
from rely.loading.importing.kinds import Kind
from rely.loading.importing.meanings import is_mark, vocabulary_of
from rely.loading.importing.text import folded, squeezed
from rely.model.instrument import Instrument
from rely.model.response_scales import NumberEntry


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of a column in a mapping: its key, its value or ASK, and the remark behind it.

    `unread` are values that do not fit it, told with `refusal`. `parts` are the answers found with a separator.
    """

    key: str
    value: str
    why: str = ""
    unread: tuple[str, ...] = ()
    refusal: str = ""
    parts: Mapping[str, int] = field(default_factory=dict)


def settings_of(instrument: Instrument, target: str, kind: Kind, counts: Mapping[str, int]) -> list[Setting]:
    """The settings that a column of this target needs for these values."""
    if kind == "number":
        return _of_numbers(*_limits(instrument, target), counts)
    if kind == "day":
        return _of_days(counts)
    if kind == "several":
        return [_separator(instrument, target, counts)]
    return []


def _limits(instrument: Instrument, target: str) -> tuple[float | None, float | None]:
    if target in instrument.items:
        scale = instrument.scale_of(instrument.items[target])
        return (scale.min, scale.max) if isinstance(scale, NumberEntry) else (None, None)
    fact = next(fact for fact in instrument.given if f"{GIVEN}{fact.id}" == target)
    return fact.min, fact.max


def _of_numbers(low: float | None, high: float | None, counts: Mapping[str, int]) -> list[Setting]:
    like = [value for value in counts if numbers.is_like_a_number(value)]
    marks = [value for value in like if is_mark(value) and not _fits(value, low, high)]
    meant = [value for value in like if value not in marks]
    formats = numbers.formats_of(meant) or _most(meant)
    unread = tuple(value for value in counts if value not in meant or not any(_reads(value, each) for each in formats))
    refusal = "it is no number"
    if len(formats) > 1:
        why = f"It is open whether a sign parts thousands or decimals. Write one of: {', '.join(formats)}."
        settings = [Setting("numbers", ASK, why, unread, refusal)]
    else:
        settings = [Setting("numbers", (formats or ("1234.5",))[0], "How numbers are written.", unread, refusal)]
    if any(value.endswith("%") for value in meant):
        settings.append(Setting("percent", numbers.SIGN, "45% is read as 45."))
    elif meant and high is not None and high >= 50 and formats and _are_fractions(meant, formats[0]):
        why = "All lie between 0 and 1. fraction: 0.45 is 45. If 0.45 means 0.45, remove the line."
        settings.append(Setting("percent", ASK, why))
    return settings


def _fits(value: str, low: float | None, high: float | None) -> bool:
    spelled = numbers.number_of(value, "1234.5")
    if spelled is None:
        return False
    return (low is None or float(spelled) >= low) and (high is None or float(spelled) <= high)


def _most(values: list[str]) -> tuple[str, ...]:
    """The format in which most values are numbers, where none reads them all."""
    if not values:
        return ()
    return (max(numbers.FORMATS, key=lambda name: sum(_reads(value, name) for value in values)),)


def _reads(value: str, format: str) -> bool:
    return numbers.number_of(value, format, numbers.SIGN) is not None


def _are_fractions(values: list[str], format: str) -> bool:
    found = [float(number) for value in values if (number := numbers.number_of(value, format)) is not None]
    return all(0 <= number <= 1 for number in found) and any(0 < number < 1 for number in found)


def _of_days(counts: Mapping[str, int]) -> list[Setting]:
    fitting = {name: [value for value in counts if days.day_of(value, name) is not None] for name in days.FORMATS}
    most = max((len(values) for values in fitting.values()), default=0)
    formats = [name for name, values in fitting.items() if len(values) == most and most]
    unread = tuple(value for value in counts if not formats or value not in fitting[formats[0]])
    refusal = "it is no day as the others are"
    if len(formats) > 1:
        why = f"It is open which number is the month. Write one of: {', '.join(formats)}."
        return [Setting("days", ASK, why, unread, refusal)]
    format = formats[0] if formats else "year-month-day"
    return [Setting("days", format, "How days are written; a time behind them is left out.", unread, refusal)]


def _separator(instrument: Instrument, target: str, counts: Mapping[str, int]) -> Setting:
    """What stands between several answers: the sign with which most of them are labels or codes."""
    vocabulary = vocabulary_of(instrument, target)
    known = {*map(folded, vocabulary.codes), *vocabulary.labels} if vocabulary is not None else set()

    def parts(name: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for value, count in counts.items():
            for part in _parted(value, SEPARATORS[name], known):
                found[part] = found.get(part, 0) + count
        return found

    def fits(name: str) -> tuple[float, int]:
        found = parts(name)
        fitting = sum(folded(part) in known for part in found)
        return fitting / max(1, len(found)), -len(found)

    best = max((name for name in SEPARATORS if name != "line"), key=fits)
    return Setting("separator", best, "What stands between several answers.", parts=parts(best))


def _parted(value: str, sign: str, known: set[str]) -> list[str]:
    """The answers in a cell; those that hold the sign themselves are found as a whole."""
    parts = [part for part in value.split(sign) if part.strip()]
    found, begin = [], 0
    while begin < len(parts):
        ends = range(len(parts), begin, -1) if len(parts) <= 40 else range(begin + 1, begin, -1)
        end = next((end for end in ends if folded(sign.join(parts[begin:end])) in known), begin + 1)
        found.append(squeezed(sign.join(parts[begin:end])))
        begin = end
    return found
