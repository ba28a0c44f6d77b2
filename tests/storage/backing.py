"""Put something recognisable into a database, and back it up."""

from pathlib import Path

from sqlalchemy import text

from rely.storage.backup import back_up, suffix_of
from rely.storage.database import Database


def add(database: Database, name: str) -> None:
    with database.writing() as session:
        for end in ("a", "b"):
            session.execute(text("INSERT INTO instrument VALUES (:name, 'i', '1.0.0', '{}')"), {"name": name + end})


def names(database: Database) -> set[str]:
    with database.reading() as session:
        return set(session.execute(text("SELECT digest FROM instrument")).scalars())


def leave(_database: Database) -> None:
    """Nothing to mend."""


def backed_up(database: Database, folder: Path) -> Path:
    path = folder / f"kept{suffix_of(database)}"
    back_up(database, path)
    return path
