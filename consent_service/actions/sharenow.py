"""Share now: used, recorded, looked at by a manager (`domain.md` 4.3). Late is fine at each step;
nothing here stands in anybody's way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Final

import msgspec
from msgspec import UNSET

from ..domain.answers import Outcome
from ..domain.following.notwhole import not_whole_of
from ..domain.noticing.deeds import Check, compare
from ..domain.recorded import checked
from ..domain.recorded.events import AnyEvent
from ..domain.recorded.members import Opaque, Ours, Without, WrittenOfAny
from ..domain.recorded.practice import DisclosureRecorded
from ..domain.recorded.sharingatonce import (
    AT_ONCE_FOR,
    SharedSoFar,
    ShareNowLinked,
    ShareNowRecorded,
    ShareNowReviewed,
    ShareNowUsed,
    not_said_yet,
    together,
)
from ..domain.scopes.scope import Agency
from .disclosures import disclosure_made, the_enquiry_of_the_past
from .moment import Moment, new_id
from .refused import Refused
from .said import Said, event_of, whole

#: Under which a disclosure that was made at once stands.
BASIS = "SHARE_NOW"
#: The use of share-now is the basis, and says when it was.
_AT_ONCE: Final = Without("DisclosedAtOnce", ())
#: What a question says that names no service: it cannot be left out there.
_NO_SERVICE: Final = Agency("OTHER_NAMED")


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
                agency=None if proposal.agency == _NO_SERVICE else proposal.agency,
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
    Of what was shared anything may be left out and said later, with the same use: it is asked for.
    """

    shared: bool
    risk: WrittenOfAny
    effective_at: datetime
    share_now: Opaque | None = None
    disclosure: Annotated[Said[SharedSoFar], _AT_ONCE] | None = None
    enquiry: Opaque | None = None
    before: Annotated[Check | None, Ours()] = None


def record_share_now(command: RecordShareNow, moment: Moment) -> Sequence[AnyEvent]:
    """The use, if the file does not have it yet; what was disclosed, once enough of it is said; and
    why. Whatever else was said is kept until then.
    """
    said = _said_of_it(command, moment)
    if not command.shared and said is not None:
        # It says what was: so something was.
        moment.lacks("nothing-was-shared", "/disclosure")
        command = replace(command, shared=True)
    said = said or SharedSoFar()
    used, is_new_here = _use(command, said, moment)
    enquiry = the_enquiry_of_the_past(command.enquiry, used.enquiry, moment)
    recorded: list[AnyEvent] = []
    if is_new_here:
        recorded.append(msgspec.structs.replace(used, enquiry=enquiry))
    disclosed = None
    # What is written down in parts was no later than the first of them says.
    parts = not_whole_of(moment.view(), command.share_now, said.agency)
    at = min((command.effective_at, *(held.effective_at for held in parts)))
    if command.shared and not not_said_yet(said):
        made = event_of(
            DisclosureRecorded,
            said,
            basis=BASIS,
            rests_on=(used.share_now,),
            enquiry=enquiry,
            effective_at=at,
        )
        disclosed = disclosure_made(made, moment, None)
    recorded.append(
        event_of(
            ShareNowRecorded,
            command,
            share_now=used.share_now,
            enquiry=enquiry,
            disclosure=None if disclosed is None else disclosed.disclosure,
            so_far=said if command.shared and disclosed is None else UNSET,
        )
    )
    if disclosed is None:
        return recorded
    file, own = moment.the_file(), moment.authority_file
    compared = compare(disclosed, file, own, moment.at, command.before)
    return [*recorded, disclosed, compared]


def _said_of_it(command: RecordShareNow, moment: Moment) -> SharedSoFar | None:
    """What was shared, as far as it was said: why is known, and in short it is how it begins."""
    if command.disclosure is None:
        return None
    said = _with_what_was_said(whole(command.disclosure, moment, "/disclosure"), command, moment)
    in_short = said.summary or (said.words_sent or "").partition("\n")[0] or None
    purpose = said.purpose or AT_ONCE_FOR
    return msgspec.structs.replace(said, summary=in_short, purpose=purpose)


def _with_what_was_said(said: SharedSoFar, command: RecordShareNow, moment: Moment) -> SharedSoFar:
    """With what stands on record already of the same contact: nobody says it twice."""
    before = not_whole_of(moment.view(), command.share_now, said.agency)
    return together(before[-1].event.said, said) if before else said


def _use(command: RecordShareNow, said: SharedSoFar, moment: Moment) -> tuple[ShareNowUsed, bool]:
    """The use that is recorded, and whether this file is to have it with that."""
    if command.share_now is not None:
        for held in moment.the_file().of(ShareNowUsed):
            if held.event.share_now == command.share_now:
                return held.event, False
        file = None if moment.file is None else moment.file.id
        loose = moment.authority_file.share_now_open_to(file).get(command.share_now)
        if loose is not None:
            return loose.event, True
        moment.lacks("not-on-file", "/share_now")
        if not command.shared:
            # Of a use that is none of this file nothing is told.
            raise Refused("share-now-of-what", "/share_now")
    elif not command.shared:
        # It is kept, as no use: whatever was used on this file is still to be written down.
        moment.lacks("share-now-of-what", "/share_now")
    used = ShareNowUsed(
        share_now=new_id(),
        enquiry=None,
        subjects=said.subjects,
        agency=said.agency,
        categories=said.categories,
        purpose=said.purpose or AT_ONCE_FOR,
        direction=said.direction,
        effective_at=command.effective_at,
        without_asking=True,
    )
    return used, command.shared


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
