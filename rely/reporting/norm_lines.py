"""Turn the group data that a result is compared with into percentile ranks, and into where margins come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from rely.model.reference import NORMS_FROM, ReferenceFile, ReferenceGroup
from rely.model.response_scales import Country
from rely.reporting.answer_words import answer_words
from rely.reporting.material import Material
from rely.reporting.score_names import score_name
from rely.scoring.changes import Change
from rely.scoring.reference import Percentile, group_of, percentiles
from rely.scoring.score import PERSON

MOST_COUNTRIES = 5
"""So many countries are named; the rest are others."""


@dataclass(frozen=True, slots=True)
class NormLine:
    """One score among others: its percentile rank, and among how many of whom."""

    label: str
    rank: str
    among: str


@dataclass(frozen=True, slots=True)
class NormLines:
    """The scores beside those of others; `notes` say what a rank is, and what it is not."""

    heading: str
    sample: str
    what_head: str
    rank_head: str
    among_head: str
    lines: tuple[NormLine, ...]
    notes: tuple[str, ...]


def build_norm_lines(material: Material) -> NormLines | None:
    """The percentile ranks of the scores that are no cells; None where no norm exists.

    Says who these others are, that they chose to answer, and that a rank below NORMS_FROM people is provisional.
    """
    ranks = {name: rank for name, rank in percentiles(material.result).items() if "." not in name}
    group = group_of(material.result)
    reference = material.result.reference
    if not ranks or group is None or reference is None:
        return None
    words = material.words
    return NormLines(
        heading=words.gettext("Beside others"),
        sample=words.gettext("The group: %(sample)s", sample=_sample(material, reference.file, group)),
        what_head=words.gettext("What"),
        rank_head=words.gettext("Percentile rank"),
        among_head=words.gettext("Among"),
        lines=tuple(_line(material, name, rank) for name, rank in ranks.items()),
        notes=tuple(_notes(material, ranks.values())),
    )


def margin_notes(material: Material) -> Iterator[str]:
    """Where margins come from, when some come from a group."""
    reference, group = material.result.reference, group_of(material.result)
    if reference is None or group is None:
        return
    words = material.words
    if any(score.margin_basis == reference.digest for score in material.result.scores.values()):
        yield words.gettext(
            "Where every statement of a score was answered, its margin comes from a group. It rests on how far scores "
            "lie apart there, and on how well the statements go together. Everywhere else it rests on the answers "
            "themselves."
        )
        research = material.instrument.research
        if research is not None and research.scores_are == "reflective":
            yield words.gettext("Where a mood colours all answers alike, a group’s margin is too narrow.")
        else:
            yield words.gettext(
                "The statements of a score need not go together: each covers its own part. A group’s margin then tends "
                "to be too wide. Where a mood colours all answers alike, it is too narrow."
            )
        if not percentiles(material.result):
            yield words.gettext("The group: %(sample)s", sample=_sample(material, reference.file, group))


def group_margins_note(material: Material, changes: Iterable[Change]) -> str:
    """Which changes are judged by the margins of a group; empty when none is."""
    named = [
        score_name(material, each.id)
        for each in changes
        if each.reliable is not None and each.now.margin_basis not in (None, PERSON)
    ]
    if not named:
        return ""
    return material.words.gettext("The margins of a group are used for: %(names)s.", names=", ".join(named))


def _line(material: Material, name: str, rank: Percentile) -> NormLine:
    words = material.words
    n = words.number(rank.n)
    if rank.by is not None:
        item = material.instrument.items[rank.by.item]
        n = words.gettext("%(n)s, %(who)s", n=n, who=answer_words(material, item, rank.by.code))
    if rank.note == "provisional":
        n = words.gettext("%(n)s, provisional", n=n)
    return NormLine(score_name(material, name), words.gettext("PR %(rank)s", rank=words.number(rank.shown)), n)


def _sample(material: Material, file: ReferenceFile, group: ReferenceGroup) -> str:
    """Who the others are, in one sentence: how many, in which phase, from where, when, and that they chose to."""
    words = material.words
    parts = [*_selected(material, group), *_countries(material, group), *_period(material, group)]
    told = "; ".join((*parts, words.gettext("self-selected")))
    if material.instrument.is_about_a_client:
        counted = words.ngettext(
            "%(n)s relationship (%(parts)s).", "%(n)s relationships (%(parts)s).", group.n, parts=told
        )
    else:
        counted = words.ngettext("%(n)s assessment (%(parts)s).", "%(n)s assessments (%(parts)s).", group.n, parts=told)
    return counted if file.sample is None else f"{counted} {file.sample}"


def _selected(material: Material, group: ReferenceGroup) -> Iterator[str]:
    facet = material.instrument.selecting_facet
    for value in () if facet is None else facet.values:
        if value.id == group.selected:
            yield material.in_sentence(value)


def _countries(material: Material, group: ReferenceGroup) -> Iterator[str]:
    """The countries of most people, and that there are others."""
    words, items = material.words, material.instrument.items
    for item, counts in group.described.items():
        if item not in items or not counts or not isinstance(material.instrument.scale_of(items[item]), Country):
            continue
        largest = sorted(counts, key=lambda code: -counts[code])[:MOST_COUNTRIES]
        names = [words.country(code) for code in largest]
        if sum(counts[code] for code in largest) < group.n:
            names.append(words.gettext("others"))
        yield words.list_of(names)


def _period(material: Material, group: ReferenceGroup) -> Iterator[str]:
    if group.period is None:
        return
    first, last = (material.words.month(date.fromisoformat(f"{month}-01")) for month in group.period)
    yield first if first == last else material.words.gettext("%(low)s to %(high)s", low=first, high=last)


def _notes(material: Material, ranks: Iterable[Percentile]) -> Iterator[str]:
    words = material.words
    yield words.gettext(
        "A percentile rank (PR) tells how many of 100 in this group scored lower. Of those with the same score half "
        "are counted. It is no verdict: what a score means, its own words tell."
    )
    yield words.gettext("Whoever answered chose to. Such a group does not stand for all, however large it is.")
    if any(rank.note == "provisional" for rank in ranks):
        yield words.gettext(
            "Provisional: fewer than %(n)s. With more of them, ranks may still move.", n=words.number(NORMS_FROM)
        )
