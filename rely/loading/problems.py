"""Turn something wrong in a questionnaire into one line, one JSON object or one annotation for its author."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from rely.loading.problem_kinds import CATALOGUE, ProblemKind, Severity

LONGEST_FACT = 300


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file: its path as given, line and column from 1, as an editor counts them."""

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in a questionnaire: where, what, and how to mend it. Problems sort by place.

    `facts` are what the message was made of, for those who tell it in other words; they tell no problems apart.
    """

    path: str
    line: int
    column: int
    code: str
    severity: Severity
    message: str
    hint: str
    facts: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)


def build_problem(code: str, place: Place, /, *, hint: str = "", **facts: object) -> Problem:
    """Make a problem of the kind `code` at `place`.

    `facts` fill the braces of the kind's message. `hint` replaces the kind's cure where the case allows a
    better one, such as the name that was probably meant.
    Raises LookupError for a code or a fact that is not in the catalogue, which is a mistake of the program.
    """
    kind = CATALOGUE.get(code)
    if kind is None:
        raise LookupError(f"the catalogue of problems has no kind '{code}'")
    return problem_of(kind, place, hint=hint, **facts)


def problem_of(kind: ProblemKind, place: Place, /, *, hint: str = "", **facts: object) -> Problem:
    """As build_problem, for a kind of any catalogue."""
    shown = {name: _shown(fact) for name, fact in facts.items()}
    return Problem(
        path=place.path,
        line=place.line,
        column=place.column,
        code=kind.code,
        severity=kind.severity,
        message=kind.message.format_map(shown),
        hint=visible(hint.strip()) or kind.cure,
        facts={name: str(fact) for name, fact in shown.items()},
    )


def visible(text: str) -> str:
    """Return `text` in one line: line ends, control and other invisible characters as escapes."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else _escape(character) for character in text)


def as_text(problem: Problem) -> str:
    """Return `path:line:column: message [code]`, the message with its hint, always in one line."""
    place = f"{visible(problem.path)}:{problem.line}:{problem.column}"
    return f"{place}: {problem.message} {problem.hint} [{problem.code}]"


def as_json(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return the problems as JSON objects: path, line, column, code, severity, message, hint."""
    return [{name: told for name, told in asdict(problem).items() if name != "facts"} for problem in problems]


def as_github(problems: Iterable[Problem]) -> list[str]:
    """Return the problems as workflow commands, which GitHub shows beside the lines they are about."""
    return [_workflow_command(problem) for problem in problems]


def _workflow_command(problem: Problem) -> str:
    file = _percent(problem.path).replace(":", "%3A").replace(",", "%2C")
    text = _percent(f"{problem.message} {problem.hint} [{problem.code}]")
    return f"::{problem.severity} file={file},line={problem.line},col={problem.column}::{text}"


def _percent(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _shown(fact: object) -> object:
    if not isinstance(fact, str):
        return fact
    return visible(fact if len(fact) <= LONGEST_FACT else f"{fact[: LONGEST_FACT - 1]}…")


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
