"""One language: its sentences, its days, and which way it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from ..domain.letters import Said
from ..domain.letters.letter import Filled
from ..domain.own.words import spoken


@dataclass(frozen=True, slots=True)
class Language:
    """`tag` is what BCP 47 calls it; `own_name` is what those who speak it call it."""

    tag: str
    own_name: str
    text: Callable[[str], str]
    day: Callable[[date], str]
    is_right_to_left: bool = False

    @property
    def direction(self) -> str:
        """Which way it is read, as HTML says it."""
        return "rtl" if self.is_right_to_left else "ltr"

    def say(self, said: Said) -> str:
        """A sentence with what stands in its braces, and a full stop at its end."""
        text = self.text(said.text)
        if said.filled:
            text = text.format(**{name: self.fill(what) for name, what in said.filled.items()})
        return text if text.endswith((".", "?", "!", "۔", "।", "؟")) else f"{text}."

    def fill(self, what: Filled) -> str:
        """A day or a list of our words in this language; what is somebody's own as it is."""
        if isinstance(what, date):
            return self.day(what)
        return what if isinstance(what, str) else self.listed(what)

    def listed(self, words: Iterable[str]) -> str:
        """Words put together by a comma, which is right in every language."""
        return ", ".join(map(self.text, words))


#: The language that everything is written in first.
ENGLISH: Final = Language("en-GB", "English", str, spoken)
