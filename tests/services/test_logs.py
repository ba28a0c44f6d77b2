"""Prove that the log tells of what goes wrong, and not of what is as usual."""

import subprocess
import sys

import pytest

LOGGING = """
import logging
from rely.services.logs import log_to_standard_error
from rely.services.settings import Settings

log_to_standard_error(Settings(database_url="sqlite://", secret_key="a secret for tests that is long enough"))
for name in {names}:
    logging.getLogger(name).{level}("it happens")
"""

AS_USUAL = {"waitress.queue": "warning", "weasyprint": "warning", "huey.consumer": "info", "alembic.runtime": "info"}
"""By the name of the logger the level at which it tells of what is no trouble."""


def logged(name: str, level: str) -> str:
    """What stands on standard error; in a process of its own, for the log of this one belongs to pytest."""
    program = [sys.executable, "-c", LOGGING.format(names=[name], level=level)]
    return subprocess.run(program, capture_output=True, text=True, check=True).stderr


@pytest.mark.parametrize("name", AS_USUAL)
def test_what_is_as_usual_is_not_logged_and_what_goes_wrong_is(name: str) -> None:
    assert logged(name, AS_USUAL[name]) == ""
    assert f"ERROR {name}: it happens" in logged(name, "error")


def test_our_own_warnings_are_logged() -> None:
    assert "WARNING rely.jobs: it happens" in logged("rely.jobs", "warning")
