"""Turn the answers of many into the rows that look as if they were given without reading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rely.model.instrument import Instrument
from rely.model.reliability import Carelessness, Flag, Flagged
from rely.model.research import Careless
from rely.model.response_scales import Likert, Rating
from rely.research.reliability.sample import Sample
from rely.scoring.quality import FlagRule, response_flags

_NONE: Final = -32_768
"""No answer; no code is so low."""

Codes = NDArray[np.int16]


def careless_rows(instrument: Instrument, sample: Sample, places: NDArray[np.intp]) -> Carelessness | None:
    """The flagged rows among these places of the sample; None where the instrument has no rules for that.

    Only answers to items that are asked and apply are looked at, by the codes before reverse coding.
    """
    rules = () if instrument.research is None else instrument.research.careless
    if not rules:
        return None
    found: dict[int, list[Flag]] = {}
    for rule in rules:
        _judge(instrument, sample, places, rule, found)
    flagged = [Flagged(line=int(sample.lines[places[at]]), flags=tuple(flags)) for at, flags in sorted(found.items())]
    return Carelessness(judged=len(places), flagged=tuple(flagged))


def _judge(
    instrument: Instrument, sample: Sample, places: NDArray[np.intp], rule: Careless, found: dict[int, list[Flag]]
) -> None:
    names = [name for name in sample.table.items if instrument.items[name].response_scale == rule.response_scale]
    scale = instrument.scales_by_id[rule.response_scale]
    if not names or not isinstance(scale, Likert | Rating):
        return
    reverse = [instrument.items[name].reverse for name in names]
    codes = _codes(sample, places, names, scale, reverse)
    limits = FlagRule(min_answers=rule.min_answers, same_share=rule.same_share, agrees_from=rule.agrees_from)
    for at, row in enumerate(codes.tolist()):
        answers = [(code, turned) for code, turned in zip(row, reverse, strict=True) if code != _NONE]
        for flag in response_flags(answers, limits):
            flags = found.setdefault(at, [])
            if flag not in flags:
                flags.append(flag)


def _codes(
    sample: Sample, places: NDArray[np.intp], names: Sequence[str], scale: Likert | Rating, reverse: Sequence[bool]
) -> Codes:
    """A row of raw codes for each place."""
    at = [sample.table.items.index(name) for name in names]
    steps = sample.table.steps[at][:, places].astype(np.int16)
    turned = np.array(reverse)[:, np.newaxis]
    raw = np.where(turned, scale.highest - steps, scale.lowest + steps)
    found: Codes = np.where(steps >= 0, raw, _NONE).astype(np.int16).T
    return found
