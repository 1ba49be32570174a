"""An agency or a referrer writes that somebody knows who may not be safe: it is seen today."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import pytest

from consent_service.domain.codes import TEXTS, label
from consent_service.domain.file.view import View
from consent_service.domain.freetext.saidtoknow import kinds_that_say
from consent_service.domain.noticing.notices import notices_of
from consent_service.domain.recorded.circumstances import DangerAsked, SignRecorded
from consent_service.domain.recorded.compared import FoundRight
from consent_service.domain.recorded.events import EnquiryOpened
from consent_service.domain.recorded.practice import AgencyReplied
from consent_service.domain.safety.whoistold import SAYS_SO
from consent_service.domain.scopes.services import Directory
from consent_service.domain.words.toread import read_first, to_read
from tests.domain.tasks.story import MANAGER, WORKER, Story
from tests.domain.test_tells_of_harm import a_family, told
from tests.reasons import ENOUGH

LOOK = "LOOK_AT_TOLD"
#: As agencies wrote it, and all that was asked of anybody was whether a no stands in it.
KNOWS = (
    "We mentioned to Mum when she rang for her tablets that social care had been in touch.",
    "I told mum you are looking into it",
    "Mum comes in most days. She phoned asking why you had rung.",
    "Mum wants to know why you called.",
    "Mum knows. She saw the letter from you on our system.",
    "Surgery receptionist left a message on mum's voicemail asking her to ring about the request",
    "Mum was in reception when your call came and heard it all",
    "Mum has online access to his notes and your request is now visible there",
    "Rang. Bea was told of it by the nurse",
    "We have let the family know",
    "Spoke to Bea Tobb about your letter",
    "Mum rang and we told her everything",
    "She was informed of it by reception",
    "His mother is aware",
    "We asked mum whether she agrees",
    # What somebody refused, or did not dare, before that says nothing of it.
    "Mum has refused to engage since Gran told her about the referral",
    "Gran was too worried to stay in when she told mum",
    "Gran declined support after telling mum about it",
    "Mum did not come in after we told her of it",
    "Gran is unwilling to help, as she told mum",
)
#: Nobody who may not be safe knows anything by these.
NOT = (
    "Will send tomorrow.",
    "We have not told mum, and will not tell her",
    "Mum is not aware of it",
    "Please do not tell Mum",
    "Mum told us that he has been sick",
    "Gran knows. We told Gran.",
    "Known to us since 2019; Mum brings him to each appointment",
    "Nobody told Bea of it",
    "Mum rang on Friday for a prescription",
    # As they are typed: each was read as if she knew.
    "J 14 told nurse he uses ketamine wkends. doesnt want mum to know",
    "sch havent spoken to Bea",
    "Bea hasnt been told",
    "mum musnt find out hell go spare",
    "scared mum finds out",
    "hide it b4 mum finds out",
    "in case Bea finds out",
    "yet to speak to mum, she isnt aware",
    "too scared to tell mum",
    "Gran refused to tell mum",
    "he is reluctant to speak to mum",
    "Gran declined to say anything to mum",
    "asked to keep mum out of it",
    "told nurse he smokes, wants it kept from Bea",
    "",
)


def not_safe() -> Story:
    return a_family().later().unsafe("mum").later()


def look(story: Story) -> list[tuple[str | None, str]]:
    return [(one.person, one.for_role) for one in story.due(story.at) if one.code == LOOK]


@pytest.mark.parametrize(
    ("door", "words"),
    [
        *(("AgencyReplied.words", words) for words in KNOWS),
        # In a worry "she" is the child.
        *(("EnquiryOpened.worry", words) for words in KNOWS if not words.startswith("She")),
    ],
)
def test_a_manager_sees_the_same_day_that_somebody_knows(door: str, words: str) -> None:
    story = not_safe()
    as_a_worker(story, door, words)
    assert ("mum", "MASH_MANAGER") in look(story) or (None, "MASH_MANAGER") in look(story)
    place = story.entries[-1][0].seq
    stamp, content = story.entries[-1]
    found = notices_of(content, stamp, View(story.file, story.at, story.at), Directory())
    assert "SOMEBODY_KNOWS" in {one.code for one in found}
    seen = {"entry": place, "reason": ENOUGH, "doubts": ("SOMEBODY_KNOWS",)}
    story.later().make(FoundRight, MANAGER, **seen)
    assert not look(story.later())


@pytest.mark.parametrize("words", NOT)
@pytest.mark.parametrize("door", ["AgencyReplied.words", "EnquiryOpened.worry"])
def test_of_what_tells_nobody_nothing_is_asked(door: str, words: str) -> None:
    story = not_safe()
    as_a_worker(story, door, words)
    assert not look(story)


@pytest.mark.parametrize("words", KNOWS)
def test_of_a_family_in_which_everybody_is_safe_nothing_is_asked(words: str) -> None:
    story = a_family()
    as_a_worker(story, "AgencyReplied.words", words)
    assert not look(story)


def test_of_whom_nobody_knows_whether_they_are_safe_it_is_asked_as_well() -> None:
    story = a_family()
    told(story, "WishRecorded.words", "Kurt hits me")
    as_a_worker(story, "AgencyReplied.words", "Dad rang, we told him that you asked")
    assert look(story) == [("dad", "MASH_MANAGER")]


def test_what_a_referral_says_is_read_by_the_danger_that_is_typed_with_it() -> None:
    """The referrer told her in the morning; that she is not safe is typed as of now."""
    story = a_family().later().unsafe("mum")
    as_a_worker(story, "EnquiryOpened.worry", "I told mum that I would ring you", hours=-5)
    assert look(story) == [("mum", "MASH_MANAGER")]


def test_it_stands_before_what_to_do_next() -> None:
    story = not_safe()
    as_a_worker(story, "AgencyReplied.words", "Mum knows.")
    view = View(story.file, story.at, story.at)
    unread = to_read(view, story.due(story.at))
    assert TEXTS["see_who_knows"] in (read_first(view, unread) or "")


def as_a_worker(story: Story, door: str, words: str, *, hours: int = 0) -> None:
    """On record by this door, and by nobody who may decide what is safe."""
    told(story, door, words, WORKER, effective_at=story.at + timedelta(hours=hours))


def test_each_kind_of_entry_in_which_it_may_be_said_is_looked_at() -> None:
    assert {*SAYS_SO} == {*kinds_that_say()}


@pytest.mark.parametrize(
    "words",
    [
        "We did not realise Mum was listening.",
        "We didn't know mum could hear us",
        "The nurse told him without knowing mum was in the room",
    ],
)
def test_that_nobody_knew_of_it_says_that_it_was_so(words: str) -> None:
    story = not_safe()
    as_a_worker(story, "AgencyReplied.words", words)
    assert look(story)


def test_what_an_agency_wrote_is_looked_at_whoever_typed_it() -> None:
    story = not_safe()
    said = {"disclosure": "sent", "outcome": "SENT", "words": KNOWS[0]}
    story.make(AgencyReplied, MANAGER, **said)
    assert look(story.later())


# ── where whoever wrote it was asked who may be a danger ────────────────────────────────────


def referred(worry: str, *named: str, knows_of_nobody: bool = False) -> Story:
    """Taken in with these named as who may be a danger, or nobody."""
    story = a_family().later()
    story.make(EnquiryOpened, WORKER, enquiry="E-2", worry=worry)
    for person in named:
        story.make(SignRecorded, WORKER, person="ng", code="ALLEGED_ABUSER", names=(person,))
    asked = {"knows_of_nobody": knows_of_nobody, "of_entries": 1 + len(named)}
    story.make(DangerAsked, WORKER, **asked)
    return story


_SENT_HER: Final = "Mum knows, shes the one who told her to come to me. She is scared of them."


def test_whoever_is_none_of_the_dangers_that_are_named_and_knows_is_no_leak() -> None:
    """The one parent on her side was written in red as somebody who may not have it."""
    assert look(referred(_SENT_HER, "step")) == []
    assert look(referred(_SENT_HER, "step", "mum")) == [("mum", "MASH_MANAGER")]
    assert look(referred(f"{_SENT_HER} Mum hits her.", "step")) == [("mum", "MASH_MANAGER")]
    assert look(referred(_SENT_HER, knows_of_nobody=True)) == [("mum", "MASH_MANAGER")]
    assert look(referred("Mum knows, and told Dad. She is scared of them.", "dad"))


def test_nor_of_whoever_is_said_to_be_a_danger_otherwise() -> None:
    story = referred("Zz", "step").unsafe("mum").later()
    story.make(EnquiryOpened, WORKER, enquiry="E-3", worry=_SENT_HER)
    story.make(SignRecorded, WORKER, person="ng", code="ALLEGED_ABUSER", names=("step",))
    story.make(DangerAsked, WORKER, knows_of_nobody=False, of_entries=2)
    assert look(story) == [("mum", "MASH_MANAGER")]


def test_whoever_referred_their_own_family_knows_of_it_from_themself() -> None:
    for name, is_asked in (("Bea Tobb", False), ("School nurse", True)):
        story = a_family().later().unsafe("mum").later()
        worry = {"worry": "Mum knows that I ring you.", "referrer_name": name}
        story.make(EnquiryOpened, WORKER, enquiry="E-2", **worry)
        assert bool(look(story)) is is_asked


def test_nobody_is_said_to_have_what_they_may_not() -> None:
    """ "It was" her who only knows. Each sentence ends, and accuses nobody."""
    for text in (TEXTS["see_who_knows"], label("tasks", LOOK)):
        assert "may not" not in text
        assert text.endswith(".")
