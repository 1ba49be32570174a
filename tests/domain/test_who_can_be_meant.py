"""Whom words can mean that tell of harm, and say only "he" or "she", or of somebody else's wife."""

from __future__ import annotations

from typing import Any, Final

from consent_service.domain.file.view import View
from consent_service.domain.names.namedinprose import named_at
from consent_service.domain.recorded import events
from consent_service.domain.recorded.members import ALWAYS
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


def test_harm_that_somebody_did_may_be_anybodys_near() -> None:
    """Only of who is not to hear it is said: whoever is hurt writes in a hurry."""
    story = a_family()
    told(story, "ConversationRecorded.parent_words", "she hits me", person="mum")
    assert "dad" in not_known(story)


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
    story = a_family().unsafe("uncle").later()
    told(story, "DecisionRequested.why", "Hit at home")
    assert "mum" in not_known(story)
    found_safe(story)
    told(story, "DecisionRequested.why", _REQUEST)
    assert "mum" not in not_known(story)
    assert {"dad", "uncle", "gran"} <= not_known(story)


@each(
    "words", of=["She hits him", "Mum: fgm", "fgm, somebody at home", "fgm. Huda knows, violence"]
)
def test_what_may_be_said_of_them_holds_them_whatever_a_manager_said(words: str) -> None:
    story = found_safe(a_family().unsafe("uncle").later())
    told(story, "DecisionRequested.why", words)
    assert "mum" in not_known(story)


def test_whoever_is_found_safe_by_no_manager_or_before_a_danger_is_known_is_held() -> None:
    story = found_safe(a_family())
    told(story, "DecisionRequested.why", _REQUEST)
    assert "mum" in not_known(story)
    story = a_family().unsafe("uncle").later()
    said = {"person": "mum", "safe_to_ask": True, "code": "SAFE_AGAIN", "reason": ENOUGH}
    story.make(events.SafetyRecorded, WORKER, **said)
    told(story.later(), "DecisionRequested.why", _REQUEST)
    assert "mum" in not_known(story)


def test_what_one_of_the_family_says_holds_whoever_may_be_meant() -> None:
    story = found_safe(a_family().unsafe("uncle").later())
    told(story, "WishRecorded.words", "I get hit at home")
    assert "mum" in not_known(story)
