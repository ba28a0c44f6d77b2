"""Turn a database of any earlier release into one that this release can use, and tell whether it is."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from rely.errors import RelyError
from rely.storage.database import Database, told_as_busy

UPGRADE_COMMAND = "rely db upgrade"


class DatabaseNotReady(RelyError):
    """A database whose tables are not those of this release.

    `found` is the revision it is at, None when it has no tables; `needed` the one that this release needs.
    """

    def __init__(self, name: str, *, found: str | None, needed: str) -> None:
        self.found = found
        self.needed = needed
        super().__init__(_why(name, found, needed))


class DatabaseTooNew(DatabaseNotReady):
    """A database that a later release of Rely has upgraded."""


def upgrade(database: Database) -> str:
    """Bring all tables to this release, and give the revision they are then at.

    Raises DatabaseTooNew when a later release has been at work, and DatabaseBusy when it cannot be reached.
    """
    found = current_revision(database)
    if found is not None and not is_known(found):
        raise DatabaseTooNew(database.name, found=found, needed=needed_revision())
    config = _config()
    with told_as_busy(), database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return needed_revision()


def check(database: Database) -> None:
    """Raise DatabaseNotReady unless the tables are this release's; its text names what mends it."""
    found, needed = current_revision(database), needed_revision()
    if found == needed:
        return
    kind = DatabaseNotReady if found is None or is_known(found) else DatabaseTooNew
    raise kind(database.name, found=found, needed=needed)


def current_revision(database: Database) -> str | None:
    """The revision of the tables; None when there are none."""
    with told_as_busy(), database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def needed_revision() -> str:
    """The revision that this release needs."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None, "the migrations are packaged with Rely"
    return head


def is_known(revision: str) -> bool:
    """Whether this release knows the revision, so that it can bring such tables to its own."""
    return revision in {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def _why(name: str, found: str | None, needed: str) -> str:
    if found is None:
        return f"The database {name} has no tables yet. Run: {UPGRADE_COMMAND}"
    if is_known(found):
        return (
            f"The database {name} is at revision {found}, and this release of Rely needs {needed}. "
            f"Run: {UPGRADE_COMMAND}"
        )
    return (
        f"The database {name} is at revision {found}, which this release of Rely does not know: a later "
        "release has upgraded it. Install that release, or restore a backup made before."
    )
