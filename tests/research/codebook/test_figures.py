"""What a codebook tells of the data: figures that are right, and none that point at a person."""

import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from statistics import mean, stdev

import pytest

from rely.model.instrument import Instrument
from rely.reporting.codebook import codebook_page
from rely.research.codebook import (
    Codebook,
    Tally,
    build_codebook,
    codebook_csv,
    codebook_ddi,
    codebook_json,
    with_figures,
)
from rely.research.codebook.content import Count, Statistics
from rely.research.codebook.figures import K
from rely.research.variables import Dictionary, dictionary_of
from tests.instruments import instrument, item
from tests.research.codebook.ddi_rules import broken_rules

PLACES = [{"code": code, "label": code.upper()} for code in ("a", "b", "c")]


def _instrument() -> Instrument:
    return instrument(
        items=[item("place", "where"), item("age", "years"), item("one"), item("two")],
        response_scales=[
            {"id": "where", "kind": "choice", "options": PLACES},
            {"id": "years", "kind": "number", "min": 0, "max": 120},
            {"id": "five", "kind": "rating", "min": 1, "max": 5, "na": {"label": "n/a"}},
        ],
        research={"quasi_identifiers": ["place", "age"]},
    )


DICTIONARY: Dictionary = dictionary_of(_instrument(), "en").without(
    [each.name for each in dictionary_of(_instrument(), "en").variables if each.role in ("admin", "score")]
)


def told(rows: Sequence[tuple[int | float | str | None, ...]], *, simulated: int = 0, language: str = "en") -> Codebook:
    tally = Tally(DICTIONARY)
    for number, row in enumerate(rows):
        tally.add(row, is_simulated=number < simulated)
    return with_figures(replace(build_codebook(DICTIONARY), language=language), tally)


def test_missing_answers_are_counted_by_reason_and_enter_no_figure() -> None:
    found = told([("a", 30.0, 1, -9), ("a", 31.0, 4, -7), ("a", 32.0, -9, -7)] * 3).by_name
    one, two = found["one"].statistics, found["two"].statistics
    assert one is not None
    assert two is not None
    assert (one.valid, one.mean, one.sd, one.low, one.high) == (6, 2.5, pytest.approx(stdev([1, 4] * 3)), 1, 4)
    assert [(each.code, each.n) for each in two.missing] == [(-7, 6), (-9, 3)]
    assert (two.valid, two.mean) == (0, None)


def test_the_mean_and_the_spread_are_those_of_the_textbook() -> None:
    values = [float(number % 5 + 1) for number in range(37)]
    found = told([("a", 30.0, value, 1) for value in values]).by_name["one"].statistics
    assert found is not None
    assert (found.mean, found.sd) == (pytest.approx(mean(values)), pytest.approx(stdev(values)))


def test_few_cases_in_a_quasi_identifier_are_not_told_and_that_is_said() -> None:
    codebook = told([("a", 30.0, 1, 1)] * 20 + [("b", 80.0, 2, 2)] * 4 + [("c", 30.0, 3, 3)] * 4)
    place, age, one = (codebook.by_name[name].statistics for name in ("place", "age", "one"))
    assert place is not None
    assert [(each.code, each.n) for each in place.counts] == [("a", 20), ("b", None), ("c", None)]
    assert age is not None
    assert (age.low, age.high, age.is_suppressed) == (None, None, True)
    assert one is not None
    assert [each.n for each in one.counts] == [20, 4, 4]
    assert "numbers under 5 are left out" in codebook.data_told[1]


@pytest.mark.parametrize("counts", list(product([0, 1, 4, 5, 9], repeat=3)))
def test_what_is_left_out_cannot_be_found_by_subtraction(counts: tuple[int, ...]) -> None:
    rows: list[tuple[int | float | str | None, ...]] = []
    for code, n in zip("abc", counts, strict=True):
        rows += [(code, 30.0, 1, 1)] * n
    place = told(rows).by_name["place"].statistics
    assert place is not None
    if sum(counts) < K:
        assert place.counts == ()
        return
    hidden = [n for each, n in zip(place.counts, counts, strict=True) if each.n is None]
    assert all(each.n == n for each, n in zip(place.counts, counts, strict=True) if each.n is not None)
    assert not [n for each, n in zip(place.counts, counts, strict=True) if 0 < n < K and each.n is not None]
    rest_is_all = len(hidden) == len([n for n in counts if n])
    assert not hidden or rest_is_all or (sum(hidden) >= K and len(hidden) > 1)


def test_of_a_few_answers_only_their_number_is_told_whatever_they_are_about() -> None:
    codebook = told([("a", 30.0, 1, -9)] * 4 + [("a", 30.0, -9, 3)] * 5)
    one, two = (codebook.by_name[name].statistics for name in ("one", "two"))
    assert one == Statistics(4, (Count(-9, 5),), is_suppressed=True)
    assert two is not None
    assert (two.valid, two.mean, two.is_suppressed) == (5, 3, False)
    assert codebook.data_told[1] == "Of fewer than 5 answers only their number is told."
    for text in (codebook_page(codebook), codebook_ddi(codebook)):
        assert codebook.data_told[1] in text
    assert json.loads(codebook_json(codebook))["data"]["told"] == list(codebook.data_told)


def test_figures_stand_in_the_table_and_in_the_ddi_document() -> None:
    codebook = told([("a", 30.0, 1, -9), ("a", 31.0, 4, -9)] * 3)
    assert "n_valid" in codebook_csv(codebook).partition("\n")[0]
    xml = codebook_ddi(codebook)
    assert broken_rules(xml) == []
    assert '<sumStat type="mean">2.5</sumStat>' in xml
    assert '<sumStat type="invd">6</sumStat>' in xml
    assert "<caseQnty>6</caseQnty>" in xml
    assert "n_valid" not in codebook_csv(build_codebook(DICTIONARY))


ROWS = [("a", 30.0, 1, 1)] * 3


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "2 assessments are simulated: nobody gave these answers."),
        ("nl", "2 invulrondes zijn gesimuleerd: niemand heeft deze antwoorden gegeven."),
        ("de", "2 Durchgänge sind simuliert: Niemand hat diese Antworten gegeben."),
    ],
)
def test_answers_that_nobody_gave_are_told_as_such_in_every_format(language: str, sentence: str) -> None:
    codebook = told(ROWS, simulated=2, language=language)
    assert codebook.data_told[1] == sentence
    assert f'<p class="note">{sentence}</p>' in codebook_page(codebook)
    found = json.loads(codebook_json(codebook))["data"]
    assert (found["cases"], found["simulated"], found["told"][1]) == (3, 2, sentence)
    xml = codebook_ddi(codebook)
    assert f'<notes type="data">{sentence}</notes>' in xml
    assert broken_rules(xml) == []


def test_of_answers_that_people_gave_nothing_is_said() -> None:
    codebook = told(ROWS)
    assert codebook.data is not None
    assert codebook.data.simulated == 0
    assert "simulated:" not in " ".join(codebook.data_told)


def test_a_figure_below_0_has_a_minus_for_readers_and_a_hyphen_for_programs() -> None:
    codebook = told([("a", 30.0, -2.5, 1)] * 5)
    assert "mean \u22122.50; standard deviation 0.00; \u22122.5 to \u22122.5" in codebook.by_name["one"].statistics_told
    assert '"mean": -2.5' in codebook_json(codebook)
    assert ",-2.5," in codebook_csv(codebook)
    assert '<sumStat type="mean">-2.5</sumStat>' in codebook_ddi(codebook)
