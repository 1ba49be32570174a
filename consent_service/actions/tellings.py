"""Telling the family what was decided and shared; and when that is not safe yet."""

from __future__ import annotations

from collections.abc import Sequence

from ..domain.codes import codes
from ..domain.events import AnyEvent, AuthorisationMade
from ..domain.practice import (
    DisclosureRecorded,
    NotShareDecided,
    SafeToTellChanged,
    ShareNowUsed,
    TellingRecorded,
)
from .moment import Moment
from .refused import Refused


def record_telling(telling: TellingRecorded, moment: Moment) -> Sequence[AnyEvent]:
    """Not told, it says why and when it is looked at again: nothing is kept back for ever."""
    _need_something_to_tell(telling.about, moment)
    for name in ("reason", "review_on"):
        if not telling.told and getattr(telling, name) is None:
            raise Refused("not-told-needs-reason", f"/{name}")
    return [telling]


def change_safe_to_tell(changed: SafeToTellChanged, moment: Moment) -> Sequence[AnyEvent]:
    """Anybody may say that it is not safe. That it has become safe is a manager's to say."""
    _need_something_to_tell(changed.about, moment)
    if not changed.safe and changed.review_on is None:
        raise Refused("not-told-needs-reason", "/review_on")
    if changed.safe and moment.by.role not in _MAY_SAY_SAFE:
        raise Refused("safe-to-tell-by-manager", "/safe")
    return [changed]


_MAY_SAY_SAFE = frozenset(codes("deciding_roles")) - {"SOCIAL_WORKER", "LEGAL_SERVICES"}


def _need_something_to_tell(about: str, moment: Moment) -> None:
    """A disclosure, a decision either way, a use of share-now; or an answer of theirs that was put
    right, of which they are told as well.
    """
    file = moment.the_file()
    known = {h.event.disclosure for h in file.of(DisclosureRecorded)}
    known |= {a.event.authorisation for a in file.of(AuthorisationMade)}
    known |= {h.event.decision for h in file.of(NotShareDecided)}
    known |= {h.event.share_now for h in file.of(ShareNowUsed)}
    known |= {r.event.response for r in file.responses if r.struck_at is not None}
    if about not in known:
        raise Refused("not-on-file", "/about")
