"""Turn a text into a cell of a table that no spreadsheet runs as a formula, and such a cell back into the text."""

from __future__ import annotations

GUARD = "'"
_RUN = ("=", "+", "-", "@", "\t", "\r")


def guarded(text: str) -> str:
    """A text for a cell of a table: one that a spreadsheet would run as a formula gets an apostrophe.

    So does one that looks guarded already, so that every text comes back from `unguarded` as it was.
    """
    return f"{GUARD}{text}" if text.lstrip(GUARD).startswith(_RUN) else text


def unguarded(cell: str) -> str:
    """The text of a cell that was guarded; every other cell as it is."""
    text = cell.removeprefix(GUARD)
    return text if text.lstrip(GUARD).startswith(_RUN) else cell
