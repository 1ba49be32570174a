"""Which no is close to an item: of the same service, or about the same kind of information. Pure.

A check tells of every no that somebody said beside what it asks (`domain.md` 5.6). In a table of
all services and kinds one no to the doctor, about health, would stand in each cell and say nothing.
"""

from __future__ import annotations

from ..answers import Flag, Item
from ..codes import is_no_to
from ..file.view import View
from ..said.contradicting import noes_of
from ..scopes.scope import ANY, Agency, Scope


def has_a_no_close(view: View, item: Item, agency: Agency) -> bool:
    """Whether one of those who are told of said no to it, or nobody knows to what."""
    people = {one.person for one in item.flagged if one.flag is Flag.RELATED_REFUSAL}
    return any(_said_close(view, one, item.category, agency) for one in people)


def _said_close(view: View, person: str | None, kind: str, agency: Agency) -> bool:
    """What a referrer ticked, and what was said on another file, may be about anything."""
    said = view.said_by.get(person or "", ())
    noes = [scope for one in said for scope in noes_of(one)]
    return not noes or any(_is_close(scope, kind, agency) for scope in noes)


def _is_close(no: Scope, kind: str, agency: Agency) -> bool:
    """By whatever it names: a no to the doctor about anything is close to the doctor alone."""
    types = {one.type for one in no.agencies} - {ANY}
    kinds = {*no.categories} - {ANY}
    return agency.type in types or is_no_to(kinds, kind) or not (types or kinds)
