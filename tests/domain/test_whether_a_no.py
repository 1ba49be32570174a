"""Where whoever writes words down is asked whether there is a no in them, their answer decides it,
whatever the words are: no list of words by which a no is said is ever whole.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET

from consent_service.domain.answers import Answer, Flag, Outcome, Reason
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.freetext.readslikeano import reads_like_a_no
from consent_service.domain.recorded.events import (
    CapacityRecorded,
    ConversationRecorded,
    ReachabilityRecorded,
    ResponseRecorded,
)
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.recorded.practice import ContactMade
from consent_service.domain.said.saidbesides import NOT_A_NO, notices_of_noes, written_besides
from consent_service.domain.scopes.scope import Agency
from tests.domain.doors_of_words import DOORS, OF_CHILDREN, put
from tests.domain.tasks.story import Story, family, question, scope

#: Each member beside which it is asked.
ASKED: Final = sorted(
    name
    for name, of in DOORS.items()
    if NOT_A_NO in of.kind.__struct_fields__ and name not in OF_CHILDREN
)
#: As a worker types them in a hurry.
NOES: Final = (
    *("Texted 'NO'", "said: nope", "He said nah", "Said he dosnt want it", "wont have it"),
    *("not interested", "He picked up and said leave the school out of it", "Told me to get lost"),
    *("He said leave us alone", "I'm not having it, he said", "He said over my dead body"),
    *("Said I must speak to his solicitor", "declined to talk", "he says no", "He refused"),
    *("Said he objects", "He does not agree", "Nie chce", "👎"),
)


def agreed() -> Story:
    """The mother has said yes to all that is asked; the father has said nothing."""
    story = family()
    story.agree("mum")
    return story


def _is_found(door: str, words: str) -> bool:
    """They say how one of us came to a finding, or why we ask a manager: left open, nothing of
    theirs was left open.
    """
    mark = DOORS[door].mark
    return mark.is_why or (mark.assessed and not reads_like_a_no(words, quoted=True))


def answer(story: Story) -> Answer:
    story.later()
    return decide(View(story.file, story.at, story.at), DEFAULT_POLICY, question())


def reason_of(found: Answer, person: str) -> Reason | None:
    return next(p.reason for p in found.items[0].positions if p.person == person)


@given(st.sampled_from(ASKED), st.one_of(st.sampled_from(NOES), st.text()))
def test_what_is_answered_decides_it_and_left_open_there_may_be(door: str, words: str) -> None:
    for said in (False, UNSET, True):
        for person in ("mum", "dad"):
            story = agreed()
            put(story, DOORS[door], person, words, not_a_no=said)
            found = answer(story)
            is_held = said is not True and (said is False or not _is_found(door, words))
            assert (found.outcome is Outcome.COVERED) is not is_held, (said, person)
            if is_held:
                assert reason_of(found, person) is Reason.NOT_CLEAR


@pytest.mark.parametrize("door", ASKED)
def test_whoever_says_that_it_may_be_one_reads_what_is_true_of_whose_it_is(door: str) -> None:
    """It was promised of a child of 13, and of a toddler, that no yes counts over it and that
    somebody is asked to read it: each yes counted, and nobody was asked.
    """
    for person in ("mum", "gran", "teen", "ng"):
        story = family().adult("gran", pr_status="NO").child("teen", dob=date(2013, 1, 1)).later()
        story.agree("mum")
        place = put(story, DOORS[door], person, "Zz.", not_a_no=False)
        holds = answer(story).outcome is not Outcome.COVERED
        (said,) = (one for one in story.file.of(DOORS[door].kind) if one.seq == place)
        expected = "MAY_BE_A_NO_HOLDS" if holds else "MAY_BE_A_NO_TO_READ"
        assert [*notices_of_noes(View(story.file, story.at, story.at), said)] == [expected], person
        due = {one.code for one in story.due() if one.about in (str(place), None)}
        assert "READ_WORDS" in due, person


def test_why_a_manager_is_asked_is_nobodys_answer() -> None:
    for words in ("Parents disagree; we need it before the meeting.", "Mum said no, dad said no."):
        story = agreed()
        put(story, DOORS["DecisionRequested.why"], "mum", words, not_a_no=UNSET)
        assert answer(story).outcome is Outcome.COVERED
        assert "READ_WORDS" not in {one.code for one in story.due()}


@pytest.mark.parametrize("door", [name for name in ASKED if DOORS[name].mark.is_why])
@pytest.mark.parametrize(
    ("words", "is_asked"),
    [
        *((w, False) for w in ("cant ask him he threatned her", "We cannot tell him", "cant ask")),
        *((w, False) for w in ("Not the school's to say", "mum doesnt want dad to know")),
        *((w, True) for w in ("dad said no to GP", "asked dad, refused", "he doesnt agree to it")),
        *((w, True) for w in ("Both parents say no.", "Mum wants us to stop", "Mum says stop it")),
        *((w, True) for w in ("Mum is very much against", "Mum has always objected")),
        *((w, True) for w in ("Mum won't give consent", "Dad’s always been dead against it")),
        *((w, True) for w in ("She's changed her mind", "mum has changed her mind about it")),
        *(
            (w, True)
            for w in ("No consent from dad", "consent was refused", "no agreement from mum")
        ),
        *((w, True) for w in ("It was 'no way' at the door", 'Reply: "No, leave us be"')),
        *((w, True) for w in ("Mum never agreed to that", "Mum: no.", "Mum - no to school")),
        *((w, True) for w in ("Mum does not give consent", "Ms Jones is not consenting")),
        *((w, True) for w in ("Mum has not given us permission", "no consent")),
        ("he is adamant we must not contact the school", True),
        *((w, False) for w in ("Dad - no reply", "No consent is needed for s47")),
        *((w, False) for w in ("Mum: no concerns", "no consent form on file")),
        ("Amina, who is 16, does not want her mum told.", True),
        *((w, False) for w in ("No consent needed for s47", '"Yes, all of it" is on file')),
        *(
            (w, False)
            for w in (
                "Police are against the clock",
                "Mum never refused",
                "dad did not object to it",
                "Mum has never refused",
                "mum's not been asked",
            )
        ),
        *((w, True) for w in ("Mum told me he does not want the school told", "He said jog on")),
    ],
)
def test_the_writers_own_words_are_asked_about_only_where_they_quote_a_no(
    door: str, words: str, *, is_asked: bool
) -> None:
    """Of a man to whom nobody has spoken it was asked whether he had said no."""
    story = agreed()
    put(story, DOORS[door], "dad", words, not_a_no=UNSET)
    found = notices_of_noes(
        View(story.file, story.at, story.at), story.file.of(DOORS[door].kind)[-1]
    )
    assert ("READS_LIKE_A_NO" in [*found]) is is_asked


@pytest.mark.parametrize("door", ASKED)
def test_that_there_may_be_one_is_heard_without_their_words_and_of_nobody_who_was_named(
    door: str,
) -> None:
    """Of whomever it may be, where nothing says whose."""
    of = DOORS[door]
    story = agreed()
    every = {
        name: None for name, one in ((d.member, d) for d in DOORS.values() if d.kind is of.kind)
    }
    whole = {of.member: "It was said twice."} if of.mark.whose.startswith("whoever") else every
    put(story, of, "dad", "", not_a_no=False, **whole)
    assert answer(story).outcome is not Outcome.COVERED


def test_whoever_is_looked_for_to_one_child_and_known_to_another_may_have_said_it() -> None:
    """Nobody stands for somebody else alone who is known: what was said may be theirs."""
    story = agreed().child("kim").adult("dad", "kim", role="UNKNOWN_FATHER")
    story.adult("he", "kim", role="UNKNOWN_FATHER").later()
    put(story, DOORS["MeetingRecorded.words"], "", "No.", words="No.", not_a_no=False)
    view = View(story.later().file, story.at, story.at)
    assert [one.is_of_anybody for one in written_besides(view, "dad")] == [True]
    assert not written_besides(view, "he")


def test_an_attempt_that_nobody_wrote_anything_of_holds_nothing() -> None:
    story = agreed()
    story.say("ASK_ATTEMPTED", "dad", method="PHONE_VERBAL")
    assert answer(story).outcome is Outcome.COVERED


@pytest.mark.parametrize("words", ["I don't want school to know", "No", "Not the school please"])
def test_a_childs_no_in_words_is_heard_until_it_is_said_of_them_that_there_is_none(
    words: str,
) -> None:
    """ "Are they against it?" was answered with no, and so the no of the child was gone."""
    for said, is_heard in ((UNSET, True), (False, True), (True, False)):
        story = agreed()
        story.later().wish(words=words, objects=False, not_a_no=said)
        assert (Flag.CHILD_OBJECTS in answer(story).flags) is is_heard
    story.wish(words="It is fine by me", objects=False)
    assert Flag.CHILD_OBJECTS not in answer(story).flags


# ── beside an answer of the same talk ───────────────────────────────────────────────────────


def in_a_talk(given: str, words: str, **members: Any) -> Answer:
    """The father says yes once the mother has been talked with, who said these words there."""
    story = family()
    talk = story.talk("mum", parent_words=words, **members)
    if given:
        story.say(given, "mum", conversation=talk)
    story.later().agree("dad")
    return answer(story)


@pytest.mark.parametrize("given", ["", "UNDECIDED", "AWAITING"])
@pytest.mark.parametrize("words", ["No, unless my mum is there", "Give me a day"])
def test_what_they_left_open_does_not_say_how_the_words_beside_it_were_meant(
    given: str, words: str
) -> None:
    """A no with a condition was ticked as "Not sure", and the other's yes went over it."""
    found = in_a_talk(given, words)
    assert found.outcome is Outcome.ASK
    assert reason_of(found, "mum") is Reason.NOT_CLEAR
    assert in_a_talk(given, words, not_a_no=True).outcome is Outcome.COVERED


@pytest.mark.parametrize(
    ("ticked", "words", "not_a_no", "is_told"),
    [
        ({"SCHOOL": "REFUSED"}, "not happy w school", UNSET, False),
        ({"SCHOOL": "UNDECIDED"}, "dunno, not happy w school", UNSET, True),
        ({"SCHOOL": "UNDECIDED"}, "No. I do not want you to talk to them, ever.", UNSET, True),
        ({"SCHOOL": "UNDECIDED", "GP": "REFUSED"}, "no to GP, not sure on school", UNSET, False),
        # Who is not sure has said no yes, and nothing is lifted by that.
        ({"SCHOOL": "UNDECIDED"}, "Not the school yet", UNSET, False),
        ({"SCHOOL": "UNDECIDED"}, "Not the school yet", True, False),
        ({"SCHOOL": "UNDECIDED", "GP": "AGREED"}, "GP fine. Not the school yet", UNSET, False),
        ({"SCHOOL": "UNDECIDED", "GP": "AGREED"}, "GP fine. Not the school yet", True, False),
        ({"SCHOOL": "UNDECIDED", "GP": "REFUSED"}, "Not the GP, school not yet", True, False),
        ({"SCHOOL": "UNDECIDED"}, "Not the school, not the GP", UNSET, True),
        # The no to one says nothing of what was said of the other.
        ({"SCHOOL": "UNDECIDED", "GP": "REFUSED"}, "no GP. dont ask anyone, ever", UNSET, True),
        ({"SCHOOL": "UNDECIDED", "GP": "REFUSED"}, "no GP. stop asking", UNSET, True),
        ({"SCHOOL": "REFUSED", "GP": "AGREED"}, "GP fine. Not the school", UNSET, False),
        ({"SCHOOL": "UNDECIDED", "GP": "AGREED"}, "Not the police. School dunno", UNSET, True),
        ({}, "not happy w school", UNSET, True),
        # Left open holds nobody's yes: that there is no no in the words is looked at again.
        ({"SCHOOL": "UNDECIDED"}, "dunno, not happy w school", True, True),
    ],
)
def test_whoever_ticked_a_no_is_not_told_to_look_for_one_in_the_words_of_that(
    ticked: dict[str, str], words: str, not_a_no: Any, *, is_told: bool
) -> None:
    story = family()
    talk = story.talk("mum", parent_words=words, not_a_no=not_a_no)
    for service, said_so in ticked.items():
        story.say(said_so, "mum", conversation=talk, scope=scope(agencies=(Agency(service),)))
    (said,) = story.file.of(ConversationRecorded)
    found = [*notices_of_noes(View(story.file, story.at, story.at), said)]
    assert ("READS_LIKE_A_NO" in found) is is_told
    # Whether there is one is asked, unless all of it was answered.
    is_answered = bool(ticked) and {*ticked.values()} <= {"REFUSED", "AGREED"}
    assert ("MAY_BE_A_NO" in found) is (not_a_no is UNSET and not is_answered)


def test_a_yes_says_how_they_were_meant_of_what_it_is_about_and_of_nothing_else() -> None:
    school = scope(purposes=("CIN_ASSESSMENT",))
    story = family()
    story.agree("mum", scope=scope(purposes=("CIN_ASSESSMENT",)))
    talk = story.later().talk("mum", parent_words="Fine, but perhaps with my mum there")
    story.say("AGREED", "mum", conversation=talk, expires_at=story.at.replace(year=2027))
    assert answer(story).outcome is Outcome.COVERED
    story.say("UNDECIDED", "mum", conversation=talk, scope=school)
    story.later().agree("dad", scope=school)
    assert answer(story).outcome is Outcome.COVERED, "What she said yes to there, she said yes to."
    asked = question(purpose="CIN_ASSESSMENT")
    found = decide(View(story.file, story.at, story.at), DEFAULT_POLICY, asked)
    assert found.outcome is Outcome.ASK


@pytest.mark.parametrize("kind", [ContactMade, ConversationRecorded, ResponseRecorded])
def test_a_later_yes_that_was_heard_lifts_what_was_left_open(kind: type) -> None:
    (door, *_) = (name for name in ASKED if DOORS[name].kind is kind)
    story = agreed()
    put(story, DOORS[door], "dad", "nope")
    story.later().agree("dad")
    assert answer(story).outcome is Outcome.COVERED


@pytest.mark.parametrize("status", ["LACKS", "HAS"])
def test_how_one_of_us_came_to_a_finding_is_put_into_nobodys_mouth(status: str) -> None:
    """Each assessment of a mother turned off her yes and the father's, until a manager had said
    that "explained it back twice" is not a no.
    """
    story = agreed()
    words = "Assessed by Dr Lowe with her advocate: she explained it back twice."
    story.make(CapacityRecorded, person="dad", status=status, rationale=words, purpose="*")
    assert answer(story).outcome is Outcome.COVERED
    story.make(ReachabilityRecorded, person="dad", reachable=False, reason="The phone is off.")
    assert answer(story).outcome is Outcome.COVERED
