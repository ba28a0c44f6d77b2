from datetime import UTC, datetime, timedelta

import pytest

from rely.storage.database import Database
from rely.storage.limited_uses import add_use, delete_uses, take_turn, time_of_latest

NOON = datetime(2026, 11, 21, 12, 0, 0, 123456, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def filled(database: Database) -> Database:
    """Three uses of one, a minute apart, one of another, and one of another kind."""
    with database.writing() as session:
        take_turn(session)
        for minutes, kind, who in ((2, "k", "a"), (0, "k", "a"), (1, "k", "a"), (3, "k", "b"), (4, "other", "a")):
            add_use(session, kind=kind, who=who, at=NOON + minutes * MINUTE)
    return database


def test_the_latest_are_counted_by_kind_from_the_last_one_back_whatever_their_order(filled: Database) -> None:
    with filled.reading() as session:
        of_one = [time_of_latest(session, n, kind="k", since=NOON - MINUTE, until=LATER, who="a") for n in (1, 3, 4)]
        of_all = [time_of_latest(session, n, kind="k", since=NOON - MINUTE, until=LATER) for n in (1, 4, 5)]
    assert of_one == [NOON + 2 * MINUTE, NOON, None]
    assert of_all == [NOON + 3 * MINUTE, NOON, None]


def test_what_came_at_the_beginning_of_the_window_counts_no_more_and_is_deleted_by_kind(filled: Database) -> None:
    with filled.writing() as session:
        assert time_of_latest(session, 3, kind="k", since=NOON, until=LATER, who="a") is None
        delete_uses(session, kind="k", until=NOON + 3 * MINUTE, after=LATER)
        assert time_of_latest(session, 1, kind="k", since=NOON - MINUTE, until=LATER) is None
        assert time_of_latest(session, 1, kind="other", since=NOON - MINUTE, until=LATER) == NOON + 4 * MINUTE


def test_what_seems_to_come_too_far_ahead_counts_not_and_is_deleted(filled: Database) -> None:
    with filled.writing() as session:
        assert time_of_latest(session, 1, kind="k", since=NOON - MINUTE, until=NOON + MINUTE) == NOON + MINUTE
        assert time_of_latest(session, 3, kind="k", since=NOON - MINUTE, until=NOON + MINUTE) is None
        delete_uses(session, kind="k", until=NOON - MINUTE, after=NOON + MINUTE)
        assert time_of_latest(session, 3, kind="k", since=NOON - MINUTE, until=LATER) is None
        assert time_of_latest(session, 2, kind="k", since=NOON - MINUTE, until=LATER) == NOON
