"""Turn an instrument into the variables of a data file: one list from which exports, codebooks and syntax are made."""

from rely.loading.data_file import DONT_KNOW, NOT_APPLICABLE, NOT_ASKED, UNANSWERED
from rely.research.variables.dictionary import Dictionary, dictionary_of
from rely.research.variables.missing import MISSING_CODES, MOST_MISSING_TEXTS, missing_texts
from rely.research.variables.variable import Variable

__all__ = [
    "DONT_KNOW",
    "MISSING_CODES",
    "MOST_MISSING_TEXTS",
    "NOT_APPLICABLE",
    "NOT_ASKED",
    "UNANSWERED",
    "Dictionary",
    "Variable",
    "dictionary_of",
    "missing_texts",
]
