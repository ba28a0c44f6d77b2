"""Prove that an action can be taken on, changed, called done and left, and that all documents follow."""

import io
import json
import uuid
from dataclasses import replace
from datetime import date
from pathlib import Path

import icalendar
import pypdf
import pytest

from rely import paths
from rely.guidelines.taken import Taken
from rely.loading.catalogue import load_canonical, load_instrument
from rely.services.answers import Arrived, save_answers
from rely.services.assessments import NotFound, OpenAssessment, finish_assessment, get_assessment
from rely.services.examples import fill_examples
from rely.services.results import build_html, build_ics, build_pdf, build_result
from rely.services.site import Site
from rely.services.taken_actions import Refusal, leave, mark_done, take_on, taken_of
from rely.storage.database import Database
from rely.storage.taken_actions import write_taken_action
from tests.sites import clock_of, make_site

TODAY = date(2026, 11, 21)
"""The day on which the clock of a test site stands still."""


@pytest.fixture
def demo(database: Database) -> Site:
    return make_site(database, load_instrument("relationship-check"))


@pytest.fixture
def opened(demo: Site) -> OpenAssessment:
    return get_assessment(demo, fill_examples(demo)[0].id)


def planned(site: Site, opened: OpenAssessment) -> list[str]:
    actions = build_result(site, opened, language="en").actions
    assert actions is not None
    return [each.guideline for each in actions.actions]


def test_what_is_taken_on_is_changed_done_and_left(demo: Site, opened: OpenAssessment) -> None:
    first, second, *_ = planned(demo, opened)
    assert take_on(demo, opened, first, owner=" Anna ", due="2026-12-03") is None
    assert take_on(demo, opened, second, owner="Bo", due="") is None
    assert taken_of(demo, opened) == {first: Taken("Anna", date(2026, 12, 3)), second: Taken("Bo")}
    mark_done(demo, opened, first, is_done=True)
    assert take_on(demo, opened, first, owner="Cor", due="2026-12-04") is None
    assert taken_of(demo, opened)[first] == Taken("Cor", date(2026, 12, 4), True)
    mark_done(demo, opened, first, is_done=False)
    assert not taken_of(demo, opened)[first].is_done
    leave(demo, opened, first)
    leave(demo, opened, first)
    mark_done(demo, opened, first, is_done=True)
    assert taken_of(demo, opened) == {second: Taken("Bo")}


@pytest.mark.parametrize(
    ("owner", "due", "refusal"),
    [
        ("", "", Refusal("no-owner", None)),
        ("x" * 81, "2026-11-20", Refusal("too-long", "past-date")),
        ("\u202eannA", "soon", Refusal("control-character", "not-a-date")),
    ],
)
def test_what_does_not_fit_is_told_and_not_stored(
    demo: Site, opened: OpenAssessment, owner: str, due: str, refusal: Refusal
) -> None:
    first = planned(demo, opened)[0]
    assert take_on(demo, opened, first, owner=owner, due=due) == refusal
    assert taken_of(demo, opened) == {}


def test_a_day_that_has_passed_since_it_was_chosen_may_stay(demo: Site, opened: OpenAssessment) -> None:
    first = planned(demo, opened)[0]
    take_on(demo, opened, first, owner="Anna", due=TODAY.isoformat())
    clock_of(demo).move(days=3)
    assert take_on(demo, opened, first, owner="Bo", due=TODAY.isoformat()) is None
    assert take_on(demo, opened, first, owner="Bo", due="2026-11-22") == Refusal(None, "past-date")


def test_what_nobody_advises_or_is_gone_is_not_found(demo: Site, opened: OpenAssessment) -> None:
    first = planned(demo, opened)[0]
    for unknown in ("nobody", "", "x" * 70, "prune\x00"):
        with pytest.raises(NotFound):
            take_on(demo, opened, unknown, owner="Anna", due="")
    clock_of(demo).move(days=4000)
    for wish in (
        lambda: take_on(demo, opened, first, owner="Anna", due=""),
        lambda: leave(demo, opened, first),
        lambda: mark_done(demo, opened, first, is_done=True),
    ):
        with pytest.raises(NotFound):
            wish()


def test_owner_and_day_stand_in_the_pdf_the_page_to_keep_and_the_calendar(demo: Site, opened: OpenAssessment) -> None:
    first = planned(demo, opened)[0]
    take_on(demo, opened, first, owner="Anna de Vries", due="2026-12-03")
    pdf = pypdf.PdfReader(io.BytesIO(build_pdf(demo, opened, language="en").body))
    assert "Thu 3 Dec Who: Anna de Vries" in " ".join(pdf.pages[0].extract_text().split())
    carried = json.loads(pdf.attachments["rely.json"][0])
    assert carried["taken"] == {first: {"owner": "Anna de Vries", "due": "2026-12-03", "done": False}}
    assert "Who: Anna de Vries" in build_html(demo, opened, language="en").body.decode()
    entries = icalendar.Calendar.from_ical(build_ics(demo, opened, language="en").body).walk("VEVENT")
    (mine,) = [each for each in entries if "Who: Anna de Vries" in str(each["DESCRIPTION"])]
    assert mine.decoded("DTSTART") == date(2026, 12, 3)


def test_it_stays_taken_on_when_the_answers_change_and_is_told_as_advised_no_more(
    demo: Site, opened: OpenAssessment
) -> None:
    first = planned(demo, opened)[0]
    take_on(demo, opened, first, owner="Anna", due="")
    scored = {name: Arrived(5) for name, item in opened.instrument.items.items() if item.facets and not item.reverse}
    save_answers(demo, opened, {name: each for name, each in scored.items() if name in opened.answers})
    finish_assessment(demo, opened.id)
    actions = build_result(demo, get_assessment(demo, opened.id), language="en").actions
    assert actions is not None
    assert first not in [each.guideline for each in actions.actions]
    assert [(each.guideline, each.taken.who) for each in actions.earlier] == [(first, "Anna")]


def test_a_stored_guideline_that_the_instrument_does_not_know_is_left_out(demo: Site, opened: OpenAssessment) -> None:
    with demo.database.writing() as session:
        write_taken_action(session, opened.id, "gone", Taken("Anna"), at=demo.now())
    assert taken_of(demo, opened) == {}


def test_a_result_of_an_older_version_can_have_actions_taken_on(database: Database) -> None:
    kept: Path = paths.questionnaires_dir() / "relationship-check" / "releases" / "1.0.0.json"
    site = make_site(database, load_canonical(kept.read_text(encoding="utf-8")))
    opened = get_assessment(site, fill_examples(site)[0].id)
    first = planned(site, opened)[0]
    assert take_on(site, opened, first, owner="Anna", due="2026-12-03") is None
    assert build_ics(site, opened, language="en").body.count(b"BEGIN:VEVENT") == 1


def test_of_an_assessment_that_is_stored_nowhere_nothing_was_taken_on(demo: Site, opened: OpenAssessment) -> None:
    nobody = replace(opened, record=replace(opened.record, id=uuid.UUID(int=0)))
    assert taken_of(demo, nobody) == {}
