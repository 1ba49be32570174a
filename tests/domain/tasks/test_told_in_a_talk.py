"""A talk in which somebody was told something who may not be safe is looked at the same day."""

from __future__ import annotations

import pytest

from consent_service.domain.codes import codes
from consent_service.domain.file.view import View
from consent_service.domain.lifting.written import ONLINE
from consent_service.domain.recorded.content import By
from consent_service.domain.safety.heard import heard_ourselves
from tests.domain.tasks.story import MANAGER, WORKER, family
from tests.domain.test_tells_of_harm import a_family, told

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


@pytest.mark.parametrize("there", ["dad", "Kurt", "Kurt Tobb", "his dad"])
def test_whoever_sits_beside_somebody_and_is_not_known_to_be_safe_is_seen(there: str) -> None:
    """He was one who may be meant by a boy's words, and sat beside him as he spoke."""
    story = a_family()
    told(story, "WishRecorded.words", "Kurt hits me")
    story.later().talk("ng", others_present=(there,))
    assert [one.person for one in story.due(story.at) if one.code == LOOK] == ["dad"]


@pytest.mark.parametrize("there", ["gran", "Vera Oakes", "his teacher"])
def test_of_whoever_is_safe_and_sits_beside_them_nothing_is_asked(there: str) -> None:
    story = a_family()
    told(story, "WishRecorded.words", "Kurt hits me")
    story.later().talk("ng", others_present=(there,))
    assert LOOK not in story.codes()


@pytest.mark.parametrize(("explained", "is_seen"), [((), False), (("WHO_WE_ARE",), True)])
def test_one_who_rang_and_was_told_nothing_was_told_nothing(
    explained: tuple[str, ...], is_seen: bool
) -> None:
    """A feared father rang in: whatever was recorded of it, a manager was to look at a leak."""
    story = family().unsafe("dad").later()
    story.talk("dad", explained, modifiers=("TOLD_NOTHING",))
    assert (LOOK in story.codes()) is is_seen
    view = View(story.file, story.at, story.at)
    assert heard_ourselves(view, "dad") is None, "nothing was put to him"
    story.later().talk("dad", ())
    assert LOOK in story.codes()
