"""Turn what is wrong with a table into sentences for the one who filled it in: what it is, and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rely.languages import N_, Words

CHOOSE = N_("Choose from the list in the cell, or type one of these codes: %(accepted)s.")
CHOOSE_COUNTRY = N_("Choose from the list in the cell, or type two letters such as DE.")
AS_TEXT = N_("Set the format of the cell to text. Then type the answer again.")
TYPE = N_("Type %(accepted)s.")
ACCEPTED = N_("These answers are accepted here: %(accepted)s.")
TYPE_IT = N_("Type the answer itself into the cell.")
FORM = N_("Copy your rows into the form from step 1.")

WITHOUT_LISTS = {CHOOSE: ACCEPTED, CHOOSE_COUNTRY: TYPE}
"""What to say instead about a file whose cells have no lists to choose from."""

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
    "not-a-day": (N_("‘%(value)s’ is not a day."), N_("Write the day as 2026-11-30.")),
    "unknown-lang": (
        N_("There is no report in the language ‘%(value)s’."),
        N_("Choose a language from the list in the cell."),
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
        N_("Set the format of the cell to number. Then type the number again."),
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


def problem_sentences(
    code: str, facts: Mapping[str, str], words: Words, *, has_lists: bool = True
) -> tuple[str, str] | None:
    """What it is and how to mend it; None for what is not told in other words than the reader's.

    `has_lists` says whether the cells of the file have lists to choose from.
    """
    if code not in SENTENCES:
        return None
    shown = {**facts, "accepted": _accepted(facts.get("accepted", ""), words)}
    what, cure = SENTENCES[code]
    told = cure if has_lists else WITHOUT_LISTS.get(cure, cure)
    return words.gettext(what) % shown, words.gettext(told) % shown


def _accepted(accepted: str, words: Words) -> str:
    """The codes, or what else is accepted, in the words of people."""
    for pattern, phrase in _PHRASES.items():
        found = re.fullmatch(pattern, accepted)
        if found is not None:
            return words.gettext(phrase, **found.groupdict())
    return accepted
