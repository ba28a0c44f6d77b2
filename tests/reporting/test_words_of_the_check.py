"""Prove that the report's sentences of the relationship check fit their places and that none runs out."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from rely.guidelines.contact_plan import contact_plan
from rely.guidelines.recommend import recommend
from rely.languages import words_for
from rely.model.answers import Assessment, Code
from rely.model.guidelines import GENERIC, Guideline
from rely.model.report import Rhythm
from rely.model.text import Text
from rely.reporting.head import build_head
from rely.reporting.material import Material
from rely.scoring.score import score
from tests.instruments import relationship_check
from tests.random_assessments import random_assessments

DAY = date(2026, 11, 18)
PHASES = {"initial": "no", "follow_up": "yes"}
NAMED = {
    "nl": {"initial": "initiële fase", "follow_up": "vervolgfase"},
    "en": {"initial": "initial phase", "follow_up": "follow-up phase"},
    "de": {"initial": "Anfangsphase", "follow_up": "Folgephase"},
}
ROWS = ("trust", "emotion", "content", "interaction", "channels")
TWO_LINES = 125
"""Letters of a conclusion about a name of ten letters, at 18pt."""

CONTACT = {"nl": 75, "en": 75, "de": 85}
ASK = 100
COLUMN = 90
"""Letters in a narrow column of the contact rhythm."""

FILLED = {
    "nl": {"strongest": "vertrouwen", "weakest": "interactie", "lowest_side": "bij digitaal contact"},
    "en": {"strongest": "interaction", "weakest": "emotion", "lowest_side": "during digital contact"},
    "de": {"strongest": "Interaktion", "weakest": "Vertrauen", "lowest_side": "im persönlichen Kontakt"},
}
"""Long words that conclusions may be filled with."""


def wordings(text: Text) -> Iterator[tuple[str, str]]:
    for language, words in text.versions():
        assert language is not None
        yield language, words


def rhythm() -> Rhythm:
    report = relationship_check().report
    assert report is not None
    assert report.rhythm is not None
    return report.rhythm


def in_phase(phase: str) -> list[Guideline]:
    return [each for each in relationship_check().guidelines if GENERIC in each.evidence.get(phase, {})]


def test_every_conclusion_fits_two_lines() -> None:
    report = relationship_check().report
    assert report is not None
    for sentence in report.conclusions:
        for language, words in wordings(sentence.text):
            places = FILLED[language]
            told = words.format(subject="Edelweisse", lowest_row=places["strongest"], **places)
            assert len(told) <= TWO_LINES, (sentence.id, told)


@pytest.mark.parametrize(("above", "below"), [((0, 3), (1, 2)), ((0, 2, 3), (1,)), ((1,), (0, 2, 3))])
def test_a_conclusion_that_names_all_four_rows_fits_two_lines_as_well(
    above: tuple[int, ...], below: tuple[int, ...]
) -> None:
    report, rows = relationship_check().report, relationship_check().facets_by_id["ingredient"].values
    assert report is not None
    for sentence in report.conclusions:
        for language, words in wordings(sentence.tied) if sentence.tied is not None else ():
            reader = words_for(language)
            named = [reader.text(row.in_sentence) for row in rows if row.in_sentence is not None]
            places = {end: reader.list_of([named[at] for at in ends]) for end, ends in (("s", above), ("w", below))}
            told = words.format(subject="Edelweisse", all_strongest=places["s"], all_weakest=places["w"])
            assert len(told) <= TWO_LINES, (sentence.id, told)


def test_every_sentence_that_names_an_end_has_one_for_those_that_share_it() -> None:
    report = relationship_check().report
    assert report is not None
    for sentence in (*report.conclusions, *report.support):
        for _, words in wordings(sentence.text):
            assert (sentence.tied is not None) == bool(
                re.search(r"\{(strongest|weakest|highest_row|lowest_row)\}", words)
            )


def test_what_stands_beside_a_figure_fits_its_column() -> None:
    for figure in rhythm().figures:
        for sentence in (*figure.happened, *figure.meaning):
            for _, words in wordings(sentence.text):
                assert len(words) <= COLUMN, words


def test_what_a_contact_is_about_is_one_short_sentence() -> None:
    told = [each.contact for each in relationship_check().guidelines if each.contact is not None]
    assert told
    for text in told:
        for language, words in wordings(text):
            assert len(words) <= CONTACT[language], words
            assert words[-1] in ".?", words


@pytest.mark.parametrize("phase", PHASES)
def test_each_row_has_two_to_four_open_questions_for_the_client(phase: str) -> None:
    asked = Counter(row for each in in_phase(phase) if each.ask for row in each.facets["ingredient"])
    always = Counter(
        row for each in in_phase(phase) if each.ask and each.when is None for row in each.facets["ingredient"]
    )
    for row in ROWS:
        assert 2 <= always[row] <= asked[row] <= 4, row


def test_a_question_for_the_client_is_one_short_question() -> None:
    told = [each.ask for each in relationship_check().guidelines if each.ask is not None]
    assert told
    for text in told:
        for _, words in wordings(text):
            assert words.index("?") == len(words) - 1 < ASK, words


@pytest.mark.parametrize("country", ["NL", "DE", "FR"])
@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("level", [1, 3, 5])
def test_the_contacts_of_a_year_never_run_out_of_subjects(phase: str, country: str, level: int) -> None:
    answers: dict[str, Code] = {
        "cx_country": country, "cx_first_contact": "yes", "cx_first_transaction": PHASES[phase],
        "cx_digital_skill": level, "cx_digital_trust": level, "cx_infrastructure": level,
    }  # fmt: skip
    check = relationship_check()
    result = score(check, Assessment(answers=answers))
    contacts = contact_plan(check, result, recommend(check, result), DAY)
    assert len(contacts) == 12
    assert all(each.about is not None for each in contacts)
    visits = sum("physical" in each.sides for each in contacts)
    assert visits == (4 if (phase, level) == ("follow_up", 1) else 2)


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_whoever_has_a_phase_is_told_what_it_means_under_the_conclusion(language: str) -> None:
    check = relationship_check()
    for assessment in random_assessments(check, 100, seed=7):
        result = score(check, assessment)
        head = build_head(Material(check, result, recommend(check, result), words_for(language), "sha256:x", DAY))
        meant = NAMED[language].get(result.selected or "")
        assert [meant in sentence for sentence in head.support[:1]] == [True] if meant else not head.support
