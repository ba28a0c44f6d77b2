"""Turn Flask's test client into a browser without scripts: it follows links, fills in forms and presses buttons."""

from __future__ import annotations

from flask import Flask
from lxml import html
from werkzeug.test import TestResponse


class Browser:
    """What one visitor sees and sends. `page` is the page shown now, `status` and `headers` what came with it."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()
        self.path = ""
        self.status = 0
        self.headers: dict[str, str] = {}
        self.body = b""
        self.page: html.HtmlElement = html.fromstring("<html></html>")

    def visit(self, path: str, **headers: str) -> Browser:
        """Open an address and follow where it leads."""
        return self._show(path, self.client.get(path, headers=headers))

    def send(self, path: str, values: dict[str, str | list[str]]) -> Browser:
        """Send values to an address as they are, and follow where it leads."""
        return self._show(path, self.client.post(path, data=values))

    def fill(self, **values: str | list[str]) -> Browser:
        """Choose and type in the form of the page: item id to what is chosen or typed."""
        for item, value in values.items():
            for box in self.page.xpath(f"//*[@name='item-{item}']"):
                _set(box, value)
        return self

    def press(self, text: str = "Next", **extra: str) -> Browser:
        """Press the button that shows this text, which sends its form."""
        button = self.page.xpath(f"//button[contains(normalize-space(.), '{text}') and not(@aria-hidden)]")[0]
        form = self._form_of(button)
        values = _values(form)
        if button.get("name"):
            values.append((button.get("name"), button.get("value")))
        data: dict[str, list[str]] = {}
        for name, value in [*values, *extra.items()]:
            data.setdefault(name, []).append(value)
        path = button.get("formaction") or form.get("action") or self.path
        return self._show(path, self.client.post(path, data=data))

    def follow(self, text: str) -> Browser:
        """Follow the link that shows this text."""
        link = self.page.xpath(f"//main//a[contains(normalize-space(.), '{text}')]")[0]
        return self.visit(link.get("href"))

    def value(self, item: str) -> str | list[str] | None:
        """What is chosen or stands in the box of an item."""
        boxes = self.page.xpath(f"//*[@name='item-{item}']")
        if boxes[0].tag == "textarea":
            return str(boxes[0].text or "").removeprefix("\n")
        if boxes[0].tag == "select":
            return next(iter(boxes[0].xpath("option[@selected]/@value")), "")
        if boxes[0].get("type") == "checkbox":
            return [box.get("value") for box in boxes if box.get("checked") is not None]
        if boxes[0].get("type") == "radio":
            return next((box.get("value") for box in boxes if box.get("checked") is not None), None)
        return str(boxes[0].get("value"))

    @property
    def asked(self) -> list[str]:
        """The ids of the items on the page."""
        return [name.removeprefix("seen-") for name in self.page.xpath("//input[starts-with(@name, 'seen-')]/@name")]

    @property
    def heading(self) -> str:
        """The first heading."""
        return " ".join(self.page.xpath("//h1")[0].text_content().split())

    @property
    def text(self) -> str:
        """All that is read inside the main part of the page."""
        return " ".join(" ".join(self.page.xpath("//main")[0].itertext()).split())

    @property
    def token(self) -> str:
        """The token of the first form on the page."""
        return str(self.page.xpath("//input[@name='csrf_token']/@value")[0])

    def errors(self) -> dict[str, str]:
        """The mistakes told beside the boxes, by item id."""
        found = self.page.xpath("//p[@class='err']")
        return {
            each.get("id").removeprefix("item-").removesuffix("-error"): " ".join(each.text_content().split())
            for each in found
        }

    def _form_of(self, button: html.HtmlElement) -> html.HtmlElement:
        if button.get("form"):
            return self.page.get_element_by_id(button.get("form"))
        return next(button.iterancestors("form"))

    def _show(self, path: str, response: TestResponse) -> Browser:
        for _ in range(5):
            if response.status_code not in (301, 302, 303):
                break
            path = response.headers["Location"]
            response = self.client.get(path)
        self.path, self.status, self.body = path, response.status_code, response.data
        self.headers = dict(response.headers)
        response.close()
        if response.mimetype == "text/html" and response.data:
            self.page = html.fromstring(response.data.decode())
        return self


def begin(browser: Browser, language: str = "en") -> Browser:
    """Start the first questionnaire of the site."""
    return browser.visit(f"/{language}/").press("Begin" if language == "en" else "Begin met")


def _set(box: html.HtmlElement, value: str | list[str]) -> None:
    wanted = [value] if isinstance(value, str) else value
    if box.tag == "textarea":
        box.text = "\n" + wanted[0]
    elif box.tag == "select":
        for option in box.iter("option"):
            option.attrib.pop("selected", None)
            if option.get("value") == wanted[0]:
                option.set("selected", "")
    elif box.get("type") in ("radio", "checkbox"):
        box.attrib.pop("checked", None)
        if box.get("value") in wanted:
            box.set("checked", "")
    else:
        box.set("value", wanted[0])


def _values(form: html.HtmlElement) -> list[tuple[str, str]]:
    """What a browser sends for the boxes of a form, without its buttons."""
    found = []
    for box in form.iter("input", "select", "textarea"):
        name = box.get("name")
        if not name or (box.get("type") in ("radio", "checkbox") and box.get("checked") is None):
            continue
        if box.tag == "textarea":
            found.append((name, (box.text or "").removeprefix("\n")))
        elif box.tag == "select":
            found.append((name, next(iter(box.xpath("option[@selected]/@value")), "")))
        else:
            found.append((name, box.get("value") or ""))
    return found
