"""Turn a branch that answers have opened into the page on which it is seen, and all branches into groups to choose."""

from collections.abc import Iterator
from dataclasses import dataclass

from rely.languages import Words
from rely.model.instrument import Instrument
from rely.services.branches import FORM, HIDDEN, PAGE, SELECTED, SHOWN, UNMET, Branch, branches
from rely.services.outline import COURSE, Outline, PageOutline, Place, pages_of
from rely.services.preview import BRANCH, Source
from rely.web.places import button


@dataclass(frozen=True, slots=True)
class WayIn:
    """Something to choose: the id of its source, what it is called for its author and for respondents."""

    source: str
    name: str
    label: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Ways of one kind; `id` is one for the page."""

    id: str
    title: str
    ways: tuple[WayIn, ...]


def groups_of(instrument: Instrument, here: Source, words: Words) -> tuple[Group, ...]:
    """All branches of an instrument by kind; kinds that it has none of are left out."""
    titles = {
        SELECTED: _selecting(instrument, words),
        FORM: words.gettext("Short forms"),
        UNMET: words.gettext("Requirements that are not met"),
        SHOWN: words.gettext("Items that are shown"),
        HIDDEN: words.gettext("Items that are hidden"),
    }
    found = branches(instrument)
    return tuple(
        Group(kind, title, ways)
        for kind, title in titles.items()
        if (ways := tuple(_way(instrument, each, here, words) for each in found if each.kind == kind))
    )


def page_of_branch(outline: Outline, branch: Branch) -> str:
    """The end of the address of the page on which a branch is seen; empty where that is no particular one."""
    shown = next((button(page.place) for page in outline.pages.values() if _shows(page, branch)), "")
    if not shown and branch.kind in (SELECTED, UNMET) and Place(COURSE) in outline.places:
        return COURSE
    return shown


def _shows(page: PageOutline, branch: Branch) -> bool:
    if branch.kind == PAGE:
        return button(page.place) == branch.name
    if branch.kind == UNMET:
        return any(each.id == branch.name for each in page.left_out)
    if branch.kind in (SHOWN, HIDDEN):
        return branch.name in pages_of(page.section)[page.number - 1]
    return False


def _way(instrument: Instrument, branch: Branch, here: Source, words: Words) -> WayIn:
    source = Source(BRANCH, branch.id)
    return WayIn(source.id, branch.name, next(_label(instrument, branch, words), branch.name), source == here)


def _label(instrument: Instrument, branch: Branch, words: Words) -> Iterator[str]:
    if branch.kind == FORM:
        form = instrument.form(branch.name)
        yield from () if form is None else (words.text(form.label),)
    elif branch.kind == SELECTED and instrument.selecting_facet is not None:
        yield from (words.text(each.label) for each in instrument.selecting_facet.values if each.id == branch.name)
    elif branch.kind == UNMET:
        yield from (words.text(each.explanation) for each in instrument.requirements if each.id == branch.name)
    elif branch.kind in (SHOWN, HIDDEN):
        yield words.text(instrument.items[branch.name].text)


def _selecting(instrument: Instrument, words: Words) -> str:
    facet = instrument.selecting_facet
    return "" if facet is None else words.text(facet.label)
