"""Turn the margins of many scores into those of the groups of a norms file, by the rules that hold for one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from rely.model.instrument import Instrument
from rely.model.reference import Reference, ReferenceGroup
from rely.research.batches import Batch
from rely.research.score_many import ManyScores, score_many
from rely.research.sheets import Bytes, Flags, Floats
from rely.scoring.plan import plan_of
from rely.scoring.reference import margins_of
from rely.scoring.score import PERSON


@dataclass(frozen=True, eq=False)
class MarginBasis:
    """Where margins come from: `words` are nothing, the person and the digest of the norms file.

    `places` has for each score an array with the place in `words` of each assessment.
    """

    words: tuple[str, str, str]
    places: Mapping[str, Bytes]


def score_batch(
    instrument: Instrument, batch: Batch, reference: Reference | None = None
) -> tuple[ManyScores, MarginBasis | None]:
    """The scores of the good rows of a batch with their margins, and where these come from.

    With the data of a norms file they are those of `rely.scoring.score.score` with the same `reference`, to 1e-9;
    without one all margins are the person's own, and nothing is said of where they come from.
    """
    many = score_many(instrument, batch.judged.table, margins=True)
    if reference is None:
        return many, None
    assert many.sheets.margin is not None
    margin, of_group = many.sheets.margin.copy(), np.zeros(many.sheets.margin.shape, np.bool_)
    for group in reference.file.groups:
        if group.by is None:
            _take(many, _among(instrument, batch, reference, group), margins_of(reference, group), margin, of_group)
    _take_overall(instrument, many, margin, of_group)
    places = {name: _places(margin[at], of_group[at]) for at, name in enumerate(many.rows)}
    made = replace(many, sheets=replace(many.sheets, margin=margin))
    return made, MarginBasis(("", PERSON, reference.digest), places)


def _among(instrument: Instrument, batch: Batch, reference: Reference, group: ReferenceGroup) -> Flags:
    """The rows that are compared with a group: those of its form, its perspective and its selected value."""
    table, form = batch.judged.table, reference.file.form
    if form not in instrument.form_ids or (group.selected is not None and group.selected not in table.values):
        return np.zeros(len(table), np.bool_)
    selected = -1 if group.selected is None else table.values.index(group.selected)
    perspective: Flags = np.array(batch.judged.perspective, np.str_) == group.perspective
    among: Flags = perspective & (table.form == instrument.form_ids.index(form)) & (table.selected == selected)
    return among


def _take(many: ManyScores, among: Flags, margins: Mapping[str, float], margin: Floats, of_group: Flags) -> None:
    """Write the margins of a group where every item of a score that was asked is answered."""
    sheets = many.sheets
    for at, name in enumerate(many.rows):
        if name in margins:
            taken = among & (sheets.answered[at] == sheets.asked[at]) & ~np.isnan(sheets.score[at])
            margin[at, taken] = margins[name]
            of_group[at] |= taken


def _take_overall(instrument: Instrument, many: ManyScores, margin: Floats, of_group: Flags) -> None:
    """Make the margin of the mean of those of its parts where each part with a score has one of the group."""
    overall = plan_of(instrument).overall
    if overall is None:
        return
    at, parts = many.rows.index(overall.id), [many.rows.index(name) for name in overall.of]
    margin[at], of_group[at] = many[overall.id].margin, False
    known = ~np.isnan(many.sheets.score[parts])
    taken = ~np.isnan(many.sheets.score[at]) & (of_group[parts] | ~known).all(axis=0)
    squares = np.square(np.where(known, margin[parts], 0.0)).sum(axis=0)
    margin[at, taken] = np.sqrt(squares[taken]) / known.sum(axis=0)[taken]
    of_group[at] = taken


def _places(margin: Floats, of_group: Flags) -> Bytes:
    return np.where(np.isnan(margin), 0, np.where(of_group, 2, 1)).astype(np.uint8)
