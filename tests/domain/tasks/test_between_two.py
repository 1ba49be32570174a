"""Who asked is not said of what the record itself asks a manager for, and of nothing besides."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consent_service.domain.file.view import View
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.scopes.scope import Agency, Scope
from consent_service.domain.tasks.conflicts import is_between
from consent_service.domain.tasks.scene import Scene
from tests.domain.tasks.story import Story, scope


@pytest.mark.parametrize(
    ("decided", "is_one"),
    [
        (scope(), True),
        (scope(agencies=(Agency("POLICE"),), categories=("CONCERN_DETAILS",)), False),
        (scope(agencies=(Agency("*"),)), False),
        (scope(categories=("*",)), False),
        (scope("*"), False),
        (Scope(), False),
    ],
)
def test_a_decision_is_between_two_answers_about_which_both_were(
    decided: Scope, is_one: bool
) -> None:
    story = Story().child("ng").adult("mum").adult("dad").enquiry().later(timedelta(days=1))
    story.agree("mum")
    story.later(timedelta(minutes=5))
    story.say("REFUSED", "dad")
    story.later(timedelta(days=1))
    scene = Scene(View(story.file, story.at, story.at), DEFAULT_POLICY)
    assert is_between(scene, "E1", decided) is is_one
