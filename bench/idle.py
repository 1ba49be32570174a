"""What authorities cost with which nothing happens: `python -m bench.idle 100`.

So many are begun on SQLite, each with its two ledgers, and kept by one process until nothing is
left to be done for any. Then the processor time of some seconds is counted, and what it would be if
each ledger were looked at in the database each second.
"""

from __future__ import annotations

import logging
import statistics
import sys
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from consent_service import logs
from consent_service.beginning import prepare
from consent_service.demonstration import settings_of
from consent_service.machine import machine_clocks, system_clock
from consent_service.settings import Settings
from consent_service.storage.door.opening import open_storage
from consent_service.storage.keepers.keeper import Keeper
from consent_service.storage.keepers.keeping import Keeping

SECONDS: Final = 20.0
_MOST_WAITED: Final = 900.0
_LOOKED_AT: Final = 100


def measure(authorities: int, seconds: float = SECONDS) -> str:
    """What was seen, as a line."""
    logs.configure(logging.ERROR)
    with TemporaryDirectory() as folder:
        settings = Settings.read(settings_of(Path(folder)))
        for number in range(authorities):
            name = f"authority-{number}"
            prepare(settings, name, f"bench.example/{name}", system_clock(), is_demonstration=True)
        opened = open_storage(settings, machine_clocks())
        keepers = list(opened.keepers.values())
        threads = threading.active_count()
        keeping = Keeping(keepers)
        keeping.start()
        threads = threading.active_count() - threads
        began = time.monotonic()
        while any(keeper.is_due() for keeper in keepers):
            if time.monotonic() - began > _MOST_WAITED:
                raise TimeoutError("something is left to be done")
            time.sleep(1)
        at_rest = time.monotonic() - began
        spent = time.process_time()
        time.sleep(seconds)
        spent = time.process_time() - spent
        keeping.stop()
        each = statistics.median(_spent(keeper) for keeper in keepers[:_LOOKED_AT])
        opened.engine.dispose()
    return (
        f"{authorities:,} authorities, {len(keepers):,} ledgers, {threads} threads: at rest after "
        f"{at_rest:.0f} s; then {spent / seconds * 1e3:.1f} ms of processor time each second; one "
        f"look at a ledger takes {each * 1e3:.2f} ms, so that to look at each of them each second "
        f"would take {each * len(keepers) * 1e3:,.0f}"
    )


def _spent(keeper: Keeper) -> float:
    spent = time.thread_time()
    keeper.look()
    return time.thread_time() - spent


if __name__ == "__main__":
    print(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 100))
