"""Turn a result into how far the two sides of each row lie apart."""

from __future__ import annotations

from rely.model.instrument import Instrument
from rely.model.results import Result
from rely.scoring.sides import Contrast, contrast


def contrasts(instrument: Instrument, result: Result) -> dict[str, Contrast]:
    """For every row that counts for one-sidedness: the second side minus the first, in score points.

    Only answered items that belong to one side alone enter, with their weights. Empty when the instrument
    declares no pair of sides.
    """
    sides = instrument.sides
    if sides is None:
        return {}
    rows = next(
        cell.facets[0] for cell in instrument.scores.by_cell if cell.facets[1] == sides.facet
    )  # checked when the questionnaire is loaded
    first, second = (value.id for value in instrument.facets_by_id[sides.facet].values)
    found: dict[str, Contrast] = {}
    for row in sides.across:
        alone: dict[str, list[tuple[float, float]]] = {first: [], second: []}
        for name, item_score in result.item_scores.items():
            item = instrument.items[name]
            own = item.values(sides.facet)
            if len(own) == 1 and row in item.values(rows):
                alone[own[0]].append((item_score, item.weight))
        found[row] = contrast(alone[first], alone[second])
    return found
