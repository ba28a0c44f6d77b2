"""Turn the fact that selects the items into words: what follows from which answers, and what is left out."""

from dataclasses import dataclass

from rely.guidelines.recommend import NO_ADVICE
from rely.languages import Words
from rely.model.items import Item
from rely.model.measures import Measure
from rely.reporting.answer_words import answer_words
from rely.reporting.conclusion import conclusion
from rely.reporting.material import Material
from rely.services.outline import COURSE, Outline, Place
from rely.web.answer.progress import ProgressView, view_progress
from rely.web.forms.build import ITEM
from rely.web.places import address


@dataclass(frozen=True, slots=True)
class FactView:
    """One answer on which the course rests, with the address where it can be changed."""

    question: str
    answer: str
    address: str


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One value of the facet that selects items."""

    label: str
    about: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class CourseView:
    """The page between the facts and the statements, all words ready."""

    title: str
    is_settled: bool
    lead: str
    choices: tuple[ChoiceView, ...]
    facts: tuple[FactView, ...]
    missing: tuple[FactView, ...]
    left_out: tuple[str, ...]
    progress: ProgressView
    next_address: str
    previous_address: str
    later_address: str
    change_address: str


def view_course(outline: Outline, *, words: Words, later_address: str) -> CourseView:
    """What the answers lead to, or which of them are missing before it can be told."""
    here = Place(COURSE)
    facts = [_fact(outline, item, words) for item in _deciding(outline)]
    missing = tuple(fact for fact in facts if not fact.answer)
    previous = outline.before(here)
    return CourseView(
        title=_title(outline, bool(missing), words),
        is_settled=outline.is_settled,
        lead=_lead(outline, bool(missing), words),
        choices=_choices(outline, words),
        facts=tuple(fact for fact in facts if fact.answer),
        missing=missing,
        left_out=_left_out(outline, words),
        progress=view_progress(outline, here, words),
        next_address=address(outline.assessment.id, outline.next_after(here)),
        previous_address=address(outline.assessment.id, previous) if previous else "",
        later_address=later_address,
        change_address=(missing or tuple(facts))[0].address if facts else "",
    )


def _measure(outline: Outline) -> Measure | None:
    facet = outline.instrument.selecting_facet
    name = facet.selects_by if facet is not None else None
    return outline.instrument.measures_by_id.get(name) if name is not None else None


def _deciding(outline: Outline) -> list[Item]:
    """The items whose answers decide which others are asked."""
    measure, facet = _measure(outline), outline.instrument.selecting_facet
    names = dict.fromkeys(name for _, name in measure.inputs()) if measure is not None else {}
    if measure is None and facet is not None and facet.selects_by is not None:
        names = {facet.selects_by: None}
    return [outline.instrument.items[name] for name in names if name in outline.instrument.items]


def _fact(outline: Outline, item: Item, words: Words) -> FactView:
    place, code = outline.page_of(item.id), outline.assessment.stored.get(item.id)
    return FactView(
        question=words.text(item.text),
        answer="" if code is None else answer_words(_material(outline, words), item, code),
        address=address(outline.assessment.id, place, ITEM + item.id, origin=COURSE) if place is not None else "",
    )


def _material(outline: Outline, words: Words) -> Material:
    record = outline.assessment.record
    return Material(
        instrument=outline.instrument,
        result=outline.assessment.result,
        advice=NO_ADVICE,
        words=words,
        digest=record.instrument_digest,
        day=record.last_answered.date(),
    )


def _title(outline: Outline, is_missing: bool, words: Words) -> str:
    if outline.is_settled:
        return _selected_words(outline, words)
    if is_missing:
        return words.gettext("Before we can go on")
    return words.gettext("There is nothing to ask yet")


def _selected_words(outline: Outline, words: Words) -> str:
    measure = _measure(outline)
    for word in measure.words if measure is not None else ():
        if word.code == outline.selected:
            return words.text(word.text or word.label).rstrip(".")
    return outline.selected or ""


def _lead(outline: Outline, is_missing: bool, words: Words) -> str:
    if not outline.is_settled:
        if is_missing:
            return words.gettext("These answers decide which statements you get. Please give them first.")
        return conclusion(_material(outline, words))
    asked = _asked(outline, words)
    minutes = outline.minutes_left
    if minutes == 0:
        return asked
    time = words.ngettext("That takes about %(n)s minute.", "That takes about %(n)s minutes.", minutes)
    return f"{asked} {time}"


def _asked(outline: Outline, words: Words) -> str:
    parts = [each for each in outline.sections if each.section.question is not None]
    statements, still_open = sum(len(each.items) for each in parts), sum(len(each.open) for each in parts)
    if still_open == statements:
        return words.ngettext("You now get %(n)s statement.", "You now get %(n)s statements.", statements)
    if still_open:
        return words.ngettext("%(n)s statement is still open.", "%(n)s statements are still open.", still_open)
    return words.gettext("You have answered all statements.")


def _choices(outline: Outline, words: Words) -> tuple[ChoiceView, ...]:
    facet = outline.instrument.selecting_facet
    return tuple(
        ChoiceView(
            label=words.text(value.label),
            about=words.text(value.about) if value.about else "",
            is_here=value.id == outline.selected,
        )
        for value in (facet.values if facet is not None else ())
    )


def _left_out(outline: Outline, words: Words) -> tuple[str, ...]:
    needs = dict.fromkeys(outline.assessment.asked.routed.values())
    found = {each.id: each for each in outline.instrument.requirements}
    return tuple(words.text(found[need].explanation) for need in needs)
