"""A case file: one family's record."""

from __future__ import annotations

from datetime import datetime

from ..recorded.circumstances import ReferenceGiven
from ..recorded.event import Event, NoFact, OfTheAuthority
from ..recorded.events import AgreementWithdrawn, FileOpened, Response, ResponseRecorded
from ..recorded.joinedelsewhere import NoHeardElsewhere
from ..recorded.losses import EntriesLost, RecordConfirmed
from ..writing import as_seen
from .held import File, Held, by_place
from .whilejoined import while_joined


class CaseFile(File, frozen=True, kw_only=True):
    """Everything recorded about one family."""

    def keeps(self, event: Event) -> bool:
        """All but questions, and what belongs in the authority's own file."""
        return not isinstance(event, NoFact | OfTheAuthority)

    @property
    def reference(self) -> str | None:
        """The case system's own reference, if it has one: the one given last."""
        every = self.references
        return every[-1] if every else None

    @property
    def references(self) -> tuple[str, ...]:
        """Every reference by which the family is found, in the order given."""
        found: dict[str, str] = {}
        for opened in self.of(FileOpened)[-1:]:
            if opened.event.reference is not None:
                found[as_seen(opened.event.reference)] = opened.event.reference
        for given in self.of(ReferenceGiven):
            for one in (given.event.never_theirs, given.event.reference):
                found.pop(as_seen(one or ""), None)
            if given.event.reference is not None:
                found[as_seen(given.event.reference)] = given.event.reference
        return tuple(found.values())

    @property
    def opened_at(self) -> datetime | None:
        """When the file was opened; None for one that is not yet."""
        opened = self.of(FileOpened)
        return opened[-1].recorded_at if opened else None

    @property
    def responses(self) -> list[Held[Response]]:
        """What anybody answered or took back, in the order recorded; what was heard of them on
        another file as well, until they were found to be somebody else.
        """
        said: list[Held[Response]] = [*self.of(ResponseRecorded), *self.of(AgreementWithdrawn)]
        if self.of(NoHeardElsewhere):
            said += while_joined(self).of(NoHeardElsewhere)
        said.sort(key=by_place)
        return said

    def in_doubt_since(self, known: datetime) -> datetime | None:
        """Since when a part of what had been recorded by `known` is missing; None if nothing is,
        or once a manager has confirmed what is left.

        A look at the time between the loss and its discovery is in doubt as well: what staff saw
        then is not what is left of it. A loss is a fact about us, so it is never struck.
        """
        missing = [
            lost.event.since
            for lost in self.of(EntriesLost)
            if lost.event.changes
            and lost.event.since <= known
            and not any(
                sure.seq > lost.seq and sure.holds(known, known)
                for sure in self.of(RecordConfirmed)
            )
        ]
        return min(missing, default=None)
