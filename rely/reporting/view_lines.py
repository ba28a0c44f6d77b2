"""Turn the answers of two perspectives to the same statements into lines that show both views and the gap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rely.languages import Words
from rely.model.comparison import Comparison
from rely.model.instrument import Instrument
from rely.model.scores import Facet
from rely.reporting.beside import Beside
from rely.reporting.material import Material
from rely.reporting.plain_text import first_capital, without_full_stop
from rely.reporting.signed import signed
from rely.scoring.comparison import Compared, ComparedItem, compare
from rely.scoring.gaps import Gap
from rely.scoring.steps import step_of

MOST_STATEMENTS = 3
"""How many of the statements that lie furthest apart are named: enough for one talk."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Both views on one line, 0-100, and what to read out."""

    own: float
    other: float
    title: str


@dataclass(frozen=True, slots=True)
class ViewLine:
    """Both views on one subject: means over the statements that both answered, and the gap with its word.

    `basis` says on how many statements and people it rests. Where nothing can be compared the numbers are empty,
    `picture` is None and the verdict says why.
    """

    label: str
    picture: Pair | None
    own: str
    other: str
    gap: str
    verdict: str
    direction: str
    basis: str


@dataclass(frozen=True, slots=True)
class FarApart:
    """A statement on which the two views lie far apart, with both item scores.

    A reverse-coded one says so, since a high score there means that it holds less.
    """

    text: str
    own: str
    other: str
    people: str


@dataclass(frozen=True, slots=True)
class Views:
    """What is compared, by which rules, and what the two perspectives are called."""

    material: Material
    beside: Beside
    rules: Comparison
    found: Compared
    own_label: str
    other_label: str

    @property
    def words(self) -> Words:
        """The reader's words."""
        return self.material.words

    @property
    def facet(self) -> Facet:
        """The facet with a gap for each of its values."""
        return self.beside.instrument.facets_by_id[self.rules.facet]


def compare_views(material: Material, beside: Beside) -> Views:
    """The result of the report compared with those of `beside`."""
    rules = beside.instrument.comparison
    assert rules is not None, "looked at when it was built"
    found = compare(material.instrument, material.result, beside.instrument, beside.results)
    own, other = found.perspectives
    return Views(
        material, beside, rules, found,
        own_label=_called(material.instrument, own, material.words),
        other_label=_called(beside.instrument, other, material.words),
    )  # fmt: skip


def view_lines(views: Views) -> Iterator[ViewLine]:
    """A line for each value of the facet that has statements to compare."""
    for value in views.facet.values:
        if value.id in views.found.gaps:
            items = [each for each in views.found.items if value.id in each.values]
            yield _line(views, views.words.text(value.label), views.found.gaps[value.id], items)


def far_apart(views: Views) -> Iterator[FarApart]:
    """The statements whose gap has the last word, the largest first; none where there is but one word."""
    words, first, last = views.words, views.rules.steps[0].is_, views.rules.steps[-1].is_
    far = [each for each in views.found.items if first != last == step_of(_size(each), views.rules.steps)]
    for each in sorted(far, key=_size, reverse=True)[:MOST_STATEMENTS]:
        item = views.material.instrument.items[each.item]
        text = words.text(item.text)
        if item.reverse:
            text = words.gettext("%(statement)s (counted the other way round)", statement=without_full_stop(text))
        yield FarApart(text, words.measured(each.own), words.measured(each.other), words.number(each.n))


def _line(views: Views, label: str, gap: Gap, items: list[ComparedItem]) -> ViewLine:
    words = views.words
    if gap.gap is None or gap.first is None or gap.second is None:
        nothing = words.gettext("not answered on both sides")
        return ViewLine(label, None, "", "", "", nothing, "", "")
    own, other = words.measured(gap.first), words.measured(gap.second)
    title = words.gettext(
        "%(name)s: %(own_view)s %(own)s, %(other_view)s %(other)s out of 100",
        name=label,
        own_view=views.own_label,
        own=own,
        other_view=views.other_label,
        other=other,
    )
    return ViewLine(
        label=label,
        picture=Pair(gap.first, gap.second, title),
        own=own,
        other=other,
        gap=signed(words.measured(abs(gap.gap)), gap.gap),
        verdict=_verdict(views, gap),
        direction=_direction(views, gap),
        basis=_basis(words, [each.n for each in items]),
    )


def _verdict(views: Views, gap: Gap) -> str:
    """What a gap of this size is called."""
    labels = {word.code: views.words.text(word.label) for word in views.rules.words}
    return labels.get(gap.level or "", gap.level or "")


def _direction(views: Views, gap: Gap) -> str:
    if gap.gap is None or gap.direction is None:
        return ""
    higher = views.own_label if gap.gap > 0 else views.other_label
    return views.words.gettext("higher: %(whose)s", whose=higher)


def _called(instrument: Instrument, perspective: str, words: Words) -> str:
    return first_capital(next(words.text(each.label) for each in instrument.perspectives if each.id == perspective))


def _size(item: ComparedItem) -> float:
    return abs(item.own - item.other)


def _basis(words: Words, people: list[int]) -> str:
    """How many statements, and how many people answered each of them: from fewest to most where that differs."""
    fewest, most = words.number(min(people)), words.number(max(people))
    counted = most if fewest == most else words.gettext("%(low)s to %(high)s", low=fewest, high=most)
    statements = words.ngettext("%(n)s statement", "%(n)s statements", len(people))
    persons = words.ngettext("%(people)s person", "%(people)s people", max(people), people=counted)
    return f"{statements}, {persons}"
