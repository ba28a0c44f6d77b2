"""Turn the results of two perspectives on one relationship into how far they see the same things alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rely.model.instrument import Instrument
from rely.model.items import fits, mirrored
from rely.model.results import Result
from rely.scoring.gaps import Gap, agreement, gap, mean_by_item
from rely.scoring.rounding import NOISE


class ComparedItem(NamedTuple):
    """One statement that both answered.

    `item` is its id in the own instrument, `mirror` in the other one; `own` and `other` are item scores, 0-100,
    `other` the mean over the `n` respondents who answered it; `values` are those of the facet compared by.
    """

    item: str
    mirror: str
    own: float
    other: float
    n: int
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """How two perspectives lie to each other.

    `perspectives` are the own one and the other. `gaps` holds a gap (own minus other) for every value of the facet
    that has items to compare; its numbers are None where no item was answered by both. `agreement` is 0-100 over
    all items together, None when nothing can be compared; `agrees` whether it is high enough, None when it is
    unknown or the instrument does not judge it. `respondents` counts those of the other perspective of whom at
    least one answer is compared. `items` are the statements that both answered, in the order of the other
    instrument.
    """

    perspectives: tuple[str, str]
    gaps: Mapping[str, Gap]
    agreement: float | None
    agrees: bool | None
    respondents: int
    items: tuple[ComparedItem, ...]


def compare(own_instrument: Instrument, own: Result, instrument: Instrument, others: Sequence[Result]) -> Compared:
    """Compare one's own result with those of one or more respondents to the instrument that declares `comparison`.

    Several respondents are averaged per item first. Raises ValueError when `instrument` declares no comparison,
    and unless `others` are of one perspective that is not the own one.
    """
    rules = instrument.comparison
    if rules is None:
        raise ValueError(f"The instrument '{instrument.id}' does not say how it is compared.")
    perspectives = {each.assessment.perspective for each in others}
    if len(perspectives) != 1 or own.assessment.perspective in perspectives:
        raise ValueError("Compare one's own result with those of one other perspective.")
    names = (own.assessment.perspective, perspectives.pop())
    pairs = paired_items(own_instrument, instrument)
    means = mean_by_item([each.item_scores for each in others])
    compared: list[ComparedItem] = []
    values = {mirror: instrument.items[mirror].values(rules.facet) for mirror in pairs}
    for mirror, item in pairs.items():
        if item in own.item_scores and mirror in means:
            n = sum(mirror in each.item_scores for each in others)
            compared.append(ComparedItem(item, mirror, own.item_scores[item], means[mirror], n, values[mirror]))
    gaps = {
        value.id: gap([(each.own, each.other) for each in compared if value.id in each.values], names, rules.steps)
        for value in instrument.facets_by_id[rules.facet].values
        if any(value.id in own_values for own_values in values.values())
    }
    together = agreement([(each.own, each.other) for each in compared])
    edge = rules.agreement_below
    return Compared(
        perspectives=names,
        gaps=gaps,
        agreement=together,
        agrees=None if together is None or edge is None else together + NOISE >= edge,
        respondents=sum(any(each.mirror in one.item_scores for each in compared) for one in others),
        items=tuple(compared),
    )


def paired_items(own: Instrument, other: Instrument) -> dict[str, str]:
    """The items of `other` that can be compared, each with the item of `own` that it mirrors or is.

    An item mirrors only the releases that it names; without `mirror_of` it is compared with the item of its id.
    """
    pairs: dict[str, str] = {}
    for name, item in other.items.items():
        match = name
        if item.mirror_of is not None:
            instrument, release, match = mirrored(item.mirror_of)
            if instrument != own.id or not fits(own.version, release):
                continue
        if match in own.items:
            pairs[name] = match
    return pairs
