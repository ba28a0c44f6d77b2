"""Turn what is written on the command line into days and file names, or into wrong usage."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import click

LONGEST_SLUG = 60
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)\Z")
_WITHOUT_MARKS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "đ": "d", "ł": "l", "þ": "th", "ð": "d"})


def day(_context: click.Context, _parameter: click.Parameter, written: str | None) -> date | None:
    """The day that an option names; a callback of click. Raises UsageError for anything but 2026-11-30."""
    from rely.model.scalars import day_in

    if written is None:
        return None
    found = day_in(written)
    if found is not None:
        return found
    raise click.UsageError(f"'{written}' is no day: write it as 2026-11-30, in a year from 1900 to 2999.")


@contextmanager
def told_as_usage(path: str) -> Iterator[None]:
    """Tell that a file or folder named by the user cannot be written to."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise click.UsageError(f"'{path}' cannot be written to: {reason}.") from error


def slug(text: str, *, otherwise: str) -> str:
    """The text as a file name without ending that every system takes: small letters, digits, hyphens.

    Letters with marks become plain ones; at most 60 characters; `otherwise` when nothing is left. Names that
    Windows keeps for devices get a hyphen behind them.
    """
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_WITHOUT_MARKS))
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].strip("-") or otherwise
    return f"{made}-" if _RESERVED.match(made) else made
