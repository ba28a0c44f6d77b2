"""Turn the settings of the environment into the site whose database a command reads or fills."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager

from rely.services.settings import settings_from
from rely.services.site import Site, open_site
from rely.storage import migrate


@contextmanager
def site_at_hand() -> Iterator[Site]:
    """The site, its database closed at the end.

    Raises WrongSetting, and what `rely.storage.migrate.check` raises where the tables are not those of this release.
    """
    site = open_site(settings_from(os.environ))
    with closing(site.database):
        migrate.check(site.database)
        yield site
