"""Turn files that are not taken into what is said beside their boxes: what it is, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

from rely.languages import N_, Words
from rely.loading.problems import Problem
from rely.services.coach_upload import LARGEST, MOST_ROWS, NotATable
from rely.services.coach_words import problem_sentences

SAVE_AS = N_("Open it in a spreadsheet program and save it as .xlsx.")
MOST_TOLD = 10

REFUSALS: Mapping[str, tuple[str, str]] = {
    "none": (N_("No table was chosen."), N_("Choose the form that you filled in.")),
    "empty": (N_("This file is empty."), N_("Choose the form that you filled in.")),
    "pdf": (N_("This is a PDF, not a table."), N_("Choose the form that you filled in; its name ends in .xlsx.")),
    "open-document": (N_("This file has the format of LibreOffice (.ods)."), SAVE_AS),
    "numbers": (
        N_("This file has the format of Apple Numbers."),
        N_("In Numbers, choose File, Export To, Excel. Then upload the new file."),
    ),
    "binary-workbook": (N_("This file has another format of Excel (.xlsb)."), SAVE_AS),
    "damaged": (N_("The file is damaged, or it is no spreadsheet."), SAVE_AS),
    "other": (N_("This is not a table."), N_("Choose the form that you filled in; its name ends in .xlsx.")),
    "too-large": (N_("The file holds too much."), N_("Copy your rows into the form from step 1.")),
    "too-many-rows": (
        N_("The table has more than %(rows)s rows."),
        N_("Divide it over several files, and upload one after the other."),
    ),
    "other-instrument": (
        N_("This form belongs to another questionnaire: %(instrument)s."),
        N_("Choose that questionnaire and upload the form again."),
    ),
    "larger": (
        N_("The files are larger than %(size)s MB together."),
        N_("Copy your rows into the form from step 1."),
    ),
    "brand-too-large": (N_("The brand file is too large."), N_("Choose the small file that ends in .yaml.")),
    "logo-alone": (N_("The logo has no brand file."), N_("Choose the brand file that names it, too.")),
    "logo-unnamed": (
        N_("The brand file names no logo."),
        N_("Write a line such as ‘logo: logo.svg’ into it, or leave the logo out."),
    ),
    "logo-lacks": (
        N_("The brand file names a logo, and none was chosen."),
        N_("Choose the logo, too: an SVG or a PNG."),
    ),
    "brand": (
        N_("The brand file or its logo needs a correction."),
        N_("Correct these lines and upload all files again."),
    ),
}
"""What is said and what to do, by the kind of refusal."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is wrong inside a file; `is_english` says that it is told in the words of the reader."""

    text: str
    is_english: bool = False


@dataclass(frozen=True, slots=True)
class Mistake:
    """Why a file is not taken: the table, the brand or the logo, what it is, what to do, and its lines."""

    file: str
    what: str
    cure: str
    lines: tuple[Line, ...] = ()


def mistakes_of(error: NotATable, titles: Mapping[str, str], words: Words) -> tuple[Mistake, ...]:
    """What is said about a refusal; `titles` are those of the instruments by id."""
    if error.kind == "unreadable":
        return tuple(_of_table(problem, words) for problem in error.problems[:MOST_TOLD])
    instrument = error.facts.get("instrument", "")
    facts = {
        "rows": words.number(MOST_ROWS),
        "size": words.number(LARGEST / 1_000_000),
        "instrument": titles.get(instrument, instrument),
    }
    what, cure = (words.gettext(text) for text in REFUSALS[error.kind])
    lines = tuple(_line_of_brand(problem) for problem in error.problems[:MOST_TOLD])
    return (Mistake(error.file, what % facts, cure, lines),)


def _of_table(problem: Problem, words: Words) -> Mistake:
    said = problem_sentences(problem.code, problem.facts, words)
    if said is None:
        return Mistake("table", words.gettext("The file could not be read."), "", (_as_written(problem),))
    return Mistake("table", *said)


def _line_of_brand(problem: Problem) -> Line:
    return Line(f"{PurePath(problem.path).name}:{problem.line}: {problem.message} {problem.hint}", is_english=True)


def _as_written(problem: Problem) -> Line:
    return Line(f"{problem.message} {problem.hint}", is_english=True)
