"""Prove that what somebody took on stands in plan, PDF and calendar, and says so when it is advised no more."""

import io
from dataclasses import replace
from datetime import date

import pypdf
import pytest

from rely.guidelines.taken import Taken
from rely.model.digest import digest
from rely.reporting.actions import build_actions
from rely.reporting.calendar import CalendarContent, EmptyCalendar, build_calendar
from rely.reporting.content import ReportContent, build_report
from rely.reporting.html import render_html
from rely.reporting.pdf import render_pdf
from tests.reporting.garden import ANSWERS, DAY, SOURCE, assessment, changed, garden, material, results

DUE = {**SOURCE["priorities"], "due": {"weekday": "monday", "weeks_apart": 2}}
ANNA = Taken("Anna", date(2026, 3, 20))
PLANNED = ("feed_shade", "prune")


def report_with(taken: dict[str, Taken], *, short: bool = False) -> ReportContent:
    instrument = changed(priorities=DUE)
    result, advice = results(instrument, assessment())
    return build_report(
        instrument, result, advice, language="en", digest=digest(instrument), day=DAY, taken=taken, short=short
    )


def calendar_with(taken: dict[str, Taken]) -> CalendarContent:
    instrument = changed(priorities=DUE)
    result, advice = results(instrument, assessment())
    return build_calendar(instrument, result, advice, language="en", digest=digest(instrument), day=DAY, taken=taken)


def pages(content: ReportContent) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(render_pdf(content))).pages]


def test_the_plan_tells_who_does_it_and_the_chosen_day_instead_of_the_suggested_one() -> None:
    told = replace(material(instrument=changed(priorities=DUE)), taken={"prune": ANNA})
    feed, prune = build_actions(told).actions
    assert (feed.guideline, prune.guideline) == PLANNED
    assert (feed.when, feed.taken) == ("Mon 9 Mar", None)
    assert prune.taken is not None
    assert (prune.when, prune.taken.who, prune.taken.done) == ("Fri 20 Mar", "Anna", "")


def test_without_a_chosen_day_no_suggested_one_is_told_for_it() -> None:
    told = replace(material(instrument=changed(priorities=DUE)), taken={"prune": Taken("Anna", None, True)})
    prune = build_actions(told).actions[1]
    assert prune.taken is not None
    assert (prune.when, prune.taken.done) == ("", "Done")


@pytest.mark.parametrize(
    ("day", "said"),
    [(date(2026, 12, 27), "Sun 27 Dec"), (date(2026, 12, 28), "28 Dec 2026"), (date(2026, 3, 2), "2 Mar 2026")],
)
def test_a_day_that_is_far_away_or_gone_by_is_told_with_its_year(day: date, said: str) -> None:
    prune = build_actions(replace(material(), taken={"prune": Taken("Anna", day)})).actions[1]
    assert prune.when == said


def test_what_is_no_longer_in_the_plan_is_told_with_the_reason() -> None:
    everything = {each.id: ANNA for each in garden().guidelines} | {"gone": ANNA}
    told = replace(material(), taken=everything)
    remarks = {each.guideline: each.remark for each in build_actions(told).earlier}
    assert remarks == {
        "feed_sun": "Your answers no longer ask for this.",
        "cut": "Other advice comes first now; this is no longer in your plan.",
        "talk": "Your answers no longer ask for this.",
        "plant_tree": "Your answers no longer ask for this.",
        "neighbours": "Your answers no longer ask for this.",
    }
    partly = replace(material({"H1": 3}), taken={"cut": ANNA})
    assert build_actions(partly).earlier[0].remark == remarks["cut"]
    winter = replace(material({"R2": None}, given={"season": "winter"}), taken={"feed_sun": ANNA})
    assert build_actions(winter).earlier[0].remark == "This advice no longer applies to this relationship."
    unknown = replace(material({"R2": None}), taken={"feed_sun": ANNA})
    assert build_actions(unknown).earlier[0].remark == "Your answers no longer show whether this is needed."


def test_the_first_page_and_the_plan_print_owner_and_day() -> None:
    printed = pages(report_with({"prune": Taken("Anna de Vries", date(2026, 3, 20), True)}))
    holding = [text for text in printed if "Fri 20 Mar Who: Anna de Vries" in text]
    assert len(holding) == 2
    assert all("Done" in text for text in holding)
    assert holding[0] == printed[0]
    assert "Mon 23 Mar" not in " ".join(printed)


def test_what_was_taken_on_earlier_is_printed_also_when_nothing_is_to_be_done_now() -> None:
    best = {name: 5 for name in ANSWERS if name[0] in "RHP" and name[1:].isdigit()}
    instrument = garden()
    result, advice = results(instrument, assessment({**best, "water": 60}))
    assert advice.actions == ()
    content = build_report(
        instrument, result, advice, language="en", digest=digest(instrument), day=DAY, taken={"prune": ANNA}
    )
    told = " ".join(pages(content))
    assert "Taken on earlier Prune in March. Your answers no longer ask for this. Fri 20 Mar Who: Anna" in told


def test_a_hostile_owner_is_only_text() -> None:
    html = render_html(report_with({"prune": Taken("<script>alert(1)</script> {{ 7*7 }}")}))
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }}" in html


def test_marks_that_turn_the_direction_are_not_printed() -> None:
    prune = build_actions(replace(material(), taken={"prune": Taken("A\u200enna\u00ad")})).actions[1]
    assert prune.taken is not None
    assert prune.taken.who == "Anna"


def test_the_report_says_that_the_pdf_carries_who_took_actions_on_only_when_it_does() -> None:
    def note(taken: dict[str, Taken], *, with_data: bool = True) -> str:
        result, advice = results(garden(), assessment())
        return build_report(
            garden(), result, advice, language="en", digest="", day=DAY, taken=taken, with_data=with_data
        ).reading.data_note

    assert note({"prune": ANNA}).endswith("It also says who took on which action, and until when.")
    assert "took on" not in note({})
    assert "took on" not in note({"prune": ANNA}, with_data=False)


def test_the_entry_of_a_calendar_stands_on_the_chosen_day_under_its_old_uid_and_names_the_owner() -> None:
    before = {entry.summary: entry for entry in calendar_with({}).entries}["Eden: Prune in March."]
    after = {entry.summary: entry for entry in calendar_with({"prune": ANNA}).entries}["Eden: Prune in March."]
    assert (before.day, after.day) == (date(2026, 3, 23), date(2026, 3, 20))
    assert before.uid == after.uid
    assert "Who: Anna" in after.description
    assert "Who:" not in before.description


def test_what_is_done_stays_in_the_calendar_and_is_called_so() -> None:
    entries = calendar_with({"prune": replace(ANNA, is_done=True)}).entries
    assert [entry.summary for entry in entries] == ["Eden: Feed roses in the shade.", "Eden: Done: Prune in March."]


def test_what_was_taken_on_earlier_stands_in_the_calendar_with_its_remark() -> None:
    entry = {each.summary: each for each in calendar_with({"cut": ANNA}).entries}["Eden: Cut herbs before they bloom."]
    assert entry.day == date(2026, 3, 20)
    assert "Who: Anna\nOther advice comes first now" in entry.description


def test_without_any_day_there_is_no_calendar() -> None:
    with pytest.raises(EmptyCalendar):
        calendar_with(dict.fromkeys(PLANNED, Taken("Anna")))
