"""Prove that a calendar holds every date of the report, in words, under UIDs that stay."""

from datetime import date, timedelta
from typing import Any

import pytest

from rely.model.answers import Code
from rely.model.digest import digest
from rely.model.instrument import Instrument
from rely.reporting.calendar import CalendarContent, EmptyCalendar, build_calendar
from tests.guidelines.planning import DAY, ENOUGH, advice_for, planting
from tests.reporting.garden import SOURCE, assessment, results

DUE = {**SOURCE["priorities"], "due": {"weekday": "monday", "weeks_apart": 2}}
GUIDELINES = [
    advice_for("feeding", "shade", triggers={"items": ["R3"]}),
    {
        **advice_for("pruning", "sun", why="Old wood bears no roses.", first_step="Sharpen the shears."),
        "triggers": {"items": ["R1"], "facts": [{"fact": "rain", "norm": "rain"}]},
    },
    advice_for("cutting", "sun", "shade", triggers={"items": ["H1"]}),
]


USUAL: dict[str, Code] = {**ENOUGH, "water": 12, "age": 12, "H1": 3}


def gardening(**parts: Any) -> Instrument:
    """Two actions with due dates; a contact in the sun in two months, both sides in one of them."""
    return planting(sun=2, shade=1, **{"priorities": DUE, "guidelines": GUIDELINES, **parts})


def calendar(
    changes: dict[str, Code] | None = None,
    *,
    instrument: Instrument | None = None,
    language: str = "en",
    day: date = DAY,
    **more: Any,
) -> CalendarContent:
    used = instrument or gardening()
    result, advice = results(used, assessment({**USUAL, **(changes or {})}, **more))
    return build_calendar(used, result, advice, language=language, digest=digest(used), day=day)


def uids(content: CalendarContent) -> list[str]:
    return [entry.uid for entry in content.entries]


def test_actions_stand_on_their_due_dates_and_contacts_on_their_days() -> None:
    assert [(entry.day, entry.summary, entry.category) for entry in calendar().entries] == [
        (date(2026, 11, 23), "Eden: Do feeding.", "Action"),
        (date(2026, 12, 7), "Eden: Do pruning.", "Action"),
        (date(2027, 3, 2), "Eden: Suggested contact (Sun)", "Contact"),
        (date(2027, 6, 1), "Eden: Suggested contact (Shade)", "Contact"),
        (date(2027, 9, 7), "Eden: Suggested contact (Sun)", "Contact"),
    ]


def test_sides_that_share_a_contact_are_both_named() -> None:
    entries = calendar(instrument=planting(sun=1, shade=1)).entries
    assert [entry.summary for entry in entries] == ["Eden: Suggested contact (Sun + Shade)"]


def test_an_action_says_why_the_first_step_its_evidence_and_because_of_which_answers() -> None:
    assert calendar().entries[1].description == (
        "Action 2\n"
        "Why: Old wood bears no roses.\n"
        "First step: Sharpen the shears.\n"
        "Evidence: garden book\n"
        "Your answer:\n"
        "- We prune the roses. Often\n"
        "- Litres per month: 1 (Norm: 2 to 8)\n"
        "From the report of 18 November 2026."
    )


def test_what_an_action_lacks_is_not_mentioned() -> None:
    assert calendar().entries[0].description.splitlines() == [
        "Action 1",
        "Evidence: garden book",
        "Your answer:",
        "- We feed the roses in the shade. Never",
        "From the report of 18 November 2026.",
    ]


def test_a_contact_says_what_it_is_about_and_that_it_is_a_suggestion() -> None:
    suggestion = "This is a suggestion. Choose the day and the way that suit you and your client."
    assert [entry.description for entry in calendar().entries[2:]] == [
        f"Talk about pruning.\nBelongs to: Action 2\nEvidence: garden book\n{suggestion}\n"
        "From the report of 18 November 2026.",
        f"Talk about feeding.\nBelongs to: Action 1\nEvidence: garden book\n{suggestion}\n"
        "From the report of 18 November 2026.",
        f"Talk about cutting.\nBelongs to: Roses\nEvidence: garden book\n{suggestion}\n"
        "From the report of 18 November 2026.",
    ]


def test_a_contact_about_nothing_in_particular_says_what_can_be_asked() -> None:
    (entry, *_) = calendar(instrument=gardening(guidelines=[])).entries
    assert entry.description.splitlines()[:2] == [
        "Ask how things are going, and what has changed.",
        "This is a suggestion. Choose the day and the way that suit you and your client.",
    ]


@pytest.mark.parametrize(
    ("language", "category", "summary", "last"),
    [
        ("nl", "Actie", "Voorstel voor contact (Sun)", "Uit het rapport van 18 november 2026."),
        ("de", "Maßnahme", "Vorschlag für einen Kontakt (Sun)", "Aus dem Bericht vom 18. November 2026."),
    ],
)
def test_its_words_and_dates_are_those_of_the_reader(language: str, category: str, summary: str, last: str) -> None:
    entries = calendar(language=language).entries
    assert entries[0].category == category
    assert entries[2].summary == f"Eden: {summary}"
    assert {entry.description.splitlines()[-1] for entry in entries} == {last}
    assert [entry.day for entry in entries] == [entry.day for entry in calendar().entries]


def test_actions_without_a_date_are_left_out() -> None:
    content = calendar(instrument=gardening(priorities=SOURCE["priorities"]))
    assert [entry.category for entry in content.entries] == ["Contact"] * 3


def test_a_calendar_without_an_entry_is_not_made() -> None:
    with pytest.raises(EmptyCalendar, match="no action has a date and no contact is suggested"):
        calendar(instrument=planting())


def test_a_calendar_is_called_like_the_relationship_and_carries_the_disclaimer() -> None:
    assert (calendar().name, calendar().about) == ("Eden", "This is no gardening course.")
    assert calendar({"called": None}, id="plot 7").name == "plot 7"
    assert calendar({"called": None}).name == "Garden check"
    assert calendar(language="nl").about == "Dit is geen tuincursus."
    assert calendar(instrument=gardening(disclaimer=None)).about == ""


def test_without_a_code_name_and_id_an_entry_names_nobody() -> None:
    assert calendar({"called": None}).entries[0].summary == "Do feeding."


def test_uids_are_the_same_on_another_day_in_another_language_and_after_other_answers() -> None:
    first = calendar()
    assert uids(calendar(day=DAY + timedelta(days=5))) == uids(first)
    assert uids(calendar(language="de")) == uids(first)
    assert uids(calendar({"R1": 3, "P1": None, "where": "KE"}, respondent="Ann")) == uids(first)


def test_a_month_and_an_action_keep_their_uid_also_where_others_come_and_go() -> None:
    monthly = planting(sun=12)
    before, after = (
        {entry.day: entry.uid for entry in calendar(instrument=monthly, day=day).entries}
        for day in (DAY, DAY + timedelta(days=90))
    )
    shared = before.keys() & after.keys()
    assert len(shared) == 9
    assert all(before[day] == after[day] for day in shared)
    turned = calendar({"R1": 1, "R3": 2})
    assert [entry.summary for entry in turned.entries[:2]] == ["Eden: Do pruning.", "Eden: Do feeding."]
    assert uids(turned)[:2] == uids(calendar())[1::-1]


def test_no_two_entries_and_no_two_relationships_share_a_uid() -> None:
    other = gardening(id="other-check")
    calendars = [calendar(), calendar({"called": "Elysium"}), calendar(id="plot 7"), calendar(id="plot 8")]
    calendars += [calendar({"called": None}), calendar({"called": None, "R2": 4}), calendar(instrument=other)]
    every = [uid for content in calendars for uid in uids(content)]
    assert len(every) == len(set(every)) == 7 * 5


def test_an_id_says_which_relationship_it_is_also_when_its_code_name_changes() -> None:
    assert uids(calendar({"called": "Elysium"}, id="plot 7")) == uids(calendar(id="plot 7"))


def test_nothing_can_be_read_from_a_uid() -> None:
    for uid in uids(calendar(id="plot")):
        digits, _, host = uid.partition("@")
        assert len(digits) == 32
        assert set(digits) <= set("0123456789abcdef")
        assert host == "rely.invalid"
