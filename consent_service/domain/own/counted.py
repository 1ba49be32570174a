"""Which parts of an agreement count now, as far as its person may know; why another does not. Pure.

It is asked of the very rules by which a check is decided, item by item: nothing is read as agreed
on a page that a check would not go by. What the page must not tell is left out of what they are
asked of: that somebody may have pressed for a yes, or heard it, is no news for whoever looks on,
whether it was ticked or told.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from typing import Any, Final, TypeAlias

import msgspec

from ..answers import Reason, Says
from ..codes import (
    ADULT_CATEGORIES,
    CHILD_CATEGORIES,
    NOT_IN_ANY,
    OWN_TO_AN_ADULT,
    TEXTS,
    codes,
)
from ..file.goingon import BY_REFERRER
from ..file.held import Held, by_place
from ..file.view import View
from ..memo import Memo
from ..recorded.circumstances import PeopleJoined, PeopleParted, PersonAmended
from ..recorded.compared import WritingRead
from ..recorded.event import Event, tag_of
from ..recorded.events import (
    AdultAdded,
    AgreementWithdrawn,
    CapacityRecorded,
    ChildAdded,
    CompetenceRecorded,
    ConversationRecorded,
    EnquiryOpened,
    RelationshipRecorded,
    Response,
    ResponseRecorded,
    ValidityChanged,
)
from ..recorded.falling import EffectConfirmed, EffectRefused, EffectWaits
from ..recorded.joinedelsewhere import (
    NoHeardElsewhere,
    PersonJoinedElsewhere,
    PersonPartedElsewhere,
)
from ..recorded.practice import BirthRecorded, CorrectionAsked, EntryCorrected, FamilyAsked
from ..safety.everasign import may_be_any
from ..said.ableto import is_found_able
from ..said.besideayes import as_on_their_page
from ..said.contradicting import MAY_BE_A_NO, may_be_one
from ..said.heldbywords import is_lifted
from ..said.overheard import as_if_alone
from ..said.position import Standpoint, noes_that_stand
from ..said.pressed import without_pressure
from ..scopes.scope import ANY, BOTH, DIMENSIONS, SEEK, SHARE, Agency, Point, Scope
from . import words
from .itemsof import ItemsOf
from .leftopen import known_to

#: What the rules look at of who is there, what was said, and what of it waits.
_KEPT: Final[tuple[type[Event], ...]] = (
    *(ChildAdded, PersonAmended, BirthRecorded, RelationshipRecorded),
    *(
        PersonJoinedElsewhere,
        PersonPartedElsewhere,
        PeopleJoined,
        PeopleParted,
        EntryCorrected,
        EffectWaits,
        EffectConfirmed,
        EffectRefused,
    ),
)
#: Of how it was given, what its person knows: it was there to be seen, and accuses nobody.
_TOLD_OF: Final = frozenset({"NO_INTERPRETER", "NOT_FULLY_EXPLAINED", "NOT_UNDERSTOOD"})
_OWN: Final = frozenset({"AGREED", "AGREED_IN_PART", "REFUSED", "WITHDRAWN", "UNDECIDED"})
#: So many items of one answer are asked about; of one that is about more than that none is ticked.
_MOST: Final = 5_000
#: An item, in one enquiry and of one kind.
_Item: TypeAlias = tuple[str | None, str, Point]
#: What one value of a scope may mean, but for what is left out.
_Meant: TypeAlias = Callable[[Agency, Sequence[Agency]], list[Agency]]
#: Beside a yes which counts as far as they may know, and before which they had said no. Whether it
#: does may rest on what no page tells: so the no stays beside it, whoever reads.
AFTER_A_NO: Final = TEXTS["own_yes_after_no"]
#: A name that is like no other.
_NOBODYS: Final = "Qzxvjwk"
_ABOUT: Final = (CHILD_CATEGORIES, ADULT_CATEGORIES)
#: What they said themselves. Of what they asked to change nobody knows how it was meant before it
#: was talked about: it is not said for them.
_SAID: Final = {
    Reason.DISPUTED: "DISPUTED",
    Reason.SAID_BOTH: "SAID_BOTH",
    Reason.UNDECIDED: "UNDECIDED",
    Reason.AWAITING_REPLY: "AWAITING_REPLY",
    Reason.NOT_YET: "NOT_YET",
}


def as_they_know(view: View, person: str) -> View:
    """The file with nothing in it by which a page would tell more than its person may know."""
    file = view.file
    ids = {person, *(other for other, one in view.same.items() if one == person)}
    facts: dict[str, tuple[Held[Any], ...]] = {
        tag_of(kind): tuple(file.of(kind)) for kind in _KEPT if file.of(kind)
    }
    wished = {
        _moment(h) for h in file.of(FamilyAsked) if _is_of(h, ids) and h.event.wants in MAY_BE_A_NO
    }
    said = [r for r in file.of(ResponseRecorded) if _is_own(r, ids, wished)]
    asked = [r for r in file.of(ResponseRecorded) if _is_of(r, ids) and _waits_for_a_reply(r)]
    talks = {talk.event.conversation for talk in file.of(ConversationRecorded)}
    theirs = sorted(
        (_of_a_talk(held, talks) for held in (*said, *known_to(view, person, asked))),
        key=lambda held: held.seq,
    )
    own: list[tuple[type[Event], Sequence[Held[Any]]]] = [
        (AdultAdded, [*_known_adults(view, ids, theirs)]),
        (ResponseRecorded, [as_on_their_page(view, r) for r in theirs]),
        (AgreementWithdrawn, [r for r in file.of(AgreementWithdrawn) if _is_of(r, ids)]),
        (NoHeardElsewhere, [r for r in file.of(NoHeardElsewhere) if _is_of(r, ids)]),
        (EnquiryOpened, [as_on_their_page(view, one) for one in file.of(EnquiryOpened)]),
        (CorrectionAsked, [r for r in file.of(CorrectionAsked) if _is_of(r, ids)]),
        (
            ConversationRecorded,
            [as_on_their_page(view, as_if_alone(t)) for t in file.of(ConversationRecorded)],
        ),
        (ValidityChanged, known_to(view, person, list(_concerns(view)))),
        # Of themself: who is found to decide for themself since is asked again.
        (CompetenceRecorded, [c for c in file.of(CompetenceRecorded) if c.event.child in ids]),
        (CapacityRecorded, [c for c in file.of(CapacityRecorded) if is_found_able(c, ids)]),
        # That what they wrote could be read, and holds no no.
        (WritingRead, [r for r in file.of(WritingRead) if r.event.holds == "NOTHING"]),
    ]
    facts |= {tag_of(kind): tuple(held) for kind, held in own if held}
    if may_be_any(view):
        facts = {tag: tuple(map(without_pressure, held)) for tag, held in facts.items()}
    return View(msgspec.structs.replace(file, facts=facts), view.as_of, view.known)


def _known_adults(
    view: View, ids: Collection[str], said: Sequence[Held[Response]]
) -> Iterator[Held[AdultAdded]]:
    """Themselves, and whom they spoke of that is no child: what is said of an adult alone may be
    about children. Who else is on the file is not known to them, nor what "any" meant of those.
    """
    adults, children = view.file.of(AdultAdded), view.file.of(ChildAdded)
    yield from (held for held in adults if _is_of(held, ids))
    named = {one for held in said for one in held.event.scope.subjects} - {ANY, *ids}
    first: Held[Any] = min((*adults, *children), key=by_place)
    for one in sorted(named - {held.event.child for held in children}):
        other = AdultAdded(person=one, names="")
        yield msgspec.structs.replace(first, event=other, struck_at=None)


def _is_of(held: Held[Any], ids: Collection[str]) -> bool:
    return held.event.person in ids


def _moment(held: Held[Any]) -> tuple[datetime, datetime]:
    return held.recorded_at, held.effective_at


def _is_own(
    held: Held[ResponseRecorded],
    ids: Collection[str],
    wished: Collection[tuple[datetime, datetime]],
) -> bool:
    said = held.event
    if said.answer == "NOT_CLEAR":
        # They asked to change it: what staff could not make out is no word of theirs.
        return said.person in ids and _moment(held) in wished
    return said.person in ids and said.answer in _OWN and said.method != BY_REFERRER


def _waits_for_a_reply(held: Held[ResponseRecorded]) -> bool:
    return held.event.answer == "AWAITING"


def _of_a_talk(held: Held[ResponseRecorded], talks: set[str]) -> Held[ResponseRecorded]:
    """Without one that never stood here; that one was struck is told of the answer itself."""
    if held.event.conversation in talks:
        return held
    return msgspec.structs.replace(
        held, event=msgspec.structs.replace(held.event, conversation=None)
    )


def _concerns(view: View) -> Iterator[Held[ValidityChanged]]:
    """What they know of, by itself: whatever else was a concern beside it is another entry's."""
    for held in view.file.of(ValidityChanged):
        told = tuple(one for one in held.event.reasons if one in _TOLD_OF)
        if held.event.status == "VALID" or told:
            yield msgspec.structs.replace(
                held, event=msgspec.structs.replace(held.event, reasons=told)
            )


# ── item by item ────────────────────────────────────────────────────────────────────────────


class CountedItems:
    """What of all that they said counts now: each item is asked about once."""

    def __init__(
        self,
        told: View,
        person: str,
        mine: Sequence[Held[Response]],
        children: Collection[str],
        besides: Sequence[Held[Any]] = (),
    ) -> None:
        """`children` are those whom they know of: of others no page says anything. `besides` are
        entries in which something that they said may be a no to any of it.
        """
        self._told, self._person, self._children = told, person, tuple(children)
        # Whatever is looked at, also what was not decided, tells one item from another.
        every = [one.event.scope for one in (*mine, *told.read.responses)]
        self._agencies = dict.fromkeys(a for scope in every for a in scope.agencies)
        self._named = {
            name: {one for scope in every for one in getattr(scope, name)} - {ANY}
            for name in ("purposes", "categories")
        }
        self._gaps: Memo[_Item, str | None] = Memo(self._gap)
        self._standing: Memo[_Item, frozenset[int]] = Memo(self._noes)
        self._besides = besides
        self._held: dict[tuple[int, ...], bool] = {}

    def parts_of(self, yes: Held[Response], scope: Scope) -> list[tuple[Scope, str | None]]:
        """Each part of it that is one in this; and why it does not count, if it does not."""
        asked = self._asked(yes, scope, self._services)
        if asked.count > _MOST:
            return [(scope, TEXTS["own_not_until"])]
        return [
            (_but(scope, values), min(found, key=_carefulness))
            for values, found in asked.parts(lambda point: self._gaps[self._item(yes, point)])
        ]

    def still_said(self, no: Held[Response], scope: Scope) -> list[tuple[Scope, str | None]]:
        """Each part of a no that nothing has lifted; and in words that some of it was, where what
        it is about is not said so narrowly.
        """
        asked = self._asked(no, scope, self._services_of_a_no)
        if asked.count > _MOST:
            return [(scope, None)]
        found = asked.parts(lambda point: no.seq in self._standing[self._item(no, point)])
        return [
            (_but(scope, values), None if all(stands) else TEXTS["own_some_yes"])
            for values, stands in found
            if any(stands)
        ]

    def said_before(self, no: Held[Response], scope: Scope) -> list[Scope]:
        """Each part of a no of which nothing but their own yes since is known to have lifted any,
        and over which no other no of theirs stands.
        """
        asked = self._asked(no, scope, self._services_of_a_no)
        if asked.count > _MOST:
            return []
        found = asked.parts(lambda point: self._still(no.seq, self._item(no, point)))
        return [_but(scope, values) for values, now in found if True not in now and None in now]

    def _still(self, seq: int, item: _Item) -> bool | None:
        """Whether this no stands at the item; None where none of theirs does."""
        standing = self._standing[item]
        return None if not standing else seq in standing

    def _item(self, said: Held[Response], point: Point) -> _Item:
        return said.event.enquiry, said.event.response_kind, point

    def _gap(self, item: _Item) -> str | None:
        """Why a yes to it does not count; None if it does, in each reading of the file."""
        enquiry, kind, point = item
        if point.category in OWN_TO_AN_ADULT and point.subject in self._told.children:
            # No check goes by anybody's yes to an adult's own under a child's name.
            return TEXTS["own_not_until"]
        every = [
            Standpoint.of(reading, self._person, point, enquiry, (), kind=kind)
            for reading in self._told.readings_apart
        ]
        found = [one.found(decides=False) for one in every]
        gaps = [one for one in found if one.says is not Says.YES]
        if not gaps:
            is_held = kind == "SHARE_INFO" and any(self._is_held(one.counted) for one in every)
            if is_held:
                return TEXTS["own_not_until"]
            return AFTER_A_NO if self._had_said_no(item) else None
        status = next((_SAID[one.reason] for one in gaps if one.reason in _SAID), None)
        if status is None or any(one.says is Says.NO for one in gaps):
            return TEXTS["own_not_until"]
        return words.words("shown_statuses", status)

    def _is_held(self, yeses: Sequence[Held[Response]]) -> bool:
        """By something that they said besides, and have not said yes since."""
        if not self._besides:
            return False
        places = tuple(yes.seq for yes in yeses)
        if places not in self._held:
            open_ = (not is_lifted(self._told, yeses, one) for one in reversed(self._besides))
            self._held[places] = any(open_)
        return self._held[places]

    def _had_said_no(self, item: _Item) -> bool:
        enquiry, kind, point = item
        return any(
            no.reason is not Reason.NOT_CLEAR
            for reading in self._told.readings_apart
            for no in Standpoint.of(reading, self._person, point, enquiry, (), kind=kind).noes
        )

    def _noes(self, item: _Item) -> frozenset[int]:
        """The places of the noes to it that in any reading nothing has lifted."""
        enquiry, kind, point = item
        return frozenset(
            one.seq
            for reading in self._told.readings_apart
            for one in noes_that_stand(reading, self._person, point, enquiry, kind=kind)
        )

    def _asked(self, said: Held[Response], scope: Scope, services: _Meant) -> ItemsOf:
        ways = (SEEK, SHARE) if BOTH in scope.directions else scope.directions
        out = scope.exclusions
        meant: tuple[dict[Any, list[Any]], ...] = (
            {one: self._people(one, said) for one in scope.subjects},
            {one: services(one, out.agencies) for one in scope.agencies},
            {one: self._kinds("purposes", one, ()) for one in scope.purposes},
            {one: self._kinds("categories", one, out.categories) for one in scope.categories},
            {one: [one] for one in ways},
        )
        return ItemsOf(meant, frozenset(self._told.children))

    # ── what "any" may mean: each that they ever named, and one that they did not ─────────────

    def _people(self, one: str, said: Held[Response]) -> list[str]:
        if one != ANY:
            return [one]
        then = self._told.people_at[said.seq]
        known = [id for id in (*self._children, self._person) if id in then]
        return known or [self._person]

    def _services(self, one: Agency, out: Sequence[Agency]) -> list[Agency]:
        if one.names_one:
            return [one]
        named = [a for a in self._agencies if one.type in (ANY, a.type)]
        found = [a for a in named if a.type != ANY and not any(may_be_one(o, a) for o in out)]
        if one.type != ANY:
            return list(dict.fromkeys([*found, one, _nobodys(one.type)]))
        # Of each type of which they named one, one that is not named as well.
        types = {a.type for a in (*named, *out)}
        others = [t for t in codes("agencies") if t not in {*types, *NOT_IN_ANY}][:1]
        meant = [*found, *(Agency(t) for t in (*sorted(types), *others))]
        left_out = {a.type for a in out if not a.names_one} | {ANY, *NOT_IN_ANY}
        return list(dict.fromkeys(a for a in meant if a.type not in left_out)) or [one]

    def _services_of_a_no(self, one: Agency, out: Sequence[Agency]) -> list[Agency]:
        """A no to any service is one to each, whether or not it was ever listed; whoever says yes
        to any means those that were.
        """
        meant = self._services(one, out)
        unnamed = [] if one.names_one else [_nobodys(a.type) for a in meant if not a.names_one]
        return list(dict.fromkeys([*meant, *unnamed]))

    def _kinds(self, list_name: str, one: str, out: Sequence[str]) -> list[str]:
        if one != ANY:
            return [one]
        named = self._named[list_name]
        others = [code for code in codes(list_name) if code not in named and code not in out]
        firsts = others[:1]
        if list_name == "categories":
            # One about a child, and one about an adult.
            kinds = ([code for code in others if code in about] for about in _ABOUT)
            firsts = [some[0] for some in kinds if some]
        return [*(code for code in codes(list_name) if code in named and code not in out), *firsts]


def _carefulness(why: str | None) -> int:
    """Of what one value may mean, what counts least is told."""
    return 2 if why is None else 1 if why == AFTER_A_NO else 0


def _nobodys(of_type: str) -> Agency:
    """One of the type, by a name that nobody has said: it is not the same as one without a name."""
    return Agency(of_type, _NOBODYS)


def _but(scope: Scope, values: Sequence[tuple[Any, ...]]) -> Scope:
    return msgspec.structs.replace(scope, **dict(zip(DIMENSIONS, values, strict=True)))
