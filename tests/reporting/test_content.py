from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from rely.languages import INTERFACE_LANGUAGES, UnknownLanguage
from rely.languages.messages import messages_in_use
from rely.loading.catalogue import load_instrument
from rely.reporting.content import build_report
from rely.reporting.html import render_html
from tests.random_assessments import random_assessments
from tests.reporting.garden import ANSWERS, DAY, changed, report, results


def words_in(part: Any) -> list[str]:
    if isinstance(part, str):
        return [part]
    if isinstance(part, tuple):
        return [word for each in part for word in words_in(each)]
    if is_dataclass(part):
        return [word for field in fields(part) for word in words_in(getattr(part, field.name))]
    return []


def test_the_same_answers_give_the_same_content() -> None:
    assert report() == report()
    assert report() != report({"R1": 5})


def test_a_part_that_the_instrument_does_not_declare_is_none() -> None:
    bare = changed(priorities=None, guidelines=[], norms=[], measures=[], report=None, sides=None)
    content = report(instrument=bare)
    assert (content.actions, content.grid, content.rhythm, content.importance) == (None, None, None, None)
    assert content.title == "Garden check"
    assert [row.label for row in content.glance.rows] == ["Roses", "Herbs", "Pond"]


def test_the_title_names_the_kind_of_report_and_the_relationship() -> None:
    assert report().title == "Garden report: Eden"


def test_the_page_number_is_said_in_the_language() -> None:
    assert report().running.page == ("Page ", " of ", "")
    assert report(language="de").running.page == ("Seite ", " von ", "")


def test_what_is_no_language_is_refused() -> None:
    with pytest.raises(UnknownLanguage):
        report(language="french")


@pytest.mark.parametrize("language", ["nl", "de"])
def test_no_english_message_is_left_in_another_language(language: str) -> None:
    messages = {used.singular for used in messages_in_use()}
    english = messages & set(words_in(report(language="en")))
    assert {"At a glance", "Your answer", "First step", "Act"} <= english
    the_same_word = {"Norm", "Score", "Score ±", "Version"}
    a_code = {"always"}  # of a status; elsewhere the word is a message
    assert english & set(words_in(report(language=language))) <= the_same_word | a_code


def test_any_assessment_of_the_relationship_check_gives_a_report_in_every_language() -> None:
    instrument = load_instrument("relationship-check")
    for number, assessment in enumerate(random_assessments(instrument, 60, seed=5)):
        result, advice = results(instrument, assessment)
        language = INTERFACE_LANGUAGES[number % len(INTERFACE_LANGUAGES)]
        content = build_report(instrument, result, advice, language=language, digest="sha256:0", day=DAY)
        assert content.head.conclusion
        assert "None" not in words_in(content)
        assert "%(" not in render_html(content)


def test_a_report_on_nothing_at_all_is_honest() -> None:
    content = report(dict.fromkeys(ANSWERS), given={})
    assert content.grid is None or content.grid.legend == ()
    assert content.head.conclusion.startswith("There are too few answers yet")
    assert {line.score.verdict for row in content.glance.rows for line in row.lines} == {"not asked"}
