"""Say how much a format holds, before anything is written into it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rely.errors import RelyError

MOST_ROWS: Final[Mapping[str, int]] = {"xlsx": 1_048_575, "sav": 2_147_483_647}
"""The most rows below the header: the rows of a sheet of Excel, the cases that an SPSS file can count."""

MOST_COLUMNS: Final[Mapping[str, int]] = {"xlsx": 16_384, "sav": 32_767}
"""The most columns of a sheet of Excel and of an SPSS file."""


class TooManyForFormat(RelyError):
    """More rows or columns than a file of this format holds."""

    def __init__(self, format: str, what: str, count: int, most: int) -> None:
        super().__init__(
            f"A file of the format {format} holds at most {most:,} {what}, and there are {count:,}. "
            "Choose csv or parquet: --format csv."
        )


def check_columns(format: str, count: int) -> None:
    """Raises TooManyForFormat when a file of this format cannot hold so many columns."""
    _check(format, "columns", count, MOST_COLUMNS)


def check_rows(format: str, count: int) -> None:
    """Raises TooManyForFormat when a file of this format cannot hold so many rows."""
    _check(format, "rows", count, MOST_ROWS)


def _check(format: str, what: str, count: int, most: Mapping[str, int]) -> None:
    if format in most and count > most[format]:
        raise TooManyForFormat(format, what, count, most[format])
