"""Turn the pages on which the parts of a report landed into how it gives way where a page is full."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rely.reporting.content import ReportContent

PARTS = ("first", "grid", "rhythm", "plan", "trend", "two_views", "figures")
"""The parts whose first page is looked at, in their order."""

ONE_PAGE = ("grid", "rhythm")
"""The parts that should fit on one page, besides the first page itself."""

FEWEST_ACTIONS = 1
"""How many actions the first page keeps, however full it is."""

HARDLY_FILLED = 0.2
"""A last page whose text ends above this part of its height, margin included, is not worth its paper."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a report gives way where a page is full.

    `first_actions`: how many actions the first page shows (None: all); `close`: the parts (grid, rhythm, answers,
    reading) that have less space between their lines; `notes_with_grid`: the notes on the context stand under the
    grid, else before the plan; `with_closing`: the last words of a brand are printed.
    """

    first_actions: int | None = None
    close: frozenset[str] = frozenset()
    notes_with_grid: bool = True
    with_closing: bool = True


@dataclass(frozen=True, slots=True)
class Pages:
    """Where things landed: the page on which each part begins, counted from 0, and how many pages there are.

    `last_filled` is where the text on the last page ends, as a part of its height, 0-1.
    """

    begins: Mapping[str, int]
    count: int
    last_filled: float

    def taken(self, part: str) -> int:
        """How many pages there are from the beginning of a part to that of the next one; 0 when it is not there."""
        if part not in self.begins:
            return 0
        following = PARTS[PARTS.index(part) + 1 :]
        return next((self.begins[each] for each in following if each in self.begins), self.count) - self.begins[part]


def giving_way(content: ReportContent, layout: Layout, pages: Pages) -> Layout | None:
    """The next layout to try, None when every page holds what it should or nothing more can give way."""
    better = layout
    shown = layout.first_actions if layout.first_actions is not None else _all_actions(content)
    if pages.taken("first") > 1 and shown > FEWEST_ACTIONS and not content.is_plain:
        better = replace(better, first_actions=shown - 1)
    for part in () if content.is_plain else ONE_PAGE:
        if pages.taken(part) > 1:
            if part not in layout.close:
                better = replace(better, close=better.close | {part})
            elif content.short and content.brand is not None and layout.with_closing:
                better = replace(better, close=better.close - {part}, with_closing=False)
            elif part == "grid" and not content.short:
                better = replace(better, notes_with_grid=False)
    if better == layout and not content.short and pages.last_filled < HARDLY_FILLED:
        better = replace(better, close=better.close | ({"answers", "reading"} if content.is_plain else {"answers"}))
    return None if better == layout else better


def _all_actions(content: ReportContent) -> int:
    return 0 if content.actions is None else len(content.actions.actions)
