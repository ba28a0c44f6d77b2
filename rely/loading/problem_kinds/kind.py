"""Turn the description of something that can be wrong in a questionnaire into one value."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One entry of the catalogue of problems.

    `message` is a sentence with the facts of the case in braces, as for `str.format`; `summary` tells the
    reader of the documentation what the problem means; `cure` is a sentence that says how to mend it;
    `since` is the version of Rely that first told it. Where it is a matter of method, `why` says in a sentence
    or two what it does to the answers, and `source` names the literature.
    """

    code: str
    severity: Severity
    message: str
    summary: str
    cure: str
    since: str
    why: str = ""
    source: str = ""
