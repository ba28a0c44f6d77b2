"""Find in the report's part of an instrument what it names without there being such a thing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rely.loading.checks.findings import Finding, Path, found, listed, suggestion, unknown
from rely.loading.checks.index import Index
from rely.model.guidelines import ReportSpec
from rely.model.text import Text

PLACEHOLDERS = ("subject", "strongest", "weakest", "strongest_side", "weakest_side")
"""The words in braces that are filled in where a conclusion is printed."""

_BRACES = re.compile(r"\{([^{}]*)\}?|\}")


def check_report(index: Index) -> Iterator[Finding]:
    """The report tells facts that exist, its grid has two facets, and every conclusion can be reached."""
    report = index.instrument.report
    if report is None:
        return
    if report.subject is not None and report.subject not in index.items:
        yield unknown(("report", "subject"), "item", "the report", report.subject, index.items)
    told = {**index.items, **index.measures, **index.given}
    for position, fact in enumerate(report.facts):
        if fact not in told:
            yield unknown(("report", "facts", position), "fact", "the report", fact, told)
    if report.grid is not None:
        for key, facet in (("rows", report.grid.rows), ("columns", report.grid.columns)):
            if facet is not None and facet not in index.facets:
                yield unknown(("report", "grid", key), "facet", "the grid", facet, index.facets)
    yield from _conclusions(report)


def _conclusions(report: ReportSpec) -> Iterator[Finding]:
    last = len(report.conclusions) - 1
    for position, conclusion in enumerate(report.conclusions):
        path: Path = ("report", "conclusions", position)
        if conclusion.when is None and position < last:
            yield found(path, "hides-the-rest", conclusion=conclusion.id)
        yield from _placeholders((*path, "text"), conclusion.text)


def _placeholders(path: Path, text: Text) -> Iterator[Finding]:
    for language, words in text.versions():
        for brace in _BRACES.finditer(words):
            if brace[1] in PLACEHOLDERS and brace[0].endswith("}"):
                continue
            where = path if language is None else (*path, language)
            near = suggestion(brace[1] or "", PLACEHOLDERS, noun="word")
            hint = near if near.startswith("Did") else f"Filled in are {listed(f'{{{w}}}' for w in PLACEHOLDERS)}."
            yield found(where, "unknown-placeholder", word=brace[0], hint=hint)
