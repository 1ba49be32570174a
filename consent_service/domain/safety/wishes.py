"""From whom a child wants something kept: whom they named, whom a manager found that they mean, or
anybody who may be meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from msgspec import UNSET

from ..codes import PLACEHOLDER
from ..file.called import every_name
from ..file.caring import came_as_a_teen, caring, roles_held, who_may_wish
from ..file.held import Held, in_order
from ..file.view import View
from ..freetext.keptfromaservice import a_child_keeps_it_from_a_service
from ..freetext.rationale import says_why
from ..memo import worked_out_once
from ..recorded.circumstances import WishWeighed
from ..recorded.events import RelationshipRecorded, WishRecorded
from ..writing import name_key
from .harmed import Order

#: A council that holds parental responsibility is nobody's partner, and nobody whom a child means.
NOBODY = "LOCAL_AUTHORITY"


def keeps_it_from_somebody(wish: WishRecorded) -> bool:
    """Also from somebody whom it does not name: a manager is to find out who that is."""
    return bool(named_by(wish) or wish.not_to_be_told_because)


def named_by(wish: WishRecorded) -> tuple[str, ...]:
    """Each whom it names, also as one who is only not to hear."""
    return (*dict.fromkeys((*wish.not_to_be_told, *(wish.only_not_to_hear or ()))),)


class KeptByWish(NamedTuple):
    """A wish by which something is kept from somebody, and from whom. `is_known` says that it means
    nobody besides. Where it names nobody, `nobody_until` is the place at which a manager said that
    it means none of those on the file.
    """

    wish: Held[WishRecorded]
    named: tuple[str, ...]
    is_known: bool = False
    nobody_until: int | None = None

    @property
    def order(self) -> Order:
        """When it was said."""
        return self.wish.order

    @property
    def is_of_a_service(self) -> bool:
        """It is kept from a service, which is nobody on the file, and no manager has found whom."""
        because = self.wish.event.not_to_be_told_because or ""
        return not self.named and a_child_keeps_it_from_a_service(because)

    def may_mean(self, view: View, person: str) -> bool:
        """Whom a child may mean by "somebody else": whoever is on the file, near or not, and was
        not known there when a manager said that it is none of them. Of the children whoever came
        since, and is no small child: the others were there when they spoke of somebody else.
        """
        if self.named and (self.is_known or person in self.named):
            return False
        is_one = person in caring(view) or came_as_a_teen(view, person, self.wish.seq)
        if person == self.wish.event.child or not is_one or self.is_of_a_service:
            return False
        if self.nobody_until is not None and _was_known(view, person, self.nobody_until):
            return False
        return roles_held(view, person) != {NOBODY}


def _was_known(view: View, person: str, place: int) -> bool:
    """They stood on the file at that place as who they are now. Whoever a placeholder stood for, or
    who has another name since of which not a word was known, was not among those looked at.
    """
    names = _every_name(view).get(person, ())
    before = [name for seq, name in names if seq < place]
    since = [name for seq, name in names if seq > place]
    links = view.by[RelationshipRecorded, "person"].get(person, ())
    roles = {link.event.role for link in links if link.seq < place}
    known = set() if roles == {PLACEHOLDER} else {word for one in before for word in _words(one)}
    return bool(before) and all(not known.isdisjoint(_words(name)) for name in since)


#: However many are asked about, and of however many wishes.
_every_name: Final = worked_out_once(every_name)


def _words(name: str) -> list[str]:
    return name_key(name).split()


def kept_by_wishes(view: View, child: str) -> Iterator[KeptByWish]:
    """Those of this child of which no manager has said that whoever is meant may be told. One that
    says nothing of it is one where a manager found that it means somebody.
    """
    for wish in view.by[WishRecorded, "child"].get(child, ()):
        kept = meant_by(view, wish)
        is_kept = bool(kept.named) or keeps_it_from_somebody(wish.event)
        if is_kept and not may_be_told_after_all(view, wish):
            yield kept


def kept_in_any_reading(whole: View, child: str) -> Iterator[KeptByWish]:
    """The same in whichever reading: what would lift one may wait for a manager."""
    for reading in whole.readings:
        yield from kept_by_wishes(reading, reading.the_one(child))


def _weighed(view: View, wish: Held[WishRecorded]) -> list[Held[WishWeighed]]:
    return sorted(view.by[WishWeighed, "wish"].get(wish.event.wish or "", ()), key=in_order)


def counting(view: View, wish: Held[WishRecorded]) -> list[WishWeighed]:
    """Each time that a manager weighed it, the first first. That somebody may be told counts only
    for a reason that says why.
    """
    return [
        one.event for one in _weighed(view, wish) if counts(one.event.may_be_told, one.event.reason)
    ]


def counts(may_be_told: bool, reason: str) -> bool:
    """Whether it counts as it was weighed: that somebody may be told does for a reason alone."""
    return not may_be_told or says_why(reason)


def may_be_told_after_all(view: View, wish: Held[WishRecorded]) -> bool:
    """A manager weighed it, and those whom the child means may be told: of a wish of which nobody
    knows whom it means nobody has said that of anybody.
    """
    said, kept = counting(view, wish), meant_by(view, wish)
    return bool(said) and said[-1].may_be_told and bool(kept.named) and kept.is_known


def meant_by(view: View, wish: Held[WishRecorded]) -> KeptByWish:
    """Whom a wish means, whether it is kept from them or not. What was last said of that stands:
    who weighs it again need not say it again. Whoever is named is meant, for whatever reason; that
    the others are not needs one that says why.
    """
    meant: tuple[str, ...] = ()
    nobody_until, is_known = None, bool(wish.event.not_to_be_told)
    for one in _weighed(view, wish):
        if one.event.means is UNSET:
            continue
        if says_why(one.event.reason):
            meant, is_known = one.event.means, True
            nobody_until = None if meant else one.seq
        else:
            meant = (*meant, *one.event.means)
    named = dict.fromkeys((*wish.event.not_to_be_told, *meant))
    return KeptByWish(wish, tuple(named), is_known, nobody_until)


def says_whom(kept: KeptByWish) -> bool:
    """Whom it is kept from is said, or that it is none of those on the file."""
    return kept.is_known


def may_be_meant(whole: View, wish: str) -> tuple[str, ...]:
    """Whoever may be the one from whom it is kept, as far as anybody knows."""
    kept = [(reading, one) for reading in whole.readings if (one := _by_id(reading).get(wish))]
    return tuple(
        person
        for person in (dict.fromkeys((*caring(whole), *whole.children)) if kept else ())
        if any(one.may_mean(reading, reading.the_one(person)) for reading, one in kept)
    )


def leaves_open_whom(whole: View, said: WishRecorded | WishWeighed) -> bool:
    """Somebody is not to be told by it, and whoever wrote it down has not said who: of nobody here
    is it known that they are safe.
    """
    names = said.not_to_be_told if isinstance(said, WishRecorded) else ()
    return not names and bool(whole.each[may_be_meant][said.wish or ""])


@worked_out_once
def _by_id(reading: View) -> dict[str, KeptByWish]:
    return {
        one.wish.event.wish or "": one
        for child in who_may_wish(reading)
        for one in kept_by_wishes(reading, child)
    }


def told_in_confidence(view: View, child: str) -> tuple[str, ...]:
    """Whom this child does not want told, where no manager has weighed it and said they may."""
    return view.together.each[_told_in_confidence][child]


def _told_in_confidence(whole: View, child: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            person
            for reading in whole.readings
            for kept in kept_by_wishes(reading, child)
            for person in kept.named
        )
    )
