"""A yes in doubt counts again by a manager's word, or a person's own: never by a worker's alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

import pytest

from tests.api.running import NOON, Family, Running, text_of
from tests.api.test_effects import HOUR, settle, waiting
from tests.reasons import ENOUGH

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

Body = dict[str, Any]
_BEGINS: Final = NOON + timedelta(days=5)
_FOREIGN: Final = "Nie"
#: By doubt: what is typed of the talk and of the answer in it.
DOUBTS: Final[dict[str, tuple[Body, Body]]] = {
    "ANOTHERS": ({"parent_words": "Her husband said yes for her.", "not_a_no": True}, {}),
    "NO_PLAIN_YES": ({}, {"words": _FOREIGN}),
    "NOT_SURE": ({"sure_of_a_yes": False}, {}),
    "NOT_ABLE": ({"parent_words": "the voices told me to say yes", "not_a_no": True}, {}),
    "FROM_WHEN": ({"parent_words": "ok from January", "not_a_no": True}, {}),
    "PRESSED": ({"parent_words": "he made me say yes", "not_a_no": True}, {}),
    "MAY_BE_A_NO": ({"parent_words": "no not the health visitor"}, {}),
    "CONCERN": ({}, {}),
}


def agreed(service: Running, family: Family, doubt: str, **answer: Any) -> dict[str, Any]:
    """What was recorded, by its kind."""
    talk, said = DOUBTS[doubt]
    service.clock.now += HOUR
    sent = family.conversation(family.agreement(**said, **answer), **talk)
    every = service.record(f"{family.path}/conversations", sent)["entries"]
    found = {one["kind"]: one for one in every}
    if doubt == "CONCERN":
        concern = {"response": found["response-recorded"]["id"], "status": "CONCERN"}
        service.record(f"{family.path}/validity", {**concern, "reasons": ["PRESSURE"]})
    service.clock.now += HOUR
    return found


def found_valid(family: Family, entries: dict[str, Any]) -> tuple[str, Body]:
    yes = entries["response-recorded"]["id"]
    return "validity", {"response": yes, "status": "VALID", "reasons": [ENOUGH]}


def read_the_talk(family: Family, entries: dict[str, Any]) -> tuple[str, Body]:
    return "words-read", {"entry": entries["conversation-recorded"]["seq"], "reason": ENOUGH}


def found_able(family: Family, entries: dict[str, Any]) -> tuple[str, Body]:
    return "capacity", {"person": family.mother, "status": "ASSESSED_HAS", "rationale": ENOUGH}


Settling = Callable[[Family, dict[str, Any]], tuple[str, Body]]
#: What an entry of each kind settles; of the others, it settles nothing.
SETTLES: Final[dict[Settling, frozenset[str]]] = {
    found_valid: frozenset(DOUBTS) - {"MAY_BE_A_NO"},
    read_the_talk: frozenset({"MAY_BE_A_NO"}),
    found_able: frozenset({"NOT_ABLE"}),
}


@pytest.mark.parametrize("by", SETTLES)
@pytest.mark.parametrize("doubt", DOUBTS)
def test_a_doubt_that_a_worker_settles_waits_for_a_manager(
    service: Running, family: Family, doubt: str, by: Settling
) -> None:
    def outcome() -> str:
        answer = service.check(family.file, family.question())
        return str(answer["outcome"])

    entries = agreed(service, family, doubt)
    assert outcome() == "ASK"
    part, body = by(family, entries)
    reply = service.post(f"{family.path}/{part}", body)
    assert outcome() == "ASK"
    if doubt not in SETTLES[by]:
        assert not waiting(service)
        return
    assert reply.status_code == 201, reply.text
    told = {one["code"]: one["text"] for one in reply.get_json()["notices"]}
    assert "it would read as agreed" in told["WAITS_FOR_A_MANAGER"]
    assert "about Ng: the health visitor" in told["WAITS_FOR_A_MANAGER"] or doubt == "MAY_BE_A_NO"
    (waits,) = waiting(service)
    assert settle(service, family, waits["waiting"], "confirmation").status_code == 201
    assert outcome() == "COVERED"


@pytest.mark.parametrize("doubt", sorted(SETTLES[found_valid] - {"FROM_WHEN"}))
def test_so_does_that_of_a_yes_that_is_still_to_come(
    service: Running, family: Family, doubt: str
) -> None:
    """Nothing read as agreed by it when it was written; on the day it did, by no manager's word."""
    entries = agreed(service, family, doubt, valid_from=text_of(_BEGINS))
    part, body = found_valid(family, entries)
    service.record(f"{family.path}/{part}", body)
    (waits,) = waiting(service)
    service.clock.now = _BEGINS + HOUR
    assert service.check(family.file, family.question())["outcome"] == "ASK"
    assert settle(service, family, waits["waiting"], "confirmation").status_code == 201
    assert service.check(family.file, family.question())["outcome"] == "COVERED"
