"""Who asks, and whether they may: a `Principal`, and one function that answers with a reason.

Pure. Nothing of a token, a cookie, a code or a key is in it: however somebody showed who they are,
what is behind the edge sees a `Principal`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

import msgspec

#: Roles of the family: each is one person on one file.
FAMILY: Final = frozenset({"PARENT", "YOUNG_PERSON"})
#: Whoever supports one of a family: bound to that person, and to the place where they were named.
ADVOCATE: Final = "ADVOCATE"
#: The role of whoever could not be looked up: their cookie was signed by us, and no more is known.
NOT_CONFIRMED: Final = "NOT_CONFIRMED"
#: A partner agency's representative: each speaks for one service of the directory.
PARTNER: Final = "PARTNER_REP"
#: Who acts for themselves, or for a person or an agency, and none of us.
NOT_STAFF: Final = FAMILY | {ADVOCATE, PARTNER}

#: Roles that may do something here, the most senior first: somebody with two acts in that one.
SENIORITY: Final = (
    "HEAD_OF_SERVICE",
    "MASH_MANAGER",
    "EDT_MANAGER",
    "LEGAL_SERVICES",
    "SOCIAL_WORKER",
    "MASH_WORKER",
    "EDT_WORKER",
    "IG_OFFICER",
    PARTNER,
    "AUDITOR",
    "SYSTEM_ADMIN",
    # Alone: nobody is more senior than they are.
    *sorted(FAMILY),
    ADVOCATE,
)

#: Who has shown within this time who they are need not show it again for what needs it anew.
STEP_UP_WITHIN: Final = timedelta(minutes=5)


class Kind(StrEnum):
    """As what somebody asks."""

    STAFF = "STAFF"
    FAMILY = "FAMILY"
    ADVOCATE = "ADVOCATE"
    PARTNER = "PARTNER"
    CLIENT = "CLIENT"
    #: Where nobody is asked who they are.
    ANYBODY = "ANYBODY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """Somebody who has shown who they are: an opaque id, the authority they act for, their roles.

    One of the family, and an advocate, has a `file` and is, or speaks for, `person` on it. Nobody
    else has either.
    """

    kind: Kind
    id: str
    authority: str
    #: As of now. Of staff, those that stand on the ledger.
    roles: frozenset[str] = frozenset()
    #: Whose Idempotency-Keys these are: the registered client, else whoever asks.
    client: str
    #: An opaque id of the sign-in this came by; nobody's secret.
    session: str | None = None
    file: str | None = None
    person: str | None = None
    #: Where an advocate was named on the ledger: whoever is named later is somebody else.
    named_at: int | None = None
    #: The service that a partner in the hub speaks for: its type, and its id in the directory.
    agency: str | None = None
    organisation: str | None = None
    #: What a client may ask for; None where scopes are no matter.
    scopes: frozenset[str] | None = None
    #: When, and how surely, they last showed who they are.
    auth_time: datetime | None = None
    acr: str | None = None
    #: The worker whom a client says it acts for: put on record, and nobody's word for a person's.
    acting_for: str | None = None
    #: By whose name a record that is kept to people by name is kept from them. None: by their own.
    named_as: str | None = None
    #: Whether what they showed could be looked up. If not, it was signed by us, and no more.
    is_confirmed: bool = True


def kind_of(roles: frozenset[str]) -> Kind:
    """As what somebody with these roles asks."""
    if not FAMILY.isdisjoint(roles):
        return Kind.FAMILY
    if ADVOCATE in roles:
        return Kind.ADVOCATE
    return Kind.PARTNER if PARTNER in roles else Kind.STAFF


@dataclass(frozen=True, slots=True)
class AccessRow:
    """What an operation asks of whoever uses it: as it stands in the table of operations."""

    roles: frozenset[str]
    #: What a registered client must have been given; None where no client may ask.
    scope: str | None = None
    #: Whoever uses it must have shown anew who they are.
    step_up: bool = False
    #: In which roles it is used only of what was opened, with a reason that is on record.
    needs_reason: frozenset[str] = frozenset()
    #: It hands out what stands on a file, and not only what was sent or asked.
    hands_out: bool = False


class Resource(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked about, as far as the request itself names it. None is not named."""

    authority: str | None = None
    file: str | None = None
    person: str | None = None
    organisation: str | None = None
    #: The file is kept to people by name, and they are none of them.
    is_kept_from_them: bool = False
    #: What they have opened of it, if they have.
    is_open: bool = False


class ShownAs(StrEnum):
    """How a refusal is shown. What is not theirs looks like what is not there."""

    NOT_YOURS = "403"
    NOT_THERE = "404"
    STEP_UP = "step-up"
    REASON_NEEDED = "reason-needed"
    KEPT = "kept"


#: Every reason to refuse, and how it is shown.
REFUSALS: Final[Mapping[str, ShownAs]] = {
    "another-authority": ShownAs.NOT_THERE,
    "another-file": ShownAs.NOT_THERE,
    "another-person": ShownAs.NOT_THERE,
    "another-organisation": ShownAs.NOT_THERE,
    "no-role": ShownAs.NOT_YOURS,
    "no-scope": ShownAs.NOT_YOURS,
    "not-shown-lately": ShownAs.STEP_UP,
    "not-opened": ShownAs.REASON_NEEDED,
    "kept-to-others": ShownAs.KEPT,
}


class May(msgspec.Struct, frozen=True):
    """Whether somebody may, and why not: `reason` is a key of `REFUSALS`. `role` is the one that
    they act in.
    """

    yes: bool
    role: str = ""
    reason: str | None = None

    @property
    def shown_as(self) -> ShownAs | None:
        """How the refusal is shown; None where there is none."""
        return None if self.reason is None else REFUSALS[self.reason]


def may(principal: Principal, row: AccessRow, resource: Resource, at: datetime) -> May:
    """Whether somebody may use an operation on what the request names, at this time.

    Whether they may use it at all is settled first, so that a refusal never tells what is there.
    """
    role = next((one for one in SENIORITY if one in principal.roles and one in row.roles), None)
    if principal.kind is Kind.CLIENT and row.scope not in (principal.scopes or frozenset()):
        return May(False, reason="no-scope")
    if role is None:
        return May(False, reason="no-role")
    elsewhere = _not_theirs(principal, resource)
    if elsewhere is not None:
        return May(False, reason=elsewhere)
    if row.step_up and not _shown_lately(principal, at):
        return May(False, reason="not-shown-lately")
    if role in row.needs_reason and not resource.is_open:
        return May(False, reason="not-opened")
    if row.hands_out and resource.is_kept_from_them and not resource.is_open:
        return May(False, reason="kept-to-others")
    return May(True, role or "")


def _not_theirs(principal: Principal, resource: Resource) -> str | None:
    """What is named and is another's. Nobody reaches another authority; who is bound to a file, a
    person or an organisation reaches no other.
    """
    for reason, named, own, is_bound in (
        ("another-authority", resource.authority, principal.authority, True),
        ("another-file", resource.file, principal.file, principal.file is not None),
        ("another-person", resource.person, principal.person, principal.person is not None),
        (
            "another-organisation",
            resource.organisation,
            principal.organisation,
            principal.organisation is not None,
        ),
    ):
        if is_bound and named is not None and named != own:
            return reason
    return None


def _shown_lately(principal: Principal, at: datetime) -> bool:
    return principal.auth_time is not None and at - principal.auth_time <= STEP_UP_WITHIN
