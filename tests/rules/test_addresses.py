"""Addresses say the same thing the same way: whoever has learnt one guesses the next."""

from __future__ import annotations

import re
from typing import Final

from consent_service.api.edge.operations import Operation
from consent_service.api.table import operations

#: The verbs by which an operation says that something is over.
_ENDS: Final = re.compile(r"(end|close|disable|revoke|throwAway|cancel|terminate)(?=[A-Z])")

#: What an address ends with in the singular, because of what stands before it there is one.
OF_WHICH_THERE_IS_ONE: Final = {
    # of two that are one, of whoever stood for a father, of a child
    *("parting", "identification", "birth"),
    # of a notice to stop, and of a disclosure that notice
    *("acknowledgement", "stop-notice"),
    # of what waits for a manager: one or the other, once
    *("confirmation", "refusal"),
    # of a use of share-now, of a draft
    *("link", "sending"),
    # it is over
    "end",
}

#: A page to print of what stands before it, and the reply that RFC 6749 gives.
_OF_ANOTHER_KIND: Final = {"print", "token"}

#: What was found right, what was read, from whom it is kept: none of them is counted.
_ALSO_OF_SEVERAL: Final = {
    *("children", "staff", "agencies-told", "found-right", "writing-read", "kept-from")
}

#: Likewise, of a file: how things stand, which each entry says anew.
HOW_THINGS_STAND: Final = {
    *("equality", "safety", "reachability", "capacity", "competence", "validity"),
    *("keep-informed", "safe-to-tell", "referrer-feedback"),
}


def _last(operation: Operation) -> str:
    return operation.path.rpartition("/")[2]


def _writes() -> list[Operation]:
    return [one for one in operations() if one.method == "POST"]


def test_whatever_is_over_has_an_address_that_ends_with_end_and_nothing_else_has() -> None:
    """It was `/end` of an order, `/ending` of a restriction and `/endings` of a way in."""
    over = {one.name for one in _writes() if _ENDS.match(one.name)}
    assert len(over) > 8
    assert over == {one.name for one in operations() if _last(one) == "end"}


def test_no_address_ends_with_a_word_that_another_ends_with_in_another_form() -> None:
    """`review` beside `reviews`, `ending` beside `end`, of what was recorded."""
    forms: dict[str, set[str]] = {}
    for one in _writes():
        forms.setdefault(re.sub(r"(ing|ation)?s?$", "", _last(one)), set()).add(_last(one))
    assert {stem: found for stem, found in forms.items() if len(found) > 1} == {
        # Two that were one are parted once; in a meeting each who is invited takes a part.
        "part": {"parting", "parts"},
        # What waits is confirmed once; by who has a plan, each version of it.
        "confirm": {"confirmation", "confirmations"},
    }


def test_what_there_is_one_of_is_singular_and_whatever_there_can_be_several_of_plural() -> None:
    lasts = {_last(one) for one in _writes()} - _OF_ANOTHER_KIND
    single = {last for last in lasts if not _is_plural(last)}
    assert single == OF_WHICH_THERE_IS_ONE | HOW_THINGS_STAND


def _is_plural(last: str) -> bool:
    """By its last word or its first (`joinings-elsewhere`), or of a noun that has no other."""
    return last.endswith("s") or last.partition("-")[0].endswith("s") or last in _ALSO_OF_SEVERAL
