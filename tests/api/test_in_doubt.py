"""What protects somebody is kept with its more careful meaning where nobody can read it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest

from tests.api.asking_own import Own
from tests.api.running import Family, Running, agree

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

Body = dict[str, Any]

#: What is sent of the father, and where.
SENT: Final[dict[str, tuple[str, Callable[[Family], Body]]]] = {
    "not to be told, and nobody says whether they object": (
        "wishes",
        lambda family: {"child": family.child, "not_to_be_told": [family.father]},
    ),
    "not to be told, and whether they object cannot be read": (
        "wishes",
        lambda family: {
            "child": family.child,
            "objects": "yes",
            "not_to_be_told": [family.father],
        },
    ),
    "a code of danger alone": (
        "safety",
        lambda family: {"person": family.father, "code": "DOMESTIC_ABUSE"},
    ),
    "a word for no where true or false stands": (
        "safety",
        lambda family: {"person": family.father, "safe_to_ask": "false"},
    ),
}

PROTECTED: Final[dict[str, Body]] = {
    "of no safety": {"type": "PHONE", "protected": True},
    "of a safety nobody knows": {"type": "PHONE", "safety": "DANGER", "protected": True},
    "of no type": {"safety": "UNSAFE", "protected": True},
    "of a type nobody knows": {"type": "HOME_ADDRESS", "safety": "UNSAFE"},
}


@pytest.mark.parametrize("name", SENT)
def test_whoever_is_named_as_a_danger_is_one_however_that_was_typed(
    service: Running, family: Family, name: str
) -> None:
    part, body = SENT[name]
    reply = service.record(f"{family.path}/{part}", body(family))
    assert "CANNOT_BE_USED" in [notice["code"] for notice in reply["notices"]]
    tasks = service.get(f"{family.path}/tasks").get_json()["tasks"]
    sent_to = [task["person"] for task in tasks if task["code"] == "SPEAK_TO"]
    assert family.father not in sent_to


@pytest.mark.parametrize("name", PROTECTED)
def test_a_way_that_is_kept_from_others_is_kept_however_it_was_typed(
    service: Running, family: Family, name: str
) -> None:
    sent = {"person": family.mother, "value": "020 7946 0018", **PROTECTED[name]}
    reply = service.record(f"{family.path}/contact-points", sent)
    (kept,) = (
        one
        for one in service.get(family.path).get_json()["contact_points"]
        if one["id"] == reply["id"]
    )
    assert kept["safety"] == "UNSAFE"
    assert kept["value"] is None


@pytest.mark.parametrize("said", ["restricted by court", "Suspended_By_Law", " NO ", "ended"])
def test_that_somebody_does_not_decide_is_kept_however_it_was_spelt(
    service: Running, family: Family, said: str
) -> None:
    link = {"person": family.father, "child": family.child, "role": "Father", "pr_status": said}
    reply = service.record(f"{family.path}/relationships", link)
    assert "CANNOT_BE_USED" in [notice["code"] for notice in reply["notices"]]
    caregivers = service.get(family.path).get_json()["children"][0]["caregivers"]
    (status,) = [one["pr_status"] for one in caregivers if one["person"] == family.father]
    assert status == said.strip().upper().replace(" ", "_")
    yes = {**link, "pr_status": "yes"}
    assert service.post(f"{family.path}/relationships", yes).status_code == 422


def test_who_only_forgot_what_they_say_is_asked_for_it(service: Running, family: Family) -> None:
    for part, body in (
        ("safety", {"person": family.father}),
        ("wishes", {"child": family.child}),
    ):
        assert service.post(f"{family.path}/{part}", body).status_code == 422


def test_half_a_picture_keeps_nobodys_stop_from_being_heard(
    service: Running, family: Family
) -> None:
    agree(service, family)
    half = b'{"words": "Stop \\ud83d", "person": "' + family.mother.encode() + b'"}'
    headers = {**service.headers("MASH_WORKER"), "Idempotency-Key": "half"}
    reply = service.app.test_client().post(
        f"{family.path}/withdrawals", data=half, headers=headers, content_type="application/json"
    )
    assert reply.status_code == 201
    assert service.check(family.file, family.question())["outcome"] == "OBJECTION"


@pytest.mark.parametrize("said", ["a family", "staff", "a concern"])
def test_that_somebody_did_not_agree_is_heard_by_whatever_code_it_came(
    service: Running, family: Family, said: str
) -> None:
    yes = agree(service, family)["entries"][1]["id"]
    words = {"what": "Zz", "words": "I did not agree."}
    if said == "a family":
        own = Own(service, family.file, family.mother)
        assert own.post("correction-requests", words).status_code == 201
    elif said == "staff":
        asked = {"person": family.mother, **words}
        service.record(f"{family.path}/correction-requests", asked)
    else:
        concern = {"response": yes, "status": "Zz", "reasons": ["PRESSURE"]}
        service.record(f"{family.path}/validity", concern)
    assert service.check(family.file, family.question())["outcome"] == "ASK"
