"""Limits are counted in the database: for every process, for everybody who comes at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from consent_service.access.limits import Limit, Limits, TooMany
from consent_service.access.networks import UNKNOWN, network_of
from consent_service.storage.database.apart import NOBODY
from consent_service.storage.database.tables import counts
from consent_service.storage.door.trouble import CannotRecord
from tests.api.running import OURS, THEIRS, Running

FIVE = Limit("attempts at a code", most=5, seconds=600)
MANY = Limit("attempts from a network", most=1_000, seconds=3_600)


def limits_of(service: Running) -> Limits:
    found: Limits = service.app.extensions["consent"].limits
    return found


def counted(count: Callable[[], Any]) -> Any:
    """Whoever could not be counted, the machine being busy, tries again."""
    for _ in range(20):
        with suppress(CannotRecord):
            return count()
    return count()


def passed(limits: Limits, who: str, authority: str = OURS) -> bool:
    try:
        counted(partial(limits.take, authority, (FIVE, who), (MANY, "192.0.2.0/24")))
    except TooMany as error:
        return (error.limit, 1 <= error.retry_after <= FIVE.seconds) != (FIVE, True)
    return True


@pytest.mark.each_database
def test_of_forty_at_once_in_two_processes_exactly_five_go_on_and_one_is_first(
    service: Running,
) -> None:
    first, second = limits_of(service), limits_of(service.restarted())
    # No stretch of time may end in between.
    now = first.clock()
    first.clock = second.clock = lambda: now
    with ThreadPoolExecutor(8) as pool:
        tried = [pool.submit(passed, (first, second)[n % 2], "code-1") for n in range(40)]
        firsts = [
            pool.submit(
                counted, partial((first, second)[n % 2].first, OURS, "jti", "a-1", until=now + 60)
            )
            for n in range(20)
        ]
        assert sum(one.result() for one in tried) == 5
        assert sum(one.result() for one in firsts) == 1
    assert first.used(OURS, [(FIVE, "code-1"), (MANY, "192.0.2.0/24"), (FIVE, "x")]) == [40, 40, 0]
    # Of somebody else, of another authority and of none, nothing is counted yet.
    for who, authority in (("code-2", OURS), ("code-1", THEIRS), ("code-1", NOBODY)):
        assert passed(first, who, authority)


def test_a_stretch_ends_and_what_is_over_is_taken_away(sqlite: Running) -> None:
    limits = limits_of(sqlite)
    now = limits.clock()
    assert [passed(limits, "code") for _ in range(7)] == [True] * 5 + [False] * 2
    limits.clock = lambda: now + FIVE.seconds
    assert passed(limits, "code")
    # What may happen once only is remembered as long as was said.
    assert limits.first(OURS, "jti", "b", until=now + 10_000)
    limits.clock = lambda: now + 9_000
    over = sa.select(sa.func.count()).where(counts.c.until < now + 9_000)

    def are_over() -> int:
        with sqlite.storage.engine.connect() as connection:
            return int(connection.scalar(over) or 0)

    # One new row in so many pays for it, whichever that is.
    for n in range(3_000):
        limits.first(OURS, "jti", str(n), until=now + 9_001)
        if n % 100 == 99 and not are_over():
            break
    assert not limits.first(OURS, "jti", "b", until=now + 10_000)
    assert are_over() == 0


def test_if_something_in_the_transaction_is_refused_nothing_was_counted(sqlite: Running) -> None:
    limits = limits_of(sqlite)

    def refused() -> None:
        with limits.tally(OURS) as up:
            assert up([(FIVE, "code")]) == [1]
            raise TooMany(FIVE, 1)

    with pytest.raises(TooMany):
        refused()
    assert limits.used(OURS, [(FIVE, "code")]) == [0]


def test_an_address_or_a_reference_stands_nowhere_and_nothing_passes_uncounted(
    sqlite: Running,
) -> None:
    limits = limits_of(sqlite)
    limits.take(OURS, (FIVE, "Zzreference"))
    with sqlite.storage.engine.begin() as connection:
        rows = connection.execute(sa.select(counts)).all()
        assert all(len(row.blind) == 32 and b"Zz" not in row.blind for row in rows)
        connection.exec_driver_sql("DROP TABLE counts")
    with pytest.raises(CannotRecord):
        limits.take(OURS, (FIVE, "Zzreference"))


SAID = "203.0.113.9, 198.51.100.7"


@pytest.mark.parametrize(
    ("peer", "forwarded", "proxies", "network"),
    [
        ("192.0.2.77", "", 0, "192.0.2.0/24"),
        ("192.0.2.77", SAID, 0, "192.0.2.0/24"),
        ("192.0.2.77", SAID, 1, "198.51.100.0/24"),
        ("192.0.2.77", SAID, 2, "203.0.113.0/24"),
        # Whatever a client writes itself stands to the left of what our proxies add.
        ("192.0.2.77", "10.0.0.1, " * 20 + SAID, 1, "198.51.100.0/24"),
        # Past the outer proxy, or past all of them.
        ("192.0.2.77", "198.51.100.7", 2, "198.51.100.0/24"),
        ("192.0.2.77", "", 2, "192.0.2.0/24"),
        ("192.0.2.77", " 198.51.100.7:4711 ", 1, "198.51.100.0/24"),
        ("2001:db8:1:2ff::1", "", 0, "2001:db8:1:200::/56"),
        ("::ffff:192.0.2.77", "", 0, "192.0.2.0/24"),
        ("fe80::1%eth0", "", 0, "fe80::/56"),
        ("192.0.2.77", "[2001:db8::7]:99", 1, "2001:db8::/56"),
        ("192.0.2.77", "_hidden", 1, UNKNOWN),
        ("192.0.2.77", "198.51.100.7,", 1, UNKNOWN),
        ("", "", 0, UNKNOWN),
    ],
)
def test_a_network_is_read_from_the_right_and_only_as_far_as_there_are_proxies(
    peer: str, forwarded: str, proxies: int, network: str
) -> None:
    environ = {"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": forwarded}
    assert network_of(environ, proxies) == network
