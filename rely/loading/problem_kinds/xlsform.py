"""Turn what can be wrong with an XLSForm, or say more than a questionnaire can, into kinds of problems."""

from typing import Final

from rely.loading.problem_kinds.kind import ProblemKind, Severity

_BY_HAND: Final = "Write it by hand where it matters."


def _kind(code: str, message: str, summary: str, cure: str, severity: Severity = "warning") -> ProblemKind:
    return ProblemKind(code, severity, message, summary, cure, since="0.1.0")


XLSFORM_KINDS: Final[dict[str, ProblemKind]] = {
    kind.code: kind
    for kind in (
        _kind(
            "not-xlsform",
            "the file cannot be read as an XLSForm: {reason}.",
            "The file is no workbook, it is damaged, or it lacks the sheet 'survey' with the columns type and name.",
            "Save the form as .xlsx, with a sheet 'survey' that has the columns type and name.",
            "error",
        ),
        _kind(
            "no-questions",
            "the form holds no question that can be taken over.",
            "Nothing is left to ask once everything that has no counterpart is left out.",
            "Add a question of the type text, integer, decimal, date, range, select_one or select_multiple.",
            "error",
        ),
        _kind(
            "too-large-form",
            "the questionnaire would have {size:,} bytes, and at most {limit:,} are read.",
            "A questionnaire has an upper limit.",
            "Take the form apart, and make a questionnaire of each part.",
            "error",
        ),
        _kind(
            "left-out-row",
            "sheet '{sheet}', row {row}: '{name}' is left out: {reason}.",
            "A row of the form has no counterpart in a questionnaire.",
            _BY_HAND,
        ),
        _kind(
            "left-out-cell",
            "sheet '{sheet}', row {row}: the {column} of '{name}' is left out: {reason}.",
            "One cell of a row that is taken over says something that a questionnaire cannot say.",
            _BY_HAND,
        ),
        _kind(
            "left-out-column",
            "sheet '{sheet}': the column '{column}' is left out. Rows with something in it: {rows}.",
            "A column of the form has no counterpart in a questionnaire.",
            _BY_HAND,
        ),
        _kind(
            "left-out-sheet",
            "the sheet '{sheet}' is left out.",
            "Choices outside of the form, entities and maps have no counterpart in a questionnaire.",
            _BY_HAND,
        ),
        _kind(
            "renamed",
            "sheet '{sheet}', row {row}: '{name}' is called '{new}' here, because {reason}.",
            "Names of questionnaires are letters, digits and underscores; each is used once, and some are taken.",
            "Nothing needs to be done, unless answers that were collected under the old name are to be read.",
        ),
        _kind(
            "assumed-language",
            "the form does not say in which language '{column}' is written; it is taken for {language}.",
            "Columns name their language: label::English (en). Else default_language of the settings counts.",
            "Name the language with --lang, such as --lang fr.",
        ),
        _kind(
            "assumed-version",
            "the version '{version}' is no version such as 1.0.0; the questionnaire begins with {new}.",
            "A questionnaire has a version of three numbers.",
            "Write another one behind version: if you like.",
        ),
    )
}
"""The kinds of problems of XLSForms by code; a warning says what was left out or changed, and the rest is taken."""
