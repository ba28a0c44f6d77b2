"""Turn an address into the certainty that a site answers there: start page, a result, its PDF."""

from __future__ import annotations

import re
import time
from http.cookiejar import CookieJar
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from rely.errors import RelyError

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_PDF = re.compile(r'href="([^"]+\.pdf)"')
SECONDS = 60


class SiteDoesNotAnswer(RelyError):
    """A page that should be there and is not, or holds something else."""


def visit(address: str, code: str | None) -> None:
    """Open the start page, and with a resume code the result and its PDF. Raises SiteDoesNotAnswer."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    start = _page(browser, f"{address}/en/")
    if code is None:
        return
    form = {"csrf_token": _found(_TOKEN, start, "the start page"), "code": code}
    result = _page(browser, f"{address}/en/resume", form)
    _wait_for_pdf(browser, address + _found(_PDF, result, "the result page"))


def _wait_for_pdf(browser: OpenerDirector, address: str) -> None:
    """Look again and again, as the page asks for, until the PDF is made."""
    for _ in range(SECONDS):
        given = _fetched(browser, address, None)
        if given.startswith(b"%PDF-"):
            return
        if b'id="making"' not in given:
            raise SiteDoesNotAnswer("The report that the site gives is not a PDF.")
        time.sleep(1)
    raise SiteDoesNotAnswer(f"The site has not made its report within {SECONDS} looks.")


def _page(browser: OpenerDirector, address: str, form: dict[str, str] | None = None) -> str:
    return _fetched(browser, address, form).decode()


def _fetched(browser: OpenerDirector, address: str, form: dict[str, str] | None) -> bytes:
    body = None if form is None else urlencode(form).encode()
    try:
        with browser.open(address, body, timeout=SECONDS) as answer:
            content = answer.read()
    except (URLError, OSError) as error:
        raise SiteDoesNotAnswer(f"{address} does not answer: {error}") from error
    assert isinstance(content, bytes)
    return content


def _found(pattern: re.Pattern[str], page: str, where: str) -> str:
    match = pattern.search(page)
    if match is None:
        raise SiteDoesNotAnswer(f"Something is missing on {where}.")
    return match[1]
