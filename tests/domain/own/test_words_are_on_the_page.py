"""What somebody said besides their answers takes "agreed" off their own page and letter as well,
and tells whoever reads on nothing else; what others wrote of them, or what tells of harm, nothing.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.answers import Reason
from consent_service.domain.codes import TEXTS
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.freetext.wordsofayes import NO_ELSEWHERE
from consent_service.domain.letters.whole import whole
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.event import Event
from consent_service.domain.recorded.events import (
    CapacityRecorded,
    ConversationRecorded,
    EnquiryOpened,
    ReachabilityRecorded,
)
from consent_service.domain.recorded.meetings import MeetingCalled, MeetingInvited, MeetingPartTaken
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.recorded.practice import ContactMade, FamilyAsked, WordsRead
from consent_service.domain.said.statuses import AGREED, status_of_caregiver
from consent_service.domain.standing.beside import Beside
from consent_service.domain.standing.said import responses
from consent_service.domain.words import words_for_agency
from tests.domain.doors_of_words import DOORS, OF_CHILDREN, put
from tests.domain.own.lives import family, view_of
from tests.domain.tasks.story import DAY, MANAGER, Story, question, scope

#: By which it is not known that they said it to us, or told us of what others did.
NOT_TO_US: Final = {
    "AdvocateStatusChanged.note",
    "AgencyReplied.words",
    "CapacityRecorded.rationale",
    "CheckFollowedUp.note",
    "DecisionRequested.why",
    "InjuryRecorded.explanation",
    "InjuryRecorded.words",
    "MeetingPartTaken.thinks",
    "MeetingPartTaken.would_change",
    "MeetingRecorded.words",
    "NeedsRecorded.note",
    "ReachabilityRecorded.reason",
    "SignRecorded.note",
}
SHOWN: Final = sorted(DOORS.keys() - OF_CHILDREN - NOT_TO_US)
NO: Final = "I say no,"


def agreed() -> Story:
    story = family()
    story.agree("mum")
    return story.later()


def page(story: Story, person: str = "mum") -> dict[str, Any]:
    return view_of(story, person)


def why(story: Story, person: str = "mum") -> list[str]:
    """Of each yes on their page that nobody goes by: why. Empty where they are agreed to."""
    own = page(story, person)
    assert bool(own["agreed"]) is not bool(own["not_counted"])
    return [one["because"] for one in own["not_counted"]]


def test_each_door_is_known_here() -> None:
    assert DOORS.keys() >= NOT_TO_US
    assert len(SHOWN) > 8


@pytest.mark.parametrize("door", SHOWN)
def test_what_they_said_to_us_takes_agreed_off_their_page_and_their_letter(door: str) -> None:
    story = agreed()
    place = put(story, DOORS[door], "mum", NO)
    story.later()
    assert why(story) == [TEXTS["own_not_until"]]
    assert TEXTS["own_not_until"] in said_in_a_letter(page(story))
    assert NO not in str(page(story)) or door in TYPED_OR_STATED
    # Nobody is to send them a copy by which they agreed.
    assert "SEND_SUMMARY" not in story.codes()
    # Somebody has read it, and says why it is none.
    story.make(WordsRead, MANAGER, entry=place, reason="They will ring back.")
    assert not why(story.later())
    assert "SEND_SUMMARY" in story.codes()


#: Their own statement stands on their page, whoever wrote it down.
TYPED_OR_STATED: Final = {"DisagreementStated.words"}


def said_in_a_letter(own: dict[str, Any]) -> set[str]:
    parts = [*whole(own)]
    lines = [line for part in parts for line in part.lines]
    lines += [line for part in parts for item in part.items for line in item.lines]
    return {line.text for line in lines}


@pytest.mark.parametrize("no", ["No.", *sorted(NO_ELSEWHERE), "Nu vreau"])
def test_a_no_beside_a_ticked_yes_is_on_their_page_in_whichever_language(no: str) -> None:
    """ "Nie" beside a ticked yes stood there as agreed, and no check went by it."""
    story = family()
    story.agree("mum", conversation=story.talk("mum", parent_words=no))
    view = View(story.later().file, story.at, story.at)
    (item,) = decide(view, DEFAULT_POLICY, question()).items
    assert item.reason is Reason.NOT_CLEAR
    assert why(story) == [TEXTS["own_not_until"]]
    assert no not in str(page(story))


@pytest.mark.parametrize("door", SHOWN)
def test_a_yes_heard_since_is_agreed_again(door: str) -> None:
    story = agreed()
    put(story, DOORS[door], "mum", NO)
    story.later().agree("mum")
    assert not why(story.later())


@pytest.mark.parametrize("door", sorted(NOT_TO_US))
def test_what_others_wrote_of_them_changes_nothing_on_their_page(door: str) -> None:
    story = agreed()
    before = page(story)
    put(story, DOORS[door], "mum", NO)
    assert page(story.later()) == before


@pytest.mark.parametrize("door", SHOWN)
def test_what_tells_of_harm_changes_nothing_that_whoever_did_it_may_read(door: str) -> None:
    story = agreed()
    before = page(story)["agreed"]
    put(story, DOORS[door], "mum", "I say no, he hit me,")
    stands_there = door.split(".", maxsplit=1)[0] in (
        "CorrectionAsked",
        "DisagreementStated",
        "FamilyAsked",
    )
    assert (page(story.later())["agreed"] == before) is not stands_there


def test_what_was_said_under_pressure_changes_nothing_either() -> None:
    story = agreed()
    before = page(story)
    story.talk("mum", parent_words="I do not want that.", pressure_concern="POSSIBLE")
    assert page(story.later()) == before
    story.talk("mum", parent_words="I do not want that.")
    assert why(story.later())


def test_what_staff_write_of_whoever_is_not_safe_is_no_news_and_what_they_typed_is_heard() -> None:
    story = agreed().unsafe("mum").later()
    before = page(story)
    about: Any = {"person": "mum", "enquiry": "E1"}
    story.make(ContactMade, method="CALL", words="She said no to it.", **about)
    assert page(story.later()) == before
    typed = By("parent-1", "PARENT")
    story.make(FamilyAsked, typed, request="r", person="mum", wants="LETTER", words="No more.")
    assert why(story.later())


def test_what_they_think_in_a_meeting_of_the_family_is_theirs_to_read() -> None:
    story = agreed()
    of: Any = {"meeting": "m", "enquiry": "E1", "children": ("ng",)}
    starts = story.at + DAY
    story.make(MeetingCalled, meeting_type="FAMILY_NETWORK_MEETING", starts_at=starts, **of)
    story.make(MeetingInvited, invitation="i", meeting="m", person="mum")
    story.make(MeetingPartTaken, invitation="i", attendance="CAME", thinks="I do not want that.")
    assert why(story.later())


def test_what_was_written_for_an_enquiry_that_has_ended_ended_with_it() -> None:
    story = agreed()
    story.make(EnquiryOpened, enquiry="E2")
    story.make(
        ConversationRecorded,
        conversation="other",
        enquiry="E2",
        person="mum",
        method="PHONE_VERBAL",
        seen_alone="YES",
        pressure_concern="NONE",
        parent_words="I do not want that.",
    )
    assert why(story.later())
    story.close("E2")
    assert not why(story.later())


def test_what_a_child_wants_was_perhaps_told_to_one_person_alone() -> None:
    story = family().child("teen", date(2009, 2, 1))
    story.adult("mum", "teen").agree("teen", scope=scope("teen"))
    before = view_of(story.later(), "teen", as_child=True)
    assert before["agreed"]
    story.wish(child="teen", objects=True, words="I do not want it.")
    assert view_of(story.later(), "teen", as_child=True) == before
    # What they said themself to one of us, of what is theirs to decide, is as anybody's.
    story.talk("teen", parent_words="I do not want it.")
    assert not view_of(story.later(), "teen", as_child=True)["agreed"]


_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["door", "door", "agree", "press", "refuse", "leave open", "read"]),
        st.sampled_from(SHOWN),
        st.sampled_from(["mum", "dad"]),
    ),
    min_size=1,
    max_size=7,
)


@given(_STEPS)
def test_nothing_says_agreed_of_what_one_who_decides_may_have_said_no_to_since(
    steps: list[tuple[str, str, str]],
) -> None:
    """Their page, their letter, what staff are shown of their answers, the words for the agency."""
    story, places = agreed(), list[int]()
    for did, door, person in steps:
        story.later()
        match did:
            case "door":
                places.append(put(story, DOORS[door], person, NO))
            case "agree":
                story.agree(person)
            case "press":
                story.say("AGREED", person, method="ONLINE_SIGNED_IN")
            case "refuse":
                story.say("REFUSED", person)
            case "leave open":
                story.say("UNDECIDED", person)
            case "read" if places:
                story.make(WordsRead, MANAGER, entry=places.pop(0), reason="No no.")
        assert_nobody_is_said_to_agree(story)


def assert_nobody_is_said_to_agree(story: Story) -> None:
    view = View(story.file, story.at, story.at)
    found = decide(view, DEFAULT_POLICY, question())
    words = words_for_agency(found, question(), view) or ""
    shown = responses(view, Beside(view), ())
    for one in found.items[0].positions:
        if one.decides and one.holds:
            own = view_of(story, one.person)
            assert not own["agreed"]
            assert f"Zz {one.person} agreed" not in words
            assert not {s["status"] for s in shown if s["person"] == one.person} & AGREED
            assert status_of_caregiver(view, one.person, "ng") not in AGREED


FINDINGS: Final[dict[str, tuple[type[Event], dict[str, Any], str]]] = {
    "capacity": (CapacityRecorded, {"person": "mum", "status": "ASSESSED_HAS"}, "rationale"),
    "reached": (ReachabilityRecorded, {"person": "mum", "reachable": True}, "reason"),
}


@pytest.mark.parametrize("kind", FINDINGS)
def test_a_no_that_whoever_came_to_a_finding_says_stands_in_it_takes_agreed_off_their_page(
    kind: str,
) -> None:
    """A check went by no yes of theirs from then on, and their own page said that they agreed."""
    event, members, words = FINDINGS[kind]
    said: dict[str, Any] = {**members, words: "She told me that she does not want it."}
    story = agreed()
    story.make(event, **said, not_a_no=True)
    assert not why(story.later())
    story.make(event, **said, not_a_no=False)
    assert why(story.later()) == [TEXTS["own_not_until"]]
    # What tells of harm would be news to whoever reads on.
    story = agreed()
    harm = "She is afraid that he will hit her, and does not want it."
    story.make(event, **{**said, words: harm}, not_a_no=False)
    assert not why(story.later())
