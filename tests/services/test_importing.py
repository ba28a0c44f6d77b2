"""Prove that imported answers are stored as finished ones, all of them or none."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from rely.model.answers import Assessment
from rely.model.digest import digest
from rely.services.consented import consented, instruments_with_consent
from rely.services.importing import IMPORTED, OutOfTime, store_finished
from rely.services.research_consent import recipients_told
from rely.services.site import Site
from rely.storage.consents import consent_of, text_of
from rely.storage.tables import AssessmentRow, RelationshipRow
from tests.small_instrument import small_instrument

SMALL = small_instrument()
ANSWERS = {"data": "Tulip", "errors": ("spade", "hoe"), "S1": 4, "S2": None}


def count(site: Site) -> tuple[int, int]:
    with site.database.reading() as session:
        one, other = (session.scalar(select(func.count()).select_from(row)) for row in (AssessmentRow, RelationshipRow))
    return one or 0, other or 0


def test_each_assessment_becomes_a_finished_one_of_its_own_relationship_unless_it_names_another(site: Site) -> None:
    today = site.clock().date()
    days = (today - timedelta(days=3), None)
    made = [Assessment(ANSWERS, lang="nl", date=day, respondent=str(day)) for day in days]
    assert store_finished(site, SMALL, made, consented=True) == 2
    assert count(site) == (2, 2)
    cases = sorted(
        (each.case for each in consented(site, "small", all_occasions=False)), key=lambda case: case.finished
    )
    assert [case.finished for case in cases] == [days[0], today]
    for case in cases:
        kept = {name: code for name, code in case.assessment.answers.items() if code is not None}
        assert kept == {"data": "Tulip", "errors": ("spade", "hoe"), "S1": 4}
        assert (case.assessment.lang, case.assessment.id) == ("nl", None)


def test_rows_about_one_relationship_stay_together_and_their_id_is_not_kept(site: Site) -> None:
    days = [site.clock().date() - timedelta(days=days) for days in (9, 6, 3)]
    made = [Assessment(ANSWERS, id=id, date=day) for id, day in zip(("r1", "r2", "r1"), days, strict=True)]
    assert store_finished(site, SMALL, made, consented=True) == 3
    assert count(site) == (3, 2)
    cases = sorted((each.case for each in consented(site, "small")), key=lambda case: case.finished)
    assert [case.occasion for case in cases] == [1, 1, 2]
    assert cases[0].relationship == cases[2].relationship != cases[1].relationship
    assert not any("r1" in (case.key, case.relationship, case.assessment.id) for case in cases)


def test_without_a_statement_there_is_no_consent(site: Site) -> None:
    store_finished(site, SMALL, [Assessment(ANSWERS)])
    assert list(instruments_with_consent(site)) == []


def test_a_statement_is_kept_as_such_with_what_it_says(site: Site) -> None:
    store_finished(site, SMALL, [Assessment(ANSWERS)], consented=True)
    with site.database.reading() as session:
        (assessment,) = session.scalars(select(AssessmentRow.id))
        consent = consent_of(session, assessment)
        assert consent is not None
        assert (consent.wording, consent.language, consent.holds) == (IMPORTED, "en", True)
        assert "--with-consent" in (text_of(session, IMPORTED) or "")


def test_who_was_named_to_imported_respondents_is_not_known_and_said_so(site: Site) -> None:
    store_finished(site, SMALL, [Assessment(ANSWERS)] * 2, consented=True)
    assert recipients_told(site, [digest(SMALL)]) == {None: 2}


def test_what_goes_wrong_on_the_way_leaves_nothing(site: Site) -> None:
    def broken() -> Iterator[Assessment]:
        yield Assessment(ANSWERS)
        raise ValueError("bad row")

    with pytest.raises(ValueError, match="bad row"):
        store_finished(site, SMALL, broken())
    assert count(site) == (0, 0)


@pytest.mark.parametrize("days", [-200, 1])
def test_answers_of_another_time_are_refused_rather_than_deleted_at_once(site: Site, days: int) -> None:
    day = site.clock().date() + timedelta(days=days)
    with pytest.raises(OutOfTime, match=str(day)):
        store_finished(site, SMALL, [Assessment(ANSWERS), Assessment(ANSWERS, id="x", date=day)])
    assert count(site) == (0, 0)
