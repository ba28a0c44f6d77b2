"""Turn the problems of a questionnaire into lines for its author, as `rely validate` tells them."""

from collections.abc import Sequence
from dataclasses import dataclass

from rely.languages import Words
from rely.loading.problems import Problem, visible

SIGNS = {"error": "i-err", "warn": "i-err", "ok": "i-check", "wait": "i-wait"}
"""The icon of each kind of notice."""

MOST = 200
"""How many problems are shown at once; those behind them are often their consequence."""


@dataclass(frozen=True, slots=True)
class ProblemView:
    """One problem: its place as an editor takes it, what is wrong and how to mend it, both in English."""

    place: str
    message: str
    hint: str
    code: str
    is_error: bool


@dataclass(frozen=True, slots=True)
class ProblemsView:
    """All problems; `kind` is that of the notice that holds them, `sign` the name of its icon."""

    kind: str
    sign: str
    heading: str
    problems: tuple[ProblemView, ...]
    more: str


def view_problems(problems: Sequence[Problem], words: Words, *, is_whole: bool = True) -> ProblemsView:
    """The problems, errors first, or that there are none if it `is_whole`, so that no more can follow."""
    first = sorted(problems, key=lambda problem: problem.severity != "error")
    errors = sum(problem.severity == "error" for problem in problems)
    hidden = max(0, len(problems) - MOST)
    kind = "error" if errors else "warn" if problems else "ok" if is_whole else "wait"
    return ProblemsView(
        kind=kind,
        sign=SIGNS[kind],
        heading=words.gettext("Being checked") if kind == "wait" else _heading(errors, len(problems) - errors, words),
        problems=tuple(_view(problem) for problem in first[:MOST]),
        more=words.ngettext("%(n)s more is not shown.", "%(n)s more are not shown.", hidden) if hidden else "",
    )


def _heading(errors: int, warnings: int, words: Words) -> str:
    parts = []
    if errors:
        parts.append(words.ngettext("%(n)s error", "%(n)s errors", errors))
    if warnings:
        parts.append(words.ngettext("%(n)s warning", "%(n)s warnings", warnings))
    return words.list_of(parts) if parts else words.gettext("No problems")


def _view(problem: Problem) -> ProblemView:
    return ProblemView(
        place=f"{visible(problem.path)}:{problem.line}:{problem.column}",
        message=problem.message,
        hint=problem.hint,
        code=problem.code,
        is_error=problem.severity == "error",
    )
