"""The authority's list of its staff."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ....actions import staffing
from .. import schemas
from .write import Write

WRITES: Final[Sequence[Write]] = (
    Write(
        "listStaff",
        "/v1/staff",
        "Say who stands behind a staff id",
        schemas.ListStaffSchema,
        staffing.list_staff,
        roles=frozenset({"HEAD_OF_SERVICE", "SYSTEM_ADMIN"}),
    ),
)
