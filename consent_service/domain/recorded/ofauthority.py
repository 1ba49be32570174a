"""What concerns no family: that the ledger began, its key changed (only public halves), the
policy, the staff and what they may.


The law above the classes stands in `events.py`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final

from msgspec import UNSET, UnsetType

from ..may import FAMILY
from .event import NoFact, OfTheAuthority
from .members import Line, Listed, NewId, OfStaff, Opaque, Words, code
from .policy import Policy

#: Roles that nobody is granted like this: of the family, and of whoever supports one of them.
BOUND_TO_A_FILE: Final = (*sorted(FAMILY), "ADVOCATE")


class LedgerOpened(NoFact, frozen=True, kw_only=True, tag="ledger-opened"):
    """The authority's ledger began."""

    codes_version: str
    demonstration: bool = False


class PolicyAdopted(OfTheAuthority, frozen=True, kw_only=True, tag="policy-adopted"):
    """The authority's policy from now on."""

    policy: Policy


class StaffListed(OfTheAuthority, frozen=True, kw_only=True, tag="staff-listed"):
    """Who stands behind a staff id: for words to agencies, and audit. A later one replaces it."""

    staff: Annotated[str, OfStaff()]
    names: Line
    team: Line | None = None
    ended: bool = False


class RightGranted(OfTheAuthority, frozen=True, kw_only=True, tag="right-granted"):
    """Somebody was given a role: until a time, or until it is taken back."""

    right: NewId
    staff: Annotated[str, OfStaff(), "Whose it is: their staff id."]
    role: Annotated[str, code("staff_roles"), "In which role they may act."]
    until: Annotated[datetime, "When it ends by itself."] | None = None
    #: The one service that a partner's representative speaks for.
    organisation: (
        Annotated[str, Listed(), "The listed service that a partner's representative speaks for."]
        | None
    ) = None
    note: Words | None = None


class RightRevoked(OfTheAuthority, frozen=True, kw_only=True, tag="right-revoked"):
    """A right was taken back. It holds on the next request, in every process."""

    right: Annotated[Opaque, "Which right, by id."]


class RecordRestricted(OfTheAuthority, frozen=True, kw_only=True, tag="record-restricted"):
    """A family's record is kept to somebody by name, and to whoever else is named so; or from
    somebody, and from nobody else by this.
    """

    restriction: NewId
    file: Annotated[Opaque, "The family's file."]
    staff: Annotated[
        str,
        OfStaff(),
        "Who may read it without saying what for, or may not: their staff id.",
    ]
    reason: Annotated[Words, "Why it is kept to people by name. It is kept for good."]
    kept_from: Annotated[
        bool | UnsetType,
        "It is kept from them, who may be somebody on it: they open it with a reason. The service "
        "says so itself of whoever has the name of somebody there, until a manager has looked.",
    ] = UNSET


class RestrictionEnded(OfTheAuthority, frozen=True, kw_only=True, tag="restriction-ended"):
    """Somebody is named no longer. With the last of them the record is read as any other."""

    restriction: Annotated[Opaque, "Which one, by id."]
    reason: Annotated[Words, "Why. It is kept for good."]


class KeyRotated(OfTheAuthority, frozen=True, kw_only=True, tag="key-rotated"):
    """A new key signs checkpoints beside the old one from here on. `statement` is the note that
    both keys signed, as `ledger.rotation` makes it.
    """

    statement: str


class KeyRetired(OfTheAuthority, frozen=True, kw_only=True, tag="key-retired"):
    """A key signs no more, and its private half is destroyed, as two people approved."""

    key: str
    approved_by: tuple[str, ...]
