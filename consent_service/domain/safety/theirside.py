"""Whether what was typed of somebody who is to support a person leads to one who is not known to be
safe: "Dean's sister Kim", "Kim, his mum", "my fella", or that he says whom they must have. Pure.

They see nothing until a manager has looked: a relative of his may be a good advocate, and may be
sent by him. What was typed is read, and nobody is told why but staff.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ..answers import Safe
from ..file.called import names_of
from ..file.held import Held
from ..file.view import View
from ..names.kin import PARTNERS, as_one_word, parts_of, whose, without_kin
from ..names.nearnames import words_are_near
from ..recorded.compared import FoundRight
from ..recorded.events import AdvocateStatusChanged, RelationshipRecorded
from ..recorded.falling import MANAGERS
from ..writing import folded, untitled
from .everasign import may_be_any
from .feared import is_a_part_of, is_called, is_whole
from .seento import settles
from .signs import asking, entries_that_say_so

#: As which code of `notices` a manager says that they may support them all the same.
OF_THEIR_SIDE: Final = "ADVOCATE_OF_THEIR_SIDE"
#: Between somebody and the one to whom they are something: "mum of Dean", "goes to church by him".
_LEADS_ON: Final = re.compile(r"\b(?:of|to|by|from|for|is|was|called|named|via|through)\b")
_IN_LAW: Final = re.compile(r"\bin[\s\-‐‑]*laws?\b")
#: Of whose side of a family somebody is, and as what whoever that is is called.
_SIDES: Final = (("paternal", "dad"), ("maternal", "mum"))
#: By which words a parent speaks of another one: their own relatives stand beside "my".
_OF_HIM: Final = frozenset({"his", "him", "himself"})
_OF_HER: Final = frozenset({"her", "hers", "herself"})
_OWN: Final = frozenset({"my", "our", "own", "mine"})
#: In what a parent said: that somebody else says whom they must have.
_MADE_TO: Final = re.compile(
    r"\b(?:he|she|they|dad|mum|partner|ex|husband|wife)(?:['’]s)?\s+(?:\w+\s+)?(?:"
    r"(?:says?|said|told|tells|wants?|wanted|insists?|insisted|expects?)\s+(?:that\s+)?(?:i|me)\s+"
    r"(?:must|have\s+to|had\s+to|has\s+to|got\s+to|gotta|need\s+to|should|to|better)"
    r"|(?:makes?|made|forces?|forced)\s+me"
    r"|(?:chose|picked|decided|insists?|insisted)\b)"
)


def of_their_side(view: View, named: AdvocateStatusChanged) -> frozenset[str]:
    """Those who are not known to be safe and to whom it leads, in this one reading of the file, and
    of whom no manager has said since that this advocate may support them all the same.
    """
    if not may_be_any(view):
        return frozenset()
    own, asked = {named.person, view.the_one(named.person)}, view.each[asking]
    feared = [
        one
        for one in (*view.adults, *view.children)
        if one not in own and asked[one].answer is not Safe.YES
    ]
    if not feared:
        return frozenset()
    said = _Typed(view, named)
    found = frozenset(one for one in feared if said.leads_to(one))
    return frozenset(one for one in found if not _is_looked_at(view, named, one))


def _is_looked_at(view: View, named: AdvocateStatusChanged, one: str) -> bool:
    """By a manager, and nothing has come to be known of that one since."""
    signs = entries_that_say_so(view, one)
    return any(all(place < look for place in signs) for look in _looks(view, named))


def _looks(view: View, named: AdvocateStatusChanged) -> Iterator[int]:
    places = {held.seq for held in _said_of(view, named)}
    for look in view.recorded[FoundRight]:
        found = look.event
        if found.entry in places and settles(found, OF_THEIR_SIDE) and look.role in MANAGERS:
            yield look.seq


def _said_of(view: View, named: AdvocateStatusChanged) -> Iterator[Held[AdvocateStatusChanged]]:
    """All that was recorded of this very advocate, for this person in this enquiry."""
    for held in view.recorded[AdvocateStatusChanged]:
        said = held.event
        if (
            said.enquiry == named.enquiry
            and view.the_one(said.person) == view.the_one(named.person)
            and _who(said) == _who(named)
        ):
            yield held


def _who(said: AdvocateStatusChanged) -> tuple[str, str | None]:
    return folded(said.advocate or ""), said.advocate_person


class _Typed:
    """What was typed of an advocate, as it may lead to somebody."""

    def __init__(self, view: View, named: AdvocateStatusChanged) -> None:
        self._view = view
        self._is_child = view.the_one(named.person) in view.children
        self._others = _others_of(view, named.person)
        chosen = () if named.advocate_person is None else names_of(view, named.advocate_person)
        self._typed = tuple(dict.fromkeys((*filter(None, [named.advocate]), *chosen)))
        self._pieces = tuple(piece for typed in self._typed for piece in _pieces(typed))
        self._is_chosen = named.advocate_person is not None
        words = (named.parent_words, *(h.event.parent_words for h in _said_of(view, named)))
        self._is_made_to = any(_MADE_TO.search(folded(said)) for said in words if said)

    def leads_to(self, one: str) -> bool:
        """To somebody who is not known to be safe, other than by being them."""
        if self._is_made_to and one in self._view.adults:
            return True
        return any(self._leads(piece, one) for piece in self._pieces)

    def _leads(self, piece: str, one: str) -> bool:
        words = piece.split()
        if one in self._view.adults and (
            _IN_LAW.search(piece) or not self._others.isdisjoint(words)
        ):
            return True
        if any(side in words and is_called(self._view, one, kin) for side, kin in _SIDES):
            return True
        owners, rest = whose(piece)
        if any(self._is_owner(owner, one) for owner in owners):
            return True
        # Whoever was chosen on the file is that one, whatever they are called.
        return not self._is_chosen and self._is_named(
            rest, one, is_of_family=not owners or any(map(self._is_on_file, owners))
        )

    def _is_owner(self, owner: str, one: str) -> bool:
        """Somebody is theirs: "Dean Strode's mum", "my ex's sister", "Kim Dean Strode's mum"."""
        if not self._is_own(owner) and is_a_part_of(self._view, one, owner):
            return True
        words = untitled(owner.split())
        return bool(words) and (
            self._has_as_first_name(one, words[-1])
            or any(is_whole(" ".join(words[-2:]), name) for name in self._names(one))
        )

    def _is_on_file(self, owner: str) -> bool:
        people = (*self._view.adults, *self._view.children)
        return any(is_a_part_of(self._view, one, owner) for one in people)

    def _is_named(self, piece: str, one: str, *, is_of_family: bool) -> bool:
        """By a name, or by what the family calls them: "Deano", "my fella", "Elsie's dad"."""
        left, kin = without_kin(piece)
        called = kin & PARTNERS if left or self._is_own(piece) else kin
        if is_of_family and any(is_called(self._view, one, word) for word in called):
            return True
        if not left:
            return False
        words = untitled(left.split())
        if len(words) == 1:
            # A surname alone may be anybody's of the family: "Mr Strode" may not.
            is_titled = words != left.split() and is_a_part_of(self._view, one, left)
            return is_titled or self._has_as_first_name(one, words[0])
        return any(is_whole(left, name) for name in self._names(one))

    def _is_own(self, piece: str) -> bool:
        """A relative of the parent themself: "my dad" is no child's father."""
        words = set(piece.split())
        return not self._is_child and bool(words & _OWN) and not words & PARTNERS

    def _has_as_first_name(self, one: str, word: str) -> bool:
        """As it stands on record, for short, or nearly: "Deano"."""
        return any(_is_first(word, name) for name in self._names(one))

    def _names(self, one: str) -> Sequence[str]:
        return names_of(self._view, one)


def _is_first(word: str, name: str) -> bool:
    words = untitled(folded(name).replace(",", " ").split())
    first = words[:-1]
    long = [one for one in first if min(len(word), len(one)) > 2]
    return word in (first or words) or any(words_are_near(word, one) for one in long)


def _pieces(typed: str) -> Iterator[str]:
    for part in parts_of(typed):
        for piece in _LEADS_ON.split(as_one_word(part)):
            if piece.strip():
                yield piece.strip()


def _others_of(view: View, person: str) -> frozenset[str]:
    """By which of "his" and "her" somebody else is meant than they are, as far as that is known."""
    one = view.the_one(person)
    if one in view.children:
        gender = folded(view.children[one].event.gender or "")
        is_he, is_she = gender.startswith(("m", "b")), gender.startswith(("f", "g"))
    else:
        links: Iterable[Held[RelationshipRecorded]] = (
            link for of in view.relationships.values() for link in of
        )
        roles = {link.event.role for link in links if view.the_one(link.event.person) == one}
        is_he, is_she = "FATHER" in roles, "MOTHER" in roles
    return (frozenset() if is_he else _OF_HIM) | (frozenset() if is_she else _OF_HER)
