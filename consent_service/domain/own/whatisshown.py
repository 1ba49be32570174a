"""What a person may see of one contact, and of one decision. Pure."""

from __future__ import annotations

from datetime import datetime

import msgspec

from ..scopes.scope import Scope


class Shared(msgspec.Struct, frozen=True):
    """What may be seen of something asked or told: the day, and the part about them."""

    at: datetime
    scope: Scope


class DecisionSeen(msgspec.Struct, frozen=True):
    """What may be seen of a decision. `over_own_no`: the person themself had said no."""

    at: datetime
    scope: Scope
    kind: str
    over_own_no: bool
