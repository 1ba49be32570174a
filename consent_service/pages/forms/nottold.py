"""Who must not hear, or may be a danger: asked wherever somebody types words about a family."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final

from marshmallow.fields import Field

from .choices import Choice, Known, apart
from .inputs import NOTHING, Checks
from .typed import Typed

#: What can be ticked besides those on the file.
SOMEBODY_ELSE: Final = "SOMEBODY_ELSE"
NONE_OF_THESE: Final = "NONE_OF_THESE"
NOBODY: Final = "NOBODY"
#: Before the id of somebody: that they must not hear. The id alone says that they may be a danger,
#: and so that they must not hear as well.
ONLY: Final = "only."
_TICKS: Final = ((ONLY, "must not hear of this"), ("", "may be a danger"))
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
    """Those on the file by name, but for whoever is spoken with, each with a tick for either;
    somebody else; nobody. Nothing is chosen beforehand, and where words were typed it is needed:
    unless what is typed protects somebody, and is held up by nothing.
    """

    is_needed: bool = field(default=True, kw_only=True)
    kind: ClassVar[str] = "not-to-hear"
    says: ClassVar[tuple[str, ...]] = ("people", *_SAID, "nobody", "only_not_to_hear")

    def said(self, holds: Field[Any], typed: Typed, name: str) -> Any:  # noqa: ARG002
        """Who was ticked, and of whom no more than that they must not hear; or nobody."""
        if typed.each(name) == [NOBODY]:
            return {"nobody": True}
        ticked = [one for one in typed.each(name) if one not in (NOBODY, *_SAID.values())]
        people = list(dict.fromkeys(one.removeprefix(ONLY) for one in ticked))
        only = [one for one in people if one not in ticked]
        part: dict[str, Any] = {"people": people} if people else {}
        part |= {"only_not_to_hear": only} if only else {}
        part |= {said: True for said, one in _SAID.items() if one in typed.each(name)}
        return part or NOTHING

    def shown(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> dict[str, Any]:  # noqa: ARG002
        """Without whoever it is known to be spoken with, unless they were ticked."""
        with_whom, ticked = typed.one("person"), typed.each(name)
        people = [
            {"who": one.words, "items": _ticks(one.value)}
            for one in self._people(typed, known)
            if one.value != with_whom or {one.value, ONLY + one.value} & {*ticked}
        ]
        return {"people": people, "items": list(_BESIDES), "value": ticked}

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
        only: list[str] = value.get("only_not_to_hear", [])
        people = dict.fromkeys((*value.get("people", []), *only))
        others = {**_SAID, "nobody": NOBODY}
        besides = (one for said, one in others.items() if value.get(said) is True)
        return [*((ONLY if one in only else "") + one for one in people), *besides]

    def _choices(self, holds: Field[Any], typed: Typed, known: Known) -> Iterator[Choice]:  # noqa: ARG002
        for who in self._people(typed, known):
            for tick in _ticks(who.value):
                yield tick._replace(words=f"{who.words}: {tick.words}")
        yield from _BESIDES

    def _people(self, typed: Typed, known: Known) -> list[Choice]:
        return apart(self._listed(typed, known) or ())


def _ticks(id: str) -> list[Choice]:
    return [Choice(before + id, words) for before, words in _TICKS]
