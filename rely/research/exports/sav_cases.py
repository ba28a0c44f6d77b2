"""Turn blocks of rows into the bytes of cases in an SPSS file, compressed as SPSS does it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from rely.errors import RelyError
from rely.research.rows import Cell, Row

SEGMENT: Final = 252
"""A text variable of more than 255 bytes is laid out in so many segments as if each held 252 bytes."""

_BYTES_IN_SEGMENT, _ROOM_OF_SEGMENT = 255, 256
_BLANK: Final = 0x2020202020202020
_PADDING, _LITERAL, _BLANKS, _NO_NUMBER, _BIAS = 0, 253, 254, 255, 100


class TextTooLong(RelyError):
    """A text with more bytes than its variable has room for."""


class CaseWriter:
    """Writes the cases of one file; `widths` are the bytes of its text variables, 0 for a number.

    Source of the format: GNU PSPP, System File Format, "Data Record"; laid out as ReadStat does it.
    """

    def __init__(self, widths: Sequence[int]) -> None:
        self._widths = tuple(widths)
        self._rooms = tuple(_room(width) for width in widths)
        self.bytes_of_a_case = sum(self._rooms)

    def written(self, rows: Sequence[Row]) -> bytes:
        """The bytes of these cases; their number is a multiple of 8 in all blocks but the last.

        Raises TextTooLong.
        """
        cases = self._laid_out(rows)
        elements = _in_eights(cases.view("<u8"), 0)
        codes = _in_eights(self._codes(cases, len(rows)), _PADDING)
        # Eight codes, then those of the eight elements that no code stands for.
        slots = np.concatenate([codes.view("<u8"), elements], axis=1)
        kept = np.concatenate([np.ones((len(codes), 1), bool), codes == _LITERAL], axis=1)
        return bytes(slots[kept].tobytes())

    def _laid_out(self, rows: Sequence[Row]) -> np.ndarray[Any, Any]:
        """The cases as they would stand without compression; an empty number is NaN."""
        cases = np.empty((len(rows), self.bytes_of_a_case), np.uint8)
        at = 0
        for column, width, room in zip(zip(*rows, strict=True), self._widths, self._rooms, strict=True):
            if width:
                texts = b"".join([_segmented(cell, width, room) for cell in column])
                cases[:, at : at + room] = np.frombuffer(texts, np.uint8).reshape(len(rows), room)
            else:
                numbers = np.array([np.nan if cell is None else cell for cell in column], "<f8")
                cases[:, at : at + room] = numbers.view(np.uint8).reshape(len(rows), room)
            at += room
        return cases

    def _codes(self, cases: np.ndarray[Any, Any], count: int) -> np.ndarray[Any, Any]:
        """The code of every element: blanks, no number, a small whole number, or that it is written in full."""
        is_text = np.concatenate([np.full(room // 8, width > 0) for width, room in self._sizes()])
        codes = np.full((count, len(is_text)), _LITERAL, np.uint8)
        texts = cases.view("<u8").reshape(count, -1)[:, is_text]
        codes[:, is_text] = np.where(texts == _BLANK, _BLANKS, _LITERAL)
        numbers = cases.view("<f8").reshape(count, -1)[:, ~is_text]
        is_small = (numbers == np.floor(numbers)) & (numbers > -_BIAS) & (numbers <= 251 - _BIAS)
        small = np.where(is_small, numbers + _BIAS, _LITERAL)
        codes[:, ~is_text] = np.where(np.isnan(numbers), _NO_NUMBER, small)
        return codes

    def _sizes(self) -> zip[tuple[int, int]]:
        return zip(self._widths, self._rooms, strict=True)


def _in_eights(values: np.ndarray[Any, Any], padding: int) -> np.ndarray[Any, Any]:
    """All values in rows of eight, the last one filled up."""
    flat = values.reshape(-1)
    lacking = np.full(-len(flat) % 8, padding, flat.dtype)
    return np.concatenate([flat, lacking]).reshape(-1, 8)


def _room(width: int) -> int:
    """How many bytes a case has for a variable: whole elements of 8."""
    if not width:
        return 8
    if width <= _BYTES_IN_SEGMENT:
        return -(-width // 8) * 8
    before = (width - 1) // SEGMENT
    return before * _ROOM_OF_SEGMENT + -(-(width - before * SEGMENT) // 8) * 8


def _segmented(cell: Cell, width: int, room: int) -> bytes:
    """A text in its room, filled up with blanks; each segment but the last ends with a blank of its own."""
    text = b"" if cell is None else str(cell).encode()
    if len(text) > width:
        raise TextTooLong(f"'{str(cell)[:40]}...' has {len(text)} bytes, and its variable has room for {width}.")
    if len(text) > _BYTES_IN_SEGMENT:
        pieces = (text[at : at + _BYTES_IN_SEGMENT] for at in range(0, len(text), _BYTES_IN_SEGMENT))
        text = b" ".join(pieces)
    return text.ljust(room)
