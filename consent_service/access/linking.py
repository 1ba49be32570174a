"""Signing in with a provider that a parent or a young person has linked once.

A provider says who somebody is, and never of which child. So whoever was let in by a letter or a
code says once that they come in with it from now on; after that the pair of issuer and subject is
enough. It is as good as the way in that it was linked by: whoever ends that ends this. What is
wrong with a sign-in is nobody's business, and nobody learns from it who is on file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from ..actions.moment import Moment, new_id
from ..actions.refused import NoSuchFile, RecordDamaged, Refused
from ..domain.may import Kind, Principal
from ..domain.own.linked import let_in_by_link, may_link
from ..domain.recorded.content import By
from ..domain.recorded.events import AnyEvent
from ..domain.recorded.waysin import WayInLinked, WayInLinkUsed, WayInUnlinked
from ..storage.door.records import Records
from ..storage.door.requests import ByHandle, Request
from ..storage.people.accounts import Account, Accounts, LinkedTo
from .oidc import Identity, Providers
from .sessions import Browsers, SessionBegun, held_for

#: How a session says that it was begun with a code.
BY_CODE: Final = "code"
#: Seconds after coming in by a code in which somebody may link: whoever finds the page open later,
#: in their browser, cannot make it their own.
SOON: Final = 10 * 60


class Returned(NamedTuple):
    """Somebody has come back: whose session has begun, or None for whoever has linked."""

    begun: SessionBegun | None


class Links:
    """The links of every authority here; `providers` are those for families."""

    def __init__(
        self,
        providers: Providers,
        accounts: Mapping[str, Accounts],
        records: Records,
        browsers: Browsers,
    ) -> None:
        self.providers = providers
        self._accounts = accounts
        self._records = records
        self._browsers = browsers

    def named(self) -> dict[str, str]:
        """By authority, how the provider is called that families may sign in with."""
        return {authority: one.name for authority, one in self.providers.of.items()}

    def ask(self, authority: str, back_to: str, who: Principal | None = None) -> tuple[str, str]:
        """Where to send the browser, and what it keeps: `who` is to link, else somebody signs in.
        Either shows now who they are: the provider's own session may be another's in the house.

        Raises `Refused`.
        """
        again = None if who is None else self._may_link(who).session
        return self.providers.ask(authority, back_to, again, is_fresh=True)

    def back(
        self,
        authority: str,
        back_to: str,
        kept: str,
        said: Mapping[str, str],
        who: Principal | None,
    ) -> Returned:
        """Whoever came back is signed in, or has linked. Raises `Refused`, and `StorageError`."""
        shown = self.providers.answered(authority, back_to, kept, said)
        if shown.again is None:
            return Returned(self._signed_in(authority, shown))
        if who is None or who.authority != authority or who.session != shown.again:
            # It is another session than the one that was sent there.
            raise Refused("sign-in-failed")
        self._link(self._may_link(who), shown)
        return Returned(None)

    def unlink(self, who: Principal) -> None:
        """Nobody comes in by any link of theirs, and they are out in every browser. Raises
        `Refused`, and `StorageError`.
        """
        theirs = self._their_own(who)

        def action(moment: Moment) -> Sequence[AnyEvent]:
            every = let_in_by_link(moment.view())
            found = [WayInUnlinked(link=one.link) for one in every if one.person == theirs.person]
            if not found:
                raise Refused("not-found")
            return found

        try:
            self._records.run(
                Request(who.authority, By(who.id, theirs.role), ByHandle(theirs.file), action)
            )
        except Refused as refused:
            if refused.problem != "not-found":
                raise
        self._browsers.end_all_of(who.authority, who.id)

    # ── one of each ─────────────────────────────────────────────────────────────────────────

    def _may_link(self, who: Principal) -> Principal:
        """Whoever has just come in by a code of their own. Raises `Refused`."""
        self._their_own(who)
        since = None if who.auth_time is None else self._browsers.now() - who.auth_time.timestamp()
        if who.acr != BY_CODE or since is None or since > SOON:
            raise Refused("link-needs-code")
        return who

    def _their_own(self, who: Principal) -> LinkedTo:
        if who.kind is not Kind.FAMILY or who.file is None or who.person is None:
            raise Refused("not-found")
        (role,) = who.roles
        return LinkedTo(link="", file=who.file, person=who.person, role=role)

    def _link(self, who: Principal, shown: Identity) -> None:
        theirs, link = self._their_own(who), new_id()
        ours = self._accounts[who.authority]
        way = ("linked", shown.issuer, shown.subject)
        to = LinkedTo(link=link, file=theirs.file, person=theirs.person, role=theirs.role)

        def action(moment: Moment) -> Sequence[AnyEvent]:
            moment.the_file()
            way_in = may_link(moment.view(), theirs.person)
            if way_in is None:
                raise Refused("link-needs-code")
            return [WayInLinked(link=link, way_in=way_in)]

        request = Request(
            who.authority,
            By(who.id, theirs.role),
            ByHandle(theirs.file),
            action,
            besides=lambda *_: ours.putting(way, Account(staff="", linked_to=to)),
        )
        self._records.run(request)

    def _signed_in(self, authority: str, shown: Identity) -> SessionBegun:
        ours = self._accounts[authority]
        known = ours.find(ours.ids_of("linked", shown.issuer, shown.subject))
        to = None if known is None else known.account.linked_to
        if to is None:
            raise Refused("sign-in-failed")
        held = held_for(
            to.person,
            frozenset({to.role}),
            shown.auth_time,
            file=to.file,
            person=to.person,
            acr=shown.acr,
            amr=shown.amr,
            issuer=shown.issuer,
            sid=shown.sid,
        )
        begun = self._browsers.beginning(authority, held)

        def action(moment: Moment) -> Sequence[AnyEvent]:
            """A row that somebody put back lets nobody in: what counts stands on record."""
            moment.the_file()
            if (to.link, to.person) not in let_in_by_link(moment.view()):
                raise Refused("sign-in-failed")
            return [WayInLinkUsed(link=to.link)]

        request = Request(
            authority,
            By(to.person, to.role),
            ByHandle(to.file),
            action,
            besides=lambda *_: begun.row,
        )
        try:
            self._records.run(request)
        except (NoSuchFile, RecordDamaged) as error:
            raise Refused("sign-in-failed") from error
        return begun
