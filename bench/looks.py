"""What it costs to show a family's file with its line in the ledger of who looked, and without.

The same requests in turn on one application: once as it is, once with a writer that writes nothing.
`time.process_time` counts every thread, so that a batch that one thread leads for others is in it.
"""

from __future__ import annotations

import logging
import threading
import time
from unittest import mock

from consent_service.demonstration import AUTHORITY
from consent_service.storage.people.reads import Reads
from consent_service.storage.sealed.keys import reads_of

from .case import Case, case_on
from .table import Row

ROUNDS = 4
CLIENTS = (1, 16)


def measure(times: int = 400) -> list[Row]:
    """Files shown for each second of processor time, and for each second that passes."""
    logging.disable(logging.CRITICAL)
    rows = []
    for database in ("sqlite", "postgresql"):
        with case_on(database) as case:
            for clients in CLIENTS:
                pairs = [_pair(case, clients, times) for _ in range(ROUNDS)]
                what = f"files shown with their line, {database}, clients: {clients}"
                for index, unit in enumerate((", by processor time", "")):
                    both = [(ours[index], theirs[index]) for ours, theirs in pairs]
                    rows.append(Row(f"{what}{unit}", "without", both))
            case.assert_sound()
            case.storage.verify(reads_of(AUTHORITY))
    return rows


def _pair(case: Case, clients: int, times: int) -> tuple[tuple[float, float], tuple[float, float]]:
    before = _lines(case)
    ours = _rates(case, clients, times)
    if _lines(case) - before < times // clients * clients:
        raise AssertionError("a file was shown and has no line")
    with mock.patch.object(Reads, "record", return_value=None):
        return ours, _rates(case, clients, times)


def _lines(case: Case) -> int:
    with case.storage.engine.connect() as connection:
        ledger = case.service.records.ledgers[reads_of(AUTHORITY)]
        return ledger.store.head(connection).size


def _rates(case: Case, clients: int, times: int) -> tuple[float, float]:
    """By processor time, and by the clock on the wall."""

    def show() -> None:
        for _ in range(times // clients):
            _show(case)

    threads = [threading.Thread(target=show) for _ in range(clients)]
    _show(case)
    spent, began = time.process_time(), time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done = times // clients * clients
    return done / (time.process_time() - spent), done / (time.perf_counter() - began)


def _show(case: Case) -> None:
    case.send(f"/v1/files/{case.file}/tasks")
