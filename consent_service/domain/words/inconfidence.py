"""Of whom no more is said than that they are not to hear of something, in words: for staff."""

from __future__ import annotations

from ..codes import TEXTS
from ..file.view import View
from ..recorded.events import WishRecorded
from ..safety.inconfidence import is_said_to_be_none, whose_confidences
from .naming import listed, name_of


def not_to_hear_in_words(view: View, person: str, called: str | None = None) -> str | None:
    """In whose confidence it was said, and that a manager is asked first. None of whoever is safe
    to ask, and of one against whom anything else stands: of those it is said that it is not safe.
    """
    found = whose_confidences(view, person)
    if not found:
        return None
    names = called or name_of(view, person)
    asked = [one.event.child for one in found if isinstance(one.event, WishRecorded)]
    said = [one.event.person for one in found if not isinstance(one.event, WishRecorded)]
    by = (("asked_not_told", asked), ("not_to_hear_of", said))
    whose = {text: dict.fromkeys(name_of(view, one) for one in people) for text, people in by}
    is_open = not all(is_said_to_be_none(view, one, view.the_one(person)) for one in found)
    return " ".join(
        (
            *(
                TEXTS[text].format(of=listed(list(of)), names=names)
                for text, of in whose.items()
                if of
            ),
            *([TEXTS["not_said_if_a_danger"].format(names=names)] if is_open else []),
            TEXTS["ask_before"].format(names=names),
        )
    )
