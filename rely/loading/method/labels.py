"""Find labels that stand twice where people choose between them, and response scales that lean to one side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rely.loading.checks.findings import Finding, Path, found
from rely.loading.checks.index import Index
from rely.loading.method.wording import wording_of
from rely.model.response_scales import Choice, Likert, Multiple, Rating, ResponseScale
from rely.model.text import Text

Label = tuple[Path, str, Text]
"""The path of a label, the code or id that it is for, and the label."""

_LISTS = (
    ("perspectives", "perspectives"),
    ("facets", "facets"),
    ("bands", "bands"),
    ("forms", "forms"),
    ("profiles", "profiles"),
    ("evidence_levels", "evidence levels"),
)


def check_labels(index: Index) -> Iterator[Finding]:
    """Labels that people tell things apart by differ, and the labels of a response scale are balanced."""
    instrument = index.instrument
    for at, scale in enumerate(instrument.response_scales):
        labels = list(_of_scale(("response_scales", at), scale))
        yield from _twice(labels, f"answers of '{scale.id}'")
        yield from _leaning(index, ("response_scales", at), scale)
    for key, among in _LISTS:
        entries = getattr(instrument, key)
        yield from _twice([((key, at, "label"), each.id, each.label) for at, each in enumerate(entries)], among)
    for at, facet in enumerate(instrument.facets):
        path: Path = ("facets", at, "values")
        values = [((*path, place, "label"), each.id, each.label) for place, each in enumerate(facet.values)]
        yield from _twice(values, f"values of '{facet.id}'")


def _of_scale(path: Path, scale: ResponseScale) -> Iterator[Label]:
    if isinstance(scale, Likert):
        for at, step in enumerate(scale.options):
            yield (*path, "options", at, "label"), str(step.code), step.label
    elif isinstance(scale, Rating):
        for at, step in enumerate(scale.labels):
            yield (*path, "labels", at, "label"), str(step.code), step.label
    elif isinstance(scale, Choice | Multiple):
        for at, option in enumerate(scale.options):
            yield (*path, "options", at, "label"), option.code, option.label
    for code in ("na", "dk"):
        special = getattr(scale, code, None)
        if special is not None:
            yield (*path, code, "label"), code, special.label


def _twice(labels: Iterable[Label], among: str) -> Iterator[Finding]:
    seen: dict[tuple[str | None, str], str] = {}
    for path, name, text in labels:
        for language, words in text.versions():
            key = (language, words.strip().casefold())
            if key in seen:
                where = path if language is None else (*path, language)
                yield found(where, "duplicate-label", label=words, among=among, other=seen[key])
            seen.setdefault(key, name)


def _leaning(index: Index, path: Path, scale: ResponseScale) -> Iterator[Finding]:
    if isinstance(scale, Rating):
        named = {step.code for step in scale.labels}
        if (scale.min in named) != (scale.max in named):
            bare = scale.max if scale.min in named else scale.min
            yield found((*path, "labels"), "unbalanced-labels", scale=scale.id, what=f"leave the end {bare} unnamed")
    elif isinstance(scale, Likert):
        what = next(filter(None, (_sides(index, scale, each) for each in index.instrument.languages)), None)
        if what is not None:
            yield found((*path, "options"), "unbalanced-labels", scale=scale.id, what=what)


def _sides(index: Index, scale: Likert, language: str) -> str | None:
    """How many steps a scale between two poles has on each side, where that differs."""
    wording = wording_of(language)
    several = len(index.instrument.languages) > 1
    if wording is None or (several and any(isinstance(step.label.root, str) for step in scale.options)):
        return None  # one string for all languages is in none of them
    sides = wording.sides([step.label.in_language(language) for step in scale.options])
    if sides is None or sides[0] == sides[1]:
        return None
    return f"have {sides[0]} on the lower side and {sides[1]} on the upper one"
