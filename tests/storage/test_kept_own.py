"""Who asks at once shares a look at the authority's own file, and each is told of a moment after
they asked: a right that was taken back before that holds for none of them.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from consent_service.domain.file.authorityfile import AuthorityFile
from consent_service.storage.believed import kept
from consent_service.storage.believed.kept import KeptOwn
from consent_service.storage.database.deadline import one_call
from consent_service.storage.door.trouble import CannotRead

OURS, THEIRS = "bexley", "camden"


class Watched:
    """Own files as they stand, and the looks at them: each sees what stood when it began, and ends
    when it is let go.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.stands = 0
        self.looks: list[int] = []
        self.fails = 0
        self.goes_on = threading.Event()
        self.goes_on.set()
        records: Any = SimpleNamespace(ledgers={OURS: None, THEIRS: None})
        self.own = KeptOwn(records)
        monkeypatch.setattr(kept, "look", self._look)

    def _look(self, *_: object) -> AuthorityFile:
        seen = self.stands
        self.looks.append(seen)
        assert self.goes_on.wait(5)
        if self.fails:
            self.fails -= 1
            raise CannotRead("x")
        return AuthorityFile(id="0" * 32, folded_to=seen)

    def read(self, authority: str = OURS, seconds: float = 4) -> int:
        with one_call(seconds):
            return self.own.read(authority).folded_to

    def until(self, so: Callable[[], bool]) -> None:
        end = time.monotonic() + 5
        while not so():
            assert time.monotonic() < end
            time.sleep(0.001)

    @contextmanager
    def while_one_looks(self, pool: ThreadPoolExecutor) -> Iterator[Future[int]]:
        self.goes_on.clear()
        first = pool.submit(self.read)
        self.until(lambda: len(self.looks) == 1)
        yield first
        self.goes_on.set()


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Watched:
    return Watched(monkeypatch)


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(16) as found:
        yield found


def test_who_asks_while_another_looks_is_told_by_the_next_look_and_shares_it(
    watched: Watched, pool: ThreadPoolExecutor
) -> None:
    with watched.while_one_looks(pool) as first:
        # Recorded after the first look began, and before the others ask.
        watched.stands = 1
        others = [pool.submit(watched.read) for _ in range(10)]
        elsewhere = pool.submit(watched.read, THEIRS)
        time.sleep(0.05)
    assert first.result() == 0
    assert [one.result() for one in others] == [1] * 10
    assert elsewhere.result() == 1
    # One of the first, one at the other authority's, one that ten share; more if some came late.
    assert 3 <= len(watched.looks) < 8
    assert watched.read() == 1
    assert not watched.own._next


def test_one_after_the_other_each_looks_for_themselves(watched: Watched) -> None:
    for watched.stands in range(5):
        assert watched.read() == watched.stands
    assert len(watched.looks) == 5


def test_where_the_shared_look_fails_each_of_the_others_looks(
    watched: Watched, pool: ThreadPoolExecutor
) -> None:
    with watched.while_one_looks(pool) as first:
        others = [pool.submit(watched.read) for _ in range(5)]
        time.sleep(0.05)
        watched.fails = 2
    with pytest.raises(CannotRead):
        first.result()
    told = [one.exception() for one in others]
    assert [type(one) for one in told if one is not None] == [CannotRead]
    assert not watched.own._next


def test_whoever_leads_with_little_time_keeps_nobody_waiting(
    watched: Watched, pool: ThreadPoolExecutor
) -> None:
    with watched.while_one_looks(pool):
        hurries = pool.submit(watched.read, seconds=0.02)
        watched.until(lambda: bool(watched.own._next))
        patient = pool.submit(watched.read)
        with pytest.raises(CannotRead):
            hurries.result()
    assert patient.result() == 0


def test_whoever_waits_waits_no_longer_than_they_have(
    watched: Watched, pool: ThreadPoolExecutor
) -> None:
    with watched.while_one_looks(pool):
        leads = pool.submit(watched.read)
        watched.until(lambda: bool(watched.own._next))
        began = time.monotonic()
        hurries = pool.submit(watched.read, seconds=0.02)
        # It looks for itself then, as it would have; what that comes to is for the look to say.
        watched.until(lambda: len(watched.looks) == 2)
        assert time.monotonic() - began < 2
    assert (leads.result(), hurries.result()) == (0, 0)
