"""That somebody is offered an advocate again takes nothing back of whom they have named."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.api.running import Family, Running
from tests.api.test_advocates import CHECKED, shown, steps

_BY_THEN: list[tuple[dict[str, Any], ...]] = [
    ({"status": "NOMINATED", "advocate": "Ruth Example", "relationship": "FRIEND"},),
    ({"status": "CHECKING"},),
    (CHECKED,),
    ({"status": "ACTIVE"},),
    ({"status": "REFERRED_TO_SERVICE", "organisation": "Barking Advocacy"},),
    ({"status": "WAITING_LIST"},),
]


def test_whoever_is_offered_one_again_in_a_talk_keeps_whom_they_have_named(
    service: Running, family: Family
) -> None:
    """They had named somebody, and one tick in a talk lost her: she was checked by nobody."""
    kept = ("status", "advocate", "relationship", "organisation", "information_permission")
    for said in _BY_THEN:
        if said[0]["status"] == "REFERRED_TO_SERVICE":
            steps(service, family, family.mother, {"status": "OFFERED"})
        steps(service, family, family.mother, *said)
        before = shown(service, family, family.mother)
        service.clock.now += timedelta(minutes=1)
        words = "Will think about who comes to the meeting."
        offered = {"status": "OFFERED", "parent_words": words}
        service.record(f"{family.path}/conversations", family.conversation(advocates=[offered]))
        after = shown(service, family, family.mother)
        assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
        assert (after["status"], after["parent_words"]) == (said[0]["status"], words)
    # Whoever names somebody else with it has named them.
    other = [{"status": "OFFERED"}, {"status": "NOMINATED", "advocate": "Fay Example"}]
    service.record(f"{family.path}/conversations", family.conversation(advocates=other))
    assert shown(service, family, family.mother)["advocate"] == "Fay Example"
