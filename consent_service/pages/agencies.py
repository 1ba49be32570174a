"""How a service is called on a page, from what a reply says of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..domain.scope import Agency
from ..domain.words.naming import agency_in_words


def agency_called(agency: Mapping[str, Any]) -> str:
    """By its own name where one is on record, else by its type: "the school", "any service"."""
    of = Agency(agency["type"], agency["organisation"], agency["id"], agency["described"])
    return agency_in_words(of)


def agency_alone(agency: Mapping[str, Any]) -> str:
    """The same where it begins a line or stands in a list of its own: "School"."""
    words = agency_called(agency).removeprefix("the ")
    return words[:1].upper() + words[1:]
