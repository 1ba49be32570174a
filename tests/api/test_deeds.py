"""What was done is held against what was known, over HTTP."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from consent_service.domain.codes import label
from tests.api.disclosing import agreed, disclosure, only
from tests.api.running import Family, Running, problem_of, text_of

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")


def record(service: Running, family: Family, **changes: Any) -> dict[str, Any]:
    return service.record(f"{family.path}/disclosures", disclosure(family, **changes))


def notices(reply: dict[str, Any]) -> list[str]:
    return [notice["code"] for notice in reply["notices"]]


def due(service: Running, family: Family) -> list[str]:
    tasks = service.get(f"{family.path}/tasks", role="MASH_MANAGER").get_json()["tasks"]
    return [task["code"] for task in tasks]


def test_what_the_mother_had_agreed_to_is_said_to_be_covered(
    service: Running, family: Family
) -> None:
    yes = agreed(service, family)
    check = service.check(family.file, family.question())
    service.clock.now += timedelta(minutes=1)
    sent = check["agency_words"].replace("[day and time]", "Friday at noon")
    sent = sent.replace("[your name and secure email]", "Ann Example")
    reply = record(
        service,
        family,
        basis="AGREED",
        rests_on=[yes],
        check=check["ledger"]["seq"],
        words_sent=sent,
    )
    assert [entry["kind"] for entry in reply["entries"]] == [
        "disclosure-recorded",
        "disclosure-compared",
    ]
    assert notices(reply) == []
    assert only(service, family)["held_against"] == {
        "verdict": "COVERS",
        "reasons": [],
        "rests_otherwise": [],
        "written_after": False,
        "words": "AS_OFFERED",
        "to_be_seen": False,
        "seen_at": None,
    }
    assert "LOOK_AT_DISCLOSURE" not in due(service, family)


def test_words_that_were_sent_with_a_place_left_to_fill_in_are_noticed(
    service: Running, family: Family
) -> None:
    """As offered, and with the line broken elsewhere; what the writer put in brackets is not."""
    agreed(service, family)
    offered = service.check(family.file, family.question())["agency_words"]
    broken = offered.replace("[day and time]", "[day\nand time]")
    whole = re.sub(r"\[[^\]]*\]", "Ann Example, on Monday", offered)
    for sent in (offered, broken):
        assert sent != whole
        reply = record(service, family, basis="SHARE_NOW", words_sent=sent)
        assert "WORDS_NOT_FILLED_IN" in notices(reply), sent
    for sent in (whole, f"{whole} [sic]"):
        reply = record(service, family, basis="SHARE_NOW", words_sent=sent)
        assert "WORDS_NOT_FILLED_IN" not in notices(reply), sent


@pytest.mark.each_database("recordDisclosure")
def test_what_another_agencys_agreement_was_used_for_is_kept_and_seen(
    service: Running, family: Family
) -> None:
    """The mother agreed for the health visitor. Somebody asked the school, in other words."""
    yes = agreed(service, family)
    check = service.check(family.file, family.question())["ledger"]["seq"]
    reply = record(
        service,
        family,
        basis="AGREED",
        rests_on=[yes],
        check=check,
        agency={"type": "SCHOOL"},
    )
    assert notices(reply) == ["NOT_AGREED_THEN", "RESTS_OTHERWISE", "WORDS_DIFFER"]
    text = reply["notices"][0]["text"]
    assert text == label("notices", "NOT_AGREED_THEN")
    against = only(service, family)["held_against"]
    assert against["verdict"] == "DOES_NOT_COVER"
    assert against["rests_otherwise"] == ["ANOTHER_AGENCY"]
    assert "LOOK_AT_DISCLOSURE" in due(service, family)
    rows = service.get("/v1/reports/disclosures-held-against", "MASH_MANAGER").get_json()["rows"]
    assert [row["disclosure"] for row in rows if row["row"] == "CASE"] == [reply["id"]]
    look = f"{family.path}/disclosures/{reply['id']}/reviews"
    service.record(look, {"words": "We rang the mother, who had meant both."}, "MASH_MANAGER")
    assert "LOOK_AT_DISCLOSURE" not in due(service, family)
    assert only(service, family)["held_against"]["seen_at"] is not None


def test_what_was_agreed_before_and_written_down_after_says_so(
    service: Running, family: Family
) -> None:
    done = service.clock.now
    service.clock.now += timedelta(hours=1)
    talk = family.conversation(effective_at=text_of(done - timedelta(minutes=10)))
    yes = service.record(f"{family.path}/conversations", talk)["entries"][1]["id"]
    reply = record(service, family, basis="AGREED", rests_on=[yes], effective_at=text_of(done))
    assert notices(reply) == ["WRITTEN_DOWN_AFTER"]
    assert only(service, family)["held_against"]["written_after"] is True


def test_another_familys_check_is_no_check_of_this_one(service: Running, family: Family) -> None:
    other = service.check_reference({**family.question(), "reference": "LCS-none"})
    record(service, family, check=other["ledger"]["seq"])
    assert only(service, family)["held_against"]["words"] == "NONE_OFFERED"


def test_what_was_found_is_ours_to_work_out_and_nobodys_to_correct(
    service: Running, family: Family
) -> None:
    reply = record(service, family, check=0)
    body = {"corrects": reply["entries"][1]["seq"], "what_was_wrong": "It was agreed."}
    problem_of(service.post(f"{family.path}/corrections", body, "MASH_MANAGER"), "no-such-entry")
    for ours in ("before", "verdict"):
        body = disclosure(family, **{ours: "COVERS"})
        # What was shared is kept all the same, and what it came to is found as ever.
        assert "CANNOT_BE_USED" in notices(service.record(f"{family.path}/disclosures", body))
        found = service.get(f"{family.path}/disclosures").get_json()["disclosures"]
        assert "COVERS" not in [one["held_against"]["verdict"] for one in found]


def test_the_family_reads_nothing_of_it(service: Running, family: Family) -> None:
    yes = agreed(service, family)
    record(service, family, basis="AGREED", rests_on=[yes], agency={"type": "SCHOOL"})
    page = service.get(f"/v1/own/files/{family.file}", "PARENT").get_data(as_text=True)
    assert "DOES_NOT_COVER" not in page
    assert "held_against" not in page
