"""Turn answers that were scored with two versions into lines of text, or into JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rely.loading.diff.rescored import Rescored
from rely.loading.diff.words import is_are, joined, value
from rely.loading.problems import visible
from rely.model.answers import Code
from rely.model.results import Score
from rely.scoring.rounding import round_half_up

_HEAD = ("score", "old", "band", "answers", "new", "band", "answers", "")


def tell_rescored(rescored: Rescored, *, name: str) -> Iterator[str]:
    """One assessment, line by line: every score old and new, and the advice that differs."""
    yield f"answers {visible(name)}"
    yield from (f"  {line}" for line in _left_out(rescored))
    rows = [_HEAD, *(_row(each, *both) for each, both in rescored.scores.items())]
    widths = [max(len(row[at]) for row in rows) for at in range(len(_HEAD))]
    yield from (("  " + "  ".join(map(str.ljust, row, widths))).rstrip() for row in rows)
    yield from (f"  {line}" for line in _advice(rescored))


def rescored_document(rescored: Rescored, *, line: int | None) -> dict[str, Any]:
    """The same as plain JSON."""
    return {
        "line": line,
        "id": rescored.old.assessment.id,
        "gone": _codes(rescored.gone),
        "refused": _codes(rescored.refused),
        "given": list(rescored.given),
        "form": rescored.form,
        "perspective": rescored.perspective,
        "scores": {name: {"old": _score(old), "new": _score(new)} for name, (old, new) in rescored.scores.items()},
        "recommendations": {name: {"old": old, "new": new} for name, (old, new) in rescored.recommendations.items()},
        "actions": {"old": list(rescored.old_advice.actions), "new": list(rescored.new_advice.actions)},
    }


def _left_out(rescored: Rescored) -> Iterator[str]:
    for answers, why in ((rescored.gone, "no longer asked"), (rescored.refused, "no longer accepted")):
        if answers:
            told = joined(f"{name} ({value(code)})" for name, code in _codes(answers).items())
            yield f"{'this answer is' if len(answers) == 1 else 'these answers are'} {why} and not scored: {told}"
    if rescored.given:
        yield f"the given {'fact' if len(rescored.given) == 1 else 'facts'} {is_are(rescored.given)} left out"
    for noun, taken in (("form", rescored.form), ("perspective", rescored.perspective)):
        if taken is not None:
            before = getattr(rescored.old.assessment, noun)
            yield f"the new version has no {noun} {visible(before)}; {taken} is taken instead"


def _row(name: str, old: Score | None, new: Score | None) -> tuple[str, ...]:
    told = "" if _score(old) == _score(new) else "differs"
    return (name, *_cells(old), *_cells(new), told)


def _cells(score: Score | None) -> tuple[str, str, str]:
    if score is None:
        return ("-", "(no such score)", "")
    shown = "-" if score.score is None else str(round_half_up(score.score))
    return (shown, score.band or score.status, f"{score.answered}/{score.applicable}")


def _advice(rescored: Rescored) -> Iterator[str]:
    for name, (old, new) in rescored.recommendations.items():
        if old is None:
            yield f"recommended now: {name} ({new})"
        elif new is None:
            yield f"no longer recommended: {name} (was {old})"
        else:
            yield f"recommendation {name}: {new} instead of {old}"
    was, now = rescored.old_advice.actions, rescored.new_advice.actions
    if was != now:
        yield f"actions: {', '.join(now) or 'none'} instead of {', '.join(was) or 'none'}"


def _score(score: Score | None) -> dict[str, Any] | None:
    if score is None:
        return None
    names = ("score", "status", "band", "margin", "answered", "applicable")
    return {name: getattr(score, name) for name in names}


def _codes(answers: Mapping[str, Code]) -> dict[str, Any]:
    return {name: list(code) if isinstance(code, tuple) else code for name, code in answers.items()}
