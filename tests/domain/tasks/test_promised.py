"""What was promised to somebody is kept by speaking with them, or by the way that they want."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from consent_service.domain.codes import codes
from consent_service.domain.file.view import View
from consent_service.domain.recorded import events, practice
from consent_service.domain.recorded.policy import Policy
from consent_service.domain.tasks.keepinginformed import before_contacting
from consent_service.domain.tasks.scene import Scene
from tests.domain.tasks.story import DAY, MONDAY, Story, family

PROMISED = "CALL_AFTER_WITHDRAWAL"
#: How somebody is kept informed; what they do not want is no way.
NOT_SO = {"DO_NOT_CONTACT_AT_HOME", "NO_CONTACT_REQUESTED"}
WAYS = sorted(set(codes("keep_informed_methods")) - NOT_SO)
SPOKEN = {"CALL", "VIA_INTERPRETER_CALL", "FACE_TO_FACE"}


def stopped() -> Story:
    """A mother who is reached by telephone, and has taken back what she agreed to."""
    story = family()
    story.agree()
    story.later().say("WITHDRAWN")
    return story.later()


def told(story: Story, how: str) -> None:
    story.make(practice.ContactMade, person="mum", enquiry="E1", method=how, effective_at=story.at)


@pytest.mark.parametrize("how", WAYS)
def test_a_promised_call_is_not_kept_by_what_only_went_out(how: str) -> None:
    story = stopped()
    for way in ("PHONE", "EMAIL", "ADDRESS"):
        story.reached("mum", way)
    told(story.later(), how)
    assert (PROMISED in story.codes()) == (how not in SPOKEN)


@pytest.mark.parametrize("how", ["CALL", "TEXT"])
def test_nothing_is_kept_by_a_way_that_is_not_to_be_used(how: str) -> None:
    """A text to a telephone that is never to be texted ended the call that she was promised."""
    story = stopped()
    terms: dict[str, Any] = {"person": "mum", "enquiry": "E1", "methods": ("TEXT",)}
    terms |= {"times": ("WEEKLY",), "agreed_with_person": True, "effective_at": story.at}
    story.make(practice.KeepInformedAgreed, **terms)
    story.reached("mum", safety={"CALL": "UNSAFE", "TEXT": "NEVER_TEXT"}[how])
    told(story.later(), how)
    assert PROMISED in story.codes()
    story.later().reached("mum", value="020 7946 0099")
    told(story.later(), how)
    assert PROMISED not in story.codes()


#: Whoever of a file may be told when they hear from us, and read it on a page of theirs.
SOMEBODY = ("mum", "teen", "neighbour")


def promised(person: str, times: tuple[str, ...], **members: Any) -> Story:
    """To somebody of a family in which a girl of fourteen is heard, and an adult is no relative."""
    story = family().child("teen", date(2012, 1, 1))
    story.make(events.AdultAdded, person="neighbour", names="Zz neighbour")
    terms: dict[str, Any] = {"person": person, "enquiry": "E1", "methods": ("CALL",)}
    terms["times"] = times
    terms |= {"agreed_with_person": True, "effective_at": story.at}
    story.make(practice.KeepInformedAgreed, **terms, **members)
    return story


def due_to(story: Story, code: str) -> list[str | None]:
    return [task.person for task in story.due() if task.code == code]


@pytest.mark.parametrize("person", SOMEBODY)
def test_whoever_was_told_by_when_they_hear_from_us_hears_from_us(person: str) -> None:
    """A young person read the day on her page, and it was nobody's task."""
    story = promised(person, (), next_contact_due=MONDAY.date() + DAY)
    story.later(DAY)
    assert due_to(story, "CONTACT_DUE") == [person]
    # Also once the enquiry has ended.
    assert due_to(story.close(), "CONTACT_DUE") == [person]
    story.later().make(
        practice.ContactMade, person=person, enquiry="E1", method="CALL", effective_at=story.at
    )
    assert due_to(story.later(), "CONTACT_DUE") == []


@pytest.mark.parametrize("person", SOMEBODY)
def test_whoever_was_promised_to_hear_each_week_does(person: str) -> None:
    assert due_to(promised(person, ("WEEKLY",)).later(7 * DAY), "CONTACT_DUE") == [person]


@pytest.mark.parametrize("person", SOMEBODY)
def test_whoever_was_promised_to_hear_first_is_told_before_a_service_is_contacted(
    person: str,
) -> None:
    story = promised(person, ("BEFORE_EACH_CONTACT",)).later(DAY)
    scene = Scene(View(story.file, story.at, story.at), Policy())
    assert [task.person for task in before_contacting(scene)] == [person]
