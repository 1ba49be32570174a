"""Who hears something by an entry, and whether one who may not be safe does. Pure.

Nobody dangerous is told: where somebody may have been, a manager sees that day what they know now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple, TypeAlias

from ..answers import Safe
from ..codes import PLACEHOLDER
from ..file.caring import caring
from ..file.goingon import BY_REFERRER
from ..file.held import Held
from ..file.leavingout import without
from ..file.view import View
from ..following.ofthefamily import who_is_meant
from ..freetext.saidtoknow import who_knows_by
from ..lifting.written import ONLINE
from ..recorded.events import (
    ConversationRecorded,
    EnquiryOpened,
    WrittenSummarySent,
)
from ..recorded.meetings import AgencyTold, MeetingInvited, MeetingPartTaken
from ..recorded.plans import PlanRecipientNamed, PlanShared
from ..recorded.practice import (
    AgencyReplied,
    ContactMade,
    DisclosureRecorded,
    ReferrerToldBack,
    SafeToTellChanged,
    TellingRecorded,
)
from ..times import span
from .everasign import may_be_any
from .feared import feared_as
from .harmed import Order
from .heard import is_told_nothing
from .saidtoharm import is_not_of_those_named, is_only_around
from .signs import Sign, asking, is_said_safe_after, standing_signs
from .telling import telling
from .whoreferred import who_referred
from .wishes import NOBODY

#: By which somebody hears something from us.
Tells: TypeAlias = (
    ContactMade
    | TellingRecorded
    | WrittenSummarySent
    | AgencyTold
    | DisclosureRecorded
    | MeetingInvited
    | PlanShared
    | ConversationRecorded
    | ReferrerToldBack
    | MeetingPartTaken
)
TELLS: Final[tuple[type[Tells], ...]] = (
    *(ContactMade, TellingRecorded, WrittenSummarySent),
    *(AgencyTold, DisclosureRecorded, MeetingInvited, PlanShared, ConversationRecorded),
    *(ReferrerToldBack, MeetingPartTaken),
)
#: In whose words it stands that somebody was told, or heard: of those nobody of ours told anybody.
SaysSo: TypeAlias = AgencyReplied | EnquiryOpened
SAYS_SO: Final[tuple[type[SaysSo], ...]] = (AgencyReplied, EnquiryOpened)


class _Heard(NamedTuple):
    """Who of the family hears it, and of what, by its id, where they may have had leave to know."""

    people: Iterable[str | None] = ()
    about: str | None = None


def told_and_perhaps_not_safe(view: View, fact: Held[Tells | SaysSo]) -> tuple[str, ...]:
    """Who was told something though nobody knew that it was safe to ask them, or it was known that
    it was not. That they may know this very thing was said by who may say it. Of what others wrote
    it counts what was known once it stood here: a danger is typed with the referral that says so.
    A manager who has said since that it is safe to ask them, or confirmed it, has settled what was
    feared only later: of what stood on record when they were told, nobody said that it was wrong,
    and whoever was told by then is looked at by itself.
    """
    if not may_be_any(view):
        return ()
    if isinstance(fact.event, SaysSo):
        then, heard = view.at[fact.recorded_at], _Heard(who_knows_by(view, fact.event))
    else:
        then = view.at[fact.effective_at]
        heard = _heard(view, then, fact.event)
    is_talk = isinstance(fact.event, ConversationRecorded)
    return tuple(
        person
        for person in view.each_one(one for one in heard.people if one is not None)
        if (orders := _of_danger(then, person, is_talk=is_talk))
        and not _knows_as_one_of_ours(view, fact, person)
        and not _was_allowed(view, fact, person, heard.about)
        and (_was_on_record(fact, orders) or not found_safe_since(view, fact, person))
    )


def _was_on_record(fact: Held[Tells | SaysSo], orders: Iterable[Order]) -> bool:
    """Some of this was feared by then, as far as anybody here could know: to the last moment that
    the time typed can mean.
    """
    if isinstance(fact.event, SaysSo):
        return any(known <= fact.recorded_at for _, known, _ in orders)
    end = span(fact.effective_at, getattr(fact.event, "precision", None)).end
    return any(known < end for _, known, _ in orders)


def found_safe_since(view: View, fact: Held[Any], person: str) -> bool:
    """A manager has said since, of this very person, that it is safe to ask them, or confirmed that
    somebody else said so, and nothing on record is against it: what they may hear from anybody now,
    they may know.
    """
    return is_said_safe_after(view, person, fact.seq)


def may_be_a_danger(then: View, person: str, *, is_talk: bool) -> bool:
    """Somebody said of them, or may have, that it is not safe, or that nobody knows. Words that
    point at nobody and name nobody make no talk with them, and no attempt at one, a leak: a manager
    reads those the same day. Of what is told to somebody it counts all the same.
    """
    return bool(_of_danger(then, person, is_talk=is_talk))


def _of_danger(then: View, person: str, *, is_talk: bool) -> list[Order]:
    """When each of these came, and its place."""
    if then.each[asking][person].answer is Safe.YES:
        return []
    return [
        order
        for sign, order in standing_signs(then, person)
        if not is_talk
        or sign is not Sign.WORDS_MAY_MEAN_THEM
        or not is_only_around(then, order[-1], person)
    ]


def _knows_as_one_of_ours(view: View, fact: Held[Tells | SaysSo], person: str) -> bool:
    """What others write that somebody knows is no leak where they told us of it themself, or where
    nothing is said against them but that words may mean them of which whoever wrote them named who
    is the danger, and it is not they.
    """
    said = fact.event
    if not isinstance(said, SaysSo):
        return False
    if isinstance(said, EnquiryOpened) and who_referred(view, said) == person:
        return True
    return all(
        sign is Sign.WORDS_MAY_MEAN_THEM and is_not_of_those_named(view, order[-1], person)
        for sign, order in standing_signs(view.at[fact.recorded_at], person)
    )


def who_hears(view: View, fact: Held[Tells | SaysSo]) -> Iterator[str]:
    """Whoever of the family hears it, or knows it by what others wrote: safe or not."""
    if isinstance(fact.event, SaysSo):
        yield from who_knows_by(view, fact.event)
    else:
        heard = _heard(view, view.at[fact.effective_at], fact.event)
        yield from filter(None, heard.people)


def is_told_something(talk: ConversationRecorded) -> bool:
    """By us: not where they got in touch and were told nothing, unless something was explained."""
    return not is_told_nothing(talk) and talk.method not in ONLINE and talk.method != BY_REFERRER


def _heard(view: View, then: View, told: Tells) -> _Heard:
    match told:
        case ContactMade():
            return _Heard([told.person])
        case TellingRecorded(told=True, person=None):
            return _Heard(the_family(view), told.about)
        case TellingRecorded(told=True):
            return _Heard([told.person], told.about)
        # In a talk of ours most is told; what they press or write themselves tells them nothing.
        case ConversationRecorded() if is_told_something(told):
            return _Heard([told.person, *_there(view, then, told)])
        case WrittenSummarySent():
            answer = view.said_as.get(told.response)
            return _Heard([] if answer is None else [answer.event.person], told.response)
        case MeetingInvited():
            return _Heard([meant(view, then, told)], told.meeting)
        case DisclosureRecorded():
            return _Heard([meant(view, then, told)])
        case ReferrerToldBack():
            return _Heard([*referrers(view, told), feared_as(view, told.recipient, then)])
        # Whoever came instead of who was invited has heard it there.
        case MeetingPartTaken(attendance="CAME"):
            return _Heard([feared_as(view, told.name, then)])
        # More than that it is over, or a plan to one who does not decide, is shared besides.
        case AgencyTold(disclosure=None):
            by = by_what(view, then, told.to)
            return _Heard([*by, feared_as(view, told.recipient, then)], told.about)
        case PlanShared(disclosure=None):
            return _Heard(by_what(view, then, told.recipient))
    return _Heard()


def _there(view: View, then: View, talk: ConversationRecorded) -> Iterator[str]:
    """Who of those that are not known to be safe was there, or interpreted: they hear what is told
    and what is said, and whoever was asked was not alone.
    """
    interpreter = talk.interpreter.name_or_reference if talk.interpreter is not None else None
    for name in filter(None, (*talk.others_present, interpreter)):
        person = name if name in caring(view) else feared_as(view, name, then)
        if person is not None:
            yield person


def referrers(view: View, told: ReferrerToldBack) -> list[str | None]:
    """Who of the family is told as the one who referred."""
    opened = (held.event for held in view.recorded[EnquiryOpened])
    return [who_referred(view, one) for one in opened if one.enquiry == told.enquiry]


def by_what(view: View, then: View, id: str) -> Iterator[str | None]:
    """By a contact with them, their invitation, or as whom they have a plan: whatever that is."""
    every: tuple[Held[DisclosureRecorded | MeetingInvited | PlanRecipientNamed], ...] = (
        *view.by[DisclosureRecorded, "disclosure"].get(id, ()),
        *view.by[MeetingInvited, "invitation"].get(id, ()),
        *view.by[PlanRecipientNamed, "recipient"].get(id, ()),
    )
    return (meant(view, then, held.event) for held in every)


def meant(
    view: View, then: View, named: DisclosureRecorded | MeetingInvited | PlanRecipientNamed
) -> str | None:
    if isinstance(named, DisclosureRecorded):
        return who_is_meant(view, None, named.agency, named.recipient, then=then)
    return who_is_meant(view, named.person, named.agency, named.name, then=then)


def the_family(view: View) -> Iterator[str]:
    """Whoever may be among those meant where nobody is named: each adult who is alive and somebody
    to a child, or of whom nobody has said what they are.
    """
    roles: dict[str, set[str]] = {}
    for links in view.relationships.values():
        for link in links:
            roles.setdefault(view.the_one(link.event.person), set()).add(link.event.role)
    for person in view.each_one(caring(view)):
        known = roles.get(person)
        if person not in view.the_dead and (known is None or known - {NOBODY, PLACEHOLDER}):
            yield person


def _was_allowed(view: View, fact: Held[Any], person: str, about: str | None) -> bool:
    """Somebody who knew of every sign had said that this very person may know of this."""
    words = view.by[SafeToTellChanged, "about"].get(about or "", ())
    if not any(word.event.safe and word.event.person is not None for word in words):
        return False
    since = {one.seq for one in view.file.every() if one.seq >= fact.seq}
    since |= {word.seq for word in words if word.effective_at > fact.effective_at}
    before = View(without(view.file, since), fact.effective_at, fact.recorded_at)
    judged = telling(before, person, [about or ""])
    return judged.answer is Safe.YES and Sign.SAID_THAT_THEY_MAY_KNOW in judged.signs
