"""What a decision may be about without naming it: any service, any information. Nobody agrees to it
like that unasked, so no other form offers it; a reason of its own is asked for, and it ends sooner.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from marshmallow.fields import Field

from ...domain.scopes.scope import ANY
from .choices import Choice, Known
from .inputs import Checks, WhichAgency
from .typed import Typed

_SERVICE: Final = Choice(ANY, "Any service", group="Not one by one")
_INFORMATION: Final = Choice(
    ANY,
    "Any information",
    "Instead of ticking each. A decision about anything needs a reason of its own.",
)


@dataclass(frozen=True, slots=True)
class AnyAgency(WhichAgency):
    """A service, or any: those that are listed as it is recorded, and none whose being asked can
    cost a family a lot.
    """

    def shown(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> dict[str, Any]:
        """Any before each."""
        shown = WhichAgency.shown(self, holds, typed, name, known)
        return {**shown, "items": [_SERVICE, *shown["items"]]}

    def in_words(self, holds: Field[Any], typed: Typed, name: str) -> str:
        """That it is any, whatever was typed beside it."""
        if typed.one(name) == ANY:
            return _SERVICE.words
        return WhichAgency.in_words(self, holds, typed, name)

    def read_back(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> str:
        """The same."""
        if typed.one(name) == ANY:
            return _SERVICE.words
        return WhichAgency.read_back(self, holds, typed, name, known)


@dataclass(frozen=True, slots=True)
class AnyInformation(Checks):
    """Kinds of information, or any."""

    def said(self, holds: Field[Any], typed: Typed, name: str) -> Any:
        """Whoever ticks any means no less by ticking some of it as well."""
        if ANY in typed.each(name):
            return [ANY]
        return Checks.said(self, holds, typed, name)

    def _choices(self, holds: Field[Any], typed: Typed, known: Known) -> Iterator[Choice]:
        yield _INFORMATION
        yield from super(AnyInformation, self)._choices(holds, typed, known)
