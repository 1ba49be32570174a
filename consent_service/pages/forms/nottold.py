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
NONE_OF_THESE: Final = "NONE_OF_THESE"
NOBODY: Final = "NOBODY"
_BESIDES: Final = (
    Choice(NONE_OF_THESE, "Somebody else, who is none of these people"),
    Choice(SOMEBODY_ELSE, "Nobody said who: it may be any of them"),
    Choice(NOBODY, "Nobody that I know of"),
)
#: How those are said who are not on the file by name.
_SAID: Final = {"none_of_these": NONE_OF_THESE, "somebody_else": SOMEBODY_ELSE}
_BOTH: Final = "You ticked “Nobody that I know of” and somebody as well. Untick one of them."
_NEEDED: Final = "Tick who it is, or tick “Nobody that I know of”."


@dataclass(frozen=True, slots=True)
class NotToHear(Checks):
    """Those on the file by name, but for whoever is spoken with; somebody else; nobody. Nothing is
    chosen beforehand, and where words were typed it is needed: unless what is typed protects
    somebody, and is held up by nothing.
    """

    is_needed: bool = field(default=True, kw_only=True)
    says: ClassVar[tuple[str, ...]] = ("people", *_SAID, "nobody")

    def said(self, holds: Field[Any], typed: Typed, name: str) -> Any:  # noqa: ARG002
        """Who was ticked, or that it is nobody."""
        if typed.each(name) == [NOBODY]:
            return {"nobody": True}
        ticked = typed.each(name)
        people = [one for one in ticked if one not in (NOBODY, *_SAID.values())]
        part: dict[str, Any] = {"people": people} if people else {}
        return part | {said: True for said, one in _SAID.items() if one in ticked} or NOTHING

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
        others = {**_SAID, "nobody": NOBODY}
        return [*people, *(one for said, one in others.items() if value.get(said) is True)]

    def _choices(self, holds: Field[Any], known: Known) -> Iterator[Choice]:  # noqa: ARG002
        if self.choices is not None:
            yield from self.choices(known)
        yield from _BESIDES
