"""Name the sheets and columns of an XLSForm, and the languages of its texts as its columns call them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from babel import Locale

from rely.languages.words import language_name
from rely.model.text import is_language_tag

SURVEY, CHOICES, SETTINGS, REMARKS = "survey", "choices", "settings", "rely"
"""The sheets; the last lists what an XLSForm cannot say, and is read by nobody."""

TEXTS = ("label", "hint", "guidance_hint")
"""The columns of XLSForm that have a text for each language."""

OWN_TEXTS = ("rely_label", "rely_unit", "rely_unit_one")
OWN = (
    *("rely_part", "rely_id", "rely_kind", "rely_scale", "rely_seconds", "rely_lines"),
    *("rely_reverse", "rely_weight", "rely_facets", "rely_note"),
)
"""Columns that only Rely reads; programs for XLSForms pass over what they do not know."""

_BRACKETED = re.compile(r".*\(\s*([A-Za-z_-]+)\s*\)\s*\Z")
_COLONS = re.compile(r"\s*::?\s*")

_PARTED = "$\N{WORD JOINER}{"

Row = dict[str, str]
"""A row of a sheet: what stands in each column, those that are empty left out."""


def in_language(column: str, language: str) -> str:
    """The column of a text in one language: label::Nederlands (nl)."""
    return f"{column}::{called(language)}"


def called(language: str) -> str:
    """A language as XLSForms call it: Nederlands (nl)."""
    return f"{language_name(language)} ({language})"


def parted(head: str) -> tuple[str, str]:
    """The column and the language that a head names; the language is empty where it names none."""
    column, _, language = _COLONS.sub("::", head.strip(), count=1).partition("::")
    return column.strip().lower().replace(" ", "_"), language.strip()


def tag_of(language: str) -> str:
    """The tag of a language that an XLSForm names: nl for Nederlands (nl), nl and Dutch; empty when nobody knows it."""
    bracketed = _BRACKETED.match(language)
    tag = (bracketed.group(1) if bracketed else language).replace("_", "-")
    base, _, part = tag.partition("-")
    tag = f"{base.lower()}-{part}" if part else base.lower()
    if len(base) in (2, 3) and is_language_tag(tag):
        return tag
    return _by_name().get(language.strip().casefold(), "")


def _by_name() -> dict[str, str]:
    """Tags by what English calls a language and by what the commonest call themselves."""
    english = {name.casefold(): tag for tag, name in Locale.parse("en").languages.items() if is_language_tag(tag)}
    return english | {language_name(tag).casefold(): tag for tag in ("nl", "de", "fr", "es", "pt", "it", "pl", "tr")}


def unfilled(words: str) -> str:
    """Words in which no program finds the name of a question to fill in."""
    return words.replace("${", _PARTED)


def filled(words: str) -> str:
    """The words of `unfilled` as they were."""
    return words.replace(_PARTED, "${")


def heads(rows: Iterable[Row], order: Iterable[str]) -> list[str]:
    """The columns that any row uses, in this order; a text has all its languages as soon as it has one."""
    used = {column.partition("::")[0] for row in rows for column in row}
    return [column for column in order if column.partition("::")[0] in used]
