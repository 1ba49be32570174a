"""The authority's own file: what concerns no family. Its policies, its staff, loose ends."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec

from .casefile import Held
from .content import Content
from .event import Event
from .events import PolicyAdopted
from .folding import Place, held
from .keychanges import KeyRetired, KeyRotated
from .losses import RecordRecovered
from .policy import DEFAULT_POLICY, Policy
from .practice import ShareNowLinked, ShareNowUsed, StaffListed


class Adopted(msgspec.Struct, frozen=True):
    """A policy and when it was recorded."""

    policy: Policy
    recorded_at: datetime


class AuthorityFile(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Folded from the entries of the authority's own file.

    `share_nows` are those used about a reference that no file goes by, `linked` what was found
    out about them.
    """

    id: str
    folded_to: int = -1
    policies: tuple[Adopted, ...] = ()
    staff: tuple[Held[StaffListed], ...] = ()
    share_nows: tuple[Held[ShareNowUsed], ...] = ()
    linked: tuple[Held[ShareNowLinked], ...] = ()
    recovered: tuple[Held[RecordRecovered], ...] = ()
    rotated: tuple[Held[KeyRotated], ...] = ()
    retired: tuple[Held[KeyRetired], ...] = ()

    def policy(self, known: datetime) -> Policy:
        """The policy that was in force by `known`; the default until one is adopted."""
        found = [adopted.policy for adopted in self.policies if adopted.recorded_at <= known]
        return found[-1] if found else DEFAULT_POLICY

    def names_of(self, staff: str, known: datetime) -> str | None:
        """The name behind a staff id, as listed by `known`; None if nobody listed it."""
        found = [h.event for h in self.staff if h.event.staff == staff and h.recorded_at <= known]
        return found[-1].names if found else None

    def loose_share_nows(self, known: datetime) -> list[Held[ShareNowUsed]]:
        """Uses of share-now, recorded by `known`, that are not yet known to be about a file."""
        found = {h.event.share_now for h in self.linked if h.recorded_at <= known}
        return [
            h for h in self.share_nows if h.recorded_at <= known and h.event.share_now not in found
        ]


#: The other events of the authority's own file that are kept, and where.
_KEPT: Final[dict[type[Event], str]] = {
    StaffListed: "staff",
    ShareNowUsed: "share_nows",
    ShareNowLinked: "linked",
    RecordRecovered: "recovered",
    KeyRotated: "rotated",
    KeyRetired: "retired",
}


def fold_authority(file: AuthorityFile, content: Content, place: Place) -> AuthorityFile:
    """The authority's file after this entry; the same object if the entry changes nothing."""
    event = content.event
    if isinstance(event, PolicyAdopted):
        policies = (*file.policies, Adopted(event.policy, place.at))
        return msgspec.structs.replace(file, policies=policies, folded_to=place.seq)
    name = _KEPT.get(type(event))
    if name is None:
        return file
    kept = (*getattr(file, name), held(event, content, place))
    return msgspec.structs.replace(file, **{name: kept}, folded_to=place.seq)
