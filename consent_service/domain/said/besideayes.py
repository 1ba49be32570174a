"""Whether the words beside a yes are those of whoever it is of, and say yes as far as anybody here
can read them. Pure.

A box is ticked by whoever holds the telephone. "Yes, says her husband" is his yes, and whoever says
"Nie" has said no: such a yes is in doubt until it was found valid, or they were asked again. Words
that nobody here can read count as soon as whoever wrote them down, or read them, says that there is
no no in them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

import msgspec

from ..file.caring import adults_roles
from ..file.held import Held
from ..file.view import View
from ..freetext.tellsofharm import told_by_kind
from ..freetext.wordsofability import may_not_decide
from ..freetext.wordsofanother import ASKED, OTHER, reported_by_another, spoken_for
from ..freetext.wordsofdoubt import doubt_in
from ..freetext.wordsoflater import but_for_when, when_in
from ..may import FAMILY
from ..memo import read_once
from ..names.childreninwords import left_out_in
from ..names.kin import PARTNERS
from ..names.namedinprose import Named, as_read, named_at
from ..recorded.events import (
    ConversationRecorded,
    EnquiryOpened,
    Response,
    ResponseRecorded,
    ValidityChanged,
)
from .besideananswer import cannot_be_read, denies_what_it_agrees, is_none
from .contradicting import AGREEMENTS
from .writingread import holds_nothing, read_of

#: Without one of these nobody else speaks in it: most words are gone by so.
_MAY_SPEAK: Final = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|tells?|told|answer|repl|text|wrote|messag|e-?mail|sign|typed|press|click"
    r"|tick|fill|spoke|speak|respond|talk|behalf|via|through|from|by|per|according|think|thought"
    r"|reckon|confirm|report|state|assur|let (?:us|me) know)",
    re.IGNORECASE,
)
_SPEAKS_THEMSELVES: Final = re.compile(r"\bI\b")
#: Partners of a man and of a woman, as they are called.
_OF_A_MAN: Final = frozenset({"wife", "girlfriend", "gf", "missus", "fiancee"})
_OF_A_WOMAN: Final = frozenset({"husband", "boyfriend", "bf", "hubby", "fella", "feller", "bloke"})
_WHO: Final = ("MOTHER", "FATHER")
#: What is left of words by which somebody spoke for them, and names nobody.
_BY_SOMEBODY: Final = "Yes, on their behalf"


# ── somebody else's word ────────────────────────────────────────────────────────────────────


def may_be_anothers(view: View, said: Held[Response]) -> bool:
    """Words beside it say that somebody else spoke for them, and nobody found it valid since."""
    found: dict[int, bool] = view.worked_out.setdefault(("words of another",), {})
    if said.seq not in found:
        found[said.seq] = _may_be_anothers(view, said)
    return found[said.seq]


def _may_be_anothers(view: View, said: Held[Response]) -> bool:
    """Whichever item it is asked of: worked out once."""
    person = view.the_one(said.event.person)
    every = _beside(view, said)
    for _, words in every:
        if words and _speaks_for(view, words, person):
            return not found_valid_since(view, said, max(place for place, _ in every))
    return False


def as_on_their_page(view: View, held: Held[Any]) -> Held[Any]:
    """The same entry without words that put a yes in doubt, but for what they wrote themselves that
    nobody has read: what staff wrote down is on no page of theirs. That one of us wrote a yes down
    which may be somebody else's word is left, and not whose: they may not be alone when they look
    at it, and it is no yes of theirs.
    """
    if isinstance(held.event, EnquiryOpened):
        written = (held.event.worry, held.event.referrer_words)
        if not any(may_not_decide(words) for words in written if words):
            return held
        said_nothing = msgspec.structs.replace(held.event, worry=None, referrer_words=None)
        return msgspec.structs.replace(held, event=said_nothing)
    if not isinstance(held.event, ResponseRecorded | ConversationRecorded):
        return held
    every = [one.member for one in told_by_kind().get(type(held.event), ())]
    is_read = held.seq in read_of(view)
    blank: dict[str, Any] = {
        # What is for later, or was not heard for certain, is so on their page as well: it accuses
        # nobody.
        name: _left_open_in(view, words, is_read=is_read, person=_spoken_for_by_staff(view, held))
        for name in every
        if (words := getattr(held.event, name))
        and (held.role not in FAMILY or _speaks_for(view, words, None))
    }
    if not blank:
        return held
    blank |= {"not_a_no": True} if is_read else {}
    return msgspec.structs.replace(held, event=msgspec.structs.replace(held.event, **blank))


def _spoken_for_by_staff(view: View, held: Held[Any]) -> str | None:
    return None if held.role in FAMILY else view.the_one(held.event.person)


def _left_open_in(view: View, words: str, *, is_read: bool, person: str | None) -> str:
    """Whoever has read them was not asked from when. A person is given where staff wrote them."""
    if person is not None and _speaks_for(view, words, person):
        return ". ".join(filter(None, (when_in(words), _BY_SOMEBODY)))
    of_a_child = dict.fromkeys(one for _, one in left_out_in(view, words))
    left = () if is_read else (doubt_in(words), *of_a_child)
    return ". ".join(filter(None, (when_in(words), *left)))


def _speaks_for(view: View, words: str, person: str | None) -> bool:
    if not _may_speak(words):
        return False
    roles = adults_roles(view).get(person or "", frozenset())
    role = next((one for one in _WHO if one in roles), "")
    return _is_spoken_for(_with_places(view, as_read(words), person, role), role)


@read_once
def _may_speak(words: str) -> bool:
    return _MAY_SPEAK.search(words) is not None


@read_once
def _is_spoken_for(text: str, role: str) -> bool:
    """A text with signs in the place of names."""
    if spoken_for(role).search(text) is not None:
        return True
    is_own = _SPEAKS_THEMSELVES.search(text) is not None
    return not is_own and reported_by_another(role).search(text) is not None


def _with_places(view: View, text: str, person: str | None, role: str) -> str:
    """With a sign in the place of each who is named in it."""
    parts, end = list[str](), 0
    for one in named_at(view, text):
        if one.initial or one.start < end:
            continue
        sign = ASKED if person is not None and _is_they(one, person, role) else OTHER
        parts += (text[end : one.start], sign)
        end = one.end
    return "".join((*parts, text[end:]))


def _is_they(one: Named, person: str, role: str) -> bool:
    if one.kin in PARTNERS:
        # Whoever is called so is another's partner: hers, unless it is he who is asked.
        own = {"MOTHER": _OF_A_MAN, "FATHER": _OF_A_WOMAN}.get(role, frozenset())
        return one.kin in own
    return person in one.people


def _beside(view: View, said: Held[Response]) -> Sequence[tuple[int, str | None]]:
    """Whatever words stand with it, or in the talk in which it was given, with their place."""
    told, talk = told_by_kind(), view.conversations.get(said.event.conversation or "")
    return [
        (held.seq, getattr(held.event, one.member))
        for held in (said, talk)
        if held is not None
        for one in told.get(type(held.event), ())
    ]


# ── what is no plain yes ────────────────────────────────────────────────────────────────────


def is_no_plain_yes(view: View, said: Held[Response]) -> bool:
    """The words of the answer itself are no yes, leave out a service that it contains, or cannot be
    read here; and whoever wrote them down, or read them, has not said that no no is in them. Those
    of a talk are heard like any of theirs (`said/besideananswer.py`).
    """
    found: dict[int, bool] = view.worked_out.setdefault(("no plain yes",), {})
    if said.seq not in found:
        found[said.seq] = _is_no_plain_yes(view, said)
    return found[said.seq]


def _is_no_plain_yes(view: View, said: Held[Response]) -> bool:
    words, is_yes = said.event.words, said.event.answer in AGREEMENTS
    if not words:
        return False
    is_said = getattr(said.event, "not_a_no", None) is True or said.seq in holds_nothing(view)
    if is_said:
        return False
    if said.event.valid_from is not None:
        words = but_for_when(words)
    is_denied = is_yes and denies_what_it_agrees(view, words, said.event)
    if not is_denied and not is_none(view, words, said.event.person):
        return False
    return not found_valid_since(view, said, said.seq)


def is_unread(view: View, said: Held[Response]) -> bool:
    """They are no plain yes, and nobody here can read them."""
    if not said.event.words or not is_no_plain_yes(view, said):
        return False
    return cannot_be_read(view, said.event.words, said.event.person)


def found_valid_since(view: View, said: Held[Response], place: int) -> bool:
    """Somebody looked at it after this place and found it valid."""
    every = view.by[ValidityChanged, "response"].get(said.event.response, ())
    return any(one.event.status == "VALID" and one.seq > place for one in every)
