"""Find measures that a report would print by their id or by a code, because nobody gave them words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rely.loading.checks.facts import Facts
from rely.loading.checks.findings import Finding, found, listed
from rely.loading.checks.index import Index
from rely.model.measures import Measure
from rely.model.report import ReportSpec

_NAMED = re.compile(r"\{([^{}]*)\}")


def check_names(index: Index, facts: Facts) -> Iterator[Finding]:
    """Every measure in a table of the report has a label, and every code that the report can print a word."""
    report = index.instrument.report
    if report is None:
        return
    rows = {name for finding in report.findings for name in finding.measures} | set(report.facts)
    printed = {*rows, *_in_sentences(report)}
    labelled = {facts.root(name) for name in rows}
    for at, measure in enumerate(index.instrument.measures):
        told = []
        if measure.id in labelled and measure.label is None:
            told.append("has no label, so that its id is printed")
        codes = list(_bare_codes(measure, facts, printed))
        if codes:
            told.append(f"has no words for what is printed: {listed(codes)}")
        if told:
            yield found(("measures", at, "id"), "unlabelled", measure=measure.id, what=", and ".join(told))


def _in_sentences(report: ReportSpec) -> Iterator[str]:
    """Everything that stands in braces in a sentence."""
    for _, sentences, _ in report.sentences():
        for sentence in sentences:
            for text in (sentence.text, sentence.tied):
                for _, words in text.versions() if text is not None else ():
                    yield from _NAMED.findall(words)


def _bare_codes(measure: Measure, facts: Facts, printed: set[str]) -> Iterator[str]:
    """The codes of a measure that can be printed and have no words; a measure as a whole prints its main part."""
    outputs = measure.outputs()
    parts = [measure.id] if len(outputs) == 1 else [f"{measure.id}.{output}" for output in outputs]
    known = {word.code for word in measure.words}
    for at, part in enumerate(parts):
        domain = facts.domains[part]
        if not domain.number and (part in printed or (at == 0 and measure.id in printed)):
            yield from (code for code in domain.codes or () if code not in known)
