"""Measure a page of twelve statements and its save: beside widgets, a bare Flask application and oTree."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from benchmarks.http_load import Answered, Conversation, drive, get, post
from benchmarks.otree_site import CannotServe, OTree, otree
from benchmarks.served import STATEMENTS, STEPS, TEXTS, cpu_of, free_port, instrument, served, site_in
from benchmarks.side_by_side import in_turn, shown, tell, worked
from benchmarks.stored import fill
from benchmarks.visitors import Visitor, visitors_in
from benchmarks.widgets import by_macros, by_widgets
from rely.model.digest import digest

CLIENTS = (32, 128)
SAVES = 25
"""How often each client saves."""
STORED = 100_000
AT_ONCE = 50
"""How many requests stand for one."""
ROUNDS = 5
Serving = tuple[int, int]


def run() -> None:
    """Print the ratios of page and save to what they stand beside, and how both grow with what is stored."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        few = _folder(folder / "few")
        visitors = visitors_in(few, max(CLIENTS))
        with served("rely", few) as ours:
            [[page]] = drive(ours[0], [visitors[0].viewing(1)])
            (few / "page.html").write_bytes(page.body)
            _drawn(few)
            with served("bare", few) as bare:
                _costs(ours, bare, visitors[0], folder)
                _crowds(ours, bare, visitors)
        _growth(few, visitors[0], _folder(folder / "many"))


def _drawn(folder: Path) -> None:
    as_page, anew = by_macros(site_in(folder), instrument().id)
    ways = {"drawing the statements of a page": as_page, "drawing statements that nobody has seen": anew}
    for what, way in ways.items():
        cost = in_turn({"ours": partial(worked, way), "theirs": partial(worked, by_widgets(TEXTS, STEPS))}, rounds=60)
        tell(f"CPU of {what} against the widgets of WTForms", cost["ours"], cost["theirs"], target="<= 0.10 x")


def _costs(ours: Serving, bare: Serving, visitor: Visitor, folder: Path) -> None:
    """Print what one request costs the server, one after the other over one connection."""
    ways = {
        "page": _cost(ours, visitor.viewing),
        "whole page saved": _cost(ours, visitor.sending),
        "one answer saved": _cost(ours, visitor.saving),
        "ping": _cost(bare, _asking(get("/ping"))),
        "bare page": _cost(bare, _asking(get("/page"))),
    }
    try:
        with otree(folder / "otree", free_port(), TEXTS, STEPS) as theirs:
            ways |= _costs_of_otree(theirs)
            cost = in_turn(ways, rounds=ROUNDS)
    except CannotServe as why:
        print(f"oTree is not measured: {why}.")
        cost = in_turn(ways, rounds=ROUNDS)
    tell("CPU of a page against a bare page of its size", cost["page"], cost["bare page"])
    tell("CPU of saving one answer against a bare ping", cost["one answer saved"], cost["ping"], target="<= 10 x")
    tell("CPU of saving twelve answers against a bare ping", cost["whole page saved"], cost["ping"], target="<= 10 x")
    if "otree page" in cost:
        tell("CPU of oTree's page against ours", cost["otree page"], cost["page"], target=">= 20 x")
        tell(
            "CPU of oTree's save against ours of twelve", cost["otree save"], cost["whole page saved"], target=">= 6 x"
        )


def _costs_of_otree(site: OTree) -> dict[str, Callable[[], float]]:
    """Its participant sees the first page again and again, and goes through all pages by saving them."""
    fields = [(f"item{at}", str(1 + at % len(STEPS))) for at in range(1, STATEMENTS + 1)]
    saves = iter([post(page, fields) for page in site.pages])

    def saving(times: int) -> Conversation:
        asked = [next(saves) for _ in range(times)]
        return _each(asked, 302)

    server = (site.port, site.process)
    few = AT_ONCE // 5  # a page costs it hundredths of a second
    return {
        "otree page": _cost(server, lambda times: _each([get(site.page)] * times, 200), few),
        "otree save": _cost(server, saving, few),
    }


def _cost(server: Serving, conversation: Callable[[int], Conversation], times: int = AT_ONCE) -> Callable[[], float]:
    """The CPU seconds of the server for one request."""
    port, process = server

    def once() -> float:
        before = cpu_of(process)
        drive(port, [conversation(times)])
        return (cpu_of(process) - before) / times

    return once


def _asking(request: bytes) -> Callable[[int], Conversation]:
    return lambda times: _each([request] * times, 200)


def _each(requests: Sequence[bytes], status: int) -> Conversation:
    left = iter(requests)

    def converse(last: Answered | None) -> bytes | None:
        assert last is None or last.status == status, (last.status, last.body[:300])
        return next(left, None)

    return converse


def _crowds(ours: Serving, bare: Serving, visitors: Sequence[Visitor]) -> None:
    """Print how long saves take while many save at once."""
    for clients in CLIENTS:
        there = _seconds(drive(ours[0], [visitor.saving(SAVES) for visitor in visitors[:clients]]))
        beside = _seconds(drive(bare[0], [_asking(get("/page"))(SAVES) for _ in range(clients)]))
        half, most = _quantile(there, 0.5), _quantile(there, 0.95)
        print(
            f"saves of {clients} clients: half within {shown(half)}, 95 % within {shown(most)}: {most / half:.2f} x"
            f"   (target <= 3 x, stretch 2 x; a bare page: {_quantile(beside, 0.95) / _quantile(beside, 0.5):.2f} x); "
            f"{len(there)} saves, no error"
        )


def _growth(few: Path, one: Visitor, many: Path) -> None:
    """Print how page and save grow from what is stored already."""
    [other] = visitors_in(many, 1)
    items = [item for section in instrument().sections for item in section.items]
    fill(many / "measured.sqlite3", STORED, [item.id for item in items], digest=digest(instrument()))
    with served("rely", few) as small, served("rely", many) as large:
        cost = in_turn(
            {
                "page, few": _cost(small, one.viewing),
                "page, many": _cost(large, other.viewing),
                "save, few": _cost(small, one.saving),
                "save, many": _cost(large, other.saving),
            },
            rounds=2 * ROUNDS,
        )
    for what in ("page", "save"):
        title = f"{what} with {STORED} stored assessments against few"
        tell(title, cost[f"{what}, many"], cost[f"{what}, few"], target="<= 1.2 x, stretch 1.05 x")


def _seconds(answers: list[list[Answered]]) -> list[float]:
    return sorted(answer.seconds for each in answers for answer in each)


def _quantile(ordered: list[float], share: float) -> float:
    return statistics.quantiles(ordered, n=100, method="inclusive")[round(share * 100) - 1]


def _folder(path: Path) -> Path:
    path.mkdir()
    return path
