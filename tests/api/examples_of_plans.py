"""One example of each operation about safety plans."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.api.example import Example
from tests.api.examples_of_people import MANAGER, id_of
from tests.api.running import Family


def plans(family: Family, write: Any) -> Iterator[Example]:
    path = family.path
    made = write(
        "make-plan",
        f"{path}/plans",
        {
            "children": [family.child],
            "dangers": ["We are afraid that Ng is shaken when he cries and nobody else is there."],
            "goals": ["Somebody whom we all trust is with whoever cares for Ng."],
            "steps": [{"does": "Is there from six until Ng sleeps.", "who": "Gran"}],
            "contact": [{"how": "SUPERVISED", "person": family.mother, "supervised_by": "A nurse"}],
            "review_on": "2026-03-16",
        },
    )
    yield made
    plan = f"{path}/plans/{id_of(made)}"
    named = write("name-recipient", f"{plan}/recipients", {"agency": {"type": "HEALTH_VISITOR"}})
    yield named
    recipient = f"{path}/plan-recipients/{id_of(named)}"
    yield write(
        "share-plan",
        f"{recipient}/sharings",
        {
            "sent_via": "Secure email",
            "disclosure": {
                "purpose": "SAFETY_PLAN",
                "basis": "PARTNER_DUTY",
                "summary": "The plan, whole.",
                "words_sent": "The safety plan for Ng is attached. Please say that you have it.",
            },
        },
    )
    yield write("confirm-plan", f"{recipient}/confirmations", {"words": "Has read it."})
    yield write("end-plan", f"{plan}/end", {"reason": "The goals are reached."}, MANAGER)
