"""Whoever types words that tell of harm is asked at once to record a sign of danger; and nobody
knows of whom they may mean whether it is safe to ask them.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec
import pytest

from consent_service.domain.answers import Safe
from consent_service.domain.file.view import View
from consent_service.domain.freetext.tellsofharm import harms_in, told_in
from consent_service.domain.noticing.notices import notices_of
from consent_service.domain.recorded import events, practice
from consent_service.domain.recorded.circumstances import SignRecorded
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.meetings import InjuryRecorded, MeetingInvited
from consent_service.domain.recorded.members import ALWAYS
from consent_service.domain.safety.signs import asking
from consent_service.domain.scopes.services import Directory
from tests.domain.tasks.story import MANAGER, WORKER, Story, family
from tests.domain.words_of_harm import MISSED, USUAL
from tests.made_up import MadeUp, usual_of
from tests.reasons import ENOUGH

HARM = (
    "Daddy hits me with the belt",
    "I am scared of Dad. He hurts me at night",
    "My father touches me",
    "Please do not ring Ted, he hits me when he hears of it",
    "he broke my arm last year",
    "He shouted: if you ring again I will kill her",
    "She is terrified of Cy",
)
NONE = ("I want to stay with Gran.", "Told her what the health visitor said.", "No answer.", "")


@pytest.mark.parametrize("words", [*HARM, *MISSED])
def test_what_is_told_so_is_noticed(words: str) -> None:
    assert list(harms_in(words))
    assert list(harms_in(f"Rang at nine. ({words.upper()})"))


@pytest.mark.parametrize("words", [*NONE, *USUAL])
def test_what_is_usual_to_say_is_not(words: str) -> None:
    assert not list(harms_in(words))


@pytest.mark.parametrize("words", ["She is cutting herself", "I want to die", "suicidal"])
def test_what_somebody_does_to_themselves_says_it_of_nobody_else(words: str) -> None:
    story = a_family()
    told(story, "WishRecorded.words", words)
    assert not_known(story) == set()


def test_each_box_in_which_a_worker_writes_of_somebody_is_read() -> None:
    """The same words beside what a man is to a child, or of his telephone, were read by nobody."""
    assert DOORS.keys() >= {
        *("RelationshipRecorded.explanation", "ContactPointRecorded.note"),
        *("CompetenceRecorded.rationale", "TellingRecorded.reason"),
        *("ConversationRecorded.pressure_note", "ConversationRecorded.questions_asked"),
    }


def noticed(story: Story, kind: Any, members: dict[str, Any], by: By = WORKER) -> bool:
    story.make(kind, by, **members)
    stamp, content = story.entries[-1]
    view = View(story.file, story.at, story.at)
    found = [one.code for one in notices_of(content, stamp, view, Directory())]
    return "WORDS_TELL_OF_HARM" in found


@pytest.mark.parametrize("words", [*HARM, *NONE])
def test_by_each_door_words_of_harm_are_answered_with_what_to_do(words: str) -> None:
    is_harm = words in HARM
    wish = {"child": "ng", "objects": False, "words": words, "heard_by": "HUB"}
    assert noticed(family(), events.WishRecorded, wish) is is_harm
    need = {"person": "mum", "indicators": ("LITERACY",), "note": words or None}
    assert noticed(family(), practice.NeedsRecorded, need) is is_harm
    story = family()
    story.talk("mum", parent_words=words or None)
    stamp, content = story.entries[-1]
    found = notices_of(content, stamp, View(story.file, story.at, story.at), Directory())
    assert ("WORDS_TELL_OF_HARM" in {one.code for one in found}) is is_harm


def test_whoever_is_of_the_family_reads_nothing_of_it() -> None:
    said = {"request": "r", "person": "mum", "wants": "TALK", "words": HARM[0]}
    assert not noticed(family(), practice.FamilyAsked, said, By("mum", "PARENT"))
    assert noticed(family(), practice.FamilyAsked, said)


# ── whom they may mean ──────────────────────────────────────────────────────────────────────

DOORS: Final = {f"{one.kind.__name__}.{one.member}": one for one in told_in()}
NAMES: Final = {
    "mum": ("Bea Tobb", "MOTHER", "YES"),
    "dad": ("Kurt Tobb", "FATHER", "YES"),
    "gran": ("Vera Oakes", "GRANDPARENT", "NO"),
    "step": ("William Prowse", "PARENTS_PARTNER", "NO"),
}
EVERYBODY: Final = frozenset(NAMES)


def a_family() -> Story:
    story = Story().child()
    for person, (names, role, pr_status) in NAMES.items():
        story.make(events.AdultAdded, person=person, names=names, interpreter_needed=False)
        since: dict[str, Any] = {"role": role, "pr_status": pr_status, "effective_at": ALWAYS}
        story.make(events.RelationshipRecorded, person=person, child="ng", **since)
    story.enquiry()
    story.make(MeetingInvited, invitation="i", meeting="m", person="mum")
    return story


def told(story: Story, door: str, words: str, by: By = MANAGER, **more: Any) -> None:
    """The words on record by this door, as the mother's or the child's, or of whom they name."""
    one = DOORS[door]
    if not more:
        story.later()
    whole = MadeUp(mark="Zz", at=story.at).event(one.kind)
    said = {**usual_of(one.kind), one.member: words, "effective_at": story.at}
    if "effective_at" not in one.kind.__struct_fields__:
        del said["effective_at"]
    here = {"person": "mum", "child": "ng", "enquiry": "E1", "invitation": "i", "explained": "YES"}
    said |= {name: value for name, value in here.items() if name in one.kind.__struct_fields__}
    if one.kind is InjuryRecorded:
        # Of an injury that is explained nobody is in doubt.
        said |= {"explained": "EXPLAINED", "moves": "CAN"}
    if one.kind is SignRecorded:
        said |= {"code": "CODE_WORD"}
    story.record(msgspec.structs.replace(whole, **said | more), by)


def not_known(story: Story) -> set[str]:
    view = View(story.file, story.at, story.at)
    return {one for one in view.adults if view.each[asking][one].answer is not Safe.YES}


@pytest.mark.swept
@pytest.mark.parametrize("door", sorted(DOORS))
@pytest.mark.parametrize("person", ["dad", "gran", "step"])
def test_by_each_door_nobody_knows_of_whoever_is_named_until_a_manager_says_so(
    door: str, person: str
) -> None:
    name, by_role = NAMES[person][0].split(), {"dad": "Dad", "gran": "nan", "step": "stepfather"}
    for words in (
        f"{name[0]} hits him.",
        f"She is scared of {' '.join(name)}",
        f"Slept well. The children are frightened when their {by_role[person]} comes.",
        f"{by_role[person]} touched her at night, she told her teacher",
        f"Mum rang. Please do not tell {by_role[person]} we spoke",
        f"Yes but not {name[0]}, he will go mad",
        f"Yes to school. Not {by_role[person]} though",
    ):
        story = a_family()
        before = not_known(story)
        told(story, door, words)
        near = {"dad", "step"} if DOORS[door].kind is SignRecorded else set()
        assert not_known(story) - near == ({person} | before) - near, words
        said = {"person": person, "safe_to_ask": True, "code": "SAFE_AGAIN", "reason": ENOUGH}
        story.later().make(events.SafetyRecorded, WORKER, **said)
        assert person in not_known(story)
        story.later().make(events.SafetyRecorded, MANAGER, **said)
        assert person not in not_known(story)


@pytest.mark.swept
@pytest.mark.parametrize("door", sorted(DOORS))
@pytest.mark.parametrize(
    "words",
    [
        "She beat her exam, and Kurt hit his target at work. Dad is glad.",
        "Kurt took her. She is scared of spiders, and of the dark.",
        "Dad kicked off the meeting. Nothing to add.",
        "Mum put her seat belt on, Kurt drove",
        "I am afraid that Kurt is late",
        "He was hit by a car. Kurt rang.",
        "Another boy at school hit me. Dad picked me up.",
        "My brother hits me",
    ],
)
def test_what_is_usual_to_say_says_it_of_nobody(door: str, words: str) -> None:
    story = a_family()
    before = not_known(story)
    told(story, door, words)
    near = {"dad", "step"} if DOORS[door].kind is SignRecorded else set()
    assert not_known(story) == before | near


@pytest.mark.parametrize(
    ("words", "means"),
    [
        # Of a "he" no mother is meant, and of a "she" no father, where it is plain who does it.
        ("He hits me", EVERYBODY - {"mum"}),
        ("She hits me", EVERYBODY - {"dad"}),
        ("She hits me and so does he", EVERYBODY),
        ("he or she hits me", EVERYBODY),
        ("he has been hit", EVERYBODY),
        ("hes got a temper on him when hes had a drink", EVERYBODY - {"mum"}),
        ("scared of him", EVERYBODY - {"mum"}),
        ("scared of her dad", {"dad"}),
        ("kicked by her again", EVERYBODY - {"dad"}),
        ("she has to ask him for money", EVERYBODY),
        ("He hits me when Mum is out", EVERYBODY - {"mum"}),
        ("He hits me and Mum lets him", {"mum", "dad", "gran", "step"}),
        ("He hits me when Vera is out", {"dad", "gran", "step"}),
        ("Dad hits me and Mum", {"dad"}),
        ("I get hit at home", EVERYBODY),
        ("My uncle touches me", EVERYBODY),
        ("Ted hits me", EVERYBODY),
        ("I want to stay with Gran. He hits me.", EVERYBODY - {"mum"}),
        ("I am scared of Dad. He hurts me at night", {"dad"}),
        ("Dad hits Mummy", {"dad"}),
        ("Mum was hit by Kurt", {"dad"}),
        ("Mummy is scared of Kurt", {"dad"}),
        ("Gran says Dad hits me", {"dad"}),
        ("Mum's boyfriend hits me", {"step"}),
        ("bill hits me", EVERYBODY),
        ("Bill hits me", {"step"}),
        ("Curt hits me", {"dad"}),
        ("Mr Tobb hits me", {"dad"}),
        ("Daddy's hitting me", {"dad"}),
        ("my step-dad hurts me", {"step"}),
        ("My parents hit us", {"mum", "dad", "step"}),
        # Whose relation somebody is, with its sign or without; and theirs is no child's.
        *((f"{whose} mum hits me", {"gran"}) for whose in ("Kurt's", "Kurts", "Dad's", "dads")),
        *((f"{whose} brother hits me", EVERYBODY) for whose in ("Kurt's", "Kurts", "mums")),
        ("dads new partner hits me", {"step"}),
        ("Zz Tobb's dad hits me", {"dad"}),
        ("I get hurt", EVERYBODY),
        ("scared of what happens when I get in", EVERYBODY),
        ("scared of what happens in exams", set()),
        # Home is where it comes, whatever else is named beside that.
        ("I'm scared of what happens when I get home from school.", EVERYBODY),
        ("scared of what happens if we go back home after court", EVERYBODY),
        # Who is like that is no danger by it, whoever else has the letter.
        ("Says W wets himself", EVERYBODY),
        ("Kurt flinches when William comes", {"step"}),
        # What is plainly denied says it of nobody; beside any other word of it, it may.
        ("Dad never hits me", set()),
        ("Dad never hits me. He hits Mum", {"dad"}),
    ],
)
def test_of_a_childs_words_whoever_may_be_meant_is_not_known(words: str, means: set[str]) -> None:
    story = a_family()
    told(story, "WishRecorded.words", words)
    assert not_known(story) == means


@pytest.mark.parametrize(
    ("words", "unsafe", "doubted"),
    [
        ("Mum has told the school that Dad has hit her", ("dad",), {"dad"}),
        ("Mum has disclosed that he, Dad, hits her", ("dad",), {"dad"}),
        # Whoever only tells it of another is none where nobody is known as a danger either.
        ("Mum has told the school that Dad has hit her", (), {"dad"}),
        ("Mum rang crying, says Dad hit her", (), {"dad"}),
        # Who threatens is who says so.
        ("Dad has told Mum that he will hit her", ("dad",), {"dad"}),
        # She may mean herself, or another: in doubt both are held.
        ("Mum has told us that she hits Ng", (), {"mum", "gran", "step"}),
        ("Kurt says he hits Ng", (), {"dad", "gran", "step"}),
        ("Kurt said Ng gets hit", (), {"mum", "gran", "step"}),
        # Who tells it did it, as soon as nobody else is said to.
        ("Dad told me off and hit me", (), {"dad"}),
        ("mum didnt hurt me, it was nana", (), {"mum", "gran"}),
        ("Mum told Dad to hit me", (), {"mum", "dad"}),
        ("Dad says the baby broke her arm", (), {"mum", "dad", "gran", "step"}),
        ("Dad says nobody hits her", (), {"mum", "dad", "gran", "step"}),
        ("According to Kurt nobody hits her", (), {"dad"}),
    ],
)
def test_whoever_told_of_it_is_no_danger_by_it_where_whoever_did_it_is_known(
    words: str, unsafe: tuple[str, ...], doubted: set[str]
) -> None:
    """She was not to be asked herself, and no letter went to her."""
    story = a_family()
    for person in unsafe:
        story.later().unsafe(person, code="DOMESTIC_ABUSE")
    told(story, "WishRecorded.words", words)
    assert not_known(story) | {*unsafe} == doubted


@pytest.mark.parametrize(
    ("door", "words", "means"),
    [
        ("FamilyAsked.words", "He hits me, please do not ring", {"dad", "step"}),
        ("FamilyAsked.words", "I hit him, I am so sorry", {"mum"}),
        ("FamilyAsked.words", "I hit my head on the door", set()),
        ("ContactMade.words", "She says that he hits her", {"dad", "step"}),
        ("DecisionRequested.why", "The school says that he hits her", {"dad", "gran", "step"}),
        ("DecisionRequested.why", "Bruising, to be looked at", EVERYBODY),
        ("ContactMade.words", "Mum says that he has a black eye", EVERYBODY),
        ("FamilyAsked.words", "I am bruised all over", set()),
        ("FamilyAsked.words", "Scared of what happens when I get in", {"dad", "step"}),
        ("ContactMade.words", "Mum scared of what happens if social services come", set()),
    ],
)
def test_of_an_adults_words_that_name_nobody_those_near_them_are(
    door: str, words: str, means: set[str]
) -> None:
    story = a_family()
    told(story, door, words)
    assert not_known(story) == means


def test_an_entry_that_was_an_error_says_it_of_nobody() -> None:
    story = a_family()
    told(story, "WishRecorded.words", "Daddy hits me")
    place = story.entries[-1][0].seq
    wrong = {"corrects": place, "what_was_wrong": "Another family's.", "requested_by": "STAFF"}
    story.later().make(practice.EntryCorrected, MANAGER, **wrong)
    assert not_known(story) == set()
