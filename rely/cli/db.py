"""Turn the database of this machine into one that this release can use, or tell whether it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from rely.cli.streams import say

if TYPE_CHECKING:
    from rely.storage.database import Database


@click.group("db")
def command() -> None:
    """Upgrade or check the database.

    It is the one that RELY_DATABASE_URL names; by default a file of SQLite in RELY_DATA.
    """


@command.command("upgrade")
def upgrade() -> None:
    """Bring the tables to this release; makes them when there are none."""
    from rely.storage import migrate

    with _database() as database:
        revision = migrate.upgrade(database)
        say(f"The database {database.name} is at revision {revision}.")


@command.command("check")
def check() -> None:
    """Tell whether the tables are those of this release; silent when they are."""
    from rely.storage import migrate

    with _database() as database:
        migrate.check(database)


@contextmanager
def _database() -> Iterator[Database]:
    import os

    from rely.services.settings import settings_from
    from rely.storage.database import Database

    database = Database(settings_from(os.environ).database_url)
    try:
        yield database
    finally:
        database.close()
