"""Appends through `Records.run` with 1, 8 and 32 clients, against one commit for each append."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from unittest import mock

from consent_service.actions.checks import CheckSharing, check_sharing
from consent_service.actions.moment import Moment
from consent_service.demonstration import AUTHORITY
from consent_service.domain.content import By
from consent_service.domain.events import AnyEvent
from consent_service.domain.proposal import Proposal
from consent_service.domain.scope import Agency
from consent_service.storage import records as door
from consent_service.storage.requests import ByHandle, Request

from .case import Case, case_on

CLIENTS = (1, 8, 32)


def measure(seconds: float) -> list[str]:
    """A line for each database and number of clients: appends a second, and the ratio."""
    lines = []
    for database in ("sqlite", "postgresql"):
        with case_on(database) as case:
            for clients in CLIENTS:
                # Alternating, so that whatever else the machine does falls on both.
                one = many = 0.0
                for _ in range(2):
                    with mock.patch.object(door, "MOST_IN_A_BATCH", 1):
                        one += _rate(case, clients, seconds / 2) / 2
                    many += _rate(case, clients, seconds / 2) / 2
                lines.append(
                    f"{database:10} {clients:2} clients   {many:7,.0f} appends/s   one commit each "
                    f"{one:6,.0f}/s   ratio {many / one:5.1f}"
                )
            case.assert_sound()
    return lines


def _rate(case: Case, clients: int, seconds: float) -> float:
    records = case.app.extensions["consent"].records
    request = _check(case)
    done = [0] * clients
    until = time.perf_counter() + seconds
    before = case.entries()

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
        raise AssertionError("an acknowledged append is not in the ledger")
    return sum(done) / took


def _check(case: Case) -> Request:
    proposal = Proposal(
        None, (case.john,), Agency("HEALTH_VISITOR"), ("CHILD_HEALTH",), "CIN_ASSESSMENT", "SEEK"
    )
    command = CheckSharing(proposal)

    def action(moment: Moment) -> Sequence[AnyEvent]:
        return check_sharing(command, moment)

    return Request(AUTHORITY, By("bench", "MASH_WORKER"), ByHandle(case.file), action)
