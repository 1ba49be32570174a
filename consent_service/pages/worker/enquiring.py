"""An enquiry: opened, whose it is, a manager asked to decide, the referrer told, closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from ...domain.file.goingon import HANDED_ON
from ...domain.file.whattheysaid import REACHED_BY
from ...domain.words.naming import day
from ..forms.choices import Choice, Known, about_which, everybody, what_they_said
from ..forms.days import When
from ..forms.filling import pages
from ..forms.form import Form, Group, Heading
from ..forms.inputs import Area, Checks, Radios, Select, Text, WhichAgency
from ..forms.typed import Typed
from ..forms.usual import (
    ENQUIRY,
    FILE,
    MUST_NOT_HEAR,
    MUST_NOT_HEAR_OF_THEM,
    NOT_A_NO,
    OWN_WORDS,
    SCOPE,
    colleague,
    team,
    when,
    who_answers,
)
from .fromthelist import as_listed, listed_referrer, without_a_list
from .gaps import ENTERED_IN_ERROR, Gaps, rows_of_the_table, ways_to_end, why_not_in_error
from .ofananswer import filled_in_scope


def _day(at: str) -> str:
    return day(datetime.fromisoformat(at))


_ENQUIRY: Final = f"{FILE}/enquiries/<string:enquiry>"
_SCOPES: Final = frozenset(
    {
        *("scope/purposes", "scope/directions", "scope/categories", "scope/subjects", "urgency"),
        "scope/agencies",
    }
)


def agreements(known: Known) -> Iterator[Choice]:
    """Each answer that somebody gave, by who gave it, about which services and when, the newest
    first: that they were tried for is none.
    """
    for one in sorted(known.file["responses"], key=_place, reverse=True):
        if one["answer"] in REACHED_BY:
            said = f"{what_they_said(one)}{about_which(one)}"
            words = f"{known.name(one['person'])}: {said}"
            yield Choice(one["id"], f"{words}, {_day(one['effective_at'])}", seq=one["seq"])


def _place(one: Mapping[str, int]) -> int:
    return one["seq"]


ASK_MANAGER: Final = Form(
    operation="requestDecision",
    title="Ask a manager to decide",
    lead="Asking holds nothing up. If you cannot wait, share now and write it down after.",
    button="Ask a manager",
    from_address=_SCOPES,
    begins=filled_in_scope,
    fields=(
        Area("why", "Why is a decision needed?"),
        replace(
            NOT_A_NO,
            label="Do your words tell of somebody's no, or of what may be one?",
            hint="Name whoever it was: it is put down as theirs. Of whoever you write that they "
            "agreed nothing is in doubt. Record what they answered as well.",
        ),
        Radios("decision", "What do you want decided?"),
        Radios("urgency", "How soon?"),
        Heading("What is it about?"),
        *SCOPE,
        ENQUIRY,
        when("When did you ask?"),
    ),
)

#: By any of these somebody who reads of it knows which it is.
_SAYS_WHICH: Final = frozenset(
    {"worry", "referrer_agency", "referrer_organisation", "referrer_name", "referrer_words"}
    | {"referrer_service"}
)
OPEN: Final = Form(
    operation="openEnquiry",
    title="Open an enquiry",
    # Beside another it would have no name, and each answer would ask which of the two is meant.
    needs=lambda body: () if _SAYS_WHICH & {*body} else ("worry",),
    leaves_out=without_a_list("referrer_service"),
    besides=lambda body, *_: (as_listed(body), {}),
    fields=(
        Area("worry", "What is the worry?"),
        Radios("rating", "How urgent is it?"),
        Select("referrer_agency", "Which kind of agency referred?"),
        Text("referrer_organisation", "Which one?"),
        listed_referrer("referrer_service"),
        Text("referrer_name", "Their name"),
        Text("referrer_contact", "How to reach them"),
        Radios("referrer_anonymous", "Do they want not to be named to the family?"),
        Radios(
            "referrer_reported_consent",
            "What do they say about the parents' agreement?",
            hint="It is their word. It is nobody's answer.",
        ),
        Area("referrer_words", "In their words", rows=2),
        MUST_NOT_HEAR_OF_THEM,
        when("When was it opened?"),
    ),
)


def _whose_it_is(known: Known, _: Typed) -> str:
    """Nobody takes what somebody has."""
    visit = known.visit
    every = known.file["enquiries"]
    owner = next((one["owner"] for one in every if one["id"] == visit.path["enquiry"]), None)
    if owner is None:
        return ""
    if visit.signed_in is not None and owner == visit.signed_in.principal.id:
        return "You have it already."
    return f"{known.file['staff'].get(owner, 'Somebody')} has it already."


CLAIM: Final = Form(
    operation="claimEnquiry",
    at=f"{_ENQUIRY}/claim",
    title="Take an enquiry that nobody has",
    lead="It is yours then, and its tasks are yours.",
    button="Take it",
    says=_whose_it_is,
    fields=(),
    after=lambda visit, _: f"/files/{visit.path['file']}",
)

ASSIGN: Final = Form(
    operation="assignEnquiry",
    title="Hand an enquiry over",
    points={"handed-to-nobody": "owner"},
    lead="With a team alone nobody has it until somebody takes it.",
    button="Hand it over",
    fields=(colleague("owner", "To whom?"), team("To which team?"), when("Since when?")),
)


RATE: Final = Form(
    operation="rateEnquiry",
    title="How urgent the enquiry is now",
    lead="It counts at once, and the lists go by it. Who said so and why stands with it.",
    after=lambda visit, _: f"/files/{visit.path['file']}",
    fields=(
        Radios("rating", "How urgent is it?"),
        Area("reason", "What has changed?"),
        when("Since when?"),
    ),
)


def _needed_to_close(body: Mapping[str, Any]) -> Iterator[str]:
    """How a mistake came about, or who goes on with it."""
    if body.get("reason") == ENTERED_IN_ERROR and "words" not in body:
        yield "words"
    if body.get("reason") in HANDED_ON and body.keys().isdisjoint({"owner", "team"}):
        yield "owner"


CLOSE: Final = Form(
    operation="closeEnquiry",
    title="Close an enquiry",
    lead="Agreements made in it end with it.",
    says=why_not_in_error,
    points={"not-handed-on": "owner", "gap-not-explained": "gaps"},
    needs=_needed_to_close,
    button="Close it",
    fields=(
        Radios("reason", "How does it end?", choices=ways_to_end),
        Area(
            "words",
            "Why, in your words?",
            rows=2,
        ),
        Gaps(
            "gaps",
            "Why was nobody heard or told here?",
            hint="One press each. What is still to be done stays a task. Leave it out where the "
            "enquiry is handed on, or was entered in error.",
        ),
        colleague("owner", "If it is handed on: to whom?"),
        team("To which team, or which council?"),
        when(),
    ),
)

REFERRER: Final = Form(
    operation="tellReferrer",
    title="You told the referrer",
    fields=(
        Radios("level", "How much were they told?"),
        Area("words_sent", "In which words?"),
        Radios(
            "basis",
            "If they were told more than that it came, or was dealt with: on what does it rest?",
        ),
        Text("recipient", "Who was told?"),
        Text("sent_via", "How?"),
        Text("receipt", "How do you know that it came?"),
        Area("withheld_reason", "What was held back, and why?", rows=2),
        when(),
    ),
)


def talks(known: Known) -> Iterator[Choice]:
    """Each conversation, by whom it was with and when, the newest first."""
    for one in sorted(known.file["conversations"], key=_place, reverse=True):
        words = f"{known.name(one['person'])}, {_day(one['effective_at'])}"
        yield Choice(one["id"], words, seq=one["seq"])


#: What stands on record only with the talk in which it was given: said before anybody chooses it.
_NEEDS_A_TALK: Final = (
    "If they agreed, choose below the talk in which they did. A yes by email, letter or text "
    "message is recorded as a conversation: that asks what was explained to them."
)

_OF_A_YES: Final = "Of a yes. If their words name a day and it holds now, type today."

ANSWER: Final = Form(
    operation="recordResponse",
    title="An answer, or that one is awaited",
    lead="What somebody said in a talk is recorded with it. This is for what came otherwise.",
    fields=(
        who_answers(),
        Radios("answer", "What do they say?", hint=_NEEDS_A_TALK),
        OWN_WORDS,
        NOT_A_NO,
        MUST_NOT_HEAR,
        When("valid_from", "From when, if not from today?", hint=_OF_A_YES, by_day=True),
        Radios("method", "How did it come?"),
        Checks("scope/subjects", "About whom?", choices=everybody),
        Group("scope/agencies", "Which services?", (WhichAgency("", "Service"),), each="Service"),
        Checks("scope/categories", "Which information?"),
        Select("scope/purposes", "For which purpose?"),
        Radios("scope/directions", "Are these services asked for information, or told something?"),
        Select("conversation", "In which talk was it given?", choices=talks),
        Group(
            "evidence",
            "What shows it?",
            (
                Radios("type", "What is it?"),
                Text("document_ref", "Where is it?", hint="As your records call it."),
            ),
            hint="Of what was signed, or came in writing.",
            each="Document",
        ),
        ENQUIRY,
        when(is_exact=True),
    ),
)

COPY: Final = Form(
    operation="recordSummarySent",
    title="Their written copy was sent",
    fields=(Select("response", "Of which answer?", choices=agreements), when()),
)

CONCERN: Final = Form(
    operation="changeValidity",
    title="A concern about how an answer was given",
    lead="While a concern holds, the answer is no agreement.",
    fields=(
        Select("response", "Which answer?", choices=agreements),
        Radios("status", "Can it be relied on?"),
        Area("reasons", "Why?", hint="One on each line."),
        NOT_A_NO,
        when("Since when?"),
    ),
)

GAP: Final = Form(
    operation="explainGap",
    title="Why something in the closing table is empty",
    from_address=frozenset({"column"}),
    after=lambda visit, _: f"/files/{visit.path['file']}/enquiries/{visit.path['enquiry']}/closing",
    fields=(
        Select("about", "Whose place is empty?", choices=rows_of_the_table),
        Radios("column", "Which column?"),
        Radios("reason", "Why is it empty?"),
        Area("words", "In your words"),
        when(),
    ),
)

PAGES: Final = pages(
    ASK_MANAGER, OPEN, CLAIM, ASSIGN, RATE, CLOSE, REFERRER, ANSWER, COPY, CONCERN, GAP
)
