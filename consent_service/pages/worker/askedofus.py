"""What somebody of a family asks us for, or says is wrong on record, and what was done about it.

Whoever may not be safe is answered all the same, with care: that they may not be safe stays as it
is, and is no manager's to lift because an answer is due.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from ..asking import ask_for_all
from ..forms.choices import Known, enquiries, on_file
from ..forms.filling import pages
from ..forms.form import Form
from ..forms.inputs import Area, Radios, Select
from ..forms.typed import Typed
from ..forms.usual import MUST_NOT_HEAR, OWN_WORDS, when, whom
from ..offering import Offer, offered
from .entries import correctable_of_whom

#: What is due instead, where it may not be safe to answer whoever asked.
_WITH_CARE: Final = frozenset({"ANSWER_IF_SAFE", "CORRECT_IF_SAFE"})
_HOW: Final = (
    "It may not be safe to ask or tell them, and to answer this changes nothing of that. A manager "
    "decides how: to their solicitor, or in a letter that legal has read first. Nobody rings or "
    "visits them. Nothing in it is about anybody else: what they said, where they are, who told "
    "us. Write here what was sent, by which way, and who read it before."
)


def _if_not_safe(known: Known, id: str) -> Iterator[tuple[str, Offer]]:
    """How it is answered with care, and where it is said whether they are safe."""
    visit = known.visit
    due = ask_for_all(visit, "listTasksOfFile", file=visit.path["file"])["tasks"]
    for one in due:
        if one["code"] in _WITH_CARE and one["about"] == id:
            words = "Say whether it is safe to ask them"
            for link in offered(visit, "recordSafety", words, person=one["person"]):
                yield _HOW, link


def _answered_with_care(known: Known, id: str) -> dict[str, Any]:
    return {"with_care": next(_if_not_safe(known, id), None), "first": []}


SAYS_WRONG: Final = Form(
    operation="askCorrection",
    title="Somebody says that something is wrong",
    lead="They need not know which entry they mean.",
    fields=(
        whom("Who says so?"),
        OWN_WORDS,
        MUST_NOT_HEAR,
        Radios("what", "What kind of thing is wrong?"),
        Select("about", "About what?", choices=on_file, hint="Leave it empty if nobody knows."),
        when("When did they say it?"),
    ),
)

SAID_WRONG: Final = Form(
    operation="answerCorrection",
    title="What became of what they said is wrong",
    template="after_first.html",
    more=lambda known, _: _answered_with_care(known, known.visit.path["correction"]),
    points={"no-such-entry": "corrects", "corrects-what-stands": "corrects"},
    fields=(
        Radios("accepted", "Are they right?", yes="Yes, it is put right", no="No, it stands"),
        Area("reason", "Why?"),
        correctable_of_whom("corrects", "Which entry is put right?"),
        Area("right_version", "What would be right?", rows=2),
        Select("about", "Otherwise, beside what do their words stand?", choices=on_file),
        when(),
    ),
)

DISAGREES: Final = Form(
    operation="stateDisagreement",
    title="Their own words beside an entry",
    lead="They stand there for good, wherever it is shown.",
    fields=(
        Select("about", "Beside what?", choices=on_file),
        whom("Who says it?"),
        OWN_WORDS,
        MUST_NOT_HEAR,
        when("When did they say it?"),
    ),
)

WANTS: Final = Form(
    operation="recordFamilyRequest",
    title="Somebody asks us for something, or complains",
    fields=(
        whom(),
        Radios("wants", "What do they want?"),
        OWN_WORDS,
        # They may ask for help now.
        replace(MUST_NOT_HEAR, is_needed=False),
        Select("enquiry", "About which enquiry?", choices=enquiries),
        when("When did they say it?"),
    ),
)

#: By what they want: the form in which that is recorded, before it is said that it was done.
_FIRST: Final[Mapping[str, tuple[str, str]]] = {
    "CHANGE_CONTACT": ("recordContactPoint", "Record how they are reached now"),
    "CHANGE_AGREEMENT": ("recordConversation", "Record what they said when you talked"),
    "SPEAK_TO_SOMEBODY": ("recordConversation", "Record what they said when you talked"),
    "SUPPORTER": ("changeAdvocateStatus", "Record where they stand about an advocate"),
    "OTHER_LANGUAGE": ("agreeKeepInformed", "Record in which language and form"),
}


def _first(known: Known, _: Typed) -> dict[str, Any]:
    """What is recorded of it elsewhere first, and who asked."""
    here = known.visit.path["request"]
    care = _answered_with_care(known, here)
    asked = (one for one in known.file["done"]["family_requests"] if one["request"] == here)
    for one in asked:
        operation, words = _FIRST.get(one["wants"], ("", ""))
        if operation:
            first = offered(known.visit, operation, words, person=one["person"])
            return care | {"first": list(first)}
    return care


DONE: Final = Form(
    operation="answerFamilyRequest",
    title="What was done about it",
    template="after_first.html",
    more=_first,
    fields=(
        Area("words", "What was done?"),
        Radios(
            "how",
            "Did you talk with them about it?",
            hint="What they wrote may be a no. Until you have, it stays on each check.",
        ),
        when(),
    ),
)

PAGES: Final = pages(SAYS_WRONG, SAID_WRONG, DISAGREES, WANTS, DONE)
