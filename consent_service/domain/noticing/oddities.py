"""Of what an adult is to a child, an order and an injury: what looks like a mistake, rules of the
table in `plausible.py`.
"""

from __future__ import annotations

import re
from typing import Any, Final

from ..codes import DECIDING_PR, PLACEHOLDER, codes
from ..file.caring import is_young
from ..file.findings import OF_AGE, was_old_enough
from ..file.held import Held, by_place
from ..file.ordersmean import BY_NO_COURT
from ..file.view import View
from ..file.whatwaits import NOT_ABLE
from ..freetext.rationale import says_why
from ..names import onename
from ..recorded.circumstances import OrderRecorded
from ..recorded.content import SERVICE
from ..recorded.events import CompetenceRecorded, EnquiryOpened
from ..recorded.falling import MANAGERS
from ..recorded.joinedelsewhere import PersonJoinedElsewhere, PersonPartedElsewhere
from ..recorded.owning import EnquiryRated
from ..recorded.practice import EntryCorrected
from ..recorded.waysin import WayInEnded, WayInGiven

#: That a way in was tried too often.
CODE_TRIED: Final = "CODE_TRIED"
#: That one of us said that somebody stands on another file as well.
JOINED_BY_ONE: Final = "JOINED_BY_ONE"
#: That by a worker's word an enquiry is red no more.
RED_LOWERED: Final = "RED_LOWERED"
#: The most urgent, which the list begins with.
_RED: Final = next(iter(codes("ratings")))


def child_and_adult(view: View, fact: Held[Any]) -> bool:
    """Whoever is put on the file, or called otherwise, stands here by an earlier entry as a child
    or as an adult of the same birth: most often a mother who is a child herself.
    """
    id = getattr(fact.event, "child", None) or fact.event.person
    others = onename.child_and_adult(view.together).get(id, ())
    known = {**view.children, **view.adults}
    return any(known[other].seq < fact.seq for other in others if other in known)


def not_of_age(view: View, fact: Held[Any]) -> bool:
    """A mother or carer who is under eighteen: none the less that, and a young person too."""
    person = fact.event.person
    return person in view.adults and is_young(view, person)


def carer_holds(view: View, fact: Held[Any]) -> bool:
    """It says of somebody that they are responsible, or leaves it said, who is so by an order
    alone, and none is on file: a council, a guardian, whoever fosters the child.
    """
    unproved = view.standings[fact.event.child].unproved
    if isinstance(fact.event, OrderRecorded):
        return bool(unproved)
    return fact.event.person in unproved and fact.event.pr_status in DECIDING_PR


def mother_without(view: View, fact: Held[Any]) -> bool:
    """A mother holds parental responsibility from the birth on, and only an adoption ends it: put
    in without it her yes is not enough, and before the birth nobody's is.
    """
    child = fact.event.child
    return any(
        link.event.person == fact.event.person
        and (link.event.role, link.event.pr_status) == ("MOTHER", "NO")
        for link in view.relationships.get(child, ())
    ) and not any(
        (order.event.child, order.event.order_type) == (child, "ADOPTION_ORDER")
        for order in view.recorded[OrderRecorded]
    )


def father_not_explained(_: View, fact: Held[Any]) -> bool:
    """A placeholder, and nothing says why he is not known and what is done to find out."""
    return fact.event.role == PLACEHOLDER and not fact.event.explanation


#: What somebody else says of them is no assessment.
_HEARSAY: Final = re.compile(
    r"\s*(?:(?:his|her|their|the) )?(?:mu?m|mother|dad|father|parents?|step\w+|gran\w*|nan|carers?)"
    r"(?: (?:also|just))? (?:says?|said|thinks?|reckons|told)\b(?!.*\bassess)",
    re.IGNORECASE | re.DOTALL,
)


def found_to_lack_capacity(view: View, fact: Held[Any]) -> bool:
    """From 16 everybody is presumed able to decide (Mental Capacity Act 2005, sections 1 and 2(5)),
    and nothing says who assessed that this one is not, and how.
    """
    said = fact.event
    if isinstance(said, CompetenceRecorded):
        child = view.the_one(said.child)
        is_young = (view.ages.get(child) or 0) < OF_AGE
        was_16 = is_young and was_old_enough(fact, view.born_on(child))
        is_unable = said.status == NOT_ABLE and was_16
    else:
        is_unable = said.status == "LACKS"
    is_hearsay = _HEARSAY.match(said.rationale or "") is not None
    return is_unable and (is_hearsay or not says_why(said.rationale))


def delegates_nothing(_: View, fact: Held[Any]) -> bool:
    """Somebody acts for those who are responsible in what was delegated, and in nothing else."""
    order = fact.event
    return order.order_type == "DELEGATED_AUTHORITY" and not (order.purposes and order.categories)


#: Who agreed to something and signed it made no order, and what a court did not say is none.
_SIGNED: Final = re.compile(
    r"\b(?:signed|agree\w*|consent\w*|volunt\w*|s\.? ?20|section 20)\b", re.IGNORECASE
)
_BY_A_COURT: Final = re.compile(
    r"\b(?:court|judge|hearing|magistrates?|sealed|order|recorder|justices?)\b", re.IGNORECASE
)


def by_no_court(_: View, fact: Held[Any]) -> bool:
    """Parents who sign that a child is accommodated lose nothing by it, and nobody gains: what a
    court alone makes was put on record by what they signed.
    """
    order = fact.event
    is_a_courts = order.order_type not in BY_NO_COURT and not order.reference
    signed = _SIGNED.search(order.source) is not None
    return is_a_courts and signed and _BY_A_COURT.search(order.source) is None


def hurt_before_the_birth(view: View, fact: Held[Any]) -> bool:
    """An injury of a child who is not born yet is one of somebody else."""
    child = view.children.get(fact.event.child)
    return child is not None and child.event.dob is None


def code_tried(view: View, fact: Held[Any]) -> bool:
    """Nobody but the service itself ends a way in by itself: a code was tried too often, by
    somebody who had the reference. Another that is given since settles it, and that somebody ends
    it by hand: whoever it was for was asked, and wants none.
    """
    if fact.by != SERVICE.id or _is_ended_by_hand(view, fact):
        return False
    mine = {_holder(one.event) for one in view.by[WayInGiven, "way_in"].get(fact.event.way_in, ())}
    by_person = view.by[WayInGiven, "person"]
    given = (one for person, _ in mine for one in reversed(by_person.get(person, ())))
    return not any(one.seq > fact.seq and _holder(one.event) in mine for one in given)


def _is_ended_by_hand(view: View, fact: Held[WayInEnded]) -> bool:
    every = view.by[WayInEnded, "way_in"].get(fact.event.way_in, ())
    return any(one.seq > fact.seq and one.by != SERVICE.id for one in every)


def _holder(given: WayInGiven) -> tuple[str, str | None]:
    return given.person, given.advocate_in


def joined_by_one(view: View, fact: Held[PersonJoinedElsewhere]) -> bool:
    """By a worker's word alone two people of two files are one: each danger and each no of the one
    is heard of the other. On the other file it is the service that says so. Until they are said to
    be two.
    """
    if fact.role in MANAGERS or fact.by == SERVICE.id:
        return False
    parted = view.by[PersonPartedElsewhere, "joining"].get(fact.event.joining, ())
    return not any(one.seq > fact.seq for one in parted)


def red_lowered(view: View, fact: Held[EnquiryRated]) -> bool:
    """It was red, and by a worker's word is no more: until it is red again, or a manager says how
    urgent it is.
    """
    rated = fact.event
    opened = view.enquiries.get(rated.enquiry)
    if opened is None or rated.rating == _RED or fact.role in MANAGERS:
        return False
    every = [one for one in view.recorded[EnquiryRated] if one.event.enquiry == rated.enquiry]
    last = max((one for one in every if one.seq < fact.seq), key=by_place, default=None)
    if (opened.event if last is None else last.event).rating != _RED:
        return False
    return not _said_again(view, rated.enquiry, fact)


def red_struck(view: View, fact: Held[EntryCorrected]) -> bool:
    """The same, where a worker says that it was an error to call it red, or to open it so."""
    every: list[Held[EnquiryRated] | Held[EnquiryOpened]]
    every = [*view.file.of(EnquiryRated), *view.file.of(EnquiryOpened)]
    struck = (held.event for held in every if held.seq == fact.event.corrects)
    red = next((event for event in struck if event.rating == _RED), None)
    if red is None or fact.role in MANAGERS:
        return False
    if red.enquiry not in view.enquiries:
        return isinstance(red, EnquiryOpened)
    return view.rating(red.enquiry) != _RED and not _said_again(view, red.enquiry, fact)


def _said_again(view: View, enquiry: str, after: Held[Any]) -> bool:
    """After that it is red again, or a manager says how urgent it is."""
    return any(
        one.event.rating == _RED or one.role in MANAGERS
        for one in view.recorded[EnquiryRated]
        if one.event.enquiry == enquiry and one.seq > after.seq
    )
