"""Turn what can be wrong with an import of answers into kinds of problems, in a catalogue of their own."""

from typing import Final

from rely.loading.problem_kinds.kind import ProblemKind, Severity


def _kind(code: str, message: str, summary: str, cure: str, severity: Severity = "error") -> ProblemKind:
    return ProblemKind(code, severity, message, summary, cure, since="0.1.0")


_MAPPING: Final = (
    _kind(
        "open-question",
        "{what} is still a question.",
        "The mapping holds a '?' that its author has not replaced by an answer.",
        "Replace the '?' by what the remark on the line offers.",
    ),
    _kind(
        "other-instrument",
        "the mapping is for '{name}', and the answers are to become those of '{instrument}'.",
        "The mapping names another instrument than the command line.",
        "Name the other instrument on the command line, or correct `instrument`.",
    ),
    _kind(
        "wrong-layout",
        "{what}.",
        "The mapping does not fit the kind of file: a sheet for a text, an encoding for a workbook.",
        "Correct the block `file`, or remove the mapping to have a new one written.",
    ),
    _kind(
        "unknown-target",
        "the column {column} cannot become '{to}', which is no item of '{instrument}' and no other target.",
        "A column is mapped to something that does not exist.",
        "Write an item, given.x, id, lang, form, perspective, respondent, date, row, or ignore.",
    ),
    _kind(
        "double-target",
        "the columns {first} and {second} both become {to}.",
        "Two columns hold the same answer, so that it is open which one counts.",
        "Write `to: ignore` for one of them.",
    ),
    _kind(
        "constant-and-column",
        "'{to}' stands under `constants` and is what column {column} becomes.",
        "Something is the same for every row, and comes from a column as well.",
        "Remove one of the two.",
    ),
    _kind(
        "wrong-constant",
        "'{name}' under `constants` cannot be '{value}'.",
        "What is the same for every row is not accepted by the instrument.",
        "Write one of the accepted codes.",
    ),
    _kind(
        "unknown-table",
        "the column {column} uses the table '{name}', which `values` does not have.",
        "A column names a table of values that is not there.",
        "Write the name of one of the tables under `values`.",
    ),
    _kind(
        "wrong-code",
        "'{value}' of column {column} cannot become '{code}'.",
        "A table of values leads to a code that the item of a column does not accept.",
        "Write one of the accepted codes, or missing.",
    ),
    _kind(
        "wrong-setting",
        "`{key}` does not fit column {column}: {reason}.",
        "A setting of a column belongs to another kind of item.",
        "Remove the line, or correct what the column becomes.",
    ),
    _kind(
        "no-such-column",
        "the file has no column called '{name}'.",
        "The mapping lists a column that the file does not have.",
        "Remove the entry, or correct its name.",
    ),
    _kind(
        "ambiguous-column",
        "the file has several columns called '{name}', and none of them is column {column}.",
        "Columns with the same name are told apart by their letters, and these do not fit.",
        "Correct the letters behind `column`.",
    ),
    _kind(
        "column-not-listed",
        "the mapping does not say what becomes of column {column} '{name}'.",
        "The file has a column that the mapping does not list.",
        "Add it under `columns`, with `to: ignore` where it is no answer, or write `other_columns: ignore`.",
    ),
    _kind(
        "nothing-mapped",
        "no column becomes an answer.",
        "All columns of the mapping are left out.",
        "Write an item behind `to` of the columns that hold answers.",
    ),
)

_ROWS: Final = (
    _kind(
        "unlisted-value",
        "the mapping does not say what '{value}' becomes.",
        "A cell holds a value that the table of its column does not list.",
        "Add a line to the table '{table}' of the mapping.",
    ),
    _kind(
        "not-in-format",
        "'{value}' is not written as {format}.",
        "A number or a day is written in another way than the mapping says.",
        "Correct the cell or the setting of the column, or list the value in a table.",
    ),
    _kind(
        "unread-cell",
        "no text can be made of the bytes in this cell.",
        "The file has another encoding than the mapping says, or is damaged.",
        "Correct `encoding` in the mapping: windows-1252 is what spreadsheets often write.",
    ),
    _kind(
        "long-row",
        "the row has {count} cells, and the header has {columns}.",
        "A row has more cells than the header, so that answers may have slipped into other columns.",
        "Put texts that hold the delimiter in quotes.",
    ),
    _kind(
        "short-row",
        "the row has {count} cells, and the header has {columns}.",
        "A row has fewer cells than the header, so that answers may have slipped into other columns.",
        "Write every cell, empty ones too.",
    ),
    _kind(
        "broken-table",
        "the table cannot be read from here on: {reason}.",
        "Quotes in a CSV file do not fit together, so that nothing behind them can be read.",
        "Begin and end each cell that holds quotes with a quote, and write quotes inside it twice.",
    ),
    _kind(
        "same-id",
        "'{value}' is the id of row {row} as well.",
        "Two rows have the same id; perhaps one respondent is in the file twice.",
        "Remove one of the rows if it is the same respondent.",
        "warning",
    ),
    _kind(
        "nothing-to-import",
        "the file has no row with answers.",
        "There is nothing below the header.",
        "Look at `first` in the mapping: it is the first row with answers.",
    ),
)

IMPORT_KINDS: Final[dict[str, ProblemKind]] = {kind.code: kind for kind in (*_MAPPING, *_ROWS)}
"""The kinds of problems of imports by code."""
