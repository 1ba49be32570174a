"""Whoever is first heard when they are already feared reads nothing of what came since; and what
somebody presses puts nothing to them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from consent_service.domain.recorded import events
from tests.domain.own.lives import view_of
from tests.domain.own.test_promising import receipt
from tests.domain.tasks.story import MANAGER, Story, scope
from tests.sweeping import each


def feared() -> Story:
    """A father who has a way in, and with whom nobody has spoken yet."""
    story = Story().child(dob=date(2015, 2, 1)).adult("mum").adult("dad").enquiry()
    story.talk("mum")
    return story.later().unsafe("dad").later()


def another_child(story: Story) -> None:
    story.make(events.ChildAdded, child="yu", names="Yusuf", dob=date(2024, 1, 1))
    story.adult("mum", "yu").adult("dad", "yu").later()


def restricted(story: Story) -> None:
    link: dict[str, Any] = {"person": "dad", "child": "ng", "role": "FATHER"}
    link |= {"pr_status": "RESTRICTED_BY_COURT", "effective_at": story.at}
    story.make(events.RelationshipRecorded, MANAGER, **link)
    story.later()


def spoken_to(story: Story) -> Any:
    talk = story.talk("dad")
    return story.later().say("REFUSED", "dad", conversation=talk, scope=scope("*"))


@each("hidden", of=[another_child, restricted])
@each("heard", of=[lambda s: receipt(s, "dad"), spoken_to])
def test_his_page_and_his_receipt_are_as_they_would_be_without_it(
    heard: Callable[[Story], Any], hidden: Callable[[Story], None]
) -> None:
    """He pressed stop, and read of a child who had come since; or that he decides no more."""
    found = []
    for put_on_record in (lambda s: s.later(), hidden):
        story = feared()
        put_on_record(story)
        said = heard(story)
        page = view_of(story.later())
        found.append((said if heard is not spoken_to else None, page["children"], page["said_no"]))
    assert found[0] == found[1]


def test_what_he_pressed_himself_put_no_child_to_him() -> None:
    """He has a way in by a letter, and stops everything before anybody has spoken to him."""
    story = Story().child(dob=date(2015, 2, 1)).adult("dad").enquiry().later()
    receipt(story, "dad")
    assert view_of(story.later())["children"] == []
    story.talk("dad")
    assert [one["child"] for one in view_of(story.later())["children"]] == ["ng"]


def test_what_he_was_asked_of_by_name_he_knows() -> None:
    story = feared()
    another_child(story)
    story.say("REFUSED", "dad", conversation=story.talk("dad"), scope=scope("yu"))
    assert [one["child"] for one in view_of(story.later())["children"]] == ["yu"]
