"""Turn a language tag into all that is said in that language: messages, numbers, dates, names of countries.

Messages are written in English in the code and the templates, and translated in the PO files beside this file: each
makes its language one of the interface. `python -m rely.languages` adds what is new to all and drops what is gone.
"""

from rely.languages.catalogue import SOURCE_LANGUAGE
from rely.languages.words import (
    INTERFACE_LANGUAGES,
    N_,
    UnknownLanguage,
    Words,
    language_name,
    offered_languages,
    words_for,
)

__all__ = [
    "INTERFACE_LANGUAGES",
    "N_",
    "SOURCE_LANGUAGE",
    "UnknownLanguage",
    "Words",
    "language_name",
    "offered_languages",
    "words_for",
]
