"""Find in the report's part of an instrument what it names without there being such a thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rely.loading.checks.facts import Facts
from rely.loading.checks.findings import Finding, Path, each_unknown, found, listed, suggestion, unknown
from rely.loading.checks.index import Index
from rely.model.measures import Fit
from rely.model.report import TIED_PLACES, ReportSpec, Sentence
from rely.model.response_scales import TextEntry
from rely.model.text import Text

_BRACES = re.compile(r"\{([^{}]*)\}?|\}")


def check_report(index: Index, facts: Facts) -> Iterator[Finding]:
    """The report tells things that exist, its grid has two facets, and every conclusion can be reached."""
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
    names = _names_to_fill(index, facts)
    for path, sentences, places in report.sentences():
        yield from _sentences(("report", *path), sentences, (*places, *names))
    yield from _findings(index, facts, report)
    yield from _rhythm(index, report)


def _names_to_fill(index: Index, facts: Facts) -> list[str]:
    """The facts that a sentence may name: measures, scores, bands, given facts, and items that are no free text."""
    measures = [fact for fact in facts.domains if facts.root(fact) in index.measures]
    scores = [f"{kind}.{score}" for kind in ("score", "band") for score in index.scores]
    items = [name for name in index.items if not isinstance(index.scale_of(name), TextEntry)]
    return [*measures, *scores, *index.given, *items]


def _findings(index: Index, facts: Facts, report: ReportSpec) -> Iterator[Finding]:
    """Each finding names scores, measures and items that exist; a measure may stand as a whole or as one part."""
    parts = [fact for fact in facts.domains if facts.root(fact) in index.measures]
    measures = list(dict.fromkeys((*index.measures, *parts)))
    seen: set[str] = set()
    for at, finding in enumerate(report.findings):
        path: Path = ("report", "findings", at)
        owner = f"finding '{finding.id}'"
        yield from each_unknown((*path, "scores"), "score", owner, finding.scores, index.scores)
        yield from each_unknown((*path, "measures"), "measure", owner, finding.measures, measures)
        yield from each_unknown((*path, "answers"), "item", owner, finding.answers, index.items)
        if finding.id in seen:
            other = "another finding of this id"
            yield found((*path, "id"), "duplicate-id", name=finding.id, noun="finding", other=other, how="")
        seen.add(finding.id)


def _sentences(path: Path, sentences: Sequence[Sentence], places: Sequence[str]) -> Iterator[Finding]:
    last = len(sentences) - 1
    for position, sentence in enumerate(sentences):
        if sentence.when is None and position < last and path[-1] != "support":
            yield found((*path, position), "hides-the-rest", conclusion=sentence.id)
        yield from _placeholders((*path, position, "text"), sentence.text, places)
        if sentence.tied is not None:
            yield from _placeholders((*path, position, "tied"), sentence.tied, (*places, *TIED_PLACES))


def _placeholders(path: Path, text: Text, places: Sequence[str]) -> Iterator[Finding]:
    for language, words in text.versions():
        for brace in _BRACES.finditer(words):
            if brace[1] in places and brace[0].endswith("}"):
                continue
            where = path if language is None else (*path, language)
            hint = _cure(brace[1] or "", places)
            yield found(where, "unknown-placeholder", word=brace[0], hint=hint)


def _cure(word: str, places: Sequence[str]) -> str:
    parts = [f"{{{each}}}" for each in places if each.startswith(f"{word}.")]
    if word and parts:
        return f"It has several parts; name one of them: {listed(parts)}."
    near = suggestion(word, places, noun="word")
    if near.startswith("Did"):
        return near
    return f"Filled in are {listed(f'{{{each}}}' for each in places)}; measures, scores and items by their names."


def _rhythm(index: Index, report: ReportSpec) -> Iterator[Finding]:
    """The contact rhythm names measures of kind fit, norms and sides that exist."""
    if report.rhythm is None:
        return
    fits = [measure.id for measure in index.instrument.measures if isinstance(measure, Fit)]
    for at, figure in enumerate(report.rhythm.figures):
        if figure.fit not in fits:
            path: Path = ("report", "rhythm", "figures", at, "fit")
            yield unknown(path, "measure of kind fit", "the contact rhythm", figure.fit, fits)
    contacts, grid = report.rhythm.contacts, report.grid
    sides = index.values_of(grid.columns) if grid is not None and grid.columns in index.facets else ()
    for at, side in enumerate(contacts.sides if contacts is not None else ()):
        path = ("report", "rhythm", "contacts", "sides", at)
        if side.norm not in index.norms:
            yield unknown((*path, "norm"), "norm", "the contact plan", side.norm, index.norms)
        if side.side not in sides:
            yield unknown((*path, "side"), "facet value", "the contact plan", side.side, sides)
