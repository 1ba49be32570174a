"""The one place that asks whether somebody may: before any handler, for every operation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from flask import g

from ...domain.may import Kind, May, Principal, Resource, Row, Shown, may
from ...storage.deadline import CALL_SECONDS, one_call
from ...storage.keys import ledger_of, whose
from ...storage.trouble import StorageError
from .problems import ProblemError
from .service import Service

#: Seconds that whoever cannot wait is kept waiting to be looked up.
_A_MOMENT: Final = 0.3


def identified(
    service: Service,
    row: Row,
    is_check: bool,
    cannot_wait: Callable[[], bool],
    client_now: Callable[[Principal], Principal],
) -> tuple[Principal, Exception | None]:
    """Who asks, with what they may do now; and why that could not be looked up, if it could not.

    Immediate risk is answered whatever becomes of that, and whoever once had the role: its answer
    says nothing of anybody, and it is put on record that nobody knows who asked. Another check goes
    on without it, to be answered that the record cannot be read. All else raises `StorageError`.
    """
    principal = g.principal = service.access.principal(cannot_wait=cannot_wait)
    hurries, is_client = cannot_wait(), principal.kind is Kind.CLIENT
    try:
        with one_call(_A_MOMENT if hurries else CALL_SECONDS):
            now = client_now(principal) if is_client else service.access.as_of_now(principal)
    except StorageError as trouble:
        if not is_check:
            raise
        return replace(principal, is_confirmed=False), trouble
    if hurries and now.roles.isdisjoint(row.roles):
        return replace(principal, is_confirmed=False), None
    g.principal = now
    return now, None


def guard(principal: Principal, row: Row, path: Mapping[str, str], at: datetime) -> May:
    """Whether somebody may use the operation of this row on what the path names."""
    ledger = path.get("authority")
    authority = None if ledger is None else whose(ledger_of(ledger))
    named = Resource(authority=authority, file=path.get("file"), person=path.get("person"))
    return may(principal, row, named, at)


#: The problem as which each refusal is shown.
_SHOWN: Final = {
    Shown.NOT_YOURS: "not-your-role",
    Shown.NOT_THERE: "not-found",
    Shown.STEP_UP: "sign-in-again",
}


def let_in(found: May) -> str:
    """The role that they act in. Raises `ProblemError`; why is for the log alone."""
    if found.shown_as is not None:
        g.refused = found.reason
        raise ProblemError(_SHOWN[found.shown_as])
    return found.role
