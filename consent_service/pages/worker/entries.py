"""Entries of a family's record to choose from, the newest first and in the words of its timeline:
nobody has to know a number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from ...domain.codes import label
from ...domain.words.naming import day, lower_first
from ..agencies import agency_called
from ..asking import ask
from ..called import names_on
from ..forms import Choice, Known, Select
from ..frame import clock
from .timeline import can_be_wrong, entry_in_words

_CHECK: Final = "check-made"
_DOUBTFUL: Final = "LOOK_AT_DOUBTFUL"


def correctable(known: Known) -> Iterator[Choice]:
    """Each that can be called wrong, and was not."""
    for one in known.history["entries"]:
        if can_be_wrong(one):
            yield Choice(str(one["seq"]), in_a_line(known, one))


def checks(known: Known) -> Iterator[Choice]:
    """Each check: which service it was about, when it was made, and what it was answered."""
    for one in known.history["entries"]:
        if one["kind"] == _CHECK:
            asked, answer = one["event"]["proposal"], one["event"]["answer"]
            agency = agency_called({**_NOT_SAID, **asked["agency"]})
            said = lower_first(label("outcomes", answer["outcome"]).rstrip("."))
            words = f"{agency[:1].upper()}{agency[1:]}, {_at(one['recorded_at'])}: {said}"
            yield Choice(str(one["seq"]), words)


def doubted(known: Known) -> Iterator[Choice]:
    """Each that looks like a mistake, and that nobody has found right."""
    query, file = {"limit": "100"}, known.visit.path["file"]
    due = ask(known.visit, "listTasksOfFile", query, file=file)["tasks"]
    looks_wrong = {one["about"] for one in due if one["code"] == _DOUBTFUL}
    for one in known.history["entries"]:
        if str(one["seq"]) in looks_wrong:
            yield Choice(str(one["seq"]), in_a_line(known, one))


def share_now_uses(known: Known) -> Iterator[Choice]:
    """Each time when this service answered that it could not wait."""
    for one in reversed(known.file["done"]["share_now_used"]):
        agency = agency_called({**_NOT_SAID, **one["agency"]})
        yield Choice(one["share_now"], f"{agency[:1].upper()}{agency[1:]}, {_at(one['at'])}")


#: A service, with what is left out where nothing is said of it.
_NOT_SAID: Final = dict.fromkeys(("type", "organisation", "id", "described"))

AFTER_CHECK: Final = Select("check", "After which check?", choices=checks)


def in_a_line(known: Known, entry: Mapping[str, Any]) -> str:
    """As "Ann Example said no, 9 March 2026 at 10:02, by Priya Example (entry 25)"."""
    said = entry_in_words(entry, names_on(known.file), known.history["staff"])
    at = _at(entry["recorded_at"])
    return f"{said['what']}, {at}, by {said['by']} (entry {entry['seq']})"


def _at(moment: str) -> str:
    at = datetime.fromisoformat(moment)
    return f"{day(at)} at {clock(at)}"
