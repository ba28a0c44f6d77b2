import pytest
from sqlalchemy import text

from rely.model.digest import canonical_json, digest
from rely.model.instrument import Instrument
from rely.services.answers import Arrived, save_answers
from rely.services.assessments import (
    NotFound,
    delete_expired,
    find_by_code,
    finish_assessment,
    get_assessment,
    start_assessment,
)
from rely.services.catalogue import Catalogue
from rely.services.site import Site
from tests.sites import NOON, clock_of, make_site
from tests.small_instrument import SOURCE, small_instrument


def test_a_started_assessment_is_found_by_its_code_and_by_nothing_else(site: Site) -> None:
    started = start_assessment(site, "small", language="nl")
    other = start_assessment(site, "small", language="nl")
    assert find_by_code(site, started.code) == started
    assert find_by_code(site, f" {started.code.lower().replace('-', ' ')} ") == started
    assert find_by_code(site, other.code) == other
    assert find_by_code(site, "2222-2222-2222-2222") is None
    assert find_by_code(site, "") is None


def test_the_code_stands_nowhere_in_the_database(site: Site) -> None:
    started = start_assessment(site, "small", language="nl")
    with site.database.reading() as session:
        for table in ("assessment", "relationship", "instrument", "answer"):
            rows = session.execute(text(f"SELECT * FROM {table}")).all()  # noqa: S608 - our words
            assert started.code not in str(rows)
            assert started.code.replace("-", "") not in str(rows)


def test_another_secret_opens_nothing(site: Site) -> None:
    started = start_assessment(site, "small", language="nl")
    stranger = make_site(site.database, small_instrument())
    object.__setattr__(stranger.settings, "secret_key", "another secret, long enough")
    assert find_by_code(stranger, started.code) is None


@pytest.mark.parametrize(("instrument", "form"), [("large", "full"), ("small", "scan"), ("", "full")])
def test_an_unknown_instrument_or_form_is_not_found(site: Site, instrument: str, form: str) -> None:
    with pytest.raises(NotFound):
        start_assessment(site, instrument, language="nl", form=form)


def test_the_database_keeps_the_very_instrument_that_is_answered(site: Site) -> None:
    started = start_assessment(site, "small", language="nl")
    # A site whose catalogue has moved on reads the old version back from the database.
    moved_on = make_site(site.database)
    opened = get_assessment(moved_on, started.id)
    assert canonical_json(opened.instrument) == canonical_json(small_instrument())
    assert opened.record.instrument_digest == digest(small_instrument())


def test_an_instrument_that_waits_for_a_given_fact_is_offered_for_its_pages_ask_for_it() -> None:
    waiting = Instrument.model_validate(
        SOURCE | {"given": [{"id": "season", "label": "Season", "codes": ["spring", "autumn"]}], "measures": []}
    )
    catalogue = Catalogue(["small"], load=lambda _: waiting, read=lambda _: waiting)
    assert [offer.instrument.id for offer in catalogue.offers()] == ["small"]
    assert catalogue.find("small") is not None


def test_unknown_expired_and_deleted_are_told_apart_by_nobody(site: Site) -> None:
    started = start_assessment(site, "small", language="nl")
    opened = get_assessment(site, started.id)
    clock_of(site).move(days=30, seconds=1)
    with pytest.raises(NotFound):
        get_assessment(site, started.id)
    with pytest.raises(NotFound):
        finish_assessment(site, started.id)
    with pytest.raises(NotFound):
        save_answers(site, opened, {"data": Arrived("x")})
    assert find_by_code(site, started.code) is None
    assert delete_expired(site) == 1
    with pytest.raises(NotFound):
        get_assessment(site, started.id)


def test_each_answer_gives_a_draft_another_full_period(site: Site) -> None:
    started = start_assessment(site, "small", language="nl")
    clock_of(site).move(days=29)
    save_answers(site, get_assessment(site, started.id), {"data": Arrived("Tulp")})
    clock_of(site).move(days=29)
    assert get_assessment(site, started.id).answers == {"data": "Tulp"}


def test_a_result_is_kept_for_its_own_period(site: Site) -> None:
    started = start_assessment(site, "small", language="nl")
    finish_assessment(site, started.id)
    clock_of(site).move(days=179)
    assert get_assessment(site, started.id).is_finished
    clock_of(site).move(days=2)
    with pytest.raises(NotFound):
        get_assessment(site, started.id)


def test_finishing_twice_keeps_the_first_moment(site: Site) -> None:
    started = start_assessment(site, "small", language="nl")
    assert finish_assessment(site, started.id) == NOON
    clock_of(site).move(days=3)
    assert finish_assessment(site, started.id) == NOON


def test_a_change_after_finishing_makes_it_a_draft_again_and_the_same_answer_does_not(site: Site) -> None:
    started = start_assessment(site, "small", language="nl")
    save_answers(site, get_assessment(site, started.id), {"data": Arrived("Tulp")})
    finish_assessment(site, started.id)
    save_answers(site, get_assessment(site, started.id), {"data": Arrived("Tulp")})
    assert get_assessment(site, started.id).is_finished
    save_answers(site, get_assessment(site, started.id), {"data": Arrived("Roos")})
    assert not get_assessment(site, started.id).is_finished
