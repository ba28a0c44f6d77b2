"""Turn an assessment into what it is asked, without its scores: all that the way through the questionnaire needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rely.model.answers import Assessment
from rely.model.instrument import Instrument
from rely.scoring.plan import plan_of
from rely.scoring.reading import read


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, each as in a Result: `asked` are item ids, `routed` pairs some of them with their requirement."""

    selected: str | None
    asked: tuple[str, ...]
    routed: Mapping[str, str]


def asked_of(instrument: Instrument, assessment: Assessment) -> Asked:
    """What `score` would say is asked. Raises as it does."""
    found = read(plan_of(instrument), assessment)
    return Asked(found.selected, found.layout.asked, found.routed)
