"""Call a meeting and say who is invited, in one act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from ..domain.recorded.events import AnyEvent
from ..domain.recorded.meetings import MeetingCalled, MeetingInvited, MeetingMoved
from ..domain.recorded.members import HowMany, Spread, Without
from .moment import Moment
from .refused import Refused
from .said import Said, whole

#: The meeting says which it is, and when they were invited.
_TO_A_MEETING: Final = Without("InvitedToMeeting", ("meeting", "effective_at"))


@dataclass(frozen=True, slots=True)
class CallMeeting:
    """A meeting was called, and those named were invited to it."""

    meeting: Annotated[MeetingCalled, Spread()]
    invited: Annotated[
        tuple[Annotated[Said[MeetingInvited], _TO_A_MEETING], ...],
        HowMany(most=40),
        "Who is invited.",
    ] = ()


def call_meeting(command: CallMeeting, moment: Moment) -> Sequence[AnyEvent]:
    """The meeting, and each invitation."""
    called = command.meeting
    found: list[AnyEvent] = [called]
    for place, said in enumerate(command.invited):
        pointer = f"/invited/{place}"
        given = {"meeting": called.meeting, "effective_at": called.effective_at}
        found.append(_for_one(whole(said, moment, pointer, **given), pointer))
    return found


def move_meeting(moved: MeetingMoved, _: Moment) -> Sequence[AnyEvent]:
    """To another time, or to another place."""
    if moved.starts_at is None and moved.place is None:
        raise Refused("nothing-to-record")
    return [moved]


def invite_to_meeting(invited: MeetingInvited, _: Moment) -> Sequence[AnyEvent]:
    """One agency, or one of the family."""
    return [_for_one(invited, "")]


def _for_one(invited: MeetingInvited, pointer: str) -> MeetingInvited:
    if (invited.agency is None) is (invited.person is None):
        raise Refused("agency-or-person", f"{pointer}/agency")
    return invited
