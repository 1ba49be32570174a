"""Which children are whose, for a page of theirs. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..codes import DECIDING_PR
from ..file.held import Held
from ..file.leavingout import without
from ..file.ordersmean import MEANINGS, Others
from ..file.responsibility import takes_their_word
from ..file.view import View
from ..recorded.births import is_about
from ..recorded.circumstances import DeathRecorded, OrderRecorded
from ..recorded.events import ChildAdded, RelationshipRecorded
from ..recorded.falling import MANAGERS
from ..safety.telling import last_told
from ..scopes.scope import ANY, Scope
from .words import Reader

if TYPE_CHECKING:
    from .seen import Seen

#: Roles of whoever reads of a child as of theirs.
_PARENTS: Final = frozenset({"MOTHER", "FATHER", "SECOND_PARENT", "ADOPTIVE_PARENT"})
#: Roles in which somebody cares for a child, with parental responsibility or without.
_CARES: Final = frozenset(
    {
        "KINSHIP_CARER",
        "SPECIAL_GUARDIAN",
        "FOSTER_CARER",
        "PRIVATE_FOSTER_CARER",
        "ADOPTIVE_PARENT",
        "RESIDENTIAL_CARER",
    }
)


def own_children(view: View, person: str, *, as_child: bool) -> dict[str, Held[ChildAdded]]:
    """A young person sees themself; whoever holds responsibility for others, or cares for them,
    sees these, an adult and a young mother alike.
    """
    themself = {person: view.children[person]} if as_child else {}
    return themself | {
        id: child
        for id, child in view.children.items()
        if id not in known_to_have_died(view, person)
        and all(
            any(r.event.person == person and _is_theirs(r) for r in one.relationships.get(id, ()))
            for one in view.readings_apart
        )
    }


def known_to_have_died(view: View, person: str) -> set[str]:
    """The children who have died, and of whom this person was told anything since, or may know:
    whoever tells them of a child then tells them of the death. That is told by a person, and never
    by a word that is gone from a page.
    """
    every = view.by[DeathRecorded, "person"]
    return {
        child
        for child in view.the_dead & view.children.keys()
        if last_told(view, person, [child]) > min(held.seq for held in every[child])
    }


def before_they_were_told(view: View, person: str) -> View:
    """The file without the word that this person has no responsibility for a child any more, or
    that a child has died, until they were told of it or somebody said that they may know: a page
    that changed on the day that a court took it would say so. What no manager has confirmed is on
    no page whoever was told.
    """
    known = known_to_have_died(view, person)
    ends = {
        r.seq
        for r in view.recorded[RelationshipRecorded]
        if r.event.person == person
        and takes_their_word(r.event)
        and (_is_a_workers_word(view, r) or last_told(view, person, [r.event.child]) < r.seq)
    }
    ends |= {
        held.seq
        for held in view.recorded[DeathRecorded]
        if held.event.person in view.children and held.event.person not in known
    }
    return View(without(view.file, ends), view.as_of, view.known) if ends else view


def before_an_order(view: View, person: str) -> View:
    """And without each order by which whoever held responsibility for a child does no more, until
    they were told of it. What is on their page of the child ends with the order, as where the child
    lives does: what they may still say of it does not change, since that would tell them.
    """
    ends = {
        held.seq
        for held in view.recorded[OrderRecorded]
        if MEANINGS[held.event.order_type].others is Others.ENDED
        and person not in held.event.people
        and last_told(view, person, [held.event.child]) < held.seq
    }
    known = View(without(view.file, ends), view.as_of, view.known) if ends else view
    return before_they_were_told(known, person)


def _is_a_workers_word(view: View, link: Held[RelationshipRecorded]) -> bool:
    return link.role not in MANAGERS and link.seq not in view.let_fall


def linked_children(view: View, person: str) -> set[str]:
    """Children of whom it stands on record that this person is something to them, or was."""
    found = (
        {r.event.child for r in one.recorded[RelationshipRecorded] if r.event.person == person}
        for one in view.readings_apart
    )
    return set.intersection(*found)


def parent_of(view: View, person: str) -> frozenset[str]:
    """Children whose parent they are, as it first stood on record in every reading: what is found
    out of that later is told by a person, and not by a word that is another.
    """
    found = []
    for one in view.readings_apart:
        first: dict[str, RelationshipRecorded] = {}
        for r in one.recorded[RelationshipRecorded]:
            if r.event.person == person:
                first.setdefault(r.event.child, r.event)
        found.append(frozenset(c for c, link in first.items() if link.role in _PARENTS))
    return frozenset.intersection(*found)


def unborn_when_recorded(view: View) -> set[str]:
    """Children who were put on file before they were born, as far as anybody knew."""
    return {
        held.event.child
        for held in view.recorded[ChildAdded]
        if held.event.dob is None and not is_about(held.event)
    }


def reader_of(seen: Seen, scope: Scope) -> Reader:
    """As who they read of something: by what they are to the children that it is about."""
    about = {one for one in scope.subjects if one != seen.person}
    if seen.is_young_person and (not about - {ANY} or seen.person in scope.subjects):
        return Reader.YOUNG
    whose = seen.children.keys() if ANY in about or not about else about
    return Reader.PARENT if whose and seen.parent_of >= whose else Reader.OTHER


def _is_theirs(link: Held[RelationshipRecorded]) -> bool:
    return (
        link.event.pr_status in DECIDING_PR
        or link.event.main_caregiver
        or link.event.lives_with in ("YES", "PART")
        or link.event.role in _CARES
    )
