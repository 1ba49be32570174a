"""What a confirmation says that it would lift is what it lifts; what stands beside it is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from consent_service.domain.recorded.falling import WARNINGS
from tests.api.disclosing import disclosure
from tests.api.running import Family, Running
from tests.api.test_effects import HOUR, settle, strike, waiting

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

#: By each of these it is not known to be safe to ask the father.
SIGNS: dict[str, dict[str, Any]] = {
    "not safe": {"safe_to_ask": False, "code": "OTHER", "reason": "He shouted."},
    "abuser": {"safe_to_ask": False, "code": "ALLEGED_ABUSER", "reason": "Zz said so."},
    "named": {"code": "NOT_SAFE", "note": "Afraid of him."},
    "nobody": {"code": "PRESSURE", "note": "She wept."},
}


def sign(service: Running, family: Family, which: str) -> int:
    """The place of its entry."""
    body, path = SIGNS[which], "signs"
    if "safe_to_ask" in body:
        body, path = {**body, "person": family.father}, "safety"
    elif which == "named":
        body = {**body, "person": family.mother, "people": [family.father]}
    else:
        body = {**body, "person": family.child, "people": []}
    made = service.record(f"{family.path}/{path}", body)
    service.clock.now += HOUR
    place: int = made["entries"][0]["seq"]
    return place


def asking(service: Running, family: Family) -> dict[str, str]:
    return {one["id"]: one["asking"] for one in service.get(family.path).get_json()["adults"]}


@pytest.mark.swept  # A sample each day, and all in campaigns.
@pytest.mark.parametrize(
    "which",
    [(one,) for one in SIGNS] + [(one, other) for one in SIGNS for other in SIGNS if one != other],
    ids="+".join,
)
def test_it_says_of_a_warning_that_it_is_lifted_where_nothing_else_says_so(
    service: Running, family: Family, which: Sequence[str]
) -> None:
    """“This would lift a warning”, a manager confirmed it, and nobody might ring her still."""
    places = [sign(service, family, one) for one in which]
    strike(service, family, places[0])
    falls = [fall for row in waiting(service) for fall in row["falls"]]
    promised = {one["person"]: one["text"] for one in falls if one["kind"] in WARNINGS}
    assert family.father in promised
    for row in waiting(service):
        reply = settle(service, family, row["waiting"], "confirmation")
        assert reply.status_code == 201
        still = [one["text"] for one in reply.get_json()["notices"]]
        still = [one for one in still if one.startswith("They still do not count as safe")]
    now = asking(service, family)
    for person, words in promised.items():
        is_lifted = now.get(person, "YES") == "YES"
        assert words.startswith("This would lift a warning") is is_lifted, (person, words)
    names = {family.father: "Bo Example", family.mother: "Ann Example"}
    for person, name in names.items():
        is_named = any(name in one for one in still)
        assert is_named is (person in promised and now[person] != "YES"), name
    if still and len(which) > 1:
        assert f"entry {places[1]}" in still[0]


def test_whoever_refuses_it_hears_nothing_of_what_else_stands(
    service: Running, family: Family
) -> None:
    strike(service, family, sign(service, family, "abuser"))
    (row,) = waiting(service)
    refused = settle(service, family, row["waiting"], "refusal").get_json()
    assert refused["notices"] == []
    assert asking(service, family)[family.father] == "NO"
    assert waiting(service) == []


def test_of_the_mother_it_is_not_promised_while_other_words_may_mean_her(service: Running) -> None:
    """A worker said who is the mother and who the father; a manager confirmed both, as asked, and
    nobody might ring her still, by words that were told to the police.
    """
    record = service.record
    path = f"/v1/files/{record('/v1/files', {})['file']}"
    child = record(f"{path}/children", {"names": "Kay Zz", "dob": "2020-02-01"})["id"]
    worry = {"worry": "dad turned up drunk and drove off with kay in the car"}
    family = Family(path.removeprefix("/v1/files/"), child, "", "", "")
    family = replace(family, enquiry=record(f"{path}/enquiries", worry)["id"])
    words = "dad lee zz drunk, blue car, kay in the back"
    told = disclosure(family, basis="PARTNER_DUTY", words_sent=words, summary=words)
    record(f"{path}/disclosures", told)
    ids = {}
    for name, role in (("Stacey Zz", "MOTHER"), ("Lee Zz", "FATHER")):
        ids[role] = record(f"{path}/adults", {"names": name})["id"]
        link = {"person": ids[role], "child": child, "role": role, "pr_status": "YES"}
        record(f"{path}/relationships", link)
        service.clock.now += HOUR
    rows = waiting(service)
    for row in rows:
        reply = settle(service, family, row["waiting"], "confirmation").get_json()
        still = "STILL_NOT_SAFE" in {one["code"] for one in reply["notices"]}
        now = asking(service, family)
        for fall in row["falls"]:
            assert still is (now[fall["person"]] != "YES"), (fall, now)
            is_whole = fall["text"].startswith("This would lift a warning")
            assert not is_whole or not still, fall
