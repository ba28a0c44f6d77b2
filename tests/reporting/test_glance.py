from typing import Any

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
