"""What one person said of sharing, asked of what was shared and decided. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from ..file.goingon import BY_REFERRER
from ..file.held import Held
from ..file.view import View
from ..memo import cached_property
from ..recorded.events import Response
from ..recorded.practice import DisclosureRecorded
from ..said.contradicting import AGREEMENTS
from ..scopes.scope import ANY, Scope
from .reaching import covers, leaves_out
from .saidovertime import SaidOverTime


class TheirWord:
    """`said` is what they answered themself."""

    def __init__(self, view: View, person: str, said: Sequence[Held[Response]]) -> None:
        self._view, self._person, self._said = view, person, said

    def about(self, scope: Scope, then: datetime) -> str | None:
        """What they had said by then about any part of it: `NO`, else `YES`, else None."""
        return self._over_time.about(scope, then)

    def agreed_to(self, made: Held[DisclosureRecorded], scope: Scope) -> bool:
        """Their own yes contains what was asked or told."""
        return self._rests_on_their_yes(made, scope) or self._over_time.agreed_to(
            scope, made.effective_at
        )

    def _rests_on_their_yes(self, held: Held[DisclosureRecorded], scope: Scope) -> bool:
        """All of it lies in a yes of theirs that it rests on. They said that: what they said before
        it, and since, takes nothing from what they know. One that was found to be an error may be
        somebody else's, and what rests on it is then no business of theirs.
        """
        return any(
            not said.is_struck(self._view.known)
            and covers(self._meant(said), scope)
            and not leaves_out(said.event.scope, scope)
            for id in held.event.rests_on
            for said in self._yeses.get(id, ())
        )

    @cached_property
    def _yeses(self) -> Mapping[str, list[Held[Response]]]:
        """By its id: all that they ever agreed to."""
        found: dict[str, list[Held[Response]]] = defaultdict(list)
        for said in self._view.with_what_stands.file.responses:
            if (
                said.event.answer in AGREEMENTS
                and said.event.response_kind == "SHARE_INFO"
                and said.event.method != BY_REFERRER
                and self._view.the_one(said.event.person) == self._person
            ):
                found[said.event.response].append(said)
        return found

    @cached_property
    def _over_time(self) -> SaidOverTime:
        """What they answered about sharing, as far as it is known not to be an error."""
        known = self._view.known
        about_sharing = (
            r
            for r in self._said
            if r.event.response_kind == "SHARE_INFO"
            and r.recorded_at <= known
            and not r.is_struck(known)
        )
        return SaidOverTime(about_sharing, self._meant)

    def _meant(self, said: Held[Response]) -> Scope:
        """`"*"` is who stood on the file when it was recorded, and not who came later."""
        scope = said.event.scope
        if ANY not in scope.subjects:
            return scope
        return msgspec.structs.replace(scope, subjects=tuple(self._view.people_at[said.seq]))
