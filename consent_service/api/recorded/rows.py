"""What can be recorded: every row, in the order of the specification."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from . import (
    correcting,
    deciding,
    enquiries,
    families,
    meeting,
    planning,
    referrals,
    registers,
    sharing,
    supporting,
)
from .write import Write

WRITES: Final[Sequence[Write[Any]]] = (
    *families.WRITES,
    *referrals.WRITES,
    *enquiries.WRITES,
    *supporting.WRITES,
    *deciding.WRITES,
    *sharing.WRITES,
    *meeting.WRITES,
    *planning.WRITES,
    *correcting.WRITES,
    *registers.WRITES,
)
