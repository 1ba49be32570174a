"""What a person agreed to, what they said no to and what has ended, in plain words. Pure."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Final

import msgspec

from ..codes import TEXTS
from ..contradicting import noes_of
from ..events import Response
from ..held import Held
from ..saidlater import is_after, takes_the_place_of
from ..scope import Scope
from . import words
from .again import may_be_said_yes_to
from .children import reader_of
from .holding import WhatHolds, what_holds
from .reaching import AGREEMENTS, NOES, leaves_out, says_again
from .seen import Seen

#: The rows in which an agreement is read.
_ROWS: Final = ("who", "about", "what", "why", "how")


def agreed(seen: Seen, at: datetime) -> list[dict[str, Any]]:
    """Each agreement of theirs that has not ended. Whether we can rely on one is for us to find
    out with them; they said yes, and that is what they are shown.
    """
    return [
        _agreement(seen, r) | _what_holds(seen, r) | {"but": _left_open(seen, r, at)}
        for r in _each_once(seen, at)
    ]


def _each_once(seen: Seen, at: datetime) -> list[Held[Response]]:
    """Of what they said again in the very same words, the last time alone: two cards that read
    alike say nothing of which of them holds.
    """
    every = still_agreed(seen, at)
    return [
        r
        for r in every
        if not any(
            is_after(other, r) and _is_the_same(other, r) and _left_open(seen, other, at) is None
            for other in every
        )
    ]


def _is_the_same(one: Held[Response], other: Held[Response]) -> bool:
    return (
        says_again(one, other)
        and says_again(other, one)
        and one.event.scope.exclusions == other.event.scope.exclusions
    )


def still_agreed(seen: Seen, at: datetime) -> list[Held[Response]]:
    """Those of their agreements that stand on their page as agreed to."""
    return [r for r in _agreements(seen) if _why_ended(seen, r, at) is None]


def ended(seen: Seen, at: datetime) -> list[dict[str, Any]]:
    """Agreements that do not hold any more, and why."""
    over = [(r, _why_ended(seen, r, at)) for r in _agreements(seen)]
    again = {words.words("shown_statuses", status) for status in ("WITHDRAWN", "EXPIRED")}
    over += [(r, words.words("shown_statuses", "CORRECTED")) for r in seen.put_right]
    return [
        _agreement(seen, r)
        | {"because": why, "may_say_yes": why in again and may_be_said_yes_to(seen, r)}
        for r, why in over
        if why is not None
    ]


def said_no(seen: Seen, at: datetime) -> list[dict[str, Any]]:
    """Their refusals, what they took back, and what they left out of an agreement; no more once
    they have said yes to all of it, and left none of that open.
    """
    holds = [r for r in still_agreed(seen, at) if _left_open(seen, r, at) is None]
    found = [
        {
            "response": r.event.response,
            "on": words.day_of(r.effective_at),
            "what_you_said": words.words("answers", r.event.answer),
            "may_say_yes": may_be_said_yes_to(seen, r),
            **scope_in_words(seen, r.event.scope),
        }
        for r in seen.responses
        if r.event.answer in NOES and not any(_lifts(yes, r) for yes in holds)
    ]
    for response in _agreements(seen):
        left_out = response.event.scope.exclusions
        parts: list[dict[str, Any]] = [{"agencies": (a,)} for a in left_out.agencies]
        parts += [{"categories": (c,)} for c in left_out.categories]
        found += [
            {
                "response": response.event.response,
                "on": words.day_of(response.effective_at),
                "what_you_said": words.words("answers", "REFUSED"),
                # What they left out of it is a part of that answer, and no answer of its own.
                "may_say_yes": False,
                **scope_in_words(seen, msgspec.structs.replace(response.event.scope, **part)),
            }
            for part in parts
        ]
    # Who stops everything stops it in each enquiry that goes on. How many those are is not theirs
    # to count.
    return list({_without_id(item): item for item in reversed(found)}.values())[::-1]


def _lifts(yes: Held[Response], no: Held[Response]) -> bool:
    return (
        is_after(yes, no)
        and says_again(yes, no)
        and not leaves_out(yes.event.scope, no.event.scope)
    )


def _without_id(item: dict[str, Any]) -> str:
    return json.dumps({name: said for name, said in item.items() if name != "response"})


def _agreements(seen: Seen) -> list[Held[Response]]:
    return [r for r in seen.responses if r.event.answer in AGREEMENTS]


def _later_noes(seen: Seen, agreement: Held[Response]) -> list[Scope]:
    """In the same enquiry and of the same kind, what a later yes leaves out included: a no does
    not reach further. Where it cannot be told which came last, the no counts.
    """
    return [
        no
        for r in seen.responses
        if (r.event.enquiry, r.event.response_kind)
        == (agreement.event.enquiry, agreement.event.response_kind)
        and r is not agreement
        and not is_after(agreement, r)
        and not takes_the_place_of(agreement, r)
        for no in noes_of(r)
    ]


def _left_open(seen: Seen, agreement: Held[Response], at: datetime) -> str | None:
    """What they said themselves that leaves open whether it holds now; None if nothing does. What
    we think of it is not for a page.
    """
    begins = agreement.event.valid_from
    status = seen.left_open.get(agreement.event.response)
    if status is None and begins is not None and begins > at:
        status = "NOT_YET"
    return None if status is None else words.words("shown_statuses", status)


def _left_of(seen: Seen, agreement: Held[Response]) -> tuple[WhatHolds, ...]:
    """What they have not taken back since, of whatever has not ended with its enquiry."""
    purposes = _still_for(seen, agreement) or agreement.event.scope.purposes
    scope = msgspec.structs.replace(agreement.event.scope, purposes=purposes)
    return what_holds(scope, _later_noes(seen, agreement))


def _what_holds(seen: Seen, agreement: Held[Response]) -> dict[str, Any]:
    """Where that is several parts, each of them; and all that is in any of them, to choose from."""
    # In the words of the whole: in those they choose what they stop.
    reader = reader_of(seen, agreement.event.scope)
    parts: list[dict[str, Any]] = [
        {
            **scope_in_words(seen, one.scope, reader),
            "you_said_no_to": _left_out(one.scope, reader),
            "partly_taken_back": one.less,
        }
        for one in _left_of(seen, agreement)
    ]
    if len(parts) == 1:
        return {**parts[0], "parts": []}
    rows = {row: [word for part in parts for word in part[row]] for row in _ROWS}
    each = {row: list(dict.fromkeys(found)) for row, found in rows.items()}
    return {**each, "you_said_no_to": [], "partly_taken_back": False, "parts": parts}


def _why_ended(seen: Seen, agreement: Held[Response], at: datetime) -> str | None:
    if not _left_of(seen, agreement):
        return words.words("shown_statuses", "WITHDRAWN")
    if any(takes_the_place_of(r, agreement) and _has_begun(r, at) for r in seen.responses):
        return words.words("shown_statuses", "REPLACED")
    if agreement.event.expires_at is not None and agreement.event.expires_at <= at:
        return words.words("shown_statuses", "EXPIRED")
    if not _still_for(seen, agreement):
        return words.words("shown_statuses", "ENDED_WITH_ENQUIRY")
    return None


def _has_begun(said: Held[Response], at: datetime) -> bool:
    return said.event.valid_from is None or said.event.valid_from <= at


def _still_for(seen: Seen, agreement: Held[Response]) -> tuple[str, ...]:
    """The purposes for which it has not ended with its enquiry."""
    return seen.still_for.get(agreement.event.response, agreement.event.scope.purposes)


def _agreement(seen: Seen, response: Held[Response]) -> dict[str, Any]:
    begins = response.event.valid_from or response.effective_at
    ends = response.event.expires_at
    return {
        "response": response.event.response,
        "kind": words.words("response_kinds", response.event.response_kind),
        "on": words.day_of(response.effective_at),
        "begins": words.day_of(begins),
        "until": None if ends is None else words.last_day(ends),
        **scope_in_words(seen, response.event.scope),
        "you_said_no_to": _left_out(response.event.scope, reader_of(seen, response.event.scope)),
    }


def _left_out(scope: Scope, reader: words.Reader) -> list[str]:
    left_out = scope.exclusions
    return [*words.services(left_out.agencies), *words.information(left_out.categories, reader)]


def scope_in_words(
    seen: Seen, scope: Scope, reader: words.Reader | None = None
) -> dict[str, list[str]]:
    """Who, about whom, what, why, how; a part reads in the words of the whole."""
    reader = reader or reader_of(seen, scope)
    return {
        "who": words.services(scope.agencies) or [TEXTS["own_any_service"]],
        "about": words.people(scope.subjects, seen.person, seen.names_said),
        "what": words.information(scope.categories, reader),
        "why": words.reasons(scope.purposes, reader),
        "how": words.ways(scope.directions),
    }
