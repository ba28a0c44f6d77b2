"""Turn a file in the folder for data into a site that asks its visitors to come back in a moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FILE = "maintenance"
"""Its name in the folder for data; while it is there, pages answer 503."""


def is_in_maintenance(data: Path | None) -> bool:
    """Whether the site of this folder is in maintenance; a site without a folder never is."""
    return data is not None and (data / FILE).exists()


def begin_maintenance(data: Path) -> bool:
    """Have the site ask its visitors to come back; whether this changed anything."""
    data.mkdir(parents=True, exist_ok=True)
    try:
        (data / FILE).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def end_maintenance(data: Path) -> None:
    """Have the site answer again."""
    (data / FILE).unlink(missing_ok=True)


@contextmanager
def maintenance(data: Path | None) -> Iterator[None]:
    """Be in maintenance for a while; one that somebody else began goes on after it."""
    if data is None or not begin_maintenance(data):
        yield
        return
    try:
        yield
    finally:
        end_maintenance(data)
