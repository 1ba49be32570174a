"""What somebody typed into a form: as it came, and shown again as it came."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from .choices import Known

#: Of a page's own fields, beside what is put on record: none of them is typed.
OWN: Final = frozenset(
    {
        *("csrf", "once", "read", "seen", "whose", "more"),
        *("draft", "tab", "was", "typed_by"),
    }
)

#: Which question was answered beside words, before they are kept: whether it was their own yes, or
#: whether a no may stand in them.
WHICH_ASKED: Final = "which_asked"
OF_A_YES: Final = "OF_A_YES"
OF_A_NO: Final = "OF_A_NO"

#: Members of what is typed in which their words stand.
_THEIRS: Final = frozenset({"parent_words", "words", "questions_asked"})


class Typed:
    """By the name of each field of the form, what it holds: nothing, one text or several."""

    def __init__(self, values: Mapping[str, Sequence[str]]) -> None:
        self._values = {name: tuple(held) for name, held in values.items() if name not in OWN}

    def one(self, name: str) -> str:
        """What a field holds, without what stands around it."""
        held = self._values.get(name, ())
        return held[0].strip() if held else ""

    def each(self, name: str) -> list[str]:
        """What was ticked."""
        return [one for one in self._values.get(name, ()) if one]

    def is_typed(self, name: str) -> bool:
        """Something stands in it, or in a part of it."""
        parts = (
            held for at, held in self._values.items() if at == name or at.startswith(f"{name}.")
        )
        return any(one.strip() for held in parts for one in held)

    def is_typed_over(self, name: str, begun: Typed) -> bool:
        """Something stands in it that did not stand there before anybody typed."""
        stood = begun.each(name)
        return self.is_typed(name) and not (stood and stood == self.each(name))

    def rows(self, name: str) -> int:
        """In how many rows of a group something may stand: one more than the last that came."""
        row = re.compile(rf"{re.escape(name)}\.([0-9]{{1,2}})(?:\.|$)")
        found = [int(m[1]) for m in map(row.match, self._values) if m is not None]
        return max(found, default=-1) + 1

    def theirs(self) -> list[str]:
        """Their words."""
        named = (text.strip() for at, text in self.items() if at.rpartition(".")[2] in _THEIRS)
        return [text for text in named if text]

    def items(self) -> Iterator[tuple[str, str]]:
        """Each field and text, to be sent again as they are."""
        for name, held in self._values.items():
            for one in held:
                yield name, one

    def as_values(self) -> dict[str, list[str]]:
        """By the name of each field all that it holds."""
        return {name: list(held) for name, held in self._values.items()}

    def __or__(self, other: Mapping[str, Sequence[str]]) -> Typed:
        return Typed({**self._values, **other})


class Sheet(NamedTuple):
    """What a form is filled in with: what was typed, what is known, and what is wrong."""

    typed: Typed
    known: Known
    errors: Mapping[str, str]
