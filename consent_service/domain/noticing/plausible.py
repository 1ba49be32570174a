"""Implausible facts are noticed, never refused: edition 2026.3 of the rules, section 8.

One table of rules over a file and one fact of it. Each is true of facts that can be right: a
mother can be very young, and a form can have been lost. So whoever records one is told at once,
the fact is kept and counts, and a manager sees after a day what still looks like a mistake.

A notice is a code. It names nobody and repeats nothing, and is for staff alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final, NamedTuple, TypeAlias

from ..codes import DECIDING_PR
from ..families.numbers import is_nhs_number, is_upn, is_whole_mobile
from ..families.searching import search_key
from ..file.held import Held
from ..file.ordersmean import COUNCIL
from ..file.view import View
from ..freetext.saidtoknow import kinds_that_say
from ..memo import worked_out_once
from ..recorded import circumstances, events, meetings, owning, plans, practice, waysin
from ..recorded.amending import known_birth
from ..recorded.compared import FoundRight
from ..recorded.event import Event
from ..recorded.falling import MANAGERS
from ..recorded.joinedelsewhere import PersonJoinedElsewhere
from ..safety import givenaway
from ..safety.injured import moves_too_young
from ..safety.oneadvocate import OF_ADVOCATES, why_nobody_for_them
from ..safety.reaching import is_plausible
from ..safety.seento import settles
from ..safety.whoistold import TELLS
from ..said.contradicting import AGREEMENTS
from ..said.leavesout import LEAVES_OUT_A_YES, agreed_all_the_same
from . import dated, oddbirths, oddities, whichway

Rule: TypeAlias = Callable[[View, Held[Any]], bool]

#: What still looks like a mistake after this long is a manager's to see.
A_DAY: Final = timedelta(days=1)

#: An agency that answers so does all that it was asked: nothing of it wants a reason.
_DOES: Final = frozenset({"ACCEPTED", "SENT", "DONE"})
_SIGNED: Final = frozenset({"IN_PERSON_SIGNED", "LETTER_SIGNED"})


# ── people ──────────────────────────────────────────────────────────────────────────────────


def _child_twice(view: View, fact: Held[Any]) -> bool:
    """Another child of this file has the same name and birth, or the same number."""
    mine = view.children.get(fact.event.child)
    if mine is None:
        return False
    return any(
        other.event.child != mine.event.child and _may_be_one(mine.event, other.event)
        for other in view.children.values()
    )


def _may_be_one(one: events.ChildAdded, other: events.ChildAdded) -> bool:
    numbers = {(i.scheme, _close(i.value)) for i in one.identifiers}
    if numbers & {(i.scheme, _close(i.value)) for i in other.identifiers}:
        return True
    births = {born for born in map(known_birth, (one, other)) if born is not None}
    return len(births) < 2 and _name(one.names) == _name(other.names)


def _name(names: str) -> str:
    return search_key(names, date.min)


def _close(number: str) -> str:
    return "".join(number.split()).upper()


def _two_mothers(view: View, fact: Held[Any]) -> bool:
    """Two are called mother and hold parental responsibility; another woman is SECOND_PARENT."""
    mothers = {
        link.event.person
        for link in view.relationships.get(fact.event.child, ())
        if link.event.role == "MOTHER" and link.event.pr_status in DECIDING_PR
    }
    return fact.event.person in mothers and len(mothers) > 1


def _not_as_there(_: View, fact: Held[Any]) -> bool:
    """What stands on the other file tells the two apart."""
    return fact.event.differ is True and fact.event.child_and_adult is not True


def _a_child_there(_: View, fact: Held[Any]) -> bool:
    """The one is a child, and the other an adult who need not be that child grown up."""
    return fact.event.child_and_adult is True


def _no_number(_: View, fact: Held[Any]) -> bool:
    """It has not the form, or not the check digit or letter, of numbers of its kind."""
    looks_right = {"NHS_NUMBER": is_nhs_number, "UPN": is_upn}
    return any(
        one.scheme in looks_right and not looks_right[one.scheme](one.value)
        for one in fact.event.identifiers
    )


def _no_such_way(_: View, fact: Held[Any]) -> bool:
    """Nobody is rung or written to by it. That somebody has no address is no mistype."""
    point = fact.event
    typed = point.type != "ADDRESS" and point.value is not None and not point.ended
    return typed and not (
        is_plausible(point.type, point.value)
        and (point.type != "PHONE" or is_whole_mobile(point.value))
    )


def _times_not_said(_: View, fact: Held[Any]) -> bool:
    """Safe at some times, and nobody can tell at which: it is not known to be safe at any."""
    point = fact.event
    return point.safety == "SAFE_AT_TIMES" and not point.safe_times and not point.ended


# ── what is said with a reason ──────────────────────────────────────────────────────────────


def _concern_without_reason(_: View, fact: Held[Any]) -> bool:
    return fact.event.status != "VALID" and not fact.event.reasons


def _not_told_without_reason(_: View, fact: Held[Any]) -> bool:
    """Kept from somebody, whether it was to be told or may not be."""
    told = fact.event.told if isinstance(fact.event, practice.TellingRecorded) else fact.event.safe
    return not told and not fact.event.reason


def _not_agreed_without_reason(_: View, fact: Held[Any]) -> bool:
    return fact.event.agreed_with_person is False and not fact.event.if_not_agreed_reason


def _reply_without_reason(_: View, fact: Held[Any]) -> bool:
    """An agency that is late or would not has one, so that it can be counted (F29)."""
    return fact.event.outcome in ("DELAYED", "WOULD_NOT") and fact.event.because is None


def _reply_says_both(_: View, fact: Held[Any]) -> bool:
    """It did what we asked, and there is a reason why it would not: one of the two is wrong."""
    return fact.event.outcome in _DOES and fact.event.because is not None


def _doubt_of_advocate(code: str) -> Rule:
    return lambda view, fact: why_nobody_for_them(view, fact) == code


# ── who, and by which way ───────────────────────────────────────────────────────────────────


def _signed_without_evidence(view: View, fact: Held[Any]) -> bool:
    """Signed, and nothing says where what was signed lies."""
    talk = view.conversations.get(fact.event.conversation or "")
    method = fact.event.method or (None if talk is None else talk.event.method)
    return method in _SIGNED and not fact.event.evidence


def _for_the_council(view: View, fact: Held[Any]) -> bool:
    """A council's yes that no manager put on record, or confirmed."""
    if fact.event.answer not in AGREEMENTS or fact.role in MANAGERS:
        return False
    return fact.event.person in view.each[_councils][()] and fact.seq not in view.let_fall


def _agreed_all_the_same(view: View, fact: Held[Any]) -> bool:
    """Their words leave out a service, and whoever wrote them down says that they agreed to it."""
    return bool(agreed_all_the_same(view, fact))


def _councils(view: View, _: tuple[()]) -> frozenset[str]:
    """Whoever is a council to a child, or was put down as one."""
    return frozenset(
        link.event.person
        for links in view.relationships.values()
        for link in links
        if link.event.role == COUNCIL
    )


# ── the table ───────────────────────────────────────────────────────────────────────────────

#: That somebody can decide, or cannot.
_OF_A_FINDING: Final = (events.CapacityRecorded, events.CompetenceRecorded)
_SPEAKS_OF_SOMEBODY: Final = (
    events.ConversationRecorded,
    events.ResponseRecorded,
    events.AgreementWithdrawn,
    events.WishRecorded,
    events.CompetenceRecorded,
    events.CapacityRecorded,
    events.SafetyRecorded,
    events.ReachabilityRecorded,
    circumstances.SignRecorded,
    circumstances.DeathRecorded,
    practice.ContactMade,
)
_SAYS_SOMETHING: Final = (
    events.ConversationRecorded,
    events.ResponseRecorded,
    events.AgreementWithdrawn,
)
_IN_AN_ENQUIRY: Final = (
    events.ConversationRecorded,
    events.ResponseRecorded,
    events.AgreementWithdrawn,
    events.AdvocateStatusChanged,
    events.AuthorisationMade,
    practice.NotShareDecided,
    practice.DecisionRequested,
    practice.DisclosureRecorded,
    practice.KeepInformedAgreed,
    practice.ContactMade,
    practice.ReferrerToldBack,
)
_LOOKED_AT_AGAIN: Final = (
    events.SafetyRecorded,
    events.AuthorisationMade,
    practice.NotShareDecided,
    practice.DecisionReviewed,
    practice.SafeToTellChanged,
    practice.TellingRecorded,
    practice.KeepInformedAgreed,
    practice.ContactMade,
    plans.SafetyPlanMade,
)


_OF_A_BIRTH: Final = (
    events.ChildAdded,
    events.AdultAdded,
    circumstances.PersonAmended,
    practice.BirthRecorded,
)


class _Row(NamedTuple):
    """A code of `notices`, of which kinds of fact it can be true, and when it is."""

    code: str
    of: tuple[type[Event], ...]
    is_so: Rule


RULES: Final = (
    _Row(
        "PARENT_TOO_YOUNG",
        (events.RelationshipRecorded, practice.BirthRecorded),
        oddbirths.parent_too_young,
    ),
    _Row(
        "CONCEIVED_UNDER_16",
        (events.RelationshipRecorded, practice.BirthRecorded),
        oddbirths.conceived_under_16,
    ),
    _Row("CHILD_TWICE", (events.ChildAdded, practice.BirthRecorded), _child_twice),
    _Row("CHILD_AND_ADULT", _OF_A_BIRTH, oddities.child_and_adult),
    _Row("NOT_OF_AGE", (events.AdultAdded, circumstances.PersonAmended), oddities.not_of_age),
    _Row("OF_AGE", (events.ChildAdded, circumstances.PersonAmended), oddbirths.of_age),
    _Row("TWO_MOTHERS", (events.RelationshipRecorded,), _two_mothers),
    _Row(
        "CARER_HOLDS_RESPONSIBILITY",
        (events.RelationshipRecorded, circumstances.OrderRecorded),
        oddities.carer_holds,
    ),
    _Row("MOTHER_WITHOUT", (events.RelationshipRecorded,), oddities.mother_without),
    _Row("NO_SUCH_NUMBER", (events.ChildAdded, circumstances.NumberRecorded), _no_number),
    _Row("NO_SUCH_WAY", (practice.ContactPointRecorded,), _no_such_way),
    _Row("TIMES_NOT_SAID", (practice.ContactPointRecorded,), _times_not_said),
    _Row("BEFORE_ITS_CONVERSATION", (events.ResponseRecorded,), dated.before_its_talk),
    _Row("AFTER_ITS_CONVERSATION", (events.ResponseRecorded,), dated.after_its_talk),
    _Row("BEFORE_THE_ENQUIRY", _IN_AN_ENQUIRY, dated.before_the_enquiry),
    _Row("BEFORE_THE_BIRTH", _SPEAKS_OF_SOMEBODY, dated.before_the_birth),
    _Row("AFTER_THE_DEATH", _SAYS_SOMETHING, dated.after_the_death),
    _Row("CLOSED_BEFORE_OPENED", (events.EnquiryClosed,), dated.closed_before_opened),
    _Row(
        "BEFORE_ITS_MEETING",
        (meetings.MeetingRecorded, meetings.MeetingPartTaken),
        dated.before_its_meeting,
    ),
    _Row("REVIEW_IN_THE_PAST", _LOOKED_AT_AGAIN, dated.review_in_the_past),
    _Row("REVIEW_IN_THE_PAST", (meetings.ConferenceConsidered,), dated.conference_in_the_past),
    _Row(
        "REVIEW_IN_THE_PAST",
        (meetings.MeetingCalled, meetings.MeetingMoved),
        dated.called_for_a_day_that_was_over,
    ),
    _Row("NOT_BY_THIS_WAY", TELLS, whichway.not_by_this_way),
    _Row("SOMEBODY_KNOWS", kinds_that_say(), whichway.somebody_knows),
    _Row("KEPT_WAY_GIVEN", givenaway.GIVES, givenaway.is_given_away),
    _Row("NOT_BY_THIS_WAY", whichway.PROMISED_OR_TRIED, whichway.promised_or_tried),
    _Row("COUNCIL_BY_A_MANAGER", (events.ResponseRecorded,), _for_the_council),
    _Row(LEAVES_OUT_A_YES, (events.ResponseRecorded,), _agreed_all_the_same),
    _Row("SIGNED_WITHOUT_EVIDENCE", (events.ResponseRecorded,), _signed_without_evidence),
    _Row("BIRTH_NOT_BELIEVABLE", _OF_A_BIRTH, oddbirths.birth_not_believable),
    _Row("BIRTH_IS_A_GUESS", (events.ChildAdded,), oddbirths.birth_is_a_guess),
    _Row("BEFORE_THE_BIRTH", (meetings.InjuryRecorded,), oddities.hurt_before_the_birth),
    _Row("MOVES_TOO_YOUNG", (meetings.InjuryRecorded,), moves_too_young),
    _Row("DELEGATES_NOTHING", (circumstances.OrderRecorded,), oddities.delegates_nothing),
    _Row("ORDER_BY_NO_COURT", (circumstances.OrderRecorded,), oddities.by_no_court),
    _Row("FATHER_NOT_EXPLAINED", (events.RelationshipRecorded,), oddities.father_not_explained),
    _Row("CAPACITY_NOT_ASSESSED", _OF_A_FINDING, oddities.found_to_lack_capacity),
    _Row("CONCERN_WITHOUT_REASON", (events.ValidityChanged,), _concern_without_reason),
    _Row(
        "NOT_TOLD_WITHOUT_REASON",
        (practice.TellingRecorded, practice.SafeToTellChanged),
        _not_told_without_reason,
    ),
    _Row("NOT_AGREED_WITHOUT_REASON", (practice.KeepInformedAgreed,), _not_agreed_without_reason),
    _Row("REPLY_WITHOUT_REASON", (practice.AgencyReplied,), _reply_without_reason),
    *(_Row(c, (events.AdvocateStatusChanged,), _doubt_of_advocate(c)) for c in OF_ADVOCATES),
    _Row("JOINED_DIFFER", (PersonJoinedElsewhere,), _not_as_there),
    _Row("JOINED_CHILD_AND_ADULT", (PersonJoinedElsewhere,), _a_child_there),
    _Row(oddities.JOINED_BY_ONE, (PersonJoinedElsewhere,), oddities.joined_by_one),
    _Row("REPLY_SAYS_BOTH", (practice.AgencyReplied,), _reply_says_both),
    _Row(oddities.CODE_TRIED, (waysin.WayInEnded,), oddities.code_tried),
    _Row(oddities.RED_LOWERED, (owning.EnquiryRated,), oddities.red_lowered),
    _Row(oddities.RED_LOWERED, (practice.EntryCorrected,), oddities.red_struck),
)

#: Those of each kind of fact.
_BY_KIND: Final[Mapping[type[Event], tuple[_Row, ...]]] = {
    kind: tuple(row for row in RULES if kind in row.of)
    for kind in dict.fromkeys(kind for row in RULES for kind in row.of)
}

_KINDS: Final = tuple(_BY_KIND)
#: Those of people, and of what they are to each other: whether one of them looks like a mistake
#: goes by nothing that somebody answers.
_FIRST: Final = (events.ChildAdded, events.AdultAdded, events.RelationshipRecorded)


def implausible(view: View, fact: Held[Any]) -> list[str]:
    """Codes of `notices`: what of this fact looks like a mistake, as things stand in the view."""
    rows = _BY_KIND.get(type(fact.event), ())
    return [row.code for row in rows if row.is_so(view, fact)]


class Doubt(NamedTuple):
    """A fact that looks like a mistake, and why."""

    code: str
    fact: Held[Event]


def standing(view: View) -> list[Doubt]:
    """Whatever still looks like a mistake a day after it was recorded, in the order recorded, and
    no manager has found right.
    """
    return [one for one in doubted(view) if view.known - one.fact.recorded_at >= A_DAY]


@worked_out_once
def doubted(view: View) -> list[Doubt]:
    """The same, however short a time ago it was recorded."""
    first = doubted_first(view)
    doubts = [
        (fact, codes)
        for kind in view.read.those_of(_KINDS)
        for fact in view.recorded[kind]
        if (codes := first.get(fact.seq, ()) if kind in _FIRST else implausible(view, fact))
    ]
    doubts.sort(key=lambda one: one[0].seq)
    return [Doubt(code, fact) for fact, codes in doubts for code in _not_right(view, fact, codes)]


def doubted_first(view: View) -> Mapping[int, Sequence[str]]:
    """What of these looks like a mistake, by the place of the entry: as it was of the file before,
    where somebody has answered since and nothing else was recorded.
    """
    return view.answers.once(
        doubted_first,
        lambda: {
            fact.seq: codes
            for kind in view.read.those_of(_FIRST)
            for fact in view.recorded[kind]
            if (codes := implausible(view, fact))
        },
    )


def not_found_right(view: View, fact: Held[Any]) -> list[str]:
    """Codes of `notices`: what of this fact looks like a mistake and no manager has found right."""
    doubts = implausible(view, fact)
    return _not_right(view, fact, doubts) if doubts else []


def _not_right(view: View, fact: Held[Any], doubts: Sequence[str]) -> list[str]:
    said = [held.event for held in view.recorded[FoundRight] if held.event.entry == fact.seq]
    return [code for code in doubts if not any(settles(one, code) for one in said)]
