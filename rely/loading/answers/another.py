"""Turn names that mean nothing here into one problem: that the answers seem to belong to another questionnaire."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Final

from rely.errors import RelyError
from rely.loading.answers.row import answer_problem
from rely.loading.checks.findings import listed
from rely.loading.problems import Place, Problem
from rely.model.instrument import Instrument

FEWEST: Final = 3
"""So many strange names are needed; fewer are told one by one."""

STRANGE_FOR_EACH: Final = 5
"""And so many for each item that is there: questionnaires share some, such as the name of the relationship."""

MOST_NAMED: Final = 4


def of_another(
    instrument: Instrument, names: Collection[str], strange: Sequence[str], place: Callable[[], Place]
) -> Problem | None:
    """The problem where hardly any of the names is an item of this questionnaire; `strange` are those without meaning.

    Names that another program has written in small or capital letters are none of another questionnaire. Where the
    catalogue holds a questionnaire whose items fit, that is named.
    """
    spelled = {name.casefold() for name in instrument.items}
    fitting = sum(name.casefold() in spelled for name in names)
    if len(strange) < max(FEWEST, STRANGE_FOR_EACH * fitting):
        return None
    fit = questionnaire_with(strange, catalogue())
    hint = "" if fit is None else f"Is this a file for another questionnaire? It fits '{fit}'."
    told = listed(strange, most=MOST_NAMED)
    return answer_problem("other-questionnaire", place(), hint=hint, names=told, instrument=instrument.id)


def questionnaire_with(names: Collection[str], among: Iterable[Instrument]) -> str | None:
    """The questionnaire that has most of these items, more than half, and of several the one with fewest others."""
    found = [
        (-known, len(each.items), each.id)
        for each in among
        if 2 * (known := sum(name in each.items for name in names)) > len(names)
    ]
    return min(found)[2] if found else None


def catalogue() -> tuple[Instrument, ...]:
    """The questionnaires of the catalogue, without those that cannot be read: `rely validate` tells of them."""
    return tuple(_readable())


def _readable() -> Iterator[Instrument]:
    from rely.loading.catalogue import instrument_ids, load_instrument  # the reader of questionnaires is not small

    for each in instrument_ids():
        with suppress(RelyError):
            yield load_instrument(each)
