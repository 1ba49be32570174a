"""What hangs on an enquiry: an enquiry in which something was done was one, whoever opened it by
mistake. It ends by another reason, and with it what is due. Pure.

Everything hangs on it but what its opening writes, and what is so of people whether or not there
was an enquiry: whoever adds a kind of entry and thinks of nothing has one that counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ..file.held import Held
from ..file.view import View
from ..following.closingtable import NO_ENQUIRY_WAS
from ..recorded.checked import ContactOpened, KeptRecordOpened, KeptRecordReviewed, RecordOpened
from ..recorded.circumstances import (
    DangerAsked,
    DeathRecorded,
    NumberRecorded,
    OrderEnded,
    OrderRecorded,
    PeopleJoined,
    PeopleParted,
    PeopleToldApart,
    PersonAmended,
    ReferenceGiven,
)
from ..recorded.clocks import ClockSet
from ..recorded.compared import DisclosureCompared, FoundRight
from ..recorded.event import Event
from ..recorded.events import (
    AdultAdded,
    ChildAdded,
    EnquiryClosed,
    EnquiryOpened,
    FileOpened,
    RelationshipRecorded,
)
from ..recorded.falling import EffectConfirmed, EffectRefused, EffectWaits, TakenWithCare
from ..recorded.joinedelsewhere import PersonJoinedElsewhere, PersonPartedElsewhere
from ..recorded.losses import EntriesLost, RecordConfirmed
from ..recorded.owning import EnquiryAssigned, EnquiryRated
from ..recorded.practice import (
    BirthRecorded,
    ContactPointRecorded,
    EntryCorrected,
    EqualityRecorded,
    NeedsRecorded,
)

#: That there is one, and whose it is.
_OF_THE_OPENING: Final = (EnquiryOpened, EnquiryAssigned, EnquiryRated, EnquiryClosed)
#: Who the family are and how they are reached; and what is said of our own record.
STANDS_BY_ITSELF: Final[tuple[type[Event], ...]] = (
    *_OF_THE_OPENING,
    *(FileOpened, ChildAdded, AdultAdded, RelationshipRecorded, PersonAmended, NumberRecorded),
    *(ReferenceGiven, PeopleJoined, PeopleParted, PeopleToldApart),
    *(PersonJoinedElsewhere, PersonPartedElsewhere),
    *(BirthRecorded, DeathRecorded, OrderRecorded, OrderEnded),
    *(ContactPointRecorded, NeedsRecorded, EqualityRecorded),
    *(ContactOpened, RecordOpened, KeptRecordOpened, KeptRecordReviewed, FoundRight),
    *(ClockSet, DangerAsked, DisclosureCompared, EffectWaits, EffectConfirmed, EffectRefused),
    *(TakenWithCare, EntryCorrected, EntriesLost, RecordConfirmed),
)


def hangs_on(view: View, enquiry: str) -> Iterator[Held[Event]]:
    """What was said or done in it; and, where no other goes on, what names none and came while no
    other one did.
    """
    others = None
    if set(view.going_on) <= {enquiry}:
        # One that was none heard nothing.
        others = [
            (view.enquiries[one].seq, end.seq)
            for one, end in view.ended.items()
            if one != enquiry and end.event.reason != NO_ENQUIRY_WAS
        ]
    for fact in view.file.every():
        is_so = fact.holds(fact.effective_at, view.known)
        if isinstance(fact.event, STANDS_BY_ITSELF) or not is_so:
            continue
        named = getattr(fact.event, "enquiry", None)
        if named == enquiry or (
            not named and others is not None and not _came_in_one(others, fact)
        ):
            yield fact


def _came_in_one(lives: Iterable[tuple[int, int]], fact: Held[Event]) -> bool:
    return any(opened < fact.seq < ended for opened, ended in lives)
