"""What was promised to somebody is kept by speaking with them, or by the way that they want."""

from __future__ import annotations

from typing import Any

import pytest

from consent_service.domain import practice
from consent_service.domain.codes import codes
from tests.domain.tasks.story import Story, family

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
