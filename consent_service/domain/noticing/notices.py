"""What somebody should know about what they have just recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from ..answers import Safe
from ..codes import label
from ..deciding.outcomes import OBJECTIONS
from ..deciding.overano import notices_of_decisions
from ..file.authorityfile import AuthorityFile
from ..file.folding import Stamp
from ..file.held import Held, in_order
from ..file.view import View
from ..following.convened import (
    of_the_family_at_a_strategy,
    to_be_asked_about,
    without_anybody_safe,
    without_strategy,
)
from ..lifting.idle import idle
from ..may import NOT_STAFF
from ..recorded.circumstances import SignRecorded
from ..recorded.compared import DisclosureCompared, FoundRight
from ..recorded.content import Content
from ..recorded.event import Event
from ..recorded.events import (
    AuthorisationMade,
    CapacityRecorded,
    CompetenceRecorded,
    ConversationRecorded,
    EnquiryOpened,
    RelationshipRecorded,
    ResponseRecorded,
)
from ..recorded.falling import EffectWaits, Looked, Notice, TakenWithCare
from ..recorded.meetings import InjuryRecorded, MeetingInvited
from ..recorded.plans import SafetyPlanMade
from ..recorded.practice import (
    ContactPointRecorded,
    DecisionRequested,
    EntryCorrected,
    FamilyAnswered,
    NotShareDecided,
)
from ..recorded.privacynotices import NoticeGiven
from ..safety.close import says_not_who_harmed
from ..safety.harmtoread import leads_on
from ..safety.signs import asking
from ..said.leavesout import LEAVES_OUT_A_YES
from ..said.liftsown import notices_of_a_lifted_no
from ..said.notenough import notices_of_a_yes
from ..said.quotedinfindings import notices_of_findings
from ..said.relied import rested_on
from ..said.saidbesides import notices_of_noes
from ..scopes.services import Directory
from ..words.agency import not_filled_in
from .namedinwords import notices_of_words
from .noticesofanswers import (
    against_what_they_said,
    asked_for_on_a_page,
    counts_otherwise,
    of_a_yes_in_doubt,
    of_its_end,
    says_what_nobody_answered,
)
from .noticesofending import notices_of_ending
from .noticesofnames import joins, may_be_a_namesake, readings_differ
from .noticesofwaiting import notices_of_what_waits
from .ofwhom import each_by_name, with_who_was_told
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
from .takenin import taken_in_already

#: What stood on record when something was done, where it did not reach all of it.
_THEN = {
    "DOES_NOT_COVER": "NOT_AGREED_THEN",
    "COVERS_PARTLY": "PARTLY_AGREED_THEN",
    "NOT_KNOWN": "NOT_KNOWN_THEN",
}

#: What was done for whoever called for help leads on.
HELP_LEADS_ON: Final = "HELP_LEADS_ON"
#: For partners that are not public authorities (`domain.md` 1, Data (Use and Access) Act 2025).
_OF_OTHERS = ("6_1_EA_RECOGNISED_LI_SAFEGUARDING", "6_1_F_LEGITIMATE_INTERESTS")

#: A worker's clock may be a little behind ours.
_LATE: Final = timedelta(minutes=5)


def codes_of(content: Content, stamp: Stamp, view: View | None) -> Iterator[str]:
    """Those that need no other words. What looks like a mistake is said to staff alone: it may rest
    on what others said.
    """
    event = content.event
    yield from _of_the_event(event, stamp.at)
    yield from _left_out_of(event, view)
    yield from of_its_end(content, view)
    yield from notices_of_ending(event, view)
    if isinstance(event, SignRecorded) and event.matched is not None:
        yield "KNOWN_ELSEWHERE"
    if view is not None and content.by.role not in NOT_STAFF:
        yield from dict.fromkeys(
            "JOINED_DIFFER" for joined in joins(view, event) if readings_differ(view, joined)
        )
    yield from _of_working_together(event, stamp, view)
    if view is not None and content.by.role not in NOT_STAFF:
        yield from asked_for_on_a_page(view, event)
        yield from notices_of_words(view, event)
        if may_be_a_namesake(view, event):
            yield "SAME_NAME"
        if isinstance(event, SignRecorded) and says_not_who_harmed(view, event):
            yield "WHO_HARMED_WHOM"
        if isinstance(event, FamilyAnswered) and leads_on(view, event.request):
            yield HELP_LEADS_ON
        if isinstance(event, ConversationRecorded) and says_what_nobody_answered(view, event):
            yield "WORDS_WITHOUT_ANSWER"
        yield from counts_otherwise(view, event)
        if isinstance(event, EntryCorrected) and rested_on(view, event.corrects):
            yield "RESTED_ON"
        for fact in view.read.of(type(event)):
            if fact.seq == stamp.seq:
                yield from notices_of_noes(view, fact)
                yield from notices_of_findings(view, fact)
                yield from implausible(view, fact)
                if _is_outranked(view, fact):
                    yield "NOT_WHAT_COUNTS"
                yield from dict.fromkeys(against_what_they_said(view, fact))


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


def _left_out_of(event: Event, view: View | None) -> Iterator[str]:
    """What nobody said in it, and somebody is to be asked: where it is safe to."""
    if not_filled_in(getattr(event, "words_sent", None) or ""):
        yield "WORDS_NOT_FILLED_IN"
    if isinstance(event, NoticeGiven) and event.reading_age is None:
        yield "NOTICE_NOT_LISTED"
    if isinstance(event, ConversationRecorded) and event.pressure_concern == "NOT_KNOWN":
        if view is not None and view.each[asking][event.person].answer is not Safe.YES:
            return
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
            # Of a no it is never said that the record covered a part.
            is_no = not OBJECTIONS.isdisjoint(event.reasons)
            yield "NO_STOOD_THEN" if is_no else _THEN[event.verdict]
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
        # Of a service that is left out it is said which it is, with the answer.
        if code == LEAVES_OUT_A_YES:
            continue
        by_staff = None if content.by.role in NOT_STAFF else view
        said = asked_of_them(code, event, by_staff)
        yield with_who_was_told(said, event, by_staff, stamp.seq)
    yield from notices_of_services(event, directory)
    if view is not None:
        yield from notices_of_people(event, view)
        if content.by.role not in NOT_STAFF:
            yield from notices_of_the_unsafe(event, view, stamp.seq)
            yield from notices_of_advocates(event, view, stamp.seq)
            yield from notices_of_relationships(event, view, stamp.seq)
            yield from notices_of_orders(event, view, stamp.seq)
            yield from notices_of_decisions(event, view)
            yield from taken_in_already(event, view, stamp.seq)
        if isinstance(event, ResponseRecorded) and content.by.role not in NOT_STAFF:
            yield from of_a_yes_in_doubt(view, stamp.seq)
            yield from notices_of_a_yes(event, view)
            yield from notices_of_a_lifted_no(event, view, stamp.seq, directory)
    without_effect = ", ".join(name.replace("_", " ") for name in idle(event))
    if without_effect and content.by.role not in NOT_STAFF:
        words = label("notices", "DOES_NOTHING").format(names=without_effect)
        yield Notice("DOES_NOTHING", words)
    if isinstance(event, FoundRight):
        for code in event.doubts:
            yield Notice(code, f"You looked at this: {label('notices', code)}")
    if isinstance(event, Looked):
        yield from event.notices
    if isinstance(event, TakenWithCare) and content.by.role not in NOT_STAFF:
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
        if isinstance(content.event, EffectWaits) and content.by.role not in NOT_STAFF:
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
