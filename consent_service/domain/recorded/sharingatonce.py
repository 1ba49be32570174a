"""Shared at once, because a child was at risk: that it was done, what of it has been said so far,
and what a manager made of it. The same law as in `events.py`.

Late is fine, and nothing that is missing holds anything up: what was typed is kept, and what nobody
has said is not made up.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final

import msgspec
from msgspec import UNSET, UnsetType

from ..scopes.scope import Agency
from . import members as m
from .event import Event, OfEither, OfTheAuthority

#: Why anybody shares at once.
AT_ONCE_FOR: Final = "IMMEDIATE_PROTECTION"


class SharedSoFar(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """What was shared at once, as far as somebody has said it. Nothing stands for the rest."""

    subjects: Annotated[tuple[m.Person, ...], m.HowMany(most=20, unique=True)] = ()
    agency: Agency | None = None
    categories: Annotated[
        tuple[str, ...], m.code("categories"), m.HowMany(most=30, unique=True)
    ] = ()
    purpose: Annotated[str, m.code("purposes")] | None = None
    direction: Annotated[str, m.code("directions")] | None = None
    summary: m.WordsThatLead | None = None
    words_sent: m.WordsThatLead | None = None
    check: int | None = None
    recipient: m.Line | None = None
    fact_or_opinion_marked: bool = False
    sent_via: m.WayLine | None = None
    identity_checked: bool = False
    reply_by: datetime | None = None
    safe_to_tell: bool | None = None
    not_safe_for: Annotated[tuple[m.Person, ...], m.HowMany(most=20, unique=True)] = ()


#: What must have been said before it stands with whatever else was asked and told.
ASKED_FOR: Final = ("agency", "subjects", "categories", "direction", "words_sent")


def not_said_yet(said: SharedSoFar) -> tuple[str, ...]:
    """What of it is still asked for, in the order in which a form asks."""
    return tuple(name for name in ASKED_FOR if not getattr(said, name))


def together(before: SharedSoFar, said: SharedSoFar) -> SharedSoFar:
    """What is said of a contact now, with what was said of it before. That somebody is not to know
    of it stands until a manager lifts it, whoever says otherwise now.
    """
    unsaid = [name for name in said.__struct_fields__ if getattr(said, name) in (None, (), False)]
    kept = {name: getattr(before, name) for name in unsaid}
    kept["not_safe_for"] = tuple(dict.fromkeys((*before.not_safe_for, *said.not_safe_for)))
    if False in (before.safe_to_tell, said.safe_to_tell):
        kept["safe_to_tell"] = False
    return msgspec.structs.replace(said, **kept)


class ShareNowUsed(OfEither, frozen=True, kw_only=True, tag="share-now-used"):
    """A worker said that a child was at risk right now and was answered: share now.

    `share_now` is the id under which the answer waited to be recorded. `without_asking`, whoever
    shared had not asked this service. What nobody said is None, or empty.
    """

    share_now: m.NewId
    enquiry: str | None
    subjects: tuple[str, ...]
    agency: Agency | None
    categories: tuple[str, ...]
    purpose: str
    direction: str | None
    effective_at: datetime
    asked_of: str | None = None
    without_asking: (
        Annotated[bool, "Whether whoever shared had not asked this service first."] | UnsetType
    ) = UNSET


class ShareNowRecorded(Event, frozen=True, kw_only=True, tag="share-now-recorded"):
    """What was shared at once and why, written down afterwards; or that nothing was in the end.

    `effective_at` is when it was shared. The disclosure itself is an event of its own; `so_far` is
    what was said of it, until all is said that one needs.
    """

    share_now: m.NewId
    enquiry: str
    shared: bool
    risk: m.WrittenOfAny
    effective_at: datetime
    disclosure: str | None = None
    so_far: SharedSoFar | UnsetType = UNSET

    @property
    def said(self) -> SharedSoFar:
        """What was said of it so far, where it is no disclosure yet."""
        return SharedSoFar() if self.so_far is UNSET else self.so_far


class ShareNowReviewed(Event, frozen=True, kw_only=True, tag="share-now-reviewed"):
    """A manager looked at what was shared at once. Upheld or not, it stays on record."""

    share_now: m.Opaque
    upheld: bool
    words: m.Words
    effective_at: datetime


class ShareNowLinked(OfTheAuthority, frozen=True, kw_only=True, tag="share-now-linked"):
    """A use of share-now about a reference that was not known was found to be about a file.

    It stands in the authority's own file.
    """

    share_now: m.Opaque
    file: m.Opaque
