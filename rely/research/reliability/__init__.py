"""Turn the answers of many into how reliable the scores of an instrument are, with what speaks against trusting it."""

from rely.research.reliability.consistency import alpha, alpha_without, complete_rows, item_rest
from rely.research.reliability.differences import difference_reliability
from rely.research.reliability.document import reliability_document
from rely.research.reliability.factor import Factor, omega_from_loadings, omega_from_matrix
from rely.research.reliability.figures import reliability_of
from rely.research.reliability.gap_document import gaps_document
from rely.research.reliability.gaps import gap_reliability_of
from rely.research.reliability.groups import OnePer
from rely.research.reliability.intervals import feldt_ci
from rely.research.reliability.notes import reliability_note
from rely.research.reliability.sample import Row, Sample, collect, grouping_facts

__all__ = [
    "Factor",
    "OnePer",
    "Row",
    "Sample",
    "alpha",
    "alpha_without",
    "collect",
    "complete_rows",
    "difference_reliability",
    "feldt_ci",
    "gap_reliability_of",
    "gaps_document",
    "grouping_facts",
    "item_rest",
    "omega_from_loadings",
    "omega_from_matrix",
    "reliability_document",
    "reliability_note",
    "reliability_of",
]
