"""What a manager decided who was asked, as whoever asked reads it: all of it with its reasons, and
what may be done by it. It is then said what was done.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from msgspec import convert

from ...domain.scopes.scope import ANY, BOTH, Agency, contains
from ..agencies import agency_called, in_full
from ..decided import TO_GO_AHEAD, all_of, as_asked, asks_first, id_of, is_over
from ..forms.choices import Known
from ..forms.typed import Typed
from ..keptback import wary_in_words
from ..offering import offered
from .asked import where_asked
from .decidedhere import decided_here, decided_last

#: Of an address: which request was decided.
_REQUEST: Final = "request"
_CHECK: Final = "check-made"
#: Of what a manager only sends back.
_ASKS_YOU: Final = "A manager asks you something first"


def of_what_was_asked(known: Known, _: Typed) -> Mapping[str, Any]:
    """The decision of the request that the address names; else what was decided last."""
    decided = as_asked(known, known.visit.address.get(_REQUEST, ""))
    if decided is None:
        return {"facts": list(decided_last(known.file)), "offers": ()}
    is_asked = asks_first(decided)
    id, here = id_of(decided), decided_here(known.file)
    kept = [one["kept"] for one in here if one["id"] == id and one["kept"]]
    return {
        "title": _ASKS_YOU if is_asked else "A manager decided what you asked",
        "facts": [*_first_of_all(known, is_asked), *all_of(known, id), *_to_know(kept)],
        "offers": list(_asked_anew(known, decided) if is_asked else _may_be_done(known, decided)),
        "leads": "What to do" if is_asked else None,
    }


def _to_know(kept: Sequence[str]) -> Iterator[tuple[str, str]]:
    yield from (("To know", one) for one in kept)


def _first_of_all(known: Known, is_asked: bool) -> Iterator[tuple[str, str]]:
    """Whom not to ask, whatever a manager wrote: they are read before that."""
    every = (wary_in_words(known.file, one["id"]) for one in known.file["adults"] if is_asked)
    yield from (("To know first", one) for one in dict.fromkeys(every) if one)


def _asked_anew(known: Known, decided: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Where they say what came of it, to have it decided; and where nobody waits for that."""
    yield "A child is at risk: share now", "/help/share-now"
    once_known = "Once you know it: ask a manager to decide"
    (check,) = after_what_check(known, known.visit.address).get("check") or ("",)
    given = {"check": check} if check else {"enquiry": decided["enquiry"]}
    yield from offered(known.visit, "requestDecision", once_known, **given)


def after_what_check(known: Known, given: Mapping[str, str]) -> dict[str, Sequence[str]]:
    """The check of what was asked there, so that nobody chooses it once more: where it is one, and
    no other may be meant.
    """
    decided = as_asked(known, given.get(_REQUEST, ""))
    if decided is None:
        return {}
    made = known.entries(kinds=_CHECK).each
    found = [str(one["seq"]) for one in made if _is_about(one["event"], decided)]
    return {"check": found if len(found) == 1 else ("",)}


def _is_about(check: Mapping[str, Any], decided: Mapping[str, Any]) -> bool:
    """Of one who asked about all that was decided, and about that very service."""
    asked, scope = check.get("proposal", {}), decided["scope"]
    if "agency" not in asked:
        return False
    agency, way = convert(asked["agency"], Agency), asked.get("direction") or BOTH
    return (
        any(contains(convert(one, Agency), agency) for one in scope["agencies"])
        and {asked.get("purpose"), ANY} & {*scope["purposes"]} != set()
        and {*scope["subjects"]} <= {*asked.get("subjects", ())}
        and {*scope["categories"]} <= {*asked.get("categories", ())}
        and way in (BOTH, *scope["directions"])
    )


def _may_be_done(known: Known, decided: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The words of each step, and where it is done: a check says what may go ahead by it now, and
    leads on to the contact. Of what is not shared for now there is none, and by what is over
    nothing may be done.
    """
    if is_over(known, id_of(decided)):
        return
    scope, file = decided["scope"], known.visit.path["file"]
    parts = (*scope["subjects"], *scope["categories"], *scope["purposes"])
    if decided["kind"] != TO_GO_AHEAD or ANY in parts or len(scope["purposes"]) != 1:
        return
    ways = scope["directions"]
    for agency in map(in_full, scope["agencies"]):
        if agency["type"] == ANY:
            continue
        asked = {
            **{name: scope[name] for name in ("subjects", "categories")},
            "agency": agency,
            "purpose": scope["purposes"][0],
            "direction": ways[0] if len(ways) == 1 and ways[0] != ANY else None,
        }
        words = f"Check, and contact them by it: {agency_called(agency)}"
        yield words, where_asked(file, asked, decided["enquiry"])
