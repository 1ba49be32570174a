"""The authority's own file: what concerns no family. Its policies, its staff, loose ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Final

from ..memo import cached_property
from ..recorded.clients import Client, clients_of
from ..recorded.clocks import ClockSet
from ..recorded.directory import ServiceListed
from ..recorded.event import Event, OfEither, OfTheAuthority
from ..recorded.falling import MANAGERS
from ..recorded.members import ALWAYS
from ..recorded.ofauthority import (
    PolicyAdopted,
    RecordRestricted,
    RestrictionEnded,
    RightGranted,
    RightRevoked,
    StaffListed,
)
from ..recorded.owning import who_has
from ..recorded.policy import DEFAULT_POLICY, Policy
from ..recorded.privacynotices import NoticePublished, language_key
from ..recorded.sharingatonce import ShareNowLinked, ShareNowUsed
from ..scopes.services import Directory, Service, exact_key
from ..writing import name_key
from .held import File, Held
from .restricted import KeptTo, Restriction, kept_to, to_be_looked_at
from .rights import GivenAndTaken, Right, by_staff, left_since, rights

_NOTHING_GIVEN: Final = GivenAndTaken([], [])


class AuthorityFile(File, frozen=True, kw_only=True, dict=True):
    """Folded from the entries of the authority's own file."""

    def keeps(self, event: Event) -> bool:
        """What belongs here, and a use of share-now about a reference that no file goes by."""
        return isinstance(event, OfTheAuthority | OfEither)

    def policy(self, known: datetime) -> Policy:
        """The policy that was in force by `known`; the default until one is adopted."""
        for held in self._newest_policies_first:
            if held.recorded_at <= known:
                return held.event.policy
        return DEFAULT_POLICY

    @cached_property
    def _newest_policies_first(self) -> tuple[Held[PolicyAdopted], ...]:
        """Each check asks for one."""
        return self.of(PolicyAdopted)[::-1]

    def directory(self, known: datetime) -> Directory:
        """The services that were listed by `known`, in the order first listed; what has ended too,
        because a no to it is still one.
        """
        settled, newest = self._newest_directory
        return newest if settled <= known else _listed_by(known, self.of(ServiceListed))

    @cached_property
    def _newest_directory(self) -> tuple[datetime, Directory]:
        """The directory as it is since its last change, and since when: each check asks for it."""
        facts = self.of(ServiceListed)
        changes = (at for held in facts for at in (held.recorded_at, held.struck_at))
        settled = max((at for at in changes if at is not None), default=ALWAYS)
        return settled, _listed_by(settled, facts)

    def listings(self, known: datetime) -> dict[str, ServiceListed]:
        """All that the directory has of each service by `known`, by id, in the same order."""
        return {
            held.event.service: held.event
            for held in self.of(ServiceListed)
            if held.holds(known, known)
        }

    def recorded(self, seq: int, said: datetime) -> datetime:
        """When an entry was recorded that says it was at `said`: two people may have set it right,
        whose last word counts.
        """
        found = [held.event.when(seq) for held in self.of(ClockSet)]
        return next((at for at in reversed(found) if at is not None), said)

    @cached_property
    def stamped_to(self) -> datetime | None:
        """Up to which stamp it is known that times of entries run ahead; None if none does."""
        return max((held.event.stamped_to for held in self.of(ClockSet)), default=None)

    @cached_property
    def staff_names(self) -> dict[str, str]:
        """The names behind the staff ids, as listed last."""
        return {held.event.staff: held.event.names for held in self.of(StaffListed)}

    def names_of(self, staff: str, known: datetime) -> str | None:
        """The name behind a staff id, as listed by `known`; None if nobody listed it."""
        listed = self.listing_of(staff, known)
        return None if listed is None else listed.names

    def name_while_here(self, staff: str, at: datetime) -> str | None:
        """The same of whoever works here: nobody is told to turn to somebody who has left."""
        return None if who_has(staff, self.left(at)) is None else self.names_of(staff, at)

    def listings_of_staff(self, known: datetime) -> dict[str, StaffListed]:
        """Who was listed by `known`, by staff id, in the order first listed."""
        return {
            held.event.staff: held.event
            for held in self.of(StaffListed)
            if held.recorded_at <= known
        }

    def listing_of(self, staff: str, known: datetime) -> StaffListed | None:
        """Who stands behind a staff id, as listed last by `known`."""
        found = [
            held.event
            for held in self.of(StaffListed)
            if held.event.staff == staff and held.recorded_at <= known
        ]
        return found[-1] if found else None

    def rights(self, known: datetime) -> list[Right]:
        """The rights of everybody that stood at a time, as was known then, in the order given."""
        return list(rights(self.of(RightGranted), self.of(RightRevoked), known, known))

    def rights_of(self, staff: str, known: datetime) -> list[Right]:
        """Those of one person."""
        return [one for one in self.rights(known) if one.staff == staff]

    def standing_rights(self, at: datetime) -> list[Right]:
        """Those that stand now: what was taken back is, whatever time its entry bears."""
        return list(rights(self.of(RightGranted), self.of(RightRevoked), at))

    def left(self, at: datetime) -> frozenset[str]:
        """Those who worked here and can sign in to nothing any more: what they have is nobody's."""
        given = {held.event.staff for held in self.of(RightGranted)}
        return frozenset(given - {one.staff for one in self.standing_rights(at)})

    def left_since(self, at: datetime, known: datetime) -> dict[str, datetime]:
        """Those who had left by a time, as was known then, and since when."""
        return left_since(self.of(RightGranted), self.of(RightRevoked), at, known)

    def left_among(self, staff: Iterable[str], at: datetime, known: datetime) -> frozenset[str]:
        """Those of these who had. Each check asks for it."""
        return frozenset(one for one in staff if left_since(*self.given_to(one), at, known))

    def standing_rights_of(self, staff: str, at: datetime) -> list[Right]:
        """Those of one person that stand now. Each request asks for it."""
        return list(rights(*self.given_to(staff), at))

    def given_to(self, staff: str) -> GivenAndTaken:
        """Every right of one person, whether or not it stands."""
        return self._given.get(staff, _NOTHING_GIVEN)

    @cached_property
    def _given(self) -> dict[str, GivenAndTaken]:
        return by_staff(self.of(RightGranted), self.of(RightRevoked))

    @cached_property
    def staff_by_word(self) -> dict[str, list[tuple[str, str]]]:
        """By each word of their names: who is listed on the staff now, by id, and so called."""
        last = {held.event.staff: held.event for held in self.of(StaffListed)}
        found: dict[str, list[tuple[str, str]]] = {}
        for staff, listed in last.items():
            for word in {} if listed.ended else dict.fromkeys(name_key(listed.names).split()):
                found.setdefault(word, []).append((staff, listed.names))
        return found

    @cached_property
    def kept_to(self) -> KeptTo:
        """Whom each record that is kept to people by name is kept to, and from whom, now."""
        return kept_to(self.of(RecordRestricted), self.of(RestrictionEnded))

    def namesakes_to_look_at(self, known: datetime) -> list[Restriction]:
        """Who has the name of somebody on a file that is kept from them, and no manager has said
        whether they are that one.
        """
        return [*to_be_looked_at(self.of(RecordRestricted), self.of(RestrictionEnded), known)]

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

    def clients(self, known: datetime) -> dict[str, Client]:
        """The systems that were registered by `known`, those that were disabled among them."""
        return clients_of(self, known)

    @cached_property
    def standing_clients(self) -> dict[str, Client]:
        """Those that stand, whatever times their entries bear: a clock that is wrong keeps nobody
        in. Each request of a system asks for it.
        """
        return clients_of(self, _EVER)

    def privacy_notices(self, known: datetime) -> list[NoticePublished]:
        """The register as it was by `known`: of each version and language the last entry."""
        return list(self._privacy_notices(known).values())

    def privacy_notice(
        self, version: str, language: str, known: datetime
    ) -> NoticePublished | None:
        """This version in this language, if the register had it by `known`."""
        return self._privacy_notices(known).get((version, language_key(language)))

    def privacy_notice_of(self, notice: str, known: datetime) -> NoticePublished | None:
        """What the register had by `known` of the version that was published under this id."""
        found = [held.event for held in self.holding(NoticePublished, known, known)]
        named = next((one for one in found if one.notice == notice), None)
        return None if named is None else self.privacy_notice(named.version, named.language, known)

    def _privacy_notices(self, known: datetime) -> dict[tuple[str, str], NoticePublished]:
        return {
            (held.event.version, language_key(held.event.language)): held.event
            for held in self.holding(NoticePublished, known, known)
        }

    def share_now_open_to(self, file: str | None) -> dict[str, Held[ShareNowUsed]]:
        """Uses of share-now that may be about this file: none known to be about another."""
        elsewhere = {
            held.event.share_now
            for held in self.of(ShareNowLinked)
            if file is None or held.event.file != file
        }
        return {
            held.event.share_now: held
            for held in self.of(ShareNowUsed)
            if held.event.share_now not in elsewhere
        }


#: By then all is known.
_EVER: Final = datetime.max.replace(tzinfo=UTC)


def _listed_by(known: datetime, facts: Iterable[Held[ServiceListed]]) -> Directory:
    every: dict[str, list[Held[ServiceListed]]] = {}
    for held in facts:
        if held.holds(known, known):
            every.setdefault(held.event.service, []).append(held)
    return Directory(_as_compared(listed) for listed in every.values())


def _as_compared(listed: Sequence[Held[ServiceListed]]) -> Service:
    """A service from all that was ever listed of it.

    An administrator keeps the list. Yet by another name, or as another service than the one of a
    name like its own, it can make an answer more permissive; so that waits for a manager.
    """
    newest = listed[-1].event
    by_managers = [held.event.names for held in listed if held.role in MANAGERS]
    # What a manager took off the list comes back by a manager's word.
    last = by_managers[-1] if by_managers else listed[0].event.names[:1]
    counted = {exact_key(name) for name in last}
    every = dict.fromkeys(name for held in reversed(listed) for name in held.event.names)
    names = tuple(name for name in newest.names if exact_key(name) in counted)
    return Service(
        newest.service,
        newest.type,
        names,
        tuple(name for name in every if name not in names),
        newest.ended,
        bool(by_managers) and names == newest.names,
        tuple(dict.fromkeys(name for names in by_managers for name in names)),
        listed[0].seq,
    )
