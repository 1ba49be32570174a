"""Does this yes count? One rule for a parent, an adult and a young person alike.

Edition 2026.3 of the rules, section 3. A yes that does not count covers nothing, and lifts nothing
that the same person had said before.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import Any, Final, NamedTuple

from ..answers import Reason
from ..codes import DECIDING_PR, PLACEHOLDER
from ..file.held import Held, by_place
from ..file.ordersmean import COUNCIL
from ..file.view import View
from ..recorded.compared import WritingRead
from ..recorded.events import ConversationRecorded, RelationshipRecorded, Response, ValidityChanged
from ..recorded.falling import MANAGERS
from ..recorded.practice import CorrectionAsked, DisagreementStated, NeedsRecorded
from ..scopes.scope import Point
from ..times import A_MOMENT, end_of_day
from .ableto import may_not_be_able
from .besideayes import is_no_plain_yes, may_be_anothers
from .childleftout import left_out_of
from .contradicting import AGREEMENTS, NOES
from .explaining import NINE, explained, is_foreign, reads_english
from .fromwhen import is_held_from_when
from .howsure import is_not_sure
from .ofafact import is_of_a_fact
from .overheard import THROUGH_A_PROFESSIONAL, overheard
from .pressed import may_be_pressed
from .writingread import said_to_hold

#: Given in writing or on a page, which say all nine points: in English, and nobody has recorded of
#: any of them that it was in another language.
_IN_WRITING: Final = frozenset({"ONLINE_SIGNED_IN", "ONLINE_LINK_CODE", "LETTER_SIGNED"})

_OWN_WORDS: Final = AGREEMENTS | NOES | {"UNDECIDED"}


def why_not(view: View, said: Held[Response], person: str, point: Point) -> Reason | None:
    """Why this yes, which contains the item, does not count now; None if it does."""
    if is_disputed(view, said):
        return Reason.DISPUTED
    if not counted_when_said(view, said, person, point) or not _is_able_now(view, person, point):
        return Reason.VALIDITY_CONCERN
    if view.has_ended_for(said.event.enquiry, point.purpose):
        return Reason.ENQUIRY_CLOSED
    if said.event.expires_at is not None and said.event.expires_at <= view.as_of:
        return Reason.EXPIRED
    return None


def counted_when_said(view: View, said: Held[Response], person: str, point: Point) -> bool:
    """It was theirs to say and said freely, able, and with understanding, as far as is known now.

    What has become of it since (its end, its enquiry's) is another question.
    """
    key, of = (
        ("counted when said",),
        (said.seq, person, point.subject, point.purpose, point.category),
    )
    found: dict[tuple[Any, ...], bool] = view.worked_out.setdefault(key, {})
    if of not in found:
        found[of] = _counted_when_said(view, said, person, point)
    return found[of]


def _counted_when_said(view: View, said: Held[Response], person: str, point: Point) -> bool:
    """Whichever service is asked, and whichever way: worked out once."""
    if is_disputed(view, said) or said.event.response in view.unreliable:
        return False
    if overheard(view, said) or may_be_pressed(view, said) or may_hold_a_no(view, said):
        return False
    if may_be_anothers(view, said) or is_no_plain_yes(view, said):
        return False
    if is_held_from_when(view, said) or is_not_sure(view, said):
        return False
    if may_not_be_able(view, said) or point.subject in left_out_of(view, said):
        return False
    if not view.each[_is_somebody][person]:
        return False
    since = view.since(said.effective_at)
    # How old a child was turns on the day.
    at = said.effective_at if person in view.children else since
    asked = _AskedThen(person, point.subject, point.purpose, point.category, since, at)
    return (
        view.each[_was_theirs_to_say][asked]
        and (not view.each[_is_a_council][person, point.subject] or _is_by_a_manager(view, said))
        and understood(view, said) is not Understood.NOT
    )


def may_hold_a_no(view: View, said: Held[Response]) -> bool:
    """Whoever read what they wrote with it says so, and nobody has found it valid since."""
    if said.seq not in said_to_hold(view, "MAY_BE_A_NO"):
        return False
    validity = view.by[ValidityChanged, "response"].get(said.event.response, ())
    looked = (one.seq for one in view.holding[WritingRead] if one.event.entry == said.seq)
    last = max(looked)
    return not any(one.event.status == "VALID" and one.seq > last for one in validity)


class _AskedThen(NamedTuple):
    """Whether somebody could answer something at a moment, and had been able to `since` one."""

    person: str
    subject: str
    purpose: str
    category: str
    since: datetime
    at: datetime


def _was_theirs_to_say(view: View, asked: _AskedThen) -> bool:
    """They were alive, able, and their role is none that they did not have then: worked out once
    for all that they said while nothing of that changed.
    """
    person, then = asked.person, view.at[asked.since]
    return (
        person not in then.the_dead
        and then.capacity[person, asked.purpose]
        and not _role_is_new(view, asked)
    )


def ticked(view: View, enquiry: str | None) -> str:
    """What the referrer had ticked on the form by then: a code of `referrer_reported_consent`."""
    opened = view.enquiries.get(enquiry or "")
    if opened is None or opened.effective_at > view.as_of:
        return "NOT_STATED"
    return opened.event.referrer_reported_consent


def spoken_of(view: View, child: str, enquiry: str | None) -> set[str]:
    """Of whom what a referrer ticks is hearsay: each responsible for the child but the council,
    which no form for referrals asks about, and but whom an order has made so since.
    """
    found = {link.event.person for link in view.deciders[child] if link.event.role != COUNCIL}
    opened = view.enquiries.get(enquiry or "")
    standing = view.standings.get(child)
    if opened is None or standing is None or not standing.orders:
        return found
    later = {
        person
        for order in standing.orders
        if order.held.recorded_at > opened.recorded_at
        for person in order.holders
    }
    return found - (later - _held_by(view, child, opened.recorded_at))


def _held_by(view: View, child: str, known: datetime) -> set[str]:
    """Who was on record then as responsible for the child, or as one who may be."""
    return {
        link.event.person
        for link in view.by[RelationshipRecorded, "child"].get(child, ())
        if link.recorded_at <= known and link.event.pr_status in DECIDING_PR
    }


def is_disputed(view: View, said: Held[Response]) -> bool:
    """The person has said that they did not agree to that: to this answer, in the conversation in
    which it was given, or to anything. What staff made of it does not bring it back: they answer
    again. Nor does it make a difference by which form it was put on record: their own words beside
    it say that they do not agree with it, and where staff had looked first, that stands with these.
    """
    if view.holding[DisagreementStated] and any(_disagrees(view, said)):
        return True
    if not view.holding[CorrectionAsked]:
        return False
    return any(not is_of_a_fact(one.event) for one in called_wrong(view, said))


def _disagrees(view: View, said: Held[Response]) -> Iterator[bool]:
    """Their own words beside this answer, or since beside the talk in which it was given."""
    ids = (said.event.response, getattr(said.event, "conversation", None))
    stated = view.by[DisagreementStated, "about"]
    for found in (one for id in ids if id for one in stated.get(id, ())):
        is_theirs = found.event.person == said.event.person and found.seq > said.seq
        yield is_theirs and found.event.correction is None


def called_wrong(view: View, said: Held[Response]) -> Iterator[Held[CorrectionAsked]]:
    """What the person who answered says is wrong about it, in the order of `is_disputed`."""
    asked_of = view.by[CorrectionAsked, "about"]
    of_this = asked_of.get(said.event.response, ())
    talk = getattr(said.event, "conversation", None)
    of_the_talk = asked_of.get(talk, ()) if talk is not None else ()
    of_anything = view.each[_agreed_to_nothing][said.event.person]
    later = (
        every[bisect_right(every, said.seq, key=by_place) :] for every in (of_the_talk, of_anything)
    )
    for asked in chain(of_this, *later):
        if asked.event.person == said.event.person:
            yield asked


def _agreed_to_nothing(view: View, person: str) -> list[Held[CorrectionAsked]]:
    """Where they said that they had not agreed to anything, in the order recorded."""
    return [
        asked
        for asked in view.holding[CorrectionAsked]
        if asked.event.about is None
        and asked.event.what == "NOT_AGREED"
        and asked.event.person == person
    ]


def said_nothing_of(view: View, person: str, child: str, enquiry: str | None) -> bool:
    """No word of their own in this enquiry is about the child. A yes to anybody is about those who
    stood on the file then; a no is about later comers as well.
    """
    return not any(
        view.is_heard_in(said, enquiry)
        and said.event.answer in _OWN_WORDS
        and said.event.scope.names(child)
        and (
            child in said.event.scope.subjects
            or said.event.answer not in AGREEMENTS
            or child in view.people_at[said.seq]
        )
        for said in view.responses.get(person, ())
    )


# ── the giver ───────────────────────────────────────────────────────────────────────────────


def _is_somebody(view: View, person: str) -> bool:
    """They are on the file by name, and no placeholder."""
    known = person in view.adults or person in view.children
    placeholder = any(
        link.event.role == PLACEHOLDER
        for links in view.relationships.values()
        for link in links
        if link.event.person == person
    )
    return known and not placeholder


def _is_able_now(view: View, person: str, point: Point) -> bool:
    return person not in view.the_dead and view.capacity[person, point.purpose]


def _role_is_new(view: View, asked: _AskedThen) -> bool:
    """The decision is theirs now and was not when they said yes: they are asked again.

    A child's competence counts by the end of that day, because it is assessed in the same
    conversation and may be written down after; who turns 16 the day after was not 16 by then.
    """
    person, of = asked.person, asked[:4]
    if not view.each[_has_the_role][of]:
        return False
    of_that_day = end_of_day(asked.at) - A_MOMENT
    then = min(of_that_day, view.as_of) if person in view.children else asked.at
    then = then if person == asked.subject else view.since(then)
    return not view.at[then].each[_has_the_role][of]


def _has_the_role(view: View, of: tuple[str, str, str, str]) -> bool:
    """Responsibility for a parent, competence for the child, and for an adult their own. Whichever
    service is asked, and whichever way.
    """
    person, subject, purpose, category = of
    if subject not in view.children:
        return True
    if person == subject:
        return view.decides_alone[person, purpose]
    standing = view.standings[subject]
    return standing.delegated(person, purpose, category) or standing.holds(person)


def _is_a_council(view: View, of: tuple[str, str]) -> bool:
    """They are on the file for a council or an agency that holds parental responsibility."""
    person, subject = of
    return any(
        link.event.person == person and link.event.role == COUNCIL
        for link in view.relationships.get(subject, ())
    )


def _is_by_a_manager(view: View, said: Held[Response]) -> bool:
    """A council says yes by a manager who is named: whoever put it on record, or confirmed it."""
    return said.role in MANAGERS or said.seq in view.let_fall


# ── understanding ───────────────────────────────────────────────────────────────────────────


class Understood:
    """How far what they said yes to had been understood."""

    FULLY: Final = "FULLY"
    #: Fewer than the nine points were explained, or they were not shown to be understood.
    NOT_FULLY: Final = "NOT_FULLY"
    NOT: Final = "NOT"


def understood(view: View, said: Held[Response]) -> str:
    """From the conversation the yes was given in; an answer without one raises nothing. A page or a
    letter counts as explained to whoever reads English; to others, what they were told does.
    """
    talk = view.conversations.get(said.event.conversation or "")
    if talk is None:
        return Understood.FULLY
    # By all that it turns on, whoever asks.
    key = ("understood", said.event.conversation, said.event.method, said.event.person)
    found: str | None = view.worked_out.get(key)
    if found is None:
        found = view.worked_out[key] = _understood(view, said, talk)
    return found


def _understood(view: View, said: Held[Response], talk: Held[ConversationRecorded]) -> str:
    if said.event.method in _IN_WRITING and view.each[reads_english][said.event.person]:
        return Understood.FULLY
    heard = explained(view, talk)
    is_in_doubt = not heard or talk.event.understanding_check == "SAID_YES_ONLY"
    if is_in_doubt and (view.each[has_need][said.event.person] or _needed_help(talk.event)):
        return Understood.NOT
    return Understood.FULLY if heard == NINE else Understood.NOT_FULLY


def _needed_help(talk: ConversationRecorded) -> bool:
    """That they talked through an interpreter, or in another way than speaking, is on record."""
    return (
        talk.interpreter is not None
        or THROUGH_A_PROFESSIONAL in talk.modifiers
        or talk.method == "BSL_OR_OTHER_COMMUNICATION"
    )


def has_need(view: View, person: str) -> bool:
    """A language other than English, an interpreter or another need is on record."""
    adult, child = view.adults.get(person), view.children.get(person)
    if adult is not None and (
        adult.event.interpreter_needed
        or is_foreign(adult.event.language)
        or adult.event.format != "STANDARD"
    ):
        return True
    if child is not None and (child.event.communication_needs or is_foreign(child.event.language)):
        return True
    needs = view.newest[NeedsRecorded, "person"].get(person)
    return needs is not None and bool(_OF_UNDERSTANDING & set(needs.event.indicators))


_OF_UNDERSTANDING: Final = frozenset(
    {
        "LEARNING_DISABILITY",
        "ENGLISH_NOT_FIRST_LANGUAGE",
        "DEAFNESS_OR_COMMUNICATION_NEED",
        "LITERACY",
    }
)
