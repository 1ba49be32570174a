"""Telling the family what was decided and shared; and when that is not safe yet."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ..domain.events import AnyEvent, AuthorisationMade, ChildAdded
from ..domain.practice import (
    DisclosureRecorded,
    NotShareDecided,
    SafeToTellChanged,
    ShareNowUsed,
    TellingRecorded,
)
from ..domain.safety import looked_at_again
from .moment import Moment
from .refused import Refused


def record_telling(telling: TellingRecorded, moment: Moment) -> Sequence[AnyEvent]:
    """Not told, it says why and when it is looked at again: nothing is kept back for ever."""
    _need_something_to_tell(telling.about, moment)
    if not telling.told and telling.reason is None:
        raise Refused("not-told-needs-reason", "/reason")
    if not telling.told and telling.review_on is None:
        telling = msgspec.structs.replace(telling, review_on=looked_at_again(moment.at))
    return [telling]


def change_safe_to_tell(changed: SafeToTellChanged, moment: Moment) -> Sequence[AnyEvent]:
    """Anybody may say that it is not safe. That it has become safe counts once a manager has
    confirmed it, unless a manager says it.
    """
    _need_something_to_tell(changed.about, moment)
    if not changed.safe and changed.review_on is None:
        changed = msgspec.structs.replace(changed, review_on=looked_at_again(moment.at))
    return [changed]


def _need_something_to_tell(about: str, moment: Moment) -> None:
    """A disclosure, a decision either way, a use of share-now, a child; or an answer of theirs that
    was put right, of which they are told as well.
    """
    file = moment.the_file()
    known = {h.event.disclosure for h in file.of(DisclosureRecorded)}
    known |= {a.event.authorisation for a in file.of(AuthorisationMade)}
    known |= {h.event.decision for h in file.of(NotShareDecided)}
    known |= {h.event.share_now for h in file.of(ShareNowUsed)}
    known |= {h.event.child for h in file.of(ChildAdded)}
    known |= {r.event.response for r in file.responses if r.struck_at is not None}
    if about not in known:
        raise Refused("not-on-file", "/about")
