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
from ..called import enquiries_by_id
from ..notsaid import NOT_YET, in_words, with_whom
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
    """Of which answer of theirs, where they said, and what they wrote."""
    said = f" “{one['words']}”" if one["words"] else ""
    meant = (held for held in known.file["responses"] if held["id"] == one["about"])
    agencies = [agency_alone(agency) for held in meant for agency in held["scope"]["agencies"]]
    wants = label("family_wants", one["wants"])
    what = f"{wants}: {listed(agencies)}" if agencies else wants
    return f"{known.name(one['person'])}: {what}.{said}"


def _correction(known: Known, one: _One) -> str:
    said = f": “{one['words']}”" if one["words"] else ""
    return f"{known.name(one['person'])} says that something is wrong{said}"


def _shared_at_once(known: Known, one: _One) -> str:
    """What whoever says whether it was right must have read: why, with whom, and in which words."""
    every = [
        each
        for each in known.file["done"]["share_now_recorded"]
        if each["share_now"] == one["share_now"]
    ]
    contacts = [known.disclosure(each["disclosure"]) for each in every if each["disclosure"]]
    contacts += [each for each in known.not_whole if each["share_now"] == one["share_now"]]
    said = [_contact_at_once(each) for each in contacts if each is not None]
    if not said:
        said = ["Nothing was shared."]
    risks = dict.fromkeys(each["risk"] for each in every if each["risk"])
    return " ".join([*said, *(f"Why it could not wait: “{risk}”" for risk in risks)])


def _contact_at_once(one: _One) -> str:
    """With whom, in which words, and what of it nobody has said yet."""
    words = f"Shared with {with_whom(one['agency'])}"
    words += f": “{one['words_sent']}”" if one["words_sent"] else "."
    rest = one.get("not_said_yet", ())
    return f"{words} {NOT_YET.capitalize()}: {in_words(rest)}." if rest else words


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
        lambda known, one: enquiries_by_id(known.file)[one["id"]],
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
