"""Words that may tell of harm and that nobody has settled: a manager reads them the same day. Pure.

They are settled by a sign recorded since or in the same act, and our account of them by one
recorded before; or where each whom they may mean is safe as a manager has said since; or a manager
says that they were read, and what follows (`FoundRight`). That they were read makes nobody safe: a
manager says that of each, or that the words mean nobody (`foundharmless.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from ..file.held import Held
from ..file.view import View
from ..following.askedfor import settled
from ..following.awaited import unread
from ..freetext.rationale import says_why
from ..freetext.saysnoharm import denied_in
from ..freetext.tellsofharm import (
    HarmTold,
    all_told_by_kind,
    calls_for_help,
    harms_in,
    of_member,
    tells_of_harm,
)
from ..freetext.wordsofrevenge import threatens_whoever_told
from ..memo import worked_out_once
from ..names.namedinprose import as_read
from ..recorded.circumstances import SignRecorded
from ..recorded.compared import FoundRight
from ..recorded.event import Event
from ..recorded.events import (
    ConversationRecorded,
    EnquiryOpened,
    ResponseRecorded,
    SafetyRecorded,
)
from ..recorded.meetings import InjuryRecorded, MeetingCalled, MeetingRecorded
from ..recorded.members import TheirWords
from ..recorded.practice import (
    AgencyReplied,
    ContactPointRecorded,
    DisclosureRecorded,
    DisclosureReviewed,
    FamilyAsked,
)
from ..recorded.sharingatonce import ShareNowRecorded, ShareNowReviewed, ShareNowUsed
from ..said.writingread import said_to_hold
from .besideadanger import is_beside_a_danger, told_beside_a_danger
from .close import NOBODY_KNOWS
from .everasign import may_be_any
from .harmed import Order
from .onrecord import names_a_danger
from .saidtoharm import (
    every_told,
    is_only_read,
    says_more_than_a_wish,
    whom_it_may_mean,
    whose,
)
from .seento import TELLS, settles
from .signs import NOT_SAFE, Sign, asking, standing_signs
from .whodidit import is_of_nobody, is_unexplained
from .whowasasked import was_asked

#: Between what stands in two members of one entry.
APART: Final = "\n\n"
#: By these somebody was named, and no manager has looked.
_NAMED_ALONE: Final = {Sign.MUST_NOT_HEAR, Sign.WISH_NOT_WEIGHED}

#: What holds what somebody told us, whoever wrote it down.
_TOLD: Final = (ConversationRecorded, EnquiryOpened, ResponseRecorded)


@worked_out_once
def harm_unread(view: View) -> Sequence[Held[Any]]:
    """Each entry in which such words stand, the first recorded first."""
    if not may_be_any(view):
        return ()
    told = {held.seq: held for held in every_told(view)} | {**told_beside_a_danger(view)}
    return [held for _, held in sorted(told.items()) if _is_left(view, held)]


@worked_out_once
def harm_to_read(view: View) -> Sequence[Held[Any]]:
    """Those of these that nobody is asked to look at otherwise."""
    return [held for held in harm_unread(view) if not is_looked_at(view, held.event)]


@worked_out_once
def harm_to_read_first(view: View) -> Sequence[Held[Any]]:
    """Those of these that are. Of the others whoever took the family in has said what there is to
    say: they keep nobody waiting, and stand on the list of whoever reads them and on no answer.
    """
    return [held for held in harm_to_read(view) if is_read_first(view, held)]


def is_read_first(view: View, held: Held[Any]) -> bool:
    """Before anybody is rung: not where whoever wrote it was asked who may be a danger, and it
    means nobody by that; but where they ticked that there is one. What an agency answers is news of
    the child all the same: whoever types it knows the family by nothing else, and what to do next
    is asked of those who have not read it. So is an injury that is told of once the family is taken
    in: that nobody is known to have done it says of no child that they are safe. And so is that
    somebody does none: whoever says so may have been asked to.
    """
    if isinstance(held.event, AgencyReplied) or is_beside_a_danger(view, held):
        return True
    if not isinstance(held.event, EnquiryOpened) and _tells_of_an_injury(held.event):
        return True
    if any(denied_in(as_read(one)) for one in words_in(held.event).split(APART)):
        return True
    return bool(whom_it_may_mean(view, held)) or not was_asked(view, held)


def _tells_of_an_injury(event: Event) -> bool:
    """Something is seen of it, and nobody says whose doing it is."""
    return any(
        is_unexplained(harm) and not is_of_nobody(harm, is_adults=False)
        for harm in harms_in(words_in(event))
    )


def is_looked_at(view: View, event: Event) -> bool:
    """Harm is what it is about: what was shared at once, which a manager looks at, or a strategy
    discussion. Whoever may be meant by it is as little known to be safe as by any other words.
    """
    match event:
        case ShareNowRecorded(share_now=used):
            is_used = any(one.event.share_now == used for one in view.holding[ShareNowUsed])
            return is_used and not _share_now_reviews(view, used)
        case DisclosureRecorded(disclosure=made):
            written = (one.event for one in view.holding[ShareNowRecorded])
            return any(one.disclosure == made and is_looked_at(view, one) for one in written)
        case MeetingCalled(meeting_type="STRATEGY_DISCUSSION", meeting=called):
            return all(
                one.event.held for one in view.by[MeetingRecorded, "meeting"].get(called, ())
            )
    return False


def _share_now_reviews(view: View, used: str) -> list[ShareNowReviewed]:
    return [one.event for one in view.holding[ShareNowReviewed] if one.event.share_now == used]


def words_in(event: Event) -> str:
    """What of an entry tells of it, or else what somebody told in it, or whatever of it is looked
    through where nobody did, each by itself and parted by an empty line; but for what stands with a
    number or an address, which may be kept from others: that is read where it is opened.
    """
    if isinstance(event, ContactPointRecorded):
        return ""
    members = all_told_by_kind().get(type(event), ())
    every = [of_member(event, one) for one in members]
    told = [words for words in every if next(harms_in(words), None) is not None]
    if not told:
        # Where that was, and who was there, is nothing that they told.
        said = (of_member(event, one) for one in members if isinstance(one.mark, TheirWords))
        told = [*filter(None, said)]
    return APART.join(told or filter(None, every))


def may_threaten_whoever_told(event: Event) -> bool:
    """Whoever told us of the family may be in danger by what stands in it."""
    every = all_told_by_kind().get(type(event), ())
    return any(threatens_whoever_told(of_member(event, one)) for one in every)


def asked_to_read(view: View, fact: Held[Any]) -> list[str]:
    """Codes of `notices`: whether a manager is asked about this entry."""
    return [TELLS] if fact.seq in {held.seq for held in harm_to_read(view)} else []


def _is_left(view: View, held: Held[Any]) -> bool:
    is_said = held.seq in said_to_hold(view, "HARM") or is_beside_a_danger(view, held)
    if not (is_said or tells_of_harm(held.event)):
        # A sign says itself who is meant.
        return False
    if held.seq in _read_by_managers(view):
        return False
    if calls_for_help(held.event):
        return _leads_on(view, held)
    if _is_reviewed(view, held):
        return False
    if not is_said and not says_more_than_a_wish(view, held):
        return False
    meant = whom_it_may_mean(view, held)
    signs = _signs(view)
    if any(one.seq > held.seq and _is_of(view, people, held, meant) for one, people in signs):
        return False
    if not meant or is_only_read(view, held):
        return True
    if _are_known(view, meant) and not _is_fresh(view, held, meant):
        return False
    mine = (Sign.WORDS_MAY_MEAN_THEM, held.order)
    return any(mine in standing_signs(view, one) for one in meant)


def those_known(view: View, held: Held[Any]) -> frozenset[str]:
    """Whom it may mean, where they were named as a danger before: it says what they do now, and not
    who.
    """
    if calls_for_help(held.event) or is_beside_a_danger(view, held) or is_only_read(view, held):
        return frozenset()
    meant = whom_it_may_mean(view, held)
    return meant if _are_known(view, meant) else frozenset()


def _are_known(view: View, meant: frozenset[str]) -> bool:
    """That they were named beside the words settles nothing of them: a manager reads these."""
    asked = view.each[asking]
    return all(NOT_SAFE.intersection(asked[one].signs) - _NAMED_ALONE for one in meant)


def _is_fresh(view: View, held: Held[Any], meant: frozenset[str]) -> bool:
    """It was told after each of them was named as a danger: that says who it is, and reads nothing
    that comes later. What was told in the very act in which one was named is read by it.
    """
    if not any(_tells_of_it(held.event, one) for one in all_told_by_kind()[type(held.event)]):
        return False
    named = (sign for sign, people in _signs(view) if not meant.isdisjoint(people))
    return all((sign.recorded_at, sign.by) != (held.recorded_at, held.by) for sign in named)


def _tells_of_it(event: Event, of: HarmTold) -> bool:
    """It stands in what somebody told us, and not in our account of them."""
    is_told = isinstance(event, _TOLD) or not of.mark.is_ours
    return is_told and next(harms_in(of_member(event, of)), None) is not None


def leads_on(view: View, request: str) -> bool:
    """Somebody called for help in it and was answered, and nothing of it is written down yet."""
    asked = (one for one in view.holding[FamilyAsked] if one.event.request == request)
    return any(one in harm_to_read(view) for one in asked if calls_for_help(one.event))


def _leads_on(view: View, call: Held[FamilyAsked]) -> bool:
    """A call for help is answered at once, as one. Once it is, nothing is written down yet of what
    they called for: a sign, or what was shared at once, whoever is known as a danger already.
    """
    if call.event.request not in settled(view):
        return False
    shared = (one for one in view.holding[ShareNowRecorded] if one.event.shared)
    if any(one.seq > call.seq for one in shared):
        return False
    meant = whom_it_may_mean(view, call) | whose(view, call)
    signs = (
        one
        for one in view.recorded[SignRecorded]
        if one.event.matched is None and one.event.code != NOBODY_KNOWS
    )
    hurt = ((one, frozenset({one.event.person, *one.event.names})) for one in signs)
    return not any(
        one.seq > call.seq and not meant.isdisjoint(map(view.the_one, people))
        for one, people in (*hurt, *_signs(view))
    )


def _is_reviewed(view: View, held: Held[Any]) -> bool:
    """What an agency answered: whoever is asked to read it is asked so, and says what follows. And
    what was shared at once, where a manager has looked at it and says why they found what they did.
    """
    match held.event:
        case ShareNowRecorded(share_now=used):
            return any(says_why(one.words) for one in _share_now_reviews(view, used))
        case DisclosureRecorded(disclosure=made):
            written = [
                one for one in view.holding[ShareNowRecorded] if one.event.disclosure == made
            ]
            return any(_is_reviewed(view, one) for one in written)
    if not isinstance(held.event, AgencyReplied):
        return False
    made = held.event.disclosure
    reviews = view.by[DisclosureReviewed, "disclosure"].get(made, ())
    return held in unread(view).get(made, ()) or any(
        one.seq > held.seq and says_why(one.event.words) for one in reviews
    )


@worked_out_once
def _read_by_managers(view: View) -> frozenset[int]:
    """The places of those that a manager has read, and said what follows."""
    every = (one.event for one in view.recorded[FoundRight])
    return frozenset(one.entry for one in every if settles(one, TELLS))


@worked_out_once
def told_and_read(view: View) -> frozenset[Order]:
    """By when they were told: the words of these that still may mean somebody."""
    read = _read_by_managers(view)
    return frozenset(held.order for held in (every_told(view) if read else ()) if held.seq in read)


def _is_of(view: View, people: frozenset[str], held: Held[Any], meant: frozenset[str]) -> bool:
    """It is about one of those whom the words may mean, or whose they are, or are about; where
    nobody knows either, it may be what they led to.
    """
    theirs = whose(view, held)
    return not people.isdisjoint(meant | theirs) or not (meant or theirs)


@worked_out_once
def _signs(view: View) -> tuple[tuple[Held[Any], frozenset[str]], ...]:
    """Each sign that somebody put on this file, or what is looked into as it is, with whom it
    names, or else whom it is about.
    """
    return tuple((one, frozenset(map(view.the_one, people))) for one, people in _people(view))


def _people(view: View) -> Iterator[tuple[Held[Any], tuple[str, ...]]]:
    for sign in view.recorded[SignRecorded]:
        # That nobody knows whether somebody is safe says of no words what is in them.
        if sign.event.matched is None and sign.event.code != NOBODY_KNOWS:
            yield sign, sign.event.names or (sign.event.person,)
    for said in view.recorded[SafetyRecorded]:
        # That somebody is safe settles what it was said knowing, in whatever words it was said.
        if not said.event.safe_to_ask or names_a_danger(said.event):
            yield said, (said.event.person,)
    for hurt in view.recorded[InjuryRecorded]:
        yield hurt, (hurt.event.child,)
