"""Turn the content of one database into that of another one that is empty, of whichever kind both are."""

from itertools import islice

from sqlalchemy import func, insert, select

from rely.errors import RelyError
from rely.storage.backup import NOT_KEPT
from rely.storage.database import Database
from rely.storage.migrate import check, upgrade
from rely.storage.tables import Base

AT_ONCE = 1000
"""How many rows are in memory at the same time."""


class NotEmpty(RelyError):
    """A database that something would be written into, and that holds something already."""


def copy_all(source: Database, target: Database) -> int:
    """Copy all rows that a backup would keep, together or not at all, and say how many.

    The target gets its tables first. Raises DatabaseNotReady, DatabaseBusy, and NotEmpty when it holds anything.
    """
    check(source)
    upgrade(target)
    copied = 0
    with source.reading() as reading, target.writing() as writing:
        for table in Base.metadata.sorted_tables:
            if table.name in NOT_KEPT:
                continue
            if writing.scalar(select(func.count()).select_from(table)):
                raise NotEmpty(f"The database {target.name} holds something already. Name one that is empty.")
            rows = reading.execute(select(table).execution_options(yield_per=AT_ONCE)).mappings()
            while batch := [dict(row) for row in islice(rows, AT_ONCE)]:
                writing.execute(insert(table), batch)
                copied += len(batch)
    return copied
