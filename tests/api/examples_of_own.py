"""What one of the family asks, and what is answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from consent_service.domain.following.advocates import SUITABILITY
from tests.api.asking_own import mother_of, supported, supported_part
from tests.api.example import Example
from tests.api.running import Family, Running, agree


def own(service: Running, family: Family) -> Iterator[Example]:
    """Each write and each read of a person's own."""
    mother = mother_of(service, family)
    agreed = agree(service, family)["entries"][1]["id"]
    service.clock.now += timedelta(minutes=1)
    for name, path, body in (
        ("ask-us", "requests", {"wants": "SUPPORTER"}),
        ("say-wrong", "correction-requests", {"words": "I never said that."}),
        ("stop-agreeing", "withdrawals", {}),
        ("say-yes", "agreements", {"response": agreed}),
    ):
        yield Example(name, "", f"/v1/own/{path}", body, name, mother.post(path, body, key=name))
    yield _supporting(service, family)
    yield Example("show-own", "", "/v1/own", None, None, mother.get())
    place, step = 0, {"person": family.mother, "advocate": "Sol Example"}
    for status in ("OFFERED", "NOMINATED", "CHECKING"):
        made = service.record(f"{family.path}/advocates", {**step, "status": status})
        place = made["entries"][0]["seq"] if status == "NOMINATED" else place
    checked = {"suitability": dict.fromkeys(SUITABILITY, "YES"), "status": "CONFIRMED"}
    permitted = {"information_permission": "FULL_PARENT_VIEW"}
    service.record(f"{family.path}/advocates", {**step, **checked, **permitted})
    seen = supported(service, family, place, person=family.mother)
    yield Example("show-supported", "", "/v1/supported", None, None, seen)
    service.record(f"{family.path}/advocates", {**step, "status": "ACTIVE"})
    part = {"information_permission": "MEETINGS_ONLY"}
    service.record(f"{family.path}/advocates", {**step, "status": "ACTIVE", **part})
    seen = supported_part(service, family, place, person=family.mother)
    yield Example("show-supported-part", "", "/v1/supported/part", None, None, seen)
    young = replace(mother, person=family.child, role="YOUNG_PERSON", subject="young-1")
    said = {"who": ["MY_DAD"], "words": "He shouts."}
    reply = young.post("kept-from", said, key="kept")
    yield Example("say-who-must-not-know", "", "/v1/own/kept-from", said, "kept", reply)


def _supporting(service: Running, family: Family) -> Example:
    """Somebody on the file who supports the mother, and what she lets them know."""
    friend = service.record(f"{family.path}/adults", {"names": "Ruth Friend"})["id"]
    step = {"person": family.mother, "advocate_person": friend}
    service.record(f"{family.path}/conversations", family.conversation())
    checked = {"suitability": dict.fromkeys(SUITABILITY, "YES"), "status": "CONFIRMED"}
    permitted = {"information_permission": "MEETINGS_ONLY"}
    for said in ({"status": "NOMINATED"}, {"status": "CHECKING"}, {**checked, **permitted}):
        service.record(f"{family.path}/advocates", {**step, **said})
    theirs = replace(mother_of(service, family), person=friend, subject="friend-1")
    asked = {"of": family.mother}
    shown = service.client.get("/v1/own/supporting", headers=theirs.headers(), query_string=asked)
    return Example("show-supporting", "", "/v1/own/supporting", None, None, shown)
