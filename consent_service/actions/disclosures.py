"""What was asked of an agency or told to it, and what came of it.

What was done is recorded as it was done. Whether anybody had agreed to it is for the check before
and for whoever looks at it after; nothing here turns a record of the past away for that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import msgspec

from ..domain.answers import Safe
from ..domain.file.casefile import CaseFile
from ..domain.noticing.deeds import Check, compare
from ..domain.recorded.events import AnyEvent, AuthorisationMade
from ..domain.recorded.members import Disclosure, Ours, OurWordsOfAny, SaysWhoKnows, Spread, code
from ..domain.recorded.practice import (
    AgencyReplied,
    DisclosureRecorded,
    StopNoticeAcknowledged,
    StopNoticeSent,
)
from ..domain.recorded.sharingatonce import ShareNowUsed
from ..domain.safety.signs import asking
from ..domain.safety.telling import kept_from, telling_anybody
from ..domain.said.contradicting import AGREEMENTS
from .moment import Moment
from .refused import Refused
from .said import event_of


@dataclass(frozen=True, slots=True)
class RecordDisclosure:
    """What was asked or told. `before` is the check it names, where it is one of this file's."""

    made: Annotated[DisclosureRecorded, Spread()]
    before: Annotated[Check | None, Ours()] = None


def record_disclosure(command: RecordDisclosure, moment: Moment) -> Sequence[AnyEvent]:
    """The basis names what it rests on, and that is on the file; where it does not, that is said.

    It is kept whatever was agreed. What was, at the time, is kept beside it.
    """
    said, file = command.made, moment.the_file()
    on_file = {
        "AGREED": {r.event.response for r in file.responses if r.event.answer in AGREEMENTS},
        "AUTHORISED": {a.event.authorisation for a in file.of(AuthorisationMade)},
        "SHARE_NOW": {h.event.share_now for h in file.of(ShareNowUsed)},
    }
    # What was found to be wrong since is still what somebody rested on at the time.
    anything = {id for ids in on_file.values() for id in ids} | {
        r.event.response for r in file.responses
    }
    for place, id in enumerate(said.rests_on):
        if id not in anything:
            moment.lacks("not-on-file", f"/rests_on/{place}")
    rests_on = tuple(id for id in said.rests_on if id in anything)
    said = msgspec.structs.replace(said, rests_on=rests_on)
    if said.basis in on_file and not on_file[said.basis] & set(rests_on):
        moment.lacks("rests-on-what", "/rests_on")
    made = disclosure_made(said, moment, _enquiry_of(said.rests_on, file))
    return [made, compare(made, file, moment.authority_file, moment.at, command.before)]


def disclosure_made(
    said: DisclosureRecorded, moment: Moment, meant: str | None
) -> DisclosureRecorded:
    """The disclosure, in the enquiry it belongs to, kept from those who must not know of it.

    `meant` is the enquiry where none is named and that is known.
    """
    is_kept, not_for = _who_may_not_know(said, moment)
    return msgspec.structs.replace(
        said,
        enquiry=the_enquiry_of_the_past(said.enquiry or None, meant, moment),
        safe_to_tell=False if is_kept else said.safe_to_tell,
        not_safe_for=not_for,
        kept_all_the_same=True if is_kept and said.safe_to_tell else msgspec.UNSET,
    )


def the_enquiry_of_the_past(named: str | None, meant: str | None, moment: Moment) -> str:
    """The enquiry that something done belongs to: as named or meant, else the one that goes on.

    Where none does, the last one: what was done before an enquiry closed is written after.
    """
    if named is None and meant in moment.as_it_stands.enquiries:
        return meant
    return moment.the_last_enquiry(named, "/enquiry")


def _enquiry_of(rests_on: Sequence[str], file: CaseFile) -> str | None:
    """That of the first thing a disclosure rests on."""
    found = {r.event.response: r.event.enquiry for r in file.responses}
    found |= {a.event.authorisation: a.event.enquiry for a in file.of(AuthorisationMade)}
    return next((found[id] for id in rests_on if id in found), None)


def _who_may_not_know(said: DisclosureRecorded, moment: Moment) -> tuple[bool, tuple[str, ...]]:
    """Whether everybody, and who by name. It is kept from everybody from whom its decision is, and
    from those whom it is not safe to ask. It becomes safe to tell when somebody says so, not by
    being left out here: what nobody said is None.
    """
    view = moment.view()
    decided = {a.event.authorisation for a in view.file.of(AuthorisationMade)} & set(said.rests_on)
    kept = any(telling_anybody(view, [id]) is Safe.NO for id in decided)
    people = [*said.not_safe_for]
    people += [p for p in (*view.adults, *view.children) if view.each[asking][p].answer is Safe.NO]
    people += kept_from(view, sorted(decided))
    return kept, tuple(dict.fromkeys(people))


def acknowledge_stop_notice(
    acknowledged: StopNoticeAcknowledged, moment: Moment
) -> Sequence[AnyEvent]:
    """What was never sent cannot have come."""
    if not any(
        h.event.disclosure == acknowledged.disclosure and h.holds(moment.at, moment.at)
        for h in moment.the_file().of(StopNoticeSent)
    ):
        raise Refused("stop-notice-first")
    return [acknowledged]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRequest:
    """What an agency answers itself to what it was asked: it has accepted, sent or done it, holds
    nothing, is late, or would not, and why.
    """

    disclosure: Disclosure
    outcome: Annotated[str, code("agency_outcomes")]
    because: Annotated[str, code("agency_reasons")] | None = None
    words: Annotated[OurWordsOfAny, SaysWhoKnows()] | None = None


def answer_request(command: AnswerRequest, moment: Moment) -> Sequence[AnyEvent]:
    """Whoever speaks for the agency says it now, and it is on record as theirs."""
    return [event_of(AgencyReplied, command, effective_at=moment.at)]
