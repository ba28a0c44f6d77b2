"""Turn two instruments into all changes between them, the verdicts on their scores, and the version step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rely.loading.diff.changes import Change
from rely.loading.diff.items import compare_items, compare_sections
from rely.loading.diff.languages import gather_languages
from rely.loading.diff.scores import ScoreVerdict, compare_scores
from rely.loading.diff.step import VersionStep, version_step
from rely.loading.diff.walk import compare_parts
from rely.model.instrument import Instrument


@dataclass(frozen=True, slots=True)
class Comparison:
    """What lies between two versions of an instrument."""

    old: Instrument
    new: Instrument
    changes: tuple[Change, ...]
    scores: tuple[ScoreVerdict, ...]
    version: VersionStep


def compare(old: Instrument, new: Instrument) -> Comparison:
    """Compare two instruments; there are no changes exactly when their digests are the same."""
    changes = tuple(compare_content(old, new))
    scores = compare_scores(old, new, changes)
    return Comparison(old, new, changes, scores, version_step(old, new, changes, scores))


def compare_content(old: Instrument, new: Instrument) -> list[Change]:
    """Every change once, in the order of the format."""
    found = list(_changes(old, new))
    order = {key: at for at, key in enumerate(_keys())}
    return gather_languages(sorted(found, key=lambda change: order[change.path[0]]))


def _changes(old: Instrument, new: Instrument) -> Iterator[Change]:
    yield from compare_parts((), old, new, without=("sections",))
    yield from compare_sections(old, new)
    yield from compare_items(old, new)


def _keys() -> Iterator[str]:
    """The keys at the top of the format, with the items after the sections they stand in."""
    for key in Instrument.model_fields:
        yield key
        if key == "sections":
            yield "items"
