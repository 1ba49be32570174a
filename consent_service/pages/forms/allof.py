"""Ticks of which those that mostly go together can be ticked in one press."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from marshmallow.fields import Field

from .choices import Choice, Known
from .inputs import Checks
from .typed import Typed

#: What is sent for all of them.
ALL: Final = "ALL"


@dataclass(frozen=True, slots=True)
class AllOf(Checks):
    """Any number out of few, of which `together` can be ticked at once: each is recorded."""

    together: tuple[str, ...] = field(kw_only=True)
    in_one: str = field(kw_only=True)

    def said(self, holds: Field[Any], typed: Typed, name: str) -> Any:
        """Each that is ticked, by itself or with the others."""
        return Checks.said(self, holds, self._each(typed, name), name)

    def shown(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> dict[str, Any]:
        """All of them first."""
        shown = Checks.shown(self, holds, typed, name, known)
        return {**shown, "items": [Choice(ALL, self.in_one), *shown["items"]]}

    def in_words(self, holds: Field[Any], typed: Typed, name: str) -> str:
        """Each of them, as it is recorded."""
        return Checks.in_words(self, holds, self._each(typed, name), name)

    def read_back(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> str:
        """The same."""
        return Checks.read_back(self, holds, self._each(typed, name), name, known)

    def _each(self, typed: Typed, name: str) -> Typed:
        ticked = typed.each(name)
        if ALL not in ticked:
            return typed
        every = dict.fromkeys((*self.together, *ticked))
        return typed | {name: tuple(one for one in every if one != ALL)}
