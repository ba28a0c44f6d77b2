"""Turn a PostgreSQL database into the file of its own `pg_dump`, and that file into the database again."""

import os
import re
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from sqlalchemy.engine import URL

from rely.errors import RelyError
from rely.storage.consents import Withdrawals
from rely.storage.database import Database
from rely.storage.tables import Base

VERSION_TABLE = "alembic_version"

_REVISION = re.compile(r"^COPY public\.alembic_version .*\n(\S+)\n\\\.$", re.MULTILINE)


File = IO[bytes] | int | None


class MissingProgram(RelyError):
    """A program of PostgreSQL that is not installed; the text says how to get it."""


class ProgramFailed(RelyError):
    """A program of PostgreSQL that ended with an error; nothing was changed."""


def dump(database: Database, target: Path, *, without: tuple[str, ...]) -> None:
    """Write our tables as of one moment into `target`, those of `without` with no rows."""
    options = [f"--exclude-table-data=public.{table}" for table in without]
    # Only what is ours: others may keep tables in the same database, the queue for one.
    options += [f"--table=public.{table}" for table in (*Base.metadata.tables, VERSION_TABLE)]
    with target.open("wb") as file:
        _run(
            "pg_dump",
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            *options,
            _address(database),
            stdout=file,
            password=database.url.password or "",
        )


def revision_in(path: Path) -> str | None:
    """The revision of the tables in a file that `dump` wrote; None for any other dump. Raises ProgramFailed."""
    found = _REVISION.search(_script(path, "--data-only", f"--table={VERSION_TABLE}").decode(errors="replace"))
    return found and found.group(1)


def load(database: Database, path: Path, *, gone: Iterable[uuid.UUID], withdrawn: Withdrawals) -> None:
    """Put what `dump` wrote in the place of our tables, in one transaction.

    The assessments in `gone` are left out, and consent that was given before it was `withdrawn` holds no longer.
    """
    ours = ", ".join(f'public."{table}"' for table in (*Base.metadata.tables, VERSION_TABLE))
    ids = ", ".join(f"'{assessment}'" for assessment in gone)
    with tempfile.TemporaryFile() as script:
        script.write(f"DROP TABLE IF EXISTS {ours} CASCADE;\n".encode())
        script.write(_script(path))
        if ids:
            script.write(f"DELETE FROM public.assessment WHERE id IN ({ids});\n".encode())  # noqa: S608 - UUIDs only
        script.writelines(_withdrawing(withdrawn))
        script.seek(0)
        options = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null")
        _run("psql", *options, _address(database), stdin=script, password=database.url.password or "")


def _withdrawing(withdrawn: Withdrawals) -> Iterator[bytes]:
    """Withdraws consent again, where the dump is of a release that asked for it."""
    if not withdrawn:
        return
    rows = (f"('{assessment}'::uuid, '{at.isoformat()}'::timestamptz)" for assessment, at in withdrawn.items())
    yield b"DO $$ BEGIN IF to_regclass('public.research_consent') IS NOT NULL THEN\n"
    yield b"UPDATE public.research_consent AS consent SET withdrawn = again.at FROM (VALUES\n"
    yield ",\n".join(rows).encode()
    yield b") AS again (id, at)\n"
    yield b"WHERE consent.assessment_id = again.id AND consent.withdrawn IS NULL AND consent.given <= again.at;\n"
    yield b"END IF; END $$;\n"


def _script(path: Path, *options: str) -> bytes:
    return _run("pg_restore", "--file=-", "--no-owner", "--no-privileges", *options, str(path), stdout=subprocess.PIPE)


def _address(database: Database) -> str:
    """The address for programs of PostgreSQL, without the password: others on the machine can read it."""
    url = database.url
    plain = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
    return f"--dbname={plain.render_as_string()}"


def _run(name: str, *options: str, stdin: File = None, stdout: File = subprocess.DEVNULL, password: str = "") -> bytes:
    """What a program of PostgreSQL writes. Raises MissingProgram and ProgramFailed."""
    program = shutil.which(name)
    if program is None:
        raise MissingProgram(
            f"Backups of PostgreSQL need its program {name}, which is not installed. On Debian: "
            "apt-get install postgresql-client"
        )
    environment = {**os.environ, "PGPASSWORD": password} if password else None
    done = subprocess.run(
        [program, *options],
        stdin=subprocess.DEVNULL if stdin is None else stdin,
        stdout=stdout,
        stderr=subprocess.PIPE,
        env=environment,
        check=False,
    )
    if done.returncode != 0:
        why = " ".join(done.stderr.decode(errors="replace").split())[:300]
        raise ProgramFailed(f"{name} could not finish, so nothing was changed. It says: {why}")
    return done.stdout or b""
