"""Share now: used, recorded, looked at by a manager (`domain.md` 4.3). Late is fine at each step;
nothing here stands in anybody's way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any, Final

import msgspec

from ..domain import checked
from ..domain.answers import Outcome
from ..domain.deeds import Check, compare
from ..domain.events import AnyEvent
from ..domain.members import Opaque, Ours, Without, Words
from ..domain.practice import (
    DisclosureRecorded,
    ShareNowLinked,
    ShareNowRecorded,
    ShareNowReviewed,
    ShareNowUsed,
)
from ..domain.scope import SHARE, Agency
from .disclosures import disclosure_made, the_enquiry_of_the_past
from .moment import Moment, new_id
from .refused import Refused
from .said import Said, event_of, whole

#: Under which a disclosure that was made at once stands.
BASIS = "SHARE_NOW"
#: The use of share-now is the basis, and says when it was.
_AT_ONCE: Final = Without("DisclosedAtOnce", ("basis", "rests_on", "enquiry", "effective_at"))

#: Of what was shared at once by somebody who has not said yet what, or with whom.
_NOT_SAID_YET: Final[Mapping[str, Any]] = {
    "subjects": (),
    "agency": Agency("OTHER_NAMED"),
    "categories": (),
    "purpose": "IMMEDIATE_PROTECTION",
    "direction": SHARE,
}


@dataclass(frozen=True, slots=True)
class EnterSpooled:
    """An answer that was given while the record could not be, entered now."""

    unanswered: checked.CheckUnanswered


def enter_spooled(command: EnterSpooled, moment: Moment) -> Sequence[AnyEvent]:
    """It was answered from no state. If the answer was to share now, that it was used is a fact
    of the file it was about, or of the authority's own where no file is known: it waits to be
    recorded.
    """
    unanswered = command.unanswered
    entered: list[AnyEvent] = [unanswered]
    if unanswered.answer.outcome is Outcome.SHARE_NOW and unanswered.spool is not None:
        proposal = unanswered.proposal
        entered.append(
            ShareNowUsed(
                share_now=unanswered.spool,
                enquiry=_enquiry_meant(proposal.enquiry, moment),
                subjects=proposal.subjects,
                agency=proposal.agency,
                categories=proposal.categories,
                purpose=proposal.purpose,
                direction=proposal.direction,
                effective_at=unanswered.answered_at,
                asked_of=unanswered.asked_of,
            )
        )
    return entered


def _enquiry_meant(named: str | None, moment: Moment) -> str | None:
    """The one named, else the newest that goes on, else the last. Whoever cannot wait is not
    asked which.
    """
    if moment.file is None or moment.damaged:
        return named
    view = moment.as_it_stands
    if named in view.enquiries:
        return named
    return next(reversed(view.going_on or tuple(view.enquiries)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordShareNow:
    """What was shared at once and why; or that nothing was in the end.

    `share_now` is an earlier use; without one, somebody shared without asking this service first.
    """

    shared: bool
    risk: Words
    effective_at: datetime
    share_now: Opaque | None = None
    disclosure: Annotated[Said[DisclosureRecorded], _AT_ONCE] | None = None
    enquiry: Opaque | None = None
    before: Annotated[Check | None, Ours()] = None


def record_share_now(command: RecordShareNow, moment: Moment) -> Sequence[AnyEvent]:
    """The use, if the file does not have it yet; what was disclosed; and why."""
    if command.shared and command.disclosure is None:
        moment.lacks("share-now-of-what", "/disclosure")
    if not command.shared and command.disclosure is not None:
        # It says what was: so something was.
        moment.lacks("nothing-was-shared", "/disclosure")
        command = replace(command, shared=True)
    used, is_on_file = _use(command, moment)
    enquiry = the_enquiry_of_the_past(command.enquiry, used.enquiry, moment)
    recorded: list[AnyEvent] = []
    disclosed = None
    if command.disclosure is not None:
        said = whole(
            command.disclosure,
            moment,
            "/disclosure",
            basis=BASIS,
            rests_on=(used.share_now,),
            enquiry=enquiry,
            effective_at=command.effective_at,
        )
        disclosed = disclosure_made(said, moment, None)
    if not is_on_file:
        recorded.append(msgspec.structs.replace(used, enquiry=enquiry))
    recorded.append(
        event_of(
            ShareNowRecorded,
            command,
            share_now=used.share_now,
            enquiry=enquiry,
            disclosure=None if disclosed is None else disclosed.disclosure,
        )
    )
    if disclosed is None:
        return recorded
    file, own = moment.the_file(), moment.authority_file
    compared = compare(disclosed, file, own, moment.at, command.before)
    return [*recorded, disclosed, compared]


def _use(command: RecordShareNow, moment: Moment) -> tuple[ShareNowUsed, bool]:
    """The use that is recorded, and whether this file has it."""
    if command.share_now is not None:
        for held in moment.the_file().of(ShareNowUsed):
            if held.event.share_now == command.share_now:
                return held.event, True
        file = None if moment.file is None else moment.file.id
        loose = moment.authority_file.share_now_open_to(file).get(command.share_now)
        if loose is not None:
            return loose.event, False
        moment.lacks("not-on-file", "/share_now")
    if not command.shared:
        # That nothing was shared tells nothing, where nobody knows of which use.
        raise Refused("share-now-of-what", "/share_now")
    if command.disclosure is None:
        moment.lacks("share-now-of-what", "/share_now")
    said = _NOT_SAID_YET if command.disclosure is None else command.disclosure.members
    used = ShareNowUsed(
        share_now=new_id(),
        enquiry=None,
        subjects=said["subjects"],
        agency=said["agency"],
        categories=said["categories"],
        purpose=said["purpose"],
        direction=said["direction"],
        effective_at=command.effective_at,
    )
    return used, False


def review_share_now(review: ShareNowReviewed, moment: Moment) -> Sequence[AnyEvent]:
    """Somebody else than who used it or wrote it down. Upheld or not, it stays on record."""
    file, own = moment.the_file(), moment.authority_file
    on_file = [h for h in file.of(ShareNowUsed) if h.event.share_now == review.share_now]
    if not on_file:
        raise Refused("not-on-file", "/share_now")
    used_by = [
        h.by for h in (*on_file, *own.of(ShareNowUsed)) if h.event.share_now == review.share_now
    ]
    written_by = [h.by for h in file.of(ShareNowRecorded) if h.event.share_now == review.share_now]
    if moment.by.id in (*used_by, *written_by):
        raise Refused("someone-else-must-review")
    return [review]


def link_share_now(linked: ShareNowLinked, moment: Moment) -> Sequence[AnyEvent]:
    """It stands in the authority's own file. A later link puts an earlier one right."""
    known = moment.authority_file.of(ShareNowUsed)
    if not any(h.event.share_now == linked.share_now for h in known):
        raise Refused("not-on-file", "/share_now")
    return [linked]
