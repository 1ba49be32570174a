"""What was decided, as whoever looks at it again reads it: also once it holds no longer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from ..domain.codes import label
from ..domain.recorded.askedfirst import not_share_in_words, only_asks_first
from .called import names_on
from .forms.choices import Known
from .heard import reasons_not_to_share
from .turnson import noes_then, of_a_decision, since_by, why_no_more

#: What whoever decides to go ahead is asked for as their reasons.
RATIONALE: Final = {
    "what_risk": "What is the risk?",
    "why_now": "Why now?",
    "why_this_agency_and_information": "Why this agency and this information?",
    "what_if_we_wait": "What if we wait?",
    "alternatives_considered": "What else did you think about?",
}
#: Of what only goes back to whoever asked.
_NOTHING: Final = "Nothing yet"
#: The kinds of entries that a decision is.
TO_GO_AHEAD: Final = "authorisation-made"
_DECISIONS: Final = f"{TO_GO_AHEAD},not-share-decided"


def of_decision(known: Known) -> Iterator[tuple[str, str]]:
    """What was decided, about whom, for how long, over which no, what was done by it since, and the
    reasons that were given.
    """
    yield from all_of(known, known.visit.path["decision"])


def all_of(known: Known, id: str) -> Iterator[tuple[str, str]]:
    """The same of the decision of this id."""
    found, stands = _in_force(known, id), known.file
    entry = None if found is not None else entry_of(known, id)
    if found is not None:
        one, kind, seq, why = found, found.get("kind"), found["seq"], found["why"]
    elif entry is not None:
        one = why = entry["event"]
        kind = one["decision"] if one["kind"] == TO_GO_AHEAD else None
        seq = entry["seq"]
    else:
        return
    reasons = why["reason_codes"]
    words = label("authorisation_kinds", kind) if kind else not_share_in_words(reasons)
    over = ". It holds no longer" if is_over(known, id) else ""
    yield "Decided", f"{_NOTHING if asks_first(one) else words}{over}"
    if not kind:
        yield from _to_whoever_asked(one, reasons)
    yield from of_a_decision(one, stands)
    ended = why_no_more(found, names_on(stands)) if found is not None and kind else ""
    if ended:
        yield "Since then", ended
    yield from noes_then(stands, seq)
    if kind:
        by = list(since_by(id, known.disclosures, stands))
        yield from by or [("Done by it", "Nothing that is on record")]
    yield from _rationale(why["rationale"])


def asks_first(one: Mapping[str, Any]) -> bool:
    """Whether a manager only asks something first, as the file or its entry has it."""
    return only_asks_first(one.get("why", one)["reason_codes"])


def _to_whoever_asked(one: Mapping[str, Any], reasons: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What nothing goes out for, and what whoever decided wrote back."""
    words, why = one.get("to_whoever_asked"), reasons_not_to_share(reasons)
    if only_asks_first(reasons):
        yield "What it is", not_share_in_words(reasons)
    if why:
        yield "Why not", why
    if words:
        yield "They write to whoever asked", f"“{words}”"
    yield "If a child may be at risk", "Share now. Do not wait for a decision"


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


def entry_of(known: Known, id: str) -> Mapping[str, Any] | None:
    """The entry that recorded it."""
    each = known.entries(kinds=_DECISIONS).each
    return next((one for one in each if id == id_of(one["event"])), None)


def _rationale(said: Mapping[str, str] | None) -> Iterator[tuple[str, str]]:
    for name, words in (said or {}).items():
        if not words:
            continue
        yield RATIONALE.get(name, name.replace("_", " ").capitalize()), words
