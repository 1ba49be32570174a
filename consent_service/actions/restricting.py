"""Give somebody a right, or take one back; keep a record to people by name, and end that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..domain.file.restricted import is_kept_from
from ..domain.freetext.rationale import LEAST_SAID, length_said
from ..domain.may import PARTNER
from ..domain.recorded.content import is_nobodys
from ..domain.recorded.events import AnyEvent
from ..domain.recorded.ofauthority import (
    BOUND_TO_A_FILE,
    RecordRestricted,
    RestrictionEnded,
    RightGranted,
    RightRevoked,
)
from .moment import Moment
from .refused import Refused

#: Whoever is left when nobody who was named works here any more.
_ALWAYS: Final = "HEAD_OF_SERVICE"


def restrict_record(restricted: RecordRestricted, moment: Moment) -> Sequence[AnyEvent]:
    """Whoever is not named makes nobody so, but for who kept it to the first: they name the others.
    They open it with a reason instead.
    """
    _assert_said(restricted.reason)
    _assert_theirs(restricted.file, moment)
    return [restricted]


def end_restriction(ended: RestrictionEnded, moment: Moment) -> Sequence[AnyEvent]:
    """It must be one that stands."""
    _assert_said(ended.reason)
    own = moment.authority_file
    gone = {held.event.restriction for held in own.of(RestrictionEnded)}
    every = {held.event.restriction: held.event for held in own.of(RecordRestricted)}
    if ended.restriction in gone or ended.restriction not in every:
        raise Refused("not-on-file", "/restriction")
    _assert_theirs(every[ended.restriction].file, moment)
    return [ended]


def _assert_said(reason: str) -> None:
    if length_said(reason) < LEAST_SAID:
        raise Refused("opening-needs-reason", "/reason")


def _assert_theirs(file: str, moment: Moment) -> None:
    own, who = moment.authority_file, moment.by
    if who.id in own.kept_to.apart.get(file, ()):
        # Whoever may be somebody on it says nothing of who reads it, whatever their grade.
        raise Refused("kept-to-others")
    if who.role == _ALWAYS or not is_kept_from(own.kept_to, file, who.id):
        return
    gone = {held.event.restriction for held in own.of(RestrictionEnded)}
    theirs = (held for held in own.of(RecordRestricted) if held.by == who.id)
    if not any(one.event.file == file and one.event.restriction not in gone for one in theirs):
        raise Refused("kept-to-others")


def grant_right(granted: RightGranted, moment: Moment) -> Sequence[AnyEvent]:
    """Nobody gives a right to themself, whatever it is: another person answers for it."""
    if granted.staff.casefold() == moment.by.id.casefold():
        raise Refused("right-for-oneself", "/staff")
    if is_nobodys(granted.staff):
        raise Refused("id-of-nobody", "/staff")
    if granted.role in BOUND_TO_A_FILE:
        raise Refused("not-a-role-of-staff", "/role")
    if granted.until is not None and granted.until <= moment.at:
        raise Refused("right-ended-already", "/until")
    if (granted.organisation is not None) != (granted.role == PARTNER):
        raise Refused("right-of-one-organisation", "/organisation")
    if granted.organisation is not None:
        listed = moment.directory.by_id.get(granted.organisation)
        if listed is None or listed.ended:
            raise Refused("service-not-listed", "/organisation")
    return [granted]


def revoke_right(revoked: RightRevoked, moment: Moment) -> Sequence[AnyEvent]:
    """It must be one that stands: what has ended is not taken back a second time."""
    if all(one.right != revoked.right for one in moment.authority_file.standing_rights(moment.at)):
        raise Refused("no-such-right")
    return [revoked]
