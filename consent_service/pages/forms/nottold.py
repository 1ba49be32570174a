"""Who must not hear, or may be a danger: asked wherever somebody types words about a family."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final

from marshmallow.fields import Field

from .choices import Choice, Known
from .inputs import NOTHING, Checks
from .typed import Typed

#: What can be ticked besides those on the file.
SOMEBODY_ELSE: Final = "SOMEBODY_ELSE"
NOBODY: Final = "NOBODY"
_BESIDES: Final = (
    Choice(SOMEBODY_ELSE, "Somebody who is not named here, or nobody said who"),
    Choice(NOBODY, "Nobody that I know of"),
)
_BOTH: Final = "You ticked “Nobody that I know of” and somebody as well. Untick one of them."
_NEEDED: Final = "Tick who it is, or tick “Nobody that I know of”."


@dataclass(frozen=True, slots=True)
class NotToHear(Checks):
    """Those on the file by name, but for whoever is spoken with; somebody else; nobody. Nothing is
    chosen beforehand, and where words were typed it is needed: unless what is typed protects
    somebody, and is held up by nothing.
    """

    is_needed: bool = field(default=True, kw_only=True)
    says: ClassVar[tuple[str, ...]] = ("people", "somebody_else", "nobody")

    def said(self, holds: Field[Any], typed: Typed, name: str) -> Any:  # noqa: ARG002
        """Who was ticked, or that it is nobody."""
        if typed.each(name) == [NOBODY]:
            return {"nobody": True}
        ticked = [one for one in typed.each(name) if one != NOBODY]
        people = [one for one in ticked if one != SOMEBODY_ELSE]
        part: dict[str, Any] = {"people": people} if people else {}
        return part | ({"somebody_else": True} if people != ticked else {}) or NOTHING

    def shown(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> dict[str, Any]:
        """Without whoever it is known to be spoken with, unless they were ticked."""
        shown = Checks.shown(self, holds, typed, name, known)
        with_whom, ticked = typed.one("person"), typed.each(name)
        items = [one for one in shown["items"] if one.value != with_whom or one.value in ticked]
        return {**shown, "items": items, "older": False}

    def in_words(self, holds: Field[Any], typed: Typed, name: str) -> str:  # noqa: ARG002
        """Where nobody can be looked up."""
        ticked, besides = typed.each(name), {one.value: one.words for one in _BESIDES}
        people = ["As you chose"] if {*ticked} - besides.keys() else []
        return ", ".join([*people, *(words for one, words in besides.items() if one in ticked)])

    def left_open(self, typed: Typed, name: str, *, beside_words: bool) -> str | None:
        """That it was not answered, or in two ways."""
        ticked = {*typed.each(name)}
        if not self.is_needed:
            return None
        if NOBODY in ticked and len(ticked) > 1:
            return _BOTH
        return _NEEDED if beside_words and not ticked else None

    def as_typed(self, value: Mapping[str, Any]) -> list[str]:
        """How somebody ticks what a body says."""
        people: list[str] = value.get("people", [])
        others = {"somebody_else": SOMEBODY_ELSE, "nobody": NOBODY}
        return [*people, *(one for said, one in others.items() if value.get(said) is True)]

    def _choices(self, holds: Field[Any], known: Known) -> Iterator[Choice]:  # noqa: ARG002
        if self.choices is not None:
            yield from self.choices(known)
        yield from _BESIDES
