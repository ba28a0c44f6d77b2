import uuid

import pytest

from rely.model.answers import FULL_FORM
from rely.model.instrument import Instrument
from rely.services import deepening
from rely.services.answers import Arrived, save_answers
from rely.services.assessments import NotFound, OpenAssessment, finish_assessment, get_assessment, start_assessment
from rely.services.deepening import UNCERTAIN, UNKNOWN, WEAK, build_depths, go_deeper
from rely.services.deletion import delete_everything
from rely.services.outline import PAGE, REVIEW, Place
from rely.services.site import Site
from rely.storage.database import Database
from tests.instruments import relationship_check
from tests.sites import clock_of, make_site
from tests.small_instrument import SHORT, SOURCE, with_short_form

FACTS = {"data": "Tulp", "plants": 10, "sown": "yes"}

SCAN = {
    "cx_alias": "Tulp", "cx_country": "DE", "cx_first_contact": "yes", "cx_first_transaction": "no",
    "cx_physical_12m": 2, "cx_digital_3m": 2, "TR02": 5, "TR03": 5, "EM02": 1, "EM04": 2, "CO03": 3, "CO06": 4,
    "IN03": 4, "IN04": 5,
}  # fmt: skip
"""All that the short form of the relationship check asks, but for the channels: IN is not clear, EM is weak."""


@pytest.fixture
def site(database: Database) -> Site:
    return make_site(database, with_short_form(), relationship_check())


def answered(
    site: Site, answers: dict[str, object], *, instrument: str = "small", form: str = "short"
) -> OpenAssessment:
    started = start_assessment(site, instrument, language="en", form=form)
    saved = save_answers(
        site, get_assessment(site, started.id), {item: Arrived(code) for item, code in answers.items()}
    )
    assert saved.problems == ()
    finish_assessment(site, started.id)
    return get_assessment(site, started.id)


def test_going_deeper_keeps_every_answer_and_asks_the_full_form(site: Site) -> None:
    scan = answered(site, FACTS | {"S1": 2, "L1": 9})
    go_deeper(site, scan.id)
    full = get_assessment(site, scan.id)
    assert full.record.form == FULL_FORM
    assert full.answers == scan.answers
    assert full.records == scan.records
    assert {"S2", "csrf_token"} <= set(full.result.asked) - set(scan.result.asked)


def test_going_deeper_makes_a_finished_assessment_unfinished(site: Site) -> None:
    scan = answered(site, FACTS | {"S1": 2})
    assert scan.is_finished
    go_deeper(site, scan.id)
    assert not get_assessment(site, scan.id).is_finished


def test_who_goes_deeper_long_after_the_last_answer_has_the_whole_time_of_a_draft(site: Site) -> None:
    scan = answered(site, FACTS | {"S1": 2})
    clock_of(site).move(days=site.settings.result_time.days - 1)
    go_deeper(site, scan.id)
    clock_of(site).move(days=site.settings.draft_time.days - 1)
    assert get_assessment(site, scan.id).answers == scan.answers


def test_a_second_click_changes_nothing_and_leads_to_the_same_place(site: Site) -> None:
    scan = answered(site, FACTS | {"S1": 2})
    first = go_deeper(site, scan.id, "soil")
    after = get_assessment(site, scan.id)
    clock_of(site).move(minutes=1)
    assert go_deeper(site, scan.id, "soil") == first
    assert get_assessment(site, scan.id) == after


def test_a_finished_full_form_stays_finished(site: Site) -> None:
    full = answered(site, FACTS | {"S1": 2}, form=FULL_FORM)
    go_deeper(site, full.id, "soil")
    assert get_assessment(site, full.id) == full


def test_it_leads_to_the_first_page_that_still_asks_about_the_row(site: Site) -> None:
    scan = answered(site, FACTS | {"S1": 2, "L1": 3})
    assert go_deeper(site, scan.id, "soil") == Place(PAGE, "work", 1)
    save_answers(site, get_assessment(site, scan.id), {"S2": Arrived(4)})
    assert go_deeper(site, scan.id, "soil") == Place(PAGE, "work", 2)
    assert go_deeper(site, scan.id, "light") == Place(REVIEW)
    assert go_deeper(site, scan.id) == Place(PAGE, "garden", 1)


def test_an_unknown_row_or_assessment_is_not_found_and_changes_nothing(site: Site) -> None:
    scan = answered(site, FACTS | {"S1": 2})
    for row in ("stone", "soil ", "garden", "\0", "x" * 10_000):
        with pytest.raises(NotFound):
            go_deeper(site, scan.id, row)
    with pytest.raises(NotFound):
        go_deeper(site, uuid.UUID(int=7))
    assert get_assessment(site, scan.id) == scan


def test_an_unknown_form_cannot_be_begun(site: Site) -> None:
    for form in ("", "long", "short ", "full\0"):
        with pytest.raises(NotFound):
            start_assessment(site, "small", language="en", form=form)


def test_the_weakest_row_stands_first_and_one_without_a_score_last(site: Site) -> None:
    depths = build_depths(answered(site, SCAN, instrument="relationship-check", form="scan"))
    assert depths is not None
    assert [(each.row.id, each.why) for each in depths.rows] == [
        ("emotion", WEAK),
        ("content", UNCERTAIN),
        ("interaction", UNCERTAIN),
        ("channels", UNKNOWN),
    ]


def test_a_row_that_is_in_place_beyond_its_margin_is_not_named(site: Site) -> None:
    opened = answered(site, SCAN, instrument="relationship-check", form="scan")
    trust = opened.result.scores["trust"]
    assert (trust.score, trust.borderline) == (100, None)
    depths = build_depths(opened)
    assert depths is not None
    assert "trust" not in {each.row.id for each in depths.rows}


def test_a_margin_as_wide_as_a_band_is_uncertain_also_where_no_other_band_is_near(site: Site) -> None:
    opened = answered(site, SCAN | {"CO03": 4, "CO06": 3}, instrument="relationship-check", form="scan")
    content = opened.result.scores["content"]
    assert (content.score, content.margin, content.borderline) == (62.5, 12.5, None)
    depths = build_depths(opened)
    assert depths is not None
    assert {each.row.id: each.why for each in depths.rows}["content"] == UNCERTAIN


def test_what_going_deeper_asks_is_what_the_full_form_asks_and_is_still_open(site: Site) -> None:
    depths = build_depths(answered(site, FACTS | {"S1": 2, "L1": 1}))
    assert depths is not None
    assert [(each.row.id, [item.id for item in each.items]) for each in depths.rows] == [("soil", ["S2", "csrf_token"])]
    assert [item.id for item in depths.items] == ["where", "acres", "since", "errors", "notes", "S2", "csrf_token"]


def test_items_that_cannot_apply_are_not_counted(site: Site) -> None:
    depths = build_depths(answered(site, FACTS | {"plants": 0, "S1": 2}))
    assert depths is not None
    assert "csrf_token" not in {item.id for item in depths.items}


def test_after_the_full_form_there_is_nothing_deeper(site: Site) -> None:
    assert build_depths(answered(site, FACTS | {"S1": 2}, form=FULL_FORM)) is None


def test_where_a_short_form_leaves_nothing_out_there_is_nothing_deeper(database: Database) -> None:
    everything = Instrument.model_validate(SOURCE | {"forms": [SHORT | {"items": []}]})
    site = make_site(database, everything)
    whole = FACTS | {
        "where": "DE", "acres": 2, "since": "2026-01-01", "errors": ["hoe"], "notes": "x",
        "S1": 2, "S2": 2, "csrf_token": 2, "L1": 3,
    }  # fmt: skip
    assert build_depths(answered(site, whole)) is None


def test_a_click_on_a_page_of_before_leaves_a_result_that_was_finished_in_full_meanwhile(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = answered(site, FACTS | {"S1": 2})
    go_deeper(site, scan.id)
    finish_assessment(site, scan.id)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(deepening, "get_assessment", lambda *_: scan)
        go_deeper(site, scan.id)
    assert get_assessment(site, scan.id).is_finished


def test_what_is_deleted_at_the_same_instant_is_not_found(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = answered(site, FACTS | {"S1": 2})
    delete_everything(site, scan.id)
    monkeypatch.setattr(deepening, "get_assessment", lambda *_: scan)
    with pytest.raises(NotFound):
        go_deeper(site, scan.id)
