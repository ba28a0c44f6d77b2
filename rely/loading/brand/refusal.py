"""Hold why a logo is refused: which kind of problem, the facts of the case, and where in the picture."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason; without a line it is told at the brand file's `logo`, else at this place of the SVG."""

    code: str
    facts: dict[str, object] = field(default_factory=dict)
    hint: str = ""
    line: int | None = None
    column: int = 1


class LogoRefused(Exception):
    """A file that cannot be the logo; `refusals` are all reasons."""

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__(", ".join(each.code for each in refusals))
        self.refusals = refusals


def refuse(code: str, /, *, hint: str = "", **facts: object) -> LogoRefused:
    """The error for one reason that has no place inside the picture."""
    return LogoRefused(Refusal(code, facts, hint))
