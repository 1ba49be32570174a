"""What somebody should know about what they have just recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from ..answers import Safe
from ..codes import OWN_TO_AN_ADULT, label
from ..deciding.overano import notices_of_decisions
from ..file.authorityfile import AuthorityFile
from ..file.folding import Stamp
from ..file.held import Held, in_order
from ..file.joiningsthatdiffer import differ
from ..file.leavingout import without
from ..file.view import View
from ..following.convened import (
    of_the_family_at_a_strategy,
    to_be_asked_about,
    without_anybody_safe,
    without_strategy,
)
from ..lifting.idle import idle
from ..lifting.protecting import protects
from ..names.onename import of_near_names, of_one_name, said_to_be_two
from ..recorded.circumstances import PeopleJoined, PersonAmended, SignRecorded, WishWeighed
from ..recorded.compared import DisclosureCompared, FoundRight
from ..recorded.content import Content
from ..recorded.event import Event
from ..recorded.events import (
    AdultAdded,
    AgreementWithdrawn,
    AuthorisationMade,
    CapacityRecorded,
    CompetenceRecorded,
    ConversationRecorded,
    EnquiryOpened,
    RelationshipRecorded,
    ResponseRecorded,
    SafetyRecorded,
    WishRecorded,
)
from ..recorded.falling import EffectConfirmed, EffectWaits, Looked, Notice, TakenWithCare
from ..recorded.meetings import InjuryRecorded, MeetingInvited
from ..recorded.plans import SafetyPlanMade
from ..recorded.practice import (
    ContactPointRecorded,
    DecisionRequested,
    EntryCorrected,
    NotShareDecided,
)
from ..recorded.privacynotices import NoticeGiven
from ..safety.close import says_not_who_harmed
from ..safety.signs import asking
from ..safety.wishes import leaves_open_whom
from ..said.aboutwhom import besides
from ..said.contradicting import AGREEMENTS, NOES, contradict, say_two_things
from ..said.indoubt import in_doubt
from ..said.liftsown import notices_of_a_lifted_no
from ..said.notenough import notices_of_a_yes
from ..said.relied import rested_on
from ..said.saidbesides import notices_of_noes
from ..said.saidlater import close_together, is_after, takes_the_place_of
from ..scopes.services import Directory
from ..scopes.usualends import usual_end
from ..words.agency import is_not_filled_in
from .namedinwords import notices_of_words
from .noticesofending import notices_of_ending
from .noticesofstops import notices_of_stops
from .noticesofwaiting import notices_of_what_waits
from .ofwhom import each_by_name
from .plausible import implausible
from .relatedbefore import notices_of_orders, notices_of_relationships
from .servicesnamed import notices_of_services
from .staffnamed import (
    asked_of_them,
    not_listed,
    notices_of_advocates,
    notices_of_people,
    notices_of_the_unsafe,
)

#: What stood on record when something was done, where it did not reach all of it.
_THEN = {
    "DOES_NOT_COVER": "NOT_AGREED_THEN",
    "COVERS_PARTLY": "PARTLY_AGREED_THEN",
    "NOT_KNOWN": "NOT_KNOWN_THEN",
}

#: For partners that are not public authorities (`domain.md` 1, Data (Use and Access) Act 2025).
_OF_OTHERS = ("6_1_EA_RECOGNISED_LI_SAFEGUARDING", "6_1_F_LEGITIMATE_INTERESTS")

#: A worker's clock may be a little behind ours.
_LATE: Final = timedelta(minutes=5)

#: Who acts for themselves, or for a person or an agency: they read of their own answers alone.
_NOT_OURS: Final = frozenset({"PARENT", "YOUNG_PERSON", "ADVOCATE", "PARTNER_REP"})


def codes_of(content: Content, stamp: Stamp, view: View | None) -> Iterator[str]:
    """Those that need no other words. What looks like a mistake is said to staff alone: it may rest
    on what others said.
    """
    event = content.event
    yield from _of_the_event(event, stamp.at)
    yield from _left_out_of(event)
    yield from _of_its_end(content, view)
    yield from notices_of_ending(event, view)
    if isinstance(event, SignRecorded) and event.matched is not None:
        yield "KNOWN_ELSEWHERE"
    if view is not None and content.by.role not in _NOT_OURS:
        yield from dict.fromkeys(
            "JOINED_DIFFER" for joined in _joins(view, event) if _differ(view, joined)
        )
    yield from _of_working_together(event, stamp, view)
    if view is not None and content.by.role not in _NOT_OURS:
        yield from _asked_for_on_a_page(view, event)
        yield from notices_of_words(view, event)
        if _may_be_a_namesake(view, event):
            yield "SAME_NAME"
        if isinstance(event, SignRecorded) and says_not_who_harmed(view, event):
            yield "WHO_HARMED_WHOM"
        if isinstance(event, ConversationRecorded) and _says_what_nobody_answered(view, event):
            yield "WORDS_WITHOUT_ANSWER"
        yield from _counts_otherwise(view, event)
        if isinstance(event, EntryCorrected) and rested_on(view, event.corrects):
            yield "RESTED_ON"
        for fact in view.read.of(type(event)):
            if fact.seq == stamp.seq:
                yield from notices_of_noes(view, fact)
                yield from implausible(view, fact)
                if _is_outranked(view, fact):
                    yield "NOT_WHAT_COUNTS"
                yield from dict.fromkeys(_against_what_they_said(view, fact))


def _may_be_a_namesake(view: View, event: Event) -> bool:
    """Somebody is put on the file, or called dangerous or in danger, and another adult has their
    name, of whom nobody has said that they are two people; or one that is near it, where it is not
    known of either that they are safe.
    """
    match event:
        case AdultAdded() | SignRecorded():
            pass
        case PersonAmended(names=str()):
            pass
        case SafetyRecorded() if protects(event):
            pass
        case _:
            return False
    known, two = view.together, said_to_be_two(view)
    one = known.the_one(event.person)
    asked, others = view.each[asking], {*of_one_name(known, one)}
    others |= {
        other
        for other in of_near_names(known, one)
        if any(asked[each].answer is not Safe.YES for each in (one, other))
    }
    return any(frozenset((one, other)) not in two for other in others)


def _counts_otherwise(view: View, event: Event) -> Iterator[str]:
    """It does not count as whoever typed it may think: less, or of more people."""
    match event:
        case ResponseRecorded() | AgreementWithdrawn() if event.answer not in AGREEMENTS:
            is_own = not OWN_TO_AN_ADULT.isdisjoint(event.scope.categories)
            others = {*event.scope.subjects} - {event.person}
            if is_own and event.person in event.scope.subjects and others & view.children.keys():
                yield "ABOUT_THEMSELVES_TOO"
    yield from notices_of_stops(view, event)
    if isinstance(event, ResponseRecorded | AgreementWithdrawn):
        meant = {one for scope in besides(view, event) for one in scope.subjects}
        if event.person in meant & view.adults.keys():
            yield "ABOUT_THEMSELVES_TOO"
        elif meant:
            yield "ABOUT_OTHERS_TOO"


def _in_doubt(view: View, seq: int) -> Iterator[Notice]:
    """A yes of which, as it was given, nobody can rely, with why: whoever typed it would go ahead
    on it.
    """
    for said in view.read.of(ResponseRecorded):
        if said.seq == seq and (why := list(in_doubt(view, said))):
            yield Notice("YES_IN_DOUBT", " ".join((label("notices", "YES_IN_DOUBT"), *why)))


def _says_what_nobody_answered(view: View, talk: ConversationRecorded) -> bool:
    """Free words decide nothing: a no that stands in them alone is heard by nobody."""
    return bool(talk.parent_words) and not any(
        said.event.conversation == talk.conversation for said in view.read.responses
    )


def _asked_for_on_a_page(view: View, event: Event) -> Iterator[str]:
    """What a page asks whoever types it for, and a system may leave out: it counts at once, and
    somebody is asked for the rest.
    """
    match event:
        case ResponseRecorded() | AgreementWithdrawn() if event.answer in NOES:
            talk = view.conversations.get(event.conversation or "")
            if not (event.words or (talk is not None and talk.event.parent_words)):
                yield "NO_WITHOUT_WORDS"
        case WishRecorded(objects=True) if not event.words:
            yield "NO_WITHOUT_WORDS"
        case ResponseRecorded(answer="ASK_ATTEMPTED", words=str()):
            yield "ATTEMPT_WITH_WORDS"
        case WishWeighed() | WishRecorded() if leaves_open_whom(view, event):
            yield "WHOM_NOT_SAID"


def _of_working_together(event: Event, stamp: Stamp, view: View | None) -> Iterator[str]:
    """About injuries, meetings and safety plans."""
    match event:
        case SafetyPlanMade() if not (event.dangers and event.goals and event.steps):
            yield "PLAN_NOT_WHOLE"
        case EnquiryOpened() if view is not None and len(view.going_on) > 1:
            yield "ANOTHER_GOES_ON"
        case MeetingInvited() if view is not None and of_the_family_at_a_strategy(view, event):
            yield "FAMILY_AT_STRATEGY"
        case InjuryRecorded() if view is not None:
            yield from ("CONSIDER_STRATEGY" for h in without_strategy(view) if h.seq == stamp.seq)
            first = without_anybody_safe(view)
            yield from ("DECIDE_WHO_IS_SAFE" for h in first if h.seq == stamp.seq)
            asks = to_be_asked_about(view)
            yield from ("ASK_ABOUT_INJURY" for h in asks if h.seq == stamp.seq)


def _of_its_end(content: Content, view: View | None) -> Iterator[str]:
    """An agreement ends when one usually does: perhaps nobody said until when it holds."""
    event, talks = content.event, {} if view is None else view.conversations
    talk = talks.get(getattr(event, "conversation", None) or "")
    is_said = talk is not None and "HOW_LONG" in talk.event.explained
    if isinstance(event, ResponseRecorded) and event.answer in AGREEMENTS and not is_said:
        usual = usual_end(event.scope.purposes, event.valid_from or event.effective_at)
        if event.expires_at == usual and content.by.role not in _NOT_OURS:
            yield "ENDS_AS_USUAL"


#: Of what a later word replaces: by which members it is about the same.
_REPLACED: Final[Mapping[type[Event], tuple[str, ...]]] = {
    CapacityRecorded: ("person", "purpose"),
    CompetenceRecorded: ("child", "purpose"),
    ContactPointRecorded: ("contact",),
    RelationshipRecorded: ("person", "child"),
}


def _is_outranked(view: View, fact: Held[Event]) -> bool:
    """What was just recorded is not what counts: something about the same is dated after it."""
    names = _REPLACED.get(type(fact.event))
    if names is None:
        return False
    about = [getattr(fact.event, name) for name in names]
    return any(
        in_order(other) > in_order(fact)
        for other in view.holding[type(fact.event)]
        if [getattr(other.event, name) for name in names] == about
    )


def _against_what_they_said(view: View, fact: Held[Any]) -> Iterator[str]:
    """A yes of theirs and something less that meet, where what was just recorded is not simply the
    later.
    """
    if isinstance(fact.event, ResponseRecorded | AgreementWithdrawn):
        for other in view.said_by.get(fact.event.person, ()):
            talk = fact.event.conversation
            if talk is not None and talk == other.event.conversation:
                if say_two_things(fact, other) or say_two_things(other, fact):
                    yield "BOTH_IN_ONE_TALK"
            elif not (contradict(fact, other) or contradict(other, fact)):
                continue
            elif fact.event.answer in NOES and is_after(other, fact):
                yield "SAID_BOTH" if close_together(fact, other) else "NOT_WHAT_COUNTS"
            elif _is_outlived(fact, other):
                yield "NOT_WHAT_COUNTS"


def _joins(view: View, event: Event) -> Iterator[PeopleJoined]:
    """What is joined by it, or by what it confirms."""
    if isinstance(event, PeopleJoined):
        yield event
    if isinstance(event, EffectConfirmed):
        waits = [h for h in view.file.of(EffectWaits) if h.event.waiting == event.waiting]
        places = {place for held in waits for place in held.event.entries}
        yield from (one.event for one in view.file.of(PeopleJoined) if one.seq in places)


def _is_outlived(yes: Held[Any], no: Held[Any]) -> bool:
    """A yes that lifts nothing of their no: it was not certainly said later, nor names it."""
    return no.event.answer in NOES and not (is_after(yes, no) or takes_the_place_of(yes, no))


def _differ(view: View, joined: PeopleJoined) -> bool:
    apart = View(without(view.file, _joining(view, joined)), view.as_of, view.known)
    return differ((apart, joined.person), (apart, joined.other))


def _joining(view: View, joined: PeopleJoined) -> list[int]:
    return [one.seq for one in view.file.of(PeopleJoined) if one.event == joined]


def _left_out_of(event: Event) -> Iterator[str]:
    """What nobody said in it, and somebody is to be asked."""
    if is_not_filled_in(getattr(event, "words_sent", None) or ""):
        yield "WORDS_NOT_FILLED_IN"
    if isinstance(event, NoticeGiven) and event.reading_age is None:
        yield "NOTICE_NOT_LISTED"
    if isinstance(event, ConversationRecorded) and event.pressure_concern == "NOT_KNOWN":
        yield "PRESSURE_NOT_SAID"


def _of_the_event(event: Event, at: datetime) -> Iterator[str]:
    test = event.duty_test if isinstance(event, AuthorisationMade | NotShareDecided) else None
    if test is not None and test.says_share:
        yield "LAW_SAYS_SHARE"
    if isinstance(event, AuthorisationMade):
        if at - event.effective_at > _LATE:
            yield "WRITTEN_DOWN_LATE"
        if event.lawful_basis.art6 == "6_1_A_CONSENT":
            yield "CONSENT_IS_A_WEAK_BASIS"
        if event.lawful_basis.art6 in _OF_OTHERS:
            yield "BASIS_OF_OTHERS"
    if isinstance(event, DecisionRequested | NotShareDecided):
        yield "SHARE_NOW_IF_YOU_CANNOT_WAIT"
    if isinstance(event, DisclosureCompared):
        if event.verdict in _THEN:
            yield _THEN[event.verdict]
        if event.written_after:
            yield "WRITTEN_DOWN_AFTER"
        if event.rests_otherwise:
            yield "RESTS_OTHERWISE"
        if event.words == "DIFFER":
            yield "WORDS_DIFFER"


def notices_of(
    content: Content, stamp: Stamp, view: View | None, directory: Directory
) -> Iterator[Notice]:
    """What to know of an entry of the file that `view` shows with it, for whoever recorded it: what
    waits among it, by name. The service shows what follows from somebody's own answers; it does not
    decide.
    """
    event = content.event
    for code in codes_of(content, stamp, view):
        yield asked_of_them(code, event, None if content.by.role in _NOT_OURS else view)
    yield from notices_of_services(event, directory)
    if view is not None:
        yield from notices_of_people(event, view)
        if content.by.role not in _NOT_OURS:
            yield from notices_of_the_unsafe(event, view, stamp.seq)
            yield from notices_of_advocates(event, view, stamp.seq)
            yield from notices_of_relationships(event, view, stamp.seq)
            yield from notices_of_orders(event, view, stamp.seq)
            yield from notices_of_decisions(event, view)
        if isinstance(event, ResponseRecorded) and content.by.role not in _NOT_OURS:
            yield from _in_doubt(view, stamp.seq)
            yield from notices_of_a_yes(event, view)
            yield from notices_of_a_lifted_no(event, view, stamp.seq, directory)
    without_effect = ", ".join(name.replace("_", " ") for name in idle(event))
    if without_effect and content.by.role not in _NOT_OURS:
        words = label("notices", "DOES_NOTHING").format(names=without_effect)
        yield Notice("DOES_NOTHING", words)
    if isinstance(event, FoundRight):
        for code in event.doubts:
            yield Notice(code, f"You looked at this: {label('notices', code)}")
    if isinstance(event, Looked):
        yield from event.notices
    if isinstance(event, TakenWithCare) and content.by.role not in _NOT_OURS:
        yield from _lacking(event)


def notices_of_all(
    entries: Iterable[tuple[Content, Stamp]], view: View | None, own: AuthorityFile, at: datetime
) -> tuple[Notice, ...]:
    """What to know of all that one request recorded, by what the authority's own file had then.
    Where several of its entries say the same, as both answers of one talk do that contradict each
    other, it is said once.
    """
    directory, said, every = own.directory(at), list[Notice](), [*entries]
    for content, stamp in every:
        said += each_by_name(notices_of(content, stamp, view, directory), content.event, every)
        if isinstance(content.event, EffectWaits) and content.by.role not in _NOT_OURS:
            said += notices_of_what_waits(content.event, every)
        said += (
            Notice(one, label("notices", one)) for one in not_listed(content, stamp, view, own)
        )
    return tuple(dict.fromkeys(said))


def _lacking(taken: TakenWithCare) -> Iterator[Notice]:
    """Each thing that was missing or could not be used, and in which members."""
    places: dict[str, list[str]] = {}
    for pointer, _, code in (one.rpartition(" ") for one in taken.lacking):
        places.setdefault(code, []).extend([pointer] if pointer else [])
    for code, pointers in places.items():
        where = f" ({', '.join(pointers)})" if pointers else ""
        yield Notice(code, f"{label('taken_with_care', code)}{where}")
