"""Meetings about a child, and safety plans: who came, what it came to, who does what."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from ...domain.freetext.rationale import LEAST_OF_A_REASON
from ...domain.words.naming import day, listed
from ..forms.aboutone import version_that_counts, versions_that_wait
from ..forms.choices import Choice, Known, children, everybody, somebody
from ..forms.days import DayOf, When
from ..forms.filling import pages
from ..forms.form import Form, Group, Heading
from ..forms.inputs import Area, Checks, Radios, Select, Text
from ..forms.typed import Typed
from ..forms.usual import AGENCY_OR_PERSON, ENQUIRY, NOT_A_NO, when
from .asked import AGREED_THEN, AS_IT_WAS, in_a_sharing, of_before, said_since, when_it_was
from .entries import after_check

_ONE_OF_TWO: Final = "An agency or one of the family, not both."

MEETING: Final = Form(
    operation="callMeeting",
    title="Call a meeting",
    fields=(
        Radios("meeting_type", "Which kind of meeting?"),
        Checks("children", "About which children?", choices=children),
        When("starts_at", "When is it?"),
        Text("place", "Where, or by which call?"),
        Area("why", "Why was it called?", rows=2),
        Group("invited", "Who is invited?", AGENCY_OR_PERSON, each="Invited", hint=_ONE_OF_TWO),
        ENQUIRY,
        when("When was it called?"),
    ),
)

MOVE: Final = Form(
    operation="moveMeeting",
    title="Move a meeting",
    lead="Whoever was invited is to be told, each of them. What you leave empty stays as it was.",
    points={"nothing-to-record": "place"},
    fields=(
        When("starts_at", "When is it now?"),
        Text("place", "Where is it now, or by which call?"),
        Area("why", "Why was it moved?", rows=2),
        when("When was that settled?"),
    ),
)

INVITE: Final = Form(
    operation="inviteToMeeting",
    title="Invite to a meeting",
    lead=_ONE_OF_TWO,
    points={"agency-or-person": "agency"},
    fields=(*AGENCY_OR_PERSON, when()),
)

PART: Final = Form(
    operation="recordPartTaken",
    title="Whether somebody came, and what they think",
    fields=(
        Radios("attendance", "Did they come?"),
        Text("name", "Who was it?"),
        Area("thinks", "What do they think happened? In their words"),
        Radios("how_sure", "How sure are they?"),
        Area("would_change", "What would change their mind?", rows=2),
        NOT_A_NO,
        when(),
    ),
)

CAME_TO: Final = Form(
    operation="recordMeeting",
    title="What a meeting came to",
    fields=(
        Radios("held", "Was it held?", yes="Yes, it was held", no="No, it was not"),
        Area("words", "What was agreed, and who does what? Or why was it not held?"),
        NOT_A_NO,
        Radios("outcome", "What did it come to?"),
        when(),
    ),
)

_WHY_NOT: Final = (
    f"If it is not to be held, at least {LEAST_OF_A_REASON} characters: else it is still to be "
    "considered."
)
CONFERENCE: Final = Form(
    operation="considerConference",
    title="A child protection conference was considered",
    fields=(
        Checks("children", "About which children?", choices=children),
        Radios("to_be_held", "Is it to be held?", yes="Yes", no="No"),
        Text("decided_by", "Who decided that?"),
        Area("reason", "Why?", hint=_WHY_NOT),
        DayOf("on", "On which day?"),
        ENQUIRY,
        when("When was that decided?"),
    ),
)

_STEPS: Final = Group(
    "steps",
    "Who does what?",
    (
        Area("does", "What do they do?", rows=2),
        Select("person", "Who of the family does it?", choices=somebody),
        Text("who", "Or who else?"),
        DayOf("review_on", "When is it looked at again?"),
    ),
    each="Step",
)
_CONTACT: Final = Group(
    "contact",
    "How may each be with the children?",
    (
        Select("how", "How?"),
        Select("person", "Who of the family?", choices=everybody),
        Text("who", "Or who else?"),
        Text("supervised_by", "Who is there then?"),
        Area("words", "What else was arranged?", rows=2),
        Radios("on_the_ward", "Do ward staff hold it as well?", yes="Yes", no="No", inline=True),
    ),
    each="Arrangement",
)


def plans(known: Known) -> Iterator[Choice]:
    """Each plan that goes on, by the day of the version that holds."""
    for one in known.file["plans"]:
        if one["ended"] is None:
            made = day(datetime.fromisoformat(version_that_counts(one)["at"]))
            yield Choice(one["plan"], f"The safety plan of {made}")


def _next_version(known: Known, given: Mapping[str, str]) -> dict[str, Sequence[str]]:
    """All of the version that holds, to be changed: nothing is left out because nobody retyped it,
    and nothing taken over that a manager has not confirmed.
    """
    plan = _the_plan(known, given.get("plan"))
    if plan is None:
        return {}
    newest = version_that_counts(plan)
    filled: dict[str, Sequence[str]] = {
        "children": newest["children"],
        "dangers": ("\n".join(newest["dangers"]),),
        "goals": ("\n".join(newest["goals"]),),
        **_a_day("review_on", newest["review_on"]),
    }
    for group in ("steps", "contact"):
        for n, row in enumerate(newest[group]):
            for member, value in row.items():
                if member == "review_on":
                    filled |= _a_day(f"{group}.{n}.{member}", value)
                elif value is not None:
                    said = str(value).lower() if isinstance(value, bool) else value
                    filled[f"{group}.{n}.{member}"] = (said,)
    return filled


def _the_plan(known: Known, plan: str | None) -> Mapping[str, Any] | None:
    return next((one for one in known.file["plans"] if one["plan"] == plan), None)


def _what_waits(known: Known, typed: Typed) -> str:
    """Whoever makes the next version of a plan reads that one waits: it is not in the form."""
    plan = _the_plan(known, typed.one("plan"))
    waits = [] if plan is None or plan["ended"] else versions_that_wait(plan)
    if plan is None or not waits:
        return ""
    which = "Version {} waits" if len(waits) == 1 else "Versions {} wait"
    said = which.format(listed([*map(str, waits)]))
    return (
        f"{said} for a manager and may still be refused. This form began with version "
        f"{plan['version']}, which holds until then."
    )


def _a_day(name: str, day: str | None) -> dict[str, Sequence[str]]:
    if day is None:
        return {}
    parts = zip(("year", "month", "day"), day.split("-"), strict=True)
    return {f"{name}.{part}": (str(int(one)),) for part, one in parts}


PLAN: Final = Form(
    operation="makePlan",
    title="A safety plan, or its next version",
    fields=(
        Select(
            "plan",
            "Of which plan is it the next version?",
            choices=plans,
            hint="Leave it empty if it is new.",
        ),
        Checks("children", "Whom does it keep safe?", choices=children),
        Area(
            "dangers",
            "What are people afraid may happen, and why?",
            hint="One danger on each line.",
        ),
        Area("goals", "What must be so that the child is safe?", hint="One on each line."),
        _STEPS,
        _CONTACT,
        DayOf("review_on", "When is the plan looked at again?"),
        Area("reason", "Why does it say otherwise than the version before?", rows=2),
        Group(
            "recipients",
            "Who is to have it and follow it?",
            AGENCY_OR_PERSON,
            each="Recipient",
            hint=_ONE_OF_TWO,
        ),
        ENQUIRY,
        when("When was it made?"),
    ),
    keeps_drafts=True,
    begins=_next_version,
    says=_what_waits,
)

RECIPIENT: Final = Form(
    operation="nameRecipient",
    title="Who is to have a safety plan",
    lead=_ONE_OF_TWO,
    points={"agency-or-person": "agency"},
    fields=(
        *AGENCY_OR_PERSON,
        Radios("ended", "Are they still to have it?", yes="No, not any more", no="Yes"),
        when("Since when?"),
    ),
)

CONFIRMED: Final = Form(
    operation="confirmPlan",
    title="They have the safety plan",
    fields=(
        Area("words", "What do they say of it?"),
        Text("version", "Which version?", width=3, hint="Leave it empty for the newest."),
        when(),
    ),
)

PLAN_ENDS: Final = Form(
    operation="endPlan",
    title="End a safety plan",
    lead="A worker's word waits for a manager: until then it stands.",
    fields=(Area("reason", "Why?"), when()),
)

_SHARED: Final = "What it rests on"
#: Of a plan that was given to somebody, what is said of it as of what was shared.
_OF_A_SHARING: Final = (
    Radios("disclosure/basis", "On what did it rest?", hint=AS_IT_WAS),
    after_check("disclosure/check"),
    Area("disclosure/summary", "What it holds, in short", rows=2),
    Area("disclosure/words_sent", "In which words?"),
    Text("disclosure/recipient", "Who there?"),
    Radios("disclosure/identity_checked", "Was it checked who was there?"),
    Radios("disclosure/fact_or_opinion_marked", "Is it marked what is fact and what opinion?"),
    Radios("disclosure/safe_to_tell", "May the family know of it?"),
    Checks("disclosure/not_safe_for", "Who must not know?", choices=everybody),
)


def _the_recipient(known: Known) -> Mapping[str, Any] | None:
    every = (one for plan in known.file["plans"] for one in plan["recipients"])
    id = known.visit.path.get("recipient")
    return next((one for one in every if one["recipient"] == id), None)


def _not_asked(known: Known) -> Container[str]:
    """With whoever decides with us a plan is made, and shared with nobody; of the others somebody
    of the family is no agency.
    """
    one = _the_recipient(known)
    if one is None:
        return ()
    if one["question"] is None:
        return {_SHARED, *(field.member for field in _OF_A_SHARING)}
    return () if one["person"] is None else {"disclosure/recipient"}


def _how_to_give_it(known: Known, typed: Typed) -> str:
    if since := said_since(known, typed, "disclosure.check"):
        return since
    one = _the_recipient(known)
    if one is None or one["question"] is None:
        return ""
    return "It is shared with them like anything else: check first, and say what it rests on."


def _for_that(
    body: dict[str, Any], rows: Mapping[str, str], _typed: Typed
) -> tuple[dict[str, Any], Mapping[str, str]]:
    """There is one purpose for which a safety plan is given."""
    if "disclosure" in body:
        body["disclosure"].setdefault("purpose", "SAFETY_PLAN")
    return body, rows


PLAN_GIVEN: Final = Form(
    operation="sharePlan",
    title="Somebody was given the safety plan",
    says=_how_to_give_it,
    begins=in_a_sharing,
    leads=lambda known, typed: of_before(known, typed, "disclosure.check"),
    carries=frozenset({AGREED_THEN}),
    wants=when_it_was,
    leaves_out=_not_asked,
    besides=_for_that,
    always=frozenset({"disclosure/purpose"}),
    points={"rests-on-what": "disclosure/basis"},
    fields=(
        Text("version", "Which version?", width=3, hint="Leave it empty for the newest."),
        Text("sent_via", "How was it given?"),
        when(),
        Heading(_SHARED),
        *_OF_A_SHARING,
    ),
)

PAGES: Final = pages(
    PLAN_GIVEN,
    MEETING,
    MOVE,
    INVITE,
    PART,
    CAME_TO,
    CONFERENCE,
    PLAN,
    RECIPIENT,
    CONFIRMED,
    PLAN_ENDS,
)
