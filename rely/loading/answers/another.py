"""Turn names that mean nothing here into one problem: that the answers seem to belong to another questionnaire."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Final

from rely.errors import RelyError
from rely.loading.answers.row import answer_problem
from rely.loading.checks.findings import listed
from rely.loading.data_file import column_names
from rely.loading.problems import Place, Problem
from rely.model.instrument import Instrument

FEWEST: Final = 3
"""So many strange names are needed; fewer are told one by one."""

STRANGE_FOR_EACH: Final = 5
"""And so many for each item that is there: questionnaires share some, such as the name of the relationship."""

MOST_NAMED: Final = 4


Names = Callable[[Instrument], Collection[str]]
"""Gives the names by which a file may call what belongs to an instrument."""


def _items(instrument: Instrument) -> Collection[str]:
    return instrument.items


def of_another(
    instrument: Instrument, names: Collection[str], strange: Sequence[str], place: Callable[[], Place]
) -> Problem | None:
    """The problem where hardly any of the names is an item of this questionnaire; `strange` are those without meaning.

    Names that another program has written in small or capital letters are none of another questionnaire. Where the
    catalogue holds a questionnaire whose items fit, that is named.
    """
    spelled = {name.casefold() for name in instrument.items}
    if not _are_of_another(sum(name.casefold() in spelled for name in names), strange):
        return None
    fit = questionnaire_with(strange, catalogue())
    hint = "" if fit is None else f"Is this a file for another questionnaire? It fits '{fit}'."
    told = listed(strange, most=MOST_NAMED)
    return answer_problem("other-questionnaire", place(), hint=hint, names=told, instrument=instrument.id)


def export_of_another(
    instrument: Instrument, names: Collection[str], strange: Sequence[str], place: Callable[[], Place]
) -> Problem | None:
    """The same of the columns of an export, to which one may have added as many of one's own as one likes."""
    answers = {column.name for column in column_names(instrument) if column.role in ("given", "item")}
    fitting = sum(name in answers for name in names)
    if 2 * fitting >= len(answers) or not _are_of_another(fitting, strange):
        return None
    fit = questionnaire_with(strange, catalogue(), columns=_columns)
    hint = "" if fit is None else f"It fits '{fit}': name that one."
    told = listed(strange, most=MOST_NAMED)
    return answer_problem("other-export", place(), hint=hint, names=told, instrument=instrument.id)


def _are_of_another(fitting: int, strange: Collection[str]) -> bool:
    return len(strange) >= max(FEWEST, STRANGE_FOR_EACH * fitting)


def _columns(instrument: Instrument) -> Collection[str]:
    return {column.name for column in column_names(instrument)}


def questionnaire_with(names: Collection[str], among: Iterable[Instrument], *, columns: Names = _items) -> str | None:
    """The questionnaire that has most of these names, more than half, and of several the one with fewest others."""
    found = [
        (-known, len(there), each.id)
        for each in among
        for there in [columns(each)]
        if 2 * (known := sum(name in there for name in names)) > len(names)
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
