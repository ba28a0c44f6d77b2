"""Give programs simulated cases: a data file as `rely export` writes it, and what `score` says of each case."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from rely.loading.catalogue import load_instrument
from rely.model.answers import FULL_FORM
from rely.model.instrument import Instrument
from rely.model.results import Result
from rely.research.cases import Case
from rely.research.exports import write_export
from rely.research.rows import Row, RowMaker
from rely.research.simulate import Assumptions, simulate
from rely.research.variables import Dictionary
from rely.scoring.score import score

DATA = Path(__file__).parents[2] / "data"
GARDEN = DATA / "syntax" / "instrument.yaml"
ASSUMPTIONS = Assumptions(na=0.2, missing=0.2)
"""So many gaps that every status occurs."""


@cache
def opened(name: str) -> Instrument:
    """An instrument of the catalogue, or one by its path."""
    return load_instrument(name)


def results(instrument: Instrument, count: int) -> Iterator[tuple[str, Case, Result]]:
    """So many simulated cases of every form, each with its name and result; the first one answered nothing."""
    for form in instrument.form_ids:
        rows = simulate(instrument, count, 7, form=form, assumptions=ASSUMPTIONS)
        for number, assessment in enumerate(rows, start=1):
            name = f"{form}-{number}"
            if form == FULL_FORM and number == 1:
                assessment = replace(assessment, answers={}, given={})
            case = Case(assessment=assessment, key=name, relationship=name)
            yield name, case, score(instrument, case.assessment)


def write_data(dictionary: Dictionary, path: Path, count: int) -> dict[str, Result]:
    """Write simulated cases under the variables of the dictionary as `rely export` does; their results by case_id."""
    found = dict(rows_and_results(dictionary, count))
    write_export(path, path.suffix[1:], dictionary, [row for row, _ in found.values()])
    return {name: result for name, (_, result) in found.items()}


def rows_and_results(dictionary: Dictionary, count: int) -> Iterator[tuple[str, tuple[Row, Result]]]:
    """The same, as rows."""
    maker = RowMaker(dictionary)
    for name, case, result in results(dictionary.instrument, count):
        yield name, (maker.row(case, result, case_id=name, relationship_id=name), result)
