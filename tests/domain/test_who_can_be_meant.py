"""Whom words can mean that tell of harm, and say only "he" or "she", or of somebody else's wife."""

from __future__ import annotations

from typing import Any, Final

from consent_service.domain.file.view import View
from consent_service.domain.names.namedinprose import named_at
from consent_service.domain.recorded import events, practice
from consent_service.domain.recorded.circumstances import SignRecorded
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.members import ALWAYS
from consent_service.domain.safety.harmtoread import harm_to_read
from tests.domain.tasks.story import MANAGER, WORKER, Story
from tests.domain.test_tells_of_harm import not_known, told
from tests.reasons import ENOUGH
from tests.sweeping import each

_PEOPLE: Final = {
    "mum": ("Huda Zell", "MOTHER", "YES"),
    "dad": ("Jon Zell", "FATHER", "YES"),
    "uncle": ("Kamil Zell", "AUNT_UNCLE", "NO"),
    "gran": ("Pam Ferris", "GRANDPARENT", "NO"),
}
#: A worker asks a manager to decide, and says of a stranger whose wife she is.
_REQUEST: Final = "need gp for any injuries / fgm flag but S says receptionist is Kamils wife"


def a_family(*, together: bool = True) -> Story:
    story = Story().child()
    for person, (names, role, pr_status) in _PEOPLE.items():
        story.make(events.AdultAdded, person=person, names=names, interpreter_needed=False)
        lives = "YES" if together else "NO"
        link: dict[str, Any] = {"role": role, "pr_status": pr_status, "effective_at": ALWAYS}
        story.make(events.RelationshipRecorded, person=person, child="ng", lives_with=lives, **link)
    return story.enquiry().later()


def found_safe(story: Story, person: str = "mum", reason: str = ENOUGH) -> Story:
    said = {"person": person, "safe_to_ask": True, "code": "SAFE_AGAIN", "reason": reason}
    story.make(events.SafetyRecorded, MANAGER, **said)
    return story.later()


@each(
    "speaker",
    "said",
    "means",
    of=[
        ("dad", "if she finds out i rang shell go", {"mum", "uncle", "gran"}),
        ("mum", "if he finds out I rang", {"dad", "uncle", "gran"}),
        ("mum", "in case she finds out I told you", {"uncle", "gran"}),
    ],
)
def test_whom_somebody_writes_of_as_he_or_she_is_one_who_can_be(
    speaker: str, said: str, means: set[str]
) -> None:
    """A father was held, as his wife wrote that "she" is not to find out."""
    story = a_family()
    told(story, "ConversationRecorded.parent_words", said, person=speaker)
    assert not_known(story) == means
    story = a_family(together=False)
    told(story, "ConversationRecorded.parent_words", said, person=speaker)
    assert not_known(story) <= means
    assert not_known(story)


def test_harm_that_she_did_is_no_fathers_where_another_may_be_she() -> None:
    """A mother was held by "he has got a temper on him". Whoever is hurt and writes in a hurry of
    nobody who can be one, means whoever is near.
    """
    for together, means in ((True, {"uncle", "gran"}), (False, {"uncle", "gran"})):
        story = a_family(together=together)
        told(story, "ConversationRecorded.parent_words", "she hits me", person="mum")
        assert not_known(story) == means


@each("whose", of=["Kamils wife", "Kamil's wife", "Kamil’s husband", "Kamil's new partner"])
def test_a_relatives_partner_is_no_parent(whose: str) -> None:
    story = a_family()
    (named,) = named_at(View(story.file, story.at, story.at), f"The nurse is {whose}")
    assert not named.people


@each("whose", of=["Jon's wife", "Jons wife", "dads wife", "Dad's partner"])
def test_a_parents_partner_may_be_one(whose: str) -> None:
    story = a_family()
    (named,) = named_at(View(story.file, story.at, story.at), f"The nurse is {whose}")
    assert "mum" in named.people


def test_what_is_noted_of_somebody_else_holds_nobody_whom_a_manager_found_safe() -> None:
    """The one safe parent was held again by a worker's own note, minutes after a manager."""
    story = a_family().unsafe("uncle", code="OTHER").later()
    told(story, "DecisionRequested.why", "Hit at home")
    assert "mum" in not_known(story)
    found_safe(story)
    told(story, "DecisionRequested.why", _REQUEST)
    assert "mum" not in not_known(story)
    assert {"dad", "uncle", "gran"} <= not_known(story)


@each(
    "words",
    of=[
        *("She hits him", "Mum: fgm", "fgm, somebody at home", "fgm. Huda knows, violence"),
        *("MOC hits child", "hit by M", "mo hit child", "M hit him", "FOC hit him", "m hit child"),
        *(
            "child hit at home by mo",
            "hit by whoever is home in the day",
            "hit by the lady of the house",
        ),
    ],
)
def test_what_may_be_said_of_them_holds_them_whatever_a_manager_said(words: str) -> None:
    story = found_safe(a_family().unsafe("uncle", code="OTHER").later())
    told(story, "DecisionRequested.why", words)
    assert "mum" in not_known(story)


def test_whoever_is_found_safe_by_no_manager_or_before_a_danger_is_known_is_held() -> None:
    story = found_safe(a_family())
    told(story, "DecisionRequested.why", _REQUEST)
    assert "mum" in not_known(story)
    story = a_family().unsafe("uncle", code="OTHER").later()
    said = {"person": "mum", "safe_to_ask": True, "code": "SAFE_AGAIN", "reason": ENOUGH}
    story.make(events.SafetyRecorded, WORKER, **said)
    told(story.later(), "DecisionRequested.why", _REQUEST)
    assert "mum" in not_known(story)


def test_what_one_of_the_family_says_holds_whoever_may_be_meant() -> None:
    story = found_safe(a_family().unsafe("uncle").later())
    told(story, "WishRecorded.words", "I get hit at home")
    assert "mum" in not_known(story)


# ── where one of us put on record who the danger is ─────────────────────────────────────────

_LOCKED_IN: Final = (
    "Bruises, PC partner, on way home now, she's locked in. Need police NOT his team."
)
#: What we write of what is done about it, in which whoever did it is not named.
_OURS: Final = {
    "DecisionRequested.why": (_LOCKED_IN, "Hit at home", "Huda said he strangled her, she hides"),
    "FamilyAnswered.words": ("Huda said he strangled her, she is at Flat 3", "rang, he hits her"),
    "DisclosureRecorded.summary": ("Huda was hit, needs police", "partner hits her"),
}
_AS_WRITTEN: Final = [(door, words) for door, every in _OURS.items() for words in every]


def _is_read(story: Story) -> bool:
    place = story.entries[-1][0].seq
    view = View(story.file, story.at, story.at)
    return place in {held.seq for held in harm_to_read(view)}


def _named_by_a_sign(story: Story, by: By = WORKER) -> Story:
    sign = {"code": "NOT_KNOWN", "names": ("dad",)}
    story.make(SignRecorded, by, person="mum", **sign)
    return story.later()


@each("door", "words", of=_AS_WRITTEN)
def test_what_we_write_holds_nobody_beside_the_danger_who_is_on_record(
    door: str, words: str
) -> None:
    """A mother called for help from a locked room, and was held as the danger by what we wrote to
    have her helped.
    """
    for story in (_named_by_a_sign(a_family()), a_family().unsafe("dad").later()):
        told(story, door, words)
        assert not_known(story) == {"dad"}


@each("door", "words", of=_AS_WRITTEN)
def test_it_does_whoever_comes_after_the_words(door: str, words: str) -> None:
    """Whom the same words held is free once it is said who the danger is."""
    story = a_family()
    told(story, door, words)
    assert "dad" in not_known(story)
    assert not_known(_named_by_a_sign(story.later())) == {"dad"}


@each("words", of=["Hit at home", "They hit him", "She hits him", "Huda hits him", "gran hits him"])
def test_others_who_may_be_meant_are_held_where_they_are_named_and_else_it_is_read(
    words: str,
) -> None:
    story = _named_by_a_sign(a_family())
    told(story, "DecisionRequested.why", words)
    assert not_known(story) > {"dad"} or _is_read(story)


@each(
    "words",
    "means",
    of=[
        ("Mum hit him, Jon was there", {"mum", "dad"}),
        ("Dad reports Mum hit Ng and Mum says Dad hits her", {"mum", "dad"}),
        ("Dad hit Mum, Gran was there", {"dad"}),
        ("Mum was hit by Dad", {"dad"}),
    ],
)
def test_whoever_is_said_to_do_it_is_held_beside_a_danger_who_is_named(
    words: str, means: set[str]
) -> None:
    story = _named_by_a_sign(a_family())
    told(story, "DecisionRequested.why", words)
    assert not_known(story) == means


@each("by", of=[By("dad", "PARENT"), By("mum", "PARENT")])
def test_that_one_of_the_family_names_another_frees_nobody(by: By) -> None:
    """Who is feared may be who names somebody: or is who was named."""
    story = a_family()
    other = {"dad": "mum", "mum": "dad"}[by.id]
    named = {"code": "NOT_KNOWN", "names": (other,)}
    story.make(SignRecorded, by, person="ng", **named)
    told(story.later(), "DecisionRequested.why", "Hit at home")
    assert {"mum", "dad"} <= not_known(story)


@each("words", of=["I get hit at home", "someone hurts me"])
def test_what_a_child_tells_may_be_news_of_another(words: str) -> None:
    story = a_family().unsafe("uncle").later()
    told(story, "WishRecorded.words", words)
    assert {"mum", "dad"} <= not_known(story)


def test_a_new_injury_that_somebody_saw_may_be_anybodys() -> None:
    story = a_family().unsafe("uncle").later()
    told(story, "AgencyReplied.words", "new bruises on his arm")
    assert {"mum", "dad"} <= not_known(story)


def test_whoever_was_hurt_or_says_so_is_not_who_did_it_where_another_may_be() -> None:
    story = a_family()
    told(story, "FamilyAnswered.words", "Huda said he strangled her, she is at Flat 3")
    assert not_known(story) == {"dad", "uncle", "gran"}
    # A call for help alone clears nobody: whoever hurts another may ring first.
    story = a_family().unsafe("dad")
    call = {"request": "r", "person": "mum", "wants": "HELP_NOW", "words": "locked in, Jon is back"}
    story.make(practice.FamilyAsked, By("mum", "PARENT"), **call)
    told(story.later(), "DecisionRequested.why", "partner hits her, wants police")
    assert "mum" not in not_known(story)
