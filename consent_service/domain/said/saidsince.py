"""What somebody answered after an answer of theirs, to the same kind of question, as heard in its
enquiry: gone through once for all their answers, and looked up for each.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Final, Self, TypeAlias

from ..file.bounds import Steps
from ..file.held import Held
from ..file.view import View
from ..file.whattheysaid import REACHED_BY
from ..memo import cached_property
from ..recorded.events import Response
from ..scopes.scope import Scope
from .contradicting import AGREEMENTS, noes_of, takes_back, takes_in_all
from .saidlater import Later

_Order: TypeAlias = tuple[datetime, datetime, int]
#: Without an end.
_NEVER: Final = datetime.max.replace(tzinfo=UTC)


class SaidSince:
    """One person's answers to one kind of question that are heard in one enquiry."""

    def __init__(self, view: View, answer: Held[Response]) -> None:
        of = answer.event
        #: The first first.
        self.every = [
            held
            for held in view.said_by.get(of.person, ())
            if held.event.response_kind == of.response_kind and view.is_heard_in(held, of.enquiry)
        ]
        self._view = view

    @classmethod
    def of(cls, view: View, answer: Held[Response]) -> Self:
        """Those among which it may have been answered again."""
        said = answer.event
        key = (cls, said.person, said.response_kind, said.enquiry)
        if key not in view.worked_out:
            view.worked_out[key] = cls(view, answer)
        found: Self = view.worked_out[key]
        return found

    # ── answered again ──────────────────────────────────────────────────────────────────────

    def has_answered(self, answer: Held[Response]) -> bool:
        """They spoke or wrote themselves since."""
        return any(last.order > answer.order for last in self._last_of_two_talks)

    def has_answered_in_another_talk(self, answer: Held[Response]) -> bool:
        """The same, and not in the conversation of this answer."""
        return any(
            last.order > answer.order and last.event.conversation != answer.event.conversation
            for last in self._last_of_two_talks
        )

    @cached_property
    def _last_of_two_talks(self) -> Sequence[Held[Response]]:
        """The last of theirs, and the last in another conversation than that: whichever talk is
        left out, one of them is the last of the others.
        """
        found: list[Held[Response]] = []
        for one in reversed(self.every):
            if one.event.answer in REACHED_BY:
                if not found:
                    found.append(one)
                elif one.event.conversation != found[0].event.conversation:
                    return [*found, one]
        return found

    # ── agreed again ────────────────────────────────────────────────────────────────────────

    def is_renewed(self, agreed: Held[Response]) -> bool:
        """They have since agreed to the same for longer."""
        ends, found = agreed.event.expires_at, self._agreed.get(agreed.event.scope)
        if found is None:
            return False
        orders, longest = found
        later = longest[bisect_right(orders, agreed.order) :][:1]
        return any(until == _NEVER or (ends is not None and until > ends) for until in later)

    @cached_property
    def _agreed(self) -> Mapping[Scope, tuple[list[_Order], list[datetime]]]:
        """By what they agreed to: in which order, and until when at most from each on."""
        found: dict[Scope, tuple[list[_Order], list[datetime]]] = {}
        for one in reversed(self.every):
            if one.event.answer in AGREEMENTS:
                orders, longest = found.setdefault(one.event.scope, ([], []))
                orders.append(one.order)
                until = one.event.expires_at or _NEVER
                longest.append(max(until, longest[-1]) if longest else until)
        for orders, longest in found.values():
            orders.reverse()
            longest.reverse()
        return found

    # ── taken back ──────────────────────────────────────────────────────────────────────────

    def is_taken_back(self, agreed: Held[Response]) -> bool:
        """Something that they said since says no to some of what they agreed to."""
        return any(
            last.order > agreed.order and takes_back(last, agreed) for last in self._last_noes
        )

    @cached_property
    def _last_noes(self) -> Sequence[Held[Response]]:
        """Whatever may say no to something; of what was said alike the last."""
        found: dict[object, Held[Response]] = {}
        for one in reversed(self.every):
            if any(noes_of(one)):
                found.setdefault((one.event.answer, one.event.scope), one)
        return tuple(found.values())

    # ── lifted ──────────────────────────────────────────────────────────────────────────────

    def is_lifted(self, said: Held[Response], no: Scope, steps: Steps) -> bool:
        """They have said yes to all of it since, in a way that can be relied on. Raises `TooMuch`
        where that is not to be told in the steps that are left.
        """
        steps.take(1 + len(self._agreed_to))
        return any(
            later.any_than(said) and takes_in_all(scope, no)
            for scope, later in self._agreed_to.items()
        )

    @cached_property
    def _agreed_to(self) -> Mapping[Scope, Later]:
        """By all that they said yes to: when."""
        found: dict[Scope, list[Held[Response]]] = defaultdict(list)
        for one in self.every:
            if one.event.answer == "AGREED" and one.event.response not in self._view.unreliable:
                found[one.event.scope].append(one)
        return {scope: Later(said) for scope, said in found.items()}
