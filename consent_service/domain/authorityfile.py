"""The authority's own file: what concerns no family. Its policies, its staff, loose ends."""

from __future__ import annotations

from datetime import datetime

from .directory import ServiceListed
from .event import Event, OfEither, OfTheAuthority
from .events import PolicyAdopted, StaffListed
from .held import File, Held
from .policy import DEFAULT_POLICY, Policy
from .practice import ShareNowLinked, ShareNowUsed
from .services import Service


class AuthorityFile(File, frozen=True, kw_only=True):
    """Folded from the entries of the authority's own file."""

    def keeps(self, event: Event) -> bool:
        """What belongs here, and a use of share-now about a reference that no file goes by."""
        return isinstance(event, OfTheAuthority | OfEither)

    def policy(self, known: datetime) -> Policy:
        """The policy that was in force by `known`; the default until one is adopted."""
        found = [held.event.policy for held in self.of(PolicyAdopted) if held.recorded_at <= known]
        return found[-1] if found else DEFAULT_POLICY

    def directory(self, known: datetime) -> tuple[Service, ...]:
        """The services that were listed by `known`, in the order first listed; what has ended too,
        because a no to it is still one.
        """
        newest = {
            held.event.service: held.event
            for held in self.of(ServiceListed)
            if held.holds(known, known)
        }
        return tuple(Service(one.service, one.type, one.names) for one in newest.values())

    def names_of(self, staff: str, known: datetime) -> str | None:
        """The name behind a staff id, as listed by `known`; None if nobody listed it."""
        listed = self.listing_of(staff, known)
        return None if listed is None else listed.names

    def listing_of(self, staff: str, known: datetime) -> StaffListed | None:
        """Who stands behind a staff id, as listed last by `known`."""
        found = [
            held.event
            for held in self.of(StaffListed)
            if held.event.staff == staff and held.recorded_at <= known
        ]
        return found[-1] if found else None

    def loose_share_nows(self, known: datetime) -> list[Held[ShareNowUsed]]:
        """Uses of share-now, recorded by `known`, that are not yet known to be about a file."""
        found = {
            held.event.share_now for held in self.of(ShareNowLinked) if held.recorded_at <= known
        }
        return [
            held
            for held in self.of(ShareNowUsed)
            if held.recorded_at <= known and held.event.share_now not in found
        ]
