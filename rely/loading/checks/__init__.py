"""Turn an instrument into everything that is wrong with it beyond its shape, all at once."""

from __future__ import annotations

from collections.abc import Iterator

from rely.loading.checks.comparison import check_comparison
from rely.loading.checks.conditions import check_conditions
from rely.loading.checks.dependencies import Dependencies, check_circles
from rely.loading.checks.facts import Facts
from rely.loading.checks.findings import Finding
from rely.loading.checks.guidelines import check_guidelines
from rely.loading.checks.ids import check_ids
from rely.loading.checks.index import Index
from rely.loading.checks.items import check_items
from rely.loading.checks.measures import check_measures
from rely.loading.checks.report import check_report
from rely.loading.checks.research import check_research
from rely.loading.checks.scores import check_scores
from rely.loading.checks.silence import check_silence
from rely.loading.checks.texts import check_texts
from rely.loading.checks.usage import check_usage
from rely.loading.checks.works import check_works
from rely.model.instrument import Instrument


def check(instrument: Instrument, index: Index | None = None) -> Iterator[Finding]:
    """Every problem of the instrument beyond its shape; worked cases and its method are checked apart.

    `index` is the index of this instrument, where there is one already.

    What nobody uses or reaches is told only when nothing else is wrong, because a mistyped name alone makes
    what it was to name look unused.
    """
    index = index or Index(instrument)
    facts = Facts(index)
    dependencies = Dependencies(index, facts)
    sound = True
    for finding in _errors(index, facts, dependencies):
        sound = False
        yield finding
    yield from check_texts(index)
    if sound:
        yield from check_usage(index, dependencies)


def _errors(index: Index, facts: Facts, dependencies: Dependencies) -> Iterator[Finding]:
    yield from check_ids(index)
    yield from check_items(index)
    yield from check_conditions(index, facts, dependencies)
    yield from check_measures(index, facts)
    yield from check_circles(index, dependencies)
    yield from check_scores(index)
    yield from check_guidelines(index, facts)
    yield from check_comparison(index)
    yield from check_report(index, facts)
    yield from check_research(index)
    yield from check_works(index)
    yield from check_silence(index)
