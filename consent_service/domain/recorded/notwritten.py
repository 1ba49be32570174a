"""What stands where words must be and nobody wrote any: it is read, and is nobody's words. Pure."""

from __future__ import annotations

from typing import Final

from ..codes import label

NOT_WRITTEN: Final = label("taken_with_care", "NOT_WRITTEN")
#: In place of a service.
WHICH_SERVICE: Final = label("taken_with_care", "NOT_WRITTEN_DOWN")
#: In place of who heard it, where it was told with something else.
IN_THEIR_WORDS: Final = "It stands in what they said"
#: Before what somebody wrote on their own page, where it is kept as a note of ours.
WROTE: Final = "They wrote: "
_STAND_IN: Final = frozenset({NOT_WRITTEN, WHICH_SERVICE})


def theirs(words: str | None) -> str | None:
    """Words that somebody wrote down as theirs: what only stands for them is quoted nowhere."""
    return None if words is None or words.strip() in _STAND_IN else words


def somebodys(words: str) -> str:
    """These words without each line that only says that there are none: what a form that goes on
    from them is filled in with, so that what is still to be written is asked for.
    """
    return "\n".join(line for line in words.split("\n") if line.strip() not in _STAND_IN)
