from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from rely.services.assessments import Started, start_assessment
from rely.services.attempts import try_code
from rely.services.limits import WRONG_CODES, TooManyAttempts, forget_uses, network_of
from rely.services.site import Site
from rely.storage.database import Database
from rely.storage.limited_uses import add_use
from tests.sites import clock_of

MOST_PER_NETWORK, MOST_IN_ALL, WINDOW = WRONG_CODES.most, WRONG_CODES.most_in_all, WRONG_CODES.window
HERE, THERE = "192.0.2.7", "192.0.2.8"
WRONG = "2222-2222-2222-2222"


def fail(site: Site, times: int, *, address: str = HERE) -> None:
    for _ in range(times):
        assert try_code(site, WRONG, address=address) is None


def waiting(site: Site, typed: str = WRONG, *, address: str = HERE) -> timedelta:
    with pytest.raises(TooManyAttempts) as caught:
        try_code(site, typed, address=address)
    return caught.value.wait


def stored(site: Site) -> list[str]:
    with site.database.reading() as session:
        return list(session.execute(text("SELECT who FROM limited_use ORDER BY id")).scalars())


def flood(site: Site, times: int) -> None:
    """Wrong codes of as many other networks."""
    with site.database.writing() as session:
        for number in range(times):
            add_use(session, kind=WRONG_CODES.kind, who=f"other {number}", at=site.now())


@pytest.fixture
def started(site: Site) -> Started:
    return start_assessment(site, "small", language="nl")


def test_after_the_limit_even_a_right_code_of_that_network_waits_for_the_rest_of_the_window(
    site: Site, started: Started
) -> None:
    fail(site, MOST_PER_NETWORK - 1)
    assert try_code(site, started.code, address=HERE) == started
    fail(site, 1)
    clock_of(site).move(minutes=4)
    assert waiting(site, started.code) == waiting(site) == WINDOW - timedelta(minutes=4)


def test_other_networks_are_not_affected(site: Site, started: Started) -> None:
    fail(site, MOST_PER_NETWORK)
    assert try_code(site, started.code, address=THERE) == started
    assert try_code(site, WRONG, address=THERE) is None


def test_the_window_slides_so_that_each_wrong_code_that_ages_makes_room_for_one(site: Site) -> None:
    fail(site, 1)
    clock_of(site).move(minutes=10)
    fail(site, MOST_PER_NETWORK - 1)
    assert waiting(site) == timedelta(minutes=5)
    clock_of(site).move(minutes=5, microseconds=-1)
    assert waiting(site) == timedelta(microseconds=1)
    clock_of(site).move(microseconds=1)
    fail(site, 1)
    assert waiting(site) == timedelta(minutes=10)


def test_trying_while_waiting_does_not_prolong_the_wait_and_stores_nothing(site: Site) -> None:
    fail(site, MOST_PER_NETWORK)
    clock_of(site).move(minutes=14)
    for _ in range(3):
        assert waiting(site) == timedelta(minutes=1)
    assert len(stored(site)) == MOST_PER_NETWORK
    clock_of(site).move(minutes=1)
    fail(site, MOST_PER_NETWORK)


def test_a_right_code_takes_nothing_back_and_costs_nothing(site: Site, started: Started) -> None:
    fail(site, MOST_PER_NETWORK - 1)
    for _ in range(MOST_PER_NETWORK):
        assert try_code(site, started.code, address=HERE) == started
    fail(site, 1)
    waiting(site)


def test_what_cannot_be_a_code_is_no_attempt(site: Site) -> None:
    for typed in ("", "2222-2222-2222-222", "0" * 16) * MOST_PER_NETWORK:
        assert try_code(site, typed, address=HERE) is None
    assert stored(site) == []


def test_unknown_and_expired_codes_count_alike(site: Site, started: Started) -> None:
    clock_of(site).move(days=31)
    for _ in range(MOST_PER_NETWORK):
        assert try_code(site, started.code, address=HERE) is None
    assert waiting(site) == WINDOW


def test_beyond_the_ceiling_wrong_codes_wait_everywhere_and_are_stored_no_more(site: Site) -> None:
    flood(site, MOST_IN_ALL - 1)
    fail(site, 1, address=THERE)
    clock_of(site).move(minutes=6)
    assert waiting(site) == WINDOW - timedelta(minutes=6)
    assert len(stored(site)) == MOST_IN_ALL
    clock_of(site).move(minutes=9)
    fail(site, 1)


@pytest.mark.parametrize("exceed", [lambda site: fail(site, MOST_PER_NETWORK), lambda site: flood(site, MOST_IN_ALL)])
def test_beyond_either_limit_nobody_waits_for_those_who_store_answers(
    site: Site, monkeypatch: pytest.MonkeyPatch, exceed: Callable[[Site], None]
) -> None:
    exceed(site)
    monkeypatch.delattr(Database, "writing")
    waiting(site)


def test_beyond_the_ceiling_a_right_code_still_opens_for_a_network_within_its_own_limit(
    site: Site, started: Started
) -> None:
    fail(site, MOST_PER_NETWORK - 1)
    flood(site, MOST_IN_ALL)
    assert try_code(site, started.code, address=HERE) == started
    assert try_code(site, started.code, address=THERE) == started


def test_only_a_hash_of_the_network_is_stored_that_hangs_on_the_secret(site: Site) -> None:
    another = replace(site, settings=replace(site.settings, secret_key="another secret that is long enough"))
    for each, address in ((site, HERE), (site, THERE), (site, HERE), (another, HERE)):
        fail(each, 1, address=address)
    one, other, again, with_another = stored(site)
    assert one == again
    assert len({one, other, with_another}) == 3
    assert len(one) == 64
    with site.database.reading() as session:
        assert HERE not in str(session.execute(text("SELECT * FROM limited_use")).all())


def test_what_no_longer_counts_is_deleted_at_the_next_wrong_code_or_on_request(site: Site) -> None:
    fail(site, 2)
    clock_of(site).move(minutes=15)
    fail(site, 1)
    assert len(stored(site)) == 1
    clock_of(site).move(minutes=14)
    forget_uses(site)
    assert len(stored(site)) == 1
    clock_of(site).move(minutes=1)
    forget_uses(site)
    assert stored(site) == []


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:0DB8:0001:0002::", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("no address", "no address"),
    ],
)
def test_a_network_is_an_address_of_ipv4_or_the_first_half_of_one_of_ipv6(address: str, network: str) -> None:
    assert network_of(address) == network


def test_all_addresses_of_one_ipv6_network_share_one_limit(site: Site, started: Started) -> None:
    for number in range(MOST_PER_NETWORK):
        assert try_code(site, WRONG, address=f"2001:db8::{number:x}") is None
    waiting(site, started.code, address="2001:db8::ffff:ffff:ffff:ffff")
    assert try_code(site, started.code, address="2001:db8:0:1::") == started
