"""Turn the outcomes of the items of one facet value or cell into its score, status and margin."""

from collections.abc import Sequence
from itertools import compress
from typing import NamedTuple, cast

from rely.model.scores import MissingDataRule
from rely.scoring.coding import Outcome
from rely.scoring.margins import person_margin
from rely.scoring.means import weighted_mean
from rely.scoring.missing import Basis, Status, basis_status, count_answers


class FacetScore(NamedTuple):
    """`score` is 0-100 or None; `margin` is one standard error in score points, or None."""

    score: float | None
    status: Status
    margin: float | None
    basis: Basis


def score_facet(
    outcomes: Sequence[Outcome],
    *,
    weights: Sequence[float],
    floors: Sequence[float],
    rule: MissingDataRule,
    specific: Sequence[bool] | None = None,
) -> FacetScore:
    """Score the items asked for one facet value, or for one cell when `specific` is given.

    All sequences run along the asked items: `outcomes` their item scores, "na", "dk" or None (missing),
    `weights` 0 or more, `floors` their rounding variances, `specific` whether the item belongs to this cell
    alone. The score is the weighted mean of the answered items; total weight zero gives too_few. The margin
    is that of `person_margin`.
    """
    basis = count_answers(outcomes)
    if basis.answered < basis.asked:
        answered = [isinstance(outcome, (float, int)) for outcome in outcomes]
        outcomes = list(compress(outcomes, answered))
        weights, floors = list(compress(weights, answered)), list(compress(floors, answered))
        specific = None if specific is None else list(compress(specific, answered))
    status = basis_status(basis, rule, specific_answered=None if specific is None else sum(specific))
    if status not in ("ok", "narrow"):
        return FacetScore(None, status, None, basis)
    scores = cast(Sequence[float], outcomes)  # only the answered ones are left
    score = weighted_mean(scores, weights)
    if score is None:
        return FacetScore(None, "too_few", None, basis)
    return FacetScore(score, status, person_margin(scores, weights=weights, floors=floors), basis)
