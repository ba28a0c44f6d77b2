"""Turn a number of respondents into how far figures from them can be relied on."""

from __future__ import annotations

from typing import Final

from rely.model.reliability import Note

FEWEST: Final = 10
"""From fewer answers nothing is computed: it would tell of single persons rather than of a group."""

_NOTES: Final[tuple[tuple[int, Note], ...]] = ((100, "usable"), (30, "uncertain"), (FEWEST, "very_uncertain"))


def reliability_note(n: int) -> Note:
    """How alpha and omega from `n` complete answers are to be read.

    Below 10 they are not computed. Bujang, Omar & Baharum 2018: 30 do with strong items only; Karakaya & Alparslan
    2022: at least 45; Charter 1999 asks for 400. The steps are ours, between them.
    """
    return next((note for least, note in _NOTES if n >= least), "not_computed")
