"""Turn --format and the name of the file to be made into the one format that both mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

ENDINGS = frozenset({"csv", "html", "ics", "json", "parquet", "pdf", "po", "r", "sav", "sps", "xlsx", "xml"})
"""What the names of files end with, in small letters, that tell a reader their format."""


def format_option(formats: Mapping[str, str | None], text: str) -> Callable[[Any], Any]:
    """The option --format, whose value `chosen_format` completes; `formats` is as that takes it."""
    default = f"what -o ends with, else {next(iter(formats))}"
    return click.option("--format", "format_", type=click.Choice(list(formats)), help=text, show_default=default)


def chosen_format(asked: str | None, output: str | None, formats: Mapping[str, str | None]) -> str:
    """The format that is asked for; else the one that the file to be made is named for; else the first.

    `formats` are those that can be made, each with what its files end with, or None for what any text file may hold.
    Raises UsageError where the file is named for another format than what is asked for, or for one that cannot be made.
    """
    ending = "" if output is None or Path(output).is_dir() else Path(output).suffix.removeprefix(".").lower()
    meant = {known: each for each, known in formats.items()}.get(ending)
    if meant is None and ending in ENDINGS:
        there_are = ", ".join(each if known is None else f"{each} (.{known})" for each, known in formats.items())
        raise click.UsageError(f"'{output}' ends as a .{ending} file, which is not made here. There are: {there_are}.")
    if meant is not None and asked not in (None, meant):
        raise click.UsageError(f"'{output}' ends as a file of the format {meant}, and --format says {asked}.")
    return asked or meant or next(iter(formats))
