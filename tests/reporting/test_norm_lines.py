"""Prove that a report tells a rank only where norms exist, among whom, and never as a verdict."""

from dataclasses import replace
from datetime import date

import pytest

from rely.guidelines.recommend import recommend
from rely.languages import words_for
from rely.model.digest import digest
from rely.model.reference import Reference
from rely.model.report import ReportSpec
from rely.model.research import Research
from rely.model.results import Result
from rely.reporting.content import ReportContent, build_report
from rely.reporting.html import render_html
from rely.scoring.score import score
from tests.research.norms.people import COUNTRY, case, people, questionnaire, reference

ANSWERS = {"A": 4, "B": 5, "C": 3, "D": 2, "E": 2, "F": 1, COUNTRY: "DE"}
DAY = date(2026, 11, 22)
JUDGING = ("below average", "above average", "better than", "worse than", "good", "bad", "poor")


def result(norms: Reference | None, **changes: object) -> Result:
    return score(questionnaire(), case("x", {**ANSWERS, **changes}).assessment, reference=norms)


def report(norms: Reference | None, language: str = "en", previous: Result | None = None) -> ReportContent:
    instrument, found = questionnaire(), result(norms)
    return build_report(
        instrument,
        found,
        recommend(instrument, found),
        language=language,
        digest=digest(instrument),
        day=DAY,
        previous=previous,
        with_data=True,
    )


def dutch_and_german(n: int) -> Reference:
    third = n // 3
    cases = [*people(n - third, country="NL"), *people(third, start=1000, seed=3, country="DE")]
    return reference(cases)


def paragraphs(content: ReportContent) -> str:
    return " ".join(paragraph for part in content.reading.parts for paragraph in part.paragraphs)


def test_without_norms_a_report_says_nothing_about_others() -> None:
    content = report(None)
    assert content.norms is None
    assert "Where the margins come from" not in [part.heading for part in content.reading.parts]
    assert "Group data" not in [detail.label for detail in content.reading.details]
    assert content.data is not None
    assert "norms" not in content.data
    assert "norms" not in render_html(content)


def test_a_rank_is_told_with_the_people_it_is_among() -> None:
    norms = dutch_and_german(412)
    found = report(norms).norms
    assert found is not None
    assert found.sample == (
        "The group: 412 assessments (Netherlands and Germany; Mar 2026 to Sept 2026; self-selected)."
    )
    assert [line.label for line in found.lines] == ["Total", "One", "Two"]
    assert all(line.rank.startswith("PR ") and line.among == "412" for line in found.lines)
    assert not any("rovisional" in note for note in found.notes)


def test_below_three_hundred_each_rank_is_called_provisional() -> None:
    found = report(dutch_and_german(299)).norms
    assert found is not None
    assert {line.among for line in found.lines} == {"299, provisional"}
    assert any("fewer than 300" in note for note in found.notes)


def test_a_rank_among_those_of_one_country_names_it() -> None:
    norms = reference([*people(150, country="NL"), *people(120, start=500, seed=7, country="DE")], by=[COUNTRY])
    found = report(norms).norms
    assert found is not None
    assert {line.among for line in found.lines} == {"120, Germany, provisional"}


@pytest.mark.parametrize("language", ["en", "nl", "de"])
def test_no_language_makes_a_verdict_of_a_rank(language: str) -> None:
    found = report(dutch_and_german(300), language).norms
    assert found is not None
    text = " ".join((found.heading, found.sample, *found.notes, *(line.among for line in found.lines))).lower()
    assert not any(word in text for word in JUDGING)
    assert words_for(language).gettext("self-selected").lower() in text


def test_what_whoever_built_the_norms_says_is_printed_and_is_no_markup() -> None:
    norms = dutch_and_german(300)
    told = replace(norms, file=norms.file.model_copy(update={"sample": "<b>Fairs</b> & clubs"}))
    html = render_html(report(told))
    assert "&lt;b&gt;Fairs&lt;/b&gt; &amp; clubs" in html


def test_margins_of_a_group_without_ranks_are_explained_with_the_group_and_its_digest() -> None:
    norms = reference(people(99))
    content = report(norms)
    assert content.norms is None
    assert "its margin comes from a group" in paragraphs(content)
    assert "tends to be too wide" in paragraphs(content)
    assert "99 assessments" in paragraphs(content)
    assert norms.digest in [detail.value for detail in content.reading.details]


def test_only_of_scores_whose_statements_make_them_up_it_is_said_that_these_need_not_go_together() -> None:
    norms, told = dutch_and_german(300), {}
    for kind in ("formative", "reflective"):
        instrument = questionnaire().model_copy(update={"research": Research(scores_are=kind)})
        found = score(instrument, case("x", dict(ANSWERS)).assessment, reference=norms)
        told[kind] = paragraphs(
            build_report(
                instrument, found, recommend(instrument, found), language="en", digest=digest(instrument), day=DAY
            )
        )
    assert "need not go together" in told["formative"]
    assert "need not go together" not in told["reflective"]
    assert "tends to be too wide" not in told["reflective"]
    assert all("a mood colours all answers" in each for each in told.values())


def test_a_change_says_which_margins_are_those_of_a_group() -> None:
    norms = dutch_and_german(300)
    gaps = report(norms, previous=result(norms, A=1, D=None)).trend
    assert gaps is not None
    assert gaps.foot.endswith("The margins of a group are used for: One.")
    alone = report(None, previous=result(None, A=1)).trend
    assert alone is not None
    assert "group" not in alone.foot


def test_many_countries_are_named_up_to_five_and_then_others() -> None:
    codes = ("NL", "DE", "BE", "FR", "PL", "CH")
    cases = [each for at, code in enumerate(codes) for each in people(60 - at, start=100 * at, country=code)]
    found = report(reference(cases)).norms
    assert found is not None
    assert "Netherlands, Germany, Belgium, France, Poland and others" in found.sample


def test_only_without_norms_the_limits_say_that_nobody_is_compared() -> None:
    limits = {"limits": ("One view at one moment.",), "title": "Report"}
    told = []
    for norms in (None, dutch_and_german(300)):
        found = result(norms)
        instrument = questionnaire().model_copy(update={"report": ReportSpec.model_validate(limits)})
        content = build_report(
            instrument, found, recommend(instrument, found), language="en", digest=digest(instrument), day=DAY
        )
        told.append("not compared with those of others" in paragraphs(content))
    assert told == [True, False]
