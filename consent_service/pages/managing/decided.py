"""What was decided, as whoever looks at it again reads it: also once it holds no longer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ...domain.codes import label
from ..agencies import agency_called
from ..asking import ask
from ..called import names_on
from ..forms import Known
from .asked import several
from .reasons import RATIONALE

_NOT_TO_SHARE: Final = "Not to share for now"
#: The kinds of entries that a decision is; and what of an agency an entry may leave out.
_TO_GO_AHEAD: Final = "authorisation-made"
_DECISIONS: Final = frozenset({_TO_GO_AHEAD, "not-share-decided"})
_NAMELESS: Final = {"organisation": None, "id": None, "described": None}
_OF_HISTORY: Final = "200"


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
    visit, cursor = known.visit, dict[str, str]()
    while True:
        page = ask(visit, "showHistory", {"limit": _OF_HISTORY, **cursor}, file=visit.path["file"])
        for event in (one["event"] for one in page["entries"]):
            kind = event["kind"]
            if kind in _DECISIONS and id in (event.get("authorisation"), event.get("decision")):
                decided = event["decision"] if kind == _TO_GO_AHEAD else None
                words = label("authorisation_kinds", decided) if decided else _NOT_TO_SHARE
                yield "Decided", f"{words}. It holds no longer"
                yield (
                    "About",
                    several([names.get(i, "Everybody") for i in event["scope"]["subjects"]]),
                )
                agencies = [{**_NAMELESS, **one} for one in event["scope"]["agencies"]]
                yield "Services", several([agency_called(one) for one in agencies])
                yield from _rationale(event["rationale"])
                return
        if page["next"] is None:
            return
        cursor = {"cursor": page["next"]}


def _rationale(said: Mapping[str, str] | None) -> Iterator[tuple[str, str]]:
    for name, words in (said or {}).items():
        yield RATIONALE.get(name, name.replace("_", " ").capitalize()), words
