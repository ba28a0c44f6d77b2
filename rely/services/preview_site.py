"""Turn the path of a questionnaire into its preview, whose data lie in a temporary folder and go with it."""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from rely.loading.catalogue import load_canonical
from rely.loading.watch import Watch
from rely.services.catalogue import Catalogue
from rely.services.preview import Preview
from rely.services.settings import DATABASE_FILE, Settings
from rely.services.site import Site, local_time
from rely.storage.database import Database
from rely.storage.migrate import upgrade

OPERATOR = "Rely"
"""Who runs the site of a preview: nobody, but pages are to be seen as on a site that somebody runs."""


@contextmanager
def opened_preview(path: Path, *, operator: str | None = None) -> Iterator[Preview]:
    """The preview of the questionnaire at `path`; nothing is left of it afterwards."""
    with tempfile.TemporaryDirectory(prefix="rely-preview-", ignore_cleanup_errors=True) as name:
        settings = Settings(
            database_url=f"sqlite:///{Path(name) / DATABASE_FILE}",
            secret_key=secrets.token_hex(32),
            operator=operator or OPERATOR,
            data=Path(name),
        )
        database = Database(settings.database_url)
        watch = Watch(path, clock=local_time)
        try:
            upgrade(database)
            site = Site(
                settings=settings,
                database=database,
                catalogue=Catalogue((), load=_no_other, read=load_canonical),
                clock=local_time,
                choose=secrets.choice,
            )
            yield Preview(site, watch)
        finally:
            watch.close()
            database.close()


def _no_other(name: str) -> NoReturn:
    raise LookupError(f"a preview offers no instrument but its own, and '{name}' was asked for")
