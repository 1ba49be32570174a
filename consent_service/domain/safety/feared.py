"""Somebody who is not known to be safe, by the name of whoever is somewhere. Pure.

Whoever may be dangerous may work at any agency, or be typed as who is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..answers import Safe
from ..file.called import names_of
from ..file.caring import adults_roles, caring
from ..file.view import View
from ..names.kin import NEVER_ADDRESSED_AS, parts_of, who_is_called, without_kin
from ..names.nearnames import are_near
from ..names.shortnames import others_of
from ..scopes.scope import Agency
from ..writing import folded, untitled
from .everasign import may_be_any
from .signs import asking


def at_an_agency(view: View, then: View, agency: Agency, name: str | None) -> str | None:
    """Somebody who was not known to be safe has the name of whoever is there, or of the service."""
    called = [text for text in (agency.organisation, agency.described) if text]
    return next(_each_there(view, then, name, called), None)


def each_feared_as(view: View, name: str) -> Iterator[str]:
    """Each of those that are not known to be safe who has a name that somebody typed."""
    return _each_there(view, view, name, [])


def _each_there(view: View, then: View, name: str | None, called: Sequence[str]) -> Iterator[str]:
    if not (name or called) or not may_be_any(then):
        return
    asked = then.each[asking]
    for one in caring(view):
        if asked[one].answer is not Safe.YES and _is_there(view, one, name, called):
            yield one


def feared_as(view: View, name: str | None, then: View | None = None) -> str | None:
    """Who of those that were not known to be safe has a name that somebody typed."""
    return at_an_agency(view, then or view, Agency(""), name)


def is_a_part_of(view: View, person: str, typed: str) -> bool:
    """One who was named with others, or by what they are to others, may be this one."""
    return _is_part(view, person, typed, names_of(view, person))


def is_called(view: View, person: str, word: str) -> bool:
    """Somebody of the family may be called so who is this one: Dad, her ex."""
    return person in view.each[_called][word]


def _is_there(view: View, person: str, name: str | None, called: Sequence[str]) -> bool:
    """By a name of theirs, or one that is near; by their first name, or the last word of it alone,
    of whoever is there; or by what the family calls them: a service is often called as somebody of
    the family is.
    """
    every, typed = names_of(view, person), [*called, *filter(None, [name])]
    if any(is_whole(text, own) for text in typed for own in every):
        return True
    return name is not None and any(_is_part(view, person, part, every) for part in parts_of(name))


def _is_part(view: View, person: str, part: str, every: Sequence[str]) -> bool:
    """One of those who are named at once: by name, and with it or instead what they are called."""
    left, kin = without_kin(part)
    if not left:
        return any(person in view.each[_called][word] for word in kin)
    return any(
        is_whole(left, own) or _is_first_name(left, own) or _is_surname(view, person, left, own)
        for own in every
    )


def _called(view: View, word: str) -> frozenset[str]:
    """Who may be meant by such a word: of these, whoever is alive and on the file."""
    return who_is_called(adults_roles(view), word)


def is_whole(typed: str, own: str) -> bool:
    """Several words, each of them one of the name, or as one of it begins: "C. Prowse"."""
    words, names = untitled(folded(typed).split()), folded(own).split()
    if len(words) < 2:
        return False
    letters = [word for word in words if len(word.rstrip(".")) == 1]
    rest = [word for word in words if word not in letters]
    begun = all(any(name[0] == one[0] for name in names) for one in letters)
    return (bool(rest) and begun and set(rest) <= set(names)) or are_near(typed, own)


def _is_first_name(typed: str, own: str) -> bool:
    """One word: a name of theirs before the last, or as they are called for short."""
    words, names = untitled(typed.split()), _in_order(own)
    return len(words) == 1 and any(
        words[0] == name or words[0] in others_of(name) for name in names[:-1]
    )


def _in_order(own: str) -> list[str]:
    """The words of a name, the family's name last, however it was typed: "Ware, Rod"."""
    last, _, first = folded(own).rpartition(",")
    return untitled(f"{first} {last}".replace(",", " ").split())


def _is_surname(view: View, person: str, typed: str, own: str) -> bool:
    """Whoever is called so is the one or the other by "Mr" or "Mrs", where it is known what they
    are.
    """
    words, names = folded(typed).split(), _in_order(own)
    if untitled(words) != names[-1:]:
        return False
    links = (link for of in view.relationships.values() for link in of)
    roles = {link.event.role for link in links if view.the_one(link.event.person) == person}
    titles = {word.rstrip(".") for word in words}
    return not any(titles & of and role in roles for role, of in NEVER_ADDRESSED_AS.items())
