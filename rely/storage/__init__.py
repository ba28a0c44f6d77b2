"""Keep what respondents answer: tables, sessions and migrations for SQLite and PostgreSQL."""
