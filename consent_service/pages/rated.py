"""How urgent an enquiry of `showFile` is; who said so since it was opened, when and why; and how
that is said anew, and the enquiry handed over.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from ..domain.codes import label
from ..domain.words.naming import day
from .frame import Visit
from .offering import Offer, offered


def rated(enquiry: Mapping[str, Any], staff: Mapping[str, str]) -> str:
    """In a sentence without its stop."""
    words, last = label("ratings", enquiry["rating"]), enquiry["rated"]
    if last is None:
        return words
    by = staff.get(last["by"], "somebody")
    return f"{words}, as {by} said on {day(datetime.fromisoformat(last['at']))}: “{last['reason']}”"


#: What is said of one that goes on.
_OF_ONE: Final = (("rateEnquiry", "How urgent it is now"), ("assignEnquiry", "Hand it over"))


def offers_of(visit: Visit, enquiry: Mapping[str, Any]) -> list[Offer]:
    """The forms, for whoever may send them."""
    each = _OF_ONE if enquiry["goes_on"] else ()
    return [o for name, words in each for o in offered(visit, name, words, enquiry=enquiry["id"])]
