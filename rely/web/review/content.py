"""Turn what is open into words: which items, and what cannot be said without them."""

import uuid
from dataclasses import dataclass

from rely.languages import Words
from rely.model.items import Item
from rely.model.scores import FacetValue
from rely.services.outline import REVIEW, Outline, Place, SectionOutline
from rely.services.review import OpenSection, Review
from rely.web.answer.progress import ProgressView, view_progress
from rely.web.earlier.content import KeptView
from rely.web.forms.build import ITEM
from rely.web.places import address


@dataclass(frozen=True, slots=True)
class OpenItemView:
    """One item that is open, with the address of its box."""

    text: str
    address: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class OpenSectionView:
    """The open items of one section and what they cost."""

    heading: str
    cost: str
    items: tuple[OpenItemView, ...]


@dataclass(frozen=True, slots=True)
class FilledView:
    """One section in the table of all that was filled in."""

    title: str
    filled: str
    open: str
    address: str


@dataclass(frozen=True, slots=True)
class ReviewView:
    """The review page, all words ready."""

    assessment: uuid.UUID
    heading: str
    lead: str
    contradictions: tuple[str, ...]
    open_sections: tuple[OpenSectionView, ...]
    filled: tuple[FilledView, ...]
    left_out: tuple[str, ...]
    progress: ProgressView
    previous_address: str
    was_stale: bool
    kept: KeptView | None = None


def view_review(
    outline: Outline, review: Review, *, words: Words, was_stale: bool = False, kept: KeptView | None = None
) -> ReviewView:
    """What there is to look at before finishing."""
    previous = outline.before(Place(REVIEW))
    return ReviewView(
        assessment=outline.assessment.id,
        heading=_heading(review, words),
        lead=_lead(review, words),
        contradictions=tuple(words.text(rule.text) for rule in review.contradictions),
        open_sections=tuple(_open_section(outline, each, words) for each in review.open_sections),
        filled=tuple(_filled(outline, each, words) for each in outline.sections if each.pages),
        left_out=_left_out(outline, words),
        progress=view_progress(outline, Place(REVIEW), words),
        previous_address=address(outline.assessment.id, previous) if previous else "",
        was_stale=was_stale,
        kept=kept,
    )


def _heading(review: Review, words: Words) -> str:
    if not review.open:
        return words.gettext("Everything is answered")
    return words.ngettext("%(n)s answer is still open", "%(n)s answers are still open", review.open)


def _lead(review: Review, words: Words) -> str:
    if not review.open:
        return words.gettext("You can still change any answer, or go to your result.")
    counts = words.gettext(
        "%(answered)s of %(asked)s are answered.",
        answered=words.number(review.asked - review.open),
        asked=words.number(review.asked),
    )
    if review.required:
        advice = words.gettext("Please look at those marked ‘important’; the others may stay open.")
    else:
        advice = words.gettext("You may leave the rest open.")
    return f"{counts} {advice}"


def _open_section(outline: Outline, each: OpenSection, words: Words) -> OpenSectionView:
    items = (*each.required, *each.others)
    return OpenSectionView(
        heading=words.gettext(
            "%(section)s: %(open)s",
            section=words.text(each.section.title),
            open=words.ngettext("%(n)s open", "%(n)s open", len(items)),
        ),
        cost=" ".join(filter(None, (_cost(outline, each.lost, words), _untold(each, words)))),
        items=tuple(_open_item(outline, item, words) for item in items),
    )


def _open_item(outline: Outline, item: Item, words: Words) -> OpenItemView:
    place = outline.page_of(item.id)
    target = _there(outline, place, ITEM + item.id) if place is not None else ""
    return OpenItemView(words.text(item.text), target, item.required)


def _there(outline: Outline, place: Place, anchor: str | None = None) -> str:
    """The address of a page from which the respondent comes back here."""
    return address(outline.assessment.id, place, anchor, origin=REVIEW)


def _cost(outline: Outline, lost: tuple[str, ...], words: Words) -> str:
    """What cannot be said without these answers; empty when all scores can be given."""
    named = [_in_sentence(outline, name, words) for name in lost]
    if not named:
        return ""
    return words.gettext(
        "Without these answers there is no score for %(what)s.", what=words.list_of(list(dict.fromkeys(named)))
    )


def _untold(each: OpenSection, words: Words) -> str:
    """What else cannot be told without these answers; empty when everything can."""
    labels = [words.quoted(words.text(measure.label)) for measure in each.untold if measure.label is not None]
    if not labels:
        return ""
    return words.gettext("Without these answers it cannot be told: %(what)s.", what=words.list_of(labels))


def _in_sentence(outline: Outline, score: str, words: Words) -> str:
    values = {value.id: value for facet in outline.instrument.facets for value in facet.values}
    own = {each.id: words.text(each.label) for each in outline.instrument.scores.of_items}
    if score in own:
        return own[score]
    return " ".join(_value(values[part], words) for part in score.split(".") if part in values)


def _value(value: FacetValue, words: Words) -> str:
    return words.text(value.in_sentence or value.label)


def _filled(outline: Outline, each: SectionOutline, words: Words) -> FilledView:
    asked, open_items = len(each.items), len(each.open)
    place = next((page.place for page in each.pages if page.open), each.pages[0].place)
    return FilledView(
        title=words.text(each.section.title),
        filled=words.gettext("%(n)s of %(of)s", n=words.number(asked - open_items), of=words.number(asked)),
        open=words.ngettext("%(n)s open", "%(n)s open", open_items) if open_items else "",
        address=_there(outline, place),
    )


def _left_out(outline: Outline, words: Words) -> tuple[str, ...]:
    needs = dict.fromkeys(outline.assessment.asked.routed.values())
    found = {each.id: each for each in outline.instrument.requirements}
    return tuple(words.text(found[need].explanation) for need in needs)
