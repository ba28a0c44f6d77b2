"""Turn an instrument into warnings about its method: what spoils answers, and what nobody ever reaches."""

from __future__ import annotations

from collections.abc import Iterator

from rely.loading.checks.facts import Facts
from rely.loading.checks.findings import Finding
from rely.loading.checks.index import Index
from rely.loading.method.bands import check_bands
from rely.loading.method.labels import check_labels
from rely.loading.method.names import check_names
from rely.loading.method.reach import check_reach
from rely.loading.method.statements import check_statements
from rely.loading.method.support import check_support


def check_wording(index: Index) -> Iterator[Finding]:
    """What is wrong with the words of items, guidelines and labels."""
    yield from check_statements(index)
    yield from check_labels(index)


def check_design(index: Index) -> Iterator[Finding]:
    """What is wrong with how the parts of a questionnaire work together; all its references must be sound."""
    facts = Facts(index)
    yield from check_reach(index, facts)
    yield from check_bands(index, facts)
    yield from check_support(index)
    yield from check_names(index, facts)
