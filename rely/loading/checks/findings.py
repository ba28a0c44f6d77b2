"""Hold what a check finds: where in the questionnaire, which kind of problem, and the facts of the case."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from rely.loading.near import near_miss

Path = tuple[str | int, ...]
"""The keys and list positions that lead from the top of a questionnaire to one value."""

_MOST_LISTED = 8


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem of the kind `code` at `path`; `facts` fill its message, `hint` replaces its cure.

    `name` is the id that is not defined, where that is what is wrong. With `of_key` it is the key at `path`
    that is wrong, not its value.
    """

    path: Path
    code: str
    facts: dict[str, object] = field(default_factory=dict)
    hint: str = ""
    name: str | None = None
    of_key: bool = False


def found(path: Path, code: str, /, *, hint: str = "", of_key: bool = False, **facts: object) -> Finding:
    """The finding of a problem of the kind `code` at `path`."""
    return Finding(path, code, facts, hint, of_key=of_key)


def listed(words: Iterable[object], *, most: int = _MOST_LISTED) -> str:
    """The words joined by commas; after `most` of them the number of those left out."""
    every = [str(word) for word in words]
    shown = ", ".join(every[:most])
    return shown if len(every) <= most else f"{shown} and {len(every) - most} more"


def suggestion(word: str, known: Iterable[str], *, noun: str) -> str:
    """A sentence that offers the nearest of the known words, or lists them, or says that there are none."""
    candidates = [str(candidate) for candidate in known]
    near = near_miss(word, candidates)
    if near is not None:
        return f"Did you mean '{near}'?"
    if candidates:
        return f"Possible here: {listed(candidates)}."
    return f"The questionnaire defines no {noun} at all."


def unknown(path: Path, kind: str, owner: str, name: str, known: Iterable[str]) -> Finding:
    """The finding that `owner` names a `kind` of thing (item, norm, ...) that is not defined."""
    hint = suggestion(name, known, noun=kind)
    return Finding(path, _CODES[kind], {"owner": owner, "name": name}, hint, name)


def each_unknown(path: Path, kind: str, owner: str, names: Iterable[str], known: Collection[str]) -> Iterator[Finding]:
    """A finding for each of the names in a list at `path` that is not among the known ones."""
    for position, name in enumerate(names):
        if name not in known:
            yield unknown((*path, position), kind, owner, name, known)


_CODES = {
    "response scale": "unknown-scale",
    "facet": "unknown-facet",
    "facet value": "unknown-facet-value",
    "requirement": "unknown-requirement",
    "work": "unknown-work",
    "evidence level": "unknown-evidence-level",
    "profile": "unknown-profile",
    "norm": "unknown-norm",
    "score": "unknown-score",
    "measure": "unknown-measure",
    "item": "unknown-item",
    "guideline": "unknown-guideline",
    "band": "unknown-band",
    "form": "unknown-form",
    "given fact": "unknown-given",
    "fact": "unknown-fact",
    "instrument": "unknown-instrument",
}
