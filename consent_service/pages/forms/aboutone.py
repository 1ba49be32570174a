"""Which of several a form is about, in words: of two agencies that were asked, two meetings or two
people whoever types must see which one they are writing of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple, TypeAlias

from ...domain.codes import label
from ...domain.words.naming import day, listed
from ..agencies import agency_alone
from .choices import Known

_One: TypeAlias = Mapping[str, Any]


class _Kind(NamedTuple):
    """How what an address names is found by its id, and what is said of it."""

    found: Callable[[Known, str], _One | None]
    says: Callable[[Known, _One], str]


def about(known: Known, path: Mapping[str, str]) -> str:
    """What a form is about, by what its address names; nothing where that is the family."""
    return next((words for name, id in path.items() if (words := _words(known, name, id))), "")


def _words(known: Known, name: str, id: str) -> str:
    if name in ("person", "child"):
        return known.name(id)
    kind = _KINDS.get(name)
    one = None if kind is None else kind.found(known, id)
    return "" if kind is None or one is None else kind.says(known, one)


def _in_each(section: str, several: str) -> Callable[[Known], Iterator[_One]]:
    """Parts of something on file, each with what it is a part of as `of`."""
    return lambda known: (
        {**one, "of": whole} for whole in known.file[section] for one in whole[several]
    )


def _contact(_: Known, one: _One) -> str:
    who = ": ".join(filter(None, (agency_alone(one["agency"]), one["recipient"])))
    return f"{who}, contacted on {_day(one['at'])}"


def _plan(known: Known, one: _One) -> str:
    words = _safety(known, one)
    return words[:1].upper() + words[1:]


def _request(known: Known, one: _One) -> str:
    said = f" “{one['words']}”" if one["words"] else ""
    return f"{known.name(one['person'])}: {label('family_wants', one['wants'])}.{said}"


def _correction(known: Known, one: _One) -> str:
    said = f": “{one['words']}”" if one["words"] else ""
    return f"{known.name(one['person'])} says that something is wrong{said}"


def _shared_at_once(known: Known, one: _One) -> str:
    """What whoever says whether it was right must have read: why, with whom, and in which words."""
    told = known.disclosure(one["disclosure"]) if one["disclosure"] else None
    words = "Nothing was shared." if told is None else f"Shared with {agency_alone(told['agency'])}"
    sent = "" if told is None else f": “{told['words_sent']}”" if told["words_sent"] else "."
    return f"{words}{sent}" + (f" Why it could not wait: “{one['risk']}”" if one["risk"] else "")


def _by_its(
    member: str, every: Callable[[Known], Iterable[_One]]
) -> Callable[[Known, str], _One | None]:
    """The first of a file's list that holds the id there."""
    return lambda known, id: next((one for one in every(known) if one[member] == id), None)


#: By what an address names.
_KINDS: Final[Mapping[str, _Kind]] = {
    "disclosure": _Kind(lambda known, id: known.disclosure(id), _contact),
    "meeting": _Kind(
        _by_its("meeting", lambda known: known.file["meetings"]), lambda _, one: _called(one)
    ),
    "invitation": _Kind(
        _by_its("invitation", _in_each("meetings", "invited")),
        lambda known, one: f"{_who(known, one)}, invited: {_called(one['of'])}",
    ),
    "plan": _Kind(_by_its("plan", lambda known: known.file["plans"]), _plan),
    "recipient": _Kind(
        _by_its("recipient", _in_each("plans", "recipients")),
        lambda known, one: f"{_who(known, one)}: {_safety(known, one['of'])}",
    ),
    "enquiry": _Kind(
        _by_its("id", lambda known: known.file["enquiries"]),
        lambda _, one: f"The enquiry of {_day(one['opened_at'])}",
    ),
    "request": _Kind(
        _by_its("request", lambda known: known.file["done"]["family_requests"]), _request
    ),
    # The latest of what was put on record of it.
    "share_now": _Kind(
        _by_its("share_now", lambda known: reversed(known.file["done"]["share_now_recorded"])),
        _shared_at_once,
    ),
    "correction": _Kind(_by_its("id", lambda known: known.file["corrections_asked"]), _correction),
    "order": _Kind(
        _by_its("order", lambda known: known.file["known"]["orders"]),
        lambda _, one: label("orders", one["order_type"]),
    ),
    "contact": _Kind(
        _by_its("id", lambda known: known.file["contact_points"]),
        lambda known, one: f"{known.name(one['person'])}, {label('contact_types', one['type'])}",
    ),
}


def _called(meeting: Mapping[str, Any]) -> str:
    held_on = _day(meeting["starts_at"] or meeting["at"])
    return f"{label('meeting_types', meeting['meeting_type'])}, {held_on}"


def _safety(known: Known, plan: Mapping[str, Any]) -> str:
    return f"the safety plan for {listed([known.name(one) for one in _children(plan)])}"


def _children(plan: Mapping[str, Any]) -> list[str]:
    found: list[str] = version_that_counts(plan)["children"]
    return found


def version_that_counts(plan: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a plan says now: a newer version that waits for a manager is nobody's to follow."""
    number = plan["version"]
    return next(one for one in plan["versions"] if one["version"] == number)


def versions_that_wait(plan: Mapping[str, Any]) -> list[int]:
    """Which of them a manager has not confirmed yet."""
    return [one["version"] for one in plan["versions"] if one["version"] > plan["version"]]


def may_have_it(recipient: Mapping[str, Any]) -> bool:
    """Nobody is offered a plan of whom it is not known that it is safe; an agency is."""
    return recipient["may_have_it"] in (None, "YES")


def _who(known: Known, one: Mapping[str, Any]) -> str:
    """Somebody of the family by name, an agency by its own or its type."""
    if one["person"] is not None:
        return known.name(one["person"])
    return ": ".join(filter(None, (agency_alone(one["agency"]), one["name"])))


def _day(at: str) -> str:
    return day(datetime.fromisoformat(at))
