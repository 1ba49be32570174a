"""Who supports somebody, what makes that matter more, and what they can decide."""

from __future__ import annotations

from typing import Final

from ...domain.codes import codes
from ..forms import (
    Area,
    Checks,
    Form,
    Heading,
    Radios,
    Select,
    Text,
    When,
    adults,
    children,
    enquiries,
    everybody,
    pages,
)

_FILE: Final = "/files/<string:file>"
_NOW: Final = "Leave it empty if it is now."
_ONE_GOES_ON: Final = "Leave it empty if only one goes on."
_SUITABLE: Final = tuple(
    Radios(f"suitability/{code}", row.label, inline=True)
    for code, row in codes("suitability_questions").items()
)

ADVOCATE: Final = Form(
    operation="changeAdvocateStatus",
    path=f"{_FILE}/advocates/new",
    title="Where they stand about an advocate",
    points={
        "advocate-step-missing": "status",
        "advocate-needs-name": "advocate",
        "advocate-needs-permission": "information_permission",
    },
    fields=(
        Radios("person", "Who?", choices=everybody),
        Select("status", "Where do they stand?"),
        Text("advocate", "Whom do they name?"),
        Select("relationship", "What is that person to them?"),
        Text("organisation", "For which organisation?"),
        Select(
            "advocate_person",
            "Is the advocate on this file?",
            choices=adults,
            hint="Leave it empty if not.",
        ),
        Radios("information_permission", "What may the advocate be told?"),
        Heading("Is the advocate suitable?", "Before one is confirmed, answer each."),
        *_SUITABLE,
        Area("parent_words", "In their own words", rows=2),
        Area("note", "What else to know of it", rows=2),
        Select("enquiry", "In which enquiry?", choices=enquiries, hint=_ONE_GOES_ON),
        When("effective_at", "When?", hint=_NOW),
    ),
)

NEEDS: Final = Form(
    operation="recordNeeds",
    path=f"{_FILE}/needs/new",
    title="What makes an advocate matter more",
    fields=(
        Radios("person", "For whom?", choices=everybody),
        Checks("indicators", "What holds for them?"),
        Area("note", "What else to know of it", rows=2),
        When("effective_at", "Since when?", hint=_NOW),
    ),
)

CAPACITY: Final = Form(
    operation="recordCapacity",
    path=f"{_FILE}/capacity/new",
    title="Whether an adult can make a decision",
    lead="It is about one decision. Leave the decision empty if it is about all of them.",
    fields=(
        Radios("person", "Who?", choices=adults),
        Radios("status", "Can they make it?"),
        Select("purpose", "Which decision?"),
        Area("rationale", "How you know"),
        When("effective_at", "Since when?", hint=_NOW),
    ),
)

COMPETENCE: Final = Form(
    operation="recordCompetence",
    path=f"{_FILE}/competence/new",
    title="Whether a child can decide alone",
    lead="It is about one decision. Leave the decision empty if it is about all of them.",
    fields=(
        Radios("child", "Which child?", choices=children),
        Radios("status", "Are they Gillick competent for it?"),
        Select("purpose", "Which decision?"),
        Area("rationale", "How you know"),
        When("effective_at", "Since when?", hint=_NOW),
    ),
)

REACHABLE: Final = Form(
    operation="recordReachability",
    path=f"{_FILE}/reachability/new",
    title="Whether somebody can be reached",
    fields=(
        Radios("person", "Who?", choices=everybody),
        Radios("reachable", "Can they be reached?", yes="Yes", no="No"),
        Area("reason", "How you know", rows=2),
        When("effective_at", "Since when?", hint=_NOW),
    ),
)

EQUALITY: Final = Form(
    operation="recordEquality",
    path=f"{_FILE}/equality/new",
    title="What they chose to say for equality monitoring",
    lead="None of it is ever required, and no answer turns on it.",
    points={"nothing-to-record": "ethnicity"},
    fields=(
        Radios("person", "Who?", choices=everybody),
        Radios("ethnicity", "Ethnicity"),
        Radios("disability", "Disability"),
        Text("religion", "Religion or belief"),
        Text("area", "Area they live in"),
    ),
)

PAGES: Final = pages(ADVOCATE, NEEDS, CAPACITY, COMPETENCE, REACHABLE, EQUALITY)
