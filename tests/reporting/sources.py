"""Turn each number that a report prints into what it rests on: SOURCES, PLACES and DRAWN list every place of one.

A part that is added to the report is walked by itself. Numbers in its words that are no text of the questionnaire
have no source until a line for their place stands here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from rely.model.guidelines import FactTrigger, Guideline
from rely.model.results import Score
from rely.reporting.status_words import status_kind
from tests.report_cases import DAY
from tests.reporting import measure_sources as measures
from tests.reporting import rhythm_sources as rhythm
from tests.reporting import trend_sources as trend
from tests.reporting import view_sources as views
from tests.reporting.measure_sources import called
from tests.reporting.walking import NUMBER, Found, Numbers, Story, kind_of_part


def score_shown(story: Story, found: Found) -> Score:
    """The score whose place in the report this is, by the labels around it."""
    kind = kind_of_part(found.owners[-2] if found.field != "title" else found.owners[-3])
    if kind == "glance.Line":
        row, side = found.owner("glance.Lines").label, found.owner("glance.Line").side
    elif kind == "grid.Box":
        row, side = found.owner("grid.Row").label, found.owner("grid.Box").label
    else:
        cells = found.owner("score_table.ScoreRow").cells
        at = next(at for at, cell in enumerate(cells) if cell is found.owner("score_words.ScoreWords"))
        row, side = (
            found.owner("score_table.ScoreRow").label,
            found.owner("score_table.ScoreTable").columns[at].label if at else "",
        )
    parts = [story.id_of(label) for label in (row, side) if label]
    return story.score(".".join(parts))


def _score(story: Story, found: Found) -> Numbers:
    return story.whole(score_shown(story, found).score)


def _margin(story: Story, found: Found) -> Numbers:
    return story.whole(score_shown(story, found).margin)


def _counts(story: Story, found: Found) -> Numbers:
    score = score_shown(story, found)
    return story.whole(score.answered, score.applicable)


def _score_and_margin(story: Story, found: Found) -> Numbers:
    score = score_shown(story, found)
    assert score.score is not None
    if score.margin is None:
        return story.whole(score.score)
    return story.whole(score.score, max(0.0, score.score - score.margin), min(100.0, score.score + score.margin))


def _dot(story: Story, found: Found) -> bool:
    title = Found(found.path, found.owners, "title", "")
    score = score_shown(story, title)
    assert score.score is not None
    margin = score.margin or 0.0
    place = {"score": score.score, "low": max(0.0, score.score - margin), "high": min(100.0, score.score + margin)}
    return bool(found.value == place[found.field])


def _row_score(story: Story, found: Found) -> Numbers:
    return story.whole(story.score(story.id_of(found.owner("importance.ImportanceLine").label)).score)


def _answer(story: Story, name: str) -> Numbers:
    """The number that was answered to an item, or to which a measure comes."""
    value = story.result.assessment.answers.get(name, story.result.facts.get(name))
    decimals = 2 if name in story.instrument.items else 1
    return (story.printed(value, decimals),) if isinstance(value, (int, float)) else ()


def _answer_given(story: Story, found: Found) -> Numbers:
    return _answer(story, called(story, found.owner("answers.Answered").text))


def _fact_told(story: Story, found: Found) -> Numbers:
    return _answer(story, called(story, found.owner("head.Fact").label))


def _reason_given(story: Story, found: Found) -> Numbers:
    name = called(story, found.owner("because.Reason").question)
    measure = story.instrument.measures_by_id.get(name)
    known = _answer(story, name)
    return known if known or measure is None else (story.printed(getattr(measure, "min_age", 0)),)


def guideline_shown(story: Story, found: Found) -> Guideline:
    """The guideline whose action or whose entry in the grid this is a part of."""
    for kind in ("grid.Entry", "guideline_list.GuidelineLine"):
        if any(kind_of_part(each) == kind for each in found.owners):
            return story.by_text[found.owner(kind).text].guideline
    return story.by_text[found.owner("actions.Action").what].guideline


def _reason_range(story: Story, found: Found) -> Numbers:
    triggers = guideline_shown(story, found).triggers
    name = called(story, found.owner("because.Reason").question)
    assert triggers is not None
    return _edges_of_trigger(story, next(each for each in triggers.facts if each.fact == name))


def _rule_told(story: Story, found: Found) -> Numbers:
    """The mean of the answers and the edges they were held against, or the edges of a figure's norm."""
    triggers, rules = guideline_shown(story, found).triggers, story.instrument.priorities
    assert triggers is not None
    assert rules is not None
    at = int(found.path.rpartition("[")[2].rstrip("]"))
    if triggers.items and at == 0:
        known = [story.result.item_scores[item] for item in triggers.items if item in story.result.item_scores]
        mean, low, high = sum(known) / len(known), rules.partly_from, rules.target
        edges = (high,) if mean >= high else (low, high) if mean >= low else (low,)
        return tuple(story.printed(number) for number in (mean, *edges))
    return _edges_of_trigger(story, triggers.facts[at - bool(triggers.items)])


def _edges_of_trigger(story: Story, trigger: FactTrigger) -> Numbers:
    if trigger.norm is None:
        return story.edges(trigger.below, trigger.above)
    row = rhythm.norm_in_force(story, trigger.norm)
    return story.edges(row.min, row.max or row.typical_max)


def _ordinal(story: Story, found: Found) -> Numbers:
    return (str(story.advice.actions.index(guideline_shown(story, found).id) + 1),)


def _ordinal_of_entry(story: Story, found: Found) -> Numbers:
    guideline = story.by_text[found.owner("grid.Entry").text].guideline
    return (str(story.advice.actions.index(guideline.id) + 1),)


def _works_cited(story: Story, found: Found) -> Numbers:
    """The numbers under which the list of works names what the guideline cites."""
    citations = {work.id: story.words.text(work.citation) for work in story.instrument.works}
    listed = {work.work.text: NUMBER.findall(work.label)[0] for work in story.content.reading.works}
    return tuple(listed[citations[source.ref]] for source in guideline_shown(story, found).source)


def _place_in_list(story: Story, found: Found) -> Numbers:
    return (str(story.content.reading.works.index(found.owner("reading.CitedWork")) + 1),)


def _count_of_status(story: Story, found: Found) -> Numbers:
    kind = found.owner("grid.Count").status.kind
    placed = [each for each in story.advice.recommendations if each.row is not None]
    return story.whole(sum(status_kind(each) == kind for each in placed))


def _count_of_actions(story: Story, found: Found) -> Numbers:
    return story.whole(len(story.advice.actions))


def _count_of_skipped(story: Story, found: Found) -> Numbers:
    result = story.result
    asked = [name for name in result.asked if name not in result.routed]
    return story.whole(sum(result.assessment.answers.get(name) is None for name in asked))


def _edges_of_band(story: Story, found: Found) -> Numbers:
    edges = [band.from_ for band in story.instrument.bands] + [100.0]
    label = found.owner("reading.BandKey").label
    at = next(at for at, band in enumerate(story.instrument.bands) if story.words.text(band.label) == label)
    return story.edges(edges[at], edges[at + 1])


def due_day(story: Story, number: int) -> date:
    """When an action is due by the rule of the questionnaire: the first such weekday, and so many weeks later."""
    assert story.instrument.priorities is not None
    rule: Any = story.instrument.priorities.due
    coming = (DAY + timedelta(days=ahead) for ahead in range(1, 8))
    first = next(day for day in coming if f"{day:%A}".lower() == rule.weekday)
    return first + timedelta(weeks=rule.weeks_apart * (number - 1))


def _day_of_action(story: Story, found: Found) -> Numbers:
    return tuple(NUMBER.findall(story.words.weekday(due_day(story, int(found.owner("actions.Action").number)))))


def _row_ends(story: Story) -> tuple[float, float]:
    overall = story.instrument.scores.overall
    assert overall is not None
    known = [score for name in overall.of if (score := story.score(name).score) is not None]
    return min(known), max(known)


def _box_ends(story: Story) -> tuple[float, float]:
    sides = story.instrument.sides
    assert sides is not None
    columns = [value.id for value in story.instrument.facets_by_id[sides.facet].values]
    cells = [story.result.scores.get(f"{row}.{column}") for row in sides.across for column in columns]
    known = [cell.score for cell in cells if cell is not None and cell.score is not None]
    return min(known), max(known)


def _edge(story: Story, found: Found) -> bool:
    return found.value in [*(band.from_ for band in story.instrument.bands), 100.0]


def _edge_words(story: Story, found: Found) -> Numbers:
    """The edge of a band that stands at this place of the axis."""
    edges = [*(band.from_ for band in story.instrument.bands), 100.0]
    return (story.printed(edges[int(found.path.rpartition("[")[2].rstrip("]"))]),)


def _part_of_table(story: Story, found: Found) -> bool:
    return found.value in (1, 2)


SOURCES: dict[str, Callable[[Story, Found], Numbers]] = {
    "score_words.ScoreWords.number": _score,
    "score_words.ScoreWords.margin": _margin,
    "score_words.ScoreWords.basis": _counts,
    "score_words.Dot.title": _score_and_margin,
    "importance.ImportanceLine.score": _row_score,
    "head.Fact.value": _fact_told,
    "glance.Glance.cut_off_words": _edge_words,
    "findings.Findings.cut_off_words": _edge_words,
    "measure_lines.MeasureLine.value": measures.value,
    "measure_lines.MeasureLine.basis": measures.basis,
    "measure_lines.MeasureLine.meaning": measures.missing,
    "answers.Answered.answer": _answer_given,
    "answers.Answers.intro": _count_of_skipped,
    "because.Reason.answer": _reason_given,
    "because.Reason.range": _reason_range,
    "rule_words.Why.rule": _rule_told,
    "actions.Action.number": _ordinal,
    "actions.Action.source": _works_cited,
    "actions.Action.when": _day_of_action,
    "status_words.Status.word": _ordinal_of_entry,
    "grid.Count.number": _count_of_status,
    "actions.Actions.plan_intro": _count_of_actions,
    "reading.BandKey.range": _edges_of_band,
    "reading.CitedWork.label": _place_in_list,
    "contacts.ContactLine.month": rhythm.year_of_contact,
    "contacts.ContactLine.because": rhythm.action_of_contact,
    "contacts.Contacts.heading": rhythm.months_planned,
    "rhythm.Figure.norm": rhythm.norm_told,
    "rhythm.Figure.happened": rhythm.happened,
    "rhythm.Range.title": rhythm.range_told,
    "rhythm.Range.low_words": lambda story, found: rhythm.norm_told(story, found)[:1],
    "rhythm.Range.high_words": lambda story, found: rhythm.norm_told(story, found)[1:],
    "rhythm.Range.value_words": rhythm.happened,
    "rhythm.BalanceWords.figures": rhythm.index,
    "trend.Figure.number": trend.figure,
    "trend.Figure.margin": trend.figure,
    "trend.Picture.title": trend.title,
    "trend.Line.basis": trend.basis,
    "trend.Trend.lead": trend.changed,
    "two_views.TwoViews.intro": views.intro,
    "two_views.TwoViews.lead": views.lead,
    "two_views.TwoViews.agreement": views.agreement,
    "view_lines.ViewLine.own": views.own,
    "view_lines.ViewLine.other": views.other,
    "view_lines.ViewLine.gap": views.gap,
    "view_lines.ViewLine.basis": views.basis,
    "view_lines.Pair.title": views.title,
    "view_lines.FarApart.own": views.far_apart,
    "view_lines.FarApart.other": views.far_apart,
    "view_lines.FarApart.people": views.far_apart,
    "net_promoters.Recommended.told": views.recommended,
    "net_promoters.Recommended.note": views.note,
}
"""By place: which numbers the text there must say, in their order; a text without numbers needs none."""

PLACES: dict[str, Callable[[Story, Found], str | None]] = {
    "strongest_score": lambda story, found: story.words.number(_row_ends(story)[1]),
    "weakest_score": lambda story, found: story.words.number(_row_ends(story)[0]),
    "highest_score": lambda story, found: story.words.number(_box_ends(story)[1]),
    "lowest_score": lambda story, found: story.words.number(_box_ends(story)[0]),
    **{name: rhythm.of_figure(name) for name in ("value", "count", "span", "min", "max", "missing")},
    "index": rhythm.index_of_balance,
    "share": rhythm.share_of_balance,
}
"""By word in braces of a sentence of the questionnaire: the number that must stand there."""

DRAWN: dict[str, Callable[[Story, Found], bool]] = {
    **{f"score_words.Dot.{name}": _dot for name in ("score", "low", "high")},
    **{f"rhythm.Range.{name}": rhythm.drawn_in_range for name in ("low", "high", "value")},
    **{f"trend.Mark.{name}": trend.mark for name in ("score", "low", "high")},
    **{f"view_lines.Pair.{name}": views.drawn for name in ("own", "other")},
    "glance.Glance.cut_offs": _edge,
    "findings.Findings.cut_offs": _edge,
    "grid.Box.span": _part_of_table,
    "grid.Grid.columns": _part_of_table,
    "rhythm.Beam.lean": rhythm.leaning,
}
"""By place: whether a number that is drawn rather than printed lies where its source says."""
