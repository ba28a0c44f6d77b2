import threading
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from rely.model.answers import Code
from rely.services.answers import Arrived, Conflict, Saved, Verdict, judge, save_answers, time_of
from rely.services.assessments import OpenAssessment, finish_assessment, get_assessment, start_assessment
from rely.services.site import Site
from rely.storage import assessments as rows
from rely.storage.assessments import AnswerRecord
from tests.sites import NOON, clock_of


@pytest.fixture
def opened(site: Site) -> OpenAssessment:
    return get_assessment(site, start_assessment(site, "small", language="en").id)


def save(site: Site, opened: OpenAssessment, **values: object) -> Saved:
    return save_answers(site, opened, {item: Arrived(value) for item, value in values.items()})


def answers(site: Site, opened: OpenAssessment) -> dict[str, object]:
    return dict(get_assessment(site, opened.id).answers)


def test_every_kind_of_answer_is_stored_as_its_code(site: Site, opened: OpenAssessment) -> None:
    values: dict[str, object] = {
        "data": "Tulp",
        "where": "NA",
        "plants": 12,
        "acres": 2.5,
        "sown": "yes",
        "since": "2026-03-01",
        "errors": ["rake", "spade"],
        "notes": "one\ntwo",
        "S1": 5,
        "S2": "na",
        "L1": 0,
    }
    assert save(site, opened, **values).problems == ()
    assert answers(site, opened) == values | {"errors": ("spade", "rake")}


@pytest.mark.parametrize(
    ("item", "value", "kind"),
    [
        ("S1", 6, "unknown-code"),
        ("S1", "5", "unknown-code"),
        ("S1", 3.0, "unknown-code"),
        ("S1", True, "unknown-code"),
        ("S1", "na", "na-not-allowed"),
        ("S2", "dk", "dk-not-allowed"),
        ("plants", "many", "not-a-number"),
        ("plants", 2.5, "not-whole"),
        ("plants", 1001, "out-of-range"),
        ("plants", float("inf"), "not-a-number"),
        ("sown", "maybe", "unknown-code"),
        ("where", "XX", "unknown-country"),
        ("since", "2026-02-30", "not-a-date"),
        ("errors", "spade", "not-a-list"),
        ("errors", ["spade", "scythe"], "unknown-code"),
        ("data", "x" * 21, "too-long"),
        ("data", "a\x00b", "control-character"),
        ("nothing", 1, "unknown-item"),
    ],
)
def test_what_the_instrument_does_not_allow_is_told_and_takes_nothing_stored_away(
    site: Site, opened: OpenAssessment, item: str, value: object, kind: str
) -> None:
    before = {"S1": 2, "S2": 3, "plants": 7, "sown": "no", "where": "DE", "since": "2026-01-01", "data": "Tulp"}
    save(site, opened, **before)
    saved = save(site, opened, **{item: value, "acres": 3})
    assert [(problem.item, problem.kind) for problem in saved.problems] == [(item, kind)]
    assert saved.changed == ("acres",)
    assert answers(site, opened) == before | {"acres": 3}


def test_the_same_page_sent_twice_is_stored_once(site: Site, opened: OpenAssessment) -> None:
    assert save(site, opened, S1=4, data="Tulp").changed == ("S1", "data")
    assert save(site, opened, S1=4, data="Tulp").changed == ()
    assert get_assessment(site, opened.id).revision("S1") == 1


def test_an_emptied_box_clears_the_answer_that_the_page_had_shown(site: Site, opened: OpenAssessment) -> None:
    save(site, opened, data="Tulp")
    save_answers(site, opened, {"data": Arrived(None, seen=1)})
    assert answers(site, opened) == {}
    assert get_assessment(site, opened.id).revision("data") == 2


def test_an_empty_box_of_a_page_from_before_the_answer_takes_nothing_away(site: Site, opened: OpenAssessment) -> None:
    save(site, opened, data="Tulp")
    page = {"data": Arrived(None, seen=0, is_touched=False)}
    assert save_answers(site, opened, page).changed == ()
    assert answers(site, opened) == {"data": "Tulp"}


def test_who_has_weighed_what_is_stored_clears_it_whatever_it_is(site: Site, opened: OpenAssessment) -> None:
    save(site, opened, S1=4)
    assert save_answers(site, opened, {"S1": Arrived(None)}).changed == ("S1",)
    assert answers(site, opened) == {}
    assert save_answers(site, opened, {"S1": Arrived(None)}).changed == ()


def test_an_empty_answer_that_was_never_given_leaves_no_trace(site: Site, opened: OpenAssessment) -> None:
    assert save(site, opened, data=None, errors=None).changed == ()
    assert get_assessment(site, opened.id).records == {}


def test_saving_takes_the_same_number_of_statements_for_one_answer_and_for_many(
    site: Site, opened: OpenAssessment
) -> None:
    counted: list[str] = []
    event.listen(
        site.database.engine, "before_cursor_execute", lambda _c, _cur, statement, *_: counted.append(statement)
    )
    save(site, opened, S1=1)
    for_one = len(counted)
    counted.clear()
    save(site, opened, S1=2, S2=2, data="Tulp", plants=3, acres=2, sown="no", where="DE")
    assert len(counted) == for_one


SECOND = timedelta(seconds=1)
HERE = AnswerRecord(3, 2, NOON)


@pytest.mark.parametrize(
    ("stored", "code", "seen", "later_by", "verdict"),
    [
        (None, 4, 0, 0, Verdict.STORED),
        (None, None, 0, 0, Verdict.SAME),
        (None, 4, 7, -5, Verdict.STORED),
        (HERE, 4, 2, -5, Verdict.STORED),
        (HERE, None, 2, -5, Verdict.STORED),
        (HERE, 3, 0, -5, Verdict.SAME),
        (HERE, 3.0, 0, 5, Verdict.SAME),
        (HERE, 4, 1, 5, Verdict.WON),
        (HERE, 4, 1, -5, Verdict.LOST),
        (HERE, 4, 1, 0, Verdict.LOST),
        (HERE, 4, 3, -5, Verdict.LOST),
        (HERE, None, 0, 5, Verdict.WON),
        (HERE, None, 0, -5, Verdict.LOST),
        (AnswerRecord(None, 2, NOON), 4, 1, -5, Verdict.LOST),
        (AnswerRecord(None, 2, NOON), None, 0, 5, Verdict.SAME),
        (AnswerRecord(("rake", "hoe"), 2, NOON), ("rake", "hoe"), 0, 5, Verdict.SAME),
    ],
)
def test_what_the_page_showed_is_replaced_and_else_the_later_answer_wins(
    stored: AnswerRecord | None, code: Code, seen: int, later_by: int, verdict: Verdict
) -> None:
    assert judge(stored, code, Arrived(code, seen=seen), at=NOON + later_by * SECOND) is verdict


def test_a_box_that_still_holds_what_the_page_put_there_never_goes_over_a_newer_answer() -> None:
    untouched = Arrived(4, seen=1, is_touched=False)
    assert judge(HERE, 4, untouched, at=NOON + SECOND) is Verdict.UNTOUCHED
    assert judge(HERE, 4, replace(untouched, seen=2), at=NOON + SECOND) is Verdict.STORED


@pytest.mark.parametrize(
    ("at", "believed"),
    [
        (None, NOON),
        (NOON - 30 * SECOND, NOON - 30 * SECOND),
        (NOON + SECOND, NOON),
        (NOON + timedelta(days=40000), NOON),
        (NOON - timedelta(days=2), NOON - timedelta(days=1)),
    ],
    ids=["not told", "told", "clock ahead", "hostile", "clock behind"],
)
def test_a_time_of_answering_is_believed_between_the_start_and_now(at: datetime | None, believed: datetime) -> None:
    assert time_of(Arrived(4, at=at), started=NOON - timedelta(days=1), now=NOON) == believed


def test_the_time_of_answering_is_stored_and_the_time_of_arrival_keeps_the_draft(
    site: Site, opened: OpenAssessment
) -> None:
    clock_of(site).move(minutes=10)
    given = NOON + timedelta(minutes=4)
    save_answers(site, opened, {"S1": Arrived(4, seen=0, at=given)})
    after = get_assessment(site, opened.id)
    assert after.records["S1"].answered_at == given
    assert after.record.last_answered == NOON + timedelta(minutes=10)


def test_a_save_sent_twice_is_stored_once_and_meets_nobody(site: Site, opened: OpenAssessment) -> None:
    arrived = {"S1": Arrived(4, seen=0, at=NOON)}
    save_answers(site, opened, arrived)
    again = save_answers(site, opened, arrived)
    assert again.verdicts == {"S1": Verdict.SAME}
    assert again.conflicts == ()
    assert get_assessment(site, opened.id).revision("S1") == 1


def test_both_sides_of_a_conflict_hear_the_value_that_is_not_stored(site: Site, opened: OpenAssessment) -> None:
    clock_of(site).move(minutes=1)
    save_answers(site, opened, {"S1": Arrived(4, seen=0, at=NOON + 10 * SECOND)})
    won = save_answers(site, opened, {"S1": Arrived(2, seen=0, at=NOON + 20 * SECOND)})
    assert won.conflicts == (Conflict("S1", 4, has_won=True),)
    lost = save_answers(site, opened, {"S1": Arrived(5, seen=1, at=NOON + 15 * SECOND)})
    assert lost.conflicts == (Conflict("S1", 5, has_won=False),)
    assert answers(site, opened) == {"S1": 2}


def test_what_a_save_gives_back_is_what_is_stored_then(site: Site, opened: OpenAssessment) -> None:
    save(site, opened, S1=4, data="Tulp")
    saved = save_answers(site, opened, {"S1": Arrived(None, seen=1), "plants": Arrived(3, seen=0)})
    stored = get_assessment(site, opened.id)
    assert saved.assessment.record == stored.record
    assert saved.assessment.records == stored.records
    assert saved.assessment.answers == {"data": "Tulp", "plants": 3}


def test_saving_in_a_finished_assessment_takes_the_finish_away_and_saving_the_same_does_not(
    site: Site, opened: OpenAssessment
) -> None:
    save(site, opened, S1=4)
    finish_assessment(site, opened.id)
    assert save(site, get_assessment(site, opened.id), S1=4).assessment.is_finished
    assert not save(site, get_assessment(site, opened.id), S1=5).assessment.is_finished
    assert not get_assessment(site, opened.id).is_finished


def test_of_two_devices_that_save_at_the_same_instant_the_later_answer_wins(
    site: Site, opened: OpenAssessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, both_have_read = rows.answers_of, threading.Barrier(2)

    def read_together(*which: Any) -> dict[str, AnswerRecord]:
        found = read(*which)
        with suppress(threading.BrokenBarrierError):  # whoever has to wait for the other never gets here in time
            both_have_read.wait(0.5)
        return found

    clock_of(site).move(hours=1)
    given = {code: Arrived(code, seen=0, at=NOON + timedelta(minutes=code)) for code in (2, 5)}
    monkeypatch.setattr(rows, "answers_of", read_together)
    saved: dict[int, Saved] = {}
    devices = [
        threading.Thread(target=lambda code=code: saved.update({code: save_answers(site, opened, {"S1": given[code]})}))
        for code in given
    ]
    for each in devices:
        each.start()
    for each in devices:
        each.join()
    assert answers(site, opened)["S1"] == 5
    assert {saved[5].verdicts["S1"], saved[2].verdicts["S1"]} & {Verdict.WON, Verdict.LOST}
