"""What the ledger commits to: who recorded it, and the event. These bytes are sealed beside it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec

from .events import AnyEvent


class By(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who recorded it: an opaque staff or system id and the role they acted in.

    `acting_for` is the worker whom a system says it acted for. Nothing rests on that. Left out of
    the bytes where it says nothing.
    """

    id: str
    role: str
    acting_for: str | msgspec.UnsetType = msgspec.UNSET


#: Whoever has the machine; and the service itself, where it says what follows of itself.
OPERATOR: Final = By("operator", "SYSTEM_ADMIN")
SERVICE: Final = By("consent-service", "SYSTEM_ADMIN")
#: What the id of a system that asks by itself begins with.
CLIENT: Final = "client:"


def is_nobodys(id: str) -> bool:
    """Whether entries bear this id without any of the staff behind it: nobody there may have it."""
    folded = id.casefold()
    return folded in (OPERATOR.id, SERVICE.id) or folded.startswith(CLIENT)


class ByRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """By which request an entry came: keyed hashes of its Idempotency-Key and of its body."""

    key: bytes
    body: bytes


class Content(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the ledger commits to: who, and the event. The salt goes before these bytes."""

    by: By
    event: AnyEvent
    asked: ByRequest | None = None
    #: When it was recorded, where the entry's own time is later: one before it was stamped ahead,
    #: and times on a ledger never go back. Left out of the bytes where it says nothing.
    recorded_at: datetime | msgspec.UnsetType = msgspec.UNSET

    def recorded(self, stamped: datetime) -> datetime:
        """When it was recorded, `stamped` being the time that its entry carries."""
        return stamped if self.recorded_at is msgspec.UNSET else self.recorded_at


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Content)


def format_content(content: Content) -> bytes:
    """The bytes that are committed to: JSON, members in the order declared, never changed."""
    return _encoder.encode(content)


def parse_content(data: bytes) -> Content:
    """The inverse of `format_content`. Raises `msgspec.DecodeError` for what is no content."""
    return _decoder.decode(data)
