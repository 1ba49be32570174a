"""What was shared in most of the stories here: the surgery was asked about a child's health, as a
parent had agreed.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Any, Final

from consent_service.domain.file.view import View
from consent_service.domain.following.disclosed import in_turn, shown
from consent_service.domain.scopes.scope import Agency

#: The members of `DisclosureRecorded`, but for which it was and on what it rests.
THE_SURGERY_WAS_ASKED: Final[MappingProxyType[str, Any]] = MappingProxyType(
    {
        "enquiry": "E1",
        "subjects": ("ng",),
        "agency": Agency("GP"),
        "categories": ("CHILD_HEALTH",),
        "purpose": "AGENCY_CHECKS",
        "direction": "SEEK",
        "basis": "AGREED",
        "summary": "Zz",
        "words_sent": "Zz",
    }
)


def disclosed(view: View) -> list[dict[str, Any]]:
    """All that was disclosed, as it is shown."""
    return shown(view, in_turn(view))
