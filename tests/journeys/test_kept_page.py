"""Look at the page to keep, the report as one HTML file, on small screens."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from rely.reporting.html import render_html
from tests.journeys.looking import overflow
from tests.report_cases import PICTURED, AnyCase, content_of

# The lane of a row and the figures beside it.
MEETING = """() => [...document.querySelectorAll(".changes tr")].filter(row => {
  const lane = row.querySelector("svg")?.getBoundingClientRect(), figure = row.querySelector("td:nth-child(3)");
  return lane?.width && figure && lane.right > figure.getBoundingClientRect().left + 1;
}).length"""


@pytest.mark.parametrize("case", PICTURED, ids=[each.id for each in PICTURED])
def test_a_kept_page_fits_a_phone_and_a_narrow_window(open_page: Callable[..., Page], case: AnyCase) -> None:
    page = open_page()
    page.set_content(render_html(content_of(case)))
    for width in (320, 360, 600, 800):
        page.set_viewport_size({"width": width, "height": 740})
        assert (width, overflow(page), page.evaluate(MEETING)) == (width, False, 0)
