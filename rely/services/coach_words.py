"""Turn what is wrong with a table into sentences for the one who filled it in: what it is, and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from rely.languages import N_, Words

BETWEEN, CUT_OFF = ", ", "…"
"""What stands between the codes that the reader tells, and at the end of a list that is too long for it."""

CHOOSE = N_("Choose from the list in the cell, or type one of these codes: %(accepted)s.")
CHOOSE_COUNTRY = N_("Choose from the list in the cell, or type two letters such as DE.")
AS_TEXT = N_("Set the format of the cell to text. Then type the answer again.")
TYPE = N_("Type %(accepted)s.")
ACCEPTED = N_("These answers are accepted here: %(accepted)s.")
TYPE_IT = N_("Type the answer itself into the cell.")
AS_NUMBER = N_("Set the format of the cell to number. Then type the number again.")
WITH_POINT = N_("Write the number with a point: %(accepted)s.")
CHOOSE_LANGUAGE = N_("Choose a language from the list in the cell.")
WRITE_LANGUAGE = N_("Write the two letters of a language of this questionnaire.")
FORM = N_("Copy your rows into the form from step 1.")

IN_TEXT = {CHOOSE: ACCEPTED, CHOOSE_COUNTRY: TYPE, CHOOSE_LANGUAGE: WRITE_LANGUAGE, AS_NUMBER: WITH_POINT}
"""What to say instead about a CSV file, whose cells have neither lists to choose from nor formats."""

SENTENCES: Mapping[str, tuple[str, str]] = {
    "unreadable-file": (N_("The file could not be read."), N_("Upload it once more.")),
    "not-utf8": (
        N_("Letters such as é or ü cannot be read."),
        N_("Save the file as .xlsx, or as ‘CSV UTF-8’."),
    ),
    "empty-file": (N_("The file is empty."), N_("Fill in the form from step 1.")),
    "no-rows": (N_("No row is filled in yet."), N_("Fill in at least one row, save the file and upload it again.")),
    "csv-syntax": (
        N_("From this row on the file cannot be read: a quotation mark is missing."),
        N_("Open the file in a spreadsheet program and save it as .xlsx."),
    ),
    "unnamed-column": (N_("Column %(number)s has no name."), N_("Delete the column, or write its name into row 3.")),
    "unknown-column": (
        N_("The column ‘%(name)s’ does not belong to this questionnaire."),
        N_("Correct its name, or delete the column. Is the form old? Copy your rows into the form from step 1."),
    ),
    "other-questionnaire": (
        N_("These columns do not belong to this questionnaire: %(names)s."),
        N_("Is the file for another questionnaire? Then choose that one. If not, correct the names."),
    ),
    "other-export": (
        N_("These columns do not belong to this questionnaire: %(names)s."),
        N_("Is the file for another questionnaire? Then choose that one. If not, correct the names."),
    ),
    "duplicate-column": (N_("The column ‘%(name)s’ appears twice."), N_("Delete one of the two.")),
    "ragged-row": (
        N_("The row has %(count)s cells, and there are %(columns)s columns."),
        N_("Open the file in a spreadsheet program and save it as .xlsx."),
    ),
    "empty-row": (N_("The row is empty. It gets no report."), N_("You need not do anything.")),
    "long-layout": (
        N_("The file has one row for each answer."),
        N_("Export the data once more, with one row for each assessment."),
    ),
    "left-aside": (N_("Some columns are not read: %(names)s."), N_("You need not do anything if that is right.")),
    "absent-columns": (
        N_("Some questions have no column: %(names)s."),
        N_("They count as not answered. Add the columns if that is wrong."),
    ),
    "wrong-cell": (
        N_("‘%(value)s’ is not a code of the column ‘%(column)s’."),
        N_("Correct the cell, or export the data once more."),
    ),
    "other-version": (
        N_("The answers belong to version %(version)s. They are read as version %(here)s."),
        N_("You need not do anything if that is right."),
    ),
    "wrong-instrument": (
        N_("This row belongs to another questionnaire: ‘%(named)s’."),
        N_("Choose that questionnaire, or move the row into its own form."),
    ),
    "wrong-text": (
        N_("This text is too long, or it holds characters that nobody can see."),
        N_("Type it again, with 200 characters at most."),
    ),
    "not-a-day": (N_("The date ‘%(value)s’ cannot be read as a day."), N_("Write the day as 2026-11-30.")),
    "unknown-lang": (
        N_("There is no report in the language ‘%(value)s’."),
        CHOOSE_LANGUAGE,
    ),
    "old-workbook": (
        N_("This file has an old format (.xls)."),
        N_("Open it in a spreadsheet program and save it as .xlsx."),
    ),
    "locked-workbook": (N_("The file is locked with a password."), N_("Save it without a password.")),
    "damaged-workbook": (
        N_("The file is damaged, or it is no spreadsheet."),
        N_("Open it in a spreadsheet program and save it as .xlsx."),
    ),
    "workbook-too-large": (N_("The file holds too much."), FORM),
    "no-header-row": (N_("The row with the names of the columns is missing."), FORM),
    "several-sheets": (
        N_("More than one sheet holds answers."),
        N_("Keep one of them, and save the others as files of their own."),
    ),
    "hidden-sheet": (
        N_("The sheet ‘%(sheet)s’ is hidden and holds answers."),
        N_("Show the sheet and look at it, or delete it."),
    ),
    "hidden-cells": (
        N_("Some rows or columns are hidden. They count like the others."),
        N_("Delete what should not count."),
    ),
    "merged-cells": (
        N_("The cells %(range)s are merged."),
        N_("Undo the merging. Then write the answer into each cell."),
    ),
    "error-cell": (N_("The cell holds an error of the spreadsheet: %(value)s."), TYPE_IT),
    "formula-without-value": (N_("The cell holds a formula without a result."), TYPE_IT),
    "day-cell": (N_("The spreadsheet turned the answer into a date: %(value)s."), AS_TEXT),
    "time-cell": (N_("The spreadsheet made a time of the answer: %(value)s."), AS_TEXT),
    "unknown-code": (N_("‘%(value)s’ is not one of the answers."), CHOOSE),
    "na-not-allowed": (N_("‘Does not apply’ is not one of the answers here."), ACCEPTED),
    "dk-not-allowed": (N_("‘Cannot judge’ is not one of the answers here."), ACCEPTED),
    "not-a-number": (N_("‘%(value)s’ is not a number."), TYPE),
    "decimal-comma": (
        N_("The cell holds a text instead of a number: %(value)s."),
        AS_NUMBER,
    ),
    "not-whole": (N_("%(value)s is not a whole number."), TYPE),
    "out-of-range": (N_("%(value)s is outside the range."), TYPE),
    "not-a-list": (N_("‘%(value)s’ cannot be read as answers."), N_("Join several codes by |, such as a|b.")),
    "repeated-code": (N_("One answer appears twice: %(value)s."), N_("Write each code once.")),
    "not-a-date": (N_("‘%(value)s’ is not a day."), N_("Write the day as 2026-11-30.")),
    "unknown-country": (
        N_("‘%(value)s’ is not the code of a country."),
        CHOOSE_COUNTRY,
    ),
    "not-text": (N_("‘%(value)s’ is not a text."), AS_TEXT),
    "too-long": (N_("The text is too long."), N_("Shorten it.")),
    "control-character": (
        N_("The text holds a character that nobody can see."),
        N_("Delete the text and type it again."),
    ),
    "unknown-given": (N_("‘%(value)s’ is not one of the answers."), CHOOSE),
    "unknown-form": (N_("There is no form ‘%(value)s’ of this questionnaire."), CHOOSE),
    "unknown-perspective": (N_("‘%(value)s’ is not one of the answers."), CHOOSE),
    "not-asked": (
        N_("Some answers belong to questions that are not asked in this row. They are left out of the scores."),
        N_("You need not do anything."),
    ),
    "contradiction": (
        N_("Two answers do not go together: %(accepted)s."),
        N_("Look at both again. The report can be made as it is."),
    ),
}
"""What is said and what to do, by the code of the problem in the reader's catalogue."""

_PHRASES: Mapping[str, str] = {
    r"a whole number from (?P<low>\S+) to (?P<high>\S+)": N_("a whole number from %(low)s to %(high)s"),
    r"a number from (?P<low>\S+) to (?P<high>\S+)": N_("a number from %(low)s to %(high)s"),
    r"a whole number of (?P<low>\S+) or more": N_("a whole number of %(low)s or more"),
    r"a number of (?P<low>\S+) or more": N_("a number of %(low)s or more"),
    r"a whole number of (?P<high>\S+) or less": N_("a whole number of %(high)s or less"),
    r"a number of (?P<high>\S+) or less": N_("a number of %(high)s or less"),
    r"a whole number": N_("a whole number"),
    r"a number": N_("a number"),
    r"text of at most (?P<most>\d+) characters": N_("a text of at most %(most)s characters"),
    r"a day such as (?P<day>\S+)": N_("a day such as %(day)s"),
    r"a two-letter code such as (?P<country>\S+)": N_("a two-letter code such as %(country)s"),
}
"""What the reader accepts where there are no codes, and what is said for it."""


_WITH_NUMBER = frozenset({"not-whole", "out-of-range"})
"""The problems whose value is a number."""


def problem_sentences(
    code: str,
    facts: Mapping[str, str],
    words: Words,
    *,
    is_sheet: bool = True,
    questions: Mapping[str, str] = MappingProxyType({}),
) -> tuple[str, str] | None:
    """What it is and how to mend it; None for what is not told in other words than the reader's.

    `is_sheet` says that the file is a workbook: its cells have lists to choose from, and their numbers the decimal
    sign of the coach; a CSV file has neither. `questions` are the texts of the columns by name.
    """
    if code not in SENTENCES:
        return None
    accepted = facts.get("accepted", "")
    sign = words.decimal_sign if is_sheet else "."
    both = _questions(accepted, questions, words) if code == "contradiction" else ""
    shown = {**facts, "accepted": both or _accepted(accepted, words, sign)}
    if code in _WITH_NUMBER:
        shown["value"] = _typed(facts["value"], sign)
    what, cure = SENTENCES[code]
    told = cure if is_sheet else IN_TEXT.get(cure, cure)
    return words.gettext(what) % shown, words.gettext(told) % shown


def _questions(names: str, questions: Mapping[str, str], words: Words) -> str:
    """The questions of these columns; the name where there is no text."""
    return words.list_of([words.quoted(questions.get(name, name)) for name in names.split(BETWEEN)])


def _accepted(accepted: str, words: Words, sign: str) -> str:
    """The codes, or what else is accepted, in the words of people."""
    for pattern, phrase in _PHRASES.items():
        found = re.fullmatch(pattern, accepted)
        if found is not None:
            return words.gettext(phrase, **{name: _typed(text, sign) for name, text in found.groupdict().items()})
    return accepted if accepted.endswith(CUT_OFF) else words.one_of(accepted.split(BETWEEN))


def _typed(number: str, sign: str) -> str:
    """A number as it is typed into the cell; without signs between its thousands, which other programs misread."""
    return number.replace(".", sign)
