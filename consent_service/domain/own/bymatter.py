"""One person's answers by what they are about, so that what a page asks of each of them is not
asked of each beside each other. Pure.

Of one enquiry, kind and scope there are often many: those stand together, a scope is held against
another once, and which of them came before or after an answer is looked up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TypeAlias

from ..file.held import Held
from ..memo import Memo, cached_property
from ..recorded.events import Response
from ..said.saidlater import Earlier, Later
from ..scopes.near import Near
from ..scopes.scope import Scope

#: How a scope of theirs lies to the scope of an answer, with which it has something in common.
Lies: TypeAlias = Callable[[Scope, Scope], bool]
_Matter: TypeAlias = tuple[str | None, str]


class OfOneScope:
    """Answers about one and the same."""

    def __init__(self, scope: Scope, said: list[Held[Response]]) -> None:
        self.scope = scope
        self._said = said

    @cached_property
    def later(self) -> Later:
        """Which of them came later than another."""
        return Later(self._said)

    @cached_property
    def earlier(self) -> Earlier:
        """Which of them came earlier."""
        return Earlier(self._said)


class ByMatter:
    """`about` is what each says something of: its scope, where nobody says otherwise."""

    def __init__(
        self,
        said: Iterable[Held[Response]],
        about: Callable[[Held[Response]], Iterable[Scope]] = lambda said: (said.event.scope,),
    ) -> None:
        found: dict[_Matter, dict[Scope, list[Held[Response]]]] = defaultdict(dict)
        for one in said:
            of_matter = found[_matter(one)]
            for scope in about(one):
                of_matter.setdefault(scope, []).append(one)
        self._found = {
            matter: Near((scope, OfOneScope(scope, every)) for scope, every in by_scope.items())
            for matter, by_scope in found.items()
        }
        self._lying: Memo[tuple[Lies, _Matter, Scope], tuple[OfOneScope, ...]] = Memo(
            self._that_lie
        )

    def that_lie(self, so: Lies, to: Held[Response]) -> tuple[OfOneScope, ...]:
        """Those in its enquiry, and of its kind, whose scope lies so to its own."""
        matter = _matter(to)
        return self._lying[so, matter, to.event.scope] if matter in self._found else ()

    def any_later(self, so: Lies, than: Held[Response]) -> bool:
        """Whether any of them is certainly later than it."""
        return any(alike.later.any_than(than) for alike in self.that_lie(so, than))

    def _that_lie(self, of: tuple[Lies, _Matter, Scope]) -> tuple[OfOneScope, ...]:
        so, matter, to = of
        return tuple(alike for alike in self._found[matter].to(to) if so(alike.scope, to))


def _matter(said: Held[Response]) -> _Matter:
    return said.event.enquiry, said.event.response_kind
