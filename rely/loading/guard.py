"""Turn a text into a cell of a table that no spreadsheet runs as a formula, and such a cell back into the text."""

from __future__ import annotations

GUARD = "'"
# The last four are as wide as an ideogram: Japanese and Chinese spreadsheets take them for the narrow ones.
_RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_SKIPPED = f"{GUARD} \u00a0\u200b\ufeff"
"""What a spreadsheet may skip before it looks for a formula."""


def guarded(text: str) -> str:
    """A text for a cell of a table: one that a spreadsheet would run as a formula gets an apostrophe.

    So does one that looks guarded already, so that every text comes back from `unguarded` as it was.
    """
    return f"{GUARD}{text}" if _would_run(text) else text


def unguarded(cell: str) -> str:
    """The text of a cell that was guarded; every other cell as it is."""
    text = cell.removeprefix(GUARD)
    return text if _would_run(text) else cell


def _would_run(text: str) -> bool:
    return text.lstrip(_SKIPPED).startswith(_RUN)
