"""Prove that exactly what respondents agreed to leaves the database for research."""

import uuid
from dataclasses import replace
from datetime import date, timedelta, timezone

import pytest
from sqlalchemy import text

from rely.model.instrument import Instrument
from rely.research.cases import Case
from rely.services.assessments import get_assessment, start_assessment
from rely.services.consented import consented, instrument_with, instruments_with_consent
from rely.services.deletion import delete_everything
from rely.services.research_consent import withdraw
from rely.services.site import Site
from rely.storage import consented_results
from rely.storage.database import Database
from tests.many import questionnaire
from tests.services.test_finished_results import FACTS, again, answer, finished
from tests.services.test_research_consent import agrees
from tests.sites import clock_of, make_site
from tests.small_instrument import SOURCE


def offering(site: Site, **changes: str) -> Site:
    """The site when it offers the small instrument with another id or version."""
    changed = Instrument.model_validate({**SOURCE, **changes})
    return replace(site, catalogue=make_site(site.database, changed).catalogue)


def agreeing(site: Site, **answers: object) -> uuid.UUID:
    id = finished(site, **answers)
    agrees(site, id)
    return id


def cases(site: Site, *, all_occasions: bool = False) -> list[Case]:
    return [each.case for each in consented(site, all_occasions=all_occasions)]


def keys(site: Site) -> set[str]:
    return {case.key for case in cases(site)}


def test_only_those_who_agreed_are_passed_on_with_the_answers_of_their_result(site: Site) -> None:
    finished(site, S1=1)
    id = agreeing(site, S1=4)
    (case,) = cases(site)
    assert case.key == str(id)
    assert case.relationship == str(get_assessment(site, id).record.relationship_id)
    assert (case.occasion, case.finished) == (1, date(2026, 11, 21))
    assert case.assessment.answers == {**FACTS, "S1": 4}
    assert (case.assessment.form, case.assessment.perspective, case.assessment.lang) == ("full", "self", "en")


def test_a_withdrawal_takes_effect_with_the_next_export(site: Site) -> None:
    kept, withdrawn = agreeing(site), agreeing(site)
    assert keys(site) == {str(kept), str(withdrawn)}
    withdraw(site, get_assessment(site, withdrawn))
    assert keys(site) == {str(kept)}
    agrees(site, withdrawn)
    assert keys(site) == {str(kept), str(withdrawn)}


def test_what_is_deleted_or_past_its_period_is_not_passed_on(site: Site) -> None:
    deleted, old = agreeing(site), agreeing(site)
    delete_everything(site, deleted)
    clock_of(site).move(days=100)
    young = agreeing(site)
    assert keys(site) == {str(old), str(young)}
    clock_of(site).move(days=81)
    assert keys(site) == {str(young)}
    assert [version.assessments for version in instruments_with_consent(site)] == [1]


def test_while_answers_are_changed_the_assessment_waits_and_comes_back_with_the_new_ones(site: Site) -> None:
    id = agreeing(site, S1=2)
    answer(site, id, S1=5)
    assert cases(site) == []
    assert instruments_with_consent(site) == ()
    again(site, id, S1=5)
    (case,) = cases(site)
    assert case.assessment.answers["S1"] == 5


def test_what_is_asked_for_again_on_a_later_day_is_another_occasion_and_on_the_same_day_a_correction(
    site: Site,
) -> None:
    id = agreeing(site, S1=1)
    again(site, id, S1=2)
    clock_of(site).move(days=40)
    again(site, id, S1=3)
    every = sorted(cases(site, all_occasions=True), key=lambda case: case.occasion or 0)
    assert [(case.occasion, case.assessment.answers["S1"]) for case in every] == [(1, 2), (2, 3)]
    assert len({case.key for case in every}) == 2
    assert len({case.relationship for case in every}) == 1
    (last,) = cases(site)
    assert (last.occasion, last.assessment.answers["S1"]) == (2, 3)


def test_a_correction_on_the_same_day_keeps_the_key_of_its_occasion(site: Site) -> None:
    id = agreeing(site, S1=1)
    (before,) = cases(site, all_occasions=True)
    again(site, id, S1=2)
    (after,) = cases(site, all_occasions=True)
    assert after.key == before.key
    assert after.assessment.answers["S1"] == 2


def test_occasions_past_their_period_are_left_out(site: Site) -> None:
    id = agreeing(site, S1=1)
    clock_of(site).move(days=150)
    again(site, id, S1=2)
    clock_of(site).move(days=40)
    (case,) = cases(site, all_occasions=True)
    assert (case.occasion, case.assessment.answers["S1"]) == (1, 2)


def test_occasions_are_counted_over_all_that_may_be_used_of_a_relationship(site: Site, database: Database) -> None:
    first = agreeing(site, S1=1)
    silent = finished(site)
    clock_of(site).move(days=10)
    second = agreeing(site, S1=2)
    relationship = get_assessment(site, first).record.relationship_id
    with database.writing() as session:
        for id in (silent, second):
            session.execute(
                text("UPDATE assessment SET relationship_id = :to WHERE id = :id"),
                {"to": _sql(database, relationship), "id": _sql(database, id)},
            )
    assert {(case.key, case.occasion) for case in cases(site)} == {(str(first), 1), (str(second), 2)}


def _sql(database: Database, id: uuid.UUID) -> str | uuid.UUID:
    return id.hex if database.is_sqlite else id


def test_a_result_of_before_results_were_kept_is_passed_on_as_it_stands(site: Site, database: Database) -> None:
    id = agreeing(site, S1=4)
    with database.writing() as session:
        session.execute(text("DELETE FROM finished_result"))
    for all_occasions in (False, True):
        (case,) = cases(site, all_occasions=all_occasions)
        assert case.key.startswith(str(id))
        assert (case.occasion, case.assessment.answers) == (1, {**FACTS, "S1": 4})


def test_given_facts_stand_apart_from_answers(database: Database) -> None:
    site = make_site(database, questionnaire("given-facts"))
    id = start_assessment(site, "given-facts", language="en").id
    again(site, id, phase="later", hour_cost=50, OW_SHARE=20)
    agrees(site, id)
    (case,) = cases(site)
    assert case.assessment.given == {"phase": "later", "hour_cost": 50}
    assert case.assessment.answers == {"OW_SHARE": 20}


def test_every_page_is_read_to_its_end_and_none_twice(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = {str(agreeing(site)) for _ in range(5)}
    for size in (1, 2, 5, 6):
        monkeypatch.setattr(consented_results, "PAGE", size)
        read = [case.key for case in cases(site)]
        assert len(read) == 5
        assert set(read) == ids


def test_who_withdraws_while_an_export_is_running_is_left_out_from_the_next_page_on(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [agreeing(site) for _ in range(3)]
    monkeypatch.setattr(consented_results, "PAGE", 1)
    running = consented(site)
    first = next(running).case.key
    for id in ids:
        withdraw(site, get_assessment(site, id))
    assert [first, *(each.case.key for each in running)] == [first]


def test_versions_come_one_after_the_other_the_newest_first_each_with_its_own_instrument(site: Site) -> None:
    for version in ("1.9.0", "1.10.0", "1.2.0"):
        agreeing(offering(site, version=version))
    site = offering(site, version="2.0.0")
    versions = instruments_with_consent(site)
    assert [each.version for each in versions] == ["1.10.0", "1.9.0", "1.2.0"]
    assert {(each.instrument_id, each.assessments) for each in versions} == {("small", 1)}
    assert [instrument_with(site, each.digest).version for each in consented(site)] == ["1.10.0", "1.9.0", "1.2.0"]
    assert [instrument_with(site, each.digest).version for each in versions] == ["1.10.0", "1.9.0", "1.2.0"]


def test_only_the_instrument_that_was_asked_for_is_read(site: Site) -> None:
    agreeing(site)
    site = offering(site, id="other")
    id = start_assessment(site, "other", language="en").id
    again(site, id, S1=1, **FACTS)
    agrees(site, id)
    assert [each.instrument_id for each in instruments_with_consent(site)] == ["other", "small"]
    assert [each.case.key for each in consented(site, "other")] == [str(id)]
    assert len(list(consented(site))) == 2
    assert list(consented(site, "none")) == []


def test_days_are_those_of_the_site(site: Site) -> None:
    east = replace(site, clock=lambda: site.clock().astimezone(timezone(timedelta(hours=13))))
    agreeing(east)
    assert [case.finished for case in cases(east)] == [date(2026, 11, 22)]
