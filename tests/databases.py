"""Turn a test that needs a database into two: one on a SQLite file, one on a real PostgreSQL."""

import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from rely.storage.database import Database
from rely.storage.migrate import upgrade

_numbers = itertools.count()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables and nothing in them."""
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite3"
    database = Database(f"sqlite:///{path}")
    upgrade(database)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL cluster of our own that is thrown away: the folder of its socket."""
    programs = _postgres_programs()
    if programs is None:
        why = "PostgreSQL's server is not installed. On Debian: apt-get install postgresql"
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    # Not pytest's folder: the path of a socket may be no longer than 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="rely-pg-"))
    try:
        run = _as_postgres(folder)
        run(programs / "initdb", "-D", folder / "data", "-U", "rely", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c full_page_writes=off"
        run(programs / "pg_ctl", "-D", folder / "data", "-o", options, "-l", folder / "log", "-w", "start")
        try:
            yield str(folder)
        finally:
            run(programs / "pg_ctl", "-D", folder / "data", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_template(postgres: str) -> str:
    """The name of a PostgreSQL database with all tables and nothing in them."""
    database = Database(new_postgres_url(postgres, "template_of_rely"))
    upgrade(database)
    database.close()
    return "template_of_rely"


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    return new_postgres_url(request.getfixturevalue("postgres"), f"test_{next(_numbers)}")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database with all tables and nothing in them."""
    if request.param == "sqlite":
        url = copied_sqlite_url(request.getfixturevalue("sqlite_template"), tmp_path)
    else:
        template = request.getfixturevalue("postgres_template")
        folder = request.getfixturevalue("postgres")
        url = new_postgres_url(folder, f"test_{next(_numbers)}", template=template)
    opened = Database(url)
    yield opened
    opened.close()


def copied_sqlite_url(template: Path, folder: Path) -> str:
    """The URL of a fresh copy of a SQLite file."""
    path = folder / "rely.sqlite3"
    shutil.copyfile(template, path)
    return f"sqlite:///{path}"


def new_postgres_url(folder: str, name: str, template: str = "template0") -> str:
    """Make a database in the cluster and give its URL."""
    with psycopg.connect(f"host={folder} user=rely dbname=postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return f"postgresql://rely@/{name}?host={folder}"


def end_connections(url: str) -> None:
    """End all connections to a PostgreSQL database, as its restart does."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def _postgres_programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


def _as_postgres(folder: Path) -> Callable[..., None]:
    """How to run a program of PostgreSQL, which refuses to run as root."""
    before: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        before = ["runuser", "-u", "postgres", "--"]

    def run(*command: str | Path) -> None:
        # Not captured: the server inherits the output and would keep a pipe open for ever.
        with (folder / "output").open("ab") as output:
            done = subprocess.run([*before, *map(str, command)], stdout=output, stderr=output, cwd="/")
        if done.returncode != 0:
            pytest.fail(f"{command[0]} failed: {(folder / 'output').read_text()}")

    return run
