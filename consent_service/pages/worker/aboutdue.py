"""What a task is about, in a few words: which agency, of which answer, and what was written."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from ...domain.codes import label
from ...domain.tasks.confirming import LOOK_AT_TOLD
from ...domain.tasks.readingharm import READ_HARM
from ...domain.tasks.saiddone import ASKED_PARENT
from ...domain.tasks.task import FIRST
from ...domain.words.naming import day, moment
from ..agencies import agency_alone
from ..asking import ask
from ..called import enquiries_called, names_on
from ..doing import does, what_to_do
from ..frame import Visit
from ..quoted import each_quoted, parts_of
from .eachitem import name_in

#: Tasks that are about a contact with an agency, and how many contacts are looked through for them.
_OF_CONTACTS: Final = frozenset(
    {
        *("CHASE_AGENCY", "ANSWER_REFUSAL", "READ_REPLY", "TELL_AGENCY_OUTCOME"),
        *("SEND_STOP_NOTICE", "CHASE_STOP_NOTICE"),
        *("LOOK_AT_DISCLOSURE", "REVIEW_DISCLOSURE", "TELL_OF_CONTACT"),
    }
)
_CONTACTS: Final = "200"
#: First on a family's page, whoever reads it: a child may be in danger tonight.
_SPEAK: Final = "SPEAK_TO"
#: As the notice says it to whoever wrote it down.
_TOLD_US: Final = label("notices", "WHO_TOLD_IN_DANGER").rstrip(".")
_READ_AT_ONCE: Final = frozenset({READ_HARM, LOOK_AT_TOLD})
_REFERRED: Final = "enquiry-opened"
#: What an agency wrote stands with it: it is read without opening anything.
_WROTE: Final = "READ_REPLY"


def due_of(
    visit: Visit, answer: Mapping[str, Any], stands: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    """What an answer leaves to do; and whether it is to read what somebody wrote to us, before
    anybody goes by a yes of theirs.
    """
    about, names = with_whom_of(stands), {**names_on(stands), **answer["people"]}
    for task in answer["tasks"]:
        who = task["person"] or task["child"]
        yield {
            "address": does(visit, task, answer["ledger"] and answer["ledger"]["seq"]),
            "what": what_to_do(task),
            "who": " and ".join(name_in(names, one) for one in (who, task["other"]) if one) or None,
            "with": about.get(task["about"]) or _quoted(task["words"]) or _place(task),
            # A call for help stands before all else there.
            "is_to_read": (bool(task["words"]) or task["code"] in _READ_AT_ONCE)
            and task["code"] not in FIRST,
            "threatens": _threatens(task, stands),
            "by": task["due"],
            "is_late": task["overdue"],
            "code": task["code"],
        }


def due_here(
    visit: Visit,
    due: Sequence[Mapping[str, Any]],
    names: Mapping[str, str],
    stands: Mapping[str, Any],
) -> Iterator[dict[str, Any]]:
    """What is due of a family, on its page. Of two agreements of one person, and of two agencies,
    it is said which is which; and of what is another's to do, whose it is.
    """
    with_whom = with_whom_of(stands)
    mine = () if visit.signed_in is None else visit.signed_in.principal.roles
    if any(one["code"] in _OF_CONTACTS for one in due):
        newest = {"limit": _CONTACTS, "newest_first": "true"}
        sent = ask(visit, "listDisclosures", newest, file=visit.path["file"])["disclosures"]
        with_whom |= {one["id"]: agency_alone(one["agency"]) for one in sent}
        wrote = {one["about"] for one in due if one["code"] == _WROTE}
        with_whom |= {
            one["id"]: f"{with_whom[one['id']]}: “{one['reply']['words']}”"
            for one in sent
            if one["id"] in wrote
        }
    in_which = _in_which_enquiry(stands)
    first = {str(one["entry"]) for one in stands["harm_to_read"] if one["is_read_first"]}
    for one in due:
        who, of = one["person"] or one["child"], one["person"] and one["child"]
        whom = ", about ".join(names[id] for id in dict.fromkeys((who, of)) if id in names)
        whom += f" and {names[one['other']]}" if one["other"] in names else ""
        whom += _without_a_way(stands, one)
        yield {
            "code": one["code"],
            "what": what_to_do(one),
            "who": ", ".join(filter(None, (whom, in_which.get(one["enquiry"])))) or None,
            "with": with_whom.get(one["about"]) or _place(one),
            "is_to_read": one["code"] in _READ_AT_ONCE
            and (one["code"] != READ_HARM or one["about"] in first),
            "threatens": _threatens(one, stands),
            "by": one["due"],
            "is_late": one["overdue"],
            "role": None if one["for_role"] in mine else label("staff_roles", one["for_role"]),
            "address": does(visit, one),
        }


def _threatens(due: Mapping[str, Any], stands: Mapping[str, Any]) -> str:
    """That whoever told us may be in danger, where the words to be read say so."""
    told = {str(o["entry"]) for o in stands["harm_to_read"] if o["may_threaten_whoever_told"]}
    return _TOLD_US if due["code"] == READ_HARM and due["about"] in told else ""


def _without_a_way(stands: Mapping[str, Any], due: Mapping[str, Any]) -> str:
    """Who is to be spoken to, and of whom no number and no address stands here."""
    if due["code"] != _SPEAK or any(w["person"] == due["person"] for w in stands["contact_points"]):
        return ""
    return " (no telephone or address of theirs is on record)"


def _in_which_enquiry(stands: Mapping[str, Any]) -> dict[str, str]:
    """What each is called, where more than one goes on: the same may be due in both."""
    called = zip(stands["enquiries"], enquiries_called(stands), strict=True)
    going_on = {one["id"]: f"in {words}" for one, words in called if one["goes_on"]}
    return going_on if len(going_on) > 1 else {}


def with_whom_of(stands: Mapping[str, Any]) -> dict[str, str]:
    """By what a task is about: the agencies of an answer, of an invitation or a plan the one that
    has it, and what somebody wrote when they asked for it.
    """
    found = {
        one["id"]: ", ".join(map(agency_alone, one["scope"]["agencies"]))
        for one in stands["responses"]
    }
    invited = [(one["invitation"], one) for m in stands["meetings"] for one in m["invited"]]
    having = [(one["recipient"], one) for plan in stands["plans"] for one in plan["recipients"]]
    for id, one in (*invited, *having):
        if one["agency"] is not None:
            found[id] = ": ".join(filter(None, (agency_alone(one["agency"]), one["name"])))
    asked = stands["done"]["family_requests"]
    found |= {one["request"]: found[one["about"]] for one in asked if one["about"] in found}
    return found | {
        id: ": ".join(filter(None, (found.get(id), words)))
        for id, words in _written(stands)
        if words
    }


def _place(due: Mapping[str, Any]) -> str:
    """Of several such whoever looks opens the one that is meant."""
    if due["code"] != LOOK_AT_TOLD or not due["about"]:
        return ""
    return f"Entry {due['about']}, {day(datetime.fromisoformat(due['since']))}"


def _talk(one: Mapping[str, Any]) -> str:
    return f"The conversation of {moment(datetime.fromisoformat(one['effective_at']))}"


def _quoted(words: str | None) -> str:
    return f"“{words}”" if words else ""


def _told(harm: Mapping[str, Any], worries: Container[str | None]) -> str:
    """Each thing in one entry by itself: what a referrer wrote of their worry, and of the rest."""
    if harm["kind"] != _REFERRED:
        return each_quoted(harm["words"])
    return ". ".join(
        f"The referrer wrote{' of the worry' if one in worries else ''}: “{one}”"
        for one in parts_of(harm["words"])
    )


def _written(stands: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What each asked for, or says is wrong, with what they wrote."""
    asking = stands["done"]["family_requests"]
    yield from ((one["request"], _quoted(one["words"])) for one in asking)
    yield from ((one["id"], _quoted(one["words"])) for one in stands["corrections_asked"])
    yield from ((str(one["seq"]), _talk(one)) for one in stands["conversations"])
    for beside in (*stands["said_besides"], *stands["unread_writing"]):
        yield str(beside["entry"]), _quoted(beside["words"])
    worries = {one["worry"] for one in stands["enquiries"]}
    yield from ((str(one["entry"]), _told(one, worries)) for one in stands["harm_to_read"])
    asked = [o for o in stands["done"]["follow_ups"] if o["action_taken"] == ASKED_PARENT]
    for check in dict.fromkeys(one["check"] for one in asked):
        notes = (one["note"] for one in asked if one["check"] == check)
        yield str(check), _quoted("; ".join(filter(None, notes)))
