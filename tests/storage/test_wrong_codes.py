import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from rely.storage.database import Database
from rely.storage.tables import WrongCodeRow
from rely.storage.wrong_codes import add_wrong_code, delete_wrong_codes, take_turn, time_of_latest

NOON = datetime(2026, 11, 21, 12, 0, 0, 123456, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def filled(database: Database) -> Database:
    """Three wrong codes of one network, a minute apart, and one of another."""
    with database.writing() as session:
        for minutes, network in ((2, "here"), (0, "here"), (1, "here"), (3, "there")):
            add_wrong_code(session, network=network, at=NOON + minutes * MINUTE)
    return database


def test_the_latest_of_a_network_are_counted_from_the_last_one_back_whatever_their_order(filled: Database) -> None:
    with filled.reading() as session:
        found = [time_of_latest(session, n, since=NOON - MINUTE, network="here") for n in (1, 2, 3, 4)]
        assert time_of_latest(session, 1, since=NOON - MINUTE, network="nowhere") is None
    assert found == [NOON + 2 * MINUTE, NOON + MINUTE, NOON, None]


def test_the_latest_of_all_networks_are_counted_together(filled: Database) -> None:
    with filled.reading() as session:
        assert time_of_latest(session, 1, since=NOON - MINUTE) == NOON + 3 * MINUTE
        assert time_of_latest(session, 4, since=NOON - MINUTE) == NOON
        assert time_of_latest(session, 5, since=NOON - MINUTE) is None


def test_what_came_at_the_beginning_of_the_window_counts_no_more_and_is_deleted(filled: Database) -> None:
    with filled.writing() as session:
        assert time_of_latest(session, 3, since=NOON, network="here") is None
        assert time_of_latest(session, 2, since=NOON, network="here") == NOON + MINUTE
        delete_wrong_codes(session, until=NOON)
        left = session.scalars(select(WrongCodeRow.at).order_by(WrongCodeRow.at)).all()
    assert left == [NOON + n * MINUTE for n in (1, 2, 3)]


def test_who_counts_and_then_adds_in_one_turn_never_exceeds_the_count(database: Database) -> None:
    start, failures = threading.Barrier(8), list[BaseException]()

    def add_up_to_three() -> None:
        start.wait()
        try:
            for _ in range(3):
                with database.writing() as session:
                    take_turn(session)
                    if time_of_latest(session, 3, since=NOON - MINUTE, network="here") is None:
                        add_wrong_code(session, network="here", at=NOON)
        except BaseException as error:
            failures.append(error)

    writers = [threading.Thread(target=add_up_to_three) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures == []
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(WrongCodeRow)) == 3
