"""Two adults of one name, one of whom may not be safe to ask: somebody says whether they are one
person or two, and until then nobody is sent to either.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Response

from ...actions.refused import Refused
from ...domain.writing import name_key
from ..asking import ask
from ..called import names_on
from ..forms.choices import Choice, Known, adults, children
from ..forms.filling import pages
from ..forms.form import Form
from ..forms.inputs import Radios
from ..forms.usual import FILE, HOW_KNOWN
from ..frame import Visit, show
from ..offering import offered
from ..page import Page
from .dangers import dangers_of, of_their_name, said_to_be_two

_PERSON: Final = f"{FILE}/people/<string:person>"


def where_one_or_two(file: str, person: str) -> str:
    """The page on which it is said of somebody."""
    return f"/files/{file}/people/{person}/one-or-two"


def _namesakes(known: Known) -> list[Choice]:
    """Whoever has this one's name; where nobody has, whoever else is an adult here, or a child: a
    young mother may stand on the file as either.
    """
    person, stands = known.visit.path["person"], known.file
    kinds = [list(adults(known)), list(children(known))]
    is_child = person in {one.value for one in kinds[1]}
    every = [one for kind in kinds for one in kind if one.value != person]
    people = {one["id"]: one for one in (*stands["adults"], *stands["children"])}
    mine = people.get(person, {})
    called = {id for id, one in people.items() if mine and _alike(one, mine)}
    named = [choice for choice in every if choice.value in called]
    return named or [choice for choice in every if choice in kinds[is_child]] or every


def _alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    near = one["id"] in other.get("may_be_also", ())
    return near or name_key(one["names"]) == name_key(other["names"])


APART: Final = Form(
    operation="tellApart",
    title="They are two people",
    lead="That one of them is not safe to ask then says nothing of the other. Until a manager has "
    "said so, or confirmed it, nobody asks or tells either of them.",
    fields=(Radios("other", "Who is somebody else?", choices=_namesakes), HOW_KNOWN),
)


def _one_or_two(visit: Visit) -> Response:
    file, person = visit.path["file"], visit.path["person"]
    stands = ask(visit, "showFile", file=file)
    who = next((one for one in stands["adults"] if one["id"] == person), None)
    if who is None:
        raise Refused("not-found")
    names = names_on(stands)
    return show(
        visit,
        "one_or_two.html",
        "One person or two?",
        file=file,
        name=names[person],
        asking=who["asking"],
        dangers=list(dangers_of(stands, person)),
        others=[_other(visit, stands, person, other, names) for other in who["may_be_also"]],
    )


def _other(
    visit: Visit, stands: Mapping[str, Any], person: str, other: str, names: Mapping[str, str]
) -> dict[str, Any]:
    waits = other in said_to_be_two(stands, person)
    two = (
        ()
        if waits
        else offered(visit, "tellApart", "They are two people", person=person, other=other)
    )
    one = offered(visit, "joinPeople", "They are the same person", person=other, other=person)
    offers = (*one, *two)
    return {
        "name": names.get(other, "Somebody"),
        "dangers": list(dangers_of(stands, other)),
        "is_feared": other in of_their_name(stands, person),
        "offers": offers,
    }


PAGES: Final = (
    *pages(APART),
    Page("oneOrTwo", "GET", f"{_PERSON}/one-or-two", _one_or_two),
)
