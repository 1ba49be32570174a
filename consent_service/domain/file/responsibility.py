"""Who decides for a child: by what they are to the child, and by the orders there are. Pure.

One table says what each order or arrangement means (`ordersmean.py`), and who holds it by an order
alone. Where both are silent nothing changes: moving out, an arrangement of care and a new partner
end nobody's parental responsibility (Children Act 1989 s.2(5), (6)). Nobody's no is lost by it:
who is excluded or limited, or said to hold it by an order that is not on file, is heard as before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple, TypeAlias

import msgspec

from ..codes import DECIDING_PR, PLACEHOLDER
from ..recorded.circumstances import DeathRecorded, OrderEnded, OrderRecorded
from ..recorded.events import RelationshipRecorded
from .held import Held, Look, in_order
from .ordersmean import BY_ORDER_ALONE, COUNCIL, MEANINGS, Meaning, Others

Link: TypeAlias = Held[RelationshipRecorded]

#: A court said that they do not decide.
RESTRICTED: Final = "RESTRICTED_BY_COURT"
#: Parents of a child, with or without parental responsibility.
_PARENTS: Final = frozenset({"MOTHER", "FATHER", "SECOND_PARENT", "ADOPTIVE_PARENT", PLACEHOLDER})


class InForce(NamedTuple):
    """An order that is in force: since when, and what was last said of it."""

    since: datetime
    held: Held[OrderRecorded]

    @property
    def event(self) -> OrderRecorded:
        return self.held.event

    @property
    def means(self) -> Meaning:
        return MEANINGS[self.event.order_type]

    @property
    def holders(self) -> tuple[str, ...]:
        """Whom it gives parental responsibility."""
        council = (self.event.council,) if self.means.council and self.event.council else ()
        return (*(self.event.people if self.means.people else ()), *council)


#: Who is a relative of a child by their parents, and cares for them or not.
_RELATIVES: Final = frozenset(
    {"GRANDPARENT", "AUNT_UNCLE", "ADULT_SIBLING", "STEPPARENT", "PARENTS_PARTNER"}
)
_BY_BIRTH: Final = frozenset({"MOTHER", "FATHER", "SECOND_PARENT"})


class Standing(NamedTuple):
    """Who is what to one child. `heard_only`: of these a no counts, and a yes is not enough.
    `ended`: an order ended what they held. `left`: what somebody was to the child, and is no more
    from then on, by an order or not.
    `relatives_of_before`: an adoption took the child from their family. `unproved`: they are said
    to hold what an order alone gives them, and none that gives it is on file: they are heard only.
    """

    links: tuple[Link, ...]
    orders: tuple[InForce, ...] = ()
    heard_only: frozenset[str] = frozenset()
    ended: frozenset[str] = frozenset()
    left: tuple[Link, ...] = ()
    relatives_of_before: frozenset[str] = frozenset()
    unproved: frozenset[str] = frozenset()

    def holds(self, person: str) -> bool:
        """Somebody says so, and nothing says otherwise."""
        return person not in self.unproved and any(
            link.event.person == person and link.event.pr_status in DECIDING_PR
            for link in self.links
        )

    def delegated(self, person: str, purpose: str, category: str) -> bool:
        """This was delegated to them."""
        return any(
            order.means.delegates
            and person in order.event.people
            and purpose in order.event.purposes
            and category in order.event.categories
            for order in self.orders
        )


class Standings(dict[str, Standing]):
    """By child; nobody is anything to whoever is not among them."""

    def __missing__(self, child: str) -> Standing:
        return Standing(())


def has_ended(link: RelationshipRecorded) -> bool:
    """They are no longer what they were to the child; having moved out, they still are."""
    return link.ended and link.ended_of != "HOME"


def takes_their_word(link: RelationshipRecorded) -> bool:
    """By it they are none of those who decide."""
    return has_ended(link) or link.pr_status not in DECIDING_PR


def freed(before: Standing, after: Standing, same: Mapping[str, str]) -> Iterator[str]:
    """Whom a court kept from deciding alone, by an order or as it is written down of them, and who
    decides alone afterwards.
    """
    alone = {link.event.person for link in after.links if link.event.pr_status in DECIDING_PR}
    alone -= after.heard_only
    kept = set(_heard_only(before.orders, set(before.heard_only), set())) | before.ended
    kept |= {link.event.person for link in before.links if link.event.pr_status == RESTRICTED}
    yield from sorted(person for person in kept if same.get(person, person) in alone)


#: What is read, of what holds at a moment, to say who decides then.
READ: Final = (RelationshipRecorded, OrderRecorded, OrderEnded, DeathRecorded)


def standings(look: Look[Any]) -> Standings:
    """By child: of everybody to whom a child was ever linked, in the order first recorded."""
    found: dict[str, list[Link]] = defaultdict(list)
    for link in _current(look):
        found[link.event.child].append(link)
    orders, over = _orders(look)
    died = {held.event.person for held in look.holding[DeathRecorded]}
    return Standings(
        (child, _standing(child, found.get(child, []), orders.get(child, []), over, died))
        for child in dict.fromkeys((*found, *orders))
    )


def _current(look: Look[Any]) -> Iterator[Link]:
    """Of each pair what counts, in the order in which the people were first recorded."""
    pairs = dict.fromkeys(
        (held.event.child, held.event.person) for held in look.read.of(RelationshipRecorded)
    )
    current: dict[tuple[str, str], Link] = {}
    for held in sorted(look.holding[RelationshipRecorded], key=in_order):
        current[held.event.child, held.event.person] = held
    for pair in pairs:
        link = current.get(pair)
        if link is not None:
            yield link


def _orders(look: Look[Any]) -> tuple[dict[str, list[InForce]], dict[str, list[InForce]]]:
    """By child: those in force, the first first; and those that are over."""
    recorded = look.holding[OrderRecorded]
    if not recorded:
        return {}, {}
    begun: dict[str, datetime] = {}
    for held in recorded:
        at = begun.get(held.event.order, held.effective_at)
        begun[held.event.order] = min(at, held.effective_at)
    ended = {held.event.order for held in look.holding[OrderEnded]}
    every = [InForce(begun[id], held) for id, held in look.newest[OrderRecorded, "order"].items()]
    every.sort(key=lambda order: (order.since, order.held.seq))
    in_force: dict[str, list[InForce]] = defaultdict(list)
    over: dict[str, list[InForce]] = defaultdict(list)
    for order in every:
        replaced = order.event.order not in ended and any(
            _ends(later, order) and later.event.order not in ended for later in every
        )
        is_over = order.event.order in ended or replaced
        (over if is_over else in_force)[order.event.child].append(order)
    return in_force, over


def _ends(later: InForce, order: InForce) -> bool:
    return (
        later.event.child == order.event.child
        and order.event.order_type in later.means.ends
        and later.since >= order.since
    )


def _standing(
    child: str,
    links: list[Link],
    orders: Sequence[InForce],
    over: Mapping[str, Sequence[InForce]],
    died: set[str],
) -> Standing:
    left = [link for link in links if has_ended(link.event)]
    links = [link for link in links if link not in left] if left else links
    taken: list[Link] = []
    for order in orders:
        if order.means.others is Others.ENDED:
            gone = [link for link in links if _is_ended_by(order, link)]
            links = [link for link in links if link not in gone]
            taken += [_as_taken(link, order) for link in gone]
        links = [*_as_held(order, links), *_new_to_the_child(order, links, left)]
    if child in over:
        links = [_without(link, over[child], orders) for link in links]
    holders = {link.event.person for link in links if link.event.pr_status in DECIDING_PR}
    unproved = frozenset(_unproved(links, orders))
    links = [_not_confirmed(link) if link.event.person in unproved else link for link in links]
    heard_only = holders if child in died else {*_heard_only(orders, holders, died), *unproved}
    before = frozenset(_relatives_of_before(links, orders)) if taken else frozenset[str]()
    ended = frozenset(link.event.person for link in taken)
    return Standing(
        *(tuple(links), tuple(orders), frozenset(heard_only), ended, (*left, *taken)),
        *(before, unproved),
    )


def _as_taken(link: Link, order: InForce) -> Link:
    """What somebody was until the order: whom they may have harmed they may have harmed before."""
    return msgspec.structs.replace(
        _changed(link, pr_status="ENDED", ended=True), effective_at=order.since
    )


def _unproved(links: Iterable[Link], orders: Iterable[InForce]) -> Iterator[str]:
    """Of whom it was typed that they are responsible, and who can be so by an order alone, or are
    by an arrangement nobody who is: what was typed beats nothing that the law says.
    """
    by_order = {person for order in orders for person in order.holders}
    fostering = {
        person
        for order in orders
        if order.means.to_nobody_responsible
        for person in order.event.people
    }
    for link in links:
        can_only = link.event.role in BY_ORDER_ALONE or (
            link.event.person in fostering and link.event.role not in _PARENTS
        )
        if can_only and link.event.pr_status in DECIDING_PR and link.event.person not in by_order:
            yield link.event.person


def _not_confirmed(link: Link) -> Link:
    is_said = link.event.pr_status == "YES"
    return _changed(link, pr_status="UNCONFIRMED") if is_said else link


def _relatives_of_before(links: Sequence[Link], orders: Sequence[InForce]) -> Iterator[str]:
    """Those of the parents that an adoption took the child from, as far as the file knows: they are
    no relatives any more (Adoption and Children Act 2002 s.67), and to ask them of the child tells
    them of it. Not where one of these parents adopts with their partner.
    """
    by_birth = {link.event.person for link in links if link.event.role in _BY_BIRTH}
    for order in orders:
        if order.means.others is Others.ENDED and by_birth.isdisjoint(order.holders):
            for link in links:
                is_before = link.event.role in _RELATIVES and link.seq < order.held.seq
                if is_before and link.event.person not in order.holders:
                    yield link.event.person


def _without(link: Link, over: Iterable[InForce], orders: Iterable[InForce]) -> Link:
    """What rested on an order alone ends with it, also where it was typed, unless another that is
    in force gives it.
    """
    person = link.event.person
    rested = (
        link.event.pr_status in DECIDING_PR
        and any(person in order.holders and _rested_on(order, link) for order in over)
        and not any(person in order.holders for order in orders)
    )
    return _changed(link, pr_status="ENDED") if rested else link


def _rested_on(order: InForce, link: Link) -> bool:
    came_by_it = link.event.pr_source == order.means.source != "NONE"
    return came_by_it or link.event.role in BY_ORDER_ALONE


def _is_ended_by(order: InForce, link: Link) -> bool:
    """A parent of before, or whoever held responsibility. Who cares for the child still does."""
    was = link.event.role in (*_PARENTS, COUNCIL) or link.event.pr_status in DECIDING_PR
    return was and link.event.person not in order.holders and link.effective_at <= order.since


def _as_held(order: InForce, links: Iterable[Link]) -> Iterator[Link]:
    """Whom it gives responsibility holds it. What was recorded of them for a later day counts."""
    for link in links:
        gains = link.event.person in order.holders and not _is_later(link, order)
        if gains and link.event.pr_status not in DECIDING_PR:
            yield _changed(link, pr_status="YES", pr_source=order.means.source)
        else:
            yield link


def _is_later(link: Link, order: InForce) -> bool:
    """Of one day what was recorded last: most is known by its day alone."""
    return (link.effective_at, link.seq) > (order.since, order.held.seq)


def _new_to_the_child(
    order: InForce, links: Iterable[Link], left: Iterable[Link]
) -> Iterator[Link]:
    """Whom it names, and of whom nothing else says what they are to the child, nor that they are
    nothing to them since.
    """
    linked = {link.event.person for link in links}
    linked |= {link.event.person for link in left if _is_later(link, order)}
    council = (order.event.council,) if order.event.council else ()
    for person in dict.fromkeys((*order.event.people, *council)):
        if person not in linked:
            holds = person in order.holders
            made = RelationshipRecorded(
                person=person,
                child=order.event.child,
                role=COUNCIL if person in council else order.means.role,
                pr_status="YES" if holds else "NO",
                effective_at=order.since,
                pr_source=order.means.source if holds else "NONE",
            )
            held = order.held
            yield Held(made, order.since, held.recorded_at, held.seq, held.by, held.role)


def _heard_only(orders: Iterable[InForce], holders: set[str], died: set[str]) -> Iterator[str]:
    """Beside a special guardian who is alive, or of whom nobody has said who it is, all but another
    one and a council; beside an order that nobody knows, all but a council; and whom one limits.
    """
    guardians: set[str] = set()
    councils: set[str] = set()
    excludes = False
    for order in orders:
        if order.means.others is Others.HEARD:
            named = order.event.people if order.means.people else ()
            guardians.update(named)
            excludes = excludes or not named or not died.issuperset(named)
        if order.means.council:
            councils.update((order.event.council,) if order.event.council else ())
            yield from holders & set(order.event.limits)
    if excludes:
        yield from holders - guardians - councils


def _changed(link: Link, **members: Any) -> Link:
    return msgspec.structs.replace(link, event=msgspec.structs.replace(link.event, **members))
