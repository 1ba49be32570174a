"""What stands on a page of whom somebody has named to support them turns on nobody else."""

from __future__ import annotations

from typing import Any

from consent_service.domain import events
from consent_service.domain.safety.oneadvocate import may_not_support
from consent_service.domain.view import View
from tests.domain.tasks.story import family
from tests.domain.test_one_advocate import stands


def test_whoever_names_one_after_the_other_does_not_read_whom_somebody_else_has_named() -> None:
    """Nor whether they have answered otherwise: on a page of somebody who only named, nothing of it
    is another.
    """
    story = family()
    members: dict[str, Any] = {"enquiry": "E1", "status": "NOMINATED", "advocate": "Zz Gran"}
    story.talk("mum")
    story.make(events.AdvocateStatusChanged, person="mum", **members)
    before = stands(story.later(), "mum")[:3]
    story.talk("dad")
    story.make(events.AdvocateStatusChanged, person="dad", **members)
    assert stands(story.later(), "mum")[:3] == before
    story.say("AGREED", "mum")
    story.later().say("REFUSED", "dad")
    assert stands(story.later(), "mum")[:3] == before
    # Whoever confirms somebody is told, and nobody is let in.
    view = View(story.file, story.at, story.at)
    said = view.advocate["mum", "E1"]
    assert said is not None
    assert may_not_support(view, said.event)
