"""A talk in which somebody was told something who may not be safe is looked at the same day."""

from __future__ import annotations

import pytest

from consent_service.domain.codes import codes
from consent_service.domain.content import By
from consent_service.domain.written import ONLINE
from tests.domain.tasks.story import MANAGER, WORKER, family

LOOK = "LOOK_AT_TOLD"
#: By these nobody of ours tells them anything.
SAYS_NOTHING = {*ONLINE, "VIA_REFERRER"}


@pytest.mark.parametrize("how", sorted(codes("methods")))
def test_a_talk_with_somebody_not_known_to_be_safe_is_seen(how: str) -> None:
    story = family().unsafe("dad").later()
    story.talk("mum", method=how)
    assert LOOK not in story.codes()
    story.talk("dad", method=how)
    assert (LOOK in story.codes()) is (how not in SAYS_NOTHING)


@pytest.mark.parametrize(("by", "is_seen"), [(WORKER, True), (MANAGER, False)])
def test_a_manager_who_talks_with_them_has_seen_to_it(by: By, is_seen: bool) -> None:
    story = family().unsafe("dad").later()
    story.talk("dad", by=by)
    assert (LOOK in story.codes()) is is_seen
