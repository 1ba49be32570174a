"""Of whose telephone it is said that it is broken, in another's hands or not to be rung. Pure.

Whoever says it, to whomever and wherever it stands: a family writes it on its own page, tells it to
a school, or it is typed beside an attempt or why somebody can be reached. Of whom, it says where
somebody is named in the sentence; it may be their own besides, and of nobody's words anybody's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias

from ..file.held import Held
from ..file.view import View
from ..freetext.saysnottoring import (
    is_my_own,
    is_only_watched,
    says_not_to_ring,
    says_not_to_ring_them,
)
from ..freetext.sentences import sentences
from ..freetext.tellsofharm import HarmTold, of_member, told_by_kind
from ..memo import worked_out_once
from ..names.namedinprose import as_read, named_in
from ..recorded.practice import ContactPointRecorded, FamilyAsked
from .saidtoharm import whose

Act: TypeAlias = tuple[str, str, datetime]


def act(held: Held[Any]) -> Act:
    """By whom, as what and when: what was typed in one form is."""
    return held.by, held.role, held.recorded_at


class NotToRing(NamedTuple):
    """The place at which it was said, and the request that is to be answered, where it is one."""

    place: int
    request: str | None = None
    #: By whom, as what and when it was put on record.
    act: Act | None = None
    #: All that is said is that somebody looks at what comes to it.
    is_watched: bool = False


@worked_out_once
def not_to_ring(view: View) -> Mapping[str, Sequence[NotToRing]]:
    """By of whose it may be."""
    found: dict[str, list[NotToRing]] = {}
    for kind in view.read.those_of((*told_by_kind(),)):
        for held in view.holding[kind]:
            request = held.event.request if isinstance(held.event, FamilyAsked) else None
            for person, is_watched in _of_whom(view, held).items():
                said = NotToRing(held.seq, request, act(held), is_watched)
                found.setdefault(person, []).append(said)
    return found


def _of_whom(view: View, held: Held[Any]) -> Mapping[str, bool]:
    """Of whose it may be, and whether it is only watched."""
    found: dict[str, bool] = {}
    for person, is_watched in _each_said(view, held):
        found[person] = found.get(person, True) and is_watched
    return found


def _each_said(view: View, held: Held[Any]) -> Iterator[tuple[str, bool]]:
    for member in told_by_kind()[type(held.event)]:
        words = of_member(held.event, member)
        said = [*_sentences_that_say_so(words, member)] if words else []
        for sentence in said:
            found = named_in(view, as_read(sentence)) | whose(view, held)
            is_known = is_my_own(sentence) or found & _with_telephones(view)
            # A child who has none says it of whoever's they know.
            whose_it_is = found if is_known else (*view.adults, *view.children)
            yield from ((one, is_only_watched(sentence)) for one in whose_it_is)


@worked_out_once
def _with_telephones(view: View) -> frozenset[str]:
    points = (one.event for one in view.holding[ContactPointRecorded])
    return frozenset(view.the_one(one.person) for one in points if one.type == "PHONE")


def _sentences_that_say_so(words: str, member: HarmTold) -> Iterator[str]:
    """Of what one of us writes of them "her" may be she."""
    says = says_not_to_ring_them if member.mark.is_ours else says_not_to_ring
    if says(words):
        yield from [one for one in sentences(words) if says(one)] or [words]
