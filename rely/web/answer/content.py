"""Turn one page of the outline into all that its template shows."""

from collections.abc import Mapping
from dataclasses import dataclass

from rely.languages import Words
from rely.model.items import Item
from rely.services.outline import Outline, PageOutline
from rely.web.answer.items import ItemView, view_item
from rely.web.answer.progress import ProgressView, view_progress
from rely.web.forms.sentences import sentence_for, summary_for


@dataclass(frozen=True, slots=True)
class Mistake:
    """One line of the summary of what to look at again: what to do, and the box it leads to."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class PageView:
    """A page of the questionnaire, all words ready."""

    title: str
    eyebrow: str
    heading: str
    lead: tuple[str, ...]
    items: tuple[ItemView, ...]
    left_out: tuple[str, ...]
    mistakes: tuple[Mistake, ...]
    mistakes_heading: str
    statements: bool
    progress: ProgressView
    code: str
    is_first: bool
    has_previous: bool
    is_saved: bool
    was_stale: bool


def view_page(
    outline: Outline,
    page: PageOutline,
    *,
    words: Words,
    code: str,
    typed: Mapping[str, tuple[str, ...]] | None = None,
    problems: Mapping[str, str] | None = None,
    was_stale: bool = False,
) -> PageView:
    """A page with the stored answers, or with what was just `typed` and the kinds of `problems` by item id."""
    told = {
        item.id: _told(outline, item, problems[item.id], typed, words)
        for item in page.items
        if problems and item.id in problems
    }
    before = outline.before(page.place)
    return PageView(
        title=_title(page, bool(told), words),
        eyebrow=_eyebrow(page, words),
        heading=_heading(page, words),
        lead=_lead(outline, page, is_first=before is None, words=words),
        items=_items(outline, page, typed, told, words),
        left_out=tuple(words.text(requirement.explanation) for requirement in page.left_out),
        mistakes=_mistakes(outline, page, {name: problems[name] for name in told} if problems else {}, words),
        mistakes_heading=words.ngettext(
            "Please look at one answer again", "Please look at %(n)s answers again", len(told)
        ),
        statements=page.section.question is not None,
        progress=view_progress(outline, page.place, words),
        code=code,
        is_first=before is None and not outline.assessment.records,
        has_previous=before is not None,
        is_saved=not page.open and not told and typed is None,
        was_stale=was_stale,
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


def _items(
    outline: Outline,
    page: PageOutline,
    typed: Mapping[str, tuple[str, ...]] | None,
    told: Mapping[str, str],
    words: Words,
) -> tuple[ItemView, ...]:
    numbers = statement_numbers(outline)
    return tuple(
        view_item(
            outline.instrument,
            item,
            answer=outline.assessment.answers.get(item.id),
            typed=None if typed is None else typed.get(item.id),
            seen=outline.assessment.revision(item.id),
            number=words.number(numbers[item.id]) if item.id in numbers else "",
            error=told.get(item.id, ""),
            words=words,
        )
        for item in page.items
    )


def statement_numbers(outline: Outline) -> dict[str, int]:
    """The statements by item id, numbered through all sections that put one question to all their items."""
    asked = [item.id for each in outline.sections if each.section.question is not None for item in each.items]
    return {item: number for number, item in enumerate(asked, start=1)}


def _mistakes(outline: Outline, page: PageOutline, kinds: Mapping[str, str], words: Words) -> tuple[Mistake, ...]:
    views = {view.id: view for view in _items(outline, page, None, {}, words)}
    return tuple(
        Mistake(
            summary_for(item, kinds[item.id], outline.instrument.scale_of(item), words),
            views[item.id].first_box,
        )
        for item in page.items
        if item.id in kinds
    )


def _title(page: PageOutline, has_mistakes: bool, words: Words) -> str:
    parts = dict.fromkeys([_heading(page, words), words.text(page.section.title), _eyebrow(page, words)])
    title = " – ".join(part for part in parts if part)
    return words.gettext("Please check: %(title)s", title=title) if has_mistakes else title


def _heading(page: PageOutline, words: Words) -> str:
    """The heading of the section; where no question joins its items, it is that of the first page only."""
    if page.section.heading is None or (page.position > 1 and page.section.question is None):
        return words.text(page.section.title)
    return words.text(page.section.heading)


def _eyebrow(page: PageOutline, words: Words) -> str:
    title = words.text(page.section.title)
    if page.of == 1:
        return "" if _heading(page, words) == title else title
    place = {"number": words.number(page.position), "of": words.number(page.of)}
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
