"""Turn what became of answers saved one by one into the pieces of the page that change because of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rely.languages import Words
from rely.model.items import Item
from rely.services.answers import Conflict, Saved
from rely.services.outline import PAGE, Outline, PageOutline
from rely.web.answer.content import eyebrow, left_out, view_items
from rely.web.answer.items import ItemView
from rely.web.answer.progress import ProgressView, view_progress
from rely.web.forms.build import ITEM
from rely.web.forms.sent import SentAnswers
from rely.web.forms.sentences import sentence_for
from rely.web.places import pressed

REFUSED = "refused"
"""What became of an answer that the instrument does not allow; the others are the values of Verdict."""

NOTHING, KEPT, COMPLETE, LOOK, ELSEWHERE = "nothing", "kept", "complete", "look", "elsewhere"
"""What the line above the buttons says."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """One answer that the device need not keep any longer; `at` is its time as the device wrote it."""

    item: str
    at: str
    revision: int
    verdict: str


@dataclass(frozen=True, slots=True)
class NewItem:
    """An item that is asked only now; `place` is where it goes in, in the words of htmx."""

    place: str
    item: ItemView


@dataclass(frozen=True, slots=True)
class PagePieces:
    """What changes on the page that the device shows."""

    signs: tuple[ItemView, ...]
    redrawn: tuple[ItemView, ...]
    new: tuple[NewItem, ...]
    gone: tuple[str, ...]
    numbers: tuple[ItemView, ...]
    left_out: tuple[str, ...]
    eyebrow: str
    progress: ProgressView


@dataclass(frozen=True, slots=True)
class SavedView:
    """The answer to a save. `page` is None on pages without items; `apart` are conflicts of other pages."""

    confirmed: tuple[Confirmed, ...]
    line: str
    problems: int
    apart: tuple[ItemView, ...]
    page: PagePieces | None


def view_saved(saved: Saved, sent: SentAnswers, outline: Outline, *, page: str, asked: str, words: Words) -> SavedView:
    """What changes on a page; `page` names it as its buttons do, `asked` are the ids of its items, as it says."""
    place = pressed(page, outline.places)
    found = outline.pages.get(place) if place is not None and place.kind == PAGE else None
    problems = {each.item: each.kind for each in saved.problems}
    conflicts = {each.item: each for each in saved.conflicts}
    here = {item.id for item in found.items} if found is not None else set()
    elsewhere = [outline.instrument.items[name] for name in conflicts if name not in here]
    drawn = list(dict.fromkeys(asked.split()))  # each once, however often it is named
    return SavedView(
        confirmed=tuple(_confirmed(saved, sent, name) for name in sent.times),
        line=_line(sent, found, problems, conflicts),
        problems=len(problems),
        apart=view_items(outline, elsewhere, conflicts=conflicts, words=words),
        page=None if found is None else _pieces(outline, found, sent, problems, conflicts, drawn, words),
    )


def _confirmed(saved: Saved, sent: SentAnswers, name: str) -> Confirmed:
    verdict = saved.verdicts[name].value if name in saved.verdicts else REFUSED
    return Confirmed(name, sent.times[name], saved.assessment.revision(name), verdict)


def _line(
    sent: SentAnswers, page: PageOutline | None, problems: Mapping[str, str], conflicts: Mapping[str, Conflict]
) -> str:
    if not sent.times:
        return NOTHING
    if problems:
        return LOOK
    if conflicts:
        return ELSEWHERE
    return COMPLETE if page is not None and not page.open else KEPT


def _pieces(
    outline: Outline,
    page: PageOutline,
    sent: SentAnswers,
    problems: Mapping[str, str],
    conflicts: Mapping[str, Conflict],
    asked: list[str],
    words: Words,
) -> PagePieces:
    known = [item for item in page.items if item.id in asked]
    changed = [item for item in known if item.id in sent.times]
    loud = [item for item in changed if item.id in problems or item.id in conflicts]
    here = {item.id for item in page.items}
    is_other = here != set(asked)
    return PagePieces(
        signs=view_items(outline, [item for item in changed if item not in loud], words=words),
        redrawn=view_items(
            outline,
            loud,
            typed=sent.typed,
            told={item.id: _told(outline, item, problems, sent, words) for item in loud if item.id in problems},
            conflicts=conflicts,
            words=words,
        ),
        new=_new(outline, page, asked, words),
        gone=tuple(ITEM + name for name in asked if name not in here and name in outline.instrument.items),
        numbers=view_items(outline, known, words=words) if is_other else (),
        left_out=left_out(page, words),
        eyebrow=eyebrow(outline, page, words),
        progress=view_progress(outline, page.place, words),
    )


def _told(outline: Outline, item: Item, problems: Mapping[str, str], sent: SentAnswers, words: Words) -> str:
    typed = (*sent.typed.get(item.id, ()), "")[0]
    return sentence_for(problems[item.id], outline.instrument.scale_of(item), typed, words)


def _new(outline: Outline, page: PageOutline, asked: Iterable[str], words: Words) -> tuple[NewItem, ...]:
    places = ["afterbegin:#items", *(f"afterend:#{ITEM}{item.id}" for item in page.items)]
    fresh = {item.id: place for item, place in zip(page.items, places, strict=False) if item.id not in asked}
    views = view_items(outline, [item for item in page.items if item.id in fresh], words=words)
    return tuple(NewItem(fresh[view.id], view) for view in views)
