"""Where the pages of a family stand. A browser keeps each address after they have left, for whoever
opens it next: so none says what is read there, or what was pressed.
"""

from __future__ import annotations

from typing import Final

from ...domain.codes import codes

#: Each by a number that says nothing, and that is no other's: a form that is open goes on.
OWN: Final = "/your-page"
STOP: Final = f"{OWN}/1"
WRONG: Final = f"{OWN}/2"
ASK: Final = f"{OWN}/3"
CHANGE: Final = f"{OWN}/4"
YES: Final = f"{OWN}/5"
KEPT_FROM: Final = f"{OWN}/6"
RECEIPT: Final = f"{OWN}/7"
NOT_AGREED: Final = f"{OWN}/8"
SUPPORTING: Final = f"{OWN}/9"
#: Of somebody's wishes, which; of their answers, which.
FOR: Final = "for"
ANSWER: Final = "answer"


def asks(wants: str, answer: str = "") -> str:
    """Where they ask for this, perhaps of this answer of theirs: by its place among all that can be
    asked for.
    """
    here = f"{ASK}?{FOR}={list(codes('family_wants')).index(wants) + 1}"
    return f"{here}&{ANSWER}={answer}" if answer else here


def asked(place: str) -> str:
    """Which wish of theirs that place is; none, where it is no place."""
    wishes = list(codes("family_wants"))
    is_one = place.isascii() and place.isdecimal() and 0 < int(place[:4]) <= len(wishes)
    return wishes[int(place) - 1] if is_one and len(place) < 4 else ""


def about(where: str, answer: str) -> str:
    """There, about this answer of theirs."""
    return f"{where}?{ANSWER}={answer}"
