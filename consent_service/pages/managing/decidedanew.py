"""A decision that is made anew, or between two who contradict each other, filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from ...domain.said.contradicting import AGREEMENTS, NOES
from ...domain.scopes.scope import ANY
from ..agencies import chosen, in_full
from ..decided import entry_of
from ..forms.choices import Known
from ..offering import Offer, offered

_PARTS: Final = ("subjects", "agencies", "categories", "purposes", "directions")


def decided_anew(known: Known) -> Iterator[Offer]:
    """Where the same is decided otherwise: what was decided is never changed."""
    id = known.visit.path["decision"]
    yield from offered(known.visit, "recordAuthorisation", "Decide it anew", anew=id)


def in_a_new_decision(known: Known, given: Mapping[str, str]) -> Mapping[str, Sequence[str]]:
    """About what a decision was, where the address names one that is to be made anew. What was
    decided of it, and why, is not filled in: that is what is thought about again.
    """
    if both := _between(known, given.get("between", "")):
        later = both[0]
        return {**_filled(_narrower(both)), "enquiry": (later["enquiry"],)}
    id = given.get("anew", "")
    entry = entry_of(known, id) if id else None
    return {} if entry is None else _filled(entry["event"]["scope"])


def _between(known: Known, id: str) -> list[Mapping[str, Any]]:
    """Two answers that contradict each other, the later first: that of this id, and the last before
    it in its enquiry that says the opposite.
    """
    said = sorted(known.file["responses"], key=lambda one: one["seq"], reverse=True)
    later = next((one for one in said if one["id"] == id), None)
    if later is None:
        return []
    against = AGREEMENTS if later["answer"] in NOES else NOES
    before = said[said.index(later) + 1 :]
    of = (one for one in before if one["enquiry"] == later["enquiry"] and one["answer"] in against)
    return [later, *islice(of, 1)]


def _narrower(both: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What both are about: of each part what the later says, or the other, where it says all."""
    later, other = both[0]["scope"], both[-1]["scope"]
    return {part: other[part] if _says_all(later[part]) else later[part] for part in _PARTS}


def _says_all(held: Sequence[Any]) -> bool:
    return any(ANY in (one, one["type"] if isinstance(one, Mapping) else one) for one in held)


def _filled(scope: Mapping[str, Any]) -> dict[str, Sequence[str]]:
    filled: dict[str, Sequence[str]] = {
        "scope.subjects": scope["subjects"],
        "scope.categories": scope["categories"],
        "scope.purposes": scope["purposes"],
        "scope.directions": scope["directions"],
    }
    for place, agency in enumerate(scope["agencies"]):
        service, organisation = chosen(in_full(agency))
        filled[f"scope.agencies.{place}"] = (service,)
        filled[f"scope.agencies.{place}.organisation"] = (organisation,)
    return filled
