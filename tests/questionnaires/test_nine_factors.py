"""Prove that the scan of nine factors is complete, tells what was added, and concludes what its answers say."""

import re
from datetime import date

import pytest

from rely.guidelines.recommend import recommend
from rely.languages import words_for
from rely.loading.catalogue import load_instrument
from rely.model.answers import Assessment
from rely.model.instrument import Instrument
from rely.model.report import Sentence
from rely.model.scalars import Plain
from rely.reporting.content import build_report
from rely.research.simulate import simulate
from rely.research.simulate.coverage import Watch
from rely.scoring.accept import accept
from rely.scoring.score import score

NAME = "nine-factors"
DAY = date(2026, 11, 22)
ADDED = {"nl": "(toegevoegd)", "en": "(added)", "de": "(ergänzt)"}
CONCLUSIONS = {
    "complete_high": "all_solid",
    "complete_low": "all_low",
    "mixed": "ends",
    "added_missing": "seven_solid",
    "not_applicable": "known_solid",
    "nearly_empty": "too_few",
}
"""By the id of a worked case, the sentence with which its report begins."""


@pytest.fixture(scope="module")
def scan() -> Instrument:
    return load_instrument(NAME)


def _sentence(instrument: Instrument, name: str) -> Sentence:
    assert instrument.report is not None
    return next(each for each in instrument.report.conclusions if each.id == name)


def test_there_is_a_score_for_each_of_nine_factors_and_no_total(scan: Instrument) -> None:
    answers = {name: 4 for name, item in scan.items.items() if item.facets}
    scores = score(scan, Assessment(answers=answers)).scores
    assert len(scores) == 9
    assert {(each.answered, each.score) for each in scores.values()} == {(2, 75.0)}
    assert scan.scores.overall is None


@pytest.mark.parametrize("language", ADDED)
def test_the_two_added_factors_say_so_and_have_no_evidence(scan: Instrument, language: str) -> None:
    words = words_for(language)
    marked = {value.id for value in scan.facets[0].values if ADDED[language] in words.text(value.label)}
    assert marked == {"accessibility", "feedback"}
    own = {each.facets["factor"][0] for each in scan.guidelines if each.levels(None) == {"generic": "editorial"}}
    assert own == marked


@pytest.mark.parametrize("language", ADDED)
@pytest.mark.parametrize("case", CONCLUSIONS)
def test_each_report_begins_with_the_sentence_that_fits(scan: Instrument, case: str, language: str) -> None:
    answers = next(each.answers for each in scan.cases if each.id == case)
    written = {name: Plain(str(code)) for name, code in answers.items()}
    assessment, problems = accept(scan, {**written, "cx_alias": Plain("Tulp")})
    assert assessment is not None, problems
    result = score(scan, assessment)
    report = build_report(scan, result, recommend(scan, result), language=language, digest="sha256:0", day=DAY)
    sentence = _sentence(scan, CONCLUSIONS[case])
    wordings = [words_for(language).text(text) for text in (sentence.text, sentence.tied) if text is not None]
    patterns = [re.sub(r"\\\{\w+\\\}", ".+", re.escape(wording)) for wording in wordings]
    assert any(re.fullmatch(pattern, report.head.conclusion) for pattern in patterns), report.head.conclusion
    assert "Tulp" in report.head.conclusion


def test_every_word_band_and_status_can_be_reached(scan: Instrument) -> None:
    watch = Watch(scan)
    for assessment in simulate(scan, 1000, 1):
        watch.see(assessment)
    found = watch.coverage(seed=1)
    assert (found.missed, found.untried) == ((), ())
