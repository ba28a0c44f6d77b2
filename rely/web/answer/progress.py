"""Turn the outline into the list of sections beside the page: done, now, to come, and the time left."""

import uuid
from dataclasses import dataclass

from rely.languages import Words
from rely.services.outline import REVIEW, Outline, Place, SectionOutline
from rely.web.places import address, button

DONE, NOW, PARTLY, TO_COME = "done", "now", "partly", "to-come"


@dataclass(frozen=True, slots=True)
class ProgressPart:
    """One section in the list. `address` and `button` are empty for what cannot be reached yet."""

    title: str
    state: str
    remark: str
    address: str
    button: str


@dataclass(frozen=True, slots=True)
class ProgressView:
    """The list of sections with two lines about where this is and how long it takes."""

    parts: tuple[ProgressPart, ...]
    where: str
    time_left: str


def view_progress(outline: Outline, here: Place, words: Words) -> ProgressView:
    """Where the respondent is, what is done and what is open."""
    sections = [section for section in outline.sections if section.pages or section.waits]
    now = next((at for at, each in enumerate(sections) if each.section.id == here.section), None)
    reached = max(
        [at for at, each in enumerate(sections) if _is_begun(outline, each)] + [now or 0],
    )
    parts = [
        _part(outline, each, is_now=at == now, is_reached=at <= reached, words=words)
        for at, each in enumerate(sections)
    ]
    if here.kind == REVIEW or (sections and reached == len(sections) - 1):
        parts.append(_review(outline.assessment.id, is_now=here.kind == REVIEW, words=words))
    return ProgressView(tuple(parts), _where(now, len(sections), here, words), _time_left(outline, here, words))


def _is_begun(outline: Outline, section: SectionOutline) -> bool:
    return any(item.id in outline.assessment.stored for item in section.items)


def _part(outline: Outline, each: SectionOutline, *, is_now: bool, is_reached: bool, words: Words) -> ProgressPart:
    title = words.text(each.section.title)
    if not each.pages or not is_reached:
        return ProgressPart(title, TO_COME, "", "", "")
    place = next((page.place for page in each.pages if page.open), each.pages[0].place)
    open_items = len(each.open)
    state = NOW if is_now else PARTLY if open_items else DONE
    remark = words.ngettext("%(n)s open", "%(n)s open", open_items) if state == PARTLY else ""
    return ProgressPart(title, state, remark, address(outline.assessment.id, place), button(place))


def _review(assessment_id: uuid.UUID, *, is_now: bool, words: Words) -> ProgressPart:
    place = Place(REVIEW)
    title = words.gettext("Review")
    return ProgressPart(title, NOW if is_now else TO_COME, "", address(assessment_id, place), button(place))


def _where(now: int | None, of: int, here: Place, words: Words) -> str:
    if here.kind == REVIEW:
        return words.gettext("The last step: review")
    if now is None:
        return ""
    return words.gettext("Part %(number)s of %(of)s", number=words.number(now + 1), of=words.number(of))


def _time_left(outline: Outline, here: Place, words: Words) -> str:
    minutes = outline.minutes_left
    if here.kind == REVIEW or minutes == 0:
        return ""
    return words.ngettext("about %(n)s minute left", "about %(n)s minutes left", minutes)
