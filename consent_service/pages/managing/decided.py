"""What was decided, as whoever looks at it again reads it: also once it holds no longer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from ...domain.codes import label
from ..agencies import agency_called
from ..called import names_on
from ..forms import Known
from ..offering import Offer, offered
from ..worker.asked import chosen
from .asked import several
from .reasons import RATIONALE

_NOT_TO_SHARE: Final = "Not to share for now"
#: The kinds of entries that a decision is; and what of an agency an entry may leave out.
_TO_GO_AHEAD: Final = "authorisation-made"
_DECISIONS: Final = f"{_TO_GO_AHEAD},not-share-decided"
_NAMELESS: Final = {"organisation": None, "id": None, "described": None}


def of_decision(known: Known) -> Iterator[tuple[str, str]]:
    """What was decided, about whom, and the reasons that were given."""
    id, names = known.visit.path["decision"], names_on(known.file)
    in_force = (*known.file["authorisations"], *known.file["not_share"])
    found = next((one for one in in_force if one["id"] == id), None)
    if found is None:
        yield from _of_ended_decision(known, id, names)
        return
    kind = found.get("kind")
    yield "Decided", label("authorisation_kinds", kind) if kind else _NOT_TO_SHARE
    yield "About", several([names.get(i, "Everybody") for i in found["scope"]["subjects"]])
    yield "Services", several([agency_called(agency) for agency in found["scope"]["agencies"]])
    yield from _rationale(found["why"]["rationale"])


def _of_ended_decision(
    known: Known, id: str, names: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """The same of one that holds no longer, which stands in the history alone."""
    event = _as_recorded(known, id)
    if event is None:
        return
    decided = event["decision"] if event["kind"] == _TO_GO_AHEAD else None
    words = label("authorisation_kinds", decided) if decided else _NOT_TO_SHARE
    yield "Decided", f"{words}. It holds no longer"
    yield "About", several([names.get(i, "Everybody") for i in event["scope"]["subjects"]])
    agencies = [{**_NAMELESS, **one} for one in event["scope"]["agencies"]]
    yield "Services", several([agency_called(one) for one in agencies])
    yield from _rationale(event["rationale"])


def _as_recorded(known: Known, id: str) -> Mapping[str, Any] | None:
    """As the entry has it that recorded it."""
    every = (one["event"] for one in known.entries(kinds=_DECISIONS).each)
    return next(
        (one for one in every if id in (one.get("authorisation"), one.get("decision"))), None
    )


def holds(known: Known) -> bool:
    """Whether the decision of the address is in force."""
    id = known.visit.path["decision"]
    return any(one["id"] == id for one in (*known.file["authorisations"], *known.file["not_share"]))


def decided_anew(known: Known) -> Iterator[Offer]:
    """Where the same is decided otherwise: what was decided is never changed."""
    id = known.visit.path["decision"]
    yield from offered(known.visit, "recordAuthorisation", "Decide it anew", anew=id)


def in_a_new_decision(known: Known, given: Mapping[str, str]) -> Mapping[str, Sequence[str]]:
    """About what a decision was, where the address names one that is to be made anew. What was
    decided of it, and why, is not filled in: that is what is thought about again.
    """
    id = given.get("anew", "")
    event = _as_recorded(known, id) if id else None
    if event is None:
        return {}
    scope = event["scope"]
    filled: dict[str, Sequence[str]] = {
        "scope.subjects": scope["subjects"],
        "scope.categories": scope["categories"],
        "scope.purposes": scope["purposes"],
        "scope.directions": scope["directions"],
    }
    for place, agency in enumerate(scope["agencies"]):
        service, organisation = chosen({**_NAMELESS, **agency})
        filled[f"scope.agencies.{place}"] = (service,)
        filled[f"scope.agencies.{place}.organisation"] = (organisation,)
    return filled


def _rationale(said: Mapping[str, str] | None) -> Iterator[tuple[str, str]]:
    for name, words in (said or {}).items():
        yield RATIONALE.get(name, name.replace("_", " ").capitalize()), words
