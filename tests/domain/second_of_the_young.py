"""Whether a young person decides: what the second reading makes of who was assessed, and when.

Written from the text alone: 16 and 17 are presumed able unless assessed otherwise (5.2), and
nobody has assessed a young person who assessed the child that they were (decision 0036).
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.domain.second_family import Family

Dict = dict[str, Any]
UNABLE = "NOT_COMPETENT"


def is_the_young_persons(
    family: Family, child: str, purpose: str, when: datetime | None = None
) -> bool:
    """Under 16 only a child who was recorded competent for it; then whoever is not shown unable; at
    18 everybody, whatever was shown.
    """
    match family.age(child, when):
        case None:
            return False
        case age if age < 16:
            return family.competence(child, purpose, when) == "COMPETENT"
        case age if age < 18:
            shown = family.latest(_at_16(family, child), None, purpose, when)
            return bool(shown != UNABLE)
        case _:
            return True


def _at_16(family: Family, child: str) -> list[Dict]:
    """Each word of them since that birthday. That they are unable is no worker's to say, and is no
    word before somebody asks a manager.
    """
    given = family.children[child]["competence"]
    return [
        one
        for one in (given if isinstance(given, list) else ())
        if (family.age(child, datetime.fromisoformat(one["effective_at"])) or 0) >= 16
        and (one["value"] != UNABLE or one.get("by_manager") or "waits" in one)
    ]
