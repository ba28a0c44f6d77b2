"""Look at the codebook with the eyes of axe, in light and dark, at the width of the smallest phone and of a desk."""

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser

from rely.loading.catalogue import load_instrument
from rely.services.codebooks import write_codebook
from tests.journeys.looking import findings, overflow


@pytest.mark.parametrize(("name", "language"), [("client-pulse", "nl"), ("portfolio-scan", "de")])
@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 1280)])
def test_the_codebook_is_accessible_and_never_scrolls_sideways(
    chromium: Browser, tmp_path: Path, name: str, language: str, scheme: Literal["light", "dark"], width: int
) -> None:
    path = tmp_path / "codebook.html"
    write_codebook(load_instrument(name), path, language=language, format="html")
    context = chromium.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(path.as_uri())
    assert findings(page) == []
    assert not overflow(page)
    context.close()
