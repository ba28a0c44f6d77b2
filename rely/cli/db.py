"""Turn the database of this machine into one that this release can use, into a backup, or into what a backup held."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rely.cli.streams import counted, say, write

if TYPE_CHECKING:
    from rely.services.settings import Settings
    from rely.storage.database import Database


@click.group("db")
def command() -> None:
    """Upgrade, check, back up, restore or move the database.

    It is the one that RELY_DATABASE_URL names; by default a file of SQLite in RELY_DATA.
    """


@command.command("upgrade")
def upgrade() -> None:
    """Bring the tables to this release; makes them when there are none."""
    from rely.services.backups import upgrade_database

    with _database() as (database, settings):
        revision = upgrade_database(database, settings)
        say(f"The database {database.name} is at revision {revision}.")


@command.command("check")
def check() -> None:
    """Tell whether the tables are those of this release; silent when they are."""
    from rely.storage import migrate

    with _database() as (database, _):
        migrate.check(database)


@command.command("backup")
@click.argument("target", metavar="[PATH]", required=False, type=click.Path(path_type=Path))
def backup(target: Path | None) -> None:
    """Write a backup while the site is serving, and print its path.

    PATH is a new file or a folder; by default the folder backups in RELY_DATA, where backups go that are older
    than RELY_BACKUP_DAYS. Documents and jobs are left out: they are made again when somebody asks for them.
    """
    from rely.services.backups import make_backup
    from rely.services.site import local_time

    with _database() as (database, settings):
        try:
            made = make_backup(database, settings, now=local_time(), target=target)
        except FileExistsError as error:
            raise click.UsageError(f"{error} Choose another name, or a folder.") from error
    write(f"{made}\n")
    say(f"The backup is complete: {made.stat().st_size:,} bytes.")


@command.command("restore")
@click.argument("path", metavar="PATH", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask; needed where nobody can answer.")
def restore(path: Path, yes: bool) -> None:
    """Put a backup in the place of what the database holds, while the site is serving.

    Visitors are asked to come back in a moment. What was in the database is backed up first. What respondents
    deleted since the backup is deleted again, and what has expired since goes too.
    """
    from rely.services.backups import is_past_its_time, restore_backup
    from rely.services.site import local_time
    from rely.storage.backup import look_at
    from rely.storage.migrate import needed_revision

    now = local_time()
    with _database() as (database, settings):
        found = look_at(database, path)
        held = "" if found.assessments is None else f" with {counted(found.assessments, 'assessment')}"
        say(f"{path} is a backup{held} at revision {found.revision}.")
        if found.revision != needed_revision():
            say(f"It will be upgraded to {needed_revision()}.")
        if is_past_its_time(found, settings, now=now):
            say("It is older than RELY_BACKUP_DAYS: what was deleted shortly after it may come back.")
        if not yes:
            _ask(database)
        safe = restore_backup(database, settings, found, now=now)
    if safe is not None:
        say(f"What was there before is in {safe}")
    say("The backup is restored.")


@command.command("move")
@click.argument("url", metavar="URL")
def move(url: str) -> None:
    """Copy everything into the empty database URL names, as from SQLite to PostgreSQL.

    Visitors are asked to come back in a moment. What was copied stays where it is; set RELY_DATABASE_URL to URL and
    start the site again.
    """
    from rely.services.maintenance import maintenance
    from rely.storage.database import Database
    from rely.storage.moving import copy_all

    with _database() as (database, settings), closing(Database(url)) as target, maintenance(settings.data):
        rows = copy_all(database, target)
        say(f"{counted(rows, 'row')} copied to {target.name}. Now set RELY_DATABASE_URL and start the site again.")


def _ask(database: Database) -> None:
    if not sys.stdin.isatty():
        raise click.UsageError("Restoring replaces what the database holds. Nobody can be asked here: add --yes.")
    click.confirm(f"Replace what {database.name} holds?", abort=True, err=True)


@contextmanager
def _database() -> Iterator[tuple[Database, Settings]]:
    import os

    from rely.services.settings import settings_from
    from rely.storage.database import Database

    settings = settings_from(os.environ)
    database = Database(settings.database_url)
    try:
        yield database, settings
    finally:
        database.close()
