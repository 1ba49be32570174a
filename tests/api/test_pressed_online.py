"""A yes that somebody pressed on their page over their own no, and the call about it."""

from __future__ import annotations

import pytest

from tests.api.asking_own import mother_of
from tests.api.running import Family, Running, decide
from tests.api.test_effects import DAY, HOUR, codes, outcome, refuse

PRESSED = "pressed yes online, over their own no"

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")


@pytest.mark.parametrize("said", ["AGREED", "REFUSED"])
def test_whoever_was_called_and_answered_is_not_to_be_called_again(
    service: Running, family: Family, said: str
) -> None:
    """The answer in the call counts by itself: the task led there, and stayed for good."""
    refuse(service, family, family.mother)
    service.clock.now += DAY
    service.record(
        f"{family.path}/conversations",
        family.conversation(family.agreement(), method="ONLINE_SIGNED_IN"),
    )
    service.clock.now += HOUR
    elsewhere = family.scope(agencies=[{"type": "GP"}])
    for about in (
        family.conversation(family.agreement(scope=elsewhere)),
        family.conversation(pressure_concern="YES", pressure_note="He stood beside her."),
        family.conversation(method="ONLINE_SIGNED_IN"),
    ):
        service.record(f"{family.path}/conversations", about)
        assert "CALL_ABOUT_YES" in codes(service, family, "MASH_WORKER")
        service.clock.now += HOUR
    answer = {"answer": said, "scope": family.scope()}
    service.record(f"{family.path}/conversations", family.conversation(answer))
    assert "CALL_ABOUT_YES" not in codes(service, family, "MASH_WORKER")
    assert outcome(service, family) == ("COVERED" if said == "AGREED" else "OBJECTION")
    assert service.get("/v1/waiting", "MASH_MANAGER").get_json()["waiting"] == []
    # Nor is she told that we are still to ask her which is right.
    hers = mother_of(service, family).view()
    assert [one for one in hers["not_counted"] if "yes and no" in one["because"]] == []


@pytest.mark.parametrize("danger", ["unsafe", "not known", "kept", None])
def test_whoever_would_be_rung_about_it_is_first_said_to_be_safe_or_not(
    service: Running, family: Family, danger: str | None
) -> None:
    """“Call them”, a manager read of a man who had threatened to find them."""
    refuse(service, family, family.mother)
    service.clock.now += DAY
    pressed = family.conversation(family.agreement(), method="ONLINE_SIGNED_IN")
    service.record(f"{family.path}/conversations", pressed)
    service.clock.now += HOUR
    first = f"Ann Example (mother) {PRESSED}"
    if danger == "unsafe":
        unsafe = {"person": family.mother, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
        service.record(f"{family.path}/safety", unsafe)
        first = "Do not contact the mother: it is not safe. "
    elif danger == "not known":
        needs = {"person": family.father, "indicators": ["DOMESTIC_ABUSE_VICTIM"]}
        service.record(f"{family.path}/needs", needs)
        first = "Do not contact the mother before a manager has decided"
    elif danger == "kept":
        telling = {"status": "NOT_SAFE", "on": "2026-03-20", "reason": "They may flee."}
        decide(service, family, telling=telling)
        first = "Ask a manager before you speak to the mother, about anything"
    (waits,) = service.get("/v1/waiting", "MASH_MANAGER").get_json()["waiting"]
    for fall in waits["falls"]:
        assert fall["text"].startswith(first), fall
        assert PRESSED in fall["text"]
        assert "Call them" not in fall["text"]
