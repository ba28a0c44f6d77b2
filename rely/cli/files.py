"""Turn what is written on the command line into days, or into wrong usage."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from rely.cli.machine import FULL
from rely.services.filenames import slug

__all__ = ["check_another_file", "day", "slug", "told_as_usage"]


def day(_context: click.Context, _parameter: click.Parameter, written: str | None) -> date | None:
    """The day that an option names; a callback of click. Raises UsageError for anything but 2026-11-30."""
    from rely.model.scalars import day_in

    if written is None:
        return None
    found = day_in(written)
    if found is not None:
        return found
    raise click.UsageError(f"'{written}' is no day: write it as 2026-11-30, in a year from 1900 to 2999.")


def check_another_file(output: str | None, answers: Path) -> None:
    """Raise UsageError when what is to be written would replace the very answers that are read."""
    path = Path(output or "-")
    if path.is_file() and answers.is_file() and path.samefile(answers):
        raise click.UsageError(f"'{path}' holds the answers, and would be replaced: choose another name with -o.")


@contextmanager
def told_as_usage(path: str) -> Iterator[None]:
    """Tell that a file or folder named by the user cannot be written to.

    A full disk is nobody's mistake and goes on as it is.
    """
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise
        reason = (error.strerror or str(error)).lower()
        raise click.UsageError(f"'{path}' cannot be written to: {reason}.") from error
