"""Turn an earlier result of the same relationship into the part of a report that tells what has changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rely.guidelines.moves import Move, moves
from rely.guidelines.recommend import recommend
from rely.languages import Words
from rely.languages.words import NARROW_SPACE
from rely.model.results import Recommendation, Result, Score
from rely.reporting.actions import place_words
from rely.reporting.material import Material
from rely.reporting.norm_lines import group_margins_note
from rely.reporting.score_names import score_name
from rely.reporting.signed import signed
from rely.reporting.status_words import STATUSES, Status
from rely.reporting.trend_words import lead, notes, verdict
from rely.scoring.changes import Change, changes
from rely.scoring.margins import interval
from rely.scoring.rounding import round_half_up


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and its margin; empty where there is none."""

    number: str
    margin: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A score on its line with the ends of its margin, all 0-100."""

    score: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A score twice on one line, and what to read out."""

    before: Mark
    now: Mark
    title: str


@dataclass(frozen=True, slots=True)
class Line:
    """One score twice, with the change and its margin; `kind` is row, side or total.

    `basis` is how many answers the two scores rest on, of how many that apply. Where nothing can be compared `change`
    and `picture` are empty and the verdict says why.
    """

    kind: str
    label: str
    picture: Picture | None
    before: Figure
    now: Figure
    change: Figure
    verdict: str
    counts: bool
    basis: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A guideline whose status is another one than then."""

    before: Status
    now: Status
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Group:
    """Guidelines that moved the same way."""

    heading: str
    moved: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """What has changed since an earlier assessment; without `lines` no score can be compared, and `lead` says why.

    `before` and `now` are read out for the two marks, `before_head` and `now_head` stand above the columns: the days,
    where they are known and two.
    """

    heading: str
    lead: str
    notes: tuple[str, ...]
    what_head: str
    axis_title: str
    before: str
    before_head: str
    now: str
    now_head: str
    change_head: str
    verdict_head: str
    basis_head: str
    lines: tuple[Line, ...]
    foot: str
    guideline_head: str
    place_head: str
    groups: tuple[Group, ...]


def build_trend(material: Material, previous: Result) -> Trend:
    """What has changed since `previous`, an earlier result of the same instrument."""
    words, earlier = material.words, previous.assessment.date
    found = changes(material.instrument, previous, material.result)
    shown = tuple(_shown(material, found.scores))
    comparable = any(each.change.reliable is not None for each in shown)
    in_order, is_same_day = earlier is not None and earlier < material.day, earlier == material.day
    return Trend(
        heading=words.gettext("What has changed since %(date)s", date=words.date(earlier))
        if earlier is not None and in_order
        else words.gettext("What has changed"),
        lead=lead(words, found, [each.change for each in shown]),
        notes=tuple(notes(material, previous, found, comparable=comparable)),
        what_head="" if material.rows is None else words.text(material.rows.label),
        axis_title=words.gettext("Scale from 0 to 100"),
        before=words.gettext("Then"),
        before_head=words.gettext("Then") if earlier is None or is_same_day else words.short_date(earlier),
        now=words.gettext("Now"),
        now_head=words.gettext("Now") if is_same_day else words.short_date(material.day),
        change_head=words.gettext("Change ±"),
        verdict_head=words.gettext("In words"),
        basis_head=words.gettext("Answers"),
        lines=tuple(_line(material, each) for each in shown) if comparable else (),
        foot=_foot(material, [each.change for each in shown]),
        guideline_head=words.gettext("Guideline"),
        place_head=words.gettext("Belongs to"),
        groups=() if found.obstacle is not None else tuple(_groups(material, previous)),
    )


def _foot(material: Material, shown: list[Change]) -> str:
    """When a change counts, and for which scores the margins come from a group."""
    told = material.words.gettext(
        "A change counts when it is larger than its own margin, which is wider than that of a score because both "
        "scores are uncertain: 1.96 times the square root of the two margins squared and added. Even when nothing "
        "has changed, about one change in twenty lies beyond its margin. What caused a change, scores cannot tell."
    )
    more = group_margins_note(material, shown)
    return f"{told} {more}" if more else told


@dataclass(frozen=True, slots=True)
class _Shown:
    kind: str
    label: str
    change: Change


def _shown(material: Material, scores: Mapping[str, Change]) -> Iterator[_Shown]:
    """The rows, each followed by its sides, then all other scores, the overall one last.

    Sides are left out where a row has only one, and where none of them can be compared: the row says why.
    """
    rows = () if material.rows is None else material.rows.values
    columns = () if material.columns is None else material.columns.values
    told = set()
    for row in rows:
        cells = [(side, f"{row.id}.{side.id}") for side in columns]
        told |= {row.id, *(name for _, name in cells)}
        if row.id in scores:
            yield _Shown("row", material.label(row), scores[row.id])
        known = [(side, scores[name]) for side, name in cells if name in scores]
        told_apart = len(known) > 1 and any(change.reliable is not None for _, change in known)
        for side, change in known if told_apart else ():
            yield _Shown("side", material.short_label(side), change)
    overall = material.instrument.scores.overall
    last = None if overall is None else overall.id
    for name in sorted((name for name in scores if name not in told), key=lambda name: name == last):
        yield _Shown("total" if name == last else "row", score_name(material, name), scores[name])


def _line(material: Material, shown: _Shown) -> Line:
    words, change = material.words, shown.change
    reliable = change.reliable
    before, now = _figure(words, change.before), _figure(words, change.now)
    difference = _difference(words, change)
    return Line(
        kind=shown.kind,
        label=shown.label,
        picture=None
        if reliable is None
        else Picture(
            _mark(change.before),
            _mark(change.now),
            words.gettext(
                "%(name)s: then %(before)s, now %(now)s out of 100; change %(change)s, margin %(margin)s",
                name=score_name(material, change.id),
                before=before.number,
                now=now.number,
                change=difference.number,
                margin=difference.margin,
            ),
        ),
        before=before,
        now=now,
        change=difference,
        verdict=verdict(words, change),
        counts=reliable is not None and reliable.verdict != "no_reliable_change",
        basis=f"{_counted(words, change.before)} → {_counted(words, change.now)}",
    )


def _counted(words: Words, score: Score) -> str:
    return f"{words.number(score.answered)}/{words.number(score.applicable)}"


def _figure(words: Words, score: Score) -> Figure:
    if score.score is None:
        return Figure("", "")
    return Figure(words.number(score.score), "" if score.margin is None else _margin(words.number(score.margin)))


def _difference(words: Words, change: Change) -> Figure:
    """The change with its sign; with a decimal where it would else look as large as its margin."""
    if change.difference is None or change.reliable is None:
        return Figure("", "")
    size, margin = abs(change.difference), change.reliable.min_change
    decimals = 1 if round_half_up(size) == round_half_up(margin) else 0
    number = words.number(size, decimals)
    return Figure(signed(number, change.difference), _margin(words.number(margin, decimals)))


def _margin(number: str) -> str:
    return f"±{NARROW_SPACE}{number}"


def _mark(score: Score) -> Mark:
    value, margin = score.score or 0.0, score.margin or 0.0
    return Mark(value, *interval(value, margin, z=1.0))


def _groups(material: Material, previous: Result) -> Iterator[Group]:
    words = material.words
    found = moves(recommend(material.instrument, previous), material.advice)
    for heading, moved in (
        (words.gettext("Taken up since then"), found.taken_up),
        (words.gettext("No longer in place"), found.fallen_back),
    ):
        if moved:
            yield Group(heading, tuple(_moved(material, each) for each in moved))


def _moved(material: Material, move: Move) -> Moved:
    return Moved(
        before=_status(material.words, move.before),
        now=_status(material.words, move.now),
        text=material.words.text(move.now.guideline.text),
        place=place_words(material, move.now),
    )


def _status(words: Words, recommendation: Recommendation) -> Status:
    """The plain status: the number of an action belongs to one plan, and here are two."""
    kind = STATUSES[recommendation.status]
    return Status(recommendation.status, kind.sign, words.gettext(kind.word))
