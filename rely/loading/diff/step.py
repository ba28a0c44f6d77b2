"""Turn changes and verdicts into the step that the version has to make, and whether the written version makes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from rely.loading.diff.accepting import no_longer_accepted
from rely.loading.diff.changes import Change, EntryName
from rely.loading.diff.definitions import Definitions
from rely.loading.diff.scores import ScoreVerdict, scores_with
from rely.loading.diff.words import is_are, joined
from rely.model.instrument import Instrument
from rely.model.scalars import version_number

Step: TypeAlias = Literal["none", "patch", "minor", "major"]

_FOR_READERS = frozenset({"cases", "works", "silence", "note", "source", "words", "seconds", "pages"})
"""Keys below which nothing decides about a number, an action, or what is asked."""

_DECISIVE = {"bands": "the bands", "sides": "what counts as one-sided", "missing_data": "the missing-data rule"}
"""Keys at the top under which every change but one of words changes what results say."""

_COUNTED: dict[Step, str] = {
    "minor": "every old score stays as it is, and more than words differs",
    "patch": "only words, notes and the order of what is shown differ",
}


@dataclass(frozen=True, slots=True)
class VersionStep:
    """The step that the changes ask for, the lowest version that makes it, and why.

    `written` is the version in the new questionnaire; `is_enough` says whether it reaches `needed`.
    """

    step: Step
    because: tuple[str, ...]
    needed: str
    written: str

    @property
    def is_enough(self) -> bool:
        """Whether the written version is the needed one or a later one."""
        return version_number(self.written) >= version_number(self.needed)


def version_step(
    old: Instrument, new: Instrument, changes: Sequence[Change], verdicts: Sequence[ScoreVerdict]
) -> VersionStep:
    """The step: major where scores or figures change or old answers no longer fit, minor where something is added or
    advice changes, patch where only words differ."""
    reasons: dict[Step, list[str]] = {
        "major": list(_major(old, new, changes, verdicts)),
        "minor": list(_counted(changes, "minor")),
        "patch": list(_counted(changes, "patch")),
    }
    step: Step = next((each for each in reasons if reasons[each]), "none")
    return VersionStep(step, tuple(reasons.get(step, ())), _next(old.version, step), new.version)


def step_of(change: Change) -> Step:
    """The step that one change asks for by itself; whether it changes a score, the verdicts on the scores tell."""
    if change.path == ("version",):
        return "none"
    placed = change.kind in ("moved", "reordered") and change.path[0] in ("items", "sections")
    for_readers = any(step in _FOR_READERS and not isinstance(step, EntryName) for step in change.path)
    return "patch" if change.is_text or change.kind == "written_out" or placed or for_readers else "minor"


def _major(
    old: Instrument, new: Instrument, changes: Iterable[Change], verdicts: Sequence[ScoreVerdict]
) -> Iterator[str]:
    if old.id != new.id:
        yield f"'{new.id}' is another instrument than '{old.id}', so that old answers do not belong to it"
    lost, changed = scores_with(verdicts, "gone"), scores_with(verdicts, "no")
    if lost:
        yield f"{_scores(lost)} gone"
    if changed:
        yield f"{_scores(changed)} no longer comparable"
    yield from no_longer_accepted(old, new)
    yield from _figures(old, new)
    decisive = dict.fromkeys(each.path[0] for each in changes if each.path[0] in _DECISIVE and step_of(each) == "minor")
    for key in decisive:
        yield f"{_DECISIVE[key]} changed"


def _scores(names: Sequence[str]) -> str:
    return f"{'the score' if len(names) == 1 else 'the scores'} {is_are(names)}"


def _figures(old: Instrument, new: Instrument) -> Iterator[str]:
    was, now = Definitions(old), Definitions(new)
    gone = [name for name in old.measures_by_id if name not in new.measures_by_id]
    shared = [name for name in old.measures_by_id if name in new.measures_by_id]
    changed = [name for name in shared if was.behind(name) != now.behind(name)]
    if gone:
        yield f"the measures {joined(gone)} are gone" if len(gone) > 1 else f"the measure {gone[0]} is gone"
    if changed:
        noun = "the measures" if len(changed) > 1 else "the measure"
        yield f"{noun} {is_are(changed)} computed otherwise"


def _counted(changes: Iterable[Change], step: Step) -> Iterator[str]:
    """What changed by this step, by the keys at the top."""
    counts = Counter(each.path[0] for each in changes if step_of(each) == step)
    if counts:
        told = joined(f"{key} ({number})" for key, number in counts.items())
        yield f"{_COUNTED[step]}: {told}"


def _next(version: str, step: Step) -> str:
    major, minor, patch = version_number(version)
    if step == "major":
        return f"{major + 1}.0.0"
    if step == "minor":
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + (step == 'patch')}"
