"""Disclosures put on record and looked at, over HTTP."""

from __future__ import annotations

from typing import Any

from tests.api.running import Family, Running, agree


def disclosure(family: Family, **changes: Any) -> dict[str, Any]:
    """The health visitor was asked, as the mother agreed."""
    return {
        "subjects": [family.child],
        "agency": {"type": "HEALTH_VISITOR"},
        "categories": ["CHILD_HEALTH"],
        "purpose": "AGENCY_CHECKS",
        "direction": "SEEK",
        "basis": "PARTNER_DUTY",
        "summary": "Weight and missed appointments.",
        "words_sent": "We are asking you for information about Ng.",
        **changes,
    }


def agreed(service: Running, family: Family, **changes: Any) -> str:
    """The id of the mother's yes."""
    return str(agree(service, family, **changes)["entries"][1]["id"])


def disclose(service: Running, family: Family, **changes: Any) -> str:
    """Something that was asked or told, as it is recorded; its id."""
    body = disclosure(family, **changes)
    return str(service.record(f"{family.path}/disclosures", body)["id"])


def shown(service: Running, family: Family, **clocks: str) -> dict[str, Any]:
    """Everything that was asked of agencies and told to them, and what was taken back."""
    found: dict[str, Any] = {}
    for what in ("disclosures", "withdrawals"):
        reply = service.get(f"{family.path}/{what}", **clocks)
        assert reply.status_code == 200, reply.text
        found |= reply.get_json()
    return found


def only(service: Running, family: Family, **clocks: str) -> dict[str, Any]:
    """The one disclosure there is."""
    (one,) = shown(service, family, **clocks)["disclosures"]
    found: dict[str, Any] = one
    return found


def reply_to(service: Running, family: Family, id: str, **body: Any) -> None:
    """What the agency answered."""
    service.record(f"{family.path}/disclosures/{id}/replies", body)


def words_to_escalate(service: Running, family: Family, id: str) -> str | None:
    """What to say to an agency that holds us up."""
    reply = service.get(f"{family.path}/disclosures/{id}/escalation-words")
    words: str | None = reply.get_json()["words"]
    return words
