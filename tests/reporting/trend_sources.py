"""Turn what has changed since an earlier assessment into what its numbers rest on: two results and their margins."""

from __future__ import annotations

from math import sqrt

from rely.model.results import Score
from rely.reporting.trend import Line
from tests.reporting.walking import Found, Numbers, Story

Z = 1.96
"""How many standard errors of a difference a change must exceed to count (Jacobson & Truax 1991)."""


def _lines(story: Story) -> tuple[Line, ...]:
    assert story.content.trend is not None
    return story.content.trend.lines


def _twice(story: Story, line: Line) -> tuple[Score, Score]:
    """The score of this line, then and now: a side belongs to the row above it."""
    lines = _lines(story)
    at = next(at for at, each in enumerate(lines) if each is line)
    name = story.id_of(lines[at].label)
    if lines[at].kind == "side":
        row = next(each for each in reversed(lines[:at]) if each.kind == "row")
        name = f"{story.id_of(row.label)}.{name}"
    assert story.earlier is not None
    return story.earlier.scores[name], story.result.scores[name]


def _change(story: Story, line: Line) -> tuple[float, float]:
    """How far the two scores are apart, and the margin of that."""
    before, now = _twice(story, line)
    assert before.score is not None
    assert now.score is not None
    return now.score - before.score, Z * sqrt((before.margin or 0.0) ** 2 + (now.margin or 0.0) ** 2)


def _change_told(story: Story, line: Line) -> Numbers:
    """The change and its margin: with a decimal where both would be the same whole number."""
    size, margin = map(abs, _change(story, line))
    decimals = 1 if story.words.number(size) == story.words.number(margin) else 0
    return story.words.number(size, decimals), story.words.number(margin, decimals)


def figure(story: Story, found: Found) -> Numbers:
    line, shown = found.owner("trend.Line"), found.owner("trend.Figure")
    at = 0 if found.field == "number" else 1
    if shown is line.change:
        return _change_told(story, line)[at : at + 1]
    score = _twice(story, line)[0 if shown is line.before else 1]
    return story.whole((score.score, score.margin)[at])


def title(story: Story, found: Found) -> Numbers:
    line = found.owner("trend.Line")
    return (*story.whole(*(score.score for score in _twice(story, line))), *_change_told(story, line))


def mark(story: Story, found: Found) -> bool:
    """Whether a score and the ends of its margin are drawn where they lie."""
    picture = found.owner("trend.Picture")
    score = _twice(story, found.owner("trend.Line"))[0 if found.owner("trend.Mark") is picture.before else 1]
    assert score.score is not None
    margin = score.margin or 0.0
    ends = {"score": score.score, "low": max(0.0, score.score - margin), "high": min(100.0, score.score + margin)}
    return abs(float(found.value) - ends[found.field]) < 1e-9


def changed(story: Story, found: Found) -> Numbers:
    """How many scores are higher, and how many lower, by more than the margin; one is told without a figure."""
    changes = [_change(story, line) for line in _lines(story) if line.picture is not None]
    counts = [sum(sign * size > margin for size, margin in changes) for sign in (1, -1)]
    return tuple(str(count) for count in counts if count > 1)


def basis(story: Story, found: Found) -> Numbers:
    """How many answers each of the two scores rests on, of how many that apply."""
    counts = [(score.answered, score.applicable) for score in _twice(story, found.owner("trend.Line"))]
    return story.whole(*(number for pair in counts for number in pair))
