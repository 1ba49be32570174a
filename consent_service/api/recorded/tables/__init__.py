"""What can be recorded: every row of every table, in the order of the specification."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from . import answers, asking, correcting, deciding, families, sharing, staffing, supporting
from .write import Write

__all__ = ["WRITES", "Write"]

WRITES: Final[Sequence[Write]] = (
    *families.WRITES,
    *answers.WRITES,
    *supporting.WRITES,
    *deciding.WRITES,
    *sharing.WRITES,
    *correcting.WRITES,
    *asking.WRITES,
    *staffing.WRITES,
)
