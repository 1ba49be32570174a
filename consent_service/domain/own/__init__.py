"""A parent's or young person's own view of their file (`domain.md` 6.4; 5.5, invariant 10). Pure.

It is made from what `seen_by` lets through and from nothing else. Items are numbered within the
view; they stand in the order of their days and their own words, and never in that of the ledger.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Final

from ..codes import TEXTS
from ..following.advocates import NAMED
from ..recorded.practice import ContactPointRecorded
from ..times import LONDON
from . import words
from .answers import OwnAnswers
from .children import reader_of
from .convened import FamilyMeeting, GivenPlan
from .promised import Promise
from .seen import Seen, seen_by
from .whatisshown import DecisionSeen, Shared

__all__ = ["Seen", "own_view", "seen_by"]

#: The name of the worker behind a staff id, if there is one to give.
WorkerNames = Callable[[str], str | None]

#: By so many of its last figures somebody knows a number as theirs, and nobody else can ring it.
_LAST: Final = 3
_SHORTEST: Final = 7
#: What the person themself asked us to mind. A code word is not spoken of.
_CARE: Final = frozenset({"SAFE_AT_TIMES", "NEVER_TEXT", "NO_VOICEMAIL"})


def own_view(seen: Seen, at: datetime, worker_names: WorkerNames) -> dict[str, Any]:
    """The view as plain values that become JSON. It has no time of its own and no count."""
    answers = OwnAnswers(seen, at)
    return {
        "you": seen.names,
        "young": seen.is_young,
        "speaks": seen.speaks,
        "children": [
            {"child": id, "names": names}
            for id, names in sorted(seen.children.items(), key=lambda pair: (pair[1], pair[0]))
        ],
        "part_lost": TEXTS["own_part_lost"] if seen.part_lost else None,
        "agreed": _numbered(answers.agreed()),
        "not_counted": _numbered(answers.not_counted()),
        "yes_since": _numbered(answers.yes_since()),
        "no_before": _numbered(answers.no_before()),
        "not_decided": _numbered(answers.not_decided()),
        "said_no": _numbered(answers.said_no()),
        "ended": _numbered(answers.ended()),
        "talked_to": _numbered([_shared(seen, shared) for shared in seen.shared]),
        "decisions": _numbered([_decided(seen, decided) for decided in seen.decided]),
        "meetings": _numbered([_meeting(one) for one in seen.meetings]),
        "plans": _numbered([_plan(one) for one in seen.plans]),
        "who_now": _numbered(_who_now(seen, worker_names)),
        "outcomes": _numbered(
            [
                {"on": words.day_of(one.at), "what": words.words("close_reasons", one.reason)}
                for one in seen.outcomes
            ]
        ),
        "keep_informed": _keep_informed(seen, at, worker_names),
        "promises": _numbered(_promises(seen, at)),
        "contact": _numbered(_contacts(seen)),
        "supporter": _supporter(seen, at),
        "asked_us": _numbered(_asked(seen)),
        "statements": _numbered(_statements(seen)),
        "you_can_change_your_mind": TEXTS["own_change_your_mind"],
        "if_not_safe": TEXTS["own_if_not_safe"],
        "how_we_use": {
            "our_legal_reason": TEXTS["own_legal_reason"],
            "your_rights": TEXTS["own_rights"],
            "complain": TEXTS["own_complain"],
            "get_advice": TEXTS["own_get_advice"],
        },
        "your_word": _word(seen),
        "who_can_see": TEXTS[_who_can_see(seen)],
    }


def _who_can_see(seen: Seen) -> str:
    text = "own_young_who_can_see" if seen.is_young else "own_who_can_see"
    return f"{text}_with" if seen.has_another_reader else text


def _word(seen: Seen) -> str | None:
    """What a young person's own no does, told as it is."""
    if not seen.is_young_person:
        return None
    if seen.decides_all:
        return TEXTS["own_young_decides"]
    # What is about a child of theirs is theirs to decide, however young they are.
    is_parent = bool(seen.children.keys() - {seen.person})
    return TEXTS["own_young_for_your_child" if is_parent else "own_young_adult_decides"]


def _numbered(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    ordered = sorted(items, key=lambda item: (item.get("on", ""), _as_it_reads(item)))
    return [{"number": number, **item} for number, item in enumerate(ordered, start=1)]


def _as_it_reads(item: dict[str, Any]) -> tuple[str, str]:
    """By an id only where nothing else tells two apart: it says nothing, and comes by chance."""
    said = {name: value for name, value in item.items() if name != "response"}
    return json.dumps(said, sort_keys=True), str(item.get("response"))


def _shared(seen: Seen, shared: Shared) -> dict[str, Any]:
    asked, told = words.asked_and_told(shared.scope, reader_of(seen, shared.scope))
    return {
        "on": words.day_of(shared.at),
        "who": words.services(shared.scope.agencies),
        "about": words.people(shared.scope.subjects, seen.person, seen.children),
        "we_asked": asked,
        "we_told_them": told,
        "why": words.reasons(shared.scope.purposes, reader_of(seen, shared.scope)),
    }


def _decided(seen: Seen, decided: DecisionSeen) -> dict[str, Any]:
    """In the same words whatever anybody else said, or did not."""
    return {
        "on": words.day_of(decided.at),
        "decision": TEXTS["own_decided"],
        "who": words.services(decided.scope.agencies),
        "about": words.people(decided.scope.subjects, seen.person, seen.children),
        "what": words.information(decided.scope.categories, reader_of(seen, decided.scope)),
        "although": TEXTS["own_although"] if decided.over_own_no else None,
        "because": words.words("authorisation_kinds", decided.kind),
    }


def _meeting(meeting: FamilyMeeting) -> dict[str, Any]:
    return {
        "on": words.day_of(meeting.starts_at),
        "about": list(meeting.children),
        "text": TEXTS["own_family_meeting"],
    }


def _plan(plan: GivenPlan) -> dict[str, Any]:
    again = plan.looked_at_again
    return {
        "on": words.day_of(plan.at),
        "about": list(plan.children),
        "text": TEXTS["own_plan"],
        "look_again": None if again is None else again.isoformat(),
        "ended": TEXTS["own_plan_ended"] if plan.has_ended else None,
    }


def _who_now(seen: Seen, worker_names: WorkerNames) -> list[dict[str, Any]]:
    return [
        {
            "on": words.day_of(now.at),
            "what": words.words("close_reasons", now.reason),
            "worker": None if now.worker is None else worker_names(now.worker),
            "team": now.team,
        }
        for now in seen.who_now
    ]


def _keep_informed(seen: Seen, at: datetime, worker_names: WorkerNames) -> dict[str, Any] | None:
    agreed = seen.informed
    if agreed is None:
        return None
    # A day that is over is none by which anybody hears from us: what came of it stands apart.
    by = agreed.next_contact
    by = None if by is None or by < _today(at) else by
    return {
        "how": [words.words("keep_informed_methods", code) for code in agreed.methods],
        "when": [words.words("keep_informed_times", code) for code in agreed.times],
        "worker": None if agreed.worker is None else worker_names(agreed.worker),
        "language": agreed.language,
        "format": None if agreed.format is None else words.words("formats", agreed.format),
        "next_contact": None if by is None else by.isoformat(),
    }


def _promises(seen: Seen, at: datetime) -> list[dict[str, Any]]:
    """What came of each whose day is over. Where nothing shows that it was kept, it may have been:
    what was written down while they could not know of it is not on their page.
    """
    every = () if seen.informed is None else seen.informed.promises
    return [
        {"on": one.by.isoformat(), "what_came_of_it": TEXTS[_came_of(one)], "in_touch_on": kept}
        for one in every
        if one.by < _today(at)
        for kept in [None if one.kept_on is None else one.kept_on.isoformat()]
    ]


def _came_of(promise: Promise) -> str:
    if promise.kept_on is None:
        return "own_promise_open"
    return "own_promise_kept" if promise.kept_on <= promise.by else "own_promise_late"


def _today(at: datetime) -> date:
    return at.astimezone(LONDON).date()


def _contacts(seen: Seen) -> list[dict[str, Any]]:
    return [
        {
            "type": words.words("contact_types", point.type),
            "value": None if way.is_marked else _ending(point),
            "please": [
                words.words("safe_contacts", care.safety)
                for care in way.cares
                if care.safety in _CARE
            ],
        }
        for way in seen.contacts
        for point in (way.said.event,)
    ]


def _ending(point: ContactPointRecorded) -> str | None:
    """Of a number its end: whoever has somebody else's code, or looks over their shoulder, learns
    none from it. So it reads the same whether or not it is kept because of somebody.
    """
    figures = "".join(filter(str.isdecimal, point.value or ""))
    is_shown = point.type != "ADDRESS" and "@" not in (point.value or "")
    return f"… {figures[-_LAST:]}" if is_shown and len(figures) >= _SHORTEST else None


def _supporter(seen: Seen, at: datetime) -> dict[str, Any]:
    supported = seen.supported
    status = "NOT_DISCUSSED" if supported is None else supported.status
    # What somebody who stopped helping was let know is no longer so.
    is_with_them = supported is not None and supported.status in NAMED
    permission = supported.information_permission if supported and is_with_them else None
    again = None if supported is None else supported.asked_again
    return {
        "text": TEXTS["own_supporter"],
        "status": words.words("advocate_statuses", status),
        "names": None if supported is None else supported.names,
        "closed": TEXTS["own_supporter_closed"] if supported and supported.is_closed else None,
        "they_may_know": (
            None if permission is None else words.words("information_permissions", permission)
        ),
        # As of what else is promised: a day that is over is none by which somebody is asked.
        "ask_again": None if again is None or again < _today(at) else again.isoformat(),
    }


def _asked(seen: Seen) -> list[dict[str, Any]]:
    return [
        {
            "on": words.day_of(said.at),
            "you_asked": words.words("family_wants", said.code or ""),
            "your_words": said.words,
            "answered_on": None if said.answered_at is None else words.day_of(said.answered_at),
            # That we say so is no news by which they were told.
            "done": TEXTS["own_done"] if said.is_done and said.answered_at is None else None,
        }
        for said in seen.asked
    ]


def _statements(seen: Seen) -> list[dict[str, Any]]:
    """Whether it was put right. Staff tell them why; a page does not carry what staff wrote."""
    outcomes = {None: "own_wrong_asked", True: "own_wrong_put_right", False: "own_wrong_stands"}
    return [
        {
            "on": words.day_of(said.at),
            "your_words": said.words,
            "what_came_of_it": TEXTS[outcomes[said.accepted]],
            "answered_on": None if said.answered_at is None else words.day_of(said.answered_at),
        }
        for said in seen.statements
    ]
