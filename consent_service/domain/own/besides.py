"""What its person said or wrote besides their answers, as far as their own page goes by it. Pure.

No check goes by a yes while such a word may be a no (`heldbywords.py`), and so no page says that
it is agreed: it says what it says of each yes of which we must talk with them first. That they
spoke to us, what they said and to whom stands nowhere on it, because somebody else may read on.
What they said of harm, or perhaps under pressure, changes nothing on it, nor does what a child
wants, which they may have told somebody else alone, what others wrote of them, or what staff wrote
beside a yes that nobody here can read: it would be news to whoever they are afraid of. A no of
another language is read here, and is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ..file.held import Held, by_place
from ..file.view import View
from ..freetext.readslikeano import reads_like_a_no
from ..freetext.tellsofharm import tells_of_harm
from ..freetext.wordsofayes import says_no_elsewhere
from ..may import FAMILY
from ..recorded.events import (
    AdvocateStatusChanged,
    CapacityRecorded,
    CompetenceRecorded,
    ConversationRecorded,
    ReachabilityRecorded,
    ResponseRecorded,
    ValidityChanged,
)
from ..recorded.meetings import MeetingPartTaken
from ..recorded.practice import (
    HELP_NOW,
    ContactMade,
    CorrectionAsked,
    DisagreementStated,
    FamilyAsked,
    KeepInformedAgreed,
    TellingRecorded,
)
from ..said.saidbesides import NOT_A_NO, Besides, may_be_noes
from .asknown import AsKnown
from .convened import family_invitations
from .leftopen import known_to, unknown_ends

#: In which one of us was in touch with them. Of what else is written of a person nobody knows that
#: they said it to us.
_WITH_US: Final = (
    AdvocateStatusChanged,
    ContactMade,
    ConversationRecorded,
    KeepInformedAgreed,
    ResponseRecorded,
    TellingRecorded,
)
_PRESSED_FOR: Final = frozenset({"POSSIBLE", "YES"})


def words_that_hold(view: View, person: str, known: AsKnown) -> tuple[Held[Any], ...]:
    """Each entry in which something of theirs may be a no, of those that their page goes by. What
    staff wrote, also to settle such a word, is looked at as far as they may have come to know it.
    """
    # What they typed on their page, whoever looks on may read there.
    typed = [one.said for one in _left_open(view, person) if one.said.role in FAMILY]
    typed = [said for said in typed if not _is_a_call_for_help(said.event)]
    then = known.as_they_know_it
    heard = [one.said for one in _left_open(then, person) if _is_shown(then, person, one)]
    found = {one.seq: one for one in (*typed, *known_to(view, person, heard))}
    ended = view.ended.keys() - unknown_ends(view, person)
    going_on = [one for one in found.values() if getattr(one.event, "enquiry", None) not in ended]
    return tuple(sorted(going_on, key=by_place))


def _left_open(view: View, person: str) -> Iterator[Besides]:
    """In any reading: that it is none may wait for a manager."""
    for reading in view.readings_apart:
        yield from reading.each[may_be_noes][reading.the_one(person)]


def _is_shown(view: View, person: str, one: Besides) -> bool:
    said: Held[Any] = one.said
    event = said.event
    if _is_a_call_for_help(event):
        return False
    match event:
        case FamilyAsked() | CorrectionAsked() | DisagreementStated():
            # That they did stands on their page, whoever typed it.
            return True
        case MeetingPartTaken():
            asked = event.invitation in family_invitations(view, person)
            return asked and not tells_of_harm(event)
        case ConversationRecorded(pressure_concern=pressure) if pressure in _PRESSED_FOR:
            return False
        case ValidityChanged(not_a_no=answer):
            # Their page goes by whether an answer of theirs counts.
            return answer is False
        case CapacityRecorded() | CompetenceRecorded() | ReachabilityRecorded():
            # Somebody of us heard it from them, and said that a no stands in it.
            return event.not_a_no is False and not tells_of_harm(event)
        case AdvocateStatusChanged(parent_words=words) if one.words != words:
            return False
        case TellingRecorded(told=told, person=told_of) if not told or told_of is None:
            return False
    return isinstance(event, _WITH_US) and _reads_so(one) and not tells_of_harm(event)


def _is_a_call_for_help(event: Any) -> bool:
    """It is on no page, and what is written with it changes none: it holds a yes for us alone."""
    return isinstance(event, FamilyAsked) and event.wants == HELP_NOW


def _reads_so(one: Besides) -> bool:
    """Somebody has said that a no stands in it, or it reads like one, in whichever language they
    said it. What is only left open holds a yes for staff, and says on no page that we wrote
    something down.
    """
    if getattr(one.said.event, NOT_A_NO, None) is False:
        return True
    return reads_like_a_no(one.words, quoted=one.are_ours) or says_no_elsewhere(one.words)
