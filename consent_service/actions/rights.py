"""Give somebody a right, or take one back."""

from __future__ import annotations

from collections.abc import Sequence

from ..domain.content import is_nobodys
from ..domain.events import AnyEvent
from ..domain.may import PARTNER
from ..domain.ofauthority import BOUND_TO_A_FILE, RightGranted, RightRevoked
from .moment import Moment
from .refused import Refused


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
