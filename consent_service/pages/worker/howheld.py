"""How a talk can be had, and what can have been explained in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...domain.following.closingtable import SPEAKS_FROM
from ..forms.choices import Choice, Known, of_list

#: The ways to talk that are most used come first; then those in which somebody writes.
METHODS: Final = of_list(
    "methods",
    only=(
        *("PHONE_VERBAL", "IN_PERSON_VERBAL", "IN_PERSON_SIGNED", "VIDEO_VERBAL", "EMAIL"),
        *("TEXT_MESSAGE", "LETTER_SIGNED", "ONLINE_LINK_CODE", "BSL_OR_OTHER_COMMUNICATION"),
    ),
)
#: Of children of whom none is old enough to say what they think nobody asked it.
_OF_THE_CHILD: Final = "CHILD_VIEW_ASKED"


def what_was_said(known: Known) -> Iterator[Choice]:
    ages = [one["age"] for one in known.file["children"]]
    is_asked = not ages or any(age is not None and age >= SPEAKS_FROM for age in ages)
    yield from of_list("explained", but=() if is_asked else (_OF_THE_CHILD,))(known)
