"""Turn the preview of a questionnaire into all that its page shows."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rely.languages import Words, language_name
from rely.loading.watch import Look
from rely.model.instrument import Instrument
from rely.services.assessments import OpenAssessment
from rely.services.branches import PAGE, Branch
from rely.services.outline import COURSE, REVIEW, Outline, Place, SectionOutline, build_outline, pages_of
from rely.services.preview import BRANCH, EXAMPLE, OWN, SIMULATED, Preview, Source
from rely.web.moments import time_words
from rely.web.preview.coverage import CoverageView, view_coverage
from rely.web.preview.problems import ProblemsView, view_problems
from rely.web.preview.reaching import Group, WayIn, groups_of
from rely.web.preview.wish import BOTH, DESK, PHONE, START, WIDTHS, Wish, languages_of


@dataclass(frozen=True, slots=True)
class Shown:
    """What there is to show: the questionnaire as it is, an assessment of it, and what its author wants to see.

    `missed` is a source that gave no answers.
    """

    preview: Preview
    look: Look
    opened: OpenAssessment
    wish: Wish
    missed: Source | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A link of which one is chosen; `language` is the language of its label where that is another one."""

    label: str
    address: str
    is_here: bool
    language: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """A page of the site at one width."""

    width: str
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class PageLink:
    """One page: a link where it is asked, else the source of answers that lead to it; `label` is its whole name."""

    number: str
    label: str
    address: str
    source: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop on the way: a section with its pages, or one page that stands for itself."""

    label: str
    remark: str
    pages: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class BenchView:
    """The page of the preview, all words ready.

    `number` and `read` are the number and the version of the look. `told` says which version is shown, `missed` that a
    source gave no answers. `mine`, `examples` and `simulated` are answers to choose, `groups` those of branches.
    """

    number: int
    read: int
    title: str
    version: str
    path: str
    told: str
    is_old: bool
    problems: ProblemsView
    languages: tuple[Choice, ...]
    widths: tuple[Choice, ...]
    frames: tuple[Frame, ...]
    width: str
    stops: tuple[Stop, ...]
    mine: WayIn
    examples: tuple[WayIn, ...]
    has_example: bool
    simulated: tuple[WayIn, ...]
    groups: tuple[Group, ...]
    missed: str
    missed_problems: ProblemsView | None
    coverage: CoverageView
    fields: dict[str, str]
    assessment: uuid.UUID
    again: str


@dataclass(frozen=True, slots=True)
class BrokenView:
    """The page of a questionnaire that has not been without errors yet."""

    number: int
    path: str
    problems: ProblemsView


def view_broken(look: Look, path: Path, words: Words) -> BrokenView:
    """Its problems, and nothing else."""
    return BrokenView(look.number, str(path), view_problems(look.problems, words, is_whole=look.is_whole))


def view_bench(shown: Shown, words: Words) -> BenchView:
    """The questionnaire beside its problems."""
    instrument, wish = shown.opened.instrument, shown.wish
    outline = build_outline(shown.opened)
    return BenchView(
        number=shown.look.number,
        read=shown.look.version,
        title=words.text(instrument.title),
        version=instrument.version,
        path=str(shown.preview.watch.path),
        told=_told(shown.look, words),
        is_old=shown.look.is_broken,
        problems=view_problems(shown.look.problems, words, is_whole=shown.look.is_whole),
        languages=tuple(_languages(instrument, wish)),
        widths=tuple(_widths(wish, words)),
        frames=tuple(_frames(shown, words)),
        width=wish.width,
        stops=tuple(_stops(outline, wish, words)),
        mine=WayIn(OWN, "", words.gettext("Given on these pages"), wish.source.kind == OWN),
        examples=tuple(_example(name, wish) for name in shown.preview.examples()),
        has_example=wish.source.kind == EXAMPLE,
        simulated=_simulated(wish.source, words),
        groups=groups_of(instrument, wish.source, words),
        missed=_missed(shown.missed, words),
        missed_problems=_missed_problems(shown, words),
        coverage=view_coverage(instrument, words),
        fields=wish.values,
        assessment=shown.opened.id,
        again=wish.again,
    )


def _told(look: Look, words: Words) -> str:
    assert look.since is not None, "there is a version, so it was read at some moment"
    time = f"{time_words(look.since, words)}:{look.since:%S}"
    if look.is_broken:
        return words.gettext("You see the last version without errors, of %(time)s.", time=time)
    return words.gettext("Read at %(time)s", time=time)


def _languages(instrument: Instrument, wish: Wish) -> Iterator[Choice]:
    for each in languages_of(instrument):
        yield Choice(language_name(each), wish.address(language=each), each == wish.language, each)


def _widths(wish: Wish, words: Words) -> Iterator[Choice]:
    labels = {PHONE: words.gettext("Phone"), DESK: words.gettext("Computer"), BOTH: words.gettext("Both")}
    for each in WIDTHS:
        yield Choice(labels[each], wish.address(width=each), each == wish.width)


def _frames(shown: Shown, words: Words) -> Iterator[Frame]:
    address = shown.wish.framed(shown.opened.id)
    if shown.wish.width in (PHONE, BOTH):
        yield Frame(PHONE, words.gettext("The questionnaire on a phone"), address)
    if shown.wish.width in (DESK, BOTH):
        yield Frame(DESK, words.gettext("The questionnaire on a computer"), address)


def _stops(outline: Outline, wish: Wish, words: Words) -> Iterator[Stop]:
    yield _alone(words.gettext("Start page"), START, wish)
    has_course = Place(COURSE) in outline.places
    for each in outline.sections:
        if has_course and _comes_after_course(outline, each):
            has_course = False
            yield _alone(words.gettext("What is asked and why"), COURSE, wish)
        yield _section(each, wish, words)
    yield _alone(words.gettext("Review"), REVIEW, wish)


def _comes_after_course(outline: Outline, section: SectionOutline) -> bool:
    places = outline.places
    return section.waits or any(places.index(page.place) > places.index(Place(COURSE)) for page in section.pages)


def _alone(label: str, at: str, wish: Wish) -> Stop:
    return Stop(label, "", (PageLink("", label, wish.address(at=at), "", wish.at == at),))


def _section(each: SectionOutline, wish: Wish, words: Words) -> Stop:
    """A section with all its pages as its author has declared them, asked at this moment or not."""
    of = len(pages_of(each.section))
    pages = tuple(_page(each, number, of, wish, words) for number in range(1, of + 1))
    items = len(each.items)
    remark = words.ngettext("%(n)s item", "%(n)s items", items) if items else words.gettext("not asked now")
    return Stop(words.text(each.section.title), remark, pages)


def _page(each: SectionOutline, number: int, of: int, wish: Wish, words: Words) -> PageLink:
    title, shown = words.text(each.section.title), words.number(number)
    label = words.gettext("%(section)s, page %(number)s", section=title, number=shown) if of > 1 else title
    name = f"{each.section.id}/{number}"
    if any(page.number == number for page in each.pages):
        is_here = wish.at == name or wish.at.startswith(f"{name}/")
        return PageLink(shown if of > 1 else "", label, wish.address(at=name), "", is_here)
    return PageLink(shown if of > 1 else "", label, "", Source(BRANCH, Branch(PAGE, name).id).id, False)


def _example(name: str, wish: Wish) -> WayIn:
    source = Source(EXAMPLE, name)
    return WayIn(source.id, name, "", source == wish.source)


def _simulated(here: Source, words: Words) -> tuple[WayIn, ...]:
    """The simulation that is shown, and the next one: each press gives another, the same in the same order."""
    is_here = here.kind == SIMULATED and here.name.isdecimal()
    seeds = (int(here.name), int(here.name) + 1) if is_here else (1,)
    return tuple(
        WayIn(
            Source(SIMULATED, str(seed)).id,
            "",
            words.gettext("Simulated answers, number %(number)s", number=words.number(seed)),
            is_here and at == 0,
        )
        for at, seed in enumerate(seeds)
    )


def _missed(missed: Source | None, words: Words) -> str:
    if missed is None:
        return ""
    if missed.kind == BRANCH:
        return words.gettext("No answers were found that lead to %(name)s.", name=missed.name)
    return words.gettext("%(name)s holds no answers that can be used.", name=missed.name or missed.id)


def _missed_problems(shown: Shown, words: Words) -> ProblemsView | None:
    problems = shown.preview.problems_of(shown.missed) if shown.missed is not None else ()
    return view_problems(problems, words) if problems else None
