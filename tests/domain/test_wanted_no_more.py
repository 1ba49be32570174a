"""That somebody may not want whoever supports them any more is heard at whichever door they write
it, and nobody reads on.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Final

import msgspec

from consent_service.domain.file.view import View
from consent_service.domain.freetext.tellsofharm import HarmTold, told_in
from consent_service.domain.own import own_view, seen_by
from consent_service.domain.own.supporting import SEES_ALL, named_at, permitted
from consent_service.domain.recorded import events, practice
from consent_service.domain.recorded.content import By
from consent_service.domain.safety.wroteofthem import wrote_of_them
from tests.domain.tasks import happenings
from tests.domain.tasks.story import Story
from tests.made_up import MadeUp, usual_of
from tests.sweeping import each

MUM = By("mum", "PARENT")
NAN = "Gran Ivy"
#: A person writes by these on their own page: whatever is added to the catalogue is one more.
DOORS = {
    f"{one.kind.__name__}.{one.member}": one
    for one in told_in()
    if one.kind
    in (
        events.AgreementWithdrawn,
        events.ResponseRecorded,
        events.WishRecorded,
        practice.FamilyAsked,
        practice.CorrectionAsked,
        practice.DisagreementStated,
    )
}


def _supported(person: str = "mum", name: str = NAN) -> Story:
    story = Story().child(dob=date(2009, 2, 1)).adult("mum").adult("dad").enquiry()
    story.talk(person)
    happenings.advocate(
        story.later(), "CONFIRMED", person, advocate=name, information_permission=SEES_ALL
    )
    return story.later()


def _reads(story: Story, person: str = "mum") -> bool:
    view = View(story.file, story.at, story.at)
    place = named_at(view, person, "E1")
    assert place is not None
    return permitted(view, person, place) is not None


def _wrote(story: Story, door: HarmTold, words: str, **members: Any) -> None:
    """Typed by her on her own page; of a wish, and of nobody else, by a young person."""
    is_wish = door.kind is events.WishRecorded
    whole = MadeUp(mark="Zz", at=story.later().at).event(door.kind)
    usual = usual_of(door.kind)
    said = {door.member: words, "effective_at": story.at, "objects": False} | members
    said |= {"person": "mum", "child": "ng", "enquiry": "E1", "wants": "SPEAK_TO_SOMEBODY"}
    said |= members
    names = door.kind.__struct_fields__
    given = {name: value for name, value in said.items() if name in names}
    blank = {one.member: "" for one in told_in() if one.kind is door.kind}
    blank = {name: value for name, value in blank.items() if name in names and name in usual}
    event = msgspec.structs.replace(whole, **{**usual, **dict.fromkeys(blank), **given})
    story.record(event, By("ng", "YOUNG_PERSON") if is_wish else MUM)


#: In which somebody is "she", and what is in no English.
_OF_HER = (
    "I have changed my mind about Ruth",
    "I've changed my mind about her.",
    "I am scared of her",
    "She tells Dad everything",
    "she’s been telling him",
    "Please take her off",
    "I want to do this alone",
    "she is not on my side",
    "I don’t trust her",
    "I dont want her any more",
    "to mówi",
    "não",
    "Hij weet het, José",
    "Ring me. Привет",
)


@each("words", of=_OF_HER)
def test_of_whoever_is_called_she_it_closes_the_page_too(words: str) -> None:
    story = _supported()
    _wrote(story, DOORS["FamilyAsked.words"], words)
    assert not _reads(story.later())


@each("door", of=DOORS)
@each(
    "words",
    of=[
        "take Gran off my page, she tells him everything",
        "I stop, and Ivy must not see my page any more",
        "I do not want my nan here",
        "I want to do this on my own",
        "nie chcę jej tutaj",
        "babcia nie",
    ],
)
def test_whatever_somebody_writes_that_may_be_about_who_supports_them_closes_the_page_to_them(
    door: str, words: str
) -> None:
    person = "ng" if DOORS[door].kind is events.WishRecorded else "mum"
    story = _supported(person)
    assert _reads(story, person)
    _wrote(story, DOORS[door], words)
    assert not _reads(story.later(), person)
    due = [one for one in story.due() if (one.code, one.person) == ("CHECK_ADVOCATE", person)]
    assert due
    assert "may not want them" in (due[0].so_far or "")
    # That somebody read it opens nothing: it is recorded anew where they stand.
    happenings.advocate(story, "ACTIVE", person, advocate=NAN, information_permission=SEES_ALL)
    assert _reads(story.later(), person)


@each(
    "words",
    of=[
        "Please ring me at four.",
        "I dont want the school to be asked",
        "he hits me, please dont tell him I wrote",
        "Dad has a knife",
        "can I have a letter",
        "he is standing behind me",
        "he told me to lie",
        "leave me alone",
        "José is fine",
        "José",
        "café at 3",
        "Zoë from the school rang",
        "don’t ring me",
    ],
)
def test_what_is_about_nobody_who_may_be_meant_says_nothing_to_them(words: str) -> None:
    """A page that is gone tells whoever reads it that she wrote something."""
    story = _supported()
    story.make(events.AdultAdded, person="aunt", names="Maria José Example")
    _wrote(story, DOORS["FamilyAsked.words"], words)
    assert _reads(story.later())


def test_what_staff_wrote_and_what_she_wrote_before_close_nothing() -> None:
    story = Story().child(dob=date(2015, 2, 1)).adult("mum").adult("dad").enquiry()
    story.talk("mum")
    asked: dict[str, Any] = {
        "request": "r",
        "person": "mum",
        "wants": "SPEAK_TO_SOMEBODY",
        "words": "Gran Ivy?",
    }
    story.make(practice.FamilyAsked, MUM, **asked)
    happenings.advocate(
        story.later(), "CONFIRMED", advocate=NAN, information_permission=SEES_ALL, note="Ivy"
    )
    story.later().make(practice.FamilyAsked, **asked | {"request": "s"})
    assert _reads(story.later())


def _page(story: Story) -> str:
    seen = seen_by(View(story.file, story.at, story.at), "mum", as_child=False)
    assert seen is not None
    return json.dumps(own_view(seen, story.at, lambda _: None))


@each("of", of=["Ivy", "my sister"])
def test_what_is_written_with_a_call_for_help_changes_no_word_of_the_page_itself(of: str) -> None:
    story = _supported()
    before = _page(story)
    _wrote(story, DOORS["FamilyAsked.words"], f"{of} reads this", wants="HELP_NOW")
    assert not _reads(story.later())
    assert _page(story) == before


def test_her_page_says_that_they_see_nothing_where_she_wrote_so_on_it() -> None:
    story = _supported()
    _wrote(story, DOORS["FamilyAsked.words"], "take Gran off my page")
    asked = _supported()
    _wrote(asked, DOORS["FamilyAsked.words"], "take Gran off my page", wants="SUPPORTER")
    for one in (story, asked):
        page = json.loads(_page(one.later()))
        assert page["supporter"]["closed"]
        assert page["supporter"]["they_may_know"] is None
        assert "supports you" not in page["who_can_see"]


def test_whoever_stands_on_the_file_is_meant_by_what_they_are_called_there() -> None:
    story = Story().child(dob=date(2009, 2, 1)).adult("mum").adult("dad").enquiry()
    story.adult("gran", pr_status="NO")
    story.talk("mum")
    happenings.advocate(
        story.later(), "CONFIRMED", advocate="Ivy Zz", advocate_person="gran", parent_words=None
    )
    _wrote(story.later(), DOORS["FamilyAsked.words"], "granny knows enough")
    view = View(story.later().file, story.at, story.at)
    now = view.advocate["mum", "E1"]
    assert now is not None
    assert wrote_of_them(view, "mum", now)


#: Names that are any word as well.
_WORDS: Final = ("Hope", "Grace", "Will", "Faith Price", "May Park")


@each("name", of=_WORDS)
@each(
    "words",
    of=[
        "I hope you will ask the school. May I ring after work?",
        "Hope that is all right. Will you ring me? May be late.",
        "That is the price to pay. We have faith in her, and he was in the park with grace.",
        "Will do. Grace period, faith in it. Hope so.",
        "We go home, and I cope.",
        "I hope this helps. It will always be so, and may need a day.",
    ],
)
def test_a_word_that_is_a_name_as_well_closes_nothing(name: str, words: str) -> None:
    """Whoever was called Hope was closed off by "I hope so"."""
    story = _supported(name=name)
    _wrote(story, DOORS["FamilyAsked.words"], words)
    assert _reads(story)


@each("name", of=_WORDS)
@each(
    "words",
    of=[
        "Please, no more {}.",
        "{} told dad.",
        "i am scared of {}",
        "i dont want {} any more",
        "and {}'s a gossip",
        "PLEASE NOT {}",
    ],
)
def test_whoever_is_called_so_is_meant_where_it_is_used_as_a_name(name: str, words: str) -> None:
    for called in (name, name.lower()) if words.startswith(("i ", "{}", "and")) else (name,):
        first = called.split()[0]
        for how in (called, first, first.upper()):
            story = _supported(name=name)
            _wrote(story, DOORS["FamilyAsked.words"], words.format(how))
            assert not _reads(story), how


@each(
    "words",
    of=[
        *("Hope hit me", "hope hit me", "hope scares me", "i hate hope", "hope rang my dad"),
        *("please get rid of hope", "no hope please", "hope works with my dad"),
        *("she works with dad, hope", "hope and dad are mates", "will hurts me"),
        *("will lives with my ex", "will rings him", "get will out", "i saw will with him"),
    ],
)
def test_people_on_telephones_write_no_capitals(words: str) -> None:
    story = _supported(name="Hope Green" if "hope" in words.lower() else "Will Green")
    _wrote(story, DOORS["FamilyAsked.words"], words)
    assert not _reads(story)
