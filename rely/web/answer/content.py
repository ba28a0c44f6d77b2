"""Turn one page of the outline into all that its template shows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rely.languages import Words
from rely.model.items import Item
from rely.services.answers import Conflict
from rely.services.outline import COURSE, REVIEW, Outline, PageOutline
from rely.web.answer.items import ItemView, view_item
from rely.web.answer.progress import ProgressView, view_progress
from rely.web.forms.sentences import sentence_for, summary_for
from rely.web.pace import ONE, WHOLE
from rely.web.places import address, button


@dataclass(frozen=True, slots=True)
class Mistake:
    """One line of the summary of what to look at again: what to do, and the box it leads to."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class PageView:
    """A page of the questionnaire, all words ready.

    `action` is where it is sent to, `pace` the value and the words of the button that changes how much is asked at
    once. `origin` is where the respondent came from and wants to go back to, `back` the words of the button that leads
    there; both are empty on the ordinary way.
    """

    title: str
    eyebrow: str
    heading: str
    lead: tuple[str, ...]
    items: tuple[ItemView, ...]
    left_out: tuple[str, ...]
    mistakes: tuple[Mistake, ...]
    mistakes_heading: str
    conflicts: tuple[Mistake, ...]
    conflicts_heading: str
    name: str
    statements: bool
    progress: ProgressView
    code: str
    is_first: bool
    has_previous: bool
    is_saved: bool
    was_stale: bool
    action: str
    origin: str
    back: str
    pace: tuple[str, str]
    is_single: bool


def view_page(
    outline: Outline,
    page: PageOutline,
    *,
    words: Words,
    code: str,
    typed: Mapping[str, tuple[str, ...]] | None = None,
    problems: Mapping[str, str] | None = None,
    conflicts: Mapping[str, Conflict] | None = None,
    was_stale: bool = False,
    origin: str = "",
) -> PageView:
    """A page with the stored answers, or with what was just `typed`, the kinds of `problems` and the `conflicts`.

    All three are by item id. An answer that met another one is shown as it is stored.
    """
    met = {item.id: conflicts[item.id] for item in page.items if conflicts and item.id in conflicts}
    told = {
        item.id: _told(outline, item, problems[item.id], typed, words)
        for item in page.items
        if problems and item.id in problems
    }
    before = outline.before(page.place)
    return PageView(
        title=_title(outline, page, bool(told or met), words),
        eyebrow=eyebrow(outline, page, words),
        heading=_heading(page, words),
        lead=_lead(outline, page, is_first=before is None, words=words),
        items=view_items(outline, page.items, typed=typed, told=told, conflicts=met, words=words),
        left_out=left_out(page, words),
        mistakes=_mistakes(outline, page, {name: problems[name] for name in told} if problems else {}, words),
        mistakes_heading=words.ngettext(
            "Please look at one answer again", "Please look at %(n)s answers again", len(told)
        ),
        conflicts=_conflicts(outline, page, met, words),
        conflicts_heading=conflicts_heading(len(met), words),
        name=button(page.place),
        statements=page.section.question is not None,
        progress=view_progress(outline, page.place, words),
        code=code,
        is_first=before is None and not outline.assessment.records,
        has_previous=before is not None,
        is_saved=not page.open and not told and not met and typed is None,
        was_stale=was_stale,
        # Without its fragment, for a browser that has one puts no focus on the summary of mistakes.
        action=address(outline.assessment.id, page.place).partition("#")[0],
        origin=origin,
        back=_back(origin, words),
        pace=_pace(page, words),
        is_single=bool(page.item),
    )


def _told(
    outline: Outline,
    item: Item,
    kind: str,
    typed: Mapping[str, tuple[str, ...]] | None,
    words: Words,
) -> str:
    written = (typed or {}).get(item.id, ())
    return sentence_for(kind, outline.instrument.scale_of(item), written[0] if written else "", words)


def view_items(
    outline: Outline,
    items: Iterable[Item],
    *,
    words: Words,
    typed: Mapping[str, tuple[str, ...]] | None = None,
    told: Mapping[str, str] | None = None,
    conflicts: Mapping[str, Conflict] | None = None,
) -> tuple[ItemView, ...]:
    """The items as they are drawn, each with what was `typed`, the sentence `told` about it and its conflict."""
    shown = tuple(items)
    # A save draws one item anew, or none: nothing else is counted for it.
    numbers = statement_numbers(outline) if shown else {}
    met = conflicts or {}
    return tuple(
        view_item(
            outline.instrument,
            item,
            answer=outline.assessment.stored.get(item.id),
            typed=None if typed is None or item.id in met else typed.get(item.id),
            seen=outline.assessment.revision(item.id),
            number=words.number(numbers[item.id]) if item.id in numbers else "",
            error=(told or {}).get(item.id, ""),
            conflict=met.get(item.id),
            words=words,
        )
        for item in shown
    )


def left_out(page: PageOutline, words: Words) -> tuple[str, ...]:
    """Why some items of the page are not asked."""
    return tuple(words.text(requirement.explanation) for requirement in page.left_out)


def conflicts_heading(number: int, words: Words) -> str:
    """The heading over the answers that met another one."""
    return words.ngettext("One answer was changed elsewhere too", "%(n)s answers were changed elsewhere too", number)


def statement_numbers(outline: Outline) -> dict[str, int]:
    """The statements by item id, numbered through all sections that put one question to all their items."""
    asked = [item.id for each in outline.sections if each.section.question is not None for item in each.items]
    return {item: number for number, item in enumerate(asked, start=1)}


def _mistakes(outline: Outline, page: PageOutline, kinds: Mapping[str, str], words: Words) -> tuple[Mistake, ...]:
    told = [item for item in page.items if item.id in kinds]
    return tuple(
        Mistake(
            summary_for(item, kinds[item.id], outline.instrument.scale_of(item), words),
            view.first_box,
        )
        for item, view in zip(told, view_items(outline, told, words=words), strict=True)
    )


def _conflicts(outline: Outline, page: PageOutline, met: Mapping[str, Conflict], words: Words) -> tuple[Mistake, ...]:
    views = view_items(outline, [item for item in page.items if item.id in met], words=words)
    return tuple(Mistake(view.text, view.first_box) for view in views)


def _back(origin: str, words: Words) -> str:
    said = {REVIEW: words.gettext("Back to the review"), COURSE: words.gettext("Back to the explanation")}
    return said.get(origin, "")


def _pace(page: PageOutline, words: Words) -> tuple[str, str]:
    if page.item:
        return WHOLE, words.gettext("Whole page at once")
    if page.section.question is None:
        return ONE, words.gettext("One question at a time")
    return ONE, words.gettext("One statement at a time")


def _title(outline: Outline, page: PageOutline, has_mistakes: bool, words: Words) -> str:
    parts = dict.fromkeys([_heading(page, words), words.text(page.section.title), eyebrow(outline, page, words)])
    title = " – ".join(part for part in parts if part)
    return words.gettext("Please check: %(title)s", title=title) if has_mistakes else title


def _heading(page: PageOutline, words: Words) -> str:
    """The heading of the section; where no question joins its items, it is that of the first page only."""
    if page.section.heading is None or (page.position > 1 and page.section.question is None):
        return words.text(page.section.title)
    return words.text(page.section.heading)


def eyebrow(outline: Outline, page: PageOutline, words: Words) -> str:
    """Which page of its section this is, where the heading does not tell it; one at a time, which item it is."""
    title = words.text(page.section.title)
    number, of = outline.count_of(page)
    place = {"number": words.number(number), "of": words.number(of)}
    if page.item and of > 1:
        if page.section.question is None:
            return words.gettext("Question %(number)s of %(of)s", **place)
        return words.gettext("Statement %(number)s of %(of)s", **place)
    if page.of == 1:
        return "" if _heading(page, words) == title else title
    if _heading(page, words) == title:
        return words.gettext("Page %(number)s of %(of)s", **place)
    return words.gettext("%(section)s, page %(number)s of %(of)s", section=title, **place)


def _lead(outline: Outline, page: PageOutline, *, is_first: bool, words: Words) -> tuple[str, ...]:
    texts = [
        outline.instrument.intro if is_first else None,
        page.section.intro if page.position == 1 else None,
        page.section.question,
    ]
    return tuple(words.text(text) for text in texts if text is not None)
