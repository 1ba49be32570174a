"""The machine's clocks. Nothing below asks what time it is: it is told."""

from __future__ import annotations

import time
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from .storage.door.clock import Clocks, database_time

#: Seconds since the machine was started, asleep or awake; nobody sets it. Where there is no such
#: clock, macOS has its like under the other name.
_SINCE_START: Final = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
_BOOT: Final = Path("/proc/sys/kernel/random/boot_id")


def system_clock() -> datetime:
    """The time now, aware UTC. The one place that asks the machine."""
    return datetime.now(UTC)


def since_start() -> float:
    """Seconds since this machine was started. Nobody sets them."""
    return time.clock_gettime(_SINCE_START)


def machine_clocks() -> Clocks:
    """The machine's clock, held to what else there is to hold it to."""
    boot = _BOOT.read_text().strip() if _BOOT.exists() else uuid.uuid4().hex
    return Clocks(
        system_clock,
        elapsed=since_start,
        boot=boot,
        asks=database_time,
    )
