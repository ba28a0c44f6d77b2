from dataclasses import replace
from typing import Any

import pytest

from rely.model.answers import Code
from rely.reporting.glance import Glance, build_glance
from tests.reporting.garden import SOURCE, changed, material

NO_SHADE: dict[str, Code] = {"R3": "na", "H3": "na"}


def told(glance: Glance) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(row.label, [(line.side, line.score.number) for line in row.lines]) for row in glance.rows]


def test_the_scores_stand_by_row_and_side_and_what_is_not_weighed_stays_out() -> None:
    glance = build_glance(material())
    assert told(glance) == [("Roses", [("Sun", "88"), ("Shade", "38")]), ("Herbs", [("Sun", "25"), ("Shade", "38")])]
    assert [line.sign for line in glance.rows[0].lines] == ["●", "□"]
    assert glance.overall is not None
    assert (glance.overall.label, glance.overall.lines[0].score.number) == ("Whole garden", "46")
    assert glance.warnings == ()


def test_the_vertical_lines_stand_at_the_cut_offs() -> None:
    assert build_glance(material()).cut_offs == (0, 50, 100)
    assert build_glance(material(instrument=changed(bands=[]))).cut_offs == (0, 50, 100)
    thirds = [{"id": f"b{n}", "from": n, "label": "x"} for n in (0, 33, 66)]
    assert build_glance(material(instrument=changed(bands=thirds))).cut_offs == (0, 33, 66, 100)


def test_beside_the_overall_score_a_missing_side_is_told() -> None:
    glance = build_glance(material(NO_SHADE))
    assert glance.warnings == (
        "One-sided: there are too few answers for ‘In the shade’. Read the overall score as one on ‘In the sun’.",
    )
    assert told(glance)[0] == ("Roses", [("Sun", "88"), ("Shade", "")])


def test_where_no_side_of_a_row_has_a_score_the_row_itself_is_shown_with_its_margin() -> None:
    short = {"id": "brief", "label": "Brief look", "items": ["R2", "R3", "H2", "H3"]}
    rule = {"min_answered": 2, "min_coverage": 1, "narrow_below": 0.5}
    instrument = changed(forms=[{**short, "missing_data": rule}])
    roses, _herbs = build_glance(material(instrument=instrument, form="brief")).rows
    whole, sun, shade = roses.lines
    assert (whole.side, whole.sign) == ("", "")
    assert whole.score.margin.startswith("±")
    assert whole.score.dot is not None
    assert [line.score.number for line in (sun, shade)] == ["", ""]
    assert sun.score.verdict.startswith("one answer: ")


def test_answers_that_contradict_each_other_are_told_in_the_words_of_the_instrument() -> None:
    assert build_glance(material({"water": 0, "age": 200})).warnings == ("A pond without water?",)


def without_sides(**parts: Any) -> Any:
    return changed(sides=None, report={**SOURCE["report"], "conclusions": []}, **parts)


def test_without_sides_each_row_has_one_line() -> None:
    glance = build_glance(material(instrument=without_sides()))
    assert told(glance) == [("Roses", [("", "58")]), ("Herbs", [("", "33")]), ("Pond", [("", "")])]


def test_an_instrument_without_facets_shows_its_own_scores() -> None:
    items = [{"id": f"Q{n}", "text": f"Question {n}.", "response_scale": "agree"} for n in (1, 2)]
    plain = changed(
        facets=[], given=[], requirements=[], consistency=[], measures=[], norms=[], priorities=None, guidelines=[],
        sides=None, report=None, profile_fact=None, sections=[{"id": "all", "title": "All", "items": items}],
        scores={"of_items": [{"id": "mood", "label": "Mood", "items": ["Q1", "Q2"]}]},
    )  # fmt: skip
    glance = build_glance(material({"Q1": 5, "Q2": 3}, instrument=plain, given={}))
    assert told(glance) == [("Mood", [("", "75")])]
    assert glance.overall is None


@pytest.mark.parametrize(
    ("cuts", "words"),
    [
        ([0, 12.5, 87.5], ("0", "", "", "100")),
        ([0, 33, 66], ("0", "33", "66", "100")),
        ([0, 40, 45, 60], ("0", "40", "", "60", "100")),
        ([0, 25, 50, 75], ("0", "25", "50", "75", "100")),
    ],
)
def test_a_label_of_the_axis_that_would_run_into_another_is_left_out(cuts: list[float], words: tuple[str, ...]) -> None:
    bands = [{"id": f"b{at}", "from": cut, "label": "x"} for at, cut in enumerate(cuts)]
    glance = build_glance(material(instrument=changed(bands=bands)))
    assert glance.cut_off_words == words
    assert glance.cut_offs == (*cuts, 100)


def test_the_head_of_the_scores_names_a_margin_only_where_one_is_shown() -> None:
    assert build_glance(material()).score_head == "Score ±"
    report = material()
    bare = {name: replace(each, margin=None) for name, each in report.result.scores.items()}
    without = build_glance(replace(report, result=replace(report.result, scores=bare)))
    assert (without.score_head, without.has_margins) == ("Score", False)


def test_without_any_score_the_head_of_the_column_stays() -> None:
    report = material()
    empty = {name: replace(each, score=None, margin=None) for name, each in report.result.scores.items()}
    assert build_glance(replace(report, result=replace(report.result, scores=empty))).score_head == "Score ±"
