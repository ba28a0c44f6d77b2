"""Prove that a page and its save ask the database as often for many items as for few."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event

from rely.services.site import Site
from rely.web import create_app
from tests.browser import Browser
from tests.instruments import instrument

LIKERT = {"id": "agree", "kind": "likert", "options": [{"code": code, "label": str(code)} for code in range(1, 6)]}


def statements(site: Site, number: int) -> tuple[list[str], list[str]]:
    browser = Browser(create_app(site.settings, site=site)).visit("/en/")
    browser.send("/en/begin", {"csrf_token": browser.token, "instrument": "made-up"})
    assert len(browser.asked) == number
    counted: list[str] = []

    def count(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        counted.append(statement)

    event.listen(site.database.engine, "before_cursor_execute", count)
    browser.visit(browser.path)
    page = counted.copy()
    counted.clear()
    answers: dict[str, str | list[str]] = {f"item-{item}": "4" for item in browser.asked}
    browser.client.post(browser.path, data={"csrf_token": browser.token, "go": "stay", **answers})
    event.remove(site.database.engine, "before_cursor_execute", count)
    assert browser.visit(browser.path).value(browser.asked[-1]) == "4"
    return page, counted


@pytest.mark.parametrize("number", [4, 40])
def test_a_page_and_its_save_take_the_same_few_statements_however_many_items(
    site_with: Callable[..., Site], number: int
) -> None:
    items = [{"id": f"I{at}", "text": f"Statement {at}", "response_scale": "agree"} for at in range(number)]
    page, save = statements(site_with(instrument(items=items, response_scales=[LIKERT])), number)
    assert len(page) == 2
    assert len(save) == 5
    assert sum("BEGIN IMMEDIATE" in each for each in save) == 1
