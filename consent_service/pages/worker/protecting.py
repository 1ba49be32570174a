"""What protects somebody, as a worker hears it: signs, safety, a stop, a wish. Never refused for
something else that is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from ...domain.codes import codes
from ...domain.freetext.rationale import LEAST_OF_A_REASON
from ...domain.safety.close import NOBODY_KNOWS
from ...domain.safety.heard import TOLD_NOTHING
from ...domain.words.naming import day
from ..called import names_on
from ..forms.choices import Choice, Known, adults_and_born, born, everybody
from ..forms.days import DayOf
from ..forms.filling import pages
from ..forms.form import Form, Group, Heading
from ..forms.inputs import Area, Checks, Radios, Select, Text, WhichAgency
from ..forms.typed import Typed
from ..forms.usual import (
    ENQUIRY,
    MUST_NOT_HEAR,
    NOT_A_NO_AT_ONCE,
    OWN_WORDS,
    when,
    who,
    who_answers,
    whom,
)
from ..offering import Offer, offered
from .answering import NONE
from .whethersafe import why_it_is_not_known

#: Whom a child does not want told, in a talk as in a form of its own.
#: A wish is of everything: what holds for one service is an answer of theirs.
AGAINST_IT: Final = Radios(
    "objects",
    "Are they against sharing about them?",
    yes="Yes, they do not want it",
    no="No",
    hint="A yes holds for everything, with everybody. If they are against one service or one "
    "thing alone, put that as their answer to it, in a talk with them.",
)
NOT_TO_BE_TOLD: Final = (
    Checks(
        "not_to_be_told",
        "Who is not to be told?",
        choices=adults_and_born,
        hint="They are told nothing, of anything, until a manager has weighed it. No part alone "
        "can be kept from them. If the child means one part, write below which.",
    ),
    Checks(
        "only_not_to_hear",
        "Who of them is no danger, and is only not to be told?",
        choices=adults_and_born,
        hint="They are told nothing either until then. It is only not said of them that it is not "
        "safe to ask them. If you do not know, leave it.",
    ),
    Area(
        "not_to_be_told_because",
        "Why are they not to be told?",
        hint="If they mean somebody else as well, record that by itself: choose nobody, and "
        "write here whom they mean. Until a manager has said who that is, nobody knows of any "
        "adult here whether it is safe to ask them.",
        rows=2,
    ),
)

#: What a sign may be of. That it is not safe to ask somebody, or that nobody knows, is said of whom
#: one asks, and on a form of its own: beside the name of who is in danger it would be of them.
_SIGNS: Final = tuple(
    Choice(code, row.label)
    for code, row in codes("signs").items()
    if code not in ("NOT_SAFE", NOBODY_KNOWS)
)

SIGN: Final = Form(
    operation="recordSign",
    is_heard_at_once=True,
    title="Write down a sign of danger",
    lead="It protects them at once. If a child is at risk now, share now and write it down after. "
    "That it is not safe to ask somebody is said under “Say whether it is safe to ask somebody”.",
    fields=(
        who("Who may be in danger?"),
        Radios("code", "What kind of sign is it?", choices=lambda _: _SIGNS),
        Checks(
            "people",
            "Who may be the danger?",
            choices=everybody,
            hint="Whoever is said to have harmed them. Tick nobody if nobody was named.",
        ),
        Area("note", "What you saw or heard", hint="In their words where you can."),
        NOT_A_NO_AT_ONCE,
        when("When was that?"),
    ),
)

SAFETY: Final = Form(
    operation="recordSafety",
    is_heard_at_once=True,
    title="Say whether it is safe to ask somebody",
    template="about_it.html",
    more=lambda known, typed: {"facts": list(why_it_is_not_known(known, typed.one("person")))},
    fields=(
        Radios("person", "Whom is it about?", choices=adults_and_born),
        Radios(
            "safe_to_ask",
            "Is it safe to ask them?",
            yes="Yes, it is safe",
            no="No, or it may not be",
        ),
        Radios(
            "code",
            "Why?",
            hint="Leave it empty where none fits. The last is for whoever was not safe before.",
        ),
        Area(
            "reason",
            "How you know",
            hint="To say that it is safe, write in a sentence or two what makes it so now. "
            f"Fewer than {LEAST_OF_A_REASON} characters lift no warning, nor do words that tell of "
            "danger.",
        ),
        Radios(
            "safe_all_the_same",
            "Do your words tell of danger, and is it safe all the same?",
            hint="A manager answers this, where it says that both were said.",
            yes="Yes: what they tell of is not about this person, or is over",
            no="No",
        ),
        DayOf("review_on", "When is this looked at again?"),
        when("Since when?"),
    ),
)

STOP: Final = Form(
    operation="withdraw",
    is_heard_at_once=True,
    title="They take back what they agreed to",
    lead="It counts from when they said it. They need give no reason, and whatever you leave empty "
    "is meant as well.",
    fields=(
        who_answers("Who says so?"),
        OWN_WORDS,
        replace(MUST_NOT_HEAR, is_needed=False),
        Radios("method", "How did they say it?"),
        when("When did they say it?", is_exact=True),
        Heading("What do they take back?", "Leave all of this empty if they take back everything."),
        Checks("scope/subjects", "About whom?", choices=everybody),
        Group(
            "scope/agencies", "About which services?", (WhichAgency("", "Service"),), each="Service"
        ),
        Checks("scope/categories", "Which information?"),
        Select("scope/purposes", "For which purpose only?"),
        Radios("scope/directions", "Only asking, or only telling?"),
        Radios("kind", "What had they agreed to?", hint="Leave it empty for sharing information."),
    ),
    button="Record that they stop",
)

WISH: Final = Form(
    operation="recordWish",
    is_heard_at_once=True,
    asks_first=True,
    title="What the child wants",
    fields=(
        Radios("child", "Which child?", choices=born),
        AGAINST_IT,
        OWN_WORDS,
        replace(
            NOT_A_NO_AT_ONCE,
            hint="Left open, words that read like a no are heard as one, whatever is chosen above.",
        ),
        replace(
            MUST_NOT_HEAR,
            label="Is there anybody who is not to be told, or who may be a danger to them?",
            hint="They are told nothing, of anything, until a manager has weighed it. No part "
            "alone can be kept from them. If the child means one part, write above which.",
        ),
        Text("heard_by", "Who heard it?"),
        Area("how_weighed", "How it was weighed"),
        when("When did they say it?"),
    ),
)


#: How somebody is tried, in words for what did not reach them: the codes' own are for what did.
_TRIED_BY: Final = (
    Choice("PHONE_VERBAL", "By telephone"),
    Choice("IN_PERSON_VERBAL", "You went to see them"),
    Choice("VIDEO_VERBAL", "By video call"),
    Choice("EMAIL", "By email"),
    Choice("TEXT_MESSAGE", "By text message"),
    Choice("BSL_OR_OTHER_COMMUNICATION", "By British Sign Language, through a service"),
)


def _they_rang(known: Known, typed: Typed) -> list[tuple[str, str]]:
    """Where a talk is written down in which somebody who rang was told nothing: it opens with that
    ticked, and asks nothing of whoever is known.
    """
    person = typed.one("person") or None
    asked = {"person": person, NONE: person and "yes", "modifiers": TOLD_NOTHING}
    found = offered(known.visit, "recordConversation", _TOLD_NOTHING, **asked)
    return [(one.words, one.address) for one in found]


_TOLD_NOTHING: Final = "They rang or wrote, and you told them nothing: write down what they said."

ATTEMPT: Final = Form(
    operation="recordAttempt",
    title="You tried to reach somebody",
    lead="An attempt is not an answer. After three on different days, or at least two hours apart "
    "and by different ways, they count as somebody who cannot be reached.",
    says=lambda *_: "Did they get in touch with you? Then it is no attempt.",
    leads=_they_rang,
    fields=(
        whom("Whom did you try to reach?"),
        Radios(
            "method",
            "How?",
            choices=lambda _: _TRIED_BY,
            hint="Leave it empty for a letter or another way, and say below which.",
        ),
        when(is_exact=True),
        Area(
            "words",
            "What happened",
            hint="If they said anything, in a text or a letter too, that is an answer: record it "
            "as one.",
        ),
        replace(
            NOT_A_NO_AT_ONCE,
            label="Did they, or anybody for them, say or write something that may be a no?",
            yes="No. Nobody answered, or nothing of it is a no",
            hint="What may be a no of theirs holds a yes until somebody has read it.",
        ),
        MUST_NOT_HEAR,
        ENQUIRY,
    ),
)


def _each_act(every: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """What was written in one press stands in several entries, and is read once: in the first."""
    acts: dict[tuple[Any, ...], Mapping[str, Any]] = {}
    for one in every:
        acts.setdefault((one["person"], one["at"], one["words"]), one)
    return list(acts.values())


#: What one of us wrote to a manager is nobody's of the family.
_A_REQUEST: Final = "decision-requested"


def _that_may_be_noes(known: Known) -> Iterator[Choice]:
    names = names_on(known.file)
    for one in _each_act(one for one in known.file["said_besides"] if one["may_be_a_no"]):
        when_said = day(datetime.fromisoformat(one["at"]))
        who = names.get(one["person"], "Somebody")
        by = f"a worker wrote of {who}" if one["kind"] == _A_REQUEST else who
        yield Choice(str(one["entry"]), f"{by[:1].upper()}{by[1:]}, {when_said}: “{one['words']}”")


def _read_out(choices: Iterable[Choice], typed: Typed) -> str:
    """The words that are chosen, whole: on a telephone a list shows how they begin."""
    chosen = typed.one("entry")
    return next((one.words for one in choices if one.value == chosen), "")


READ_WORDS: Final = Form(
    operation="readWords",
    title="What they said is not a no",
    lead="Until they say yes, or this is so, it may be a no. If it is one, or may be, record what "
    "they answered instead. What a worker says here counts once a manager has confirmed it.",
    says=lambda known, typed: _read_out(_that_may_be_noes(known), typed),
    template="words_read.html",
    more=lambda known, typed: {"instead": list(_instead(known, typed.one("entry")))},
    fields=(
        Select("entry", "Which words?", choices=_that_may_be_noes),
        Area("reason", "Why is it not a no?", rows=2),
        when(),
    ),
)


def _instead(known: Known, entry: str) -> Iterator[Offer]:
    """Where it is recorded that it is a no, or that they were asked: of whoever said the words."""
    said = (one for one in known.file["said_besides"] if str(one["entry"]) == entry)
    person = next((one["person"] for one in said), None)
    yield from offered(known.visit, "recordResponse", "Record what they answered", person=person)
    words = "Ask them, and record the conversation"
    yield from offered(known.visit, "recordConversation", words, person=person)


def _unread(known: Known) -> Iterator[Choice]:
    names = names_on(known.file)
    for one in _each_act(known.file["unread_writing"]):
        who = names.get(one["person"] or "", "Somebody")
        when_said = day(datetime.fromisoformat(one["at"]))
        yield Choice(str(one["entry"]), f"{who}, {when_said}: “{one['words']}”")


READ_WRITING: Final = Form(
    operation="readWriting",
    title="You read what they wrote",
    lead="Until somebody of us has read it, no other adult of the family is rung. If it is in a "
    "language that you do not read, have it read by somebody who does, and by nobody of the "
    "family. If a child may be at risk right now, share now.",
    says=lambda known, typed: _read_out(_unread(known), typed),
    fields=(
        Select("entry", "Which words?", choices=_unread),
        Radios("holds", "What may stand in it?"),
        when(),
    ),
)

PAGES: Final = pages(SIGN, SAFETY, STOP, WISH, ATTEMPT, READ_WORDS, READ_WRITING)
