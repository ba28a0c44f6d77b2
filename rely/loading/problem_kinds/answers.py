"""Turn what can be wrong with a file of answers into kinds of problems, in a catalogue of their own."""

from typing import Final

from rely.loading.problem_kinds.kind import ProblemKind, Severity
from rely.scoring.answer_problems import ANSWER_PROBLEMS


def _of_file(code: str, message: str, summary: str, cure: str, severity: Severity = "error") -> ProblemKind:
    return ProblemKind(code, severity, message, summary, cure, since="0.1.0")


_FILE_KINDS: Final = (
    _of_file(
        "unknown-format",
        "files that end in '{suffix}' are not read as answers.",
        "The name of the file does not tell one of the known formats.",
        "Save the answers as .xlsx, .csv (UTF-8), .yaml or .json.",
    ),
    _of_file(
        "unreadable-file",
        "the file cannot be read: {reason}.",
        "The system refuses to hand over the file.",
        "See to it that the file exists and that you may read it.",
    ),
    _of_file(
        "not-utf8",
        "this is not text in UTF-8: {what}.",
        "The bytes are not UTF-8 text, so letters such as é or ü cannot be told.",
        "Save the file with the encoding UTF-8; spreadsheets call this 'CSV UTF-8'.",
    ),
    _of_file(
        "empty-file",
        "the file is empty.",
        "There is nothing in the file.",
        "Write the answers: a header with item ids and a row for each relationship, or `answers:` with ids and codes.",
    ),
    _of_file(
        "no-rows",
        "the file has a header and no row of answers.",
        "A table holds its header alone, or only empty rows below it.",
        "Write a row for each relationship below the header.",
    ),
    _of_file(
        "csv-syntax",
        "the table cannot be read from here on: {reason}.",
        "Quotes in a CSV file do not fit together.",
        "Begin and end each cell that holds quotes with a quote, and write quotes inside it twice.",
    ),
    _of_file(
        "unnamed-column",
        "column {number} has no name.",
        "The header has an empty cell.",
        "Write an item id above the column, or remove the column.",
    ),
    _of_file(
        "unknown-column",
        "the column '{name}' is no item of '{instrument}' and none of id, lang, form, perspective, respondent, "
        "date and given.<name>.",
        "The header names a column that means nothing for this instrument.",
        "Correct the name, or remove the column.",
    ),
    _of_file(
        "other-questionnaire",
        "these names belong to no item of '{instrument}': {names}.",
        "Hardly any name above the columns, or before the answers, is an item of the instrument.",
        "Is this a file for another questionnaire? Then name that one; else correct the names.",
    ),
    _of_file(
        "other-export",
        "this export is of another questionnaire: '{instrument}' has no columns {names}.",
        "Hardly any column of an export is one of the instrument.",
        "Name the questionnaire that it was exported from.",
    ),
    _of_file(
        "duplicate-column",
        "the column '{name}' stands in the header twice.",
        "Two columns have the same name, so that it is open which answer counts.",
        "Remove one of the two.",
    ),
    _of_file(
        "ragged-row",
        "the row has {count} cells, and the header has {columns}.",
        "A row has more or fewer cells than the header, so that answers may have slipped into other columns.",
        "Write every cell, empty ones too, and put texts that hold the separator in quotes.",
    ),
    _of_file(
        "empty-row",
        "the row has only empty cells and is left out.",
        "A row holds nothing at all.",
        "Remove the row.",
        "warning",
    ),
    _of_file(
        "wrong-instrument",
        "the answers belong to '{named}', and the instrument is '{instrument}'.",
        "The file says that it belongs to another instrument.",
        "Name the other instrument on the command line, or correct `instrument`.",
    ),
    _of_file(
        "unknown-key",
        "the key '{key}' has no meaning in a file of answers.",
        "A file of answers has a key that is none of instrument, id, lang, form, perspective, respondent, date, "
        "given, answers and draft.",
        "Correct the key or remove it; answers stand under `answers:`.",
    ),
    _of_file(
        "wrong-draft",
        "the block 'draft' is not what Rely writes: {what}.",
        "A file that was saved from a questionnaire on the web has been changed or damaged.",
        "Download the file again, or remove the block `draft` to score the answers alone.",
    ),
    _of_file(
        "newer-draft",
        "the file has the draft format {format}, and this release of Rely reads up to {limit}.",
        "A later release of Rely has saved the file.",
        "Use that release, or remove the block `draft` to score the answers alone.",
    ),
    _of_file(
        "other-version",
        "the answers were given to version {version}, or to another content of it, and are read for {here}.",
        "A saved draft, or an export, belongs to another version of the instrument than the one it is read for.",
        "Nothing has to be done if that is meant; else name the other version as INSTRUMENT.",
        "warning",
    ),
    _of_file(
        "long-layout",
        "this export has one row an answer, and answers are read from one row an assessment.",
        "A data file in the long layout is given where answers are read.",
        "Export the data once more, without `--layout long`.",
    ),
    _of_file(
        "left-aside",
        "columns that are no variables of '{instrument}' {version} are left aside: {names}.",
        "An export holds columns of another version, answers that are told less exactly, or columns of your own.",
        "Nothing has to be done if that is meant.",
        "warning",
    ),
    _of_file(
        "absent-columns",
        "these columns are not in the export, and what they would hold counts as not answered: {names}.",
        "An export lacks columns of the questionnaire, because it tells them less exactly or they were removed.",
        "Nothing has to be done if that is meant; else export the data once more.",
        "warning",
    ),
    _of_file(
        "wrong-cell",
        "the column '{column}' holds '{value}', where {accepted} belongs.",
        "A cell of an export holds what no export writes there.",
        "Correct the cell, or export the data once more.",
    ),
    _of_file(
        "missing-answers",
        "the key 'answers' is missing.",
        "A file of answers has no answers.",
        "Write `answers:`, and below it `TR01: 4` and so on, indented.",
    ),
    _of_file(
        "not-a-map",
        "{what} stands behind '{key}', where ids with values belong.",
        "Answers or given facts are not written as ids with values.",
        "Write `id: value` on lines of their own, indented.",
    ),
    _of_file(
        "wrong-text",
        "{what} stands behind '{key}', where a text belongs.",
        "A list or a block stands where a text is needed.",
        "Write one text.",
    ),
    _of_file(
        "not-a-day",
        "the date '{value}' cannot be read as a day.",
        "A date is not written as year, month and day with hyphens.",
        "Write the day as 2026-11-30, in a year from 1900 to 2999.",
    ),
    _of_file(
        "unknown-lang",
        "the instrument has no language '{value}'.",
        "The answers ask for a language in which the instrument is not written.",
        "Write one of the instrument's languages.",
    ),
    _of_file(
        "old-workbook",
        "this is a file of an old format of Excel or Word.",
        "The name ends in .xlsx, and the file is one of the old kind (.xls).",
        "Open it in a spreadsheet program and save it as .xlsx.",
    ),
    _of_file(
        "locked-workbook",
        "the workbook is locked with a password.",
        "A workbook with a password cannot be opened.",
        "Save it without a password.",
    ),
    _of_file(
        "damaged-workbook",
        "this cannot be read as a workbook: {reason}.",
        "The file is damaged, or is something else than its name says.",
        "Open it in a spreadsheet program and save it as .xlsx once more.",
    ),
    _of_file(
        "workbook-too-large",
        "the workbook is too large to be read: {what}.",
        "A workbook is refused before it fills the memory.",
        "Copy the answers into an empty template (`rely form`), or divide them over several files.",
    ),
    _of_file(
        "no-header-row",
        "no sheet has a row with ids of items among its first {rows} rows.",
        "No row of the workbook tells which column is which item.",
        "Copy the answers into a template (`rely form`), or write the ids of the items above the columns.",
    ),
    _of_file(
        "several-sheets",
        "the sheets {sheets} all hold answers, and it is open which one counts.",
        "A workbook has more than one sheet with answers.",
        "Keep one of them, and save the others as files of their own.",
    ),
    _of_file(
        "hidden-sheet",
        "the sheet '{sheet}' is hidden and holds answers; it is {what}.",
        "A sheet with answers is hidden, so that it is easily overlooked.",
        "Unhide the sheet or delete it.",
        "warning",
    ),
    _of_file(
        "hidden-cells",
        "{what} hidden, and read like the others.",
        "Rows or columns of the table are hidden; hiding or filtering leaves nothing out.",
        "Delete what should not count; nothing has to be done if it should.",
        "warning",
    ),
    _of_file(
        "merged-cells",
        "the cells {range} are merged, so that it is open where their answer belongs.",
        "Cells of the table are merged into one.",
        "Undo the merging, and write the answer into each cell.",
    ),
    _of_file(
        "error-cell",
        "the cell under '{name}' holds the error {value} of the spreadsheet.",
        "A formula of the spreadsheet failed.",
        "Write the answer itself into the cell.",
    ),
    _of_file(
        "formula-without-value",
        "the cell under '{name}' holds a formula without a stored value.",
        "Formulas are not computed; the value that the spreadsheet stored with them counts, and there is none.",
        "Open and save the workbook in a spreadsheet program, or write the answer itself into the cell.",
    ),
    _of_file(
        "day-cell",
        "the cell under '{name}' holds the day {value}; spreadsheets make days of answers such as 1-2.",
        "A day stands where none belongs.",
        "Format the cell as text, and type the answer again.",
    ),
    _of_file(
        "time-cell",
        "the cell under '{name}' holds {value}, with a time of day.",
        "A time of day stands in a cell, and no answer has one.",
        "Write the answer without a time; a day as 2026-11-30.",
    ),
)

_CURES: Final[dict[str, str]] = {
    "not-asked": "Nothing has to be done if that is meant.",
    "contradiction": "Look at both answers again.",
    "decimal-comma": "Write a point for the comma.",
    "repeated-code": "Write each code once.",
    "control-character": "Delete the character; it often comes along when text is pasted.",
    "not-a-list": "In YAML and JSON write a list, in a table join the codes by |.",
}
_WARNINGS: Final = frozenset({"not-asked", "contradiction"})


def _of_answer(kind: str, meaning: str) -> ProblemKind:
    severity: Severity = "warning" if kind in _WARNINGS else "error"
    return ProblemKind(
        code=kind,
        severity=severity,
        message=f"{{item}} cannot be '{{value}}': {meaning}." if severity == "error" else f"{{item}}: {meaning}.",
        summary=f"{meaning[0].upper()}{meaning[1:]}.",
        cure=_CURES.get(kind, "Write one of the accepted codes; nothing is converted or guessed."),
        since="0.1.0",
    )


ANSWER_KINDS: Final[dict[str, ProblemKind]] = {
    kind.code: kind for kind in (*_FILE_KINDS, *(_of_answer(code, text) for code, text in ANSWER_PROBLEMS.items()))
}
"""The kinds of problems of answers files by code; those of questionnaires are a catalogue of their own."""
