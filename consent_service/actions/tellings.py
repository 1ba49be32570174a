"""Telling the family what was decided and shared; and when that is not safe yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ..domain import events, practice
from ..domain.codes import codes
from ..domain.events import AuthorisationMade
from ..domain.practice import DisclosureRecorded, NotShareDecided, ShareNowUsed
from .moment import Moment
from .refused import Refused


@dataclass(frozen=True, slots=True)
class RecordTelling:
    """A person was told of something on the file, or it was not safe to."""

    about: str
    told: bool
    person: str | None = None
    method: str | None = None
    words: str | None = None
    reason: str | None = None
    review_on: date | None = None
    effective_at: datetime | None = None


def record_telling(command: RecordTelling, moment: Moment) -> Sequence[events.AnyEvent]:
    """Not told, it says why and when it is looked at again: nothing is kept back for ever."""
    _need_something_to_tell(command.about, moment)
    if command.person is not None:
        moment.need_anyone(command.person, "/person")
    if not command.told:
        for name in ("reason", "review_on"):
            if getattr(command, name) is None:
                raise Refused("not-told-needs-reason", f"/{name}")
    return [
        practice.TellingRecorded(
            about=command.about,
            told=command.told,
            person=command.person,
            method=command.method,
            words=command.words,
            reason=command.reason,
            review_on=command.review_on,
            effective_at=moment.when(command.effective_at, "/effective_at"),
        )
    ]


@dataclass(frozen=True, slots=True)
class ChangeSafeToTell:
    """Whether a person, or without one anybody, may know that something on the file exists."""

    about: str
    safe: bool
    reason: str
    person: str | None = None
    review_on: date | None = None
    effective_at: datetime | None = None


def change_safe_to_tell(command: ChangeSafeToTell, moment: Moment) -> Sequence[events.AnyEvent]:
    """Anybody may say that it is not safe. That it has become safe is a manager's to say."""
    _need_something_to_tell(command.about, moment)
    if command.person is not None:
        moment.need_anyone(command.person, "/person")
    if not command.safe and command.review_on is None:
        raise Refused("not-told-needs-reason", "/review_on")
    if command.safe and moment.by.role not in _MAY_SAY_SAFE:
        raise Refused("safe-to-tell-by-manager", "/safe")
    return [
        practice.SafeToTellChanged(
            about=command.about,
            safe=command.safe,
            reason=command.reason,
            person=command.person,
            review_on=command.review_on,
            effective_at=moment.when(command.effective_at, "/effective_at"),
        )
    ]


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
