"""In which roles staff may act now: from the ledger, asked anew by every request.

A right that was taken back holds no longer on the next request, in every process: nothing of it
is believed for a while. What is kept is the authority's own file as it was folded last, and it
is used again only while the entries, verified by this process, say that nothing has changed it.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from ..domain.file.rights import Right
from ..domain.may import PARTNER, Principal
from ..storage.believed.kept import KeptOwn
from ..storage.door.records import Records
from ..storage.door.trouble import StorageError


class Rights:
    """The rights of every authority's staff. Thread-safe."""

    def __init__(self, records: Records, own: KeptOwn) -> None:
        self._records = records
        self._own = own

    def of(self, authority: str, staff: str) -> list[Right]:
        """What stands now, by the service's clock. Raises `StorageError`."""
        own = self._own.read(authority)
        return own.standing_rights_of(staff, self._records.now(authority))

    def as_of_now(self, principal: Principal) -> Principal:
        """The same, with those of their roles that stand now: of a partner, for the organisation
        that they speak for. Raises likewise.
        """
        standing = {
            one.role
            for one in self.of(principal.authority, principal.id)
            if one.role != PARTNER or one.organisation == principal.organisation
        }
        # A token carries roles, of which some may stand no more; a sign-in carries none.
        roles = standing if principal.session is not None else principal.roles & standing
        return replace(principal, roles=frozenset(roles))

    def but_taken_back(self, principal: Principal) -> Principal:
        """Of somebody who is made up: the roles that they came with, but for those which somebody
        has taken back and not given again. It is asked of whoever signed in; a token alone, and
        whoever comes while the record cannot be read, goes by what this process read of it last.
        """
        authority = principal.authority
        own = self._own.last_read(authority)
        if principal.session is not None:
            with suppress(StorageError):
                own = self._own.read(authority)
        if own is None:
            return principal
        now = self._records.now(authority)
        stand = {one.role for one in own.standing_rights_of(principal.id, now)}
        granted, revoked = own.given_to(principal.id)
        gone = {held.event.right for held in revoked}
        taken = {held.event.role for held in granted if held.event.right in gone} - stand
        return replace(principal, roles=principal.roles - taken)
