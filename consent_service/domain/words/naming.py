"""How people, kinds of information and days are named: to an agency, and to somebody who is spoken
to.

The words for families speak to a parent of one child. Who is asked may be a partner, a grandmother
or a young person, and of several children: so it is said of each by name, or of each of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

from ..answers import Item, Position
from ..codes import OWN_TO_AN_ADULT, PLACEHOLDER, codes, label
from ..file.view import View
from ..own.words import Reader, words
from ..scopes.scope import ANY, Agency
from ..times import LONDON


def day(at: datetime) -> str:
    """A day in London, such as `9 March 2026`."""
    local = at.astimezone(LONDON)
    return f"{local.day} {local:%B} {local.year}"


def moment(at: datetime) -> str:
    """A time on a day in London."""
    return f"{day(at)} at {at.astimezone(LONDON):%H:%M}"


def lasting(minutes: int, *, is_working: bool = False) -> str:
    """So many minutes as somebody says it: `2 days 3 hours`. Of working time no days are made up:
    how long one of those is, differs.
    """
    hours, rest = divmod(minutes, 60)
    days, hours = (0, hours) if is_working else divmod(hours, 24)
    parts = ((days, "day"), (hours, "hour"), (rest, "minute"))
    said = [f"{many:,} {what}{'' if many == 1 else 's'}" for many, what in parts if many]
    return " ".join(said[:2]) or "less than a minute"


def listed(words: Sequence[str], by: str = ", ", last: str = "and") -> str:
    """`a, b and c`."""
    return words[0] if len(words) == 1 else f"{by.join(words[:-1])} {last} {words[-1]}"


#: Labels that begin with a name, beside those that begin with an abbreviation.
_NAMES: Final = ("British ", "Cafcass")


def lower_first(words: str) -> str:
    """A label in the middle of a sentence."""
    is_a_name = words[:2].isupper() or words.startswith(_NAMES)
    return words if is_a_name else words[:1].lower() + words[1:]


def names_of(view: View, id: str) -> str | None:
    """The names of a child or an adult; of two who are one person those that they go by, once that
    is confirmed. None of whoever is not on the file. Whoever names many asks `view.each[names_of]`.
    """
    known = view.together
    id = known.same.get(id, id)
    held = known.children.get(id) or known.adults.get(id)
    return None if held is None else held.event.names


def name_of(view: View, id: str) -> str:
    """A child by name, an adult by name and relation where that is the same to every child.
    Whoever names many asks `view.each[name_of]`.
    """
    known = view.together
    id = known.same.get(id, id)
    if id in known.children:
        return known.children[id].event.names
    links = [r for related in known.relationships.values() for r in related if r.event.person == id]
    roles = {link.event.role for link in links}
    return with_role(view, id, roles.pop() if len(roles) == 1 else None)


def listed_by_name(view: View, people: Iterable[str]) -> str:
    """Several of the family in a sentence."""
    return listed([view.each[name_of][one] for one in people])


def name_in(view: View, position: Position) -> str:
    """Somebody as they stand to the child whom an item is about."""
    known, person = view.together, position.person
    if position.role is None and known.same.get(person, person) in known.children:
        return view.each[name_of][person]
    return with_role(view, position.person, position.role)


#: What somebody is that says "somebody" or "the" itself.
_WITHOUT_THE: Final = ("some", "the ", "a ")


def by_relation(view: View, person: str, otherwise: str = "somebody else") -> str:
    """What somebody is to a child, where nobody is named: in a list of what is due."""
    if person in view.children:
        return "the young person"
    roles = dict.fromkeys(
        link.event.role
        for links in view.relationships.values()
        for link in links
        if link.event.person == person
    )
    if PLACEHOLDER in roles:
        return "the father"
    if not roles:
        return otherwise
    called = listed([lower_first(label("roles", role)) for role in roles], last="or")
    return called if called.startswith(_WITHOUT_THE) else f"the {called}"


def with_role(view: View, person: str, role: str | None) -> str:
    """An adult by name and relation, as known; never the name of a placeholder."""
    if role == PLACEHOLDER:
        return "the father"
    names = view.each[names_of][person] or "somebody on our record"
    if role is None or role == "LOCAL_AUTHORITY":
        return names
    return f"{names} ({lower_first(label('roles', role))})"


def agency_in_words(agency: Agency) -> str:
    """A service by its name, as typed or listed; a type as such."""
    if agency.type == ANY:
        return "any service"
    named = agency.organisation or agency.described
    return named or _type_in_words(agency.type)


def _type_in_words(code: str) -> str:
    """A type of service as it stands in a sentence: "the school", "midwifery", "Cafcass"."""
    row = codes("agencies")[code]
    return str(row.attributes.get("called") or f"the {lower_first(row.label)}")


def categories_in_words(categories: Iterable[str]) -> str:
    """Kinds of information. Their labels have commas of their own."""
    return "; ".join(lower_first(label("categories", code)) for code in categories)


def what_about_whom(view: View, items: Iterable[Item]) -> str:
    """Exactly these items: everybody with their own kinds of information, and no more."""
    pairs = [(item.subject, item.category) for item in items]
    return what_in_words(view, pairs)


def what_in_words(view: View, pairs: Iterable[tuple[str, str]]) -> str:
    """Pairs of a person and a kind of information, those with the same kinds together."""
    same, named = view.together.same, view.each[name_of]
    kinds: dict[str, dict[str, None]] = {}
    for subject, category in pairs:
        kinds.setdefault(same.get(subject, subject), {})[category] = None
    people: dict[tuple[str, ...], list[str]] = {}
    for subject, held in kinds.items():
        people.setdefault(tuple(held), []).append(named[subject])
    return listed(list(_each(people)), by="; ")


def _each(people: dict[tuple[str, ...], list[str]]) -> Iterator[str]:
    for held, names in people.items():
        yield f"{listed(names)} ({categories_in_words(held)})"


#: Whoever is spoken to, in a list of those whom something is about.
YOU: Final = "you"
_CHILD: Final = "your child"
#: Where the words turn back to whoever reads them, though it is about a child.
_TURNED: Final = (("but not where you live", "but no address"), ("your family's", "the family's"))


def spoken_kind(
    kind: str, about: Sequence[str], *, is_young: bool = False, cares_for: Sequence[str] = ()
) -> str:
    """A kind of information in the middle of a sentence. `about` are names, and `YOU`; `cares_for`
    the names of the children for whom whoever is spoken to cares.
    """
    others = [one for one in about if one != YOU]
    reader = Reader.YOUNG if is_young and not others else Reader.PARENT
    said = lower_first(words("categories", kind, reader))
    if kind in OWN_TO_AN_ADULT:
        return said.replace(_CHILD, listed(cares_for) if cares_for else "children")
    if not others:
        return said.replace(f"{_CHILD}'s", "your").replace(_CHILD, "the child")
    whose = others[0] if len(others) == 1 else "each child"
    with_you = "your and " if YOU in about else ""
    for turned, instead in _TURNED:
        said = said.replace(turned, instead)
    return said.replace(f"{_CHILD}'s", f"{with_you}{whose}'s").replace(_CHILD, whose)
