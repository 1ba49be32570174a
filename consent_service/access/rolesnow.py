"""In which roles staff may act now: from the ledger, asked anew by every request.

A right that was taken back holds no longer on the next request, in every process: nothing of it
is believed for a while. What is kept is the authority's own file as it was folded last, and it
is used again only while the entries, verified by this process, say that nothing has changed it.
"""

from __future__ import annotations

from dataclasses import replace

from ..domain.may import PARTNER, Principal
from ..domain.rights import Right
from ..storage.kept import KeptOwn
from ..storage.records import Records


class Rights:
    """The rights of every authority's staff. Thread-safe."""

    def __init__(self, records: Records, own: KeptOwn) -> None:
        self._records = records
        self._own = own

    def of(self, authority: str, staff: str) -> list[Right]:
        """What stands now, by the service's clock. Raises `StorageError`."""
        own = self._own.read(authority)
        return [r for r in own.standing_rights(self._records.now(authority)) if r.staff == staff]

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
