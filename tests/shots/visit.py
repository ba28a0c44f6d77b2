"""Lead one browser window through the pages of a stocked site, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from playwright.sync_api import Page, expect

from rely.languages import words_for
from rely.services.assessments import Started, get_assessment
from rely.services.drafts import build_draft
from rely.services.site import Site
from tests.chromium import let_in
from tests.shots.stock import FACTS, forget_limits, stored


@dataclass(frozen=True, slots=True)
class Visit:
    """One window onto the site; `stock` holds what it may open, by what it is called."""

    site: Site
    page: Page
    address: str
    language: str
    stock: Mapping[str, Started]

    def enter(self) -> None:
        """Let this window open everything in the stock."""
        for each in self.stock.values():
            self.open(each)

    def open(self, started: Started) -> None:
        """Let this window into an assessment with its code, and show nothing of it yet."""
        let_in(self.page, f"{self.address}/{self.language}/", started.code)

    def to(self, path: str) -> None:
        """Open a page of this language, as if nothing had happened before."""
        self.page.context.set_offline(False)
        forget_limits(self.site)
        self.page.goto(f"{self.address}/{self.language}{path}")

    def of(self, name: str, path: str = "") -> None:
        """Open a page of what is in the stock."""
        self.to(f"/a/{self.stock[name].id}{path}")

    def fresh(self, path: str) -> Started:
        """Open a page of an assessment that began an hour ago, and of which the facts are known."""
        facts = dict(get_assessment(self.site, self.stock["facts"].id).answers)
        before = replace(self.site, clock=lambda: self.site.clock() - timedelta(hours=1))
        started = stored(before, {item: code for item, code in facts.items() if item.startswith(FACTS)})
        self.open(started)
        self.to(f"/a/{started.id}{path}")
        return started

    def pressed(self, selector: str) -> None:
        """Press a button or follow a link, and wait for the page it leads to."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()

    def sent(self, selector: str, script: str) -> None:
        """Let a script send a form past the scripts of the page, and wait for the page it leads to."""
        with self.page.expect_navigation():
            self.page.locator(selector).evaluate(script)

    def chosen(self, item: str, code: int, sign: str) -> None:
        """Choose an answer, and wait for what its sign says in English."""
        # Not check(), which looks afterwards, when the page may have drawn the answer of somebody else.
        self.page.locator(f'[name="item-{item}"][value="{code}"]').click()
        said = words_for(self.language).gettext(sign)
        expect(self.page.locator(f'[id="item-{item}-state"]')).to_have_text(said, timeout=60_000)

    def uploaded(self, content: bytes, *, selector: str = "#file") -> None:
        """Choose a file, and send the form it belongs to."""
        box = self.page.locator(selector)
        box.set_input_files({"name": "x", "mimeType": "", "buffer": content})
        self.pressed(f"form:has({selector}) .btn")

    def draft(self) -> str:
        """A file of answers as it is downloaded."""
        opened = get_assessment(self.site, self.stock["facts"].id)
        return build_draft(self.site, opened, language=self.language).body.decode()
