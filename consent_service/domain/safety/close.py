"""Whether somebody is one of those who may be meant where somebody else is said to be harmed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..codes import DECIDING_PR
from ..file.caring import came_as_a_teen, caring, roles_held
from ..file.held import Held
from ..file.ordersmean import COUNCIL
from ..file.responsibility import has_ended
from ..file.view import View
from ..freetext.keptfromaservice import is_kept_from_a_service
from ..freetext.saysofdeath import says_only_that_they_died
from ..memo import worked_out_once
from ..recorded.circumstances import SignRecorded
from ..recorded.events import RelationshipRecorded
from .whowasasked import frees
from .wishes import NOBODY

#: Roles of those who may be behind what hurts somebody: the other parent of a child, a partner.
_PARTNERS: Final = frozenset(
    {"MOTHER", "FATHER", "SECOND_PARENT", "ADOPTIVE_PARENT", "STEPPARENT", "PARENTS_PARTNER"}
)
#: Whoever is only so to a child harms nobody: nobody at all, and a council, which is no person.
NO_PERSON: Final = (NOBODY, COUNCIL)
_ALONE: Final = tuple({one} for one in NO_PERSON)
#: By this code a sign says no more than that there is one.
NO_MORE: Final = "NOT_SAFE"
#: As this code somebody says that another must not hear.
NOBODY_KNOWS: Final = "NOT_KNOWN"
#: As this code somebody is said to have harmed somebody.
_HARMED: Final = "ALLEGED_ABUSER"
#: Who is the one to a child is not the other.
_OTHERS: Final = {"FATHER": "MOTHER", "MOTHER": "FATHER"}


def may_be_meant_by(view: View, person: str, sign: SignRecorded, place: int) -> bool:
    """By one at this place that names nobody, unless it is said to be none of them. Where it is
    told what the one who is meant is to a child on another file, whoever is the same to them here
    may be that one; who is a father there is no mother here. Where it is said of whom it is not,
    whoever is not among those, near or not: it came of no look at who is near. So may whoever
    is a young person and was put on the file since.
    """
    if sign.names or is_of_a_service(sign) or frees(view, person, sign, place):
        return False
    if says_no_more_than_a_death(view, sign):
        return False
    if person == sign.person:
        return says_not_who_harmed(view, sign)
    if sign.none_of:
        is_carer = person in caring(view) and roles_held(view, person) not in _ALONE
        return is_carer or came_as_a_teen(view, person, place)
    role = sign.of_role or ""
    links = view.relationships.get(sign.person, ()) if role else ()
    roles = {link.event.role for link in links if link.event.person == person}
    return role in roles or (_OTHERS.get(role) not in roles and is_near(view, person, sign.person))


def is_of_a_service(sign: SignRecorded) -> bool:
    """Who must not hear is a service, by all that was said of it: nobody at home is meant."""
    return sign.code == NOBODY_KNOWS and is_kept_from_a_service(sign.note or "")


def says_no_more_than_a_death(view: View, sign: SignRecorded) -> bool:
    """It is about somebody whose death is on record, nobody chose as what it is a sign, and its
    words say that death and nothing else: of whoever lived with them that says nothing. Whatever
    else is written of the dead may be of who is behind it, and is for a manager.
    """
    return (
        sign.code == NO_MORE
        and view.the_one(sign.person) in view.the_dead
        and says_only_that_they_died(sign.note or "")
    )


def says_not_who_harmed(view: View, sign: SignRecorded) -> bool:
    """Somebody is said to have harmed somebody, and one adult alone stands beside it: whether they
    did it or it was done to them nobody said, and whoever wrote it down may mean either.
    """
    return sign.code == _HARMED and not sign.names and sign.person in view.adults


@worked_out_once
def is_near(view: View, person: str, harmed: str) -> bool:
    """A partner of theirs, the other parent of a child of theirs, whether or not that has ended, or
    one of the household.
    """
    return person != harmed and any(
        _are_close(child, harmed, (*standing.left, *standing.links), person)
        for child, standing in view.standings.items()
    )


def _are_close(
    child: str, harmed: str, links: Sequence[Held[RelationshipRecorded]], person: str
) -> bool:
    of = {link.event.person: link.event for link in links}
    link, other = of.get(person), of.get(harmed)
    if link is None or link.role in NO_PERSON:
        return False
    if harmed == child:
        return _is_parent_or_partner(link) or _lives_there(link)
    return other is not None and (
        (_is_parent_or_partner(link) and _is_parent_or_partner(other))
        or (_lives_there(link) and _lives_there(other))
    )


def _is_parent_or_partner(link: RelationshipRecorded) -> bool:
    return link.role in _PARTNERS or (link.pr_status in DECIDING_PR and not has_ended(link))


def _lives_there(link: RelationshipRecorded) -> bool:
    return link.lives_with in ("YES", "PART") and not has_ended(link)
