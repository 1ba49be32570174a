"""A frozen database: whoever asks is answered all the same, and few are kept waiting for it."""

from __future__ import annotations

import fcntl
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from consent_service.storage.beside.spool import Kept, Spool
from consent_service.storage.database.deadline import TRYING
from consent_service.storage.sealed.sealing import Succession, new_key
from tests.api.running import OURS, Family, Running, add_family, answer_of, problem_of
from tests.api.weather import only_reason, unanswered
from tests.builders import an_answer, assert_ledger_sound
from tests.faults.freezing import frozen

pytestmark = [pytest.mark.slow, pytest.mark.each_database]

#: Generous: what is tested is that somebody is answered at all, and who before whom.
SECONDS = 60.0
WAITING = 40


def asking(service: Running, family: Family) -> Callable[[], dict[str, Any]]:
    """One more who asks, with a client of their own: Flask's is for one thread."""
    question, headers = family.question(), service.headers()

    def ask() -> dict[str, Any]:
        client = service.app.test_client()
        return answer_of(client.post(f"{family.path}/checks", json=question, headers=headers))

    return ask


def test_a_frozen_database_keeps_nobody_at_immediate_risk_waiting_and_everybody_else_not_long(
    service: Running, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forty wait for it. Who is in danger is answered before any of them; each of them is answered;
    and from then on everybody is told at once, until it is back.
    """
    family = add_family(service)
    ask = asking(service, family)
    assert ask()["recorded"] == "ledger"
    with ThreadPoolExecutor(WAITING + 1) as people:
        with frozen(service, request):
            waiting = [people.submit(ask) for _ in range(WAITING)]
            urgent = service.check(family.file, family.question(urgency="IMMEDIATE"))
            assert (urgent["outcome"], urgent["recorded"]) == ("SHARE_NOW", "spooled")
            alive = service.client.get("/livez", headers={"Host": "consent.test"})
            assert alive.status_code == 200
            assert not all(one.done() for one in waiting)
            for one in waiting:
                _assert_unavailable(one.result(SECONDS))
            # Nobody is kept waiting any more, though it still says nothing: it is not even asked.
            asked = _who_asks_the_database(monkeypatch)
            for _ in range(100):
                _assert_unavailable(ask())
            assert asked <= {TRYING}
            monkeypatch.undo()
            problem_of(service.get(family.path), "storage-unavailable")
            ready = service.client.get("/readyz", headers={"Host": "consent.test"})
            assert ready.get_json()["status"] == "not-ready"
        _until(lambda: ask()["recorded"] == "ledger")
    # Who writes and who reads are each tried again apart, and either may be back first.
    _until(lambda: service.get(family.path).status_code == 200)
    service.beat()
    entered = [kept.answer.outcome.value for _, kept in unanswered(service)]
    assert entered.count("SHARE_NOW") == 1
    assert entered.count("UNAVAILABLE") >= WAITING
    assert service.storage.spools[service.authority].is_empty
    assert_ledger_sound(service)


def test_share_now_and_alive_need_no_database_and_no_lock_that_storage_holds(
    service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every lock that is held while storage is waited for is held for good, and nobody connects."""
    family = add_family(service)
    opened = service.storage
    locks = [lane.guard for lane in opened.records._lanes.values()]
    locks += [keeper._guard for keeper in opened.keepers.values()]

    def refuse(_: Engine) -> None:
        raise AssertionError("the database was asked")

    monkeypatch.setattr(Engine, "connect", refuse)
    with ExitStack() as held, ThreadPoolExecutor(1) as person:
        for lock in locks:
            held.enter_context(lock)
        urgent = person.submit(
            service.check, family.file, family.question(urgency="IMMEDIATE")
        ).result(SECONDS)
        assert (urgent["outcome"], urgent["recorded"]) == ("SHARE_NOW", "spooled")
        asked = person.submit(service.client.get, "/livez", headers={"Host": "consent.test"})
        assert asked.result(SECONDS).status_code == 200
    monkeypatch.undo()
    service.beat()


def _who_asks_the_database(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names of the threads that do, from now on."""
    seen, connect = set[str](), Engine.connect

    def noted(engine: Engine) -> Any:
        seen.add(threading.current_thread().name)
        return connect(engine)

    monkeypatch.setattr(Engine, "connect", noted)
    return seen


def _assert_unavailable(answer: dict[str, Any]) -> None:
    assert (answer["outcome"], answer["recorded"]) == ("UNAVAILABLE", "spooled")
    # Where a batch hung at its end it is not known to have been written, and that is said.
    assert only_reason(answer) in {"CANNOT_READ_LEDGER", "CANNOT_RECORD"}


def _until(holds: Callable[[], bool]) -> None:
    again = threading.Event()
    for _ in range(600):
        if holds():
            return
        again.wait(0.1)
    raise AssertionError("this did not come about in time")


def test_an_answer_is_kept_though_a_process_was_stopped_with_the_spools_lock(
    tmp_path: Path,
) -> None:
    """And entered, with what had been kept before, once each."""
    keys = Succession(new_key())
    spool = Spool(tmp_path / "spool", OURS, lambda: keys)
    spool.add(an_answer(1))
    entered: list[Kept] = []
    with (tmp_path / "spool" / f"{OURS}.lock").open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        spool.add(an_answer(2))
        assert spool.drain(entered.append) == 1
    assert spool.drain(entered.append) == 1
    assert entered == [an_answer(2), an_answer(1)]
    assert spool.is_empty
