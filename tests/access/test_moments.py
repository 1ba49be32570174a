"""Who asks while somebody sets the clock: what they hold is good by either count of time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from consent_service.access.moments import LEEWAY, Moments, assert_is_good
from consent_service.storage.door.clock import APART
from tests.api.running import OURS, Family, Running, add_family, problem_of, running
from tests.api.test_cookies import Cookie
from tests.sweeping import each

SIXTY_DAYS = 60 * 24 * 3600
NOW = 1_800_000_000
HELD = {"iat": NOW - 100, "nbf": NOW - 100, "exp": NOW + 100}


class Two:
    """A wall clock and a count of seconds, each of which can be moved."""

    def __init__(self) -> None:
        self.ahead = 0.0
        self.passed = 0.0

    def of(self) -> Moments:
        return Moments(lambda: time.time() + self.ahead + self.passed, lambda: 7.0 + self.passed)


@pytest.fixture
def service(tmp_path: Any) -> Iterator[Running]:
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as started:
        yield started


def test_while_two_clocks_agree_there_is_one_moment() -> None:
    two = Two()
    moments = two.of()
    assert len(moments()) == 1
    two.passed = SIXTY_DAYS
    assert len(moments()) == 1
    for ahead in (SIXTY_DAYS, -SIXTY_DAYS, APART.total_seconds() + 2):
        two.ahead = ahead
        wall, counted = moments()
        assert abs(wall - counted - ahead) <= 2
    two.ahead = APART.total_seconds() - 2
    assert len(moments()) == 1
    assert len(Moments(lambda: NOW)()) == 1


@each("last", "counts_from", of=[
    # Somebody put something on record just before the start, or since.
    (SIXTY_DAYS - 100, SIXTY_DAYS - 100), (SIXTY_DAYS - 4000, SIXTY_DAYS - 4000),
    # Nobody did, or long ago: as far as that says.
    (None, 0), (-100, 0),
    # An entry that is stamped ahead of every clock may be the odd one.
    (2 * SIXTY_DAYS, SIXTY_DAYS),
])  # fmt: skip
def test_a_process_that_was_started_behind_counts_on_from_what_stands_on_record(
    last: int | None, counts_from: int
) -> None:
    """Else what ended in the meantime would be good until it is started again."""
    wall = [NOW]
    moments = Moments(lambda: wall[0], lambda: 7.0, lambda: last and NOW + last)
    assert moments() == (NOW,)
    wall[0] += SIXTY_DAYS
    if SIXTY_DAYS - counts_from <= APART.total_seconds():
        assert moments() == (wall[0],)
    else:
        assert moments() == (wall[0], NOW + counts_from)
    # A wall clock that is behind turns nobody away.
    wall[0] = NOW - SIXTY_DAYS
    assert NOW in moments()


def test_what_counts_once_is_remembered_at_each_moment_that_may_be_now(service: Running) -> None:
    """A wall clock that is ahead would forget it, while it is good by the other."""
    limits, two = service.app.extensions["consent"].limits, Two()
    before = limits.clock, limits._moments
    limits.clock, limits._moments = lambda: time.time() + two.ahead, two.of()
    try:
        until = time.time() + 60
        assert limits.first(OURS, "assertion", "one", until=until)
        two.ahead = SIXTY_DAYS
        for number in range(300):
            limits.first(OURS, "assertion", f"another {number}", until=until)
        assert not limits.first(OURS, "assertion", "one", until=until)
    finally:
        limits.clock, limits._moments = before


@each("ahead", of=[SIXTY_DAYS, -SIXTY_DAYS])
def test_a_wall_clock_that_jumps_turns_nobody_away_who_was_good_before(
    service: Running, ahead: int
) -> None:
    access, two = service.app.extensions["consent"].access, Two()
    access._moments = access.browsers._moments = two.of()
    family, cookie = add_family(service), Cookie(service)
    two.ahead = ahead
    assert_heard(service, family, cookie)
    # What is over by both is over.
    two.passed = 2 * SIXTY_DAYS
    for reply in (service.get(family.path), cookie.get(family.path)):
        problem_of(reply, "unauthenticated")


def assert_heard(service: Running, family: Family, cookie: Cookie) -> None:
    assert cookie.get(family.path).status_code == 200
    stop = {"person": family.mother}
    assert service.post(f"{family.path}/withdrawals", stop).status_code == 201
    now = family.question(urgency="IMMEDIATE")
    assert service.check(family.file, now)["outcome"] == "SHARE_NOW"
    assert cookie.post(f"{family.path}/checks", now).get_json()["outcome"] == "SHARE_NOW"
    # Whoever signs in now ends nobody's session that is over by one clock alone.
    assert Cookie(service).get(family.path).status_code == 200
    assert cookie.get(family.path).status_code == 200


@each("wrong", of=[
    {"exp": NOW - LEEWAY}, {"iat": NOW + LEEWAY + 1}, {"nbf": NOW + LEEWAY + 1},
    {"exp": 1.5}, {"iat": True}, {"nbf": "0"}, {"exp": None},
])  # fmt: skip
def test_what_is_good_at_none_of_them_is_refused(wrong: dict[str, Any]) -> None:
    assert assert_is_good(HELD, (NOW - SIXTY_DAYS, NOW)) == (NOW - 100, NOW + 100)
    with pytest.raises(ValueError, match="time"):
        assert_is_good({**HELD, **wrong}, (NOW,))
