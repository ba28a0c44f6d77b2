"""Turn an HTML file into the CPU time that Chromium takes to print it, once it is warm."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

_TICKS = os.sysconf("SC_CLK_TCK")


class CannotPrint(Exception):
    """Chromium or what drives it is missing here; the message says what."""


@contextmanager
def printing(page: Path) -> Iterator[Callable[[], float]]:
    """A call that opens an HTML file and prints it as A4, and gives the CPU seconds of Chromium's processes.

    Raises CannotPrint.
    """
    with ExitStack() as stack:
        tab = _tab(stack)

        def once() -> float:
            before = _cpu_of_browser()
            tab.goto(page.as_uri())
            tab.pdf(format="A4", prefer_css_page_size=True)
            return _cpu_of_browser() - before

        yield once


def _tab(stack: ExitStack) -> Any:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        raise CannotPrint("it is not installed here (Debian: apt-get install chromium)")
    try:
        from playwright.sync_api import sync_playwright

        environment: dict[str, str | float | bool] = {**os.environ}
        environment.pop("FONTCONFIG_FILE", None)
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        driver = stack.enter_context(sync_playwright())
        browser = driver.chromium.launch(executable_path=program, args=arguments, env=environment)
        stack.callback(browser.close)
        return browser.new_page()
    except ImportError:
        raise CannotPrint("playwright is not installed here, and ./go bench makes an environment that has it") from None
    except Exception as error:  # the driver says in many ways that a library is missing
        raise CannotPrint(f"it does not start ({' '.join(str(error).split())[:120]})") from error


def _cpu_of_browser() -> float:
    """The CPU seconds so far of Chromium's processes below this one, with those of its that have ended."""
    processes = {each: _stat(each) for each in Path("/proc").iterdir() if each.name.isdigit()}
    below = {os.getpid()}
    for _ in range(len(processes)):
        children = {int(each.name) for each, (parent, _, _) in processes.items() if parent in below}
        if children <= below:
            break
        below |= children
    return sum(
        seconds
        for each, (_, name, seconds) in processes.items()
        if int(each.name) in below and name.startswith("chrom")
    )


def _stat(process: Path) -> tuple[int, str, float]:
    """The parent, the name and the CPU seconds of a process; nobody's child once it has ended."""
    try:
        text = (process / "stat").read_text()
    except OSError:
        return 0, "", 0.0
    name, _, rest = text.partition("(")[2].rpartition(")")
    fields = rest.split()
    return int(fields[1]), name, sum(map(int, fields[11:15])) / _TICKS
