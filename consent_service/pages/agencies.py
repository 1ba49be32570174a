"""How a service is called on a page, from what a reply says of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..domain.codes import label
from ..domain.scope import ANY, Agency
from ..domain.words.naming import agency_in_words, listed, lower_first


def agency_called(agency: Mapping[str, Any]) -> str:
    """By its own name where one is on record, else by its type: "the school", "any service"."""
    of = Agency(agency["type"], agency["organisation"], agency["id"], agency["described"])
    return agency_in_words(of)


def agency_alone(agency: Mapping[str, Any]) -> str:
    """The same where it begins a line or stands in a list of its own: "School"."""
    words = agency_called(agency).removeprefix("the ")
    return words[:1].upper() + words[1:]


def about_what(scope: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """With whom, what and about whom: "the school: attendance, about Ng". Each child is named: of
    each there is an answer of its own.
    """
    agencies = [agency_called(one) for one in scope["agencies"]]
    kinds = [
        "anything" if one == ANY else lower_first(label("categories", one))
        for one in scope["categories"]
    ]
    whom = ["everybody" if one == ANY else names.get(one, "somebody") for one in scope["subjects"]]
    return f"{listed(agencies)}: {listed(kinds)}, about {listed(whom)}"


def for_what(scope: Mapping[str, Any]) -> str:
    """What for, and whether the service is asked, told or both: of each there is an answer of its
    own, and two that differ in nothing else look as if they contradicted each other.
    """
    purposes = [
        "anything" if one == ANY else lower_first(label("purposes", one))
        for one in scope["purposes"]
    ]
    ways = [lower_first(label("directions", one)) for one in scope["directions"]]
    return f"for: {listed(purposes, '; ')} ({listed(ways)})"
