"""Each box in which somebody writes of the family is read for harm, or is listed with why not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec
import pytest

from consent_service.domain.answers import Safe
from consent_service.domain.file.view import View
from consent_service.domain.freetext.tellsofharm import told_in
from consent_service.domain.noticing.notices import notices_of
from consent_service.domain.recorded.event import kinds
from consent_service.domain.recorded.members import TellsOfHarm, Text, TheirWords, members_of
from consent_service.domain.recorded.plans import PlanStep, SafetyPlanMade
from consent_service.domain.safety.signs import asking
from consent_service.domain.scopes.services import Directory
from tests.domain.tasks.story import Story, family

KINDS: Final = tuple(kinds())
_WEIGHED: Final = "A manager weighs it, with what is on record: whoever is feared stands there."
_SETTLES: Final = "It says why something that was heard already is settled, often in its words."
_PROTECTS: Final = "It says why somebody is not asked or told: the entry itself protects."
_OF_US: Final = "It is of our own doings: a key, a clock, a right, a record."
_MADE: Final = "It is made of what is on record, and held against what was offered."
_A_PLAN: Final = "A plan says what may happen, and goes to nobody who is not known to be safe."
_SHARED: Final = "What was shared at once: its own risk is read."
#: By kind, or by kind and member: of those in which one writes at length.
WHY_NOT: Final = {
    "AuthorisationMade": _WEIGHED,
    "NotShareDecided": _WEIGHED,
    "AuthorisationEnded": _WEIGHED,
    "DecisionReviewed": _WEIGHED,
    "WishRecorded.how_weighed": _WEIGHED,
    "WishRecorded.not_to_be_told_because": _PROTECTS,
    "SafetyRecorded": _PROTECTS,
    "SafeToTellChanged": _PROTECTS,
    "RecordRestricted": _PROTECTS,
    "RestrictionEnded": _SETTLES,
    "ReferrerToldBack.withheld_reason": _PROTECTS,
    "ReferrerToldBack.words_sent": _MADE,
    "DisclosureRecorded.words_sent": _MADE,
    "AgencyTold": _MADE,
    "StopNoticeSent": _MADE,
    "StopNoticeAcknowledged": "An agency says that it had a notice.",
    "CorrectionAnswered": _SETTLES,
    "EntryCorrected": _SETTLES,
    "EffectConfirmed": _SETTLES,
    "EffectRefused": _SETTLES,
    "EffectWaits": _SETTLES,
    "FoundRight": _SETTLES,
    "WordsRead": _SETTLES,
    "WishWeighed": _SETTLES,
    "ShareNowReviewed": _SETTLES,
    "KeptRecordReviewed": _SETTLES,
    "RecordConfirmed": _SETTLES,
    "Looked": _SETTLES,
    "PeopleJoined": _SETTLES,
    "PeopleParted": _SETTLES,
    "PeopleToldApart": _SETTLES,
    "PersonAmended": _SETTLES,
    "PersonJoinedElsewhere": _SETTLES,
    "PersonPartedElsewhere": _SETTLES,
    # What is done by one may tell what was done, and is read: its steps.
    **{f"SafetyPlanMade.{one}": _A_PLAN for one in ("dangers", "goals", "contact", "reason")},
    "ShareNowRecorded.so_far": _SHARED,
    "ClientDisabled": _OF_US,
    "ClockSet": _OF_US,
    "RightGranted": _OF_US,
    "RecordOpened": _OF_US,
    "ContactOpened": _OF_US,
    "WayInGiven": _OF_US,
    "ServiceListed": _OF_US,
}


def boxes(kind: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, bool]]:
    """Each member in which one writes at length, and whether it is read."""
    for member in members_of(kind):
        slot, here = member.holds.each or member.holds, (*path, member.name)
        if isinstance(slot.base, type) and issubclass(slot.base, msgspec.Struct):
            yield from boxes(slot.base, here)
        elif (text := slot.mark(Text)) is not None and text.lines:
            marks = (*slot.marks, *member.holds.marks)
            yield ".".join(here), any(isinstance(one, TheirWords | TellsOfHarm) for one in marks)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_each_box_is_read_or_it_says_why_not(kind: Any) -> None:
    for member, is_read in boxes(kind):
        name = f"{kind.__name__}.{member}"
        listed = {kind.__name__, name, f"{kind.__name__}.{member.split('.')[0]}"} & WHY_NOT.keys()
        assert is_read is not bool(listed), name


def test_nothing_is_listed_that_is_no_box() -> None:
    every = {
        name
        for kind in KINDS
        for member, _ in boxes(kind)
        for name in (
            kind.__name__,
            f"{kind.__name__}.{member}",
            f"{kind.__name__}.{member.split('.')[0]}",
        )
    }
    assert not WHY_NOT.keys() - every


def test_what_is_typed_in_a_line_of_where_or_when_is_read_as_well() -> None:
    read = {f"{one.kind.__name__}.{one.member}" for one in told_in()}
    assert read >= {"ConversationRecorded.place", "ContactPointRecorded.safe_times"}


@pytest.mark.parametrize(
    "told",
    [
        lambda story: story.talk(
            "mum",
            others_present=(
                "My sister",
                "Zz dad, who hit her",
            ),
        ),
        lambda story: story.make(
            SafetyPlanMade,
            plan="plan",
            enquiry="E1",
            children=("ng",),
            version=1,
            steps=(PlanStep("Gran takes him in when Zz dad hits him"),),
        ),
    ],
    ids=["others_present", "steps"],
)
def test_what_is_typed_in_a_list_is_read_as_well(told: Any) -> None:
    """Nobody read who else was there, nor what somebody does by a plan."""
    story = family().later()
    told(story)
    assert "WORDS_TELL_OF_HARM" in noticed(story)
    assert "READ_HARM" in story.codes()
    view = View(story.file, story.at, story.at)
    assert view.each[asking]["dad"].answer is Safe.NOT_KNOWN


def test_who_else_was_there_puts_no_yes_in_doubt() -> None:
    story = family().later()
    story.agree("mum", conversation=story.talk("mum", others_present=("Zofia Zz, siostra",)))
    assert "YES_IN_DOUBT" not in noticed(story)


def noticed(story: Story) -> set[str]:
    stamp, content = story.entries[-1]
    view = View(story.file, story.at, story.at)
    return {one.code for one in notices_of(content, stamp, view, Directory())}


@pytest.mark.parametrize(
    ("member", "words"),
    [
        ("questions_asked", "Can I say no? I do not want the school asked"),
        ("pressure_note", "She shook her head and said no"),
        ("parent_words", "No thanks"),
    ],
)
def test_a_no_is_noticed_in_whichever_box_of_a_talk_it_stands(member: str, words: str) -> None:
    story = family()
    members: dict[str, Any] = {member: words}
    story.say("AGREED", conversation=story.talk("mum", **members))
    assert "WORDS_SAY_NO" in noticed(story)


@pytest.mark.parametrize(
    ("member", "words"),
    [
        ("pressure_note", "He shouted at her in the background to say yes"),
        ("pressure_note", "She was crying and looking at the door"),
        ("place", "At home, Dad in the next room"),
        ("questions_asked", "He is listening, what do I say?"),
    ],
)
def test_pressure_is_heard_in_whichever_box_of_a_talk_it_stands(member: str, words: str) -> None:
    story = family()
    members: dict[str, Any] = {member: words}
    story.say("AGREED", conversation=story.talk("mum", **members))
    assert "YES_IN_DOUBT" in noticed(story)


@pytest.mark.parametrize(
    "words", ["TV on in the background", "Kids in the next room", "Her flat", "Looked at the form"]
)
def test_where_it_was_is_mostly_no_pressure(words: str) -> None:
    story = family()
    story.say("AGREED", conversation=story.talk("mum", place=words))
    assert "YES_IN_DOUBT" not in noticed(story)


def test_alone_is_not_alone_where_somebody_is_named_as_there() -> None:
    for members, is_odd in (
        ({"others_present": ("Her husband",)}, True),
        ({"place": "At home, Dad in the next room"}, True),
        ({"others_present": ("Her husband",), "seen_alone": "NO"}, False),
        ({"place": "At home"}, False),
    ):
        story = family()
        given: dict[str, Any] = dict(members)
        story.talk("mum", **given)
        assert ("ALONE_AND_NOT" in noticed(story)) is is_odd, members
