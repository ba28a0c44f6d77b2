"""Turn the cases that may be used for research into the variables and rows of one data file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rely.errors import RelyError
from rely.loading.answers import AnswersRow
from rely.model.instrument import Instrument
from rely.research.cases import SIMULATED_SIGN, Case, relationship_key, still_simulated
from rely.research.long_layout import LongLayout
from rely.research.pseudonyms import Pseudonyms
from rely.research.rows import Row
from rely.research.variables import Dictionary
from rely.services.consented import consented, instrument_with, instruments_with_consent
from rely.services.row_crew import Recipe, rows_of
from rely.services.site import Site


class NothingConsented(RelyError):
    """Nobody agreed to research, or nobody who did has finished."""


class NothingToExport(RelyError):
    """There are cases, and yet no row: all have problems, or were withdrawn meanwhile."""


class SeveralInstruments(RelyError):
    """More than one questionnaire has cases, and none was chosen; `ids` names them."""

    def __init__(self, ids: Sequence[str]) -> None:
        self.ids = tuple(ids)
        super().__init__(f"Several questionnaires have answers: {', '.join(ids)}. Choose one with --instrument.")


@dataclass(frozen=True)
class Cases:
    """The cases of one questionnaire.

    `instruments` are its versions, the newest first; each case comes with the place of its version among them.
    `count` is how many there are, None when nobody has counted. `agreed` is how many assessments there are, and of how
    many of them what was typed as words may be passed on too; None where nobody was asked.
    """

    instruments: tuple[Instrument, ...]
    each: Callable[[], Iterator[tuple[int, Case]]]
    count: int | None = None
    agreed: tuple[int, int] | None = None


@dataclass(frozen=True)
class DataFile:
    """The variables of a data file and its rows.

    What changes rows or variables on the way - other layouts, coarser groups - takes one and gives one.
    """

    dictionary: Dictionary
    rows: Callable[[], Iterator[Row]]
    rows_of_a_case: int = 1


def cases_in_database(site: Site, instrument_id: str | None = None, *, all_occasions: bool = False) -> Cases:
    """The finished assessments whose respondents agreed to research.

    Raises NothingConsented, SeveralInstruments and DatabaseBusy.
    """
    found = instruments_with_consent(site)
    ids = tuple(dict.fromkeys(version.instrument_id for version in found))
    if instrument_id is None and len(ids) > 1:
        raise SeveralInstruments(ids)
    wanted = [version for version in found if instrument_id in (None, version.instrument_id)]
    if not wanted:
        of_it = "" if instrument_id is None else f" of '{instrument_id}'"
        there_is = f" There are some of: {', '.join(ids)}." if ids else ""
        raise NothingConsented(
            f"no finished assessment{of_it} may leave the database: nobody agreed to research.{there_is}"
        )
    places = {version.digest: place for place, version in enumerate(wanted)}

    def each() -> Iterator[tuple[int, Case]]:
        for one in consented(site, wanted[0].instrument_id, all_occasions=all_occasions):
            place = places.get(one.digest)
            if place is not None:  # else it is the first of a version that was not there when this began
                yield place, one.case

    instruments = tuple(instrument_with(site, version.digest) for version in wanted)
    assessments, with_words = sum(each.assessments for each in wanted), sum(each.with_words for each in wanted)
    return Cases(instruments, each, None if all_occasions else assessments, (assessments, with_words))


def cases_of_answers(instrument: Instrument, rows: Callable[[], Iterable[AnswersRow]]) -> Cases:
    """The good rows of a file of answers.

    A row is known by its id, else by its line; its relationship by the id, else by the respondent and the name of the
    relationship, else it is known by nothing and shared with no other row. Who has one id several times tells the
    rows apart by perspective, form, date and respondent; an export tells them apart by case_id.
    """

    def each() -> Iterator[tuple[int, Case]]:
        for row in rows():
            case = case_of_row(instrument, row)
            if case is not None:
                yield 0, case

    return Cases((instrument,), each)


def case_of_row(instrument: Instrument, row: AnswersRow) -> Case | None:
    """The case of a row of a file of answers; None for a row with problems."""
    if row.assessment is None:
        return None
    found = still_simulated(row.assessment, row.case)
    known = row.case or (row.id if row.id is not None else f"line {row.line}")
    relationship = relationship_key(instrument, found) or ["line", row.line]
    sitting = [known, found.perspective, found.form, None if found.date is None else str(found.date), found.respondent]
    return Case(
        assessment=found,
        key=json.dumps(sitting),
        relationship=json.dumps(relationship),
        occasion=row.occasion,
        finished=found.date,
    )


def data_file(
    cases: Cases, pseudonyms: Pseudonyms, *, language: str, with_texts: bool = False, processes: int = 1
) -> DataFile:
    """The wide data file of these cases: each scored by its own version, under pseudonyms.

    `processes` is how many make rows at the same time; the rows come in the order of the cases.
    """
    recipe = Recipe(cases.instruments, language, with_texts=with_texts)

    def named() -> Iterator[tuple[int, Case]]:
        for version, case in cases.each():
            yield version, _under_pseudonyms(case, pseudonyms)

    return DataFile(recipe.dictionary, lambda: rows_of(recipe, named(), processes))


def in_long_layout(wide: DataFile) -> DataFile:
    """The same answers, one a row; without measures and scores."""
    layout = LongLayout(wide.dictionary)
    return DataFile(layout.dictionary, lambda: layout.rows(wide.rows()), layout.rows_of_a_case)


def _under_pseudonyms(case: Case, pseudonyms: Pseudonyms) -> Case:
    sign = SIMULATED_SIGN if case.is_simulated else ""
    return replace(
        case,
        key=sign + pseudonyms.case(case.key),
        relationship=sign + pseudonyms.relationship(case.relationship),
    )
