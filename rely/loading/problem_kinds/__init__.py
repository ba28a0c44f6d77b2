"""Turn the kinds of problems of every stage into one catalogue, looked up by code."""

from typing import Final

from rely.loading.problem_kinds.files import FILE_KINDS
from rely.loading.problem_kinds.kind import ProblemKind, Severity
from rely.loading.problem_kinds.meaning import MEANING_KINDS
from rely.loading.problem_kinds.method import METHOD_KINDS
from rely.loading.problem_kinds.references import REFERENCE_KINDS
from rely.loading.problem_kinds.shape import SHAPE_KINDS
from rely.loading.problem_kinds.source import SOURCE_KINDS

CATALOGUE: Final[dict[str, ProblemKind]] = {
    kind.code: kind
    for kinds in (SOURCE_KINDS, SHAPE_KINDS, REFERENCE_KINDS, MEANING_KINDS, METHOD_KINDS, FILE_KINDS)
    for kind in kinds
}

__all__ = ["CATALOGUE", "ProblemKind", "Severity"]
