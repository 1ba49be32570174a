"""Systems that ask by themselves: who they are, what each may do, and with which keys.

Facts of the authority's own file, so that "which systems could read this on 3 March" is answered
like everything else. Only public halves of keys stand here: nothing that could ask for a token.

The law above the classes stands in `events.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Final

import msgspec

from .event import OfTheAuthority
from .members import Bounds, HowMany, Line, Reference, Text, Words

if TYPE_CHECKING:
    # What holds events knows every kind of them, these among them.
    from ..file.held import File

#: What a client may be given, in plain words. None lets it look for people by name, nor through
#: lists of families: what changed has ids alone.
SCOPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "consent:check": "Check before an agency is contacted",
        "consent:record": "Put on record what was said, done and decided",
        "consent:withdraw": "Put on record that somebody takes back what they agreed to",
        "consent:read": "Read the record of a family whose id it has",
        "consent:changes": "Hear which families' records changed, by id and kind of change",
        "receipt:read": "Fetch the receipt of an entry",
    }
)
#: As what a client may act. Never as a manager: what a manager confirms, a person has looked at.
ROLES: Final = ("EDT_WORKER", "MASH_WORKER", "SOCIAL_WORKER")


class ClientKey(msgspec.Struct, frozen=True):
    """A public key: the name that assertions call it by, its one algorithm, and the key itself as a
    JSON Web Key (RFC 7517) of its required members alone.
    """

    kid: Reference
    algorithm: Line
    jwk: Annotated[str, Text(2_000)]


class Quotas(msgspec.Struct, frozen=True):
    """How much a client may ask: requests, and families that it asks about."""

    requests_an_hour: Annotated[int, Bounds(1, 1_000_000)] = 6_000
    requests_a_day: Annotated[int, Bounds(1, 10_000_000)] = 60_000
    families_an_hour: Annotated[int, Bounds(1, 100_000)] = 120
    families_a_day: Annotated[int, Bounds(1, 1_000_000)] = 600


class ClientRegistered(OfTheAuthority, frozen=True, kw_only=True, tag="client-registered"):
    """A system may ask by itself: what it is called, what for, as what, and how much. A later one
    of the same client replaces it; its keys stay, and one that was disabled stays so.
    """

    client: Line
    name: Line
    scopes: Annotated[tuple[Line, ...], HowMany(least=1, most=10, unique=True)]
    roles: Annotated[tuple[Line, ...], HowMany(least=1, most=10, unique=True)]
    quotas: Quotas = Quotas()


class ClientKeyAdded(OfTheAuthority, frozen=True, kw_only=True, tag="client-key-added"):
    """A client may use this key as well from now on."""

    client: Line
    key: ClientKey


class ClientKeyRetired(OfTheAuthority, frozen=True, kw_only=True, tag="client-key-retired"):
    """A key of a client is good for nothing any more, nor is a token that was had by it."""

    client: Line
    kid: Reference


class ClientDisabled(OfTheAuthority, frozen=True, kw_only=True, tag="client-disabled"):
    """A client may ask for nothing any more, and for good: its tokens end with it."""

    client: Line
    why: Words


@dataclass(frozen=True, slots=True)
class Client:
    """A client as it stands: `keys` are those that are good, by name."""

    id: str
    name: str
    scopes: frozenset[str]
    roles: frozenset[str]
    quotas: Quotas
    registered_at: datetime
    keys: Mapping[str, ClientKey] = field(default_factory=dict)
    retired: tuple[str, ...] = ()
    disabled_at: datetime | None = None
    disabled_because: str | None = None

    @property
    def is_good(self) -> bool:
        """It may ask."""
        return self.disabled_at is None


def clients_of(own: File, known: datetime) -> dict[str, Client]:
    """Every client that was registered by `known`, in the order first registered."""
    found: dict[str, Client] = {}
    for held in own.holding(ClientRegistered, known, known):
        one = held.event
        before = found.get(one.client)
        since = held.recorded_at if before is None else before.registered_at
        # What this version does not know, and what no machine may be, gives nothing.
        given = frozenset(SCOPES) & {*one.scopes}, frozenset(ROLES) & {*one.roles}
        found[one.client] = Client(one.client, one.name, *given, one.quotas, since)
    return {id: _with_keys(one, own, known) for id, one in found.items()}


def _with_keys(client: Client, own: File, known: datetime) -> Client:
    """The same with its keys, and disabled if it was: nothing undoes that."""
    gone = tuple(
        held.event.kid
        for held in own.holding(ClientKeyRetired, known, known)
        if held.event.client == client.id
    )
    added = [
        held.event.key
        for held in own.holding(ClientKeyAdded, known, known)
        if held.event.client == client.id
    ]
    ended = [
        held for held in own.holding(ClientDisabled, known, known) if held.event.client == client.id
    ]
    keys = {key.kid: key for key in added if key.kid not in gone}
    client = replace(client, keys=keys, retired=gone)
    if not ended:
        return client
    return replace(client, disabled_at=ended[0].recorded_at, disabled_because=ended[0].event.why)
