"""Turn an assessment and its result into one row of a data file."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import TypeAlias

from rely.loading.data_file import RESPONDENT
from rely.model.answers import Code
from rely.model.digest import digest
from rely.model.response_scales import DONT_KNOW as DK
from rely.model.response_scales import NOT_APPLICABLE as NA
from rely.model.results import Result
from rely.model.scalars import number_in
from rely.research.cases import Case
from rely.research.variables import DONT_KNOW, MISSING_CODES, NOT_APPLICABLE, NOT_ASKED, UNANSWERED
from rely.research.variables.dictionary import Dictionary
from rely.research.variables.variable import Kind, Variable

Cell: TypeAlias = int | float | str | None
"""One cell: a code, a number, a text, or None where it is empty."""

Row: TypeAlias = tuple[Cell, ...]
"""One row, along the variables of a dictionary."""

LONGEST_PSEUDONYM = 32
"""The most characters of a case_id and of a relationship_id."""


@dataclass(frozen=True, slots=True)
class _Read:
    """All that the cells of one row are read from."""

    case: Case
    result: Result
    asked: Container[str]
    case_id: str
    relationship_id: str


_Reader: TypeAlias = Callable[[_Read], Cell]


class RowMaker:
    """Makes the rows of one dictionary; how each cell is read is found out once."""

    def __init__(self, dictionary: Dictionary) -> None:
        """Raises KeyError for a variable that the instrument of the dictionary has not."""
        self._own = digest(dictionary.instrument)
        self._dictionary = dictionary
        self._readers = tuple(self._reader(variable) for variable in dictionary.variables)

    def row(self, case: Case, result: Result, *, case_id: str, relationship_id: str) -> Row:
        """The row of a case: raw codes before reverse coding, why there is none, measures and scores.

        `result` is what `score` makes of the assessment of the case. Answers to items that are not asked stand as
        not asked and those to routed items as not applicable, whatever was answered, so that the scores can be made
        anew from the row. Of the day there is the month only. What was typed as words is empty where the case
        withholds it.
        """
        read = _Read(case, result, frozenset(result.asked), case_id, relationship_id)
        return tuple([reader(read) for reader in self._readers])

    def _reader(self, variable: Variable) -> _Reader:
        match variable.role:
            case "admin":
                return self._of_admin(variable.source)
            case "given":
                return _of_given(variable)
            case "measure":
                return self._of_measure(variable)
            case "score":
                return _of_score(variable.source, variable.part)
        if variable.source == RESPONDENT and not variable.question:  # an item may be called so, and asks something
            return lambda read: None if read.case.withholds_words else read.case.assessment.respondent
        return _of_item(variable)

    def _of_admin(self, source: str) -> _Reader:
        instrument = self._dictionary.instrument
        constants = {"instrument": instrument.id, "version": instrument.version, "digest": self._own}
        if source in constants:
            constant = constants[source]
            return lambda _: constant
        return _ADMIN[source]

    def _of_measure(self, variable: Variable) -> _Reader:
        name, _, part = variable.source.partition(".")
        if not part:
            part = self._dictionary.instrument.measures_by_id[name].outputs()[0]
        as_cell = _converter(variable.kind)
        return lambda read: as_cell(read.result.measures[name][part])


def row_of(dictionary: Dictionary, case: Case, result: Result, *, case_id: str, relationship_id: str) -> Row:
    """One row; for many rows of one dictionary keep a RowMaker."""
    return RowMaker(dictionary).row(case, result, case_id=case_id, relationship_id=relationship_id)


def _month(read: _Read) -> Cell:
    finished = read.case.finished
    return None if finished is None else f"{finished.year:04d}-{finished.month:02d}"


_ADMIN: dict[str, _Reader] = {
    "case_id": lambda read: read.case_id,
    "relationship_id": lambda read: read.relationship_id,
    "occasion": lambda read: read.case.occasion,
    "month": _month,
    "language": lambda read: read.case.assessment.lang,
    "form": lambda read: read.case.assessment.form,
    "perspective": lambda read: read.case.assessment.perspective,
}
"""How the administrative variables are read that differ from case to case."""


def _of_given(variable: Variable) -> _Reader:
    name, as_cell = variable.source, _converter(variable.kind)
    return lambda read: as_cell(read.case.assessment.given.get(name))


def _of_score(score_id: str, part: str) -> _Reader:
    def read_score(read: _Read) -> Cell:
        cell: Cell = getattr(read.result.scores[score_id], part)
        return cell

    return read_score


def _of_item(variable: Variable) -> _Reader:
    item = variable.source
    code = _coder(variable)
    missing = {reason: variable.missing_code(reason) for reason in MISSING_CODES}
    is_text = variable.role == "text"

    def read_item(read: _Read) -> Cell:
        if item not in read.asked:
            return missing[NOT_ASKED]
        if item in read.result.routed:
            return missing[NOT_APPLICABLE]
        answer = read.case.assessment.answers.get(item)
        if answer is None:
            return missing[UNANSWERED]
        if is_text:
            return None if read.case.withholds_words else code(answer)
        if answer == NA:
            return missing[NOT_APPLICABLE]
        if answer == DK:
            return missing[DONT_KNOW]
        return code(answer)

    return read_item


def _coder(variable: Variable) -> Callable[[Code], Cell]:
    option = variable.part
    if option:
        return lambda answer: int(isinstance(answer, tuple) and option in answer)
    return _as_answered


def _as_answered(answer: Code) -> Cell:
    if isinstance(answer, tuple):
        raise TypeError(f"{answer!r} is several codes, and one cell holds one")
    return answer


def _converter(kind: Kind) -> Callable[[object], Cell]:
    """What makes a cell of a fact: the words of measures and given facts may spell numbers."""
    return _CONVERTERS[kind]


def _text(fact: object) -> Cell:
    return None if fact is None else str(fact)


def _number(fact: object) -> Cell:
    number = number_in(fact) if isinstance(fact, str) else fact
    return number if isinstance(number, int | float) else None


def _whole(fact: object) -> Cell:
    number = _number(fact)
    return int(number) if isinstance(number, float) and number.is_integer() else number


_CONVERTERS: dict[Kind, Callable[[object], Cell]] = {"text": _text, "number": _number, "integer": _whole}
