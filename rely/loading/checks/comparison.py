"""Find in how an instrument is compared what it does not define."""

from __future__ import annotations

from collections.abc import Iterator

from rely.loading.checks.findings import Finding, found, suggestion, unknown
from rely.loading.checks.index import Index


def check_comparison(index: Index) -> Iterator[Finding]:
    """The facet exists, and the words are those of the steps."""
    rules = index.instrument.comparison
    if rules is None:
        return
    if rules.facet not in index.facets:
        yield unknown(("comparison", "facet"), "facet", "the comparison", rules.facet, index.facets)
    codes = [step.is_ for step in rules.steps]
    for at, word in enumerate(rules.words):
        if word.code not in codes:
            hint = suggestion(word.code, codes, noun="step")
            yield found(("comparison", "words", at, "code"), "unknown-code", hint=hint, fact="gap", code=word.code)
