import pytest

from rely.model.instrument import Instrument
from rely.services.answers import Arrived, save_answers
from rely.services.assessments import NotFound, get_assessment, start_assessment
from rely.services.outline import COURSE, PAGE, REVIEW, Outline, Place, build_outline, page_items
from rely.services.site import Site
from tests.sites import clock_of, make_site
from tests.small_instrument import SOURCE, small_instrument


class Respondent:
    """Somebody who answers the small instrument."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.id = start_assessment(site, "small", language="en").id

    def answer(self, **values: object) -> Outline:
        opened = get_assessment(self.site, self.id)
        clock_of(self.site).move(minutes=1)
        saved = save_answers(self.site, opened, {item: Arrived(value) for item, value in values.items()})
        assert saved.problems == ()
        return self.outline()

    def outline(self) -> Outline:
        return build_outline(get_assessment(self.site, self.id))

    def singly(self, **values: object) -> Outline:
        """The way one item at a time, after these answers."""
        if values:
            self.answer(**values)
        return build_outline(get_assessment(self.site, self.id), one_at_a_time=True)


@pytest.fixture
def respondent(site: Site) -> Respondent:
    return Respondent(site)


def page(section: str, number: int) -> Place:
    return Place(PAGE, section, number)


def single(section: str, number: int, item: str) -> Place:
    return Place(PAGE, section, number, item)


def asked(outline: Outline) -> list[str]:
    return [item.id for each in outline.pages.values() for item in each.items]


def test_before_the_selecting_fact_is_known_only_what_does_not_depend_on_it_is_asked(respondent: Respondent) -> None:
    outline = respondent.outline()
    assert asked(outline) == ["data", "where", "plants", "acres", "sown", "since", "errors", "notes"]
    assert not outline.is_settled
    assert [each.waits for each in outline.sections] == [False, True, True]


def test_then_only_the_items_of_its_value_are_asked(respondent: Respondent) -> None:
    spring = respondent.answer(sown="yes", plants=10)
    assert spring.selected == "spring"
    assert asked(spring)[8:] == ["S1", "S2", "csrf_token", "L1"]
    autumn = respondent.answer(plants=600)
    assert autumn.selected == "autumn"
    assert asked(autumn)[8:] == ["S1", "S3", "csrf_token", "L1"]


def test_the_course_stands_before_the_first_section_that_depends_on_it(respondent: Respondent) -> None:
    outline = respondent.answer(sown="yes", plants=10)
    places = outline.places
    assert places[places.index(Place(COURSE)) - 1] == page("garden", 4)
    assert places[places.index(Place(COURSE)) + 1] == page("work", 1)
    assert places[-1] == Place(REVIEW)


def test_while_it_is_unknown_the_last_page_leads_to_the_course_and_on_to_the_review(respondent: Respondent) -> None:
    outline = respondent.outline()
    assert outline.next_after(page("garden", 4)) == Place(COURSE)
    assert outline.next_after(Place(COURSE)) == Place(REVIEW)
    assert outline.next_after(Place(REVIEW)) == Place(REVIEW)
    assert outline.before(page("garden", 1)) is None
    assert outline.before(Place(COURSE)) == page("garden", 4)


def test_an_item_that_cannot_apply_is_not_asked_and_the_page_before_tells_nothing_of_it(respondent: Respondent) -> None:
    outline = respondent.answer(sown="yes", plants=0)
    assert "csrf_token" not in asked(outline)
    # Its page would be empty, so it is left out; the numbers of the other pages stay what they were.
    assert page("work", 2) not in outline.pages
    assert outline.pages[page("work", 1)].of == 1


def test_a_page_tells_why_some_of_its_items_are_left_out(site: Site) -> None:
    sections = [dict(each) for each in SOURCE["sections"]]
    sections[1] = sections[1] | {"pages": [["csrf_token", "S1"], ["S2", "S3"]]}
    other = make_site(site.database, Instrument.model_validate(SOURCE | {"sections": sections}))
    respondent = Respondent(other)
    outline = respondent.answer(sown="yes", plants=0)
    assert [item.id for item in outline.pages[page("work", 1)].items] == ["S1"]
    assert [each.id for each in outline.pages[page("work", 1)].left_out] == ["has_plants"]
    assert outline.pages[page("work", 2)].left_out == ()


def test_an_item_is_asked_only_when_its_condition_is_not_false(respondent: Respondent) -> None:
    assert "since" in asked(respondent.outline())
    assert "since" not in asked(respondent.answer(sown="no"))


def test_minutes_count_what_is_open_and_the_longest_way_while_the_way_is_unknown(respondent: Respondent) -> None:
    # Eight facts of ten seconds, then three statements of thirty and one of ten.
    assert respondent.outline().minutes_left == 3
    outline = respondent.answer(
        data="x", where="DE", plants=1, acres=1, sown="yes", since="2026-01-01", errors=["hoe"], notes="y"
    )
    assert outline.minutes_left == 2
    assert respondent.answer(S1=1, S2=1, csrf_token=1).minutes_left == 1
    assert respondent.answer(L1=1).minutes_left == 0


def test_who_comes_back_goes_on_at_the_page_answered_last_or_after_it_when_it_is_full(respondent: Respondent) -> None:
    assert respondent.outline().where_left() == page("garden", 1)
    assert respondent.answer(plants=3).where_left() == page("garden", 2)
    assert respondent.answer(acres=3).where_left() == page("garden", 3)
    assert respondent.answer(data="x").where_left() == page("garden", 1)
    assert respondent.answer(errors=["hoe"], notes="n").where_left() == Place(COURSE)


def test_an_answered_item_is_not_open_and_a_cleared_one_is_again(respondent: Respondent) -> None:
    outline = respondent.answer(plants=3)
    assert [item.id for item in outline.pages[page("garden", 2)].open] == ["acres"]
    opened = get_assessment(respondent.site, respondent.id)
    save_answers(respondent.site, opened, {"plants": Arrived(None)})
    assert [item.id for item in respondent.outline().pages[page("garden", 2)].open] == ["plants", "acres"]


def test_an_item_knows_its_page(respondent: Respondent) -> None:
    outline = respondent.outline()
    assert outline.page_of("acres") == page("garden", 2)
    assert outline.page_of("S1") is None


def test_one_at_a_time_each_item_has_its_page_in_the_same_order(respondent: Respondent) -> None:
    whole = respondent.answer(sown="yes", plants=10)
    outline = respondent.singly()
    assert asked(outline) == asked(whole)
    assert [place.item for place in outline.pages] == asked(whole)
    assert all(len(each.items) == 1 for each in outline.pages.values())
    assert outline.places[:3] == (
        single("garden", 1, "data"),
        single("garden", 1, "where"),
        single("garden", 2, "plants"),
    )
    assert outline.next_after(single("garden", 4, "notes")) == Place(COURSE)
    assert outline.next_after(Place(COURSE)) == single("work", 1, "S1")
    assert outline.before(single("garden", 2, "plants")) == single("garden", 1, "where")
    assert outline.minutes_left == whole.minutes_left


def test_one_at_a_time_statements_are_counted_through_all_sections_and_questions_within_theirs(
    respondent: Respondent,
) -> None:
    outline = respondent.singly(sown="yes", plants=10)
    counted = {each.item: outline.count_of(each) for each in outline.pages.values()}
    assert counted["data"] == (1, 8)
    assert counted["notes"] == (8, 8)
    assert [counted[name] for name in ("S1", "S2", "csrf_token", "L1")] == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_one_at_a_time_an_item_goes_and_appears_with_its_condition(respondent: Respondent) -> None:
    outline = respondent.singly(sown="no")
    assert outline.next_after(single("garden", 3, "sown")) == single("garden", 4, "errors")
    assert outline.count_of(outline.pages[single("garden", 4, "errors")]) == (6, 7)
    outline = respondent.singly(sown="yes")
    assert outline.next_after(single("garden", 3, "sown")) == single("garden", 3, "since")


def test_one_at_a_time_who_comes_back_goes_on_after_the_item_answered_last(respondent: Respondent) -> None:
    assert respondent.singly().where_left() == single("garden", 1, "data")
    assert respondent.singly(plants=3).where_left() == single("garden", 2, "acres")
    assert respondent.singly(data="x").where_left() == single("garden", 1, "where")


def test_one_at_a_time_an_item_knows_its_own_page_and_what_is_open_on_it(respondent: Respondent) -> None:
    outline = respondent.singly(plants=3)
    assert outline.page_of("acres") == single("garden", 2, "acres")
    assert outline.pages[single("garden", 2, "plants")].open == ()
    assert [item.id for item in outline.pages[single("garden", 2, "acres")].open] == ["acres"]


def test_one_at_a_time_what_a_page_leaves_out_is_told_once(site: Site) -> None:
    sections = [dict(each) for each in SOURCE["sections"]]
    sections[1] = sections[1] | {"pages": [["S1", "S2", "S3", "csrf_token"]]}
    other = make_site(site.database, Instrument.model_validate(SOURCE | {"sections": sections}))
    outline = Respondent(other).singly(sown="yes", plants=0)
    told = {place.item: [each.id for each in page.left_out] for place, page in outline.pages.items()}
    assert {item: needs for item, needs in told.items() if needs} == {"S1": ["has_plants"]}


def test_an_address_of_either_kind_leads_to_the_same_item_or_to_the_first_open_one(respondent: Respondent) -> None:
    whole, singly = respondent.answer(plants=3), respondent.singly()
    assert whole.instead_of(single("garden", 2, "acres")) == page("garden", 2)
    assert singly.instead_of(page("garden", 2)) == single("garden", 2, "acres")
    singly = respondent.singly(acres=3)
    assert singly.instead_of(page("garden", 2)) == single("garden", 2, "plants")


def test_an_address_of_what_is_not_asked_now_leads_to_its_neighbours_else_to_where_one_left(
    respondent: Respondent,
) -> None:
    singly = respondent.singly(sown="no")
    assert singly.instead_of(single("garden", 3, "since")) == single("garden", 3, "sown")
    assert singly.instead_of(single("work", 1, "S1")) == singly.where_left() == single("garden", 4, "errors")


def test_a_page_of_one_item_has_only_that_item_and_only_where_it_is_declared() -> None:
    assert [item.id for item in page_items(small_instrument(), single("work", 1, "S2"))] == ["S2"]
    for wrong in (single("work", 2, "S2"), single("work", 1, "data"), single("nothing", 1, "S2")):
        with pytest.raises(NotFound):
            page_items(small_instrument(), wrong)
