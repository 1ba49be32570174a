"""Keep people informed as they asked, and tell the referrer what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ..domain import events, practice
from ..domain.held import Held, latest
from ..domain.practice import ContactPointRecorded
from .moment import Moment, new_id
from .refused import Refused


@dataclass(frozen=True, slots=True)
class RecordContactPoint:
    """A way to reach somebody, and whether it is safe. `contact` names one that this replaces."""

    person: str
    type: str
    value: str
    safety: str
    contact: str | None = None
    safe_times: str | None = None
    note: str | None = None
    ended: bool = False
    effective_at: datetime | None = None


def record_contact_point(command: RecordContactPoint, moment: Moment) -> Sequence[events.AnyEvent]:
    """A number that two people share is recorded for both: what it is shared with is shown, and
    is no reason to be without it (F07).
    """
    moment.need_anyone(command.person, "/person")
    if command.contact is not None:
        _the_contact(command.contact, command.person, moment)
    return [
        practice.ContactPointRecorded(
            contact=command.contact or new_id(),
            person=command.person,
            type=command.type,
            value=command.value,
            safety=command.safety,
            effective_at=moment.when(command.effective_at, "/effective_at"),
            safe_times=command.safe_times,
            note=command.note,
            ended=command.ended,
        )
    ]


def _the_contact(contact: str, person: str, moment: Moment) -> Held[ContactPointRecorded]:
    """The way of reaching this very person that goes by this id."""
    recorded = (h for h in moment.the_file().of(ContactPointRecorded) if h.event.contact == contact)
    held = latest(recorded, moment.at, moment.at)
    if held is None or held.event.person != person:
        raise Refused("not-on-file", "/contact")
    return held


@dataclass(frozen=True, slots=True)
class AgreeKeepInformed:
    """How and when somebody is kept informed in an enquiry. A later one replaces it."""

    person: str
    methods: tuple[str, ...]
    times: tuple[str, ...]
    enquiry: str | None = None
    agreed_with_person: bool = True
    if_not_agreed_reason: str | None = None
    named_worker: str | None = None
    contact: str | None = None
    language: str | None = None
    format: str | None = None
    next_contact_due: date | None = None
    effective_at: datetime | None = None


def agree_keep_informed(command: AgreeKeepInformed, moment: Moment) -> Sequence[events.AnyEvent]:
    """For each parent separately, by a way of reaching that very parent."""
    moment.need_anyone(command.person, "/person")
    enquiry = moment.the_open_enquiry(command.enquiry, "/enquiry", command.effective_at)
    if not command.agreed_with_person and not command.if_not_agreed_reason:
        raise Refused("keep-informed-needs-reason", "/if_not_agreed_reason")
    if command.contact is not None:
        contact = _the_contact(command.contact, command.person, moment).event
        if contact.ended:
            raise Refused("not-on-file", "/contact")
        if contact.safety == "UNSAFE":
            raise Refused("contact-not-safe", "/contact")
    return [
        practice.KeepInformedAgreed(
            person=command.person,
            enquiry=enquiry,
            methods=command.methods,
            times=command.times,
            effective_at=moment.when(command.effective_at, "/effective_at"),
            agreed_with_person=command.agreed_with_person,
            if_not_agreed_reason=command.if_not_agreed_reason,
            named_worker=command.named_worker,
            contact=command.contact,
            language=command.language,
            format=command.format,
            next_contact_due=command.next_contact_due,
        )
    ]


@dataclass(frozen=True, slots=True)
class RecordContactMade:
    """Somebody was kept informed, and when the next contact is due."""

    person: str
    method: str
    enquiry: str | None = None
    words: str | None = None
    next_contact_due: date | None = None
    effective_at: datetime | None = None


def record_contact_made(command: RecordContactMade, moment: Moment) -> Sequence[events.AnyEvent]:
    """After an enquiry has ended as well: how it ended is theirs to hear."""
    moment.need_anyone(command.person, "/person")
    return [
        practice.ContactMade(
            person=command.person,
            enquiry=moment.the_enquiry(command.enquiry, "/enquiry"),
            method=command.method,
            effective_at=moment.when(command.effective_at, "/effective_at"),
            words=command.words,
            next_contact_due=command.next_contact_due,
        )
    ]


@dataclass(frozen=True, slots=True)
class TellReferrer:
    """The referrer was told that it came, what happens next, or how it ended."""

    enquiry: str
    level: str
    sent_via: str | None = None
    withheld_reason: str | None = None
    effective_at: datetime | None = None


def tell_referrer(command: TellReferrer, moment: Moment) -> Sequence[events.AnyEvent]:
    """What was held back is said with its reason; the least of it is always told."""
    return [
        practice.ReferrerToldBack(
            enquiry=moment.the_enquiry(command.enquiry, "/enquiry"),
            level=command.level,
            effective_at=moment.when(command.effective_at, "/effective_at"),
            sent_via=command.sent_via,
            withheld_reason=command.withheld_reason,
        )
    ]
