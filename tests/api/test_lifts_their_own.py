"""A yes that lifts somebody's own no says so to whoever records it, before it is kept."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.running import Family, Running, agree
from tests.api.test_effects import HOUR

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

CODE = "LIFTS_THEIR_NO"


def talk(service: Running, family: Family, answer: str, **changes: Any) -> dict[str, Any]:
    said = {"answer": answer, "scope": family.scope(**changes)}
    sent = family.conversation(said)
    path = f"{family.path}/conversations"
    tried = service.post(path, {**sent, "dry_run": True}).get_json()
    kept = service.record(path, sent)
    service.clock.now += HOUR
    assert texts(tried) == texts(kept)
    return kept


def texts(reply: dict[str, Any]) -> list[str]:
    return [one["text"] for one in reply["notices"] if one["code"] == CODE]


def test_a_yes_over_their_own_no_says_which(service: Running, family: Family) -> None:
    """Two windows were open on one talk: the no of the one was lifted by the other without a word,
    and only a manager read that two answers contradict each other.
    """
    assert texts(agree(service, family)) == []
    service.clock.now += HOUR
    assert texts(talk(service, family, "REFUSED")) == []
    (said,) = texts(talk(service, family, "AGREED"))
    assert "about the health visitor" in said
    assert "9 March 2026" in said
    # Once it is lifted there is nothing more to say of it.
    assert texts(talk(service, family, "AGREED")) == []


def test_a_yes_to_something_else_lifts_nothing(service: Running, family: Family) -> None:
    talk(service, family, "REFUSED")
    school = [{"type": "SCHOOL"}]
    assert texts(talk(service, family, "AGREED", agencies=school)) == []
