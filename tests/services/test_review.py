from rely.loading.catalogue import load_instrument
from rely.model.instrument import Instrument
from rely.services.answers import Arrived, save_answers
from rely.services.assessments import get_assessment, start_assessment
from rely.services.outline import build_outline
from rely.services.review import Review, build_review
from rely.services.site import Site
from rely.storage.database import Database
from tests.sites import make_site

FACTS: dict[str, object] = {
    "data": "x",
    "where": "DE",
    "plants": 10,
    "acres": 1,
    "sown": "yes",
    "since": "2026-01-01",
    "errors": ["hoe"],
    "notes": "y",
}


def review(site: Site, **values: object) -> Review:
    started = start_assessment(site, "small", language="en")
    arrived = {item: Arrived(value) for item, value in values.items()}
    assert save_answers(site, get_assessment(site, started.id), arrived).problems == ()
    return build_review(build_outline(get_assessment(site, started.id)))


def test_nothing_is_open_when_all_is_answered(site: Site) -> None:
    found = review(site, **FACTS, S1=1, S2=2, csrf_token=3, L1=4)
    assert found.open_sections == ()
    assert (found.asked, found.open) == (12, 0)


def test_open_items_stand_by_section_the_required_ones_apart(site: Site) -> None:
    found = review(site, sown="yes", plants=10)
    assert [each.section.id for each in found.open_sections] == ["garden", "work", "sun"]
    garden = found.open_sections[0]
    assert [item.id for item in garden.required] == ["data"]
    assert [item.id for item in garden.others] == ["where", "acres", "since", "errors", "notes"]
    assert [item.id for item in found.required] == ["data"]


def test_what_is_open_costs_the_scores_that_cannot_be_given_without_it(site: Site) -> None:
    found = review(site, **FACTS, S1=1)
    assert {each.section.id: each.lost for each in found.open_sections} == {"work": ("soil",), "sun": ("light",)}


def _untold(database: Database, instrument: Instrument) -> list[str]:
    site = make_site(database, instrument)
    started = start_assessment(site, instrument.id, language="en")
    found = build_review(build_outline(get_assessment(site, started.id)))
    return [measure.id for section in found.open_sections for measure in section.untold]


def test_a_measure_that_only_serves_others_is_not_among_what_cannot_be_told(database: Database) -> None:
    told = _untold(database, load_instrument("relationship-norms"))
    assert {"gap_commercial", "signal", "expectations"} <= set(told)
    assert {"lead_commercial", "lead_authority", "lead_personal"}.isdisjoint(told)


def test_a_report_that_chooses_nothing_tells_every_measure_with_a_label(database: Database) -> None:
    chosen = load_instrument("relationship-norms")
    assert chosen.report is not None
    report = chosen.report.model_copy(update={"findings": ()})
    assert "lead_commercial" in _untold(database, chosen.model_copy(update={"report": report}))


def test_what_is_open_costs_nothing_while_its_score_stands(site: Site) -> None:
    found = review(site, **FACTS, S1=1, S2=2, L1=3)
    assert {each.section.id: each.lost for each in found.open_sections} == {"work": ()}


def test_answers_that_contradict_each_other_are_told(site: Site) -> None:
    assert [rule.id for rule in review(site, acres=1, plants=950).contradictions] == ["small_but_many"]
    assert review(site, acres=2, plants=950).contradictions == ()
