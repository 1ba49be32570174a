"""How safe a way of reaching somebody is, in words: what holds now goes before what was said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from ..domain.codes import label
from ..domain.freetext.saysnottoring import says_not_to_ring
from ..domain.safety.reaching import is_plausible
from ..domain.safety.safetimes import times_read
from ..domain.safety.sharedways import ON_A_DEVICE
from ..domain.words.naming import listed
from .called import names_on

#: They have asked for another way, and nobody has answered.
ASKED: Final = "ASKED_FOR_ANOTHER"
_DOUBTED: Final = {
    ASKED: "Do not use it yet: they have asked to be reached in another way, or somebody said "
    "that it is not to be rung",
    "LEADS_THROUGH": "Do not use it yet: it may go by way of somebody who is not known to be safe. "
    "If it does not, record it again without their name",
    "WAY_NOT_SAFE": "Do not use it: somebody else may be there who must not know",
}

#: Behind hours that are left to whoever reads them.
_HOURS: Final = " (we could not read these hours: look yourself)"
_NO_WAY: Final = "Nobody is reached by it: it has not the form of a number or an address"


def how_safe(point: Mapping[str, Any]) -> str:
    """Of a way of reaching somebody, of `showFile`: what holds, whatever was said of it last; and
    whose it is besides.
    """
    said = next(iter(doubt_of(point)), None) or what_holds(point)
    return ". ".join((said, *shared_with(point)))


def is_to_be_read(point: Mapping[str, Any]) -> bool:
    """Nothing stands against it but that a machine reads no hours in what was typed of them."""
    is_doubted = doubt_of(point) or point["also"] or point["asked_not_to_be"]
    return not is_doubted and bool(point["safe_times"]) and not _is_read(point)


def shared_with(point: Mapping[str, Any]) -> Iterator[str]:
    """Who else may answer or read it: what is sent there is for both."""
    if point["shared_with"]:
        yield f"The same as {listed(point['shared_with'])} has: who answers may be either"
    elif point["shared"] and point["type"] in ON_A_DEVICE:
        yield "It is shared: who answers may be somebody else"


def what_holds(point: Mapping[str, Any]) -> str:
    """The care that is taken of it, whatever makes it doubtful besides."""
    holds = [point, *(one for one in point["also"] if one["undone"] is None)]
    said = ["; ".join(map(_in_words, holds))]
    said += [
        _UNDONE[one["undone"]].format(_in_words(one)) for one in point["also"] if one["undone"]
    ]
    said += [_ASKED_NOT_TO_BE[one] for one in point["asked_not_to_be"]]
    return ". ".join(said)


_ASKED_NOT_TO_BE: Final = {
    "NO_CONTACT_REQUESTED": "They asked not to be contacted",
    "DO_NOT_CONTACT_AT_HOME": "They asked not to be contacted at home",
}
#: Of what was said last and does not hold.
_UNDONE: Final = {
    "WAITS": "That it is “{}” waits for a manager",
    "REFUSED": "That it is “{}” was refused by a manager",
}


def _in_words(care: Mapping[str, Any]) -> str:
    said: str = label("safe_contacts", care["safety"])
    if not care["safe_times"]:
        return said
    return f"{said}, {care['safe_times']}{'' if _is_read(care) else _HOURS}"


def _is_read(care: Mapping[str, Any]) -> bool:
    return care["safety"] != "SAFE_AT_TIMES" or times_read(care["safe_times"]) is not None


def doubt_of(point: Mapping[str, Any] | None) -> list[str]:
    """Why it may not be safe whatever was said of it, in words; nothing where nobody doubts it."""
    if point is None:
        return []
    unfit = point["value"] and not is_plausible(point["type"], point["value"])
    found = [_DOUBTED.get(point["doubt"] or ""), _NO_WAY if unfit else None]
    return [one for one in found if one]


def led_through(stands: Mapping[str, Any], *entries: Mapping[str, Any] | None) -> str | None:
    """Through whom what stands in these may lead, as whoever recorded it was told."""
    places = {one["seq"] for one in entries if one is not None}
    found = (one["people"] for one in stands["led_through"] if one["entry"] in places)
    names = names_on(stands)
    people = dict.fromkeys(names.get(one, "somebody") for every in found for one in every)
    return label("notices", "LEADS_THROUGH").format(names="; ".join(people)) if people else None


def holds_as_said(point: Mapping[str, Any]) -> bool:
    """Whether what was said of it last holds: it neither waits for a manager nor was refused."""
    return not any(one["undone"] for one in point["also"])


def versions_of(
    opened: Sequence[Mapping[str, Any]], point: Mapping[str, Any] | None
) -> Iterator[dict[str, Any]]:
    """Each version of a way of reaching somebody that was opened, the one that counts first: which
    is theirs now, and what was said of the others. `point` is how it stands now.
    """
    for place, one in enumerate(opened):
        is_now = place == 0 and point is not None
        yield {
            "type": label("contact_types", one["type"]),
            "value": one["value"],
            "is_now": is_now,
            "safety": what_holds(point) if is_now and point else _in_words(one),
            "note": one["note"],
            "ended": one["ended"],
            "was_wrong": one["was_wrong"],
            "since": one["effective_at"],
        }


def asked_for_another(stands: Mapping[str, Any], person: str) -> Mapping[str, Any] | None:
    """The last time that somebody asked to be reached otherwise, or wrote that a telephone is not
    to be rung: for a way that it doubts.
    """
    asked = (
        one
        for one in stands["done"]["family_requests"]
        if one["person"] == person
        and (one["wants"] == "CHANGE_CONTACT" or says_not_to_ring(one["words"] or ""))
    )
    return max(asked, default=None, key=lambda one: int(one["seq"]))
