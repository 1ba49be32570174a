"""A guard refuses no fact: what protects somebody is kept, however it was typed.

Whatever is written is first taken as it was typed. Where it does not hold together it is refused,
with what to do next; unless it protects somebody. Then it is taken once more, and wherever
something is missing or contradicts itself the more careful meaning counts: a time to come is now, a
no in an enquiry that has ended is heard in each that goes on, a no that leaves something out leaves
nothing out, and of an agreement that is not whole the no in it is kept. What it was short of is
kept beside it, and said. So it is where the form itself does not fit: `api/edge/usable.py` says
what can be used of it.

What still refuses is a body that cannot be read, somebody who is not on the file, a role whose it
is not, and what does not say what somebody said. `domain/lifting/protecting.py` says what protects,
`taken_with_care` in `codes.toml` which problems give way, and a test, with the reason of each,
which do not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import msgspec

from ..domain.lifting.protecting import protects, protects_by_itself, says_a_no_in_words
from ..domain.recorded.circumstances import OrderRecorded, SignRecorded
from ..domain.recorded.event import Event
from ..domain.recorded.events import (
    AnyEvent,
    CapacityRecorded,
    CompetenceRecorded,
    ConversationRecorded,
    ReachabilityRecorded,
    ResponseRecorded,
    ValidityChanged,
    WishRecorded,
)
from ..domain.recorded.falling import TakenWithCare
from ..domain.recorded.members import NOBODY_FOUND
from ..domain.recorded.practice import CorrectionAsked, DisclosureRecorded, KeepInformedAgreed
from ..domain.recorded.sharingatonce import SharedSoFar, ShareNowRecorded
from ..domain.safety.close import NOBODY_KNOWS
from ..domain.scopes.scope import Scope
from .confiding import heard_in_confidence
from .moment import Moment, new_id
from .refused import Refused
from .whoever import whose_it_may_be


class DoesNotFit(NamedTuple):
    """What was sent has parts that cannot be used: which, each as a JSON Pointer and a code, and
    how it is refused unless it protects somebody.
    """

    lacking: tuple[str, ...]
    refusal: Exception
    #: By the pointer of a list: where those stood of which nothing could be used.
    gone: Mapping[str, Collection[int]] = MappingProxyType({})


def taken_with_care(
    act: Callable[[Moment], Sequence[AnyEvent]],
    moment: Moment,
    does_not_fit: DoesNotFit | None = None,
) -> list[AnyEvent]:
    """What the act puts on record; what protects somebody also where it was not typed whole.

    Raises `Refused`, as the act does, or the refusal of what does not fit, where nothing in it
    protects anybody.
    """
    if does_not_fit is not None:
        return _with_care(act, moment, does_not_fit.lacking, does_not_fit.refusal)
    try:
        return heard_in_confidence(act(moment), moment)
    except Refused as refused:
        return _with_care(act, moment, (), refused)


def _with_care(
    act: Callable[[Moment], Sequence[AnyEvent]],
    moment: Moment,
    unusable: tuple[str, ...],
    refusal: Exception,
) -> list[AnyEvent]:
    careful = moment.with_care(unusable)
    try:
        found = heard_in_confidence(act(careful), careful)
    except Refused:
        raise refusal from None
    found += _words_alone(found, careful)
    try:
        found = [one for event in found for one in whose_it_may_be(event, careful, found)]
    except Refused:
        raise refusal from None
    found = [one for event in found for one in _words_of_a_finding(event, careful)]
    lacking = tuple(dict.fromkeys(careful.lacking or ()))
    found = [_what_it_may_be(event, lacking) for event in found]
    unknown = _unknown_people(lacking)
    if unknown and not any(isinstance(one, OrderRecorded) for one in found):
        found = [one for event in found for one in _whoever_is_meant(event)]
        lacking += tuple(f"{pointer} MAY_BE_ANYBODY" for pointer in unknown)
    if any(isinstance(one, ResponseRecorded) and one.answer == "NOT_CLEAR" for one in found):
        lacking += (" ANSWER_NOT_CLEAR",)
    if not any(map(protects, found)):
        raise refusal
    heard = [one for event in found for one in _in_each(event, lacking, careful)]
    # Of words that are only longer than we ask for, nothing is missing.
    return [*heard, TakenWithCare(lacking=lacking)] if lacking else heard


#: What was sent for an answer, or for all of a talk, is none.
_ANSWERS_UNREAD: Final = re.compile(r"/responses(/\d+)? CANNOT_BE_USED")


def _words_alone(found: Sequence[AnyEvent], moment: Moment) -> Iterator[ResponseRecorded]:
    """Of a talk of which only the words are left, because nobody can read the answers, or whose
    they are: they may be a no.
    """
    lacking = moment.lacking or ()
    if any(isinstance(one, ResponseRecorded) for one in found):
        return
    unread = any(map(_ANSWERS_UNREAD.fullmatch, lacking))
    if any(one.endswith(" YES_LEFT_OUT") for one in lacking):
        return
    for talk in found:
        if not isinstance(talk, ConversationRecorded) or not talk.parent_words:
            continue
        if unread or talk.person == NOBODY_FOUND:
            yield ResponseRecorded(
                response=new_id(),
                enquiry=talk.enquiry,
                person=talk.person,
                answer="NOT_CLEAR",
                scope=Scope(),
                effective_at=talk.effective_at,
                conversation=None if talk.person == NOBODY_FOUND else talk.conversation,
                method=talk.method,
                words=talk.parent_words,
                precision=talk.precision,
            )


#: What somebody came to about a person, and the member in which they say how.
_FINDINGS: Final[Mapping[type[Event], str]] = {
    CapacityRecorded: "rationale",
    CompetenceRecorded: "rationale",
    ReachabilityRecorded: "reason",
    ValidityChanged: "reasons",
}


def _words_of_a_finding(event: AnyEvent, moment: Moment) -> Sequence[AnyEvent]:
    """That a no may stand in how somebody came to a finding is kept, and no more of it: a finding
    that protects nobody waits until it is typed whole.
    """
    found: Any = event
    member = _FINDINGS.get(type(event))
    if member is None or protects_by_itself(event) or not says_a_no_in_words(event):
        return [event]
    moment.lacks("left-out", "/status")
    said = getattr(found, member) or ()
    return [
        ResponseRecorded(
            response=new_id(),
            enquiry=enquiry,
            person=_whose(found, moment),
            answer="NOT_CLEAR",
            scope=Scope(),
            effective_at=found.effective_at,
            words=said if isinstance(said, str) else " ".join(said) or None,
        )
        for enquiry in moment.where_it_goes_on()
    ]


def _whose(event: Any, moment: Moment) -> str:
    if isinstance(event, ValidityChanged):
        return moment.view().said_as[event.response].event.person
    return str(event.child if isinstance(event, CompetenceRecorded) else event.person)


#: Members that name who is a danger, or must not know.
_NAMES: Final = frozenset({"not_to_be_told", "only_not_to_hear", "people", "not_safe_for"})


def _unknown_people(lacking: Sequence[str]) -> list[str]:
    """Where somebody is named as one who must not know, and nobody knows who that is."""
    pointers = dict.fromkeys(one.rpartition(" ")[0] for one in lacking)
    return [one for one in pointers if not _NAMES.isdisjoint(one.split("/"))]


def _whoever_is_meant(event: AnyEvent) -> Sequence[AnyEvent]:
    """It may be any of those around: what was shared is kept from everybody, and of nobody close to
    whoever said it is it known that they are safe, until somebody says so.
    """
    match event:
        case DisclosureRecorded():
            return [msgspec.structs.replace(event, safe_to_tell=False)]
        case ShareNowRecorded(so_far=SharedSoFar()):
            so_far = msgspec.structs.replace(event.said, safe_to_tell=False)
            return [msgspec.structs.replace(event, so_far=so_far)]
        case WishRecorded(child=person) | SignRecorded(person=person):
            nobody_knows = SignRecorded(
                person=person, code=NOBODY_KNOWS, effective_at=event.effective_at
            )
            return [event, nobody_knows]
    return [event]


def _what_it_may_be(event: AnyEvent, lacking: Sequence[str]) -> AnyEvent:
    """That something was wrong which was not found may be any yes of theirs: they never gave it."""
    if isinstance(event, CorrectionAsked) and event.about is None and event.what is None:
        named_in_vain = any(one.startswith("/about ") for one in lacking)
        return msgspec.structs.replace(event, what="NOT_AGREED") if named_in_vain else event
    return event


def _in_each(event: AnyEvent, lacking: Sequence[str], moment: Moment) -> Sequence[AnyEvent]:
    """A no is heard in every enquiry that goes on, where it was not said which is meant."""
    if not any(one.endswith(" WHICH_ENQUIRY") for one in lacking) or not protects(event):
        return [event]
    match event:
        case ResponseRecorded():
            # The conversation stands in the one enquiry.
            again = msgspec.structs.replace(event, conversation=None)
            return [
                event,
                *(
                    msgspec.structs.replace(again, response=new_id(), enquiry=other)
                    for other in moment.where_it_goes_on()
                    if other != event.enquiry
                ),
            ]
        case KeepInformedAgreed():
            others = (one for one in moment.where_it_goes_on() if one != event.enquiry)
            return [event, *(msgspec.structs.replace(event, enquiry=one) for one in others)]
    return [event]
