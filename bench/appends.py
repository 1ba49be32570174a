"""Appends through `Records.run` with 1, 8 and 32 clients, against one commit for each append."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from unittest import mock

from consent_service.actions.checks import CheckSharing, check_sharing
from consent_service.actions.moment import Moment
from consent_service.demonstration import AUTHORITY
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.events import AnyEvent
from consent_service.domain.scopes.proposal import Proposal
from consent_service.domain.scopes.scope import Agency
from consent_service.storage.door import records as door
from consent_service.storage.door.requests import ByHandle, Request
from consent_service.storage.keepers.keeper import EVERY

from .case import Case, case_on
from .table import Row

CLIENTS = (1, 8, 32)
ROUNDS = 2
#: At 32 clients; with one client there is nothing to share.
EXPECTED = {32: 5.0}


def measure(seconds: float) -> list[Row]:
    """A row for each database and number of clients. A round is so many seconds of each way."""
    rows = []
    for database in ("sqlite", "postgresql"):
        with case_on(database) as case:
            for clients in CLIENTS:
                pairs = [_pair(case, clients, seconds) for _ in range(ROUNDS)]
                what = f"appends, {database}, clients: {clients}"
                rows.append(Row(what, "one commit each", pairs, EXPECTED.get(clients)))
            pairs = [_beside_a_keeper(case, 8, seconds) for _ in range(ROUNDS)]
            what = f"appends, {database}, clients: 8, signed and published each second"
            rows.append(Row(what, "not signed", pairs, 0.8))
            case.assert_sound()
    return rows


def _beside_a_keeper(case: Case, clients: int, seconds: float) -> tuple[float, float]:
    """The same appends while a keeper signs and publishes them, and while none does.

    In one process, so that the keeper's work counts; at least two beats of it are in a round.
    """
    seconds = max(seconds, 2.5)
    alone = rate(case, clients, seconds)
    stop = threading.Event()

    def keep() -> None:
        while not stop.wait(EVERY):
            case.service.keepers[AUTHORITY].beat()

    thread = threading.Thread(target=keep)
    case.service.keepers[AUTHORITY].beat()
    thread.start()
    kept = rate(case, clients, seconds)
    stop.set()
    thread.join()
    return kept, alone


def _pair(case: Case, clients: int, seconds: float) -> tuple[float, float]:
    with mock.patch.object(door, "MOST_IN_A_BATCH", 1):
        alone = rate(case, clients, seconds)
    return rate(case, clients, seconds), alone


def rate(case: Case, clients: int, seconds: float) -> float:
    """Acknowledged appends a second. Raises if one of them is not in the ledger."""
    records = case.service.records
    request = check(case)
    done = [0] * clients
    before = case.entries()
    until = time.perf_counter() + seconds

    def client(number: int) -> None:
        while time.perf_counter() < until:
            records.run(request)
            done[number] += 1

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    if case.entries() - before != sum(done):
        raise AssertionError("the ledger did not grow by what was acknowledged")
    return sum(done) / took


def check(case: Case) -> Request:
    """The request at the door that a check of the API makes."""
    proposal = Proposal(
        None, (case.john,), Agency("HEALTH_VISITOR"), ("CHILD_HEALTH",), "CIN_ASSESSMENT", "SEEK"
    )
    command = CheckSharing(proposal)

    def action(moment: Moment) -> Sequence[AnyEvent]:
        return check_sharing(command, moment)

    return Request(AUTHORITY, By("bench", "MASH_WORKER"), ByHandle(case.file), action)
