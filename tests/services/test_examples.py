from datetime import timedelta

from sqlalchemy import text

from rely.loading.catalogue import load_instrument
from rely.services.assessments import delete_expired, find_by_code, get_assessment
from rely.services.consented import consented
from rely.services.examples import fill_examples
from rely.services.outline import build_outline
from rely.services.research_consent import what_was_said
from rely.services.site import Site
from rely.storage.database import Database
from tests.sites import clock_of, make_site


def demo_site(database: Database) -> Site:
    return make_site(database, load_instrument("relationship-check"))


def test_the_examples_are_several_relationships_of_both_phases_and_several_countries(database: Database) -> None:
    site = demo_site(database)
    examples = fill_examples(site)
    outlines = [build_outline(get_assessment(site, example.id)) for example in examples]
    assert {outline.selected for outline in outlines} == {"initial", "follow_up"}
    assert len({outline.assessment.answers["cx_country"] for outline in outlines}) >= 4
    assert {example.is_finished for example in examples} == {True, False}
    assert {example.language for example in examples} == {"nl", "en", "de"}
    assert examples[0].is_finished
    assert outlines[0].assessment.answers["cx_country"] == "DE"
    assert outlines[0].selected == "initial"


def test_some_respondents_of_the_examples_agree_to_research_and_others_say_nothing(database: Database) -> None:
    site = demo_site(database)
    finished = [example for example in fill_examples(site) if example.is_finished]
    agreed = [what_was_said(site, example.id) is not None for example in finished]
    assert not agreed[0]
    assert all(agreed[1:])
    assert len(list(consented(site))) == len(finished) - 1 >= 2


def test_where_nobody_is_asked_no_example_agrees(database: Database) -> None:
    site = make_site(database, load_instrument("relationship-check"), asks_for_research=False)
    fill_examples(site)
    assert list(consented(site)) == []


def test_every_finished_example_leaves_hardly_anything_open_and_every_draft_does(database: Database) -> None:
    site = demo_site(database)
    for example in fill_examples(site):
        outline = build_outline(get_assessment(site, example.id))
        open_items = sum(len(each.open) for each in outline.sections)
        assert open_items <= 1 if example.is_finished else open_items > 10


def test_a_second_filling_finds_what_the_first_one_stored(database: Database) -> None:
    site = demo_site(database)
    first = fill_examples(site)
    clock_of(site).move(hours=5)
    assert fill_examples(site) == first
    with database.reading() as session:
        assert session.execute(text("SELECT count(*) FROM assessment")).scalar() == len(first)


def test_examples_that_have_expired_are_stored_anew_under_the_same_codes(database: Database) -> None:
    site = demo_site(database)
    first = fill_examples(site)
    clock_of(site).move(days=365)
    again = fill_examples(site)
    assert [example.code for example in again] == [example.code for example in first]
    assert delete_expired(site) == 0
    assert all(find_by_code(site, example.code) for example in again)


def test_each_secret_has_codes_of_its_own(database: Database) -> None:
    site = demo_site(database)
    first = {example.code for example in fill_examples(site)}
    object.__setattr__(site.settings, "secret_key", "another secret that is long enough")
    assert first.isdisjoint(example.code for example in fill_examples(site))


def test_the_examples_lie_in_the_past_but_within_the_period_of_drafts(database: Database) -> None:
    site = demo_site(database)
    for example in fill_examples(site):
        age = site.now() - get_assessment(site, example.id).record.started
        assert timedelta(0) < age < site.settings.draft_time
