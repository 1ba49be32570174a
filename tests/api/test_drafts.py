"""What somebody began to write and did not finish: for them alone, for seven days."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from consent_service.storage.database.tables import drafts
from tests.api.running import Family, Running, problem_of, same_but_for_instance

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

WORDS = "Sie hat Angst vor ihm"


def begun(family: Family, **changes: Any) -> dict[str, Any]:
    """An answer of which the end and the agencies are still missing."""
    said = {"person": family.mother, "answer": "AGREED", "words": WORDS}
    return {"address": f"{family.path}/responses", "typed": json.dumps(said), **changes}


def finished(family: Family) -> str:
    return json.dumps({"person": family.mother, "answer": "REFUSED", "words": WORDS})


def rows(service: Running) -> list[Any]:
    with service.storage.engine.connect() as connection:
        connection.execute(sa.text("SELECT 1"))
        return list(connection.execute(sa.select(drafts)))


@pytest.mark.each_database(
    "keepDraft", "listMyDrafts", "showMyDraft", "throwAwayDraft", "sendDraft"
)
def test_it_is_kept_shown_changed_sent_once_and_thrown_away(
    service: Running, family: Family
) -> None:
    size, mine = service.size(), f"{family.path}/drafts-of-mine"
    kept = service.record(mine, begun(family))
    assert service.size() == size
    (named,) = service.get(mine).get_json()["drafts"]
    assert named == {name: one for name, one in kept.items() if name not in ("file", "typed")}
    one = f"{mine}/{kept['draft']}"
    assert service.get(one).get_json() == kept
    # What is not whole is refused as the write refuses it, and stays.
    problem_of(service.post(f"{one}/sending", {}), "refused-in-parts")
    assert service.get(one).get_json() == kept
    typed = finished(family)
    again = service.record(mine, begun(family, typed=typed, draft=kept["draft"]))
    assert (again["draft"], again["typed"]) == (kept["draft"], typed)
    sent = service.record(f"{one}/sending", {})
    assert sent["entries"][0]["kind"] == "response-recorded"
    problem_of(service.get(one), "not-found")
    assert service.get(mine).get_json()["drafts"] == []
    twice = service.record(f"{one}/sending", {})
    assert (twice["replayed"], twice["entries"]) == (True, sent["entries"])
    other = service.record(mine, begun(family))["draft"]
    assert service.post(f"{mine}/{other}/end", {}, key=None).status_code == 200
    problem_of(service.get(f"{mine}/{other}"), "not-found")


def test_another_authors_looks_like_none(service: Running, family: Family) -> None:
    mine = f"{family.path}/drafts-of-mine"
    draft = service.record(mine, begun(family))["draft"]
    headers = service.headers("MASH_MANAGER", "manager-1")
    theirs = service.client.get(f"{mine}/{draft}", headers=headers)
    listed = service.client.get(mine, headers=headers).get_json()
    assert listed["drafts"] == []
    none = service.client.get(f"{mine}/{'e' * 24}", headers=headers)
    assert same_but_for_instance(problem_of(theirs, "not-found"), problem_of(none, "not-found"))
    for ending in ("sending", "end"):
        reply = service.post(f"{mine}/{draft}/{ending}", {}, "MASH_MANAGER", subject="manager-1")
        problem_of(reply, "not-found")
    changed = service.post(mine, begun(family, draft=draft), "MASH_MANAGER", subject="manager-1")
    problem_of(changed, "not-found")
    assert WORDS.encode() not in b"".join(row.sealed for row in rows(service))


def test_after_seven_days_it_is_gone_and_its_row_with_it(service: Running, family: Family) -> None:
    mine = f"{family.path}/drafts-of-mine"
    one = f"{mine}/{service.record(mine, begun(family))['draft']}"
    service.clock.now += timedelta(days=7) - timedelta(seconds=1)
    assert service.get(one).status_code == 200
    service.clock.now += timedelta(seconds=1)
    problem_of(service.get(one), "not-found")
    problem_of(service.post(f"{one}/sending", {}), "not-found")
    assert len(rows(service)) == 1
    service.storage.keepers[service.authority].clear_drafts()
    assert rows(service) == []


def test_it_is_of_a_write_of_that_file_and_a_repeat_keeps_one(
    service: Running, family: Family
) -> None:
    mine = f"{family.path}/drafts-of-mine"
    for address in ("/v1/policies", f"/v1/files/{'0' * 32}/responses", f"{family.path}/checks"):
        problem_of(service.post(mine, begun(family, address=address)), "invalid")
    first = service.post(mine, begun(family), key="once").get_json()
    second = service.post(mine, begun(family), key="once").get_json()
    assert first["draft"] == second["draft"]
    assert len(service.get(mine).get_json()["drafts"]) == 1


def a_referral(**changes: Any) -> str:
    child = {"label": "kim", "names": "Kim Example", "dob": "2019-05-01"}
    return json.dumps({"children": [child], "enquiry": {"worry": WORDS}, **changes})


@pytest.mark.each_database(
    "keepReferralDraft",
    "listMyReferralDrafts",
    "showMyReferralDraft",
    "throwAwayReferralDraft",
    "sendReferralDraft",
)
def test_a_referral_that_is_no_file_yet_is_kept_changed_and_taken_in_once(
    service: Running,
) -> None:
    size, mine = service.size(), "/v1/drafts-of-mine"
    begun = {"address": "/v1/referrals", "typed": '{"children": ['}
    kept = service.record(mine, begun)
    one = f"{mine}/{kept['draft']}"
    assert kept["file"] is None
    assert [each["draft"] for each in service.get(mine).get_json()["drafts"]] == [kept["draft"]]
    assert service.get(one).get_json() == kept
    assert service.post(f"{one}/sending", {}).status_code == 400
    assert service.size() == size
    # Nobody else has it, and each author's stand where nobody can tell whose they are.
    theirs = service.client.get(one, headers=service.headers("MASH_MANAGER", "manager-1"))
    problem_of(theirs, "not-found")
    service.record(mine, {**begun, "typed": a_referral(), "draft": kept["draft"]})
    service.post(mine, begun, "MASH_MANAGER")
    assert len({row.file for row in rows(service)}) == 2
    assert WORDS.encode() not in b"".join(row.sealed for row in rows(service))
    sent = service.record(f"{one}/sending", {})
    assert [each["label"] for each in sent["people"]] == ["kim"]
    twice = service.record(f"{one}/sending", {})
    assert (twice["replayed"], twice["file"]) == (True, sent["file"])
    assert service.get(mine).get_json()["drafts"] == []
    other = service.record(mine, begun)["draft"]
    assert service.post(f"{mine}/{other}/end", {}, key=None).status_code == 200
    problem_of(service.get(f"{mine}/{other}"), "not-found")
    for address in ("/v1/policies", "/v1/files", f"/v1/files/{sent['file']}/responses"):
        problem_of(service.post(mine, {**begun, "address": address}), "invalid")


def test_another_referral_on_a_family_is_begun_on_its_file(
    service: Running, family: Family
) -> None:
    mine = f"{family.path}/drafts-of-mine"
    begun = {"address": f"{family.path}/referrals", "typed": a_referral()}
    one = f"{mine}/{service.record(mine, begun)['draft']}"
    sent = service.record(f"{one}/sending", {})
    assert (sent["file"], sent["first_answer"]) == (family.file, None)
    assert sent["enquiry"] != family.enquiry
