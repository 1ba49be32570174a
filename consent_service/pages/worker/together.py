"""Planned together: the safety plan and who has it, meetings, and how an enquiry closes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from flask import Response

from ...domain.codes import codes, label
from ...domain.recorded.owning import STILL_TO_DO
from ...domain.words.naming import listed
from ..agencies import agency_alone
from ..asking import ask
from ..called import enquiries_called, names_on, other_ids
from ..doing import what_to_do
from ..forms.aboutone import may_have_it, version_that_counts, versions_that_wait
from ..forms.usual import FILE
from ..frame import Visit, show
from ..navigation import may_use
from ..offering import Offer, offered
from ..page import Page
from ..reached import led_through
from ..turnson import conference_in_words, newest_conferences
from .asked import where_asked
from .gaps import who_has

#: How a cell of the closing table is drawn: a sign and a word, as answers are.
_FILLED: Final = {
    "YES": ("yes", "✓", "Yes"),
    "NO": ("no", "✕", "Not yet"),
    "NOT_NEEDED": ("wait", "–", "Not needed"),
}
_NOT_YET: Final = "NO"
_KEPT: Final = "KEPT"
#: Of whom it is not safe, or not known to be safe, to tell anything or to hand them a plan.
_WARY: Final = {
    "NO": ("decide", "!", "Not safe"),
    "NOT_KNOWN": ("decide", "!", "Not known to be safe"),
    _KEPT: ("wait", "–", "Not to be told yet"),
}
_CAME: Final = "CAME"


def _together(visit: Visit) -> Response:
    file = visit.path["file"]
    stands = ask(visit, "showFile", file=file)
    names = names_on(stands)
    return show(
        visit,
        "together.html",
        "Meetings and safety plans",
        file=file,
        plans=[
            {**_plan(visit, one, names, _safe(stands)), "through": _through_of(stands, one)}
            for one in stands["plans"]
        ],
        meetings=[
            {
                **_meeting(visit, one, names),
                "through": led_through(stands, one, one["came_to"]),
                "is_ahead": not one["came_to"] and _is_ahead(one, stands["as_of"]),
            }
            for one in reversed(stands["meetings"])
        ],
        enquiries=[
            (one["id"], called[:1].upper() + called[1:], _how_far(one))
            for one, called in sorted(
                zip(stands["enquiries"], enquiries_called(stands), strict=True),
                key=lambda of: str(of[0]["opened_at"]),
                reverse=True,
            )
        ],
        conferences=[
            (
                conference_in_words(one),
                listed([names.get(id, "somebody") for id in one["children"]]),
                one["decided_by"],
                one["at"],
                one["reason"],
            )
            for one in newest_conferences(stands)
        ],
        begin=[
            *offered(visit, "makePlan", "Make a safety plan"),
            *offered(visit, "callMeeting", "Call a meeting"),
        ],
    )


def _through_of(stands: Mapping[str, Any], plan: Mapping[str, Any]) -> str | None:
    return led_through(stands, version_that_counts(plan))


def _how_far(enquiry: Mapping[str, Any]) -> str:
    if not enquiry["goes_on"]:
        return "has ended"
    return "was handed on, and goes on there" if enquiry["closed_at"] else "goes on"


def _is_ahead(meeting: Mapping[str, Any], now: str) -> bool:
    starts_at = meeting["starts_at"]
    return bool(starts_at) and datetime.fromisoformat(starts_at) > datetime.fromisoformat(now)


def _safe(stands: Mapping[str, Any]) -> set[str]:
    return {one["id"] for one in stands["adults"] if one["asking"] == "YES"}


def _without(plan: Mapping[str, Any], steps: list[Mapping[str, Any]], safe: set[str]) -> list[str]:
    """Whoever is to do something by the plan, is safe to ask, and is not to have it."""
    having = {one["person"] for one in plan["recipients"] if one["follows"]}
    doing = dict.fromkeys(one["person"] for one in steps if one["person"] in safe)
    return [one for one in doing if one not in having]


def _plan(
    visit: Visit, plan: Mapping[str, Any], names: Mapping[str, str], safe: set[str]
) -> dict[str, Any]:
    newest = version_that_counts(plan)
    without = [] if plan["ended"] else _without(plan, newest["steps"], safe)
    not_known = sum(
        one["follows"] and one["may_have_it"] == "NOT_KNOWN" for one in plan["recipients"]
    )
    return {
        "version": newest["version"],
        "waits": versions_that_wait(plan),
        "not_known": not_known,
        "kept_from": plan["following"] - plan["to_have"],
        "at": newest["at"],
        "children": [names.get(one, "a child") for one in newest["children"]],
        "dangers": newest["dangers"],
        "goals": newest["goals"],
        "steps": [(_who(one, names), one["does"], one["review_on"]) for one in newest["steps"]],
        "contact": [
            {
                "who": _who(one, names),
                "how": label("contact_arrangements", one["how"]),
                "supervised_by": one["supervised_by"],
                "words": one["words"],
                "on_the_ward": one["on_the_ward"],
            }
            for one in newest["contact"]
        ],
        "looked_at_again": plan["looked_at_again"],
        "ended": plan["ended"],
        "having": plan["having"],
        "to_have": plan["to_have"],
        "without": [names.get(one, "Somebody") for one in without],
        "recipients": [_recipient(visit, one, newest, names) for one in plan["recipients"]],
        "offers": []
        if plan["ended"]
        else [
            *offered(
                visit,
                "nameRecipient",
                "Name who is to have it",
                plan=plan["plan"],
                **({"person": without[0]} if without else {}),
            ),
            *offered(visit, "makePlan", "Make its next version", plan=plan["plan"]),
            *offered(visit, "endPlan", "End it", plan=plan["plan"]),
        ],
    }


def _recipient(
    visit: Visit, one: Mapping[str, Any], newest: Mapping[str, Any], names: Mapping[str, str]
) -> dict[str, Any]:
    """What they have of it. Nobody is offered a plan of whom it is not known that it is safe."""
    has = one["shared"] and one["shared"]["version"]
    said = one["confirmed"]
    is_safe = may_have_it(one)
    offers: list[Offer] = []
    if one["follows"] and is_safe and has != newest["version"]:
        offers += _asked_first(visit, one["question"])
        offers += offered(visit, "sharePlan", "They were given it", recipient=one["recipient"])
    elif one["follows"] and has and (said is None or said["version"] != has):
        offers += offered(visit, "confirmPlan", "They have it", recipient=one["recipient"])
    elif not one["follows"] and is_safe and has and not one["told_of_end_at"]:
        offers += _told_them(visit, "You told them so", one, to=one["recipient"])
    return {
        "who": _invited(one, names),
        "follows": one["follows"],
        "is_safe": is_safe,
        "has": has,
        "at": one["shared"] and one["shared"]["at"],
        "told_at": one["told_of_end_at"],
        "is_newest": has == newest["version"],
        # What they said of another version is nothing of this one.
        "said": said and said["version"] == has and (said["words"] or "They have it"),
        "offers": offers,
    }


def _asked_first(visit: Visit, question: Mapping[str, Any] | None) -> Iterator[Offer]:
    """With whoever does not decide with us a plan is shared like anything else."""
    may_check = visit.signed_in is not None and may_use(visit.signed_in, "checkAgencies")
    if question is not None and may_check:
        yield Offer("Check first", where_asked(visit.path["file"], question))


def _meeting(visit: Visit, meeting: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    came_to = meeting["came_to"]
    id = meeting["meeting"]
    return {
        "what": label("meeting_types", meeting["meeting_type"]),
        "at": meeting["starts_at"] or meeting["at"],
        "place": meeting["place"],
        "moved": meeting["moved"],
        "why": meeting["why"],
        "children": [names.get(one, "a child") for one in meeting["children"]],
        "came_to": came_to
        and {
            "held": came_to["held"],
            "outcome": came_to["outcome"] and label("meeting_outcomes", came_to["outcome"]),
            "words": came_to["words"],
        },
        "invited": [_part(visit, one, names, came_to) for one in meeting["invited"]],
        "offers": []
        if came_to
        else [
            *offered(visit, "recordMeeting", "Record what it came to", meeting=id),
            *offered(visit, "inviteToMeeting", "Invite somebody", meeting=id),
            *offered(visit, "moveMeeting", "It is at another time or place", meeting=id),
        ],
    }


def _part(
    visit: Visit,
    one: Mapping[str, Any],
    names: Mapping[str, str],
    came_to: Mapping[str, Any] | None,
) -> dict[str, Any]:
    """Nobody is offered to be told who is not known to be safe; whoever came heard it there."""
    part, id = one["part"] or {}, one["invitation"]
    is_safe = one["may_be_invited"] in (None, "YES")
    offers: list[Offer] = []
    if not (part or one["may_be_invited"] == "NO"):
        offers += offered(visit, "recordPartTaken", "Say whether they came", invitation=id)
    if came_to and is_safe and part.get("attendance") != _CAME and not one["told_at"]:
        told = "You told them what it came to"
        offers += _told_them(visit, told, one, to=id, by="invitation")
    return {
        "offers": offers,
        "who": _invited(one, names),
        "is_safe": is_safe,
        "is_unsafe": one["may_be_invited"] == "NO",
        "came": label("attendances", part["attendance"]) if part else None,
        "thinks": part.get("thinks"),
        "how_sure": label("how_sure", part["how_sure"]) if part.get("how_sure") else None,
        "would_change": part.get("would_change"),
        "told_at": one["told_at"],
    }


def _told_them(
    visit: Visit, words: str, one: Mapping[str, Any], *, to: str, by: str = "recipient"
) -> list[Offer]:
    """The form that says that an agency was told, or somebody of the family."""
    if one["person"] is None:
        return list(offered(visit, "tellAgency", words, to=to))
    return list(offered(visit, "recordTelling", words, **{"person": one["person"], by: to}))


def _who(one: Mapping[str, Any], names: Mapping[str, str]) -> str:
    return names.get(one["person"] or "") or one["who"] or "Nobody is named"


def _invited(one: Mapping[str, Any], names: Mapping[str, str]) -> str:
    if one["person"] is not None:
        return names.get(one["person"], "somebody of the family")
    agency = agency_alone(one["agency"])
    return f"{agency}: {one['name']}" if one["name"] else agency


# ── how an enquiry closes ───────────────────────────────────────────────────────────────────────


def _closing(visit: Visit) -> Response:
    """Who was heard, who was told how it ends, who has the plan; of what is empty, why."""
    file, enquiry = visit.path["file"], visit.path["enquiry"]
    shown = ask(visit, "showClosing", file=file, enquiry=enquiry)
    stands, left = ask(visit, "showFile", file=file), shown["left_open"]
    asking, names = _asking(stands), names_on(stands)
    goes_on = any(one["id"] == enquiry and one["goes_on"] for one in stands["enquiries"])
    return show(
        visit,
        "closing.html",
        "The closing table",
        is_wide=True,
        file=file,
        closed_at=shown["closed_at"],
        goes_on=goes_on,
        columns=[row.label for row in codes("closing_columns").values()],
        rows=[
            (
                who_has(one, names),
                list(_cells(visit, enquiry, one, asking.get(one["person"] or "", ""))),
            )
            for one in shown["rows"]
        ],
        without_reason=shown["without_reason"],
        left=[(one["code"], _of_whom(one, names)) for one in left["tasks"]],
        offers=list(offered(visit, "closeEnquiry", "Close the enquiry", enquiry=enquiry))
        if goes_on
        else [],
    )


def _of_whom(task: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """What stays to be done, and with whom: the same of two people is two things."""
    who = names.get(task["person"] or "") or names.get(task["child"] or "")
    return f"{what_to_do(task)}: {who}" if who else what_to_do(task)


def _asking(stands: Mapping[str, Any]) -> dict[str, str]:
    """Of each adult and child, by whatever id, whether it is safe to ask them; or that they are
    only not to hear of something.
    """
    return {
        id: _KEPT if one["only_not_to_hear"] else one["asking"]
        for one in (*stands["adults"], *stands["children"])
        for id in (one["id"], *other_ids(one))
    }


def _cells(
    visit: Visit, enquiry: str, row: Mapping[str, Any], asking: str
) -> Iterator[dict[str, Any] | None]:
    """One for each column, in their order; None where the row has none. What is not told to whom it
    is not safe to tell is nothing that is still to be done.
    """
    has = {one["column"]: one for one in row["cells"]}
    for column, named in codes("closing_columns").items():
        cell = has.get(column)
        because = cell and cell["because"]
        yield cell and {
            "column": named.label,
            "mark": (_WARY.get(asking) if cell["filled"] == _NOT_YET else None)
            or _FILLED[cell["filled"]],
            "at": cell["at"],
            "so_far": cell["so_far"],
            "because": because and (because["words"] or label("gap_reasons", because["reason"])),
            "offers": _says_why(visit, enquiry, row, column) if _wants_one(cell) else None,
        }


def _wants_one(cell: Mapping[str, Any]) -> bool:
    """Nobody has said why it is empty; or it was to be filled later, and may not have been."""
    because = cell["because"]
    return cell["asks_for_reason"] or (because is not None and because["reason"] == STILL_TO_DO)


def _says_why(visit: Visit, enquiry: str, row: Mapping[str, Any], column: str) -> list[Offer]:
    """The form for the reason of one place, if whoever reads may use it."""
    place = {"about": row["id"], "column": column, "enquiry": enquiry}
    return list(offered(visit, "explainGap", "Say why", **place))


PAGES: Final = (
    Page("together", "GET", f"{FILE}/together", _together),
    Page("closing", "GET", f"{FILE}/enquiries/<string:enquiry>/closing", _closing),
)
