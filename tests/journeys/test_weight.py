"""Prove in a real browser, over a slow connection, that the first page is light and that nothing on it moves."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

LIMIT = 150_000
"""In bytes on the wire, with fonts and the heads of the answers."""

SHIFTS = """() => new Promise(done => {
  const shifts = [];
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) {
      shifts.push([entry.value, entry.sources.map(each => String(each.node?.nodeName))]);
    }
  }).observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(shifts), 800);
})"""


@pytest.mark.parametrize("width", [360, 1280])
def test_the_first_page_is_light_and_nothing_on_it_moves(
    address: str, open_page: Callable[..., Page], width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    watched = page.context.new_cdp_session(page)
    watched.send("Network.enable")
    # Slow enough that the fonts come after the first paint: what moved then would be seen.
    slow = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 100_000}
    watched.send("Network.emulateNetworkConditions", slow)
    received: list[float] = []

    def finished(event: dict[str, Any]) -> None:
        received.append(event["encodedDataLength"])

    watched.on("Network.loadingFinished", finished)
    page.goto(f"{address}/de/", wait_until="networkidle")
    assert page.evaluate(SHIFTS) == []
    assert len(received) >= 6
    assert sum(received) < LIMIT
