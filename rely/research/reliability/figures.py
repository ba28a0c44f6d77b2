"""Turn a sample of assessments into all that is known of the reliability of every score, group by group."""

from __future__ import annotations

from typing import Final

import numpy as np

from rely.model.answers import FULL_FORM
from rely.model.instrument import Instrument
from rely.model.reliability import Caution, GroupFigures, Reliability, ScoreFigures
from rely.research.cases import SIMULATED
from rely.research.reliability.careless import careless_rows
from rely.research.reliability.consistency import alpha, complete_rows
from rely.research.reliability.correlations import correlation_matrix, pairwise
from rely.research.reliability.factor import MOST_ITEMS, Factor, omega_from_matrix
from rely.research.reliability.groups import Group, OnePer, cluster_of, group_rows
from rely.research.reliability.intervals import feldt_ci
from rely.research.reliability.notes import FEWEST, reliability_note
from rely.research.reliability.parts import Columns, columns_of_items, figures_of_parts
from rely.research.reliability.sample import Sample
from rely.research.reliability.spread import spread_of
from rely.research.score_many import ManyScores, score_many
from rely.research.sheets import Floats
from rely.research.table import Table
from rely.scoring.plan import Plan, plan_of, score_ids

CONFIDENCE: Final = 0.95


def reliability_of(
    instrument: Instrument,
    sample: Sample,
    *,
    form: str = FULL_FORM,
    by: str | None = None,
    one_per: OnePer | None = None,
) -> Reliability:
    """What a sample says about the scores of an instrument in one form.

    Rows of different phases and perspectives are never looked at together. `by` must be the fact that the sample was
    collected by. ValueError for an unknown form.
    """
    grouped = group_rows(instrument, sample, form=form, by=by, one_per=one_per)
    research = instrument.research
    return Reliability(
        form=form,
        rows=len(sample),
        left_out=grouped.left_out,
        simulated=sum(each == SIMULATED for each in sample.respondents),
        reflective=research is not None and research.scores_are == "reflective",
        confidence=CONFIDENCE,
        groups=tuple(_group(instrument, sample, group, form) for group in grouped.groups),
    )


def _group(instrument: Instrument, sample: Sample, group: Group, form: str) -> GroupFigures:
    table, places = sample.table, group.places
    own = Table(table.items, table.steps[:, places], table.form[places], table.selected[places], table.values)
    many, plan = score_many(instrument, own), plan_of(instrument)
    found = (_score(instrument, plan, own, many, name, form, group.selected) for name in score_ids(instrument))
    people = [None if sample.respondents[at] == SIMULATED else sample.respondents[at] for at in places]
    return GroupFigures(
        id=group.id,
        facts=group.facts,
        rows=len(places),
        respondents=cluster_of(people),
        relationships=cluster_of([sample.relationships[at] for at in places]),
        careless=careless_rows(instrument, sample, places),
        scores=tuple(score for score in found if score is not None),
    )


def _score(
    instrument: Instrument, plan: Plan, table: Table, many: ManyScores, name: str, form: str, selected: str | None
) -> ScoreFigures | None:
    """The figures of one score; None where none of its parts is asked in this form and group."""
    overall = plan.overall
    if overall is not None and name == overall.id:
        values = np.column_stack([many[each].score for each in overall.of])
        columns = Columns(tuple(overall.of), values, np.ones(len(overall.of)), None)
        return _figures(instrument, name, columns, many[name].score)
    definition = next(each for each in plan.definitions if each.id == name)
    asked = set(plan.in_form(form))
    items = [
        each
        for each in definition.items
        if each in asked and plan.is_selected(instrument.items[each], selected) and plan.scored[each].item.weight
    ]
    if not items:
        return None
    return _figures(instrument, name, columns_of_items(instrument, items, table.items, table.steps), many[name].score)


def _figures(instrument: Instrument, name: str, columns: Columns, scores: Floats) -> ScoreFigures:
    complete = complete_rows(columns.weighed)
    count, parts = complete.shape
    note, spread = reliability_note(count), spread_of(scores)
    computed = count >= FEWEST and parts > 1
    found = alpha(complete) if computed else None
    ends = None if found is None else feldt_ci(found, count, parts, CONFIDENCE)
    factor = omega_from_matrix(correlation_matrix(complete)) if computed and 3 <= parts <= MOST_ITEMS else None
    return ScoreFigures(
        id=name,
        made_of_scores=columns.marks is None,
        parts=figures_of_parts(instrument, columns, computed=computed),
        spread=spread,
        n=count,
        note=note,
        alpha=found,
        alpha_low=None if ends is None else ends[0],
        alpha_high=None if ends is None else ends[1],
        sem=_sem(complete, columns.weights, found),
        omega=None if factor is None else factor.omega,
        loadings=None if factor is None else factor.loadings,
        heywood=factor is not None and factor.heywood,
        correlations=pairwise(columns.ids, columns.values) if computed else None,
        cautions=_cautions(complete, found, factor, spread.n),
    )


def _sem(complete: Floats, weights: Floats, found: float | None) -> float | None:
    """The margin in score points, sd * sqrt(1 - alpha) of complete rows; None where alpha is unknown or negative."""
    if found is None or found < 0:
        return None
    return float((complete.sum(axis=1) / weights.sum()).std(ddof=1) * np.sqrt(1 - found))


def _cautions(complete: Floats, found: float | None, factor: Factor | None, scored: int) -> tuple[Caution, ...]:
    count, parts = complete.shape
    if parts == 1:
        return ("one_item",)
    cautions: dict[Caution, bool] = {"few_complete": count * 2 < scored}
    if count >= FEWEST:
        constant = bool((np.ptp(complete, axis=0) <= 1e-9).any())
        cautions |= {
            "no_variance": found is None,
            "constant_item": constant and found is not None,
            "negative_alpha": found is not None and found < 0,
            "two_items": parts == 2,
            "too_many_items": parts > MOST_ITEMS,
            "heywood": factor is not None and factor.heywood,
            "not_converged": factor is not None and not factor.converged and not factor.heywood,
        }
    return tuple(caution for caution, holds in cautions.items() if holds)
