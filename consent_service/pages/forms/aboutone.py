"""Which of several a form is about, in words: of two agencies that were asked, two meetings or two
people whoever types must see which one they are writing of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final, TypeAlias

from ...domain.codes import label
from ...domain.words.naming import day, listed
from ..agencies import agency_alone
from .choices import Known

_Named: TypeAlias = Callable[[Known, str], str]


def about(known: Known, path: Mapping[str, str]) -> str:
    """What a form is about, by what its address names; nothing where that is the family."""
    found = (_SAYS[name](known, id) for name, id in path.items() if name in _SAYS)
    return next((words for words in found if words), "")


def _contact(known: Known, id: str) -> str:
    one = _by(known.disclosures, "id", id)
    if one is None:
        return ""
    who = ": ".join(filter(None, (agency_alone(one["agency"]), one["recipient"])))
    return f"{who}, contacted on {_day(one['at'])}"


def _meeting(known: Known, id: str) -> str:
    one = _by(known.file["meetings"], "meeting", id)
    return "" if one is None else _called(one)


def _invitation(known: Known, id: str) -> str:
    for meeting in known.file["meetings"]:
        one = _by(meeting["invited"], "invitation", id)
        if one is not None:
            return f"{_who(known, one)}, invited: {_called(meeting)}"
    return ""


def _plan(known: Known, id: str) -> str:
    one = _by(known.file["plans"], "plan", id)
    if one is None:
        return ""
    words = _safety(known, one)
    return words[:1].upper() + words[1:]


def _recipient(known: Known, id: str) -> str:
    for plan in known.file["plans"]:
        one = _by(plan["recipients"], "recipient", id)
        if one is not None:
            return f"{_who(known, one)}: {_safety(known, plan)}"
    return ""


def _enquiry(known: Known, id: str) -> str:
    one = _by(known.file["enquiries"], "id", id)
    return "" if one is None else f"The enquiry of {_day(one['opened_at'])}"


def _request(known: Known, id: str) -> str:
    one = _by(known.file["done"]["family_requests"], "request", id)
    if one is None:
        return ""
    said = f" “{one['words']}”" if one["words"] else ""
    return f"{known.name(one['person'])}: {label('family_wants', one['wants'])}.{said}"


def _correction(known: Known, id: str) -> str:
    one = _by(known.file["corrections_asked"], "id", id)
    if one is None:
        return ""
    said = f": “{one['words']}”" if one["words"] else ""
    return f"{known.name(one['person'])} says that something is wrong{said}"


def _shared_at_once(known: Known, id: str) -> str:
    """What whoever says whether it was right must have read: why, with whom, and in which words."""
    every = known.file["done"]["share_now_recorded"]
    one = _by(list(reversed(every)), "share_now", id)
    if one is None:
        return ""
    told = _by(known.disclosures, "id", one["disclosure"] or "")
    words = "Nothing was shared." if told is None else f"Shared with {agency_alone(told['agency'])}"
    sent = "" if told is None else f": “{told['words_sent']}”" if told["words_sent"] else "."
    return f"{words}{sent}" + (f" Why it could not wait: “{one['risk']}”" if one["risk"] else "")


def _order(known: Known, id: str) -> str:
    one = _by(known.file["known"]["orders"], "order", id)
    return "" if one is None else label("orders", one["order_type"])


def _point(known: Known, id: str) -> str:
    one = _by(known.file["contact_points"], "id", id)
    whose = "" if one is None else known.name(one["person"])
    return "" if one is None else f"{whose}, {label('contact_types', one['type'])}"


#: By what an address names.
_SAYS: Final[Mapping[str, _Named]] = {
    "person": Known.name,
    "child": Known.name,
    "disclosure": _contact,
    "meeting": _meeting,
    "invitation": _invitation,
    "plan": _plan,
    "recipient": _recipient,
    "enquiry": _enquiry,
    "request": _request,
    "share_now": _shared_at_once,
    "correction": _correction,
    "order": _order,
    "contact": _point,
}


def _by(listed: list[dict[str, Any]], name: str, id: str) -> dict[str, Any] | None:
    return next((one for one in listed if one[name] == id), None)


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
