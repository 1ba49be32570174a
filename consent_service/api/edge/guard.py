"""The one place that asks whether somebody may: before any handler, for every operation."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime
from typing import Final, NamedTuple

from flask import g
from flask.globals import app_ctx

from ...domain.file.looks import GUARD
from ...domain.file.opened import LiesOpen, Wanted, opening_of
from ...domain.may import AccessRow, Kind, May, Principal, Resource, ShownAs, may
from ...storage.believed.kept import KeptOwn
from ...storage.database.deadline import one_call
from ...storage.door.queries import read_file
from ...storage.door.records import Records
from ...storage.door.trouble import StorageError
from ...storage.sealed.keys import ledger_of, whose
from .keptto import is_kept as is_kept_to_others
from .problems import ProblemError
from .service import RunningService

#: Seconds that whoever cannot wait is kept waiting to be looked up.
_A_MOMENT: Final = 0.3


def identified(
    service: RunningService,
    principal: Principal,
    row: AccessRow,
    *,
    is_check: bool,
    hurries: bool,
    client_now: Callable[[Principal], Principal],
) -> tuple[Principal, Exception | None]:
    """Who asks, with what they may do now; and why that could not be looked up, if it could not.
    `principal` is who they have shown to be; `hurries` says that it cannot wait.

    Immediate risk is answered whatever becomes of that, and whoever once had the role: its answer
    says nothing of anybody, and it is put on record that nobody knows who asked. Another check goes
    on without it, to be answered that the record cannot be read. All else raises `StorageError`.
    """
    # Once: each use of `g` looks again for whose it is.
    mine = app_ctx.g
    mine.principal = principal
    is_client = principal.kind is Kind.CLIENT
    try:
        # Whoever else has to look something up does it in one call, which has an end of its own.
        with one_call(_A_MOMENT) if hurries else one_call() if is_client else nullcontext():
            now = client_now(principal) if is_client else service.access.as_of_now(principal)
    except StorageError as trouble:
        if not is_check:
            raise
        return _unconfirmed(principal, row), trouble
    if hurries and now.roles.isdisjoint(row.roles):
        return _unconfirmed(principal, row), None
    mine.principal = now
    return now, None


def _unconfirmed(principal: Principal, row: AccessRow) -> Principal:
    """Somebody of staff, as far as a signature of ours says. A cookie names no role."""
    of_staff = principal.kind is Kind.STAFF and not principal.roles
    roles = row.roles if of_staff else principal.roles
    return replace(principal, roles=roles, is_confirmed=False)


def guard(
    principal: Principal,
    row: AccessRow,
    path: Mapping[str, str],
    at: datetime,
    opening: LiesOpen | None = None,
    *,
    is_kept: bool = False,
) -> May:
    """Whether somebody may use the operation of this row on what the path names."""
    ledger = path.get("authority")
    authority = None if ledger is None else whose(ledger_of(ledger))
    named = Resource(
        authority=authority,
        file=path.get("file"),
        person=path.get("person"),
        is_kept_from_them=is_kept,
        is_open=opening is not None,
    )
    return may(principal, row, named, at)


#: The problem as which each refusal is shown.
_SHOWN: Final = {
    ShownAs.NOT_YOURS: "not-your-role",
    ShownAs.NOT_THERE: "not-found",
    ShownAs.STEP_UP: "sign-in-again",
    ShownAs.REASON_NEEDED: "not-opened-yet",
    ShownAs.KEPT: "kept-to-others",
}


#: A case file's id. What is not written like one is no file's, and no database is asked for it:
#: PostgreSQL cannot even look for a text with U+0000 in it.
_HANDLE: Final = re.compile(r"[0-9a-f]{32}")


def a_file(named: str) -> str:
    """The id of a case file. Raises `ProblemError` (404) for what cannot be one."""
    if _HANDLE.fullmatch(named) is None:
        raise ProblemError("not-found")
    return named


#: A place in a ledger, in its one spelling.
_PLACE: Final = re.compile(r"0|[1-9][0-9]{0,14}")


def a_place(named: str) -> int:
    """A place in a ledger. Raises `ProblemError` (404) for what cannot be one."""
    if _PLACE.fullmatch(named) is None:
        raise ProblemError("not-found")
    return int(named)


class ActsAs(NamedTuple):
    """In which role somebody acts, and what they have opened of the file, where they must."""

    role: str
    opening: LiesOpen | None


def let_in(
    records: Records,
    own: KeptOwn,
    principal: Principal,
    row: AccessRow,
    path: Mapping[str, str],
    *,
    minute: datetime | None,
) -> ActsAs:
    """How somebody enters; `minute` is the one of the past at which all is looked at, if one is.

    Raises `ProblemError`, and what reading the file raises; why is for the log alone.
    """
    at, opening = records.now(principal.authority), None
    is_kept = (
        row.hands_out
        and "file" in path
        and is_kept_to_others(principal, own.read(principal.authority), path["file"])
    )
    found = guard(principal, row, path, at, is_kept=is_kept)
    if found.yes:
        return ActsAs(found.role, None)
    if found.shown_as in {ShownAs.REASON_NEEDED, ShownAs.KEPT}:
        file = read_file(records, principal.authority, a_file(path["file"]), GUARD)
        entry = a_place(path["seq"]) if "seq" in path else None
        opening = opening_of(file, principal.id, Wanted(entry, minute), at)
        found = guard(principal, row, path, at, opening, is_kept=is_kept)
    if (shown := found.shown_as) is not None:
        g.refused = found.reason
        raise ProblemError(_SHOWN[shown])
    return ActsAs(found.role, opening)
