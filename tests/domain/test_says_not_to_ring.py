"""What somebody says of a telephone: that it is broken, gone, in another's hands, or not to be
rung. Until it was recorded again since, nobody is told that it is safe to use.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import msgspec

from consent_service.domain.answers import Safe
from consent_service.domain.file.view import View
from consent_service.domain.freetext.saysnottoring import (
    says_not_to_ring,
    says_not_to_ring_them,
)
from consent_service.domain.freetext.tellsofharm import HarmTold, told_in
from consent_service.domain.recorded import events, practice
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.meetings import MeetingInvited
from consent_service.domain.safety.reaching import reaching
from consent_service.domain.standing.contacts import contact_points
from tests.domain.own.lives import view_of
from tests.domain.tasks.story import DAY, Story, family
from tests.made_up import MadeUp, usual_of
from tests.sweeping import each

SAYS = (
    "he smashed my fone last week pls dont ring his fone",
    "my phone is broken",
    "phone got smashed, im on my mums",
    "hes got my phone",
    "he checks my phone",
    "she reads all the texts on my phone",
    "lost my mobile",
    "my mob was stolen",
    "dont text me",
    "please do not call this number",
    "Don’t ring!",
    "never ring the landline",
    "he took the phone off me",
    "Not on my phone, he reads it.",
    "do not ring before 3",
    "pls dont call at home",
    "Never text after school, he has it then",
    "dont phone i cant hear",
    "pls dont ring im deaf",
)
#: As one of us writes it of them.
OF_THEM = ("She asked us not to ring her phone.", "Please do not ring her", "Don't text him at all")
SAYS_NOT = (
    "ring me on my phone any time",
    "please call me back today",
    "dont ring the school",
    "do not call the police",
    "the baby broke his arm",
    "i lost my job",
    "he took the kids to school",
    "can you ring my mum",
    "I do not use drugs",
    "he has the car",
)


@each("words", of=SAYS)
def test_it_is_heard_as_people_write_it(words: str) -> None:
    assert says_not_to_ring(words)


@each("words", of=[*SAYS, *OF_THEM])
def test_it_is_heard_as_we_write_it_of_them(words: str) -> None:
    assert says_not_to_ring_them(words)


@each("words", of=SAYS_NOT)
def test_what_is_about_something_else_is_not(words: str) -> None:
    assert not says_not_to_ring(words)
    assert not says_not_to_ring_them(words)


def called(story: Story, **members: Any) -> None:
    said = {"request": "call", "person": "mum", "wants": "HELP_NOW", "words": SAYS[0], **members}
    story.make(practice.FamilyAsked, By("mum", "PARENT"), **said)
    story.later()


def doubt(story: Story, way: str) -> tuple[str | None, Safe]:
    view = View(story.file, story.at, story.at)
    (point,) = [one for one in contact_points(view) if one["id"] == way]
    how = {"PHONE": "CALL", "ADDRESS": "LETTER"}[point["type"]]
    return point["doubt"], reaching(view, "mum", way, how).answer


def test_a_number_of_which_she_says_so_is_not_safe_to_use_until_it_is_recorded_again() -> None:
    story = family()
    number, home = story.reached("mum", "PHONE"), story.reached("mum", "ADDRESS")
    story.later()
    before, page = doubt(story, home), view_of(story, "mum")
    assert doubt(story, number) == (None, Safe.YES)
    called(story)
    assert doubt(story, number) == ("ASKED_FOR_ANOTHER", Safe.NOT_KNOWN)
    # Of an address she said nothing; and her own page, which he may read, says nothing of it.
    assert doubt(story, home) == before
    assert view_of(story, "mum")["contact"] == page["contact"]
    answered: dict[str, Any] = {"request": "call", "words": "Zz", "how": "SPOKEN_TO"}
    story.make(practice.FamilyAnswered, **answered)
    story.later(DAY)
    assert doubt(story, number)[1] is Safe.NOT_KNOWN
    members: dict[str, Any] = {"type": "PHONE", "value": "020 7946 0018", "safety": "SAFE"}
    story.make(practice.ContactPointRecorded, person="mum", contact=number, **members)
    assert doubt(story.later(), number)[0] is None


def test_what_she_says_of_it_in_a_talk_is_heard_as_well() -> None:
    story = family()
    number = story.reached("mum", "PHONE")
    story.later()
    story.talk("mum", parent_words="fine w GP. he reads my texts on my phone so ring mums")
    assert doubt(story.later(), number)[1] is Safe.NOT_KNOWN
    assert story.file.of(events.ConversationRecorded)


#: Wherever what somebody of a family said, or what one writes of them, is typed.
_WHEREVER: Final = {
    f"{one.kind.__name__}.{one.member}": one
    for one in told_in()
    if "effective_at" in one.kind.__struct_fields__ or one.kind is events.EnquiryOpened
}


def _said(story: Story, door: HarmTold, words: str) -> None:
    """By this door, of the mother where it says of whom."""
    made = MadeUp(mark="Zz", at=story.at).event(door.kind)
    names = door.kind.__struct_fields__
    usual = usual_of(door.kind)
    said: dict[str, Any] = {
        "person": "mum",
        "child": "ng",
        "enquiry": "E9",
        "effective_at": story.at,
    }
    said = {name: value for name, value in said.items() if name in names}
    if door.mark.whose == "invitation":
        story.make(MeetingInvited, invitation="i", meeting="m", person="mum")
        said["invitation"] = "i"
    if door.kind is practice.ContactPointRecorded:
        said |= {"contact": "another", "type": "EMAIL", "value": "a@example.com"}
    story.record(msgspec.structs.replace(made, **{**usual, **said, door.member: words}))


@each("door", of=sorted(_WHEREVER))
def test_it_is_heard_wherever_it_is_typed(door: str) -> None:
    """By any door but two it was heard by nobody, and her number was offered as safe."""
    for words, is_said in (
        ("Mum says do not ring this number before 3.", True),
        ("Do not call the mobile, he has it", True),
        ("Mum says ring this number.", False),
    ):
        story = family()
        number, home = story.reached("mum", "PHONE"), story.reached("mum", "ADDRESS")
        story.later()
        _said(story, _WHEREVER[door], words)
        assert (doubt(story.later(), number)[0] == "ASKED_FOR_ANOTHER") is is_said, (door, words)
        # Of an address nothing was said.
        assert doubt(story, home)[0] is None or door == "FamilyAsked.words"
        again: dict[str, Any] = {
            "contact": number,
            "type": "PHONE",
            "value": "020 7946 0018",
            "safety": "SAFE",
        }
        story.make(practice.ContactPointRecorded, person="mum", **again)
        if door != "FamilyAsked.words":
            assert doubt(story.later(), number)[0] is None, door


def test_whose_telephone_is_meant_is_whoever_is_named_or_who_says_it_and_else_anybodys() -> None:
    for words, whose in (
        ("Mum is ill. Do not ring Dad on his mobile.", {"dad"}),
        ("Do not ring the mobile.", {"mum", "dad"}),
        ("Dad has the children. Mum lost her phone.", {"mum"}),
    ):
        story = family()
        numbers = {one: story.reached(one, "PHONE") for one in ("mum", "dad")}
        story.later().make(events.EnquiryOpened, enquiry="E9", worry=words)
        view = View(story.later().file, story.at, story.at)
        points = {one["id"]: one["doubt"] for one in contact_points(view)}
        assert {one for one, id in numbers.items() if points[id] is not None} == whose, words


@each(
    "safety",
    "words",
    "is_safe",
    of=[
        ("SAFE_AT_TIMES", "Scared of her ex, he checks her phone.", True),
        ("CODE_WORD", "He reads the texts on her phone.", True),
        ("SAFE", "Scared of her ex, he checks her phone.", False),
        ("NEVER_TEXT", "He has her phone now.", False),
        ("SAFE_AT_TIMES", "He has her phone now.", False),
        ("CODE_WORD", "He checks her phone. Please do not ring her.", False),
        ("SAFE_AT_TIMES", "Dont ring her mobile he has it", False),
    ],
)
def test_whoever_says_beside_it_how_a_watched_number_is_safe_has_thought_of_it(
    safety: str, words: str, is_safe: bool
) -> None:
    """A mother was not to be rung at all whose safe hours had been typed in the same form."""
    story = family()
    times = "9.30 to 2" if safety == "SAFE_AT_TIMES" else None
    number = story.reached("mum", "PHONE", safety=safety, safe_times=times)
    need: dict[str, Any] = {"person": "mum", "indicators": ("LITERACY",), "note": words}
    story.make(practice.NeedsRecorded, **need)
    assert (doubt(story, number)[0] is None) is is_safe
    # What is told later was not thought of.
    story.later().make(practice.NeedsRecorded, **need)
    assert doubt(story.later(), number)[0] == "ASKED_FOR_ANOTHER"


def test_what_a_child_says_of_their_own_telephone_is_said_of_nobody_elses() -> None:
    story = family().child("teen", date(2011, 2, 1))
    number = story.reached("mum", "PHONE")
    story.later().wish(child="teen", words="pls dont tell her, she would take my phone off me")
    assert doubt(story.later(), number)[0] is None
    story.wish(child="teen", words="please dont ring my mums phone he looks at it")
    assert doubt(story.later(), number)[0] == "ASKED_FOR_ANOTHER"
