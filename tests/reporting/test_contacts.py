from datetime import date
from typing import Any

import pytest

from rely.model.instrument import Instrument
from rely.reporting.contacts import ContactLine, Contacts, build_contacts
from tests.reporting.garden import SOURCE, changed, material

PLAN: dict[str, Any] = {
    "months": 3,
    "intro": "Move them as you like.",
    "sides": [{"side": "sun", "norm": "rain", "months": 6}, {"side": "shade", "norm": "rain", "months": 2}],
    "closing": [{"id": "again", "text": "Water {subject} again."}],
}
ABOUT = {"prune": "Prune together.", "feed_shade": "Feed together.", "talk": "Talk together."}


def with_contacts(**parts: Any) -> Instrument:
    guidelines = [
        {**each, "contact": ABOUT[each["id"]]} if each["id"] in ABOUT else each for each in SOURCE["guidelines"]
    ]
    figure = {"fit": "wet", "happened": [], "meaning": []}
    rhythm = {"title": "Water", "figures": [figure], "contacts": {**PLAN, **parts}}
    return changed(guidelines=guidelines, report={**SOURCE["report"], "rhythm": rhythm})


def contacts(changes: Any = None, *, language: str = "en", **parts: Any) -> Contacts:
    built = build_contacts(material(changes, instrument=with_contacts(**parts), language=language))
    assert built is not None
    return built


def test_each_month_has_a_sign_under_its_sides_and_says_what_it_is_about_and_why() -> None:
    built = contacts()
    assert built.side_heads == ("Sun", "Shade")
    assert built.lines == (
        ContactLine("Apr 2026", ("", "□"), "Shade", "Feed together.", "B", "garden book", "Action 1"),
        ContactLine("May 2026", ("●", "□"), "Sun + Shade", "Prune together.", "B", "garden book", "Action 2"),
        ContactLine(
            "Jun 2026", ("", "□"), "Shade", "Ask how things are going, and what has changed.", "", "", ""
        ),
    )  # fmt: skip


def test_a_guideline_that_is_no_action_names_its_row() -> None:
    lines = contacts({"R1": 5, "R3": 5, "water": 60}).lines
    assert [(line.about, line.because) for line in lines] == [
        ("Prune together.", "Roses"),
        ("Talk together.", "Herbs"),
        ("Feed together.", "Roses"),
    ]


@pytest.mark.parametrize(
    ("months", "heading"), [(1, "A suggestion for the coming month"), (2, "A suggestion for the coming 2 months")]
)
def test_the_heading_says_how_far_ahead_the_list_looks(months: int, heading: str) -> None:
    assert contacts(months=months).heading == heading


def test_the_closing_sentence_is_filled_in() -> None:
    assert contacts().closing == "Water Eden again."


def test_the_months_are_those_after_the_day_of_the_report_in_the_readers_language() -> None:
    assert [line.month for line in contacts(language="de", months=2).lines] == ["Apr. 2026", "Mai 2026"]
    assert date(2026, 3, 3) == material().day


def test_without_a_contact_plan_or_a_norm_there_is_no_list() -> None:
    assert build_contacts(material()) is None
    elsewhere = [{**SOURCE["norms"][0], "profile": "NO"}]
    instrument = with_contacts().model_copy(update={"norms": changed(norms=elsewhere).norms})
    assert build_contacts(material({"where": "KE"}, instrument=instrument)) is None
