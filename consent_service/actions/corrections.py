"""Put right what is wrong on record, and hear whoever says that something is.

An entry that was wrong stays readable; from now on it no longer counts. Where staff hold that it
is right, the person's own words stand beside it for good (F11).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final

import msgspec

from ..domain.codes import PLACEHOLDER
from ..domain.file.casefile import CaseFile
from ..domain.file.held import Held
from ..domain.file.whatwaits import with_what_may_stand_again, without_refused_ends
from ..domain.following.convened import asked_of_managers
from ..domain.noticing.plausible import not_found_right
from ..domain.recorded.circumstances import DangerAsked, PeopleJoined, ReferenceGiven
from ..domain.recorded.compared import DisclosureCompared, FoundRight, WritingRead
from ..domain.recorded.event import Event, tag_of
from ..domain.recorded.events import (
    AdultAdded,
    AgreementWithdrawn,
    AnyEvent,
    ChildAdded,
    ConversationRecorded,
    EnquiryOpened,
    FileOpened,
    RelationshipRecorded,
    Response,
    ResponseRecorded,
)
from ..domain.recorded.falling import EffectConfirmed, EffectRefused, EffectWaits, TakenWithCare
from ..domain.recorded.joinedelsewhere import NoAboutChildEnded, PersonPartedElsewhere
from ..domain.recorded.members import SpokenOf, Spread, Words
from ..domain.recorded.practice import (
    CorrectionAnswered,
    CorrectionAsked,
    DisagreementStated,
    EntryCorrected,
    WordsRead,
)
from ..domain.safety.harmtoread import asked_to_read, harm_to_read, words_in
from ..domain.safety.seento import TELLS
from ..domain.safety.writtenbythem import nobody_says_of, written_by_them, written_words
from ..domain.said.oneact import act_of
from ..domain.said.saidbesides import said_besides
from .moment import Moment
from .refused import Refused

#: That there is a file is said of nobody; what was known then is ours to work out; what waits is
#: confirmed or refused; and what was called wrong by mistake is recorded anew, since an entry that
#: was struck stays so. So is that two people on two files are one.
_NOT_CORRECTED: Final[tuple[type[Event], ...]] = (
    FileOpened,
    EntryCorrected,
    ReferenceGiven,
    DangerAsked,
    DisclosureCompared,
    EffectWaits,
    EffectConfirmed,
    EffectRefused,
    TakenWithCare,
    PersonPartedElsewhere,
    NoAboutChildEnded,
)

#: The same by their tags.
STAYS: Final = frozenset(map(tag_of, _NOT_CORRECTED))


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectEntry:
    """Which entry was wrong. Of a talk with the wrong person nothing that was answered in it was
    said either: `with_answers` takes that back with it.
    """

    correction: Annotated[EntryCorrected, Spread()]
    with_answers: bool = False


def correct_entry(command: CorrectEntry, moment: Moment) -> Sequence[AnyEvent]:
    """Only what this file was told can be corrected, and only once: again where somebody refused
    that, and then it waits anew.
    """
    correction = command.correction
    _need_an_entry(correction.corrects, moment)
    others: list[Held[Any]] = [*in_the_place_of(moment.the_file(), correction.corrects)]
    if command.with_answers:
        others += answers_of(moment, correction.corrects)
    return [
        correction,
        *(msgspec.structs.replace(correction, corrects=other.seq) for other in others),
    ]


def in_the_place_of(file: CaseFile, seq: int) -> Iterator[Held[Any]]:
    """Where this entry says who the father is: that the placeholder for him ended, and that both
    are one, which was written with it. He is unknown again without it, and nobody is taken off the
    record.
    """
    links = {held.seq: held for held in file.of(RelationshipRecorded)}
    said, then = links.get(seq), links.get(seq + 1)
    if said is None or then is None or then.struck_at is not None:
        return
    with_it = (said.by, said.recorded_at, said.event.child)
    if (then.by, then.recorded_at, then.event.child) == with_it and (
        then.event.ended and then.event.role == PLACEHOLDER and said.event.role != PLACEHOLDER
    ):
        yield then
        joined = next((held for held in file.of(PeopleJoined) if held.seq == seq + 2), None)
        if joined is not None and joined.struck_at is None and joined.by == said.by:
            yield joined


def answers_of(moment: Moment, seq: int) -> Sequence[Held[Response]]:
    """What was answered in the talk of this entry, and is no error yet; nothing of another."""
    file = without_refused_ends(moment.the_file(), moment.at)
    talks = {held.event.conversation for held in file.of(ConversationRecorded) if held.seq == seq}
    return [
        held
        for held in file.responses
        if held.event.conversation in talks and held.struck_at is None
    ]


def read_words(read: WordsRead, moment: Moment) -> Sequence[AnyEvent]:
    """What stands in an entry of this file, besides what somebody answered, is no no: it counts so
    once whoever may say it does.
    """
    view = moment.view()
    people = (*view.adults, *view.children)
    every = {one.said.seq: one for person in people for one in view.each[said_besides][person]}
    act = act_of(read.entry, (one.said for one in every.values()), lambda o: every[o.seq].words)
    if not act:
        raise Refused("no-such-words", "/entry")
    return [msgspec.structs.replace(read, entry=held.seq) for held in act]


def read_writing(read: WritingRead, moment: Moment) -> Sequence[AnyEvent]:
    """What somebody of the family wrote themselves, in an entry of this file. That nothing stands
    in it is said of what nobody has read; that something may is heard of any of it, whoever read
    it otherwise.
    """
    of = nobody_says_of if read.holds == "NOTHING" else written_by_them
    act = act_of(read.entry, of(moment.view()), written_words)
    if not act:
        raise Refused("no-such-words", "/entry")
    return [msgspec.structs.replace(read, entry=held.seq) for held in act]


def _need_an_entry(seq: int, moment: Moment) -> None:
    file = moment.the_file()
    said = [fact for fact in file.every() if fact.seq == seq]
    if not said or isinstance(said[0].event, _NOT_CORRECTED):
        raise Refused("no-such-entry", "/corrects")
    stands = without_refused_ends(file, moment.at)
    if all(fact.struck_at is not None for fact in stands.every() if fact.seq == seq):
        raise Refused("corrected-already", "/corrects")
    every = list(with_what_may_stand_again(file, moment.at).every())
    hanging = [fact for fact in said if not _was_so_before(fact, moment)]
    if any(_hangs_on(fact, other, moment) for fact in hanging for other in every):
        raise Refused("something-hangs-on-it", "/corrects")


def _hangs_on(fact: Held[Event], other: Held[Event], moment: Moment) -> bool:
    """A person, a child or an enquiry that something else names would leave it without anybody:
    they are amended, and an enquiry is closed. So would what somebody is to a child of whom they
    have said something: that ends.
    """
    if other.seq == fact.seq or not other.holds(other.effective_at, moment.at):
        return False
    match fact.event:
        case ChildAdded(child=id) | AdultAdded(person=id) | EnquiryOpened(enquiry=id):
            return id.encode() in msgspec.json.encode(other.event)
        case RelationshipRecorded(person=person, child=child):
            said = other.event
            return (
                isinstance(said, ResponseRecorded | AgreementWithdrawn)
                and said.person == person
                and said.scope.names(child)
            )
    return False


def _was_so_before(fact: Held[Event], moment: Moment) -> bool:
    """What an adult is to a child is on record by another entry as well, which counts: what hangs
    on the one goes on hanging on the other.
    """
    link = fact.event
    return isinstance(link, RelationshipRecorded) and any(
        other.seq != fact.seq
        and (other.event.person, other.event.child) == (link.person, link.child)
        and other.holds(moment.at, moment.at)
        for other in moment.the_file().of(RelationshipRecorded)
    )


def find_right(found: FoundRight, moment: Moment) -> Sequence[AnyEvent]:
    """Only what looks like a mistake now, an injury of which a manager is asked, or words that may
    tell of harm. It goes from the manager's list, and counts as it did; but for words of harm of
    which they say that they mean nobody.
    """
    view = moment.view()
    facts = [fact for fact in moment.the_file().every() if fact.seq == found.entry]
    held = [fact for fact in facts if fact.holds(fact.effective_at, view.known)]
    doubts = dict.fromkeys(
        code
        for fact in held
        for code in (
            *not_found_right(view, fact),
            *asked_of_managers(view, fact),
            *asked_to_read(view, fact),
        )
    )
    if not doubts:
        raise Refused("nothing-looks-wrong")
    if TELLS not in doubts:
        found = msgspec.structs.replace(found, means_nobody=msgspec.UNSET)
    # The same words, in the same press: of these no more was looked at.
    same = act_of(found.entry, harm_to_read(view), lambda one: words_in(one.event))
    return [
        msgspec.structs.replace(found, doubts=tuple(doubts)),
        *(
            msgspec.structs.replace(found, entry=one.seq, doubts=(TELLS,))
            for one in same
            if one.seq != found.entry
        ),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCorrection:
    """What was decided about it. `corrects` is the entry that is put right with this answer."""

    answer: Annotated[CorrectionAnswered, Spread()]
    corrects: int | None = None
    right_version: Words | None = None
    about: SpokenOf | None = None


def answer_correction(command: AnswerCorrection, moment: Moment) -> Sequence[AnyEvent]:
    """Accepted, the entry is put right in the same act; not accepted, their words stand beside it.

    `about` says which entry they meant, where they could not.
    """
    answer = command.answer
    asked = _asked_and_not_answered(answer.correction, moment)
    if not answer.accepted and command.corrects is not None:
        raise Refused("corrects-what-stands", "/corrects")
    found: list[AnyEvent] = [answer]
    if command.corrects is not None:
        _need_an_entry(command.corrects, moment)
        is_child = asked.person in moment.view().children
        found.append(
            EntryCorrected(
                corrects=command.corrects,
                what_was_wrong=answer.reason,
                requested_by="YOUNG_PERSON" if is_child else "PARENT",
                right_version=command.right_version,
                correction=answer.correction,
            )
        )
    if not answer.accepted:
        found.append(
            DisagreementStated(
                # What nobody could place stands beside the asking itself: it is not lost.
                about=command.about or asked.about or answer.correction,
                person=asked.person,
                words=asked.words,
                effective_at=answer.effective_at,
                correction=answer.correction,
            )
        )
    return found


def _asked_and_not_answered(correction: str, moment: Moment) -> CorrectionAsked:
    file = moment.the_file()
    answered = (h for h in file.of(CorrectionAnswered) if h.event.correction == correction)
    if any(h.holds(h.effective_at, moment.at) for h in answered):
        raise Refused("answered-already", "/correction")
    asked = (h.event for h in file.of(CorrectionAsked))
    return next(event for event in asked if event.correction == correction)
