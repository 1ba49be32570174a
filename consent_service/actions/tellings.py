"""Telling the family what was decided and shared; and when that is not safe yet."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ..domain.recorded.event import Event
from ..domain.recorded.events import AnyEvent, AuthorisationMade, ChildAdded
from ..domain.recorded.meetings import MeetingCalled
from ..domain.recorded.members import own_id
from ..domain.recorded.plans import SafetyPlanMade
from ..domain.recorded.practice import (
    DisclosureRecorded,
    NotShareDecided,
    SafeToTellChanged,
    TellingRecorded,
)
from ..domain.recorded.sharingatonce import ShareNowUsed
from ..domain.workingdays import looked_at_again
from .moment import Moment
from .refused import Refused


def record_telling(telling: TellingRecorded, moment: Moment) -> Sequence[AnyEvent]:
    """Not told, it says when it is looked at again: nothing is kept back for ever."""
    _need_something_to_tell(telling.about, moment, is_told=telling.told)
    if not telling.told and telling.review_on is None:
        telling = msgspec.structs.replace(telling, review_on=looked_at_again(moment.at))
    return [telling]


def change_safe_to_tell(changed: SafeToTellChanged, moment: Moment) -> Sequence[AnyEvent]:
    """Anybody may say that it is not safe. That it has become safe counts once a manager has
    confirmed it, unless a manager says it.
    """
    _need_something_to_tell(changed.about, moment, is_told=changed.safe)
    if not changed.safe and changed.review_on is None:
        changed = msgspec.structs.replace(changed, review_on=looked_at_again(moment.at))
    return [changed]


def _need_something_to_tell(about: str, moment: Moment, *, is_told: bool) -> None:
    """A disclosure, a decision either way, a use of share-now, a child, a meeting, a plan, an
    enquiry; or an answer of theirs that was put right, of which they are told as
    well. Kept from somebody can be whatever has an id.
    """
    file = moment.the_file()
    if not is_told and any(_goes_by(fact.event, about) for fact in file.every()):
        return
    known = {h.event.disclosure for h in file.of(DisclosureRecorded)}
    known |= {a.event.authorisation for a in file.of(AuthorisationMade)}
    known |= {h.event.decision for h in file.of(NotShareDecided)}
    known |= {h.event.share_now for h in file.of(ShareNowUsed)}
    known |= {h.event.child for h in file.of(ChildAdded)}
    known |= {h.event.meeting for h in file.of(MeetingCalled)}
    known |= {h.event.plan for h in file.of(SafetyPlanMade)}
    put_right = moment.as_it_stands.file.responses
    known |= {r.event.response for r in put_right if r.is_struck(moment.at)}
    known |= moment.view().enquiries.keys()
    if about not in known:
        raise Refused("not-on-file", "/about")


def _goes_by(event: Event, id: str) -> bool:
    name = own_id(type(event))
    return name is not None and getattr(event, name) == id
