"""Who referred, chosen from the directory: a name that is typed may be near that of a service
there, and is never silently the same.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from typing import Any

from ...domain.codes import label
from ..forms.choices import Choice, Known
from ..forms.inputs import Select


def listed_referrer(member: str) -> Select:
    """Which of the directory it is, where it is there."""
    return Select(
        member,
        "Or choose it, if it is listed",
        hint="Then the kind and the name above are not needed, and not kept.",
        choices=_listed,
    )


def _listed(known: Known) -> Iterator[Choice]:
    for one in sorted(known.services, key=lambda one: label("agencies", one["type"])):
        yield Choice(one["service"], one["names"][0], group=label("agencies", one["type"]))


def without_a_list(member: str) -> Callable[[Known], Container[str]]:
    """Where the directory has none there is nothing to choose."""
    return lambda known: () if known.services else (member,)


def as_listed(enquiry: dict[str, Any]) -> dict[str, Any]:
    """Without the kind and the name that were typed, where a listed one was chosen: it has both."""
    if "referrer_service" in enquiry:
        for typed in ("referrer_agency", "referrer_organisation"):
            enquiry.pop(typed, None)
    return enquiry
