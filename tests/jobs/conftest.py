"""Give the tests of background work a site, once on SQLite and once on PostgreSQL."""

import pytest

from rely.services.site import Site
from rely.storage.database import Database
from tests.databases import database, empty_url, postgres, postgres_template, sqlite_template
from tests.sites import make_site
from tests.small_instrument import small_instrument

__all__ = ["database", "empty_url", "postgres", "postgres_template", "sqlite_template"]


@pytest.fixture
def site(database: Database) -> Site:
    """A site that offers the small instrument."""
    return make_site(database, small_instrument())
