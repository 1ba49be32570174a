"""What a manager looks at: what waits to be confirmed, what is theirs to weigh, decide or review.

What waits to be confirmed has pages of its own (`confirming.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from flask import Response

from ...actions.refused import Refused
from ...api.edge.problems import ProblemError
from ...domain.codes import label
from ...domain.freetext.rationale import LEAST_OF_A_REASON
from ...domain.listed import MOST_URGENT_FIRST
from ...domain.words.naming import lasting, lower_first
from ..asking import ask
from ..decided import holds, in_force, of_decision
from ..doing import does
from ..forms.choices import Known
from ..forms.days import DayOf
from ..forms.filling import pages
from ..forms.form import Form, Heading
from ..forms.inputs import Area, Radios, is_a_place
from ..forms.onrecord import recorded_at
from ..forms.registered import where_is
from ..forms.usual import when
from ..frame import Visit, show
from ..helpnow import asks_for_help
from ..page import Page
from ..quoted import each_quoted
from ..turnson import spoken_last
from ..worker.entries import doubted
from ..worker.whethersafe import entry_as_read
from .confirming import CONFIRM, REFUSE, waits_as
from .decidedanew import decided_anew
from .desk import how_grave
from .doubted import OF_AN_INJURY, SEEN_TO, doubts_of, where_doubted

_ON_A_PAGE: Final = "100"


class Led(NamedTuple):
    """A form that a task leads to: over which operation, what it is called, what it is given."""

    operation: str
    words: str
    #: What the task is about stands at this place of the form's path, or is filled in there; else
    #: the person is filled in.
    at: str = ""
    #: Which of what the task says that is.
    says: str = "about"


_WITH_CARE: Final = "Answer it with care, and lift no warning"
_DONE_WITH_CARE: Final = "Say how it was done with care, and lift no warning"
_IS_IT_SAFE: Final = Led("recordSafety", "Say whether it is safe to ask them")
#: Words that are read the same day: of each family once, the most urgent first.
_HARM: Final = "READ_HARM"
#: What a manager's task leads to, in words of its own. Any other leads where it does a worker.
_LEADS: Final[Mapping[str, tuple[Led, ...]]] = {
    "DECIDE": (Led("decideToGoAhead", "Decide", "request"),),
    "DECIDE_S47": (Led("recordAuthorisation", "Decide", "enquiry", "enquiry"),),
    "DECIDE_IF_SAFE": (Led("recordSafety", "Say whether it is safe"),),
    "REVIEW_SAFETY": (Led("recordSafety", "Say whether it is safe"),),
    "DECIDE_WHO_IS_SAFE": (Led("recordSafety", "Say who is safe to ask"),),
    # What is due of somebody who may not be safe is done with care: to call them safe is no way to
    # get it done.
    "ANSWER_IF_SAFE": (Led("answerFamilyRequest", _WITH_CARE, "request"), _IS_IT_SAFE),
    "CORRECT_IF_SAFE": (Led("answerCorrection", _WITH_CARE, "correction"), _IS_IT_SAFE),
    "CALL_IF_SAFE": (Led("recordConversation", _DONE_WITH_CARE), _IS_IT_SAFE),
    "WEIGH_WISH": (Led("weighWish", "Weigh it", "wish"),),
    "LOOK_AT_DISCLOSURE": (Led("reviewDisclosure", "Say what you make of it", "disclosure"),),
    "REVIEW_DISCLOSURE": (Led("reviewDisclosure", "Say what you make of it", "disclosure"),),
    "REVIEW_SHARE_NOW": (Led("reviewShareNow", "Say what you make of it", "share_now"),),
    "REVIEW_OPENING": (Led("reviewKeptRecord", "Say what you make of it", "opening"),),
    "REVIEW_DECISION": (Led("reviewDecision", "Look at it again", "decision"),),
    "CONFIRM_RECORD": (Led("confirmRecord", "Confirm the record"),),
    "ANSWER_CORRECTION": (Led("answerCorrection", "Answer", "correction"),),
    "HELP_NOW": (Led("answerFamilyRequest", "Answer", "request"),),
    "HELP_WITH_CARE": (Led("answerFamilyRequest", "Answer", "request"),),
    "ANSWER_FAMILY": (Led("answerFamilyRequest", "Answer", "request"),),
    "ANSWER_RIGHTS": (Led("answerFamilyRequest", "Answer", "request"),),
    "ANSWER_COMPLAINT": (Led("answerFamilyRequest", "Answer", "request"),),
    "LOOK_AT_DOUBTFUL": (Led("findRight", "It is right", "entry"),),
    "LOOK_AT_TOLD": (Led("findRight", SEEN_TO, "entry"),),
    _HARM: (Led("recordSign", "Record a sign of danger"), Led("findRight", "You read it", "entry")),
    # One who said both is asked, or it is said which counts; of two who disagree it is decided.
    "LOOK_AT_CONFLICT": (
        Led("recordConversation", "Ask them again, where that is safe"),
        Led("changeValidity", "Say whether it counts", "response"),
        Led("recordAuthorisation", "Decide", "between"),
    ),
    "FINISH_DRAFT": (),
}
#: Of words in which a number or an address stands that is kept from others.
_READ_THERE: Final = "The words are read where they were typed."
#: It stands on the list with what would fall, and not once more as a task.
_CONFIRMED_ABOVE: Final = "CONFIRM_EFFECT"

#: Of a decision that holds no longer.
_OVER: Final = "It holds no longer: nothing goes on by it. Decide anew where it is still needed."
#: Of one that holds.
_LASTS_NO_LONGER: Final = (
    "To look at it again makes it last no longer: decide anew where it is needed after that."
)
#: It is about an entry, which is shown as it stands on record.
_DOUBTED: Final = frozenset({"LOOK_AT_DOUBTFUL", "LOOK_AT_TOLD", _HARM})


def _to_look_at(visit: Visit) -> Response:
    waiting = ask(visit, "listWaiting", {"limit": _ON_A_PAGE})
    listed = ask(visit, "listTasks", {"for_role": "MASH_MANAGER", "limit": _ON_A_PAGE})
    tasks = [one for one in listed["tasks"] if one["code"] != _CONFIRMED_ABOVE]
    every = [waits_as(one, waiting["staff"]) for one in waiting["waiting"]]
    mine = [one for one in tasks if one["for_role"] in ("MASH_MANAGER", "HEAD_OF_SERVICE")]
    return show(
        visit,
        "to_look_at.html",
        "To look at",
        is_wide=True,
        help_asked=asks_for_help(visit),
        waiting=[one for one in every if one["options"]],
        taken_back=[one for one in every if not one["options"]],
        more_wait=waiting["next"] is not None,
        groups=list(_groups(visit, mine)),
        late=[one for one in tasks if one not in mine and one["overdue"]],
        more=listed["next"] is not None,
        behind=listed["behind"],
        unreadable=max(listed["unreadable"], waiting["unreadable"]),
    )


def _groups(
    visit: Visit, tasks: list[Mapping[str, Any]]
) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """By what is to be done, the gravest first as on the first page; of each what is late first."""
    for code in sorted(dict.fromkeys(one["code"] for one in tasks), key=how_grave):
        of = [one for one in tasks if one["code"] == code]
        lines = _by_family(visit, of) if code == _HARM else [_task(visit, one) for one in of]
        yield code, label("tasks", code), lines


def _by_family(visit: Visit, tasks: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each family once, with all that is to be read of it; the most urgent first, and of these who
    has waited longest: nobody opens ten pages to find the worst of them.
    """
    of: dict[Any, list[Mapping[str, Any]]] = {}
    for one in sorted(tasks, key=_how_urgent):
        of.setdefault(one["file"], []).append(one)
    return [
        {**_task(visit, first), "links": (), "texts": [_text(visit, one) for one in (first, *rest)]}
        for first, *rest in of.values()
    ]


def _text(visit: Visit, task: Mapping[str, Any]) -> tuple[str, list[tuple[str, str]]]:
    said = each_quoted(task["words"]) or _READ_THERE
    return said, list(_links(visit, task))


def _how_urgent(task: Mapping[str, Any]) -> tuple[int, int]:
    # Of a family of which no enquiry goes on nobody has said how urgent it is either.
    urgency = MOST_URGENT_FIRST.index(task["rating"] or "NOT_RATED")
    return urgency, -task["minutes_waiting"]


def _task(visit: Visit, task: Mapping[str, Any]) -> dict[str, Any]:
    named = ", ".join(n for n in (task["person_names"], task["child_names"]) if n)
    asked = task["so_far"] and lower_first(task["so_far"])
    return {
        "file": task["file"],
        "who": ": ".join(filter(None, (named, asked))),
        "by": task["due"],
        "is_late": task["overdue"],
        "since": lasting(task["minutes_waiting"]),
        "rating": label("ratings", task["rating"]) if task["rating"] else None,
        "owner": _whose(task),
        "did": task["by_names"],
        "links": list(_links(visit, task)),
        "texts": [],
    }


def _whose(task: Mapping[str, Any]) -> str | None:
    """Of what somebody has who has left, nobody does anything."""
    names = task["owner_names"]
    return names and f"{names} {'has it' if task['owner'] else 'had it, and has left'}"


def _links(visit: Visit, task: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if task["code"] in _DOUBTED:
        # Whoever says that it is right has seen it first.
        yield "See it, and put it right", where_doubted(task["file"], task["about"])
    if task["code"] not in _LEADS and (address := does(visit, task)):
        yield "Do it", address
    for led in _LEADS.get(task["code"], ()):
        path = where_is(led.operation)
        if path is None or task["file"] is None:
            continue
        path = path.replace("<string:file>", task["file"])
        place = f"<string:{led.at}>"
        if led.at and place not in path:
            path = f"{path}?{led.at}={task[led.says]}"
        elif led.at:
            path = path.replace(place, task[led.says] or "")
        elif task["person"]:
            path = f"{path}?person={task['person']}"
        yield led.words, path


# ── what is looked at again ─────────────────────────────────────────────────────────────────────

SHARED: Final = Form(
    operation="reviewShareNow",
    title="Look at what was shared at once",
    fields=(
        Radios("upheld", "Was it right to share at once?", yes="Yes", no="No"),
        Area("words", "What you make of it, and what follows"),
        when("When did you look?"),
    ),
)
OPENED: Final = Form(
    operation="reviewKeptRecord",
    title="Ask about a record that somebody opened",
    lead="It is kept to others by name. Ask whoever opened it whom that protected: you need not "
    "read it yourself.",
    template="about_it.html",
    more=lambda known, _: {"facts": list(_of_opening(known))},
    fields=(
        Radios("upheld", "Was it right to open it?", yes="Yes", no="No"),
        Area("words", "Whom it protected, and what follows"),
        when("When did you ask?"),
    ),
)
RIGHT: Final[Form] = Form(
    operation="findRight",
    title="You looked at it",
    lead="It goes from the list, and nothing else changes: the entry counts as it did. See it "
    "first, and ask whoever typed it.",
    leaves_out=lambda known: () if known.file["harm_to_read"] else ("means_nobody",),
    points={"nothing-looks-wrong": "entry"},
    template="about_it.html",
    more=lambda known, typed: {
        "facts": list(_of_doubt(known, typed.one("entry.number") or typed.one("entry")))
    },
    # What looks like a mistake was read above, and is what this is about.
    is_heard_at_once=True,
    button="It was looked at",
    # What looked like a mistake was read above, and is settled: it is not said once more.
    after=lambda visit, recorded: recorded_at(visit, _settled(recorded), RIGHT),
    fields=(
        doubted("entry", "Which entry?"),
        Area(
            "reason",
            "What did you find, and what was done?",
            hint="In a sentence or two: how you know it. Where somebody may be in danger, at least "
            f"{LEAST_OF_A_REASON} characters: fewer settle nothing.",
        ),
        Radios(
            "means_nobody",
            "Of words of harm: do they mean nobody of the family?",
            yes="Yes: they mean none of them, or are a way of speaking",
            no="No, or it is not known",
            hint="Yes frees whoever is not asked because of these words alone. What other words "
            "say of them, or who is named as a danger, stays.",
        ),
        when("When did you look?"),
    ),
)
REVIEW: Final = Form(
    operation="reviewDecision",
    title="Look at a decision again",
    template="review.html",
    more=lambda known, _: {
        "facts": list(of_decision(known)),
        "ends_at": _ends_at(known),
        "anew": next(decided_anew(known), None),
    },
    says=lambda known, _: _of_its_end(known) if holds(known) else _OVER,
    button="Record that you looked",
    fields=(
        Area(
            "reason",
            "What you make of it",
            hint="And why it goes on, or should have ended, where that is so.",
        ),
        Radios("changed_the_outcome", "Did what was learned change what was done?"),
        DayOf("review_due", "Looked at again by"),
        when("When did you look?"),
    ),
)
END: Final = Form(
    operation="endAuthorisation",
    title="End a decision",
    button="End it",
    lead="One agency’s view does not end a decision: your look at it does.",
    needs=lambda _: ("reason",),
    fields=(Area("reason", "Why it ends"), when()),
)
RECORD: Final = Form(
    operation="confirmRecord",
    title="Confirm a record of which a part was lost",
    fields=(
        Heading(
            "Before you confirm it",
            "Ask everybody again who agreed before the loss: what was "
            "lost may be that they took it back.",
        ),
        Area(
            "words",
            "Whom you asked again, and what they said",
            hint=f"At least {LEAST_OF_A_REASON} characters.",
        ),
    ),
)


def _of_opening(known: Known) -> Iterator[tuple[str, str]]:
    """Who opened it, when and what for: for whoever may read that, since a reason may say who."""
    try:
        stands = known.file
    except (Refused, ProblemError):
        yield "Opened by", "The report of records that others opened says who, and when"
        return
    for one in stands["noted"]["record-opened"]:
        if one["opening"] == known.visit.path["opening"]:
            yield "Opened by", stands["staff"].get(one["by"], "Somebody who is not listed")
            yield "When", one["at"]
            yield "What for", one["reason"]


def _of_doubt(known: Known, entry: str) -> Iterator[tuple[str, str]]:
    """What of an entry looks like a mistake now."""
    if is_a_place(entry):
        doubts = doubts_of(known.visit, entry)
        yield from ((_what_it_is(one), label("notices", one)) for one in doubts)
        yield from (("What stands there", words) for words in entry_as_read(known, entry))
        says = dict.fromkeys(_SAYS[one] for one in doubts if one in _SAYS)
        yield from (("What you say by it", words) for words in says)
        if not doubts:
            yield f"Entry {entry}", "Nothing of it looks like a mistake now"


def _settled(recorded: Mapping[str, Any]) -> dict[str, Any]:
    notices = [one for one in recorded["notices"] if one["code"] == "SETTLES_NOTHING"]
    return {**recorded, "notices": notices}


_TOLD: Final = (
    "That it was seen to, and not that it was right: write what they know now, who was warned, and "
    "what was moved. If there was nothing in it, write what it was instead, and how you know"
)
_OF_AN_INJURY: Final = (
    "Why no meeting is held and nothing decided: write whom you asked, and what they say. Once "
    "more is recorded of it you are asked again"
)
#: By what is doubted.
_SAYS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("NOT_BY_THIS_WAY", "SOMEBODY_KNOWS", "KEPT_WAY_GIVEN"), _TOLD),
    **dict.fromkeys(("CONSIDER_STRATEGY", "ASK_ABOUT_INJURY"), _OF_AN_INJURY),
    "ADVOCATE_OF_THEIR_SIDE": "That they may support them all the same, and see what they are let",
    "JOINED_BY_ONE": "That they are one person: write how you know it",
    "WORDS_TELL_OF_HARM": "That you read it, and what follows, or why there was nothing in it. "
    "That they mean nobody of the family you say below: else it says of nobody that they are safe",
}


def _what_it_is(code: str) -> str:
    return "You are asked" if code in OF_AN_INJURY else "It looks like a mistake"


def _of_its_end(known: Known) -> str:
    """Whoever looks again may take it that it goes on until the day that they give."""
    end = (in_force(known) or {}).get("end")
    return f"Its last day is {spoken_last(end)}. {_LASTS_NO_LONGER}" if end else ""


def _ends_at(known: Known) -> str | None:
    """Where a decision to go ahead is ended; one not to share has no end."""
    id, file = known.visit.path["decision"], known.visit.path["file"]
    is_to_go_ahead = any(one["id"] == id for one in known.file["authorisations"])
    return f"/files/{file}/authorisations/{id}/end/new" if is_to_go_ahead else None


PAGES: Final = (
    Page("toLookAt", "GET", "/to-look-at", _to_look_at),
    *pages(CONFIRM, REFUSE, SHARED, OPENED, RIGHT, REVIEW, END, RECORD),
)
