"""What a person agreed to, what they said no to and what has ended, in plain words. Pure."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Final

import msgspec

from ..codes import TEXTS
from ..contradicting import noes_of
from ..events import Response
from ..held import Held, by_place
from ..memo import Memo, cached_property
from ..saidlater import by_what_they_name, takes_the_place_of
from ..scope import Scope
from . import words
from .again import may_be_said_yes_to
from .bymatter import ByMatter
from .children import reader_of
from .holding import WhatHolds, what_holds
from .reaching import AGREEMENTS, NOES, is_again, leaves_out, meets
from .seen import Seen

#: The rows in which an agreement is read.
_ROWS: Final = ("who", "about", "what", "why", "how")


class OwnAnswers:
    """Their own answers, as they stand on their page at a moment."""

    def __init__(self, seen: Seen, at: datetime) -> None:
        self._seen = seen
        self._at = at
        self._agreements = [r for r in seen.responses if r.event.answer in AGREEMENTS]
        self._noes = ByMatter(seen.responses, noes_of)
        self._naming = by_what_they_name(seen.responses)
        self._left: Memo[tuple[Scope, tuple[Scope, ...]], tuple[WhatHolds, ...]] = Memo(
            lambda of: what_holds(*of)
        )

    def agreed(self) -> list[dict[str, Any]]:
        """Each agreement of theirs that has not ended. Whether we can rely on one is for us to find
        out with them; they said yes, and that is what they are shown.
        """
        return [
            _agreement(self._seen, r) | self._what_holds(r) | {"but": self._left_open(r)}
            for r in self._each_once()
        ]

    def _each_once(self) -> list[Held[Response]]:
        """Of what they said again in the very same words, the last time alone: two cards that read
        alike say nothing of which of them holds.
        """
        return [r for r in self.still_agreed if not self._holds.any_later(_is_the_same, r)]

    @cached_property
    def still_agreed(self) -> list[Held[Response]]:
        """Those of their agreements that stand on their page as agreed to."""
        return [r for r in self._agreements if self._why_ended(r) is None]

    @cached_property
    def _holds(self) -> ByMatter:
        """Of these, those of which nothing is left open."""
        return ByMatter(r for r in self.still_agreed if self._left_open(r) is None)

    def ended(self) -> list[dict[str, Any]]:
        """Agreements that do not hold any more, and why."""
        over = [(r, self._why_ended(r)) for r in self._agreements]
        again = {words.words("shown_statuses", status) for status in ("WITHDRAWN", "EXPIRED")}
        over += [(r, words.words("shown_statuses", "CORRECTED")) for r in self._seen.put_right]
        return [
            _agreement(self._seen, r)
            | {"because": why, "may_say_yes": why in again and may_be_said_yes_to(self._seen, r)}
            for r, why in over
            if why is not None
        ]

    def said_no(self) -> list[dict[str, Any]]:
        """Their refusals, what they took back, and what they left out of an agreement; no more once
        they have said yes to all of it, and left none of that open.
        """
        seen = self._seen
        found = [
            {
                "response": r.event.response,
                "on": words.day_of(r.effective_at),
                "what_you_said": words.words("answers", r.event.answer),
                "may_say_yes": may_be_said_yes_to(seen, r),
                **scope_in_words(seen, r.event.scope),
            }
            for r in seen.responses
            if r.event.answer in NOES and not self._holds.any_later(_lifts, r)
        ]
        for response in self._agreements:
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
        # Who stops everything stops it in each enquiry that goes on. How many those are is not
        # theirs to count.
        return list({_without_id(item): item for item in reversed(found)}.values())[::-1]

    def _left_open(self, agreement: Held[Response]) -> str | None:
        """What they said themselves that leaves open whether it holds now; None if nothing does.
        What we think of it is not for a page.
        """
        begins = agreement.event.valid_from
        status = self._seen.left_open.get(agreement.event.response)
        if status is None and begins is not None and begins > self._at:
            status = "NOT_YET"
        return None if status is None else words.words("shown_statuses", status)

    def _later_noes(self, agreement: Held[Response]) -> tuple[Scope, ...]:
        """To some of it, in the same enquiry and of the same kind, what a later yes leaves out
        included: a no does not reach further. Where it cannot be told which came last, the no
        counts. Each once, as they said it first.
        """
        first = {
            alike.scope: no
            for alike in self._noes.that_lie(meets, agreement)
            if (no := alike.earlier.first_not_than(agreement)) is not None
        }
        ordered = sorted({no.seq: no for no in first.values()}.values(), key=by_place)
        return tuple(scope for no in ordered for scope in noes_of(no) if first.get(scope) is no)

    def _left_of(self, agreement: Held[Response]) -> tuple[WhatHolds, ...]:
        """What they have not taken back since, of whatever has not ended with its enquiry."""
        purposes = self._still_for(agreement) or agreement.event.scope.purposes
        scope = msgspec.structs.replace(agreement.event.scope, purposes=purposes)
        return self._left[scope, self._later_noes(agreement)]

    def _what_holds(self, agreement: Held[Response]) -> dict[str, Any]:
        """Where that is several parts, each of them; and all that is in any, to choose from."""
        # In the words of the whole: in those they choose what they stop.
        reader = reader_of(self._seen, agreement.event.scope)
        parts: list[dict[str, Any]] = [
            {
                **scope_in_words(self._seen, one.scope, reader),
                "you_said_no_to": _left_out(one.scope, reader),
                "partly_taken_back": one.less,
            }
            for one in self._left_of(agreement)
        ]
        if len(parts) == 1:
            return {**parts[0], "parts": []}
        rows = {row: [word for part in parts for word in part[row]] for row in _ROWS}
        each = {row: list(dict.fromkeys(found)) for row, found in rows.items()}
        return {**each, "you_said_no_to": [], "partly_taken_back": False, "parts": parts}

    def _why_ended(self, agreement: Held[Response]) -> str | None:
        if not self._left_of(agreement):
            return words.words("shown_statuses", "WITHDRAWN")
        naming = self._naming.get(agreement.event.response, ())
        if any(takes_the_place_of(r, agreement) and self._has_begun(r) for r in naming):
            return words.words("shown_statuses", "REPLACED")
        if agreement.event.expires_at is not None and agreement.event.expires_at <= self._at:
            return words.words("shown_statuses", "EXPIRED")
        if not self._still_for(agreement):
            return words.words("shown_statuses", "ENDED_WITH_ENQUIRY")
        return None

    def _has_begun(self, said: Held[Response]) -> bool:
        return said.event.valid_from is None or said.event.valid_from <= self._at

    def _still_for(self, agreement: Held[Response]) -> tuple[str, ...]:
        """The purposes for which it has not ended with its enquiry."""
        said = agreement.event
        return self._seen.still_for.get(said.response, said.scope.purposes)


def _is_the_same(one: Scope, other: Scope) -> bool:
    return is_again(one, other) and is_again(other, one) and one.exclusions == other.exclusions


def _lifts(yes: Scope, no: Scope) -> bool:
    return is_again(yes, no) and not leaves_out(yes, no)


def _without_id(item: dict[str, Any]) -> str:
    return json.dumps({name: said for name, said in item.items() if name != "response"})


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
