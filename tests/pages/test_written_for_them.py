"""Somebody else said yes for a mother, and one of us wrote it down: her page asks whether that is
right, and says neither that she said it nor who did.
"""

from __future__ import annotations

from consent_service.domain.codes import TEXTS
from tests.api.running import Running, add_family
from tests.pages.test_own_page import on_their_page, outcome


def test_a_yes_that_somebody_else_said_is_asked_about_and_can_be_stopped(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    said = {**family.agreement(), "words": "husband says she says yes"}
    talk = family.conversation(said)
    made_up.record(f"{family.path}/conversations", talk)
    assert outcome(made_up, family) == "ASK"
    text = on_their_page(made_up, family).open("/").text
    assert TEXTS["own_written_yes_not_until"] in text
    assert "You said yes" not in text
    assert "usband" not in text
    # The ways to answer it that the page has for whatever stands on it.
    assert "Stop this" in text
    assert "Change this" in text
