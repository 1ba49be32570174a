"""Who is meant where somebody is invited, does a part of a plan or has it; may they hear. Pure.

Nobody dangerous is told because their name was typed where an agency stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from ..answers import Safe
from ..codes import label
from ..file.called import names_of
from ..file.held import Held
from ..file.view import View
from ..recorded.meetings import AgencyTold
from ..recorded.practice import TellingRecorded
from ..safety.feared import at_an_agency, feared_as, is_whole
from ..safety.signs import asking
from ..safety.telling import telling
from ..scopes.scope import Agency
from ..writing import folded, untitled

Word: TypeAlias = Held[AgencyTold] | Held[TellingRecorded]

#: The type under which people of the family's network stand as an agency.
NETWORK: Final = "FAMILY_NETWORK"
#: What to do where a service is one who may not hear: no form says then that they were contacted.
DO_NOT_CONTACT: Final = "Do not contact them. Find somebody else, or ask a manager."


def who_is_meant(
    view: View,
    person: str | None,
    agency: Agency | None,
    name: str | None,
    *,
    then: View | None = None,
) -> str | None:
    """The one named by id; of somebody of the family's network named in words, whoever on the file
    those may mean. Where several may be, one who is not known to be safe is: in doubt nobody is
    told. Whoever may be dangerous may work at any agency, and of these it is whoever was not known
    to be safe `then`.
    """
    if person is not None or agency is None:
        return person
    if agency.type != NETWORK:
        return at_an_agency(view, then or view, agency, name)
    texts = [text for text in (name, agency.organisation, agency.described) if text]
    typed = [_words(text) for text in texts]
    meant = [one for one in (*view.adults, *view.children) if _may_be(view, one, typed)]
    meant += [one for text in texts if (one := feared_as(view, text, then)) is not None]
    return min(meant, key=lambda one: view.each[asking][one].answer is Safe.YES, default=None)


def words_to(view: View, about: str, to: str, person: str | None) -> list[Word]:
    """What was said of a meeting or a plan to whoever has this place in it: as to an agency, and as
    to one of the family.
    """
    told, heard = view.by[AgencyTold, "to"], view.by[TellingRecorded, "about"]
    return [
        *(one for one in told.get(to, ()) if one.event.about == about),
        *(
            one
            for one in heard.get(about, ())
            if person is not None and one.event.person in (None, person)
        ),
    ]


def may_mean(view: View, person: str, typed: str) -> bool:
    """Words that somebody wrote, of whoever does something, may name this one of the family."""
    return _may_be(view, person, [_words(typed)])


def names_in(view: View, person: str, words: str) -> bool:
    """Some word of a name of theirs stands in what somebody wrote."""
    said = _words(words)
    return any(not name.isdisjoint(said) for name in _names(view, person))


def adults_named_in(view: View, words: str) -> list[str]:
    """Of the adults those of whose names most stands in what somebody wrote: of several of one
    surname whoever is called by their first name as well.
    """
    said = _words(words)
    found = {
        one: max((len(name & said) for name in _names(view, one)), default=0) for one in view.adults
    }
    most = max(found.values(), default=0)
    return [one for one, count in found.items() if count == most > 0]


def may_name(agency: Agency, typed: str) -> bool:
    """Such words may name this service, or one of its type: "the health visitor"."""
    said = _words(typed)
    names = (agency.organisation, agency.described, label("agencies", agency.type))
    return any(words and words <= said for words in (_words(name or "") for name in names))


def may_go_by(agency_type: str, typed: str, own: str) -> bool:
    """A service of this type that somebody typed by name may be whoever has this one: of the
    family's network by any part of it, elsewhere by enough of it.
    """
    if agency_type != NETWORK:
        return is_whole(typed, own)
    return bool(_words(typed)) and _words(typed) <= _words(own)


def _may_be(view: View, person: str, typed: Sequence[frozenset[str]]) -> bool:
    """Some name of theirs has each word of one that was typed."""
    return any(words and words <= name for words in typed for name in _names(view, person))


def _names(view: View, person: str) -> Iterator[frozenset[str]]:
    return map(_words, names_of(view, person))


def _words(name: str) -> frozenset[str]:
    return frozenset(untitled(folded(name).split()))


def may_hear(view: View, person: str, about: Sequence[str]) -> Safe:
    """Whether somebody of the family may be told of these: it is safe to speak to them, and none of
    them is kept from them. That they are invited, or are to follow a plan, is no such word.
    """
    kept = telling(view, person, about).answer
    return Safe.NO if kept is Safe.NO else view.each[asking][person].answer
