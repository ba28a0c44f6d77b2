from datetime import timedelta

import pytest
from sqlalchemy import text

from rely.services.limits import LIMITS, Limit, TooManyAttempts, count_use, forget_uses
from rely.services.site import Site
from tests.sites import clock_of

HOUR = timedelta(hours=1)
ROOM = Limit("room", HOUR, 2, 5)
PERSON = Limit("person", 2 * HOUR, 3, 50)


def waiting(site: Site, *uses: tuple[Limit, str]) -> timedelta:
    with pytest.raises(TooManyAttempts) as caught:
        count_use(site, *uses)
    return caught.value.wait


def stored(site: Site) -> list[tuple[str, str]]:
    with site.database.reading() as session:
        return [tuple(row) for row in session.execute(text("SELECT kind, who FROM limited_use ORDER BY id"))]


def test_each_waits_for_himself_until_the_oldest_use_leaves_the_window(site: Site) -> None:
    count_use(site, (ROOM, "a"))
    clock_of(site).move(minutes=20)
    count_use(site, (ROOM, "a"))
    assert waiting(site, (ROOM, "a")) == timedelta(minutes=40)
    count_use(site, (ROOM, "b"))
    clock_of(site).move(minutes=40)
    count_use(site, (ROOM, "a"))


def test_beyond_the_ceiling_all_wait(site: Site) -> None:
    for who in "abcde":
        count_use(site, (ROOM, who))
    assert waiting(site, (ROOM, "f")) == HOUR
    count_use(site, (PERSON, "f"))


def test_several_limits_are_used_together_or_not_at_all(site: Site) -> None:
    for _ in range(2):
        count_use(site, (ROOM, "a"), (PERSON, "p"))
    assert waiting(site, (PERSON, "q"), (ROOM, "a")) == HOUR
    count_use(site, (PERSON, "p"))
    assert waiting(site, (PERSON, "p"), (ROOM, "a")) == 2 * HOUR
    assert [kind for kind, _ in stored(site)].count("person") == 3


def test_only_a_hash_is_stored_that_differs_by_kind(site: Site) -> None:
    count_use(site, (ROOM, "192.0.2.7"), (PERSON, "192.0.2.7"))
    (_, one), (_, other) = stored(site)
    assert one != other
    assert all(len(who) == 64 and "." not in who for who in (one, other))


def test_uses_that_no_longer_count_are_deleted_at_the_next_use_or_on_request(site: Site) -> None:
    count_use(site, (ROOM, "a"))
    clock_of(site).move(hours=1)
    count_use(site, (ROOM, "b"))
    assert len(stored(site)) == 1
    for limit in LIMITS:
        count_use(site, (limit, "a"))
    clock_of(site).move(seconds=max(limit.window for limit in LIMITS).total_seconds())
    forget_uses(site)
    assert [kind for kind, _ in stored(site)] == ["room"]


def test_uses_from_before_the_clock_was_set_back_keep_nobody_waiting_for_longer_than_the_window(site: Site) -> None:
    for _ in range(2):
        count_use(site, (ROOM, "a"))
    clock_of(site).move(days=-300)
    count_use(site, (ROOM, "a"))
    assert [kind for kind, _ in stored(site)] == ["room"]
    clock_of(site).move(minutes=-10)
    count_use(site, (ROOM, "a"))
    assert waiting(site, (ROOM, "a")) <= HOUR + timedelta(minutes=10)
