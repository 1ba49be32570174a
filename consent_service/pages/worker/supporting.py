"""Who supports somebody, what makes that matter more, and what they can decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final

from marshmallow.fields import Field

from ...domain.codes import codes, label
from ...domain.following.advocates import NAMED, NOT_DISCUSSED, may_follow, steps_before
from ..forms.choices import Known, adults, born
from ..forms.filling import pages
from ..forms.form import Form, Heading
from ..forms.inputs import Area, Checks, Radios, Select, Text
from ..forms.typed import Typed
from ..forms.usual import ENQUIRY, FILE, NOT_A_NO, WHAT_ELSE, when, whom
from .nominating import STILL_SUPPORTS, was_supported

_SUITABLE: Final = tuple(
    Radios(f"suitability/{code}", row.label, inline=True)
    for code, row in codes("suitability_questions").items()
)

#: Who an advocate on record is, which need not be typed again.
_WHO: Final = ("advocate", "relationship", "organisation", "advocate_person")
#: What is said of that one alone.
_OF_THAT_ONE: Final = (*_WHO, "information_permission", *(one.member for one in _SUITABLE))


def _as_named(known: Known, said: Mapping[str, str]) -> Mapping[str, list[str]]:
    """Whom somebody named, while nobody else can be meant. Where they stand now is for whoever
    asks, and what that one may be told is never ticked beforehand: another may come to be typed.
    """
    now = _now(known, said.get("person", ""), said.get("enquiry", ""))
    if now is None or now["status"] not in NAMED:
        return {}
    return {name: [now[name]] for name in _WHO if now[name]}


@dataclass(frozen=True, slots=True)
class NextStep(Select):
    """Where somebody stands: what comes first, where that is not the next step, is a press away."""

    kind: ClassVar[str] = "step"

    def shown(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> dict[str, Any]:
        """What can be chosen, what is, and what comes first."""
        shown = Select.shown(self, holds, typed, name, known)
        wanted, first = typed.one(name), None
        if wanted:
            stands = _now(known, typed.one("person"), typed.one("enquiry"))
            now = NOT_DISCUSSED if stands is None else stands["status"]
            steps = () if wanted == now or may_follow(now, wanted) else steps_before(now, wanted)
            first = next((one for one in shown["items"] if one.value in steps[:1]), None)
        return {**shown, "first": first}

    def pressed(self, typed: Typed, button: str) -> Typed:
        """With that step in its place, and nothing of somebody whom it does not name."""
        name, _, code = button.partition(":")
        if name != self.member or not code:
            return typed
        of_nobody = {} if code in NAMED else dict.fromkeys(_OF_THAT_ONE, ())
        return typed | {**of_nobody, name: (code,)}


@dataclass(frozen=True, slots=True)
class MayBeTold(Radios):
    """What the advocate may be told, beside what stands: nothing chosen leaves that as it is."""

    def shown(self, holds: Field[Any], typed: Typed, name: str, known: Known) -> dict[str, Any]:
        """With what they let the one know whom they have now."""
        shown = Radios.shown(self, holds, typed, name, known)
        now = _now(known, typed.one("person"), typed.one("enquiry"))
        if now is None or now["status"] not in NAMED or not now[name]:
            return shown
        said = label("information_permissions", now[name])
        return {**shown, "hint": f"Of {now['advocate']} it is on record: {said}. {self.hint}"}


def _now(known: Known, person: str, enquiry: str) -> Mapping[str, Any] | None:
    """Where they stand now in the enquiry that is meant: the one named, else the only one."""
    on = [one["id"] for one in known.file["enquiries"] if one["goes_on"]]
    meant = enquiry or (on[0] if len(on) == 1 else "")
    theirs = (
        one for one in known.file["advocates"] if (one["person"], one["enquiry"]) == (person, meant)
    )
    return max(theirs, key=lambda one: one["effective_at"], default=None)


ADVOCATE: Final = Form(
    operation="changeAdvocateStatus",
    title="Where they stand about an advocate",
    begins=_as_named,
    points={
        "advocate-step-missing": "status",
        "advocate-needs-name": "advocate",
        "advocate-needs-permission": "information_permission",
        "advocate-needs-words": "parent_words",
    },
    fields=(
        whom(),
        NextStep("status", "Where do they stand?"),
        Text("advocate", "Whom do they name?"),
        Select("relationship", "What is that person to them?"),
        Text("organisation", "For which organisation?"),
        Select(
            "advocate_person",
            "Is the advocate on this file?",
            choices=adults,
            hint="Leave it empty if not.",
        ),
        MayBeTold(
            "information_permission",
            "What may the advocate be told?",
            hint="It is what they chose for this very person.",
        ),
        Heading("Is the advocate suitable?", "Before one is confirmed, answer each."),
        *_SUITABLE,
        Area("parent_words", "In their own words", rows=2),
        WHAT_ELSE,
        NOT_A_NO,
        ENQUIRY,
        when(),
    ),
)


def _who_still(known: Known, _: Typed) -> str:
    """Who it was, and what they were let know."""
    path = known.visit.path
    before = (
        one
        for one in known.file["advocates"]
        if one["person"] == path["person"] and path["enquiry"] in one["still_in"]
    )
    was = next((was_supported(known.file, one) for one in before), None)
    return _NOBODY_BEFORE if was is None else f"{was}. {_SAID_SO}"


_NOBODY_BEFORE: Final = (
    "Nobody is on record of whom this can be said: nobody supported them before, somebody is named "
    "already, or there is a doubt about whoever did."
)
_SAID_SO: Final = (
    "Press once they have said that it is still so. To let this person know more or less, or to "
    "name another, record where they stand instead."
)

STILL: Final = Form(
    operation="changeAdvocateStatus",
    name=STILL_SUPPORTS,
    at=f"{FILE}/enquiries/<string:enquiry>/people/<string:person>/advocate",
    title="Whoever supported them still does",
    button="They still support them",
    from_path=("enquiry", "person"),
    fixed={"status": "CONFIRMED"},
    says=_who_still,
    fields=(),
    after=lambda visit, _: f"/files/{visit.path['file']}",
)

NEEDS: Final = Form(
    operation="recordNeeds",
    title="What makes an advocate matter more",
    fields=(
        whom("For whom?"),
        Checks("indicators", "What holds for them?"),
        WHAT_ELSE,
        NOT_A_NO,
        when("Since when?"),
    ),
)

#: Of what it is said that somebody can, or cannot, decide it.
_OF_A_DECISION: Final = (
    Select("purpose", "Which decision?"),
    Area("rationale", "How you know"),
    when("Since when?"),
    NOT_A_NO,
)

#: From 16 on the finding is an assessment; what a parent says of them is none.
_OF_A_DECISION_AT_16: Final = tuple(
    replace(
        one,
        hint="At 16 or 17, if you choose no: who assessed it and when, how they were helped to "
        "decide, and what they want. What a parent says of them is no assessment.",
    )
    if isinstance(one, Area)
    else one
    for one in _OF_A_DECISION
)

CAPACITY: Final = Form(
    operation="recordCapacity",
    title="Whether an adult can make a decision",
    lead="It is about one decision. Leave the decision empty if it is about all of them. Everybody "
    "is presumed able: where words put that in doubt, say what was assessed.",
    fields=(
        Radios("person", "Who?", choices=adults),
        Radios("status", "Can they make it?"),
        *_OF_A_DECISION,
    ),
)

COMPETENCE: Final = Form(
    operation="recordCompetence",
    title="Whether a child or young person can decide alone",
    lead="Under 16 they decide if they are Gillick competent. Leave the decision empty if that is "
    "so of all of them. From 16 they are presumed able to decide, whatever was found before. That "
    "they cannot is found by a new assessment of one decision: say which. It counts once a manager "
    "has confirmed it.",
    fields=(
        Radios("child", "Which child or young person?", choices=born),
        Radios("status", "Can they decide it?"),
        *_OF_A_DECISION_AT_16,
    ),
)

REACHABLE: Final = Form(
    operation="recordReachability",
    title="Whether somebody can be reached",
    fields=(
        whom(),
        Radios("reachable", "Can they be reached?", yes="Yes", no="No"),
        Area("reason", "How you know", rows=2),
        NOT_A_NO,
        when("Since when?"),
    ),
)

EQUALITY: Final = Form(
    operation="recordEquality",
    title="What they chose to say for equality monitoring",
    lead="None of it is ever required, and no answer turns on it.",
    points={"nothing-to-record": "ethnicity"},
    fields=(
        whom(),
        Radios("ethnicity", "Ethnicity"),
        Radios("disability", "Disability"),
        Text("religion", "Religion or belief"),
        Text("area", "Area they live in"),
    ),
)

PAGES: Final = pages(ADVOCATE, STILL, NEEDS, CAPACITY, COMPETENCE, REACHABLE, EQUALITY)
