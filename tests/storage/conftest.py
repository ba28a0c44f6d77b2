"""Give the tests of storage their databases."""

from tests.databases import database, empty_url, postgres, postgres_template, sqlite_template

__all__ = ["database", "empty_url", "postgres", "postgres_template", "sqlite_template"]
