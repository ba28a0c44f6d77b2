"""Turn a language tag into all that is said in that language: messages, numbers, dates, names of countries.

Messages are written in English in the code and the templates, and translated in `nl.po` and `de.po` beside this
file. `python -m rely.languages` adds what is new to both and drops what is gone.
"""

from rely.languages.words import INTERFACE_LANGUAGES, N_, UnknownLanguage, Words, words_for

__all__ = ["INTERFACE_LANGUAGES", "N_", "UnknownLanguage", "Words", "words_for"]
