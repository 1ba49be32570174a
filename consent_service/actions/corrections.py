"""Put right what is wrong on record, and hear whoever says that something is.

An entry that was wrong stays readable; from now on it no longer counts. Where staff hold that it
is right, the person's own words stand beside it for good (F11).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from ..domain import events, practice
from ..domain.event import Event
from ..domain.events import (
    AuthorisationMade,
    ConversationRecorded,
)
from ..domain.held import Held
from ..domain.practice import (
    CorrectionAnswered,
    CorrectionAsked,
    DisclosureRecorded,
    NotShareDecided,
)
from .moment import Moment, new_id
from .refused import Refused


@dataclass(frozen=True, slots=True)
class CorrectEntry:
    """`corrects` is the entry's place in the ledger, as every write's answer gives it."""

    corrects: int
    what_was_wrong: str
    requested_by: str = "STAFF"
    right_version: str | None = None


def correct_entry(command: CorrectEntry, moment: Moment) -> Sequence[events.AnyEvent]:
    """Only what this file was told can be corrected, and only once."""
    _need_an_entry(command.corrects, moment)
    return [
        practice.EntryCorrected(
            corrects=command.corrects,
            what_was_wrong=command.what_was_wrong,
            requested_by=command.requested_by,
            right_version=command.right_version,
        )
    ]


def _need_an_entry(seq: int, moment: Moment) -> None:
    file = moment.the_file()
    said = [fact for fact in file.every() if fact.seq == seq]
    # That there is a file is said of nobody.
    if not said or isinstance(said[0].event, events.FileOpened):
        raise Refused("no-such-entry", "/corrects")
    if all(fact.struck_at is not None for fact in said):
        raise Refused("corrected-already", "/corrects")
    if moment.by.role not in _MANAGERS and any(_is_a_managers(fact) for fact in said):
        raise Refused("correction-by-manager", "/corrects")


#: Who may strike what protects somebody, or what a manager decided.
_MANAGERS = frozenset({"MASH_MANAGER", "HEAD_OF_SERVICE", "EDT_MANAGER"})


def _is_a_managers(fact: Held[Event]) -> bool:
    """Struck, it would turn a no into silence, unsafe into safe, or a decision into none: not for
    one person alone to say that it was a mistake.
    """
    match fact.event:
        case events.ResponseRecorded(answer="REFUSED" | "NOT_ASKED_UNSAFE"):
            return True
        case events.AgreementWithdrawn() | events.SafetyRecorded(safe_to_ask=False):
            return True
        case events.AuthorisationMade() | events.AuthorisationEnded():
            return True
        case practice.SafeToTellChanged(safe=False):
            return True
        case practice.NotShareDecided() | practice.DecisionReviewed():
            return True
    return False


@dataclass(frozen=True, slots=True)
class AskCorrection:
    """A parent or young person says that something on record is wrong, in their own words."""

    person: str
    words: str
    about: str | None = None
    effective_at: datetime | None = None


def ask_correction(command: AskCorrection, moment: Moment) -> Sequence[events.AnyEvent]:
    """They need not know which entry they mean: staff find it."""
    moment.need_anyone(command.person, "/person")
    _need_about(command.about, moment)
    return [
        practice.CorrectionAsked(
            correction=new_id(),
            person=command.person,
            words=command.words,
            effective_at=moment.when(command.effective_at, "/effective_at"),
            about=command.about,
        )
    ]


@dataclass(frozen=True, slots=True)
class AnswerCorrection:
    """What was decided about it. `corrects` is the entry that is put right with this answer."""

    correction: str
    accepted: bool
    reason: str
    corrects: int | None = None
    right_version: str | None = None
    about: str | None = None
    effective_at: datetime | None = None


def answer_correction(command: AnswerCorrection, moment: Moment) -> Sequence[events.AnyEvent]:
    """Accepted, the entry is put right in the same act; not accepted, their words stand beside it.

    `about` says which entry they meant, where they could not.
    """
    asked = _the_correction(command.correction, moment).event
    _need_about(command.about, moment)
    if not command.accepted and command.corrects is not None:
        raise Refused("corrects-what-stands", "/corrects")
    effective_at = moment.when(command.effective_at, "/effective_at")
    found: list[events.AnyEvent] = [
        practice.CorrectionAnswered(
            correction=command.correction,
            accepted=command.accepted,
            reason=command.reason,
            effective_at=effective_at,
        )
    ]
    if command.corrects is not None:
        _need_an_entry(command.corrects, moment)
        is_child = asked.person in moment.view().children
        found.append(
            practice.EntryCorrected(
                corrects=command.corrects,
                what_was_wrong=command.reason,
                requested_by="YOUNG_PERSON" if is_child else "PARENT",
                right_version=command.right_version,
                correction=command.correction,
            )
        )
    if not command.accepted:
        found.append(
            practice.DisagreementStated(
                # What nobody could place stands beside the asking itself: it is not lost.
                about=command.about or asked.about or command.correction,
                person=asked.person,
                words=asked.words,
                effective_at=effective_at,
                correction=command.correction,
            )
        )
    return found


def _the_correction(correction: str, moment: Moment) -> Held[CorrectionAsked]:
    file = moment.the_file()
    for held in file.of(CorrectionAsked):
        if held.event.correction == correction and held.holds(held.effective_at, moment.at):
            answered = (h for h in file.of(CorrectionAnswered) if h.event.correction == correction)
            if any(h.holds(h.effective_at, moment.at) for h in answered):
                raise Refused("answered-already", "/correction")
            return held
    raise Refused("not-on-file", "/correction")


@dataclass(frozen=True, slots=True)
class StateDisagreement:
    """A person's own statement about an entry, to stand beside it wherever it is shown."""

    about: str
    person: str
    words: str
    effective_at: datetime | None = None


def state_disagreement(command: StateDisagreement, moment: Moment) -> Sequence[events.AnyEvent]:
    """It needs nobody's consent to stand there."""
    moment.need_anyone(command.person, "/person")
    _need_about(command.about, moment)
    return [
        practice.DisagreementStated(
            about=command.about,
            person=command.person,
            words=command.words,
            effective_at=moment.when(command.effective_at, "/effective_at"),
        )
    ]


def _need_about(about: str | None, moment: Moment) -> None:
    """An answer, conversation, disclosure or decision of the file. One that was found to be wrong
    can be spoken of like any other.
    """
    if about is not None and about not in set(_can_be_spoken_of(moment)):
        raise Refused("not-on-file", "/about")


def _can_be_spoken_of(moment: Moment) -> Iterator[str]:
    file = moment.the_file()
    yield from (response.event.response for response in file.responses)
    yield from (conversation.event.conversation for conversation in file.of(ConversationRecorded))
    yield from (decision.event.authorisation for decision in file.of(AuthorisationMade))
    yield from (held.event.decision for held in file.of(NotShareDecided))
    yield from (held.event.disclosure for held in file.of(DisclosureRecorded))
