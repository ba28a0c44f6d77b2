from datetime import date, timedelta
from typing import Any

import pytest

from rely.guidelines.recommend import recommend
from rely.languages import words_for
from rely.model.answers import Assessment, Code
from rely.model.instrument import Instrument
from rely.reporting.content import build_report
from rely.reporting.html import render_html
from rely.reporting.material import Material
from rely.reporting.trend import Figure, Line, Trend, build_trend
from rely.scoring.score import score
from tests.instruments import relationship_check
from tests.report_cases import INITIAL
from tests.reporting.garden import DAY, SOURCE, assessment, changed, garden, item, material, results

THEN = DAY - timedelta(days=200)
ROSES_UP: dict[str, Code] = {"R1": 5, "R2": 5, "R3": 5}
ROSES_DOWN: dict[str, Code] = {"R1": 1, "R2": 1, "R3": 1}


def trend(
    before: dict[str, Code] | None = None,
    now: dict[str, Code] | None = None,
    *,
    day: date | None = THEN,
    language: str = "en",
    instrument: Instrument | None = None,
    given: tuple[str, str] = ("spring", "spring"),
    **earlier: Any,
) -> Trend:
    used = instrument or garden()
    previous = assessment(before, date=day, **{"given": {"season": given[0]}, **earlier})
    report = material(now, instrument=used, language=language, given={"season": given[1]})
    return build_trend(report, results(used, previous)[0])


def line(found: Trend, label: str) -> Line:
    return next(each for each in found.lines if each.label == label)


def test_each_score_is_shown_then_and_now_with_its_change_and_the_margin_of_that() -> None:
    roses = line(trend(ROSES_DOWN, ROSES_UP), "Roses")
    assert (roses.before, roses.now) == (Figure("0", "±\u202f4"), Figure("100", "±\u202f4"))
    assert roses.change == Figure("+100", "±\u202f12")
    assert (roses.verdict, roses.counts) == ("higher, beyond the margin", True)
    assert roses.picture is not None
    assert (roses.picture.before.score, roses.picture.before.low) == (0, 0)
    assert roses.picture.now.low == pytest.approx(100 - 25 / 6)
    assert roses.picture.title == "Roses: then 0, now 100 out of 100; change +100, margin ±\u202f12"


def test_a_fall_has_a_minus_and_no_difference_no_sign() -> None:
    found = trend(ROSES_UP, ROSES_DOWN)
    assert line(found, "Roses").change.number == "\u2212100"
    assert line(found, "Roses").verdict == "lower, beyond the margin"
    herbs = line(found, "Herbs")
    assert (herbs.change.number, herbs.verdict, herbs.counts) == ("0", "within the margin", False)


def test_a_change_that_looks_as_large_as_its_margin_gets_a_decimal() -> None:
    plain = line(trend({"R1": 3, "R2": 3, "R3": 3}, {"R1": 3, "R2": 4, "R3": 3}), "Roses")
    assert plain.change == Figure("+8", "±\u202f18")
    close = line(trend({"R1": 1, "R2": 1, "R3": 1}, {"R1": 1, "R2": 4, "R3": 4}), "Roses")
    assert (close.change, close.counts) == (Figure("+50.0", "±\u202f49.7"), True)


def test_the_conclusion_counts_what_changed_beyond_its_margin() -> None:
    assert trend(ROSES_DOWN, ROSES_UP).lead == (
        "4 scores are higher than then, beyond their margin. The other differences lie within the margin."
    )
    both = trend({**ROSES_DOWN, "H1": 5, "H2": 5, "H3": 5}, {**ROSES_UP, "H1": 1, "H2": 1, "H3": 1})
    assert both.lead == (
        "3 scores are higher than then, beyond their margin. 3 scores are lower than then, beyond their margin. "
        "The other differences lie within the margin."
    )
    assert trend().lead == "The differences lie within the margin. After a short time, that is what one expects."


def test_a_score_that_is_not_shown_is_not_counted() -> None:
    check = relationship_check()
    low: dict[str, Code] = {name: 5 if check.items[name].reverse else 1 for name in INITIAL if check.items[name].facets}
    now, before = (score(check, Assessment(answers=answers)) for answers in (INITIAL, {**INITIAL, **low}))
    found = build_trend(Material(check, now, recommend(check, now), words_for("en"), "sha256:0", DAY), before)
    shown = [each.label for each in found.lines if each.counts]
    assert len(shown) == 13
    assert found.lead.startswith("13 scores are higher")


def test_when_every_score_changed_no_others_are_spoken_of() -> None:
    only = changed(scores={"by_facet": [{"facet": "bed"}]}, sides=None)
    everything: dict[str, Code] = {f"{bed}{at}": 1 for bed in "RH" for at in (1, 2, 3)}
    found = trend(everything, dict.fromkeys(everything, 5), instrument=only)
    assert found.lead == "2 scores are higher than then, beyond their margin."


def test_every_score_stands_in_the_table_rows_first_and_the_overall_score_last() -> None:
    found = trend(ROSES_DOWN, ROSES_UP)
    assert [(each.kind, each.label) for each in found.lines] == [
        ("row", "Roses"), ("side", "Sun"), ("side", "Shade"),
        ("row", "Herbs"), ("side", "Sun"), ("side", "Shade"),
        ("row", "Pond"),
        ("total", "Whole garden"),
    ]  # fmt: skip
    named = {**SOURCE["scores"], "of_items": [{"id": "care", "label": "Care", "items": ["R1", "H1"]}]}
    last = trend(ROSES_DOWN, ROSES_UP, instrument=changed(scores=named)).lines[-2:]
    assert [(each.kind, each.label) for each in last] == [("row", "Care"), ("total", "Whole garden")]


def test_a_score_that_is_missing_says_when_instead_of_a_change() -> None:
    found = trend({"H1": None, "H2": None, "H3": None})
    herbs = line(found, "Herbs")
    assert (herbs.picture, herbs.change, herbs.before, herbs.now.number) == (None, Figure("", ""), Figure("", ""), "33")
    assert herbs.verdict == "no score then"
    assert line(found, "Whole garden").verdict == "mean of other scores than then"
    assert [each.label for each in found.lines] == ["Roses", "Sun", "Shade", "Herbs", "Pond", "Whole garden"]


def test_days_that_are_in_order_stand_in_the_heading_and_others_are_told() -> None:
    found = trend()
    assert (found.heading, found.before_head, found.now_head, found.notes) == (
        "What has changed since 15 August 2025", "15 Aug 2025", "3 Mar 2026", ()
    )  # fmt: skip
    undated = trend(day=None)
    assert (undated.heading, undated.before_head, undated.notes) == ("What has changed", "Then", ())
    assert trend(day=DAY).heading == "What has changed"
    same = trend(day=DAY)
    assert (same.before_head, same.now_head) == ("Then", "Now")
    assert same.notes == (
        "Both assessments are of the same day. What differs comes from answers that were given anew, not from time "
        "that has passed.",
    )
    later = trend(day=DAY + timedelta(days=1))
    assert later.heading == "What has changed"
    assert later.notes[0].startswith("The assessment taken as the earlier one is dated 4 March 2026, after this one.")


@pytest.mark.parametrize(("language", "heading"), [
    ("nl", "Wat er is veranderd sinds 15 augustus 2025"), ("de", "Was sich seit dem 15. August 2025 verändert hat")
])  # fmt: skip
def test_it_is_told_in_the_language_of_the_report(language: str, heading: str) -> None:
    assert trend(language=language).heading == heading


def test_another_form_or_perspective_is_told_and_nothing_is_compared() -> None:
    short = changed(forms=[{"id": "short", "label": "Short", "items": ["R1", "R2"]}])
    form = trend({"H1": 5}, instrument=short, form="short")
    assert form.lead.endswith("Scores of different forms are never compared.")
    neighbour = trend({"H1": 5}, perspective="neighbour")
    assert neighbour.lead.endswith("Scores of different perspectives are never compared.")
    assert [(each.lines, each.groups) for each in (form, neighbour)] == [((), ()), ((), ())]


def test_too_few_answers_are_told_and_no_empty_table_is_shown() -> None:
    empty: dict[str, Code] = dict.fromkeys(("R1", "R2", "R3", "H1", "H2", "H3", "P1"))
    assert trend(empty).lead == "The earlier assessment has too few answers for a comparison."
    assert trend(None, empty).lead == "This assessment has too few answers for a comparison."
    assert trend(empty, empty).lead == "There are too few answers for a comparison."
    assert trend(empty).lines == ()


def two_seasons() -> Instrument:
    """The garden with three statements on roses asked in winter too."""
    asked = [item(f"R{at}", "We prune.", "roses", "sun") for at in (1, 2, 3)]
    both = [{**each, "facets": {**each["facets"], "season": ["spring", "winter"]}} for each in asked]
    about, beds = SOURCE["sections"]
    return changed(sections=[about, {**beds, "items": [*both, *beds["items"][3:]]}])


def test_another_phase_is_told_with_the_number_of_statements_that_are_compared() -> None:
    found = trend(ROSES_DOWN, ROSES_UP, instrument=two_seasons(), given=("winter", "spring"))
    assert found.notes == (
        "Season then: Winter. Now: Spring.",
        "The two assessments did not ask the same. The scores here are made from the 3 statements that were asked "
        "both times, so they differ from those in the rest of this report.",
    )
    assert line(found, "Roses").change.number == "+100"
    assert line(found, "Herbs").verdict == "too few statements in common"
    nothing = trend(given=("winter", "spring"))
    assert nothing.lead == "Too few statements were asked both times for a comparison."
    assert nothing.notes == ("Season then: Winter. Now: Spring.",)


def test_guidelines_that_moved_stand_in_two_groups_with_both_statuses_and_no_action_number() -> None:
    found = trend({"R2": 5, "R3": 1}, {"R2": 1, "R3": 4})
    assert [group.heading for group in found.groups] == ["Taken up since then", "No longer in place"]
    (taken,), (fallen,) = (group.moved for group in found.groups)
    assert (taken.text, taken.place) == ("Feed roses in the shade.", "Roses, In the shade")
    assert [(each.kind, each.word) for each in (taken.before, taken.now)] == [("act", "Act"), ("in_place", "In place")]
    assert (fallen.now.kind, fallen.now.word) == ("act", "Act")  # and not the number of an action of the plan
    assert trend().groups == ()


def test_the_page_shows_each_picture_with_its_title_and_escapes_what_was_typed() -> None:
    used = garden()
    now, advice = results(used, assessment({**ROSES_UP, "called": "<b>Eden</b>"}))
    before = results(used, assessment({**ROSES_DOWN, "called": "<i>"}, date=THEN))[0]
    content = build_report(used, now, advice, language="en", digest="sha256:0", day=DAY, previous=before)
    page = render_html(content)
    part = page.partition('id="trend"')[2].partition('id="figures"')[0]
    assert content.trend is not None
    assert all(each.picture is None or f"<title>{each.picture.title}</title>" in part for each in content.trend.lines)
    assert part.count("<svg") == 3 + sum(each.picture is not None for each in content.trend.lines)
    assert "<b>Eden" not in page
    assert build_report(used, now, advice, language="en", digest="sha256:0", day=DAY).trend is None
    short = build_report(used, now, advice, language="en", digest="sha256:0", day=DAY, previous=before, short=True)
    assert short.trend is None
