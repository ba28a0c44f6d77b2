"""Prove that an export is read back as the answers it was made of, and its scores come out the same."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rely.loading.answers import AnswersRow, read_answers
from rely.loading.catalogue import load_instrument
from rely.model.answers import Assessment
from rely.model.instrument import Instrument
from rely.research.cases import SIMULATED
from rely.research.exports import write_export
from rely.research.pseudonyms import Pseudonyms
from rely.scoring.score import notices, score
from rely.services.exporting import case_of_row, cases_of_answers, data_file
from rely.services.reliability import reliability_of_rows
from tests.many import NAMES, questionnaire
from tests.random_assessments import random_assessments
from tests.small_instrument import small_instrument

STUDY = Pseudonyms(b"s" * 32)
EVERY = (*NAMES, "relationship-check", "client-pulse", "colleague-view", "nine-factors", "small")

FILES = [*((name, "csv") for name in EVERY), ("relationship-check", "xlsx"), ("small", "xlsx")]


def instrument_called(name: str) -> Instrument:
    if name == "small":
        return small_instrument()
    return questionnaire(name) if name in NAMES else load_instrument(name)


def export(path: Path, instrument: Instrument, rows: list[AnswersRow], *, with_texts: bool = False) -> None:
    cases = cases_of_answers(instrument, lambda: rows)
    data = data_file(cases, STUDY, language="en", with_texts=with_texts)
    write_export(path, path.suffix[1:], data.dictionary, data.rows())


def some_rows(instrument: Instrument) -> list[AnswersRow]:
    perspective = instrument.perspectives[0].id
    found = (replace(each, perspective=perspective) for each in random_assessments(instrument, 30, seed=5))
    return [AnswersRow(at, None, assessment) for at, assessment in enumerate(found, start=2)]


def read_back(path: Path, instrument: Instrument) -> Iterator[tuple[AnswersRow, Assessment]]:
    for row in read_answers(path, instrument):
        assert row.problems == ()
        assert row.assessment is not None
        yield row, row.assessment


@pytest.mark.parametrize(("name", "ending"), FILES)
def test_scores_of_an_export_are_those_of_the_answers_in_it(name: str, ending: str, tmp_path: Path) -> None:
    instrument, path = instrument_called(name), tmp_path / f"data.{ending}"
    rows = some_rows(instrument)
    export(path, instrument, rows)
    read = list(read_back(path, instrument))
    assert len(read) == len(rows)
    for (_, found), row in zip(read, rows, strict=True):
        assert row.assessment is not None
        here, there = score(instrument, found), score(instrument, row.assessment)
        assert (here.scores, here.measures, here.asked) == (there.scores, there.measures, there.asked)
        assert [each.kind for each in notices(instrument, here) if each.kind == "not-asked"] == []


@pytest.mark.parametrize(("name", "ending"), FILES)
def test_an_export_of_an_export_holds_the_same_answers(name: str, ending: str, tmp_path: Path) -> None:
    instrument = instrument_called(name)
    first, second = tmp_path / f"first.{ending}", tmp_path / f"second.{ending}"
    export(first, instrument, some_rows(instrument), with_texts=True)
    read = list(read_back(first, instrument))
    export(second, instrument, [row for row, _ in read], with_texts=True)
    again = list(read_back(second, instrument))
    assert [(row.occasion, found.answers, found.given) for row, found in read] == [
        (row.occasion, found.answers, found.given) for row, found in again
    ]
    assert len({row.case for row, _ in again}) == len(read)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_texts_that_a_spreadsheet_would_run_come_back_as_they_were(ending: str, tmp_path: Path) -> None:
    instrument, path = small_instrument(), tmp_path / f"data.{ending}"
    typed = {"data": "=1+1", "notes": "'-9"}
    export(path, instrument, [AnswersRow(2, None, Assessment(typed))], with_texts=True)
    ((_, found),) = read_back(path, instrument)
    assert {name: found.answers[name] for name in typed} == typed


def test_simulated_answers_are_still_simulated_when_they_come_back(tmp_path: Path) -> None:
    instrument, first, second = small_instrument(), tmp_path / "first.csv", tmp_path / "second.csv"
    whose = ((2, SIMULATED), (3, "anna"))
    export(first, instrument, [AnswersRow(line, None, Assessment({}, respondent=who)) for line, who in whose])
    for path in (first, second):
        read = [row for row, _ in read_back(path, instrument)]
        assert [case.is_simulated for row in read if (case := case_of_row(instrument, row))] == [True, False]
        assert reliability_of_rows(instrument, read).simulated == 1
        export(second, instrument, read)
