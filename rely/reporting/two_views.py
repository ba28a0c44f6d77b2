"""Turn one's own result and those of another perspective into the part of a report that shows both views."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rely.languages import Words
from rely.reporting.beside import Beside
from rely.reporting.material import Material
from rely.reporting.net_promoters import Recommended, build_recommended
from rely.reporting.view_lines import FarApart, ViewLine, Views, compare_views, far_apart, view_lines
from rely.scoring.rounding import NOISE
from rely.scoring.steps import step_of


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the word for a gap means."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class TwoViews:
    """Two views of the same relationship, the own one and that of one or more others.

    `own_head` and `other_head` are what the two perspectives are called. `agreement` is empty where the instrument
    does not judge it.
    """

    heading: str
    intro: str
    lead: str
    notes: tuple[str, ...]
    what_head: str
    axis_title: str
    own_head: str
    other_head: str
    gap_head: str
    verdict_head: str
    people_head: str
    lines: tuple[ViewLine, ...]
    meanings: tuple[Meaning, ...]
    agreement: str
    apart_heading: str
    apart: tuple[FarApart, ...]
    recommended: tuple[Recommended, ...]
    foot: str
    limits: tuple[str, ...]


def build_two_views(material: Material, beside: Beside) -> TwoViews:
    """The views of `beside` next to the result of the report."""
    views = compare_views(material, beside)
    words, rules = views.words, views.rules
    heading = words.gettext("Two views of this relationship") if rules.title is None else words.text(rules.title)
    return TwoViews(
        heading=f"{heading}: {views.other_label}" if rules.title is None else heading,
        intro=_intro(views),
        lead=_lead(views),
        notes=tuple(_notes(views)),
        what_head=words.text(views.facet.label),
        axis_title=words.gettext("Scale from 0 to 100"),
        own_head=views.own_label,
        other_head=views.other_label,
        gap_head=words.gettext("Gap"),
        verdict_head=words.gettext("In words"),
        people_head=words.gettext("People"),
        lines=tuple(view_lines(views)) if views.found.items else (),
        meanings=tuple(_meanings(views)),
        agreement=_agreement(views),
        apart_heading=words.gettext("To talk about first"),
        apart=tuple(far_apart(views)),
        recommended=build_recommended(views.beside, words),
        foot=words.gettext(
            "The gap is the first view minus the second, over the statements that both sides answered, on a scale "
            "from 0 to 100. The answers of several people are averaged per statement first. Difference scores are "
            "unreliable (Cronbach & Furby 1970), and so few statements allow no test of significance. Most firms "
            "underestimate how close the other side feels (Vosgerau, Anderson & Ross 2008)."
        ),
        limits=tuple(words.text(text) for text in rules.limits),
    )


def _intro(views: Views) -> str:
    words = views.words
    told = words.ngettext(
        "Beside your answers stand those of one person to ‘%(title)s’ (%(version)s).",
        "Beside your answers stand those of %(n)s people to ‘%(title)s’ (%(version)s).",
        len(views.beside.results),
        title=words.text(views.beside.instrument.title),
        version=f"{views.beside.instrument.id} {views.beside.instrument.version}",
    )
    days = _days(views)
    if days:
        told += f" {days}"
    told += " " + words.gettext("Names and answers in own words are left out.")
    return told if views.rules.intro is None else f"{words.text(views.rules.intro)} {told}"


def _days(views: Views) -> str:
    """From when the other answers are; empty unless all of them have a day."""
    words, days = views.words, [result.assessment.date for result in views.beside.results]
    known = sorted(day for day in days if day is not None)
    if len(known) < len(days):
        return ""
    if known[0] == known[-1]:
        return words.gettext("They are of %(date)s.", date=words.date(known[0]))
    return words.gettext("They are from %(first)s to %(last)s.", first=words.date(known[0]), last=words.date(known[-1]))


def _lead(views: Views) -> str:
    words = views.words
    sizes = {value: abs(gap.gap) for value, gap in views.found.gaps.items() if gap.gap is not None}
    if not sizes:
        return words.gettext("No statement was answered on both sides, so nothing can be compared.")
    largest = max(sizes.values())
    if step_of(largest, views.rules.steps) == views.rules.steps[0].is_:
        return words.gettext("Wherever both sides answered, the two views lie close together on average.")
    furthest = [value for value in sizes if largest - sizes[value] <= NOISE]
    labels = [words.text(value.label) for value in views.facet.values if value.id in furthest]
    return words.gettext(
        "The two views lie furthest apart here: %(what)s. The gap is %(gap)s points.",
        what=words.list_of(labels),
        gap=words.measured(largest),
    )


def _notes(views: Views) -> Iterator[str]:
    words, facet, theirs = views.words, views.material.instrument.selecting_facet, _selected(views)
    if facet is not None and theirs:
        labels = {value.id: words.text(value.label) for value in facet.values}
        own = labels.get(views.material.result.selected or "", words.gettext("unknown"))
        others = words.list_of([labels.get(each, each) for each in theirs])
        yield words.gettext(
            "%(fact)s in your answers: %(own)s; in theirs: %(others)s. What only one side was asked cannot be "
            "compared.",
            fact=words.text(facet.label),
            own=own,
            others=others,
        )
    if views.found.items:
        yield words.gettext("A gap opens a talk and is no error: ask for an example before you draw a conclusion.")


def _selected(views: Views) -> list[str]:
    """What the others have for the fact by which both instruments select, where it is not what holds here."""
    own, other = views.material.instrument.selecting_facet, views.beside.instrument.selecting_facet
    if own is None or other is None or own.id != other.id:
        return []
    theirs = [result.selected for result in views.beside.results if result.selected is not None]
    return list(dict.fromkeys(theirs)) if any(each != views.material.result.selected for each in theirs) else []


def _meanings(views: Views) -> Iterator[Meaning]:
    """The sentences of the words that occur, once each."""
    occurring = {gap.level for gap in views.found.gaps.values()}
    for word in views.rules.words:
        if word.code in occurring and word.text is not None:
            yield Meaning(views.words.text(word.label), views.words.text(word.text))


def _agreement(views: Views) -> str:
    words, value, edge = views.words, views.found.agreement, views.rules.agreement_below
    if value is None or edge is None:
        return ""
    told, least = _apart_in_print(words, value, edge), words.measured(edge)
    values = {"value": told, "edge": least, "n": words.number(len(views.found.items))}
    if views.found.agrees:
        return words.gettext(
            "Agreement: %(value)s out of 100 (statements: %(n)s). Below %(edge)s it is time to talk about the "
            "differences.",
            **values,
        )
    return words.gettext(
        "Agreement: %(value)s out of 100 (statements: %(n)s). That is below %(edge)s: talk about the differences.",
        **values,
    )


def _apart_in_print(words: Words, value: float, edge: float) -> str:
    """The value, with a decimal more where it would else look like the edge below which it lies."""
    told = words.measured(value)
    return words.measured(value, 3) if told == words.measured(edge) and value + NOISE < edge else told
