"""Turn the answers so far into the way through the questionnaire: its pages, what is open, how long still."""

from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil

from rely.model.instrument import Instrument
from rely.model.items import Item, Section
from rely.model.scores import Requirement
from rely.scoring.plan import plan_of
from rely.services.assessments import NotFound, OpenAssessment
from rely.services.given import SECTION

PAGE, COURSE, REVIEW = "page", "course", "review"


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere on the way: a page of a section, the course that the answers take, or the review.

    `section` and `number` (from 1) say which page; both are empty for the other kinds. `item` is there on a page
    that asks one item only.
    """

    kind: str
    section: str = ""
    number: int = 0
    item: str = ""


@dataclass(frozen=True, slots=True)
class PageOutline:
    """One page: the items that are asked on it now, and the requirements because of which others are not.

    `number` counts the pages that the section declares, so that an address keeps its meaning; `position`
    counts those that ask something now, and `of` says how many these are. `item` is the id of the only item where
    the respondent wants one at a time.
    """

    section: Section
    number: int
    position: int
    of: int
    items: tuple[Item, ...]
    left_out: tuple[Requirement, ...]
    open: tuple[Item, ...]
    item: str = ""

    @property
    def place(self) -> Place:
        """Where it is."""
        return Place(PAGE, self.section.id, self.number, self.item)


@dataclass(frozen=True, slots=True)
class SectionOutline:
    """One section: its pages that ask something now.

    `waits` says that nothing is asked because the fact that selects its items is not known yet.
    """

    section: Section
    pages: tuple[PageOutline, ...]
    waits: bool

    @property
    def items(self) -> tuple[Item, ...]:
        """All items asked."""
        return tuple(item for page in self.pages for item in page.items)

    @property
    def open(self) -> tuple[Item, ...]:
        """The items asked and not answered."""
        return tuple(item for page in self.pages for item in page.open)


@dataclass(frozen=True)
class Outline:
    """The whole way, with what is answered and what is open at this moment."""

    assessment: OpenAssessment
    sections: tuple[SectionOutline, ...]

    @cached_property
    def pages(self) -> dict[Place, PageOutline]:
        """All pages that ask something, in order."""
        return {page.place: page for section in self.sections for page in section.pages}

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """All places in order: the course stands before the first section that depends on it.

        It is left out where there is nothing to explain: the respondent has said himself which items are asked.
        """
        dependent = [section.section.id for section in self.sections if depends(self.instrument, section.section)]
        if self.is_settled and _is_said(self.instrument):
            dependent = []
        way = list(self.pages)
        if dependent:
            at = next((i for i, place in enumerate(way) if place.section in dependent), len(way))
            way.insert(at, Place(COURSE))
        return (*way, Place(REVIEW))

    @property
    def instrument(self) -> Instrument:
        """The instrument as it is asked: given facts are items of its first section."""
        return self.assessment.questionnaire

    @property
    def selected(self) -> str | None:
        """The value of the fact that selects items, None when it is unknown."""
        return self.assessment.asked.selected

    @property
    def is_settled(self) -> bool:
        """Whether it is known which items are asked."""
        return self.instrument.selecting_facet is None or self.selected is not None

    @cached_property
    def minutes_left(self) -> int:
        """How many minutes the open items take, rounded up; what is not known yet counts as the longest."""
        open_items = [item for section in self.sections for item in section.open]
        seconds = seconds_for(self.instrument, open_items)
        if not self.is_settled:
            seconds += max(
                (seconds_for(self.instrument, items) for items in _selectable(self.assessment).values()),
                default=0.0,
            )
        return ceil(seconds / 60)

    def next_after(self, place: Place) -> Place:
        """Where `place` leads to; the review where there is nothing further."""
        at = self.places.index(place) if place in self.places else -1
        return self.places[min(at + 1, len(self.places) - 1)]

    def before(self, place: Place) -> Place | None:
        """What comes before `place`; None for the first."""
        at = self.places.index(place) if place in self.places else 0
        return self.places[at - 1] if at > 0 else None

    def where_left(self) -> Place:
        """Where a respondent goes on who comes back: at the page answered last, or after it if full."""
        records = self.assessment.records
        answered = [
            (records[item.id].answered_at, at, place)
            for at, (place, page) in enumerate(self.pages.items())
            for item in page.items
            if item.id in records
        ]
        if not answered:
            return self.places[0]
        *_, last = max(answered, key=lambda found: found[:2])
        return last if self.pages[last].open else self.next_after(last)

    def count_of(self, page: PageOutline) -> tuple[int, int]:
        """Which page this is, from 1, and of how many.

        Pages are counted within their section; statements one at a time through all sections that ask statements.
        """
        if not page.item or page.section.question is None:
            return page.position, page.of
        alike = [place for place, each in self.pages.items() if each.section.question is not None]
        return alike.index(page.place) + 1, len(alike)

    def instead_of(self, place: Place) -> Place:
        """Where the address of a page leads that is not asked like this, or not now.

        That is the page which asks the same item; else the first with an open item, or the first, of those with the
        same section and number; else where the respondent goes on.
        """
        near = [page for at, page in self.pages.items() if (at.section, at.number) == (place.section, place.number)]
        same = [page for page in near if any(item.id == place.item for item in page.items)]
        found = next((page for page in (*same, *(page for page in near if page.open), *near)), None)
        return found.place if found is not None else self.where_left()

    def page_of(self, item_id: str) -> Place | None:
        """The page on which an item is asked now, or None."""
        for place, page in self.pages.items():
            if any(item.id == item_id for item in page.items):
                return place
        return None


def build_outline(assessment: OpenAssessment, *, one_at_a_time: bool = False) -> Outline:
    """The way through the questionnaire as it follows from the answers so far, with a page for each item on request."""
    sections = (_section(assessment, section) for section in assessment.questionnaire.sections)
    return Outline(assessment, tuple(_one_at_a_time(each) if one_at_a_time else each for each in sections))


def depends(instrument: Instrument, section: Section) -> bool:
    """Whether the selecting fact decides about items of the section."""
    facet = instrument.selecting_facet
    return facet is not None and any(item.values(facet.id) for item in section.items)


def _is_said(instrument: Instrument) -> bool:
    """Whether the fact that selects items is one that is given."""
    facet = instrument.selecting_facet
    return facet is not None and facet.selects_by in {given.id for given in instrument.given}


def page_items(instrument: Instrument, place: Place) -> tuple[Item, ...]:
    """The items of a page as the instrument declares it, asked or not. Raises NotFound for a page it lacks."""
    for section in instrument.sections:
        declared = pages_of(section)
        if section.id == place.section and 1 <= place.number <= len(declared):
            names = declared[place.number - 1]
            if not place.item or place.item in names:
                return tuple(instrument.items[name] for name in names if place.item in ("", name))
    raise NotFound


def pages_of(section: Section) -> tuple[tuple[str, ...], ...]:
    """The ids of the items on each page that the section declares."""
    return section.pages or (tuple(item.id for item in section.items),)


def seconds_for(instrument: Instrument, items: list[Item]) -> float:
    """How long these items take, by their response scales."""
    return sum(instrument.scale_of(item).seconds for item in items)


def _section(assessment: OpenAssessment, section: Section) -> SectionOutline:
    pages = _pages(assessment, section)
    undecided = not pages and assessment.asked.selected is None and depends(assessment.instrument, section)
    waits = undecided and _is_in_form(assessment, section)
    return SectionOutline(section, pages, waits)


def _one_at_a_time(whole: SectionOutline) -> SectionOutline:
    """The same section with a page for each item; what a page leaves out is told on the first of them."""
    found = [(page, item) for page in whole.pages for item in page.items]
    pages = tuple(
        replace(
            page,
            position=position,
            of=len(found),
            items=(item,),
            left_out=page.left_out if item is page.items[0] else (),
            open=(item,) if item in page.open else (),
            item=item.id,
        )
        for position, (page, item) in enumerate(found, start=1)
    )
    return replace(whole, pages=pages)


def _pages(assessment: OpenAssessment, section: Section) -> tuple[PageOutline, ...]:
    asked, routed = frozenset(assessment.asked.asked), assessment.asked.routed
    if section.id == SECTION:
        asked = frozenset(item.id for item in section.items)
    declared = pages_of(section)
    shown = [tuple(name for name in names if name in asked and name not in routed) for names in declared]
    unmet = _told_on(
        [[routed[name] for name in names if name in routed] for names in declared],
        [bool(names) for names in shown],
    )
    items = assessment.questionnaire.items
    requirements = {each.id: each for each in assessment.instrument.requirements} if routed else {}
    numbers = [number for number, names in enumerate(shown) if names]
    return tuple(
        PageOutline(
            section=section,
            number=number + 1,
            position=position,
            of=len(numbers),
            items=tuple(items[name] for name in shown[number]),
            left_out=tuple(requirements[need] for need in unmet[number]),
            open=tuple(items[name] for name in shown[number] if name not in assessment.stored),
        )
        for position, number in enumerate(numbers, start=1)
    )


def _told_on(unmet: list[list[str]], is_shown: list[bool]) -> list[tuple[str, ...]]:
    """Which requirements each page tells: its own, and those of the pages before it that show nothing."""
    told: list[tuple[str, ...]] = []
    waiting: list[str] = []
    for own, shown in zip(unmet, is_shown, strict=True):
        told.append(tuple(dict.fromkeys([*waiting, *own])) if shown else ())
        waiting = [] if shown else [*waiting, *own]
    return told


def _is_in_form(assessment: OpenAssessment, section: Section) -> bool:
    chosen = set(plan_of(assessment.instrument).in_form(assessment.record.form))
    return any(item.id in chosen for item in section.items)


def _selectable(assessment: OpenAssessment) -> dict[str, list[Item]]:
    """The unanswered items by the value of the selecting facet that asks them."""
    facet = assessment.instrument.selecting_facet
    if facet is None:
        return {}
    names = plan_of(assessment.instrument).in_form(assessment.record.form)
    items = [assessment.instrument.items[name] for name in names if name not in assessment.answers]
    return {value.id: [item for item in items if value.id in item.values(facet.id)] for value in facet.values}
