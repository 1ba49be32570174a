"""Who asks, as all after the edge sees them: a `Principal`, however they showed who they are.

Pure. Nothing of a token, a cookie, a code or a key is in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

#: Roles of the family: each is one person on one file.
FAMILY: Final = frozenset({"PARENT", "YOUNG_PERSON"})
#: A partner agency's representative: each speaks for one service of the directory.
PARTNER: Final = "PARTNER_REP"


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
    #: The service that a partner in the hub speaks for: its type, and its id in the directory.
    agency: str | None = None
    organisation: str | None = None
    #: What a client may ask for; None where scopes are no matter.
    scopes: frozenset[str] | None = None
    #: When, and how surely, they last showed who they are.
    auth_time: datetime | None = None
    acr: str | None = None
    #: The worker whom a client says it acts for: put on record, never believed.
    acting_for: str | None = None


def kind_of(roles: frozenset[str]) -> Kind:
    """As what somebody with these roles asks."""
    if not FAMILY.isdisjoint(roles):
        return Kind.FAMILY
    return Kind.PARTNER if PARTNER in roles else Kind.STAFF
