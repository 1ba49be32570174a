"""Whatever one who decides said or wrote is heard alike, by whichever door it came in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET

from consent_service.domain.answers import Answer, Flag, Outcome, Position, Reason
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.noticing.notices import notices_of
from consent_service.domain.recorded.compared import WritingRead
from consent_service.domain.recorded.event import kinds
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.recorded.practice import (
    AgencyReplied,
    CheckFollowedUp,
    CorrectionAnswered,
    FamilyAsked,
    WordsRead,
)
from consent_service.domain.scopes.services import Directory
from consent_service.domain.words import words_for_agency
from tests.domain.doors_of_words import DOORS, OF_CHILDREN, put
from tests.domain.tasks.story import MANAGER, Story, family, question, scope
from tests.made_up import MadeUp

doors = pytest.mark.parametrize("door", sorted(DOORS.keys() - OF_CHILDREN))


def answer(story: Story, *subjects: str) -> Answer:
    return decide(View(story.file, story.at, story.at), DEFAULT_POLICY, question(*subjects))


def of(found: Answer, person: str) -> Position:
    return next(p for p in found.items[0].positions if p.person == person)


def is_not_called_unasked(story: Story, found: Answer, person: str) -> bool:
    """In the words for the agency."""
    words = words_for_agency(found, question(), View(story.file, story.at, story.at)) or ""
    of_them = [one for one in words.split(". ") if f"Zz {person} " in one]
    return not any("not been asked" in one for one in of_them)


def agreed() -> Story:
    """The mother has said yes to all that is asked; the father has said nothing."""
    story = family()
    story.agree("mum")
    assert answer(story.later()).outcome is Outcome.COVERED
    return story


@pytest.mark.swept
@doors
@pytest.mark.parametrize("person", ["dad", "mum"])
def test_by_every_door_a_word_of_one_who_decides_holds_what_it_may_be_a_no_to(
    door: str, person: str
) -> None:
    story = agreed()
    place = put(story, DOORS[door], person, "I say no,")
    found = answer(story.later())
    stands = of(found, person)
    assert found.outcome in (Outcome.ASK, Outcome.DECISION_NEEDED)
    assert (stands.reason, stands.holds, stands.entry) == (Reason.NOT_CLEAR, True, place)
    # Somebody has read it, and says why it is none.
    story.make(WordsRead, MANAGER, entry=place, reason="They will ring back.")
    found = answer(story.later())
    assert found.outcome is Outcome.COVERED
    if DOORS[door].kind is AgencyReplied:
        # What an agency wrote of somebody, they have not said to us.
        assert person == "mum" or of(found, person).reason is Reason.NOT_ASKED
        return
    assert is_not_called_unasked(story, found, person)
    assert person == "mum" or of(found, person).reason is Reason.NOT_ANSWERED


@doors
def test_a_yes_that_was_heard_since_lifts_it_and_one_that_was_pressed_does_not(door: str) -> None:
    story = agreed()
    put(story, DOORS[door], "dad", "I say no,")
    story.later().say("AGREED", "dad", method="ONLINE_SIGNED_IN")
    is_of_a_talk = DOORS[door].kind is CheckFollowedUp
    assert answer(story.later()).outcome is not Outcome.COVERED or is_of_a_talk
    story.agree("dad")
    assert answer(story.later()).outcome is Outcome.COVERED


@doors
def test_whoever_does_not_decide_is_heard_and_holds_nothing(door: str) -> None:
    story = agreed()
    story.adult("gran", role="GRANDPARENT", pr_status="NO")
    put(story, DOORS[door], "gran", "I say no,")
    found = answer(story.later())
    assert found.outcome is Outcome.COVERED
    if DOORS[door].kind is AgencyReplied:
        assert of(found, "gran").reason is Reason.NOT_ASKED
        return
    assert of(found, "gran").reason is Reason.NOT_ANSWERED
    assert is_not_called_unasked(story, found, "gran")


def test_a_young_person_who_decides_is_heard_by_each_door_they_have() -> None:
    for name in sorted(DOORS):
        story = family().child("teen", date(2009, 2, 1))
        story.adult("mum", "teen").agree("teen", scope=scope("teen"))
        assert answer(story.later(), "teen").outcome is Outcome.COVERED
        if not DOORS[name].mark.whose.startswith("whoever is named"):
            put(story, DOORS[name], "teen", "I say no,")
            found = answer(story.later(), "teen")
            assert found.outcome is Outcome.ASK, name
            assert Flag.CHILD_OBJECTS in found.flags


_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["door", "door", "agree", "refuse", "leave open", "decide", "read"]),
        st.sampled_from(sorted(DOORS.keys() - OF_CHILDREN)),
        st.sampled_from(["mum", "dad"]),
    ),
    min_size=1,
    max_size=7,
)


@given(_STEPS)
def test_no_yes_covers_what_one_who_decides_said_since_by_any_door(
    steps: list[tuple[str, str, str]],
) -> None:
    """Whatever else was said before or after, of either of them."""
    story, open_words = agreed(), dict[int, str]()
    for did, door, person in steps:
        story.later(timedelta(hours=1))
        match did:
            case "door":
                open_words[put(story, DOORS[door], person, "I say no,")] = person
            case "agree":
                story.agree(person)
                open_words = {p: who for p, who in open_words.items() if who != person}
            case "refuse":
                story.say("REFUSED", person)
            case "leave open":
                story.say("UNDECIDED", person)
            case "decide":
                story.decide(f"decision-{story.at.isoformat()}")
            case "read":
                for place in list(open_words)[:1]:
                    story.make(WordsRead, MANAGER, entry=place, reason="No no.")
                    del open_words[place]
        found = answer(story)
        if open_words:
            assert found.outcome is not Outcome.COVERED, (steps, open_words)
        for who in open_words.values():
            assert of(found, who).reason is not Reason.NOT_ASKED
            assert is_not_called_unasked(story, found, who)


# ── ours, and theirs ────────────────────────────────────────────────────────────────────────


def written(kind: str, words: str, **more: Any) -> tuple[Position, set[str]]:
    """The mother, who agreed, once these words are written by that door; and the notices of it."""
    story = agreed()
    door = next(one for one in DOORS.values() if one.kind.__name__ == kind)
    story.later()
    every: dict[str, dict[str, Any]] = {
        "ContactMade": {"method": "CALL"},
        "ResponseRecorded": {"response": "a", "answer": "ASK_ATTEMPTED", "scope": scope()},
        "ConversationRecorded": {
            "conversation": "t",
            "method": "PHONE_VERBAL",
            "seen_alone": "YES",
        },
    }
    usual = {"person": "mum", "enquiry": "E1", "effective_at": story.at, door.member: words}
    story.record(door.kind(**usual, **every[kind], **more))
    stamp, content = story.entries[-1]
    view = View(story.file, story.at, story.at)
    told = {one.code for one in notices_of(content, stamp, view, Directory())}
    return of(answer(story.later()), "mum"), told


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("ContactMade", "Told her what the health visitor said."),
        ("ContactMade", "Rang. Not at home, and nobody picked up."),
        ("ResponseRecorded", "No answer."),
        ("ResponseRecorded", "No answer, no message left."),
        ("ResponseRecorded", "Rang twice: no reply."),
        ("ResponseRecorded", "Went to voicemail."),
        ("ConversationRecorded", "He slept well, thank you."),
    ],
)
def test_what_we_write_of_a_call_and_what_denies_nothing_is_asked_about_once(
    kind: str, words: str
) -> None:
    stands, told = written(kind, words)
    assert stands.holds
    assert "MAY_BE_A_NO" in told
    assert "READS_LIKE_A_NO" not in told
    stands, told = written(kind, words, not_a_no=True)
    assert not stands.holds
    assert not told & {"MAY_BE_A_NO", "READS_LIKE_A_NO"}


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("ContactMade", "Rang. She has changed her mind, she wants us to stop with the dentist."),
        ("ContactMade", "She said firmly no."),
        ("ResponseRecorded", "She wrote back: I do not agree to it."),
        ("ResponseRecorded", "She wrote back: no."),
        ("ResponseRecorded", "No, she does that herself."),
        ("ResponseRecorded", "He refused on the doorstep."),
        ("ConversationRecorded", "Leave the dentist out of it."),
        ("ConversationRecorded", "I don't want that any more."),
    ],
)
def test_a_no_that_is_quoted_or_said_in_passing_is_looked_at_again_where_it_is_said_to_be_none(
    kind: str, words: str
) -> None:
    """A slip of one radio took a no away without a word."""
    assert written(kind, words)[0].holds
    stands, told = written(kind, words, not_a_no=True)
    assert not stands.holds
    assert "READS_LIKE_A_NO" in told
    assert written(kind, words, not_a_no=False)[0].holds


@pytest.mark.parametrize(
    ("words", "may_be"), [("My sister Kay", False), ("Not the school. My sister Kay", True)]
)
def test_whom_somebody_wants_beside_them_is_a_name_and_what_they_write_of_it_is_heard(
    words: str, may_be: bool
) -> None:
    """A name held each yes, and taught staff to press that there is no no in it."""
    for wants, holds in (("SUPPORTER", may_be), ("COMPLAIN", True)):
        story = agreed()
        story.make(FamilyAsked, request="r", person="mum", wants=wants, words=words)
        assert of(answer(story.later()), "mum").holds is holds


#: By these an entry goes on with another.
GOES_ON = {"disclosure", "request", "correction", "check", "invitation", "meeting", "entry"}
#: That somebody read the words and found no no in them, and an answer to what they are of.
SAY_WHAT_IT_WAS = {WordsRead, WritingRead, CorrectionAnswered}


@pytest.mark.swept
@doors
def test_nothing_that_is_recorded_of_the_same_thing_since_says_that_it_was_no_no(
    door: str,
) -> None:
    """That somebody had looked again at what an agency wrote ended the no in it."""
    for kind in kinds():
        names = {*kind.__struct_fields__}
        is_of_it = "effective_at" in names and not names.isdisjoint(GOES_ON)
        if kind in SAY_WHAT_IT_WAS or not is_of_it:
            continue
        story = agreed()
        place = put(story, DOORS[door], "mum", "I say no,")
        said = story.entries[-1][1].event
        goes_on = {name: getattr(said, name, None) for name in names & GOES_ON}
        here = {"person": "mum", "child": "ng", "enquiry": "E1", "entry": place, "not_a_no": UNSET}
        members = {name: one for name, one in goes_on.items() if one is not None}
        members |= {name: one for name, one in here.items() if name in names}
        whole = MadeUp(mark="Yy", at=story.later().at).event(kind)
        story.record(msgspec.structs.replace(whole, **members, effective_at=story.at))
        assert answer(story.later()).outcome is not Outcome.COVERED, kind
