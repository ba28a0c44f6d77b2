"""Find measures that reports and data files would show by their id or by a code, because nobody gave them words."""

from __future__ import annotations

from collections.abc import Iterator

from rely.loading.checks.facts import Facts
from rely.loading.checks.findings import Finding, found, listed
from rely.loading.checks.index import Index
from rely.model.measures import Measure


def check_names(index: Index, facts: Facts) -> Iterator[Finding]:
    """Every measure has a label, and every code that it gives a word: each becomes a variable of a data file."""
    for at, measure in enumerate(index.instrument.measures):
        told = [] if measure.label is not None else ["has no label, so that its id is shown"]
        codes = list(_bare_codes(measure, facts))
        if codes:
            told.append(f"has no words for what it gives: {listed(codes)}")
        if told:
            yield found(("measures", at, "id"), "unlabelled", measure=measure.id, what=", and ".join(told))


def _bare_codes(measure: Measure, facts: Facts) -> Iterator[str]:
    """The codes of a measure that have no words; codes that are numbers speak for themselves."""
    outputs = measure.outputs()
    parts = [measure.id] if len(outputs) == 1 else [f"{measure.id}.{output}" for output in outputs]
    known = {word.code for word in measure.words}
    for part in parts:
        domain = facts.domains[part]
        if not domain.number:
            yield from (code for code in domain.codes or () if code not in known)
