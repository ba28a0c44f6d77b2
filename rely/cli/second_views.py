"""Turn the files of what others answered about the relationship into what stands beside the own answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from rely.cli.assessing import answers_file
from rely.cli.reports import CALENDAR, Maker
from rely.cli.streams import say
from rely.errors import RelyError
from rely.loading.answers import AnswersRow, is_table, read_answers
from rely.loading.answers.row import OTHER_INSTRUMENT
from rely.loading.catalogue import instrument_ids, load_instrument
from rely.loading.checks.findings import listed
from rely.loading.instrument import QuestionnaireError
from rely.loading.problems import Problem, as_text, visible
from rely.model.answers import Assessment
from rely.model.instrument import Instrument
from rely.reporting.beside import Beside, NotComparable, build_beside
from rely.reporting.forms import FULL
from rely.reporting.plain_text import one_line
from rely.scoring.comparison import paired_items

UNKNOWN_NAMES = frozenset({"unknown-item", "unknown-given", "unknown-column", "other-questionnaire", "other-export"})
"""The problems of answers that belong to another questionnaire."""


class NothingBeside(RelyError):
    """A file of what others answered holds no assessment; `problems` tells why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(as_text(problem) for problem in self.problems))


@dataclass(frozen=True, slots=True)
class _Reading:
    """A file as it reads with the questions of one instrument."""

    path: Path
    instrument: Instrument
    rows: tuple[AnswersRow, ...]

    @property
    def problems(self) -> list[Problem]:
        return [problem for row in self.rows for problem in row.problems]

    @property
    def given(self) -> list[Assessment]:
        return [row.assessment for row in self.rows if row.assessment is not None]

    def has(self, codes: Iterable[str]) -> bool:
        return any(problem.code in codes for problem in self.problems)


class SecondViews:
    """What the files of one call hold. `views`: to show beside the own answers; `failed`: rows that have errors."""

    def __init__(self, own: Instrument, readings: Sequence[_Reading]) -> None:
        self._own, self._readings = own, readings
        self.failed = sum(
            any(each.severity == "error" for each in row.problems) for one in readings for row in one.rows
        )
        self.views: tuple[Beside, ...] = tuple(_view(own, reading) for reading in readings)

    def look(self, row: AnswersRow) -> None:
        """Tell where others name another relationship than the own answers do."""
        name = "" if row.assessment is None else _name(self._own, row.assessment)
        for reading in self._readings:
            others = {_name(reading.instrument, each) for each in reading.given} - {"", name}
            for other in sorted(others) if name else ():
                message = f"these answers are about '{visible(other)}', the own ones about '{visible(name)}'."
                hint = "Look whether they belong together."
                say(as_text(Problem(str(reading.path), 1, 1, "other-name", "warning", message, hint)))


def open_second_views(maker: Maker, written: Sequence[str]) -> SecondViews:
    """Read the files that are named on the command line; their problems are told on standard error.

    Raises UsageError for documents that show no second view, NothingBeside for a file without an assessment, and
    NotComparable.
    """
    if maker.form != FULL or maker.format == CALENDAR:
        raise click.UsageError("--beside adds a part to the full report: leave it out for other documents.")
    if is_table(maker.sitting.path):
        raise click.UsageError("--beside is about one relationship: name a .yaml or .json file with one assessment.")
    own, paths = maker.sitting.instrument, [answers_file(each) for each in written]
    fitting = list(_mirroring(own))
    if not fitting:
        raise NotComparable(f"no questionnaire of the catalogue says how it is compared with '{own.id}'.")
    readings = [_read(path, own, fitting) for path in paths]
    for reading in readings:
        if not reading.given:
            raise NothingBeside(reading.problems)
        for problem in reading.problems:
            say(as_text(problem))
    return SecondViews(own, readings)


def _mirroring(own: Instrument) -> Iterator[Instrument]:
    """The instruments of the catalogue that are compared with this one."""
    for name in instrument_ids():
        try:
            other = load_instrument(name)
        except QuestionnaireError:
            continue  # `rely validate` tells what is wrong with it
        if other.id != own.id and other.comparison is not None and paired_items(own, other):
            yield other


def _read(path: Path, own: Instrument, fitting: Sequence[Instrument]) -> _Reading:
    """The file as read with the one instrument that it names, or else that knows all its items."""
    readings = [_Reading(path, each, tuple(read_answers(path, each))) for each in fitting]
    named = [each for each in readings if not each.has({OTHER_INSTRUMENT})]
    if len(named) > 1:
        known = [each for each in named if not each.has(UNKNOWN_NAMES)]
        if len(known) > 1 and not any(each.given for each in known):
            return known[0]  # it cannot be read at all, whatever it is
        named = known
    if len(named) == 1:
        return named[0]
    ids = listed([each.id for each in fitting])
    raise NotComparable(
        f"{visible(str(path))}: no questionnaire that is compared with '{own.id}' fits these answers. Write under "
        f"`instrument` of which they are: {ids}."
    )


def _view(own: Instrument, reading: _Reading) -> Beside:
    try:
        return build_beside(own, reading.instrument, reading.given)
    except NotComparable as error:
        raise NotComparable(f"{visible(str(reading.path))}: {error}") from error


def _name(instrument: Instrument, assessment: Assessment) -> str:
    """How the relationship is called in these answers; empty where that is not asked or not said."""
    return one_line(instrument.subject_in(assessment.answers) or "")
