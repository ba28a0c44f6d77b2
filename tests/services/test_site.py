import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from rely.services.site import local_time

WINTER = datetime(2026, 1, 15, 22, 30, tzinfo=UTC)
SUMMER = datetime(2026, 7, 15, 22, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def amsterdam(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine in Amsterdam."""
    monkeypatch.setenv("TZ", "Europe/Amsterdam")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_a_moment_of_winter_and_one_of_summer_each_have_the_time_of_their_own_season() -> None:
    here = local_time().tzinfo
    assert f"{WINTER.astimezone(here):%d %H:%M %z %Z}" == "15 23:30 +0100 CET"
    assert f"{SUMMER.astimezone(here):%d %H:%M %z %Z}" == "16 00:30 +0200 CEST"


def test_the_time_of_now_is_that_of_the_machine() -> None:
    assert abs(local_time() - datetime.now(UTC)) < timedelta(minutes=1)
    assert local_time().utcoffset() == datetime.now().astimezone().utcoffset()


@pytest.mark.parametrize("minutes", range(0, 180, 20))
def test_around_the_change_of_the_hour_no_moment_becomes_another(minutes: int) -> None:
    moment = datetime(2026, 10, 24, 23, 30, tzinfo=UTC) + timedelta(minutes=minutes)
    there = moment.astimezone(local_time().tzinfo)
    assert there.astimezone(UTC) == moment
    assert there.utcoffset() == moment.astimezone().utcoffset()
