"""A system that asks by itself: looked up with each request, and counted by the family it names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from flask import request

from ...access.clientgrants import acting_for
from ...domain.may import Principal
from .operations import WORKERS
from .problems import ProblemError
from .service import RunningService

#: Where a client says which worker it acts for.
ACTING_FOR: Final = "Acting-For"
#: What no record is kept to by name.
_NOBODY: Final = ""


def as_of_now(
    service: RunningService,
    principal: Principal,
    family: str | None,
    *,
    acts_for: str | None,
    cannot_wait: bool,
    may_wait: bool,
) -> Principal:
    """The client with what it may do now; `acts_for` is what it says of that. Immediate risk waits
    for no look-up: its answer says nothing of anybody. Raises `ProblemError`, `Refused`, `TooMany`
    and `StorageError`.
    """
    worker = None if acts_for is None else acting_for(acts_for)
    if cannot_wait:
        return replace(principal, acting_for=worker, is_confirmed=False)
    if acts_for is not None and worker is None:
        raise ProblemError("bad-request")
    known = service.clients.as_of_now(principal, family, may_wait=may_wait)
    if worker is None:
        return known
    named_as = worker if _works_here(service, principal.authority, worker) else _NOBODY
    return replace(known, acting_for=worker, named_as=named_as)


def _works_here(service: RunningService, authority: str, worker: str) -> bool:
    """Whether somebody to whom a record is kept may work with families now, as the ledger says. Of
    others nobody asks. Raises `StorageError`.
    """
    own = service.own.read(authority)
    if any(worker in apart for apart in own.kept_to.apart.values()):
        # What is kept from them is kept from whatever asks for them, whoever they are now.
        return True
    if not any(worker in named for named in own.kept_to.to.values()):
        return False
    standing = own.standing_rights_of(worker, service.records.now(authority))
    return any(one.role in WORKERS for one in standing)


def family_named(
    service: RunningService,
    authority: str,
    path: Mapping[str, str],
    reference_in: Callable[[bytes], str | None] | None,
) -> str | None:
    """Which family a request names: one, whether by the file's id or by a reference to it."""
    if reference_in is None and "reference" not in path:
        return path.get("file")
    found = None if reference_in is None else reference_in(request.get_data())
    reference = path.get("reference", found)
    return None if reference is None else service.records.family_of(authority, reference)
