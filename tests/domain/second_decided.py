"""A manager's decisions that reach one item, as they stand at one moment."""

from __future__ import annotations

from typing import Any

from tests.domain.second_family import Family, at
from tests.domain.second_naming import exclusion, missing, scope_of
from tests.domain.second_word import closed

Dict = dict[str, Any]


def decided(family: Family, item: Dict, enquiry: str, agreed: set[str]) -> list[Dict]:
    """Those in force that contain the item, the latest last.

    `agreed`: who holds responsibility and has said yes, so that they can be relied on.
    """
    if closed(family, enquiry, item["purpose"]):
        return []
    now = min(family.as_of, family.known_at)
    found = []
    for place, one in enumerate(family.facts.get("authorisations", ())):
        made = at(one.get("made_at", one["recorded_at"]))
        ends = [(one["end"], family.as_of), (one.get("ended_at"), now)]
        scope = scope_of(one, family.facts.get("directory", []))
        if (
            one["enquiry"] == enquiry
            # Written down late it authorises nothing before it was made.
            and made <= now
            and at(one["start"]) <= family.as_of
            and not any(end and at(end) <= moment for end, moment in ends)
            and not missing(scope, item, family.stood_on_file(made), made)
            and not exclusion(scope, item)
            and (one["kind"] != "RELY_ONE_PARENT" or _relied_on(family, one) in agreed)
        ):
            found.append((at(one["start"]), made, place))
    return [family.facts["authorisations"][place] for _, _, place in sorted(found)]


def _relied_on(family: Family, one: Dict) -> str:
    """Whom it names; where a scenario does not say, whoever agreed first."""
    said = family.facts["responses"]
    return str(one.get("relies_on") or next(r["by"] for r in said if r["answer"] == "AGREED"))
