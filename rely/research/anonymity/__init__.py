"""Turn the rows of a data file into how well nobody in it can be picked out, and into rows in which nobody can."""

from rely.research.anonymity.coarser import Recoding, coarser
from rely.research.anonymity.groups import Groups, Report
from rely.research.anonymity.protection import Protection
from rely.research.anonymity.revealing import derived_from, quasi_identifiers

__all__ = ["Groups", "Protection", "Recoding", "Report", "coarser", "derived_from", "quasi_identifiers"]
