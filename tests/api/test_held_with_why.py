"""Whoever is held until a manager has decided is named so once, and it says why."""

from __future__ import annotations

from consent_service.actions.nottold import MUST_NOT_HEAR
from tests.api.running import Running
from tests.api.test_who_must_not_hear import WAYS, new


def test_each_who_is_held_by_an_act_is_named_once_with_why(service: Running) -> None:
    """Four people stood in three lines that repeated each other, and none of them said why."""
    family = new(service)
    path, body = WAYS["openEnquiry"](service, family)
    named = {"people": [family.father, family.mother]}
    said = {**body, "worry": "Her uncles and dad hit her, and mum.", MUST_NOT_HEAR: named}
    texts = [
        one["text"]
        for one in service.record(f"{family.path}/{path}", said)["notices"]
        if one["code"] == "NOT_BEFORE_DECIDED"
    ]
    for name in ("Ann Example", "Bo Example"):
        (text,) = [one for one in texts if name in one]
        assert "They were named as who must not hear, or may be a danger." in text
    assert len(texts) == 2
