"""Who looks, as an operation says it to whoever opens a file."""

from __future__ import annotations

from ...domain.file.looks import Somebody
from ...domain.may import Principal
from ...domain.recorded.content import By
from ...storage.door.records import Records
from ...storage.door.requests import Recorded


def for_whom(principal: Principal, by: By, operation: str, why: str | None = None) -> Somebody:
    """For whom files are opened by an operation."""
    return Somebody(
        by,
        operation,
        why=why,
        session=principal.session,
        client=principal.client if principal.client != principal.id else None,
        acting_for=principal.acting_for,
    )


def tell_of_repeat(
    records: Records, authority: str, recorded: Recorded, somebody: Somebody
) -> None:
    """What was recorded before is shown again: no entry says so, as one does of what is new."""
    if recorded.replayed and recorded.view is not None:
        records.reads.record(authority, somebody, [recorded.file])
