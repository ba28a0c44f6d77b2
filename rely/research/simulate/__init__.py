"""Turn an instrument and a seed into plausible answers that nobody has given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from rely.model.answers import FULL_FORM, Assessment, GivenValue
from rely.model.instrument import Instrument
from rely.research.cases import SIMULATED
from rely.research.simulate.assumptions import Assumptions
from rely.research.simulate.people import sittings


def simulate(
    instrument: Instrument,
    n: int,
    seed: int = 1,
    *,
    form: str = FULL_FORM,
    lang: str | None = None,
    given: Mapping[str, GivenValue] | None = None,
    assumptions: Assumptions | None = None,
) -> Iterator[Assessment]:
    """So many assessments, one by one: the same for the same instrument, seed and assumptions on every machine.

    `given` fixes facts that are handed in; they must be as `rely.scoring.accept.accept` gives them. The first ten of
    a thousand are the same as the ten of ten. Every one is accepted by `accept` and gives no `notices`: answers
    stand only where something is asked, and no facts contradict each other as far as that can be found. KeyError for
    an unknown form.
    """
    instrument.form(form)
    every = sittings(instrument, seed, assumptions or Assumptions(), form=form, given=given or {})
    for number, each in enumerate(islice(every, n), start=1):
        yield replace(each, id=f"sim-{number:06}", lang=lang, respondent=SIMULATED)


__all__ = ["Assumptions", "simulate"]
