"""Find ids that stand twice, differ only in case, or are taken by Rely itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rely.loading.checks.findings import Finding, Path, found
from rely.loading.checks.index import Index
from rely.model.guidelines import ANY
from rely.model.response_scales import DONT_KNOW, NOT_APPLICABLE, Choice, Multiple, Rating

_FACT_WORDS = frozenset({"score", "item_score", "band", "one_sided", NOT_APPLICABLE, DONT_KNOW})
# The columns of an answers file that are no items.
_COLUMNS = frozenset({"id", "instrument", "lang", "form", "perspective", "respondent", "date"})
RESERVED = _FACT_WORDS | _COLUMNS
"""Names that no item can have."""

_LISTS = (
    ("works", "work"),
    ("perspectives", "perspective"),
    ("facets", "facet"),
    ("response_scales", "response scale"),
    ("requirements", "requirement"),
    ("consistency", "contradiction"),
    ("sections", "section"),
    ("bands", "band"),
    ("forms", "form"),
    ("profiles", "profile"),
    ("evidence_levels", "evidence level"),
    ("norms", "norm row"),
    ("guidelines", "guideline"),
    ("cases", "worked case"),
)

Named = tuple[Path, str, str]
"""A path, the noun for what stands there, and its id."""


def check_ids(index: Index) -> Iterator[Finding]:
    """Every id names one thing; facts (items, measures, given facts) share one set of names."""
    instrument = index.instrument
    for key, noun in _LISTS:
        entries = getattr(instrument, key)
        yield from _repeated(((key, place, "id"), noun, entry.id) for place, entry in enumerate(entries))
    facts = list(_facts(index))
    yield from _repeated(facts)
    for path, noun, fact in facts:
        if fact in _FACT_WORDS or (noun == "item" and fact in _COLUMNS):
            yield _reserved(path, noun, fact)
    yield from _facet_values(index)
    yield from _codes(index)
    yield from _scores(index)


def _facts(index: Index) -> Iterator[Named]:
    instrument = index.instrument
    for position, given in enumerate(instrument.given):
        yield ("given", position, "id"), "given fact", given.id
    for path, item in index.placed_items():
        yield (*path, "id"), "item", item.id
    for position, measure in enumerate(instrument.measures):
        yield ("measures", position, "id"), "measure", measure.id


def _repeated(named: Iterable[Named]) -> Iterator[Finding]:
    seen: dict[str, tuple[str, str]] = {}
    for path, noun, name in named:
        folded = name.casefold()
        if folded not in seen:
            seen[folded] = (noun, name)
            continue
        other_noun, other = seen[folded]
        how = "" if other == name else ", apart from capital letters, which many programs do not tell apart"
        yield found(path, "duplicate-id", name=name, noun=noun, other=f"the {other_noun} '{other}'", how=how)


def _reserved(path: Path, noun: str, name: str) -> Finding:
    return found(path, "reserved-id", noun=noun, name=name, hint=f"Choose another one, such as '{name}_1'.")


def _facet_values(index: Index) -> Iterator[Finding]:
    for place, facet in enumerate(index.instrument.facets):
        paths = [("facets", place, "values", position, "id") for position in range(len(facet.values))]
        ids = [value.id for value in facet.values]
        yield from _repeated((path, "facet value", name) for path, name in zip(paths, ids, strict=True))
        if facet.selects_by is not None:
            for path, name in zip(paths, ids, strict=True):
                if name == ANY:
                    yield _reserved(path, "facet value", name)


def _codes(index: Index) -> Iterator[Finding]:
    instrument = index.instrument
    for place, scale in enumerate(instrument.response_scales):
        if isinstance(scale, Choice | Multiple):
            key, codes = "options", [option.code for option in scale.options]
        elif isinstance(scale, Rating):
            key, codes = "labels", [str(step.code) for step in scale.labels]
        else:
            continue
        paths: list[Path] = [("response_scales", place, key, at, "code") for at in range(len(codes))]
        yield from _twice(paths, codes, "code")
        for path, code in zip(paths, codes, strict=True):
            if code in (NOT_APPLICABLE, DONT_KNOW):
                yield _reserved(path, "response option", code)
    for place, given in enumerate(instrument.given):
        yield from _twice([("given", place, "codes", at) for at in range(len(given.codes))], given.codes, "code")
    languages = instrument.languages
    yield from _twice([("languages", at) for at in range(len(languages))], languages, "language")


def _twice(paths: Iterable[Path], codes: Iterable[str], noun: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for path, code in zip(paths, codes, strict=True):
        if code in seen:
            yield found(path, "duplicate-id", name=code, noun=noun, other=f"the same {noun}", how="")
        seen.add(code)


def _scores(index: Index) -> Iterator[Finding]:
    seen: dict[str, Path] = {}
    for name, path in index.placed_scores():
        if name in seen:
            yield found(path, "duplicate-id", name=name, noun="score", other="another score of this id", how="")
        seen.setdefault(name, path)
