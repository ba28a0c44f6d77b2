"""Prove what a report tells of two views of one relationship, and what it leaves out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from rely.model.answers import Assessment, Code
from rely.model.instrument import Instrument
from rely.reporting.beside import NotComparable, build_beside
from rely.reporting.content import ReportContent, build_report
from rely.reporting.html import render_html
from rely.reporting.net_promoters import Recommended
from rely.reporting.two_views import Meaning, TwoViews, build_two_views
from rely.reporting.view_lines import ViewLine
from tests.instruments import facet, instrument, item, likert
from tests.reporting.garden import DAY, assessment, garden, material, results

STEPS = [{"is": "aligned"}, {"from": 12.5, "is": "noticeable"}, {"from": 25, "is": "large"}]
WORDS = [
    {"code": "aligned", "label": "alike"},
    {"code": "noticeable", "label": "somewhat apart", "text": "Ask about it."},
    {"code": "large", "label": "far apart", "text": "Plan a talk."},
]
RULES: dict[str, Any] = {"facet": "bed", "steps": STEPS, "words": WORDS}
SEASONS = facet("season", "spring", "winter", selects_by="season")
NPS = {"id": "praise", "label": "Praise", "kind": "nps", "of": "LIKELY"}
MINE: dict[str, Code] = {"R1": 5, "R2": 5, "R3": 5, "H1": 3, "H2": 3, "H3": 3, "P1": None}


def mirror(of: str, bed: str) -> dict[str, Any]:
    return item(f"N_{of}", facets={"bed": bed}, mirror_of=f"garden-check@2/{of}")


def neighbours(**parts: Any) -> Instrument:
    """What people over the hedge see: two statements on roses, one on herbs, one on the pond, and two of their own."""
    mirrors = [mirror("R1", "roses"), mirror("R2", "roses"), mirror("H1", "herbs"), mirror("P1", "pond")]
    return instrument(
        **{
            "id": "neighbours",
            "title": "Over the hedge",
            "items": [*mirrors, item("LIKELY", "stars"), item("SAID", "text")],
            "perspectives": [{"id": "neighbour", "label": "the hedge"}],
            "given": [{"id": "season", "label": "Season", "codes": ["spring", "winter"]}],
            "facets": [facet("bed", "roses", "herbs", "pond"), SEASONS],
            "response_scales": [
                likert("five", 5, na=True),
                {"id": "stars", "kind": "rating", "min": 0, "max": 10},
                {"id": "text", "kind": "text"},
            ],
            "measures": [NPS],
            "comparison": RULES,
            **parts,
        }
    )


def views(*theirs: dict[str, Code], own: dict[str, Code] | None = None, **more: Any) -> TwoViews:
    """What the report tells of the answers of one or more neighbours."""
    used = more.pop("instrument", None) or neighbours()
    days, season = more.pop("days", [None] * len(theirs)), more.pop("season", "spring")
    given = [
        Assessment(answers=answers, given={"season": season}, perspective="neighbour", respondent="Bo", date=day)
        for answers, day in zip(theirs, days, strict=True)
    ]
    return build_two_views(material({**MINE, **(own or {})}, **more), build_beside(garden(), used, given))


def line(found: TwoViews, label: str) -> ViewLine:
    return next(each for each in found.lines if each.label == label)


def test_each_value_has_both_means_the_gap_with_its_word_and_the_side_that_is_higher() -> None:
    found = views({"N_R1": 3, "N_R2": 2, "N_H1": 4})
    roses, herbs = line(found, "roses"), line(found, "herbs")
    assert (roses.own, roses.other, roses.gap, roses.verdict) == ("100", "37.5", "+62.5", "far apart")
    assert (roses.direction, roses.basis) == ("higher: Own view", "2 statements, 1 person")
    assert (herbs.own, herbs.other, herbs.gap, herbs.verdict) == ("50", "75", "\u221225", "far apart")
    assert herbs.direction == "higher: The hedge"
    assert roses.picture is not None
    assert (roses.picture.own, roses.picture.other) == (100, 37.5)
    assert roses.picture.title == "roses: Own view 100, The hedge 37.5 out of 100"


def test_what_nobody_answered_on_both_sides_says_so_and_has_no_number() -> None:
    pond = line(views({"N_R1": 3, "N_P1": 5}), "pond")
    assert pond == ViewLine("pond", None, "", "", "", "not answered on both sides", "", "")


def test_without_any_pair_there_is_no_table_and_the_lead_says_why() -> None:
    found = views({"N_R1": "na", "N_P1": 5}, {})
    assert found.lead == "No statement was answered on both sides, so nothing can be compared."
    assert (found.lines, found.notes, found.apart, found.agreement, found.meanings) == ((), (), (), "", ())


def test_several_people_are_averaged_by_statement_and_their_number_is_told() -> None:
    found = views({"N_R1": 1, "N_R2": 5}, {"N_R1": 5}, {"N_R1": 5})
    roses = line(found, "roses")
    assert (roses.other, roses.basis) == ("83.3", "2 statements, 1 to 3 people")
    assert "those of 3 people to ‘Over the hedge’ (neighbours 1.0.0)" in found.intro


def test_the_lead_names_all_that_lie_furthest_apart_or_that_all_lie_close() -> None:
    one = views({"N_R1": 3, "N_H1": 4})
    assert one.lead == "The two views lie furthest apart here: roses. The gap is 50 points."
    two = views({"N_R1": 4, "N_H1": 4})
    assert two.lead == "The two views lie furthest apart here: roses and herbs. The gap is 25 points."
    close = views({"N_R1": 5, "N_H1": 3})
    assert close.lead == "Wherever both sides answered, the two views lie close together on average."


def test_words_that_occur_are_explained_once_and_others_not() -> None:
    assert views({"N_R1": 3, "N_H1": 5}).meanings == (Meaning("far apart", "Plan a talk."),)
    assert views({"N_R1": 5}).meanings == ()


def test_a_gap_is_told_as_the_opening_of_a_talk_and_never_tested() -> None:
    found = views({"N_R1": 3})
    assert found.notes[-1].startswith("A gap opens a talk and is no error")
    for named in ("Cronbach & Furby 1970", "Vosgerau, Anderson & Ross 2008", "no test of significance"):
        assert named in found.foot


def test_the_statements_to_talk_about_are_the_largest_gaps_in_the_words_of_the_own_questionnaire() -> None:
    found = views({"N_R1": 4, "N_R2": 1, "N_H1": 3})
    assert [(each.text, each.own, each.other, each.people) for each in found.apart] == [
        ("We feed the roses in the sun.", "100", "0", "1"),
        ("We prune the roses.", "100", "75", "1"),
    ]
    four = views({"N_R1": 1, "N_R2": 1, "N_H1": 1, "N_P1": 1}, own={"P1": 5})
    assert len(four.apart) == 3


def test_a_statement_that_counts_the_other_way_round_says_so() -> None:
    sections = [each.model_copy() for each in garden().sections]
    items = tuple(each.model_copy(update={"reverse": each.id == "R1"}) for each in sections[1].items)
    own = garden().model_copy(update={"sections": (sections[0], sections[1].model_copy(update={"items": items}))})
    own = Instrument.model_validate(own.model_dump(by_alias=True, exclude_unset=True))
    beside = build_beside(own, neighbours(), [Assessment(answers={"N_R1": 5, "N_R2": 1}, perspective="neighbour")])
    texts = [each.text for each in build_two_views(material(MINE, instrument=own), beside).apart]
    assert texts == [
        "We prune the roses (counted the other way round)",
        "We feed the roses in the sun.",
    ]


def agreeing(below: float) -> Instrument:
    return neighbours(comparison={**RULES, "agreement_below": below})


def test_agreement_is_told_only_where_it_is_judged_and_says_on_which_side_of_the_edge_it_lies() -> None:
    theirs: dict[str, Code] = {"N_R1": 5, "N_R2": 3}
    assert views(theirs).agreement == ""
    below, enough = (views(theirs, instrument=agreeing(edge)).agreement for edge in (75.5, 75))
    assert below == "Agreement: 75 out of 100 (statements: 2). That is below 75.5: talk about the differences."
    assert enough.endswith("Below 75 it is time to talk about the differences.")


def test_an_agreement_that_would_print_like_the_edge_it_misses_gets_more_decimals() -> None:
    found = views({"N_R1": 5}, {"N_R1": 5}, {"N_R1": 4}, instrument=agreeing(91.7))
    assert "Agreement: 91.667 out of 100" in found.agreement


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ((DAY, DAY), "They are of 3 March 2026."),
        ((DAY, DAY - timedelta(days=1)), "They are from 2 March 2026 to 3 March 2026."),
        ((DAY, None), "‘Over the hedge’ (neighbours 1.0.0). Names and"),
    ],
)
def test_it_is_said_from_when_the_answers_are_when_that_is_known(days: tuple[date | None, ...], told: str) -> None:
    assert told in views({"N_R1": 3}, {"N_R1": 4}, days=days).intro


def test_another_season_on_the_other_side_is_told() -> None:
    assert len(views({"N_R1": 3}).notes) == 1
    assert views({"N_R1": 3}, season="winter").notes[0].startswith("Season in your answers: Spring; in theirs: Winter.")


def test_heading_intro_and_limits_are_those_of_the_questionnaire_where_it_has_them() -> None:
    assert views({"N_R1": 3}).heading == "Two views of this relationship: The hedge"
    rules = {**RULES, "title": "Over the hedge", "intro": "They looked.", "limits": ["A hedge is high."]}
    found = views({"N_R1": 3}, instrument=neighbours(comparison=rules))
    assert (found.heading, found.limits) == ("Over the hedge", ("A hedge is high.",))
    assert found.intro.startswith("They looked. Beside your answers")


def praise(*stars: int | None) -> Recommended:
    (found,) = views(*({"N_R1": 3} if each is None else {"LIKELY": each} for each in stars)).recommended
    return found


def test_one_recommendation_is_an_answer_and_no_score() -> None:
    assert praise(7, None) == Recommended("Praise", "7 out of 10 (passive)", "One answer is an answer and no score.")
    assert praise(None).told == "Nobody answered this."


def test_fewer_than_five_recommendations_are_counts_only() -> None:
    found = praise(10, 9, 8, 0)
    assert found.told == "promoter (2), passive (1), detractor (1)"
    assert found.note == "With fewer than 5 answers only the counts are told."


def test_from_five_on_there_is_a_net_score_with_its_interval_and_a_word_of_caution() -> None:
    seed = praise(*[9] * 5, *[7] * 11, *[6] * 4)
    assert seed.told.startswith("+5, with 95 % confidence from \u221223 to +32; 20 answers: promoter (5), passive (11)")
    assert "disputed (Keiningham et al. 2007)" in seed.note
    assert praise(*[7] * 5).told.startswith("0, with")
    assert praise(*[0] * 5).told.startswith("\u2212100, with 95 % confidence from \u2212100 to")


def test_a_group_is_called_as_the_questionnaire_calls_it() -> None:
    measure = {**NPS, "words": [{"code": "promoter", "label": "a fan"}]}
    (found,) = views({"LIKELY": 10}, instrument=neighbours(measures=[measure])).recommended
    assert found.told == "10 out of 10 (a fan)"


def content(used: Instrument, *theirs: Assessment, **more: Any) -> ReportContent:
    now, advice = results(garden(), assessment(MINE))
    beside = [build_beside(garden(), used, theirs)]
    return build_report(
        garden(), now, advice, language="en", digest="sha256:0", day=DAY, beside=beside, **more
    )  # fmt: skip


def theirs(**parts: Any) -> Assessment:
    answers: dict[str, Code] = {"N_R1": 2, "LIKELY": 4, "SAID": "Their <b>own</b> words"}
    return Assessment(
        **{"answers": answers, "perspective": "neighbour", "respondent": "Bo Hedge", "id": "row-of-bo", **parts}
    )


def test_names_and_own_words_are_neither_printed_nor_carried_and_the_report_says_what_is() -> None:
    named = neighbours(report={"title": "What they see", "subject": "SAID"})  # whose answer a report of theirs carries
    found = content(named, theirs(date=DAY), with_data=True)
    page = render_html(found)
    assert 'class="block views"' in page
    assert found.data is not None
    for secret in ("Bo Hedge", "row-of-bo", "Their <b>", "Their &lt;b"):
        assert secret not in str(found.data)
        assert secret not in page
    (carried,) = found.data["beside"]
    assert carried["instrument"]["id"] == "neighbours"
    assert [each["answers"] for each in carried["respondents"]] == [{"N_R1": 2, "LIKELY": 4}]
    assert "It also carries the answers of those whose view stands beside yours" in found.reading.data_note
    assert "stands beside" not in content(neighbours(), theirs()).reading.data_note


def test_the_short_report_shows_no_second_view() -> None:
    assert content(neighbours(), theirs(), short=True).two_views == ()


def test_texts_of_others_cannot_become_markup() -> None:
    used = neighbours(title="<i>hedge</i>", comparison={**RULES, "limits": ["<script>"]})
    page = render_html(content(used, theirs()))
    assert "<i>hedge" not in page
    assert "<script>" not in page


@pytest.mark.parametrize(
    ("used", "given", "why"),
    [
        (neighbours(comparison=None), [theirs()], "does not say how it is compared"),
        (neighbours(items=[item("X", facets={"bed": "pond"})], measures=[]), [theirs(answers={})], "no statement that"),
        (neighbours(), [], "there are none"),
        (neighbours(), [theirs()] * 201, "201 people are more than answer about one relationship"),
        (neighbours(), [theirs(), theirs(perspective="self")], "these are of neighbour, self"),
        (neighbours(), [theirs(perspective="self")], "both sides have the perspective 'self'"),
    ],
)
def test_what_cannot_stand_beside_the_own_answers_is_refused_with_why(
    used: Instrument, given: list[Assessment], why: str
) -> None:
    with pytest.raises(NotComparable, match=why):
        content(used, *given)


@pytest.mark.parametrize(("language", "heading"), [("nl", "Twee blikken op"), ("de", "Zwei Sichten auf")])
def test_it_is_told_in_the_language_of_the_report(language: str, heading: str) -> None:
    found = views({"N_R1": 3}, language=language)
    assert heading in found.heading
    assert "Cronbach & Furby 1970" in found.foot
