import pytest
from sqlalchemy import event

from rely.services.answers import Arrived, Saved, save_answers
from rely.services.assessments import OpenAssessment, get_assessment, start_assessment
from rely.services.site import Site


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
    assert save_answers(site, opened, {"data": Arrived(None, seen=0)}).changed == ()
    assert answers(site, opened) == {"data": "Tulp"}


def test_asking_to_clear_an_answer_clears_it_whatever_the_page_had_seen(site: Site, opened: OpenAssessment) -> None:
    save(site, opened, S1=4)
    assert save_answers(site, opened, {"S1": Arrived(5, clears=True)}).changed == ("S1",)
    assert answers(site, opened) == {}
    assert save_answers(site, opened, {"S1": Arrived(None, clears=True)}).changed == ()


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
