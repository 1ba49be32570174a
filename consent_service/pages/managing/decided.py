"""What was decided, as whoever looks at it again reads it: also once it holds no longer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from ...domain.codes import label
from ...domain.said.contradicting import AGREEMENTS, NOES
from ...domain.scopes.scope import ANY
from ..agencies import in_full
from ..called import names_on
from ..forms.choices import Known
from ..offering import Offer, offered
from ..turnson import noes_then, of_a_decision, since_by, why_no_more
from ..worker.asked import chosen
from .reasons import RATIONALE

_NOT_TO_SHARE: Final = "Not to share for now"
#: The kinds of entries that a decision is.
TO_GO_AHEAD: Final = "authorisation-made"
_DECISIONS: Final = f"{TO_GO_AHEAD},not-share-decided"
_PARTS: Final = ("subjects", "agencies", "categories", "purposes", "directions")


def of_decision(known: Known) -> Iterator[tuple[str, str]]:
    """What was decided, about whom, for how long, over which no, what was done by it since, and the
    reasons that were given.
    """
    yield from all_of(known, known.visit.path["decision"])


def all_of(known: Known, id: str) -> Iterator[tuple[str, str]]:
    """The same of the decision of this id."""
    found, stands = _in_force(known, id), known.file
    entry = None if found is not None else _entry_of(known, id)
    if found is not None:
        one, kind, seq, said = found, found.get("kind"), found["seq"], found["why"]["rationale"]
    elif entry is not None:
        one = entry["event"]
        kind = one["decision"] if one["kind"] == TO_GO_AHEAD else None
        seq, said = entry["seq"], one["rationale"]
    else:
        return
    words = label("authorisation_kinds", kind) if kind else _NOT_TO_SHARE
    yield "Decided", f"{words}. It holds no longer" if is_over(known, id) else words
    yield from of_a_decision(one, stands)
    why = why_no_more(found, names_on(stands)) if found is not None and kind else ""
    if why:
        yield "Since then", why
    yield from noes_then(stands, seq)
    if kind:
        by = list(since_by(id, known.disclosures, stands))
        yield from by or [("Done by it", "Nothing that is on record")]
    yield from _rationale(said)


def in_force(known: Known) -> Mapping[str, Any] | None:
    """The decision of the address, if nobody ended it and its end is to come."""
    return _in_force(known, known.visit.path["decision"])


def _in_force(known: Known, id: str) -> Mapping[str, Any] | None:
    every = (*known.file["authorisations"], *known.file["not_share"])
    return next((one for one in every if one["id"] == id), None)


def is_over(known: Known, id: str) -> bool:
    """Whether nothing goes ahead, or is not shared, by the decision of this id any more."""
    one = _in_force(known, id)
    return one is None or one.get("over_since") is not None


def holds(known: Known) -> bool:
    """Whether something goes ahead, or does not, by the decision of the address."""
    return not is_over(known, known.visit.path["decision"])


def as_asked(known: Known, request: str) -> Mapping[str, Any] | None:
    """What a manager decided who was asked for it by this request."""
    each = known.entries(kinds=_DECISIONS).each
    found = (one["event"] for one in each if request and one["event"].get("request") == request)
    return next(found, None)


def id_of(event: Mapping[str, Any]) -> str:
    """Of a decision, as its entry has it."""
    id: str = event["authorisation"] if event["kind"] == TO_GO_AHEAD else event["decision"]
    return id


def _entry_of(known: Known, id: str) -> Mapping[str, Any] | None:
    """The entry that recorded it."""
    each = known.entries(kinds=_DECISIONS).each
    return next((one for one in each if id == id_of(one["event"])), None)


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
    entry = _entry_of(known, id) if id else None
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


def _rationale(said: Mapping[str, str] | None) -> Iterator[tuple[str, str]]:
    for name, words in (said or {}).items():
        yield RATIONALE.get(name, name.replace("_", " ").capitalize()), words
