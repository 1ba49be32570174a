"""Each door by which words of somebody come on record besides their answers, and such words."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from consent_service.domain.may import PARTNER
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.marked import Marked, marked
from consent_service.domain.recorded.meetings import MeetingInvited
from consent_service.domain.recorded.members import TheirWords
from tests.domain.tasks.story import WORKER, Story, scope
from tests.made_up import MadeUp, usual_of

DOORS: Final = {f"{one.kind.__name__}.{one.member}": one for one in marked(TheirWords)}
#: What a child wants, and what they can decide, is heard of a child.
OF_CHILDREN: Final = {name for name, one in DOORS.items() if one.mark.whose == "child"}


def put(
    story: Story,
    door: Marked[TheirWords],
    person: str,
    words: str,
    /,
    *,
    named_first: bool = False,
    **members: Any,
) -> int:
    """The words on record by this door, as somebody's who is named in them; the place. In a reason
    for what is asked of a manager they are theirs where whoever wrote it says so.
    """
    members = {"not_a_no": False, **members} if door.mark.is_why else members
    story.later()
    whole = MadeUp(mark="Zz", at=story.at).event(door.kind)
    usual = usual_of(door.kind)
    typed = f"Zz {person} {words}" if named_first else f"{words} Zz {person}"
    said: dict[str, Any] = {door.member: typed, "effective_at": story.at}
    said |= {door.mark.only[0]: door.mark.only[1][0]} if door.mark.only else {}
    here = {"person": person, "child": person, "enquiry": "E1", "objects": True, "what": "OTHER"}
    names = door.kind.__struct_fields__
    said |= {"check": len(story.entries)} if "check" in names else {}
    said |= {name: value for name, value in here.items() if name in names}
    if "scope" in names:
        said["scope"] = scope()
    if "invitation" in names:
        story.make(MeetingInvited, invitation="i", meeting="m", person=person)
        said["invitation"] = "i"
    if "disclosure" in names:
        said["disclosure"] = "sent"
    # An agency writes it itself, where nobody of ours says what stands in it.
    is_agencys = {"outcome", "disclosure"} <= {*names} and "not_a_no" not in members
    by = By("school", PARTNER) if is_agencys else WORKER
    return story.record(msgspec.structs.replace(whole, **{**usual, **said, **members}), by)
