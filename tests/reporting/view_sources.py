"""Turn what others answered beside the own answers into what its numbers rest on: item scores on both sides."""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

from rely.model.measures_of_answers import Nps
from rely.reporting.beside import Beside
from tests.report_cases import others_of
from tests.reporting.walking import NUMBER, Found, Numbers, Story

FEWEST = 5
"""With fewer answers no net score is told."""


class Both(NamedTuple):
    """One statement with the own item score and those of the others, and its facet values in the other instrument."""

    item: str
    own: float
    others: tuple[float, ...]
    values: tuple[str, ...]

    @property
    def other(self) -> float:
        return sum(self.others) / len(self.others)


def _beside(story: Story, found: Found) -> Beside:
    at = next(at for at, each in enumerate(story.content.two_views) if each is found.owner("two_views.TwoViews"))
    return others_of(story.case)[at]


def _statements(story: Story, beside: Beside) -> list[Both]:
    """The statements that both sides answered."""
    rules = beside.instrument.comparison
    assert rules is not None
    both = []
    for name, item in beside.instrument.items.items():
        mine = name if item.mirror_of is None else item.mirror_of.partition("/")[2]
        theirs = tuple(each.item_scores[name] for each in beside.results if name in each.item_scores)
        if theirs and mine in story.result.item_scores:
            both.append(Both(mine, story.result.item_scores[mine], theirs, item.values(rules.facet)))
    return both


def _of_line(story: Story, found: Found) -> list[Both]:
    beside, line = _beside(story, found), found.owner("view_lines.ViewLine")
    rules = beside.instrument.comparison
    assert rules is not None
    values = beside.instrument.facets_by_id[rules.facet].values
    value = next(each.id for each in values if story.words.text(each.label) == line.label)
    return [each for each in _statements(story, beside) if value in each.values]


def _means(both: list[Both]) -> tuple[float, float]:
    return sum(each.own for each in both) / len(both), sum(each.other for each in both) / len(both)


def own(story: Story, found: Found) -> Numbers:
    return (story.printed(_means(_of_line(story, found))[0]),)


def other(story: Story, found: Found) -> Numbers:
    return (story.printed(_means(_of_line(story, found))[1]),)


def gap(story: Story, found: Found) -> Numbers:
    mine, theirs = _means(_of_line(story, found))
    assert str(found.value)[0] == ("+" if mine > theirs else "\u2212")
    return (story.printed(abs(mine - theirs)),)


def title(story: Story, found: Found) -> Numbers:
    return (*own(story, found), *other(story, found))


def drawn(story: Story, found: Found) -> bool:
    means = dict(zip(("own", "other"), _means(_of_line(story, found)), strict=True))
    return abs(float(found.value) - means[found.field]) < 1e-9


def basis(story: Story, found: Found) -> Numbers:
    """How many statements, and how many people answered each."""
    both = _of_line(story, found)
    people = sorted({len(each.others) for each in both})
    return story.whole(len(both), *dict.fromkeys((people[0], people[-1])))


def lead(story: Story, found: Found) -> Numbers:
    """The largest of the gaps."""
    lines = found.owner("two_views.TwoViews").lines
    inside = [Found(found.path, (*found.owners, line), "gap", "") for line in lines]
    means = [_means(_of_line(story, each)) for each in inside]
    return (story.printed(max(abs(mine - theirs) for mine, theirs in means)),)


def intro(story: Story, found: Found) -> Numbers:
    """How many people, when there are several; days and versions are known phrases."""
    people = len(_beside(story, found).results)
    return (str(people),) if people > 1 else ()


def agreement(story: Story, found: Found) -> Numbers:
    beside = _beside(story, found)
    both, rules = _statements(story, beside), beside.instrument.comparison
    assert rules is not None
    assert rules.agreement_below is not None
    value = 100 - sum(abs(each.own - each.other) for each in both) / len(both)
    return story.printed(value), str(len(both)), story.printed(rules.agreement_below)


def far_apart(story: Story, found: Found) -> Numbers:
    """The scores of a statement on both sides, which is known by its words and by the rest of its line."""
    line = found.owner("view_lines.FarApart")
    rest = {name: getattr(line, name) for name in ("own", "other", "people") if name != found.field}
    for each in _statements(story, _beside(story, found)):
        printed = [story.printed(number) for number in (each.own, each.other, len(each.others))]
        told = dict(zip(("own", "other", "people"), printed, strict=True))
        text = story.words.text(story.instrument.items[each.item].text)
        if line.text.startswith(text.removesuffix(".")) and rest.items() <= told.items():
            return (told[found.field],)
    return ()


def recommended(story: Story, found: Found) -> Numbers:
    """The answer of one; else how many there are of each group, from five answers on after the net score."""
    beside = _beside(story, found)
    measure = next(each for each in beside.instrument.measures if isinstance(each, Nps))
    given = [each.assessment.answers.get(measure.of) for each in beside.results]
    known = [each for each in given if isinstance(each, int)]
    if len(known) == 1:
        return str(known[0]), "10"
    up, down = sum(each >= 9 for each in known), sum(each <= 6 for each in known)
    counts = story.whole(up, len(known) - up - down, down)
    if len(known) < FEWEST:
        return counts
    high, low = (up + 0.75) / (len(known) + 3), (down + 0.75) / (len(known) + 3)
    margin = 196 * sqrt((high + low - (high - low) ** 2) / (len(known) + 3))
    net = 100 * (high - low)
    ends = [abs(max(-100.0, min(100.0, net + sign * margin))) for sign in (-1, 1)]
    return (*story.whole(abs(100 * (up - down) / len(known)), *ends, len(known)), *counts)


def note(story: Story, found: Found) -> Numbers:
    return (str(FEWEST),) if str(FEWEST) in NUMBER.findall(str(found.value)) else ()
