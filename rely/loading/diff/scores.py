"""Turn two versions into a verdict on each score: whether its old and its new values may be compared, and why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from rely.loading.diff.basis import ItemBasis, ScoreBasis, basis_of
from rely.loading.diff.care import Remarks
from rely.loading.diff.changes import Change
from rely.loading.diff.words import is_are, joined, value
from rely.model.instrument import Instrument

Comparable: TypeAlias = Literal["yes", "with_care", "no", "new", "gone"]


@dataclass(frozen=True, slots=True)
class ScoreVerdict:
    """Whether one score of one form is comparable between two versions; `because` says in sentences why not, or why
    with care."""

    score: str
    form: str
    comparable: Comparable
    because: tuple[str, ...] = ()


def compare_scores(old: Instrument, new: Instrument, changes: Iterable[Change]) -> tuple[ScoreVerdict, ...]:
    """A verdict on every score of the two versions, form by form; see docs/decisions/0019-comparable-scores.md.

    A form that only one of the two has is left out: it is a change of its own.
    """
    remarks = Remarks(new, changes)
    forms = [form for form in new.form_ids if form in old.form_ids]
    return tuple(verdict for form in forms for verdict in _of_form(old, new, form, remarks))


def _of_form(old: Instrument, new: Instrument, form: str, remarks: Remarks) -> list[ScoreVerdict]:
    was, now = basis_of(old, form), basis_of(new, form)
    found: dict[str, ScoreVerdict] = {}
    # Means of other scores come last, since they follow from the verdicts on these.
    for name in sorted({**now, **was}, key=lambda each: bool((now.get(each) or was[each]).of)):
        if name not in now:
            found[name] = ScoreVerdict(name, form, "gone")
        elif name not in was:
            found[name] = ScoreVerdict(name, form, "new")
        else:
            found[name] = _verdict(name, form, was[name], now[name], found, remarks)
    return [found[name] for name in {**now, **was}]


def _verdict(
    name: str, form: str, was: ScoreBasis, now: ScoreBasis, others: Mapping[str, ScoreVerdict], remarks: Remarks
) -> ScoreVerdict:
    reasons = list(_rule(was, now) if was.items or now.items else ())
    reasons += _items(was.items, now.items)
    reasons += _means(was, now, others)
    if reasons:
        return ScoreVerdict(name, form, "no", tuple(reasons))
    care = list(remarks.on(now.items))
    care += [f"{each} is comparable with care" for each in now.of if _is(others, each, "with_care")]
    return ScoreVerdict(name, form, "with_care" if care else "yes", tuple(care))


def _rule(was: ScoreBasis, now: ScoreBasis) -> Iterator[str]:
    for field in ("min_answered", "min_coverage", "narrow_below"):
        before, after = getattr(was.rule, field), getattr(now.rule, field)
        if before != after:
            yield f"the missing-data rule has {field} {value(after)} instead of {value(before)}"


def _items(was: Mapping[str, ItemBasis], now: Mapping[str, ItemBasis]) -> Iterator[str]:
    gone = [name for name in was if name not in now]
    come = [name for name in now if name not in was]
    if gone:
        yield f"{is_are(gone)} no longer in it"
    if come:
        yield f"{is_are(come)} new in it"
    alike: dict[str, list[str]] = {}
    for name in was:
        if name in now:
            for told in _differences(was[name], now[name]):
                alike.setdefault(told, []).append(name)
    for told, names in alike.items():
        yield f"{joined(names)}: {told}"


def _differences(was: ItemBasis, now: ItemBasis) -> Iterator[str]:
    if was.points != now.points:
        yield _points(was.points, now.points)
    if was.reverse != now.reverse:
        yield "a high answer means less now" if now.reverse else "a high answer no longer means less"
    if was.weight != now.weight:
        yield f"weight {value(now.weight)} instead of {value(was.weight)}"
    for answer, before, after in (("na", was.na, now.na), ("dk", was.dk, now.dk)):
        if before != after:
            yield f"the answer {answer} is {'offered now' if after else 'no longer offered'}"
    if was.selected != now.selected:
        yield f"it is asked for {_values(now.selected)} instead of {_values(was.selected)}"
    for field, before, after in (("requires", was.requires, now.requires), ("show_if", was.show_if, now.show_if)):
        if before != after:
            yield f"it is asked under another condition ({field})"
    if was.specific != now.specific:
        yield "it belongs to this score alone now" if now.specific else "it no longer belongs to this score alone"
    names = [name for name in {**was.behind, **now.behind} if was.behind.get(name) != now.behind.get(name)]
    if names and (was.selected, was.requires, was.show_if) == (now.selected, now.requires, now.show_if):
        yield f"whether it is asked rests on {joined(names)}, which changed"


def _points(was: Mapping[str, float], now: Mapping[str, float]) -> str:
    if was.keys() != now.keys():
        return f"its answers are {joined(now)} instead of {joined(was)}"
    worth = [
        f"{code} is worth {value(now[code])} instead of {value(was[code])}" for code in was if was[code] != now[code]
    ]
    return f"the answer {joined(worth)}"


def _means(was: ScoreBasis, now: ScoreBasis, others: Mapping[str, ScoreVerdict]) -> Iterator[str]:
    if set(was.of) != set(now.of):
        yield f"it is the mean of {joined(now.of)} instead of {joined(was.of)}"
    if was.at_least != now.at_least:
        yield f"it needs {now.at_least} of these scores instead of {was.at_least}"
    not_comparable = [each for each in now.of if each in was.of and _is(others, each, "no")]
    if not_comparable:
        yield f"{is_are(not_comparable)} not comparable"


def _is(others: Mapping[str, ScoreVerdict], name: str, comparable: Comparable) -> bool:
    return name in others and others[name].comparable == comparable


def _values(values: frozenset[str]) -> str:
    return joined(sorted(values)) if values else "every case"


def scores_with(verdicts: Sequence[ScoreVerdict], comparable: Comparable) -> list[str]:
    """The scores with this verdict in any form, each once."""
    return list(dict.fromkeys(each.score for each in verdicts if each.comparable == comparable))
