"""Turn an instrument and its invented example into every part of the pages in every state."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rely.languages import Words
from rely.model.answers import Code
from rely.model.instrument import Instrument
from rely.model.items import Item
from rely.model.response_scales import NOT_APPLICABLE, Choice, Country, Likert, Multiple, NumberEntry
from rely.reporting.actions import Action
from rely.reporting.status_words import STATUSES, Status
from rely.reporting.taken_words import TakenOn
from rely.services.answers import Conflict
from rely.services.sample import NOBODY
from rely.web.answer.items import ItemView, view_item
from rely.web.answer.progress import DONE, NOW, PARTLY, TO_COME, ProgressPart, ProgressView
from rely.web.delete.content import DeleteView, ReceiptView
from rely.web.forms.sentences import sentence_for
from rely.web.result.content import ResultView
from rely.web.result.making import MakingView, view_making
from rely.web.result.taking import TakeForm


@dataclass(frozen=True, slots=True)
class Drawn:
    """One item in one state; `state` is what those who work on the pages call it."""

    state: str
    item: ItemView


@dataclass(frozen=True, slots=True)
class DrawnCard:
    """One card of an action in one state."""

    state: str
    action: Action
    form: TakeForm | None


@dataclass(frozen=True, slots=True)
class PartsView:
    """All that the page of parts shows; `pages` are the names of whole pages that are hard to come by."""

    result: ResultView
    statements: tuple[Drawn, ...]
    fields: tuple[Drawn, ...]
    progress: ProgressView
    statuses: tuple[Status, ...]
    cards: tuple[DrawnCard, ...]
    pages: tuple[str, ...]


def view_parts(instrument: Instrument, result: ResultView, words: Words) -> PartsView:
    """Every part in every state, in the words of an instrument and of the result of its example."""
    return PartsView(
        result=result,
        statements=_drawn(_statements(instrument, words), instrument, words, numbered=True),
        fields=_drawn(_fields(instrument, words), instrument, words, numbered=False),
        progress=_progress(instrument, words),
        statuses=tuple(Status(kind, each.sign, words.gettext(each.word)) for kind, each in STATUSES.items()),
        cards=tuple(_cards(result, words)),
        pages=(*PAGES, *ERRORS),
    )


Case = tuple[str, Item, dict[str, Any]]


def _drawn(cases: Iterator[Case], instrument: Instrument, words: Words, *, numbered: bool) -> tuple[Drawn, ...]:
    """Each case with a name of its own, so that one item can stand on the page twice."""
    drawn = []
    for at, (state, item, given) in enumerate(cases, start=1):
        view = _view(instrument, item, words, str(at) if numbered else "", **given)
        drawn.append(Drawn(state, replace(view, id=f"{item.id}-{at}", name=f"part-{item.id}-{at}", is_common=False)))
    return tuple(drawn)


def _view(
    instrument: Instrument, item: Item, words: Words, number: str, *, answer: Code = None, **given: Any
) -> ItemView:
    told = {"typed": None, "error": "", **given}
    return view_item(instrument, item, answer=answer, seen=0, number=number, words=words, **told)


def _statements(instrument: Instrument, words: Words) -> Iterator[Case]:
    sections = [section for section in instrument.sections if section.question is not None]
    items = [each for part in sections for each in part.items if isinstance(instrument.scale_of(each), Likert)]
    if not items:
        return
    by_length = sorted(items, key=lambda item: len(words.text(item.text)))
    short, long = by_length[0], by_length[-1]
    apart = next((item for item in by_length if item.allow_na), short)
    always = next((item for item in by_length if not item.allow_na), short)
    scale = instrument.scale_of(short)
    assert isinstance(scale, Likert)
    low, some = scale.options[0].code, scale.options[-2].code
    yield "open", apart, {}
    yield "answered and saved", short, {"answer": some}
    yield "does not apply", apart, {"answer": NOT_APPLICABLE}
    yield "always applies: nothing stands apart", always, {}
    yield "the longest one", long, {"answer": some}
    yield "with a mistake", apart, {"error": sentence_for("unknown-code", scale, "", words)}
    yield "changed elsewhere", short, {"answer": some, "conflict": Conflict(short.id, low, True)}


def _fields(instrument: Instrument, words: Words) -> Iterator[Case]:
    """The first item of each kind of response scale, as it is first seen, and one of each that can go wrong."""
    seen: dict[tuple[str, bool], Item] = {}
    for item in instrument.items.values():
        scale = instrument.scale_of(item)
        if not isinstance(scale, Likert):
            # A long list is drawn in another way than a short one.
            seen.setdefault((scale.kind, isinstance(scale, Choice) and len(scale.options) > 2), item)
    for item in seen.values():
        scale = instrument.scale_of(item)
        yield f"{scale.kind}{', required' if item.required else ''}", item, {}
        if isinstance(scale, NumberEntry):
            told = sentence_for("not-a-number", scale, "x", words)
            yield f"{scale.kind}, with a mistake", item, {"typed": ("x",), "error": told}
        elif isinstance(scale, Country):
            yield f"{scale.kind}, with a mistake", item, {"error": sentence_for("unknown-country", scale, "", words)}
        elif isinstance(scale, Multiple):
            yield f"{scale.kind}, answered", item, {"answer": tuple(each.code for each in scale.options[:2])}
        elif isinstance(scale, Choice):
            yield f"{scale.kind}, answered", item, {"answer": scale.options[0].code}


def _progress(instrument: Instrument, words: Words) -> ProgressView:
    states = (DONE, PARTLY, NOW)
    parts = tuple(
        ProgressPart(
            title=words.text(section.title),
            state=states[at] if at < len(states) else TO_COME,
            remark=words.ngettext("%(n)s open", "%(n)s open", 2) if at == 1 else "",
            address="" if at > 2 else "#content",
            button="",
        )
        for at, section in enumerate(instrument.sections)
    )
    place = {"number": words.number(3), "of": words.number(len(parts))}
    return ProgressView(
        parts,
        words.gettext("Part %(number)s of %(of)s", **place),
        words.ngettext("about %(n)s minute left", "about %(n)s minutes left", 8),
    )


def _cards(result: ResultView, words: Words) -> Iterator[DrawnCard]:
    actions = result.report.actions.actions if result.report.actions is not None else ()
    if not actions:
        return
    free = TakeForm(
        name="free",
        address="#actions",
        owner="",
        due="",
        owner_error="",
        due_error="",
        is_open=False,
        is_done=False,
        said="",
    )
    told = words.gettext("Write down who does it, for example a first name.")
    taken = TakenOn("Kim", result.kept_until, "")
    action = actions[0]
    yield DrawnCard("free", action, free)
    yield DrawnCard("being taken on", action, replace(free, name="open", is_open=True))
    yield DrawnCard("with a mistake", action, replace(free, name="mistake", is_open=True, owner_error=told))
    yield DrawnCard("taken on", replace(action, taken=taken), replace(free, name="taken", owner="Kim", said="Kim"))
    done = replace(taken, done=words.gettext("Done"))
    yield DrawnCard("done", replace(action, taken=done), replace(free, name="done", said="Kim", is_done=True))
    yield DrawnCard("told only", replace(action, taken=taken), None)


ERRORS: Mapping[str, int] = {
    "error-400": 400,
    "error-404": 404,
    "error-405": 405,
    "error-413": 413,
    "error-429": 429,
    "error-500": 500,
    "error-503": 503,
    "maintenance": 503,
}
"""The pages of what goes wrong, by name, with their status."""

PAGES: Mapping[str, str] = {
    "delete": "delete/ask.html",
    "receipt": "delete/receipt.html",
    "making": "result/making.html",
    "late": "result/making.html",
    "failed": "result/making.html",
    "ready": "result/making.html",
}
"""Whole pages that are hard to come by, by name, with their templates."""


def view_page(name: str, result: ResultView, words: Words) -> DeleteView | ReceiptView | MakingView:
    """What one of these pages shows, invented."""
    if name == "delete":
        client = words.quoted(result.report.head.name)
        return DeleteView(
            assessment=NOBODY,
            heading=words.gettext("Delete everything about %(name)s?", name=client),
            gone=(words.gettext("Your code, which then opens nothing any more"),),
            files=(),
            was_stale=False,
        )
    if name == "receipt":
        return ReceiptView(when=result.kept_until, backups=result.kept_until, forget="")
    return replace(view_making(NOBODY, "report.pdf", name, words), looks=0)
