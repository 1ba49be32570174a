"""Whom of the staff, which team, and whom of the family a write names: held against who is listed
there, and what is to be known of them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

from msgspec import UNSET

from ..answers import Safe
from ..codes import PLACEHOLDER, TEXTS, label
from ..families.staffofaname import staff_named
from ..file.authorityfile import AuthorityFile
from ..file.folding import Stamp
from ..file.held import Held
from ..file.leavingout import without
from ..file.view import View
from ..following.advocates import TAKEN_ON
from ..following.convened import invited
from ..following.planned import not_for_them, not_to_do_it
from ..following.section47 import why_ask_first
from ..following.unwanted import about_to_hear, heard_it
from ..freetext.rationale import says_why
from ..freetext.tellsofharm import tells_of_harm
from ..lifting.protecting import protects
from ..own.keptfromthem import kept_all_the_same
from ..recorded.askedfirst import ASK_FIRST
from ..recorded.circumstances import SignRecorded, WishWeighed
from ..recorded.compared import FoundRight
from ..recorded.content import Content
from ..recorded.event import Event
from ..recorded.events import (
    AdvocateStatusChanged,
    AuthorisationMade,
    EnquiryClosed,
    EnquiryOpened,
    SafetyRecorded,
    WishRecorded,
)
from ..recorded.falling import WARNINGS, EffectConfirmed, EffectWaits, Notice
from ..recorded.meetings import ConferenceConsidered, MeetingInvited
from ..recorded.owning import EnquiryAssigned
from ..recorded.particulars import Telling
from ..recorded.plans import PlanRecipientNamed, PlanShared, SafetyPlanMade
from ..recorded.practice import (
    ContactPointRecorded,
    DisclosureRecorded,
    NotShareDecided,
    ReferrerToldBack,
    TellingRecorded,
)
from ..safety.askfirst import kept_decisions
from ..safety.close import NOBODY_KNOWS
from ..safety.everasign import why_it_lifts_nothing
from ..safety.inconfidence import is_only_not_to_hear
from ..safety.ledthrough import led_through
from ..safety.oneadvocate import is_of_concern
from ..safety.onrecord import names_a_danger
from ..safety.saidtoharm import whom_it_may_mean
from ..safety.seento import is_decided, left_unsettled
from ..safety.sharedways import who_else_has, who_is_reached_by
from ..safety.signs import asking, entries_that_say_so, unsafe_of_wish
from ..safety.undecided import whoever_is_meant
from ..safety.whoistold import referrers, the_family
from ..safety.wishes import NOBODY
from ..scopes.scope import ANY
from ..words.naming import listed, name_of
from ..writing import folded
from .whyheld import held_until_decided


def as_typed(team: str) -> str:
    """The name of a team without what makes no difference: case, width and spaces."""
    return " ".join(folded(team).split())


def teams(own: AuthorityFile, known: datetime) -> dict[str, str]:
    """Each team that somebody of the staff is listed in, as it is written there, by how it may be
    typed.
    """
    listed = own.listings_of_staff(known).values()
    return {
        as_typed(one.team): one.team for one in listed if one.team is not None and not one.ended
    }


def not_listed(
    content: Content, stamp: Stamp, view: View | None, own: AuthorityFile
) -> Iterator[str]:
    """By the codes of notices. Whoever is given an enquiry is on the authority's list of staff, has
    a right on record, or took it themself; else it may be nobody's. A team in which nobody is, and
    that was not named of this enquiry before, may be a mistype: then nobody looks there.
    """
    said = content.event
    if view is not None and any(staff_named(own, said, view)):
        yield "NAME_OF_STAFF"
    if not isinstance(said, EnquiryAssigned | EnquiryClosed):
        return
    at, owner = stamp.at, said.owner
    is_their_own = owner in (None, content.by.id)
    if not is_their_own and own.listing_of(owner or "", at) is None:
        yield from () if own.rights_of(owner or "", at) else ("OWNER_NOT_KNOWN",)
    known = teams(own, at)
    # Of one that goes to another council the form asks which.
    is_elsewhere = isinstance(said, EnquiryClosed) and said.reason == _ELSEWHERE
    # Whoever has it sees it, whatever the team is called.
    is_seen = is_elsewhere or said.owner is not None
    if said.team is not None and as_typed(said.team) not in known and not is_seen:
        yield from () if _named_before(said, stamp, view) else ("TEAM_NOT_KNOWN",)


#: For which reason an enquiry ends that another council goes on with.
_ELSEWHERE: Final = "TRANSFER"


def _named_before(said: EnquiryAssigned | EnquiryClosed, stamp: Stamp, view: View | None) -> bool:
    """Whoever named it first was asked whether it is right."""
    if view is None:
        return False
    every: list[Held[EnquiryAssigned] | Held[EnquiryClosed]] = [
        *view.file.of(EnquiryAssigned),
        *view.file.of(EnquiryClosed),
    ]
    about = (said.enquiry, said.team)
    return any(h.seq < stamp.seq and (h.event.enquiry, h.event.team) == about for h in every)


#: That the family was told, or will be.
_TELLS: Final = ("TOLD", "WILL_TELL_BY")
#: By these it is said of somebody that it is not safe to tell or ask them, or that nobody knows it.
_SAYS_NOT_SAFE: Final = frozenset(
    {"INVITED_UNSAFE", "TOLD_NOT_SAFE", "ASKED_FIRST_NOT_SAFE", "ASKED_FIRST_UNSAFE"}
)


def notices_of_people(event: Event, view: View) -> Iterator[Notice]:
    """Who of those it invites, gives a plan or says to be told is not known to be safe to tell."""
    match event:
        case MeetingInvited():
            yield from _named("INVITED_UNSAFE", invited(view, event, Safe.NO), view)
            yield from _named("INVITED_NOT_SAFE", invited(view, event, Safe.NOT_KNOWN), view)
        case PlanRecipientNamed() | PlanShared():
            yield from _left_out("PLAN_NOT_FOR_THEM", not_for_them(view, event), view)
        case ContactPointRecorded(ended=False):
            yield from _named("SAME_NUMBER", who_else_has(view, event), view)
        case SafetyPlanMade():
            yield from _left_out("PLAN_NOT_FOR_THEM", not_to_do_it(view, event), view)
        case AuthorisationMade(telling=Telling(status=status, not_safe_for=kept)):
            if status in _TELLS and ANY not in kept:
                people = _not_safe(_cares_for(view, event.scope.subjects), view)
                yield from _named("TOLD_NOT_SAFE", (p for p in people if p not in kept), view)
        case NotShareDecided() if ASK_FIRST in event.reason_codes:
            held = [*_not_safe(_cares_for(view, event.scope.subjects), view)]
            unsafe = [one for one in held if view.each[asking][one].answer is Safe.NO]
            yield from _named("ASKED_FIRST_UNSAFE", unsafe, view)
            yield from _named("ASKED_FIRST_NOT_SAFE", (p for p in held if p not in unsafe), view)
        case TellingRecorded(told=True, person=None):
            yield from _named("TOLD_NOT_SAFE", _not_safe(the_family(view), view), view)
        case EnquiryOpened(referrer_contact=str(typed)):
            people = _not_safe(who_is_reached_by(view, typed), view)
            open_ones = (one for one in people if not is_only_not_to_hear(view, one))
            yield from _named("SAME_NUMBER", open_ones, view)
        case ReferrerToldBack():
            people = _not_safe(filter(None, referrers(view, event)), view)
            yield from _named("TOLD_NOT_SAFE", people, view)


#: By these notices somebody is asked, or told, what was left open in what they said.
ASKED_OF_THEM: Final = frozenset(
    {"PRESSURE_NOT_SAID", "SAID_BOTH", "ENDS_AS_USUAL", "ABOUT_OTHERS_TOO"}
    | {"SUPPORTER_NOT_WANTED", "UNWANTED_HEARD_IT", "WORDS_TELL_OF_PRESSURE"}
)


def asked_of_them(code: str, event: Event, view: View | None) -> Notice:
    """A notice in its words. Of somebody from whom a decision is kept it begins with that a manager
    is asked first.
    """
    words, person = label("notices", code), getattr(event, "person", None)
    if code not in ASKED_OF_THEM or view is None or person is None:
        return Notice(code, words)
    if why := why_ask_first(view, person):
        first = TEXTS[why].format(names=view.each[name_of][person])
        words = f"{first} {words}"
    return Notice(code, words)


def notices_of_the_unsafe(event: Event, view: View, seq: int) -> Iterator[Notice]:
    """Who of those it says to be safe still does not count as that, or is not to know of it by a
    manager's decision; and of whom it says that they are not, without a word why. Of several who
    are recorded at once it is said which.
    """
    if names := about_to_hear(view, event):
        yield Notice("SUPPORTER_NOT_WANTED", _in_words("SUPPORTER_NOT_WANTED", names))
    if heard_it(view, event):
        yield Notice("UNWANTED_HEARD_IT", label("notices", "UNWANTED_HEARD_IT"))
    yield from _named("LEADS_THROUGH", led_through(view, event), view)
    yield from held_until_decided(_meant_by_words(event, view, seq), view)
    match event:
        case DisclosureRecorded(disclosure=id):
            yield from _named("KEPT_FROM_THEM", kept_all_the_same(view, id), view)
        case AuthorisationMade(telling=Telling(status="WILL_TELL_BY")):
            yield from _named("FIRST_TO_A_MANAGER", _first_to_a_manager(view, event), view)
        case SafetyRecorded():
            yield from _of_safety(event, view, seq)
        case SignRecorded(code=code, matched=None) if code == NOBODY_KNOWS:
            yield from held_until_decided(whoever_is_meant(view, event, seq), view)
        case WishRecorded(not_to_be_told=people):
            yield from held_until_decided(people, view)
        case WishWeighed():
            yield from _of_weighing(event, view)
        case EffectConfirmed():
            yield from _still_not_safe(_was_warned_of(event, view), view)
        case ConferenceConsidered() if not is_decided(event):
            yield Notice("SETTLES_NOTHING", label("notices", "SETTLES_NOTHING"))
        case FoundRight() if left_unsettled(event):
            yield Notice("SETTLES_NOTHING", label("notices", "SETTLES_NOTHING"))


def _meant_by_words(event: Event, view: View, seq: int) -> Iterator[str]:
    """Whom words of harm in it may mean: whoever typed them reads before it is kept what follows.
    Of who was not safe before them nothing follows.
    """
    if not tells_of_harm(event) or isinstance(event, SafetyRecorded):
        return
    for held in (one for one in view.file.of(type(event)) if one.seq == seq):
        meant = whom_it_may_mean(view, held)
        # In the order in which they came on the file: that of their ids is any.
        for person in (one for one in (*view.adults, *view.children) if one in meant):
            if entries_that_say_so(view, person)[:1] == [seq]:
                yield person


def _of_safety(said: SafetyRecorded, view: View, seq: int) -> Iterator[Notice]:
    is_safe, says_yes = view.each[asking][said.person].answer is Safe.YES, not protects(said)
    written = next((h for h in view.file.of(SafetyRecorded) if h.seq == seq), None)
    why_not = None if written is None else why_it_lifts_nothing(view, written)
    if why_not == "SAFE_AND_DANGER":
        is_chosen = names_a_danger(said)
        says = label("safety_codes", said.code) if is_chosen else said.reason
        does = TEXTS["safe_by_another_reason" if is_chosen else "safe_all_the_same"]
        words = _in_words("SAFE_AND_DANGER", [f"{view.each[name_of][said.person]}, “{says}”"])
        yield Notice("SAFE_AND_DANGER", f"{words} {does}")
    elif says_yes and not is_safe and why_not is not None:
        yield from _named(why_not, [said.person], view)
    elif says_yes and not is_safe:
        if not any(seq in one.event.entries for one in view.file.of(EffectWaits)):
            yield from _still_not_safe([said.person], view)
    elif not says_yes and not said.reason and not _is_said_why(said.person, view, written):
        yield from _named("NOT_SAFE_WITHOUT_REASON", [said.person], view)


def _is_said_why(person: str, view: View, written: Held[SafetyRecorded] | None) -> bool:
    """A sign of danger to them or from them, in somebody's words, says why as well; or what a
    referrer is worried about, where they are named as the danger beside it.
    """
    signs = view.recorded[SignRecorded]
    if any(person in (one.event.person, *one.event.names) and one.event.note for one in signs):
        return True
    at = None if written is None else written.recorded_at
    is_named = any(person in one.event.names and one.recorded_at == at for one in signs)
    every = view.file.of(EnquiryOpened)
    return is_named and any(one.event.worry and one.recorded_at == at for one in every)


def _of_weighing(weighed: WishWeighed, view: View) -> Iterator[Notice]:
    """Somebody may be told by it, or is not meant, and its reason does not say why; or they still
    are not safe.
    """
    frees = weighed.may_be_told or weighed.means is not UNSET
    if frees and not says_why(weighed.reason):
        meant = unsafe_of_wish(view, weighed.wish) or _whose_wish(view, weighed.wish)
        yield from _named("LIFTS_NOTHING", meant, view)
    elif weighed.may_be_told:
        yield from _still_not_safe(unsafe_of_wish(view, weighed.wish), view)


def _whose_wish(view: View, wish: str) -> Iterator[str]:
    return (one.event.child for one in view.holding[WishRecorded] if one.event.wish == wish)


def _was_warned_of(confirmed: EffectConfirmed, view: View) -> Iterator[str]:
    """Of whom a warning falls by it, and who by something else does not count as safe all the same:
    whoever confirmed it took them for lifted.
    """
    for waits in view.file.of(EffectWaits):
        for fall in waits.event.falls if waits.event.waiting == confirmed.waiting else ():
            if fall.kind in WARNINGS and fall.person is not None:
                yield from _not_safe([fall.person], view)


def notices_of_advocates(event: Event, view: View, seq: int) -> Iterator[Notice]:
    """Who was taken on to support somebody and may not any more, since this: whoever is added, gets
    another name, is joined or is not safe may have the name of one who sees all of a page. Whom it
    names is asked about in its own words.
    """
    if isinstance(event, AdvocateStatusChanged):
        return
    taken_on = [
        now.event
        for person in view.by[AdvocateStatusChanged, "person"]
        for enquiry in view.going_on
        if (now := view.advocate[person, enquiry]) is not None and now.event.status in TAKEN_ON
    ]
    found = [said for said in taken_on if is_of_concern(view, said)]
    if found:
        stood = View(without(view.file, {seq}), view.as_of, view.known)
        since = [said for said in found if not is_of_concern(stood, said)]
        names = dict.fromkeys(_advocate(view, said) for said in since)
        if names:
            yield Notice("ADVOCATE_SEES_NOTHING", _in_words("ADVOCATE_SEES_NOTHING", names))


def _advocate(view: View, said: AdvocateStatusChanged) -> str:
    who = said.advocate or view.each[name_of][said.advocate_person or ""]
    return f"{who} (for {view.each[name_of][said.person]})"


def _not_safe(people: Iterable[str], view: View) -> Iterator[str]:
    """Those who may be meant though it is not known to be safe to tell them."""
    asked = view.each[asking]
    return (person for person in people if asked[person].answer is not Safe.YES)


def _cares_for(view: View, about: Sequence[str]) -> Iterator[str]:
    """Whoever cares for these children, or is asked about themselves: "the parents"."""
    links = [
        link.event
        for child, of in view.relationships.items()
        if ANY in about or child in about
        for link in of
    ]
    people = [one.person for one in links if one.role not in (NOBODY, PLACEHOLDER)]
    for person in view.each_one([*people, *(one for one in about if one in view.adults)]):
        if person not in view.the_dead:
            yield person


def _first_to_a_manager(view: View, made: AuthorisationMade) -> Iterator[str]:
    """Who is to be told of this decision, and is not to know of another that is in force: nobody
    sends a worker to them while it is.
    """
    others = [
        one
        for one in kept_decisions(view)
        if one.decision.event.authorisation != made.authorisation
    ]
    for person in _cares_for(view, made.scope.subjects):
        if view.each[asking][person].answer is Safe.YES and any(person in o.people for o in others):
            yield person


def _still_not_safe(people: Iterable[str], view: View) -> Iterator[Notice]:
    """With each entry that says so: whoever is to look at why finds it by its number."""
    said: dict[str, list[str]] = {}
    for person in dict.fromkeys(people):
        places = entries_that_say_so(view, person)
        by = f", by {listed([f'entry {place}' for place in places])}" if places else ""
        kept = TEXTS["not_to_hear"] if is_only_not_to_hear(view, person) else None
        text = kept or label("notices", "STILL_NOT_SAFE")
        said.setdefault(text, []).append(f"{view.each[name_of][person]}{by}")
    for text, names in said.items():
        yield Notice("STILL_NOT_SAFE", text.format(names="; ".join(names)))


def _in_confidence(code: str, people: Iterable[str], view: View) -> Iterator[Notice]:
    """Of whoever is only not to hear of something it is not said that they may not be safe."""
    kept = [one for one in dict.fromkeys(people) if is_only_not_to_hear(view, one)]
    if kept:
        names = "; ".join(map(view.each[name_of].__getitem__, kept))
        yield Notice(code, TEXTS["not_to_hear"].format(names=names))


def _left_out(code: str, people: Iterable[str], view: View) -> Iterator[Notice]:
    """Of whom it is on record that it is not safe, it is not said that nobody knows it."""
    every = list(dict.fromkeys(people))
    unsafe = [one for one in every if view.each[asking][one].answer is Safe.NO]
    yield from _named(code, [one for one in every if one not in unsafe], view)
    yield from _in_confidence(code, unsafe, view)
    unsafe = [one for one in unsafe if not is_only_not_to_hear(view, one)]
    if unsafe:
        names = "; ".join(map(view.each[name_of].__getitem__, unsafe))
        yield Notice(code, TEXTS["leave_them_out"].format(names=names))


def _named(code: str, people: Iterable[str], view: View) -> Iterator[Notice]:
    every = list(dict.fromkeys(people))
    if code in _SAYS_NOT_SAFE:
        yield from _in_confidence(code, every, view)
        every = [one for one in every if not is_only_not_to_hear(view, one)]
    names = list(map(view.each[name_of].__getitem__, every))
    if names:
        yield Notice(code, _in_words(code, names))


def _in_words(code: str, names: Iterable[str]) -> str:
    return label("notices", code).format(names="; ".join(names))
