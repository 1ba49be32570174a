"""One example of each operation about injuries and meetings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.api.example import Example
from tests.api.examples_of_people import id_of
from tests.api.running import Family


def meetings(family: Family, write: Any) -> Iterator[Example]:
    path, children = family.path, [family.child]
    yield write(
        "record-injury",
        f"{path}/injuries",
        {
            "child": family.child,
            "words": "A swelling on the left of the head, as large as an egg.",
            "explained": "NOT_EXPLAINED",
            "moves": "CAN",
            "seen_by": "Dr Sample, emergency department",
        },
    )
    called = write(
        "call-meeting",
        f"{path}/meetings",
        {
            "meeting_type": "STRATEGY_DISCUSSION",
            "children": children,
            "starts_at": "2026-03-09T15:00:00Z",
            "invited": [{"agency": {"type": "HOSPITAL"}, "name": "Dr Sample"}],
        },
    )
    yield called
    meeting = f"{path}/meetings/{id_of(called)}"
    moved = {"starts_at": "2026-03-10T10:00:00Z", "place": "By video", "why": "Two cannot come."}
    yield write("move-meeting", f"{meeting}/moves", moved)
    invited = write("invite-to-meeting", f"{meeting}/invitations", {"agency": {"type": "POLICE"}})
    yield invited
    yield write(
        "record-part-taken",
        f"{path}/invitations/{id_of(invited)}/parts",
        {
            "attendance": "CAME",
            "name": "DC Example",
            "thinks": "A fall alone does not explain it.",
            "how_sure": "LIKELY",
            "would_change": "A second opinion of the scan.",
        },
    )
    yield write(
        "record-meeting",
        f"{meeting}/outcomes",
        {"held": True, "outcome": "S47_JOINT", "words": "A joint enquiry. He stays on the ward."},
    )
    yield write(
        "tell-agency",
        f"{path}/agencies-told",
        {
            "to": id_of(invited),
            "about": id_of(called),
            "words_sent": "The notes of this afternoon's meeting are attached.",
            "sent_via": "Secure email",
            "receipt": "Answered at 17:02",
        },
    )
    yield write(
        "explain-gap",
        f"{path}/enquiries/{family.enquiry}/gaps",
        {"about": family.father, "column": "HEARD", "reason": "TRIED"},
    )
