"""Turn figures of reliability into the content of their page, with all words ready in one language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rely.languages import Words, words_for
from rely.model.answers import FULL_FORM
from rely.model.instrument import Instrument
from rely.model.reliability import GroupFigures, Reliability
from rely.model.response_scales import Choice, Country
from rely.reporting.head import Fact
from rely.reporting.pages import Running
from rely.reporting.plain_text import shortened
from rely.reporting.reliability_gaps import GapsPart, Second, explained_gaps, gaps_part, remarks_on_others
from rely.reporting.reliability_lines import ScoreDetail, ScoreLine, part_heads, score_detail, score_line
from rely.reporting.reliability_words import Remark, remarks_on_all, remarks_on_group

LONGEST_NAME = 48


@dataclass(frozen=True, slots=True)
class Explained:
    """A figure by name, and what it says."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """What is told of the rows that belong together. `at` is its place on the page."""

    at: str
    heading: str
    count: str
    remarks: tuple[Remark, ...]
    scores: tuple[ScoreLine, ...]
    details: tuple[ScoreDetail, ...]
    gaps: GapsPart | None


@dataclass(frozen=True, slots=True)
class Heads:
    """What stands above columns and parts of the page."""

    first: str
    score: str
    spread: str
    scored: str
    mean: str
    sd: str
    ends: str
    complete: str
    alpha: str
    omega: str
    note: str
    items: str
    item: str
    parts: tuple[str, ...]
    matrix: str
    matrix_intro: str
    explained: str


@dataclass(frozen=True, slots=True)
class ReliabilityContent:
    """All that the page on reliability says; it carries no answers and no names."""

    template: ClassVar[str] = "reliability/page.html"

    language: str
    title: str
    kind: str
    name: str
    running: Running
    facts: tuple[Fact, ...]
    remarks: tuple[Remark, ...]
    heads: Heads
    groups: tuple[Group, ...]
    explained: tuple[Explained, ...]
    brand: None = None


def build_reliability(
    instrument: Instrument, found: Reliability, *, language: str, digest: str, second: Second | None = None
) -> ReliabilityContent:
    """The content of the page in `language`, with the gaps to a second view where there is one.

    Raises UnknownLanguage for what is no tag of a language.
    """
    words = words_for(language, marks=True)
    kind, name = words.gettext("How reliable the scores are"), words.text(instrument.title)
    groups = (_group(instrument, found, words, group, at, second) for at, group in enumerate(found.groups, start=1))
    return ReliabilityContent(
        language=language,
        title=f"{kind}: {name}",
        kind=kind,
        name=name,
        running=Running(shortened(name, LONGEST_NAME), kind, "", ("", "", "")),
        facts=_facts(instrument, found, words, digest),
        remarks=_remarks(found, words, second),
        heads=_heads(words),
        groups=tuple(groups),
        explained=_explained(words, second),
    )


def _facts(instrument: Instrument, found: Reliability, words: Words, digest: str) -> tuple[Fact, ...]:
    form = instrument.form(found.form)
    named = words.gettext("Full form") if found.form == FULL_FORM or form is None else words.text(form.label)
    return (
        Fact(words.gettext("Assessments"), words.number(found.rows)),
        Fact(words.gettext("Questionnaire"), f"{instrument.id} {instrument.version}"),
        Fact(words.gettext("Form"), named),
        Fact(words.gettext("Digest"), digest.removeprefix("sha256:")[:12]),
    )


def _remarks(found: Reliability, words: Words, second: Second | None) -> tuple[Remark, ...]:
    """What to know first; what is loud stands above the rest."""
    others = () if second is None else remarks_on_others(second, words)
    return tuple(sorted((*remarks_on_all(found, words), *others), key=lambda remark: not remark.loud))


def _group(
    instrument: Instrument, found: Reliability, words: Words, group: GroupFigures, at: int, second: Second | None
) -> Group:
    heading = ", ".join(_value(instrument, words, fact, value) for fact, value in group.facts.items())
    places = [f"g{at}-{place}" for place in range(1, len(group.scores) + 1)]
    pairs = list(zip(group.scores, places, strict=True))
    return Group(
        at=f"g{at}",
        heading=heading or words.gettext("All assessments"),
        count=words.ngettext("%(n)s assessment", "%(n)s assessments", group.rows),
        remarks=remarks_on_group(group, words),
        scores=tuple(score_line(instrument, words, score, place) for score, place in pairs),
        details=tuple(score_detail(instrument, words, score, place) for score, place in pairs),
        gaps=None if second is None else gaps_part(instrument, second, words, group.id, reflective=found.reflective),
    )


def _value(instrument: Instrument, words: Words, fact: str, value: str) -> str:
    """The words for what the rows of a group have in common."""
    facet = instrument.selecting_facet
    if facet is not None and fact == facet.id:
        return next((words.text(each.label) for each in facet.values if each.id == value), value)
    perspective = next((each for each in instrument.perspectives if each.id == value), None)
    if fact == "perspective" and perspective is not None:
        return words.text(perspective.label)
    labels = _labels(instrument, words, fact)
    return words.country(value) if labels is None else labels.get(value, value)


def _labels(instrument: Instrument, words: Words, fact: str) -> dict[str, str] | None:
    """The words for the codes of a fact; None for countries."""
    item = instrument.items.get(fact)
    if item is not None:
        scale = instrument.scale_of(item)
        if isinstance(scale, Country):
            return None
        options = scale.options if isinstance(scale, Choice) else ()
        return {str(option.code): words.text(option.label) for option in options}
    given = next((each for each in instrument.given if each.id == fact), None)
    if given is not None:
        return {str(code): words.text(label) for code, label in instrument.labels_of(given).items()}
    measure = instrument.measures_by_id.get(fact.partition(".")[0])
    return {} if measure is None else {str(word.code): words.text(word.label) for word in measure.words}


def _heads(words: Words) -> Heads:
    return Heads(
        first=words.gettext("Read this first"),
        score=words.gettext("Score"),
        spread=words.gettext("Spread, 0 to 100"),
        scored=words.gettext("n with a score"),
        mean=words.gettext("Mean"),
        sd=words.gettext("SD"),
        ends=words.gettext("At 0 / at 100"),
        complete=words.gettext("n complete"),
        alpha=words.gettext("Alpha, 95% interval"),
        omega=words.gettext("Omega"),
        note=words.gettext("How certain"),
        items=words.gettext("Score by score"),
        item=words.gettext("Item"),
        parts=part_heads(words),
        matrix=words.gettext("How the items go together"),
        matrix_intro=words.gettext("The correlation of each pair, with the number of assessments that answered both."),
        explained=words.gettext("What the figures say"),
    )


def _explained(words: Words, second: Second | None) -> tuple[Explained, ...]:
    told: tuple[tuple[str, str], ...] = (
        (
            words.gettext("n"),
            words.gettext(
                "How many assessments a figure rests on. Alpha, omega and item-rest rest on complete answers. "
                "Under 10 nothing is computed; 10 to 29 is very uncertain, 30 to 99 uncertain."
            ),
        ),
        (
            words.gettext("Mean and SD"),
            words.gettext(
                "In points from 0 to 100, after reverse coding. The mean code is as in a data file, before it."
            ),
        ),
        (
            words.gettext("At 0 / at 100"),
            words.gettext("The share with the lowest or highest possible score: there it can tell nobody apart."),
        ),
        (
            words.gettext("Alpha"),
            words.gettext(
                "How strongly the items go together, at most 1 (Cronbach 1951). "
                "The interval is that of Feldt: of 100 such intervals, about 95 hold the true value."
            ),
        ),
        (
            words.gettext("Omega"),
            words.gettext(
                "The share of the sum that one factor behind all items explains (McDonald 1999). "
                "From standardised items, by iterated principal axes."
            ),
        ),
        (
            words.gettext("Item-rest"),
            words.gettext(
                "The correlation of an item with the sum of the others. "
                "Below zero: look at its wording and its reverse coding."
            ),
        ),
        (
            words.gettext("Alpha without"),
            words.gettext("Alpha of the other items. It describes; it is no reason to drop an item."),
        ),
    )
    told += () if second is None else explained_gaps(words)
    return tuple(Explained(label, text) for label, text in told)
