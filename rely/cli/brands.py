"""Turn the brand file named on the command line into the brand of every document of the call."""

from __future__ import annotations

from pathlib import Path

import click

from rely.loading.brand import read_brand
from rely.model.brand import Brand
from rely.reporting.html import backgrounds


def open_brand(written: str) -> Brand:
    """The brand in this file. Raises UsageError when there is no such file, BrandError for its problems."""
    path = Path(written)
    try:
        is_file, there = path.is_file(), path.exists()
    except (OSError, ValueError):
        is_file = there = False
    if not is_file:
        what = "is no ordinary file: name the YAML file in it" if there else "does not exist"
        raise click.UsageError(f"The brand file '{written}' {what}.")
    return read_brand(path, backgrounds=backgrounds())
