"""What was asked of an agency or told to it, and what came of it.

What was done is recorded as it was done. Whether anybody had agreed to it is for the check before
and for whoever looks at it after; nothing here turns a record of the past away for that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from ..domain import events, practice
from ..domain.casefile import CaseFile
from ..domain.events import AuthorisationMade
from ..domain.held import Held, latest
from ..domain.practice import DisclosureRecorded, SafeToTellChanged, ShareNowUsed, StopNoticeSent
from ..domain.scope import Agency
from .concerns import AGREEMENTS
from .moment import Moment, new_id
from .refused import Refused


@dataclass(frozen=True, slots=True)
class RecordDisclosure:
    """What was actually asked or told, on which basis, in which words."""

    subjects: tuple[str, ...]
    agency: Agency
    categories: tuple[str, ...]
    purpose: str
    direction: str
    basis: str
    summary: str
    words_sent: str
    rests_on: tuple[str, ...] = ()
    enquiry: str | None = None
    check: int | None = None
    recipient: str | None = None
    fact_or_opinion_marked: bool = False
    sent_via: str | None = None
    identity_checked: bool = False
    reply_by: datetime | None = None
    safe_to_tell: bool = True
    not_safe_for: tuple[str, ...] = ()
    effective_at: datetime | None = None


def record_disclosure(command: RecordDisclosure, moment: Moment) -> Sequence[events.AnyEvent]:
    """The basis names what it rests on, and that is on the file; no more is asked."""
    file = moment.the_file()
    on_file = {
        "AGREED": {r.event.response for r in file.responses if r.event.answer in AGREEMENTS},
        "AUTHORISED": {a.event.authorisation for a in file.of(AuthorisationMade)},
        "SHARE_NOW": {h.event.share_now for h in file.of(ShareNowUsed)},
    }
    # What was found to be wrong since is still what somebody rested on at the time.
    anything = {id for ids in on_file.values() for id in ids} | {
        r.event.response for r in file.responses
    }
    for place, id in enumerate(command.rests_on):
        if id not in anything:
            raise Refused("not-on-file", f"/rests_on/{place}")
    if command.basis in on_file and not on_file[command.basis] & set(command.rests_on):
        raise Refused("rests-on-what", "/rests_on")
    return [disclosure_event(command, moment, _enquiry_of(command.rests_on, file))]


def disclosure_event(
    command: RecordDisclosure, moment: Moment, enquiry: str | None, at_pointer: str = ""
) -> DisclosureRecorded:
    """The event of one disclosure, once what it rests on has been found.

    `enquiry` is the one meant where the command names none and that is known.
    """
    for place, subject in enumerate(command.subjects):
        moment.need_anyone(subject, f"{at_pointer}/subjects/{place}")
    for place, person in enumerate(command.not_safe_for):
        moment.need_anyone(person, f"{at_pointer}/not_safe_for/{place}")
    safe, not_for = _who_may_know(command, moment)
    return DisclosureRecorded(
        disclosure=new_id(),
        enquiry=the_enquiry_of_the_past(command.enquiry, enquiry, moment, f"{at_pointer}/enquiry"),
        subjects=command.subjects,
        agency=command.agency,
        categories=command.categories,
        purpose=command.purpose,
        direction=command.direction,
        basis=command.basis,
        summary=command.summary,
        words_sent=command.words_sent,
        effective_at=moment.when(command.effective_at, f"{at_pointer}/effective_at"),
        check=command.check,
        rests_on=command.rests_on,
        recipient=command.recipient,
        fact_or_opinion_marked=command.fact_or_opinion_marked,
        sent_via=command.sent_via,
        identity_checked=command.identity_checked,
        reply_by=command.reply_by,
        safe_to_tell=safe,
        not_safe_for=not_for,
    )


def the_enquiry_of_the_past(
    named: str | None, meant: str | None, moment: Moment, pointer: str
) -> str:
    """The enquiry that something done belongs to: as named or meant, else the one that is open.

    Where none is open, the last one: what was done before an enquiry closed is written after.
    """
    enquiries = moment.view().enquiries
    if named is None and meant in enquiries:
        return meant
    still_open = [e for e in enquiries if moment.view().closed(e) is None]
    if named is None and enquiries and not still_open:
        return next(reversed(enquiries))
    return moment.the_enquiry(named, pointer)


def _enquiry_of(rests_on: Sequence[str], file: CaseFile) -> str | None:
    """That of the first thing a disclosure rests on."""
    found = {r.event.response: r.event.enquiry for r in file.responses}
    found |= {a.event.authorisation: a.event.enquiry for a in file.of(AuthorisationMade)}
    return next((found[id] for id in rests_on if id in found), None)


def _who_may_know(command: RecordDisclosure, moment: Moment) -> tuple[bool, tuple[str, ...]]:
    """A disclosure is kept from everybody from whom its decision is, and from those whom it is
    not safe to ask. It becomes safe to tell when somebody says so, not by being left out here.
    """
    view = moment.view()
    decisions = [
        a for a in view.file.of(AuthorisationMade) if a.event.authorisation in command.rests_on
    ]
    safe = command.safe_to_tell and all(
        view.is_safe_to_tell(decision.event.authorisation, decision.event.safe_to_tell)
        for decision in decisions
    )
    people = [*command.not_safe_for]
    people += [p for p in (*view.adults, *view.children) if not view.is_safe_to_ask(p)]
    for decision in decisions:
        if decision.event.telling is not None:
            people += decision.event.telling.not_safe_for
        people += _judged_unsafe(decision.event.authorisation, moment)
    return safe, tuple(dict.fromkeys(people))


def _judged_unsafe(about: str, moment: Moment) -> Iterator[str]:
    """Those for whom the latest word is that they must not know of this."""
    said = [h for h in moment.the_file().of(SafeToTellChanged) if h.event.about == about]
    for person in {h.event.person for h in said} - {None}:
        last = latest((h for h in said if h.event.person == person), moment.at, moment.at)
        if person is not None and last is not None and not last.event.safe:
            yield person


@dataclass(frozen=True, slots=True)
class FollowUpCheck:
    """What a worker did after a check. `check` is its place in the ledger."""

    check: int
    action_taken: str
    note: str | None = None
    effective_at: datetime | None = None


def follow_up_check(command: FollowUpCheck, moment: Moment) -> Sequence[events.AnyEvent]:
    """It is kept as said: a check changes no file, so none can be looked up in one."""
    moment.the_file()
    return [
        practice.CheckFollowedUp(
            check=command.check,
            action_taken=command.action_taken,
            note=command.note,
            effective_at=moment.when(command.effective_at, "/effective_at"),
        )
    ]


@dataclass(frozen=True, slots=True)
class SendStopNotice:
    """An agency was told that an agreement it was contacted under has been taken back."""

    disclosure: str
    words_sent: str
    sent_via: str | None = None
    effective_at: datetime | None = None


def send_stop_notice(command: SendStopNotice, moment: Moment) -> Sequence[events.AnyEvent]:
    """It can be sent for whatever reason: an agreement may also have been entered in error."""
    need_a_disclosure(command.disclosure, moment)
    return [
        practice.StopNoticeSent(
            disclosure=command.disclosure,
            words_sent=command.words_sent,
            sent_via=command.sent_via,
            effective_at=moment.when(command.effective_at, "/effective_at"),
        )
    ]


@dataclass(frozen=True, slots=True)
class AcknowledgeStopNotice:
    """The agency said that it had the notice."""

    disclosure: str
    words: str | None = None
    effective_at: datetime | None = None


def acknowledge_stop_notice(
    command: AcknowledgeStopNotice, moment: Moment
) -> Sequence[events.AnyEvent]:
    """What was never sent cannot have come."""
    need_a_disclosure(command.disclosure, moment)
    if not any(
        h.event.disclosure == command.disclosure and h.holds(moment.at, moment.at)
        for h in moment.the_file().of(StopNoticeSent)
    ):
        raise Refused("stop-notice-first")
    return [
        practice.StopNoticeAcknowledged(
            disclosure=command.disclosure,
            words=command.words,
            effective_at=moment.when(command.effective_at, "/effective_at"),
        )
    ]


@dataclass(frozen=True, slots=True)
class ReviewDisclosure:
    """Something shared after a withdrawal was said was looked at again."""

    disclosure: str
    words: str
    effective_at: datetime | None = None


def review_disclosure(command: ReviewDisclosure, moment: Moment) -> Sequence[events.AnyEvent]:
    """What was found, in words. It judges nobody who did not know."""
    need_a_disclosure(command.disclosure, moment)
    return [
        practice.DisclosureReviewed(
            disclosure=command.disclosure,
            words=command.words,
            effective_at=moment.when(command.effective_at, "/effective_at"),
        )
    ]


@dataclass(frozen=True, slots=True)
class RecordReply:
    """What an agency answered, or that it is late."""

    disclosure: str
    outcome: str
    because: str | None = None
    words: str | None = None
    escalated_to: str | None = None
    effective_at: datetime | None = None


def record_reply(command: RecordReply, moment: Moment) -> Sequence[events.AnyEvent]:
    """An agency that is late or would not has a reason, so that it can be counted (F29)."""
    need_a_disclosure(command.disclosure, moment)
    if command.outcome in ("DELAYED", "WOULD_NOT") and command.because is None:
        raise Refused("reply-needs-reason", "/because")
    return [
        practice.AgencyReplied(
            disclosure=command.disclosure,
            outcome=command.outcome,
            because=command.because,
            words=command.words,
            escalated_to=command.escalated_to,
            effective_at=moment.when(command.effective_at, "/effective_at"),
        )
    ]


def need_a_disclosure(disclosure: str, moment: Moment) -> Held[DisclosureRecorded]:
    """The disclosure that goes by this id. Raises unless it is on the file."""
    for held in moment.the_file().of(DisclosureRecorded):
        if held.event.disclosure == disclosure and held.holds(held.effective_at, moment.at):
            return held
    raise Refused("not-on-file", "/disclosure")
