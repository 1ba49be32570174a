"""A text sentence by sentence: whoever "he" is stands in the same, or in the one before. Pure."""

from __future__ import annotations

import re
from typing import Final

#: What ends with a dot, and ends no sentence.
_TITLE: Final = re.compile(r"\b(mr|mrs|ms|dr|st)\.", re.IGNORECASE)
#: Nor does the dot behind one letter, which mostly is of a name.
_END: Final = re.compile(r"(?<!\b[A-Z])[.!?;]{1,3}\s+|\n+")


def sentences(text: str) -> list[str]:
    """Each, without what ends it."""
    return _END.split(_TITLE.sub(r"\1", text))


def in_a_line(words: str) -> str:
    """With one blank where there are more: a pattern looks no further for each of thousands."""
    return " ".join(words.split())
