"""Words that may tell of harm are read the same day, until they are settled."""

from __future__ import annotations

from typing import Any

import pytest

from consent_service.domain.file.view import View
from consent_service.domain.letters.going import is_harm_unread
from consent_service.domain.noticing.notices import codes_of
from consent_service.domain.recorded import events, practice
from consent_service.domain.recorded.circumstances import SignRecorded, WishWeighed
from consent_service.domain.recorded.compared import FoundRight
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.meetings import InjuryRecorded
from consent_service.domain.recorded.sharingatonce import ShareNowRecorded, ShareNowReviewed
from consent_service.domain.safety.harmtoread import harm_to_read, words_in
from consent_service.domain.tasks.withdrawing import SEE_ALONE
from consent_service.domain.times import day_of
from tests.domain.tasks.story import DAY, MANAGER, WORKER, Story
from tests.domain.test_tells_of_harm import DOORS, EVERYBODY, a_family, not_known, told
from tests.reasons import ENOUGH


def to_read(story: Story) -> list[Any]:
    return [one for one in story.due(story.at) if one.code == "READ_HARM"]


#: A strategy discussion is called because of harm, and by whoever looks at it.
LOOKED_AT = {"MeetingCalled.why"}


@pytest.mark.swept
@pytest.mark.parametrize("door", sorted(DOORS))
def test_by_each_door_a_manager_reads_it_today_until_it_is_settled(door: str) -> None:
    """The notice was seen once by whoever typed it, and the next one was told to ring him."""
    is_sign = DOORS[door].kind in (SignRecorded, InjuryRecorded)
    for settle in (a_sign_since, said_to_be_read, said_to_be_safe):
        story = a_family()
        assert not to_read(story)
        told(story, door, "Dad punched him, he has a black eye")
        place = story.entries[-1][0].seq
        found = [(one.about, one.for_role) for one in to_read(story)]
        is_read = not is_sign and door not in LOOKED_AT
        assert found == ([(str(place), "MASH_MANAGER")] if is_read else [])
        assert "dad" not in {o.person for o in story.due(story.at) if o.code == "SPEAK_TO"}
        settle(story.later(), place)
        assert not to_read(story.later())
        assert ("dad" in not_known(story)) is (settle is not said_to_be_safe)


def shared_at_once() -> Story:
    """As it is written down afterwards: harm is what it is about."""
    story = a_family()
    used = story.share_now()
    risk = "Bruise, finger marks. Said Dad punched him."
    story.make(ShareNowRecorded, share_now=used, enquiry="E1", shared=True, risk=risk)
    return story


def test_what_was_shared_at_once_is_looked_at_once_and_nobody_it_may_mean_is_safe() -> None:
    """Whoever wrote down what they had shared was told that their words may tell of harm, and a
    manager read them twice.
    """
    story = shared_at_once()
    place, content = story.entries[-1]
    assert "WORDS_TELL_OF_HARM" not in [
        *codes_of(content, place, View(story.file, story.at, story.at))
    ]
    story.later()
    assert [one.about for one in story.due(story.at) if one.code == "REVIEW_SHARE_NOW"] == ["now"]
    assert not to_read(story)
    assert "dad" in not_known(story)
    assert is_harm_unread(View(story.file, story.at, story.at))


@pytest.mark.parametrize("words", ["Zz", ENOUGH])
def test_looked_at_without_a_reason_it_is_read_like_any(words: str) -> None:
    story = shared_at_once()
    story.make(ShareNowReviewed, MANAGER, share_now="now", upheld=True, words=words)
    assert bool(to_read(story.later())) is (words != ENOUGH)
    assert is_harm_unread(View(story.file, story.at, story.at)) is (words != ENOUGH)
    assert "dad" in not_known(story)


def a_sign_since(story: Story, _: int) -> None:
    story.make(SignRecorded, person="ng", code="ALLEGED_ABUSER", names=("dad",))


def test_a_sign_about_somebody_else_settles_nothing_of_it() -> None:
    for door in ("FamilyAsked.words", "AgencyReplied.words"):
        story = a_family()
        told(story, door, "Dad punched him, he has a black eye")
        story.later().make(SignRecorded, person="gran", code="PRESSURE", names=("step",))
        story.unsafe("gran")
        assert to_read(story.later())
        story.unsafe("dad")
        assert not to_read(story.later())


def said_to_be_read(story: Story, place: int) -> None:
    found = {"entry": place, "reason": ENOUGH, "doubts": ("WORDS_TELL_OF_HARM",)}
    story.make(FoundRight, MANAGER, **found)


def said_to_be_safe(story: Story, _: int) -> None:
    for person in sorted(not_known(story)):
        said = {"person": person, "safe_to_ask": True, "code": "SAFE_AGAIN", "reason": ENOUGH}
        story.make(events.SafetyRecorded, MANAGER, **said)


def test_what_we_write_again_of_whoever_is_not_safe_already_is_nothing_to_read() -> None:
    story = a_family().unsafe("dad").later()
    told(story, "ContactMade.words", "She says again that Dad hit her last year.")
    assert not to_read(story)


_FRESH = (
    "Forget it I made it all up, he never touched me. Dont ask the doctor. "
    "I could hear him in the background telling her what to say"
)


@pytest.mark.parametrize("named", ["not safe", "a sign"])
@pytest.mark.parametrize(
    ("door", "words"),
    [
        *(("AgreementWithdrawn.words", one) for one in (_FRESH, "Dad hit me again last night")),
        ("FamilyAsked.words", "Dad hit me again last night"),
        ("ConversationRecorded.parent_words", "Dad hit me again last night"),
        ("ConversationRecorded.pressure_note", "Dad stood by and told her what to say"),
        ("EnquiryOpened.worry", "Dad hit Mum again last night"),
    ],
)
def test_what_they_tell_after_somebody_was_named_is_read_all_the_same(
    named: str, door: str, words: str
) -> None:
    """She was told what to say within his hearing, and nobody was asked to read it: that he is not
    safe was known.
    """
    story = a_family()
    if named == "not safe":
        story.unsafe("dad", MANAGER)
    else:
        a_sign_since(story, 0)
    told(story.later(), door, words)
    place = story.entries[-1][0].seq
    assert [one.about for one in to_read(story)] == [str(place)]
    said_to_be_read(story.later(), place)
    assert not to_read(story.later())


def test_of_one_who_is_known_it_is_one_task_of_each_day_until_each_is_read() -> None:
    story = a_family().unsafe("dad", MANAGER)
    places = []
    for when in (1, 2, 3):
        story.later()
        told(story, "FamilyAsked.words", f"Dad hit me again, {when} times")
        places.append(story.entries[-1][0].seq)
    for place in places:
        assert [one.about for one in to_read(story.later())] == [str(place)]
        said_to_be_read(story, place)
    assert not to_read(story.later())
    for _ in range(2):
        told(story.later(DAY), "FamilyAsked.words", "Dad hit me again last night")
    assert len(to_read(story)) == 2


@pytest.mark.parametrize("words", [None, "I want to think about it.", _FRESH])
def test_whoever_stops_and_tells_of_harm_is_seen_alone(words: str | None) -> None:
    story = a_family().unsafe("dad", MANAGER).later()
    story.say("WITHDRAWN", words=words)
    calls = {
        one.so_far
        for one in story.due(story.at)
        if one.code in ("CALL_AFTER_WITHDRAWAL", "CALL_IF_SAFE")
    }
    assert calls
    assert all((SEE_ALONE in (one or "")) is (words == _FRESH) for one in calls)


def test_what_is_told_in_the_act_in_which_they_are_named_is_read_by_it() -> None:
    story = a_family().unsafe("dad")
    story.say("WITHDRAWN", words="Dad hit me again last night")
    assert not to_read(story)


@pytest.mark.parametrize("known_by", ["a sign", "a need and that he is not safe"])
@pytest.mark.parametrize(
    "words",
    [
        "Dad drunk, been bailed, bail cond not to go near Mum or the kids",
        "Dad hit Mum again last night",
        "rang 101 at 2am, was punched again",
        "Mum says Dad strangled her",
    ],
)
def test_whoever_is_known_to_be_harmed_is_no_danger_by_words_of_it(
    known_by: str, words: str
) -> None:
    """A mother of a child in danger was given no plan and no call, since the police wrote from whom
    the man was kept away; and each note about him undid what a manager had said of her.
    """
    story = a_family()
    if known_by == "a sign":
        story.make(SignRecorded, person="mum", code="ALLEGED_ABUSER", names=("dad",))
    else:
        story.make(practice.NeedsRecorded, person="mum", indicators=("DOMESTIC_ABUSE_VICTIM",))
        story.unsafe("dad")
    told(story.later(), "AgencyReplied.words", words)
    assert "mum" not in not_known(story)
    assert "dad" in not_known(story)


def test_who_is_named_with_whoever_is_the_danger_may_be_one_as_well() -> None:
    story = a_family().unsafe("dad").later()
    told(story, "AgencyReplied.words", "Dad and Gran hit him")
    assert {"dad", "gran"} <= not_known(story)


def test_words_of_harm_that_nobody_is_meant_by_are_read_all_the_same() -> None:
    story = a_family()
    told(story, "AgencyReplied.words", "Self harm; suicidal")
    assert to_read(story)
    assert not_known(story) == set()


def test_who_writes_it_on_their_own_page_asks_for_help_now() -> None:
    story = a_family()
    told(story, "FamilyAsked.words", "he hits me and he reads my phone, dont ring")
    codes = {one.code for one in story.due(story.at) if one.person == "mum"}
    assert "HELP_NOW" in codes
    assert "ANSWER_FAMILY" not in codes
    assert to_read(story)


def test_while_somebody_asks_for_help_now_nobody_else_is_to_be_rung() -> None:
    for words in (None, "he is coming at 5", "my uncle Raj, he would kill me"):
        story = a_family()
        said = {"request": "r", "person": "mum", "wants": "HELP_NOW", "words": words}
        story.make(practice.FamilyAsked, By("mum", "PARENT"), **said)
        assert not_known(story) == EVERYBODY - {"mum"}
        spoken_to = {one.person for one in story.due(story.at) if one.code == "SPEAK_TO"}
        assert spoken_to <= {"mum"}


def shared_since(story: Story, _: int) -> None:
    used = story.share_now()
    story.make(ShareNowRecorded, share_now=used, enquiry="E1", shared=True, risk="Zz")


def a_sign_of_hers(story: Story, _: int) -> None:
    story.make(SignRecorded, person="mum", code="DOMESTIC_ABUSE_NEED", names=("step",))


@pytest.mark.parametrize("settle", [a_sign_of_hers, shared_since, said_to_be_read])
@pytest.mark.parametrize("words", [None, "he smashed my phone", "Dad punched him"])
def test_what_was_done_for_whoever_called_for_help_is_written_down_that_day(
    words: str | None, settle: Any
) -> None:
    """Whoever is known as a danger already, and whatever was written down before."""
    story = a_family().unsafe("dad")
    story.make(SignRecorded, person="mum", code="DOMESTIC_ABUSE_NEED", names=("dad",))
    said = {"request": "call", "person": "mum", "wants": "HELP_NOW", "words": words}
    place = story.later().make(practice.FamilyAsked, By("mum", "PARENT"), **said)
    assert not to_read(story)
    for how in ("NOT_REACHED", "SPOKEN_TO"):
        done: dict[str, Any] = {"request": "call", "words": "Rang her.", "how": how}
        story.later(DAY / 2).make(practice.FamilyAnswered, **done)
    stamp, content = story.entries[-1]
    view = View(story.file, story.at, story.at)
    assert "HELP_LEADS_ON" in codes_of(content, stamp, view)
    due = [one for one in story.due(story.at) if one.code in ("READ_HARM", "WRITE_DOWN_DANGER")]
    assert {(one.for_role, one.due) for one in due} == {
        ("MASH_MANAGER", day_of(story.at)),
        ("MASH_WORKER", day_of(story.at)),
    }
    settle(story.later(), place)
    left = {one.code for one in story.later().due(story.at)}
    assert not left & {"READ_HARM", "WRITE_DOWN_DANGER"}


def test_that_they_may_be_told_says_nothing_of_whether_they_hit_somebody() -> None:
    story = a_family()
    said = {"wish": "w", "objects": False, "heard_by": "HUB", "not_to_be_told": ("dad",)}
    words = "Do not tell Dad, he hits me."
    story.make(events.WishRecorded, WORKER, child="ng", words=words, **said)
    weighed = {"wish": "w", "may_be_told": True, "reason": ENOUGH}
    story.later().make(WishWeighed, MANAGER, **weighed)
    assert not_known(story.later()) == {"dad"}
    assert to_read(story)


def test_what_stands_with_a_number_that_is_kept_is_shown_nowhere_else() -> None:
    story = a_family()
    told(story, "ContactPointRecorded.note", "12 Refuge Lane; he beats her if he is told")
    assert to_read(story)
    assert [
        words_in(held.event) for held in harm_to_read(View(story.file, story.at, story.at))
    ] == [""]
