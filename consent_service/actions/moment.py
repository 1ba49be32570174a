"""What an action may look at, and what it gives back."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final, TypeAlias

import msgspec

from ..domain.file.authorityfile import AuthorityFile
from ..domain.file.casefile import CaseFile
from ..domain.file.goingon import NO_ENQUIRY
from ..domain.file.view import View
from ..domain.memo import cached_property
from ..domain.recorded.content import By
from ..domain.recorded.events import AnyEvent
from ..domain.recorded.members import OnFile, own_id
from ..domain.recorded.policy import Policy
from ..domain.scopes.services import Directory
from .refused import NoSuchFile, RecordDamaged, Refused

#: A worker's clock may run ahead of ours by this much; what they say is then taken as now.
CLOCKS_DIFFER_BY: Final = timedelta(minutes=5)


class Moment(msgspec.Struct, frozen=True, dict=True):
    """The file as it stands under the lock, the one time of the batch, the authority, who acts.

    `file` is None where no file is concerned, or none was found by a reference. `seen` is a view of
    it as it stands now, where somebody in the batch has looked at it before. `damaged` says that
    there is a file and that it does not open. `said_before` is when the same person last gave
    the same reasons for a decision, on whatever file. `stamped_ahead` says that something of the
    file bears a time that is still to come, so that nobody knows when it was said. `ledger_altered`
    says that the last verification found something altered. `lacking` is there while what was typed
    is taken in the more careful meaning, and says what it was short of.
    """

    at: datetime
    authority_file: AuthorityFile
    by: By
    file: CaseFile | None = None
    seen: View | None = None
    damaged: bool = False
    reference_taken_by: str | None = None
    said_before: datetime | None = None
    stamped_ahead: bool = False
    ledger_altered: bool = False
    lacking: list[str] | None = None

    @property
    def policy(self) -> Policy:
        """The policy in force now."""
        return self.authority_file.policy(self.at)

    @property
    def directory(self) -> Directory:
        """The services that are listed now."""
        return self.authority_file.directory(self.at)

    def the_file(self) -> CaseFile:
        """The file, for an action that cannot do without one. Raises if it is not there."""
        if self.damaged:
            raise RecordDamaged("The case file does not open.")
        if self.file is None:
            raise NoSuchFile
        return self.file

    def view(self) -> View:
        """The file as it stands now, looked at once."""
        return self._view

    @cached_property
    def _view(self) -> View:
        file, seen = self.the_file(), self.seen
        return seen if seen is not None and seen.file is file else View(file, self.at, self.at)

    @cached_property
    def as_it_stands(self) -> View:
        """The same, in which nothing is an error by what waits, nor ends by what was refused."""
        return self.view().with_what_stands

    def with_care(self, unusable: tuple[str, ...]) -> Moment:
        """The same, in which what is short of something is taken in the more careful meaning."""
        return msgspec.structs.replace(self, lacking=[*unusable])

    def lacks(self, problem: str, pointer: str = "") -> None:
        """Raise `Refused`; or, with care, remember it, and whoever calls goes on without it."""
        if self.lacking is None:
            raise Refused(problem, pointer)
        self.lacking.append(f"{pointer} {problem.upper().replace('-', '_')}")

    def when(self, said: datetime | None, pointer: str) -> datetime:
        """When something came into effect: as said, or now.

        Up to five minutes ahead is taken as now. Further ahead is a mistake: what protects somebody
        is taken as now all the same.
        """
        if said is None:
            return self.at
        if said > self.at + CLOCKS_DIFFER_BY:
            self.lacks("time-in-the-future", pointer)
        return min(said, self.at)

    def need(self, id: str, what: OnFile, pointer: str) -> None:
        """Raise unless something of this sort on the file goes by this id."""
        facts = self.as_it_stands.file.facts
        for fact in (fact for kind in what.kinds for fact in facts.get(kind, ())):
            counts = what.may_be_struck or fact.holds(fact.effective_at, self.at)
            if counts and getattr(fact.event, own_id(type(fact.event)) or "", None) == id:
                return
        raise Refused("not-on-file", pointer)

    def the_enquiry(self, named: str | None, pointer: str, said: datetime | None = None) -> str:
        """The enquiry that is meant: the one named, or the only one that went on when it was
        said, or does now.
        """
        view = self.as_it_stands.at[min(said or self.at, self.at)]
        if named is not None:
            if named in view.enquiries:
                return named
            self.lacks("not-on-file", pointer)
        if len(view.going_on) == 1:
            return view.going_on[0]
        self.lacks("which-enquiry" if view.going_on else "no-open-enquiry", pointer)
        goes_on = self.where_it_goes_on()
        if len(goes_on) > 1:
            self.lacks("which-enquiry", pointer)
        return goes_on[0]

    def the_last_enquiry(
        self, named: str | None, pointer: str, said: datetime | None = None
    ) -> str:
        """Likewise, of what was done: where none goes on, in the last one that there was."""
        every = self.as_it_stands.enquiries
        if named is None and every and not self.as_it_stands.going_on:
            return next(reversed(every))
        return self.the_enquiry(named, pointer, said)

    def the_open_enquiry(
        self, named: str | None, pointer: str, said: datetime | None = None
    ) -> str:
        """Likewise, and it must have gone on then: nothing is agreed in an enquiry that has
        ended, and what was said before it ended is recorded however late.
        """
        enquiry = self.the_enquiry(named, pointer, said)
        ended = self.as_it_stands.ended.get(enquiry)
        if ended is None or ended.effective_at > min(said or self.at, self.at):
            return enquiry
        self.lacks("enquiry-closed", pointer)
        goes_on = self.where_it_goes_on(enquiry)
        if enquiry in goes_on:
            return enquiry
        if len(goes_on) > 1:
            self.lacks("which-enquiry", pointer)
        return goes_on[0]

    def where_it_goes_on(self, meant: str | None = None) -> list[str]:
        """Where something is heard that was said in no enquiry that goes on: in each that does,
        open or handed on; else in the one meant, or in none: a no is heard in those to come.
        """
        return list(self.view().may_go_on) or [meant or NO_ENQUIRY]

    def does_an_enquiry_go_on(self) -> bool:
        """One is open, or was handed on, or its end waits for a manager."""
        return bool(self.view().may_go_on)


Action: TypeAlias = Callable[[Moment], Sequence[AnyEvent]]


def new_id() -> str:
    """An opaque random id of 24 hexadecimal digits."""
    return secrets.token_hex(12)
