"""How a service is called on a page, from what a reply says of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ..domain.codes import label
from ..domain.scopes.scope import ANY, Agency
from ..domain.words.naming import agency_in_words, listed, lower_first

#: What is done with a service, in each direction.
DOES: Final = {"SEEK": "ask", "SHARE": "tell", "BOTH": "ask and tell"}
#: What of an agency an entry may leave out.
_LEFT_OUT: Final[Mapping[str, None]] = {"organisation": None, "id": None, "described": None}


def in_full(agency: Mapping[str, Any]) -> dict[str, Any]:
    """An agency of an entry, as a reply has it: with a member for what was not said as well."""
    return {**_LEFT_OUT, **agency}


def chosen(agency: Mapping[str, Any]) -> tuple[str, str]:
    """An agency as it is chosen from the directory, and what is typed of one that is not in it."""
    if agency["id"] is not None:
        return f"{agency['type']}.{agency['id']}", ""
    return agency["type"], agency["organisation"] or agency["described"] or ""


def agency_called(agency: Mapping[str, Any]) -> str:
    """By its own name where one is on record, else by its type: "the school", "any service". An
    entry leaves out what was not said.
    """
    named = (agency.get(member) for member in ("organisation", "id", "described"))
    return agency_in_words(Agency(agency["type"], *named))


def agency_alone(agency: Mapping[str, Any]) -> str:
    """The same where it begins a line or stands in a list of its own: "School"."""
    words = agency_called(agency).removeprefix("the ")
    return words[:1].upper() + words[1:]


def with_whom(scope: Mapping[str, Any]) -> str:
    """With which services, and what: "the school: attendance", "everything, with every service"."""
    agencies = listed([agency_called(one) for one in scope["agencies"]])
    kinds = [or_anything("categories", one) for one in scope["categories"]]
    if scope["categories"] == [ANY]:
        is_any = [one["type"] for one in scope["agencies"]] == [ANY]
        return f"everything, with {'every service' if is_any else agencies}"
    return f"{agencies}: {listed(kinds)}"


def about_what(scope: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """The same, and about whom: "the school: attendance, about Ng". Each child is named: of each
    there is an answer of its own.
    """
    whom = ["everybody" if one == ANY else names.get(one, "somebody") for one in scope["subjects"]]
    return f"{with_whom(scope)}, about {listed(whom)}"


def for_what(scope: Mapping[str, Any]) -> str:
    """What for, and whether the service is asked, told or both: of each there is an answer of its
    own, and two that differ in nothing else look as if they contradicted each other.
    """
    if scope["purposes"] == [ANY]:
        purposes = "for anything"
    else:
        each = [or_anything("purposes", one) for one in scope["purposes"]]
        purposes = f"for: {listed(each, '; ')}"
    ways = [lower_first(label("directions", one)) for one in scope["directions"]]
    return f"{purposes} ({listed(ways)})"


def or_anything(group: str, code: str) -> str:
    """A code's words as they stand in a sentence; of all there are, "anything"."""
    return "anything" if code == ANY else lower_first(label(group, code))
