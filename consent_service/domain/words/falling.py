"""What a write would let fall, in words for staff. Never shown to a family or to a partner."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from ..codes import OWN_TO_A_CHILD, OWN_TO_AN_ADULT, codes, label
from ..file.held import Held
from ..file.view import View
from ..recorded.circumstances import SignRecorded
from ..recorded.event import Event
from ..recorded.events import AdvocateStatusChanged, AuthorisationMade, Response
from ..safety.harmtoread import words_in
from ..safety.inconfidence import is_only_not_to_hear
from ..scopes.scope import ANY, Agency
from .naming import (
    agency_in_words,
    categories_in_words,
    day,
    listed,
    lower_first,
    moment,
    name_of,
)


def falls(view: View, said: Held[Response], *, is_no: bool, ends: bool) -> str:
    """A no of somebody, of a day, about services; or what they said that may be one. What only
    `ends` with its enquiry is heard by whoever asks, until another enquiry begins.
    """
    whose, services = _whose(view, said), _services(said)
    if ends:
        what = f"the no of {whose}" if is_no else f"what {whose} said"
        return f"This would end {what} about {services}: it is heard until another enquiry begins."
    if is_no:
        return f"This would lift the no of {whose} about {services}."
    return f"This would set aside what {whose} said about {services}."


def too_much_to_tell() -> str:
    """That nobody has worked out what it would lift."""
    return (
        "So much stands on this file that what this would lift was not worked out: it may lift the "
        "no of anybody on it, or a warning. Once a manager has decided what waits here, less is "
        "left to work out."
    )


def no_that_is_theirs(said: Held[Response]) -> str:
    """Somebody's own no, by when and about which services."""
    return f"{moment(said.effective_at)} about {_services(said)}"


def ends_what_was_heard() -> str:
    """That they were two people after all, on two files of the authority."""
    return (
        "This would end what was heard of them on another file of the authority, here and there: "
        "each no, and each sign of danger."
    )


def not_counted(view: View, said: Held[Response], by: Iterable[int]) -> str:
    """A no, or what may be one, that an earlier entry leaves uncounted."""
    return _not_counted(f"{_whose(view, said)} said about {_services(said)}", by)


def words_not_counted(view: View, person: str, said: Held[Event], by: Iterable[int]) -> str:
    """The same of what somebody said or wrote besides their answers."""
    whose = f"{name_of(view, person)} said or wrote on {day(said.effective_at)}"
    return _not_counted(f"{whose}, and may be a no,", by)


def _not_counted(what: str, by: Iterable[int]) -> str:
    places = listed([f"entry {place}" for place in sorted(by)])
    return f"What {what} would not count, by {places}: no manager has confirmed that."


def pressed_online(view: View, said: Held[Response]) -> str:
    """A yes that was pressed online over one's own no."""
    whose = name_of(view, said.event.person)
    return (
        f"{whose} pressed yes online, over their own no of {day(said.effective_at)} about "
        f"{_services(said)}. It counts once they have said so in a talk."
    )


def may_be_pressed_over_a_no(view: View, person: str) -> str:
    """A yes that was pressed online; over what, nobody has worked out."""
    return (
        f"{name_of(view, person)} pressed yes online, and it was not worked out whether over their "
        "own no. It counts once they have said so in a talk."
    )


def lifts_a_wish(view: View, child: str) -> str:
    """What a child does not want."""
    return f"This would set aside that {name_of(view, child)} does not want it."


def is_no_no(view: View, person: str) -> str:
    """What somebody said or wrote besides their answers."""
    return f"By this nothing that {name_of(view, person)} said or wrote there would be a no."


def sets_words_aside(view: View, person: str, said: Held[Event], *, ends: bool) -> str:
    """What somebody said or wrote besides their answers would hold nothing any more."""
    whose = f"what {name_of(view, person)} said or wrote on {day(said.effective_at)}"
    if ends:
        return f"This would end {whose}: it may be a no until another enquiry begins."
    return f"This would set aside {whose}: it may be a no."


def sends_for_the_others(view: View, person: str | None) -> str:
    """What somebody wrote in words that nobody here can read would count as read."""
    whose = "Somebody of the family" if person is None else name_of(view, person)
    return (
        f"{whose} wrote something that nobody here may be able to read. By this the other adults "
        "would be sent for again."
    )


def hears_of_one_alone(view: View, person: str) -> str:
    """That a child and an adult of one name and birth may be one person."""
    return (
        f"What {name_of(view, person)} said no to, who stands here as a child and as an adult, "
        "would be heard of one of the two alone."
    )


def ends_a_plan() -> str:
    """That a safety plan is there."""
    return "This would end a safety plan."


def leaves_a_child_out(view: View, child: str) -> str:
    """That a safety plan is for a child."""
    return f"This would leave {name_of(view, child)} out of a safety plan."


def ends_an_order(view: View, person: str) -> str:
    """That by an order somebody's yes is not enough."""
    return (
        f"By order of a court {name_of(view, person)} does not decide alone. This would end that."
    )


def eases_contact(view: View, person: str | None) -> str:
    """That somebody is with the children only with care, by a safety plan."""
    whom = "somebody" if person is None else name_of(view, person)
    return f"This would let {whom} be with the children with less care than the plan has it."


def lifts_a_warning(view: View, person: str, places: Sequence[int], *, is_last: bool) -> str:
    """That somebody is not safe to ask; or one word of several that they are not. With what was
    said in the entries by which it is so: whoever lifts it reads it again.
    """
    whom = name_of(view, person)
    if is_last and is_only_not_to_hear(view, person):
        return f"This would let {whom} be asked and told: they are not to hear of something."
    if is_last:
        said = f"This would lift a warning: it was not safe to ask {whom}."
    else:
        said = (
            f"This would lift one of the warnings about {whom}. By something else on record they "
            "still do not count as safe."
        )
    return f"{said}{_from_another_file(view, places)}{_quoted(view, places)}"


def lifts_a_doubt(view: View, person: str, places: Sequence[int], *, is_last: bool) -> str:
    """That nobody knows whether it is safe to ask somebody; or one reason of several for that."""
    whom = name_of(view, person)
    if is_last:
        said = f"This would lift a warning: nobody knows whether it is safe to ask {whom}."
    else:
        said = (
            f"This would lift one reason why nobody knows whether it is safe to ask {whom}. By "
            "something else on record they still do not count as safe."
        )
    return f"{said}{_from_another_file(view, places)}{_quoted(view, places)}"


def _from_another_file(view: View, places: Sequence[int]) -> str:
    """What another file said of them: nobody has looked there by what is written here."""
    told = dict.fromkeys(
        lower_first(label("signs", held.event.code))
        for held in view.file.of(SignRecorded)
        if held.seq in places and held.event.matched is not None
    )
    if not told:
        return ""
    return (
        f" Another file of the authority told it ({listed([*told])}). This lifts nothing there: "
        "read that file before you decide."
    )


#: More stands with the family; so much of each is read here.
_QUOTED: Final = 3
_LONGEST: Final = 300


def _quoted(view: View, places: Sequence[int]) -> str:
    """What tells of harm in these entries, the last of them."""
    told = {held.seq: words_in(held.event) for held in view.file.every() if held.seq in places}
    lines = [(place, " ".join(told.get(place, "").split())) for place in places]
    return "".join(
        f" On record (entry {place}): “{line[:_LONGEST]}”"
        for place, line in [one for one in lines if one[1]][-_QUOTED:]
    )


def names_no_danger() -> str:
    """That somebody whom nobody has named may be a danger."""
    return (
        "This would lift a warning: somebody who is not named here may be a danger. It is about "
        "whoever is put on this record later."
    )


def leaves_harm_unread() -> str:
    """That a manager reads what may tell of harm."""
    return "By this no manager would read words here that may tell of harm."


def may_be_told(view: View, person: str | None) -> str:
    """That somebody must not know of something on the file."""
    return f"This would let {_name(view, person)} know of something that was kept from them."


def nobody_asks_first(view: View, person: str) -> str:
    """That nobody speaks to them before a manager was asked, since a decision is kept from them."""
    return (
        f"This would let {_name(view, person)} be spoken to, and told, without a manager being "
        "asked first."
    )


def lets_an_advocate_see(view: View, said: AdvocateStatusChanged) -> str:
    """That an advocate may not be safe, or looks after the child whom they support."""
    who = said.advocate or _name(view, said.advocate_person)
    return f"This would let {who} support {name_of(view, said.person)}, who could not before."


def unprotects(view: View, person: str, kind: str) -> str:
    """A way of reaching somebody that is used with care, or not at all."""
    way = lower_first(label("contact_types", kind))
    return f"This would take the care off a way of reaching {name_of(view, person)}: {way}."


def wants_contact(view: View, person: str) -> str:
    """That somebody asked not to be contacted."""
    return f"This would set aside that {name_of(view, person)} asked not to be contacted."


def settles_a_dispute(view: View, said: Held[Response]) -> str:
    """That somebody says they did not agree."""
    return f"This would set aside that {name_of(view, said.event.person)} says they did not agree."


def reads_as_agreed(view: View, subject: str, agreed: Mapping[Agency, Collection[str]]) -> str:
    """What nobody newly said yes to: each service, with the kinds of information."""
    of_kinds: dict[frozenset[str], list[Agency]] = {}
    for agency, kinds in agreed.items():
        of_kinds.setdefault(frozenset(kinds), []).append(agency)
    about = "; and ".join(
        f"{listed([_whichever(one) for one in agencies])} ({_kinds(view, subject, kinds)})"
        for kinds, agencies in of_kinds.items()
    )
    whom = name_of(view, subject)
    return f"Unless something else holds it, it would read as agreed, about {whom}: {about}."


def _whichever(agency: Agency) -> str:
    said = agency_in_words(agency)
    return f"{said} that nobody named in that enquiry" if agency.type == ANY else said


def _kinds(view: View, subject: str, kinds: Collection[str]) -> str:
    of_another = OWN_TO_AN_ADULT if subject in view.children else OWN_TO_A_CHILD
    its_own = [code for code in codes("categories") if code not in of_another]
    said = [code for code in its_own if code in kinds]
    return "every kind of information" if said == its_own else categories_in_words(said or kinds)


def decides_young(view: View, child: str) -> str:
    """A child below eight who is said to be competent."""
    return f"This would let {name_of(view, child)} decide alone, who is not yet eight."


def others_decide(view: View, child: str) -> str:
    """A young person of 16 or 17 who is said to be unable to."""
    return f"This would let others decide for {name_of(view, child)}, who at 16 is presumed able."


def reads_as_one(view: View, one: str, other: str, why_two: Iterable[str] = ()) -> str:
    """Two entries of a file, by their names before they were joined; and why they may be two."""
    said = f"This would read {name_of(view, one)} and {name_of(view, other)} as one person."
    doubts = tuple(why_two)
    if not doubts:
        return said
    pages = "Each page and letter goes on showing what was recorded of that one alone."
    return " ".join((said, *doubts, pages))


def ends_a_decision(view: View, made: Held[AuthorisationMade]) -> str:
    """A decision by which something goes ahead: which, about whom and of which day, since whoever
    closes an enquiry did not come to look at it.
    """
    kind, scope = label("authorisation_kinds", made.event.decision), made.event.scope
    whom = [name_of(view, one) for one in scope.subjects if one != ANY]
    about = f", {listed(whom)}" if whom else ""
    services = listed([agency_in_words(agency) for agency in scope.agencies])
    return (
        f"This ends a decision of {day(made.recorded_at)}: {lower_first(kind)}. It was about "
        f"{services}{about}. Nothing more goes ahead by it."
    )


def strikes_a_decision(kind: str | None) -> str:
    """A decision that would read as if nobody had made it; None is one not to share."""
    what = "not to share" if kind is None else lower_first(label("authorisation_kinds", kind))
    return f"This would strike a manager's decision: {what}."


def _whose(view: View, said: Held[Response]) -> str:
    return f"{name_of(view, view.the_one(said.event.person))} of {day(said.effective_at)}"


def _name(view: View, person: str | None) -> str:
    return "the family" if person is None else name_of(view, person)


def _services(said: Held[Response]) -> str:
    scope = said.event.scope
    # Of an agreement it is what was left out of it that is a no.
    meant = scope.exclusions.agencies if said.event.answer == "AGREED_IN_PART" else scope.agencies
    return listed([agency_in_words(agency) for agency in meant or scope.agencies])
