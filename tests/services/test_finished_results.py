import uuid
from datetime import UTC, datetime, timedelta

import pytest

from rely.model.instrument import Instrument
from rely.services import assessments
from rely.services.answers import Arrived, save_answers
from rely.services.assessments import (
    NotFound,
    OpenAssessment,
    delete_expired,
    finish_assessment,
    get_assessment,
    start_assessment,
)
from rely.services.finished_results import (
    as_it_was,
    changes_back,
    compared_with,
    earlier_results,
    get_earlier,
    previous_of,
    restore_result,
)
from rely.services.links import kept_until
from rely.services.results import build_result
from rely.services.site import Site
from rely.storage.assessments import set_form
from rely.storage.database import Database
from rely.storage.finished_results import finished_results_of
from tests.sites import NOON, clock_of, make_site
from tests.small_instrument import SOURCE

FACTS: dict[str, object] = {"data": "Tulp", "plants": 12, "acres": 2, "sown": "yes"}


def answer(site: Site, id: uuid.UUID, **answers: object) -> None:
    save_answers(site, get_assessment(site, id), {item: Arrived(value) for item, value in answers.items()})


def finished(site: Site, **answers: object) -> uuid.UUID:
    """A finished assessment with these answers."""
    id = start_assessment(site, "small", language="en").id
    answer(site, id, **FACTS, **answers)
    finish_assessment(site, id)
    return id


def again(site: Site, id: uuid.UUID, **answers: object) -> OpenAssessment:
    """The assessment, finished once more with other answers."""
    answer(site, id, **answers)
    finish_assessment(site, id)
    return get_assessment(site, id)


def called(site: Site, id: uuid.UUID, number: int) -> uuid.UUID:
    """The id of an earlier result, counted from 1, the oldest first."""
    return earlier_results(site, get_assessment(site, id))[number - 1].id


def kept(site: Site, id: uuid.UUID) -> list[dict[str, object]]:
    with site.database.reading() as session:
        return [dict(each.answers) for each in finished_results_of(session, id, since=NOON - timedelta(days=999))]


def test_finishing_keeps_the_answers_as_they_stand(site: Site) -> None:
    id = finished(site, S1=3, errors=["rake"])
    clock_of(site).move(days=2)
    opened = again(site, id, S1=5, errors=None)
    assert [each["S1"] for each in kept(site, id)] == [3, 5]
    assert [each.get("errors") for each in kept(site, id)] == [("rake",), None]
    [earlier] = earlier_results(site, opened)
    assert (earlier.id, earlier.at) == (earlier.result.id, NOON)
    assert (earlier.result.form, earlier.result.language) == ("full", "en")
    assert earlier.result.instrument_digest == opened.record.instrument_digest


def test_finishing_without_a_change_keeps_nothing_twice_and_the_first_moment(site: Site) -> None:
    id = finished(site, S1=3)
    clock_of(site).move(days=2)
    finish_assessment(site, id)
    answer(site, id, S1=4)
    assert finish_assessment(site, again(site, id, S1=3).id) == NOON
    assert len(kept(site, id)) == 1
    assert earlier_results(site, get_assessment(site, id)) == ()


def test_results_are_told_apart_also_when_the_clock_was_set_back(site: Site) -> None:
    id = finished(site, S1=3)
    clock_of(site).move(hours=-1)
    opened = again(site, id, S1=4)
    assert [each["S1"] for each in kept(site, id)] == [3, 4]
    assert earlier_results(site, opened)[0].result.answers["S1"] == 3


def test_while_answers_are_changed_every_result_can_be_looked_at(site: Site) -> None:
    id = finished(site, S1=3)
    answer(site, id, S1=5)
    changing = get_assessment(site, id)
    then = as_it_was(changing, get_earlier(site, changing, called(site, id, 1)))
    assert then.is_finished
    assert then.answers["S1"] == 3
    assert build_result(site, then, language="en").trend is None
    with pytest.raises(NotFound):
        get_earlier(site, changing, uuid.uuid4())


def test_the_present_result_is_no_earlier_one(site: Site) -> None:
    id = finished(site, S1=3)
    answer(site, id, S1=5)
    first = called(site, id, 1)
    answer(site, id, S1=3)
    finish_assessment(site, id)
    with pytest.raises(NotFound):
        get_earlier(site, get_assessment(site, id), first)


def test_a_report_compares_with_the_last_result_of_an_earlier_day(site: Site) -> None:
    id = finished(site, S1=1)
    clock_of(site).move(days=60)
    again(site, id, S1=3)
    clock_of(site).move(hours=2)
    corrected = again(site, id, S1=5)
    assert [each.result.answers["S1"] for each in earlier_results(site, corrected)] == [1, 3]
    previous = previous_of(site, corrected)
    assert previous is not None
    assert (previous.assessment.answers["S1"], previous.assessment.date) == (1, NOON.date())
    trend = build_result(site, corrected, language="en").trend
    assert trend is not None
    assert trend.heading == "What has changed since 21 November 2026"


def test_when_all_are_of_one_day_the_last_is_compared_with_and_that_is_told(site: Site) -> None:
    id = finished(site, S1=1)
    clock_of(site).move(minutes=5)
    again(site, id, S1=3)
    clock_of(site).move(hours=2)
    corrected = again(site, id, S1=5)
    found = compared_with(site, corrected)
    assert found is not None
    assert found.result.answers["S1"] == 3
    trend = build_result(site, corrected, language="en").trend
    assert trend is not None
    assert (trend.heading, trend.before_head, trend.now_head) == ("What has changed", "Then", "Now")
    assert trend.notes[0].startswith("Both assessments are of the same day.")


def test_the_short_report_compares_with_nothing(site: Site) -> None:
    id = finished(site, S1=1)
    clock_of(site).move(days=1)
    assert build_result(site, again(site, id, S1=5), language="en", short=True).trend is None


@pytest.fixture
def two_forms(database: Database) -> Site:
    """A site whose instrument has a short form."""
    form = {"id": "scan", "label": "Quick scan", "items": ["data", "plants", "acres", "sown", "S1", "L1"]}
    return make_site(database, Instrument.model_validate({**SOURCE, "forms": [form]}))


def test_results_of_different_forms_are_never_compared(two_forms: Site) -> None:
    site = two_forms
    id = start_assessment(site, "small", language="en", form="scan").id
    answer(site, id, **FACTS, S1=3)
    finish_assessment(site, id)
    clock_of(site).move(days=3)
    with site.database.writing() as session:
        set_form(session, id, "full", at=site.now())
    finish_assessment(site, id)
    deeper = get_assessment(site, id)
    assert len(earlier_results(site, deeper)) == 1
    assert compared_with(site, deeper) is None
    clock_of(site).move(days=3)
    assert compared_with(site, again(site, id, S1=5)) == get_earlier(
        site, get_assessment(site, id), called(site, id, 2)
    )


def test_going_back_restores_the_answers_and_goes_on_counting_revisions(site: Site) -> None:
    id = finished(site, S1=3)
    clock_of(site).move(days=1)
    answer(site, id, S1=5, S2=2, plants=None)
    changing = get_assessment(site, id)
    first = called(site, id, 1)
    assert changes_back(changing, get_earlier(site, changing, first)) == 3
    restore_result(site, changing, first)
    restored = get_assessment(site, id)
    assert restored.answers == {**FACTS, "S1": 3}
    assert [restored.revision(item) for item in ("S1", "S2", "plants", "acres")] == [3, 2, 3, 1]
    assert restored.record.finished == NOON
    assert len(kept(site, id)) == 1
    restore_result(site, restored, first)
    assert get_assessment(site, id).revision("S1") == 3


def test_going_back_to_an_older_result_makes_a_new_one_and_loses_none(site: Site) -> None:
    id = finished(site, S1=1)
    clock_of(site).move(days=1)
    again(site, id, S1=3)
    clock_of(site).move(days=1)
    restore_result(site, get_assessment(site, id), called(site, id, 1))
    restored = get_assessment(site, id)
    assert restored.record.finished == NOON + timedelta(days=2)
    assert [each["S1"] for each in kept(site, id)] == [1, 3, 1]
    found = compared_with(site, restored)
    assert found is not None
    assert found.result.answers["S1"] == 3


def test_going_back_takes_the_form_along(two_forms: Site) -> None:
    site = two_forms
    id = start_assessment(site, "small", language="en", form="scan").id
    answer(site, id, **FACTS, S1=3)
    finish_assessment(site, id)
    with site.database.writing() as session:
        set_form(session, id, "full", at=site.now())
    restore_result(site, get_assessment(site, id), called(site, id, 1))
    assert (get_assessment(site, id).record.form, get_assessment(site, id).is_finished) == ("scan", True)


def test_there_is_no_way_back_to_a_result_that_is_unknown_or_of_another_assessment(site: Site) -> None:
    id, other = finished(site, S1=1), finished(site, S1=4)
    for each in (id, other):
        answer(site, each, S1=2)
    for wrong in (uuid.uuid4(), called(site, other, 1)):
        with pytest.raises(NotFound):
            restore_result(site, get_assessment(site, id), wrong)
    assert get_assessment(site, id).answers["S1"] == 2


def test_what_a_result_is_called_means_no_other_when_an_older_one_has_gone(site: Site) -> None:
    id = finished(site, S1=1)
    clock_of(site).move(days=100)
    again(site, id, S1=3)
    clock_of(site).move(days=40)
    changing = again(site, id, S1=5)
    first, second = called(site, id, 1), called(site, id, 2)
    clock_of(site).move(days=50)
    with pytest.raises(NotFound):
        restore_result(site, changing, first)
    assert get_assessment(site, id).answers["S1"] == 5
    restore_result(site, changing, second)
    assert get_assessment(site, id).answers["S1"] == 3


def test_each_result_goes_after_its_own_period(site: Site) -> None:
    id = finished(site, S1=1)
    clock_of(site).move(days=170)
    again(site, id, S1=3)
    clock_of(site).move(days=11)
    assert earlier_results(site, get_assessment(site, id)) == ()
    assert delete_expired(site) == 0
    assert len(kept(site, id)) == 1


def test_whoever_changes_answers_is_told_the_day_until_which_the_result_is_kept(site: Site) -> None:
    id = finished(site, S1=1)
    answer(site, id, S1=2)
    assert kept_until(site, get_assessment(site, id)) == (NOON + timedelta(days=180)).date()
    clock_of(site).now = datetime(2027, 5, 10, tzinfo=UTC)
    answer(site, id, S1=3)
    assert kept_until(site, get_assessment(site, id)) == datetime(2027, 6, 9, tzinfo=UTC).date()


def test_only_so_many_results_are_kept_and_the_oldest_go_first(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assessments, "MOST_RESULTS", 3)
    id, other = finished(site, S1=1), finished(site, S1=1)
    for code in (2, 3, 4, 5):
        clock_of(site).move(days=1)
        again(site, id, S1=code)
    assert [each["S1"] for each in kept(site, id)] == [3, 4, 5]
    assert [each["S1"] for each in kept(site, other)] == [1]
