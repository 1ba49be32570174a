"""Ways in: who was given a reference and a code to sign in with, by whom, and how it reached them.

The code itself stands on no ledger. The law above the classes stands in `events.py`.
"""

from __future__ import annotations

from typing import Annotated

from . import members as m
from .event import Noted


class WayInGiven(Noted, frozen=True, kw_only=True, tag="way-in-given"):
    """Somebody was given a way to sign in, once. One given later takes the place of it."""

    way_in: m.NewId
    person: m.Person
    how: Annotated[str, m.code("ways_in"), "How it comes to them."]
    contact: (
        Annotated[
            str,
            m.OnFile(kinds=("contact-point-recorded",)),
            "The way of reaching that it goes by; none is to their face.",
        ]
        | None
    ) = None
    advocate_in: (
        Annotated[
            str,
            m.OnFile(kinds=("enquiry-opened",)),
            "For their advocate in this enquiry, not for themself.",
        ]
        | None
    ) = None
    reason: (
        Annotated[
            m.Words,
            "Why all the same, where it may not be safe: of a manager.",
        ]
        | None
    ) = None


class WayInUsed(Noted, frozen=True, kw_only=True, tag="way-in-used"):
    """Somebody signed in by a way that they were given, which is used up by that."""

    way_in: Annotated[str, m.OnFile(kinds=("way-in-given",)), "The way to sign in, by its id."]


class WayInEnded(Noted, frozen=True, kw_only=True, tag="way-in-ended"):
    """A way to sign in was taken back: nobody comes in by it any more."""

    way_in: Annotated[str, m.OnFile(kinds=("way-in-given",)), "The way to sign in, by its id."]


class WayInLinked(Noted, frozen=True, kw_only=True, tag="way-in-linked"):
    """Somebody who had come in by a way that they were given signs in with a provider from now on.

    What the provider knows them by stands on no ledger.
    """

    link: Annotated[m.NewId, "The link, by its id."]
    way_in: Annotated[str, m.OnFile(kinds=("way-in-given",)), "The way to sign in, by its id."]


class WayInLinkUsed(Noted, frozen=True, kw_only=True, tag="way-in-link-used"):
    """Somebody signed in with the provider that they had linked."""

    link: Annotated[str, m.OnFile(kinds=("way-in-linked",)), "The link, by its id."]


class WayInUnlinked(Noted, frozen=True, kw_only=True, tag="way-in-unlinked"):
    """Somebody no longer signs in with the provider that they had linked."""

    link: Annotated[str, m.OnFile(kinds=("way-in-linked",)), "The link, by its id."]


def subject_of(given: WayInGiven) -> str:
    """As whom somebody is known who came in by it: a person by their id, an advocate by none that
    is anybody else's.
    """
    return given.person if given.advocate_in is None else given.way_in
