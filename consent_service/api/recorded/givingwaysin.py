"""What goes with the entry that somebody was given a way to sign in: the code itself."""

from __future__ import annotations

from typing import Any

from ...access.codes import Giving
from ..edge.operations import Call
from ..replies.showing import moment


class GivesWayIn:
    """The reference and the code, shown to whoever put it on record, once."""

    def __init__(self, call: Call) -> None:
        self._giving: Giving = call.service.codes.giving(call.principal.authority)
        self.besides = self._giving.besides

    def shows(self) -> dict[str, Any]:
        """What is typed, from now on."""
        made = self._giving.given()
        return {
            "way_in": {
                "reference": made.reference,
                "code": made.code,
                "expires_at": moment(made.expires_at),
            }
        }
