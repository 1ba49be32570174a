"""How people are reached and kept informed, each separately, and what the referrer is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.api.running import NOON, Family, Running, problem_of, text_of

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")


def contact(service: Running, family: Family, person: str, **changes: Any) -> str:
    body = {"person": person, "type": "PHONE", "value": "020 7946 0018", "safety": "SAFE"}
    made: str = service.record(f"{family.path}/contact-points", {**body, **changes})["id"]
    return made


def shown(service: Running, family: Family, what: str, **query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = service.get(family.path, **query).get_json()[what]
    return found


def wants(family: Family, **changes: Any) -> dict[str, Any]:
    return {"person": family.mother, "methods": ["CALL"], "times": ["ON_DECISION"], **changes}


def test_a_way_to_reach_somebody_is_shown_with_how_safe_it_is(
    service: Running, family: Family
) -> None:
    made = contact(
        service, family, family.mother, safety="SAFE_AT_TIMES", safe_times="Weekdays, 10 to 12"
    )
    (point,) = shown(service, family, "contact_points")
    assert (point["id"], point["person"], point["shared"]) == (made, family.mother, False)
    assert (point["safety"], point["safe_times"]) == ("SAFE_AT_TIMES", "Weekdays, 10 to 12")


def test_what_does_nothing_beside_the_rest_is_said(service: Running, family: Family) -> None:
    body = {"person": family.mother, "type": "PHONE", "value": "020 7946 0018", "safety": "SAFE"}
    times = {"safe_times": "Weekdays 10:00-12:00", "said_by_telephone": "manager-1"}
    made = service.record(f"{family.path}/contact-points", {**body, **times})
    assert [one["code"] for one in made["notices"]] == ["DOES_NOTHING", "NOBODY_HAD_TO_SAY_SO"]
    assert "safe times" in made["notices"][0]["text"]


def test_a_way_that_becomes_unsafe_replaces_itself_and_the_past_keeps_what_it_was(
    service: Running, family: Family
) -> None:
    made = contact(service, family, family.mother)
    service.clock.now += timedelta(hours=1)
    assert contact(service, family, family.mother, contact=made, safety="UNSAFE") == made
    assert [p["safety"] for p in shown(service, family, "contact_points")] == ["UNSAFE"]
    before = shown(service, family, "contact_points", as_of=text_of(NOON))
    assert [p["safety"] for p in before] == ["SAFE"]


def test_a_way_that_has_ended_is_shown_no_more(service: Running, family: Family) -> None:
    made = contact(service, family, family.mother)
    service.clock.now += timedelta(hours=1)
    contact(service, family, family.mother, contact=made, ended=True)
    assert shown(service, family, "contact_points") == []


def test_nobody_replaces_the_way_another_person_is_reached(
    service: Running, family: Family
) -> None:
    made = contact(service, family, family.mother)
    body = {
        "person": family.father,
        "type": "PHONE",
        "value": "020 7946 0019",
        "safety": "SAFE",
        "contact": made,
    }
    problem_of(service.post(f"{family.path}/contact-points", body), "not-on-file")


def test_F07_a_number_two_people_share_is_recorded_and_marked_as_shared(
    service: Running, family: Family
) -> None:
    contact(service, family, family.mother, value="020 7946 0018")
    contact(service, family, family.father, value="02079460018")
    contact(service, family, family.father, value="bo@home.example", type="EMAIL")
    contact(service, family, family.mother, value="Ann@home.example", type="EMAIL")
    points = shown(service, family, "contact_points")
    assert [p["shared"] for p in points] == [True, True, False, False]


def test_F07_whoever_shares_a_device_is_reached_by_nothing_private_on_it(
    service: Running, family: Family
) -> None:
    dad = {"names": "Bo Example", "digital_access": "SHARED_DEVICE"}
    father = service.record(f"{family.path}/adults", dad)["id"]
    contact(service, family, father)
    contact(service, family, father, type="ADDRESS", value="7 Example Row")
    points = {p["type"]: p["shared"] for p in shown(service, family, "contact_points")}
    assert points == {"PHONE": True, "ADDRESS": False}


def test_a_number_given_up_by_one_of_two_is_shared_no_more(
    service: Running, family: Family
) -> None:
    contact(service, family, family.mother)
    his = contact(service, family, family.father)
    service.clock.now += timedelta(hours=1)
    contact(service, family, family.father, contact=his, ended=True)
    assert [p["shared"] for p in shown(service, family, "contact_points")] == [False]


def test_each_parent_agrees_separately_how_to_be_kept_informed(
    service: Running, family: Family
) -> None:
    phone = contact(service, family, family.mother)
    service.record(
        f"{family.path}/keep-informed",
        wants(family, contact=phone, next_contact_due="2026-03-13", named_worker="worker-1"),
    )
    (kept,) = shown(service, family, "keep_informed")
    assert (kept["person"], kept["enquiry"]) == (family.mother, family.enquiry)
    assert kept["agreed"]["methods"] == ["CALL"]
    assert (kept["next_contact_due"], kept["last_contact_at"]) == ("2026-03-13", None)


def test_a_contact_made_says_when_the_next_one_is_due(service: Running, family: Family) -> None:
    service.record(f"{family.path}/keep-informed", wants(family, next_contact_due="2026-03-13"))
    service.clock.now += timedelta(days=1)
    made = {"person": family.mother, "method": "CALL", "next_contact_due": "2026-03-20"}
    service.record(f"{family.path}/contacts-made", made)
    (kept,) = shown(service, family, "keep_informed")
    assert kept["next_contact_due"] == "2026-03-20"
    assert kept["last_contact_at"] == text_of(NOON + timedelta(days=1))
    (before,) = shown(service, family, "keep_informed", as_of=text_of(NOON))
    assert before["next_contact_due"] == "2026-03-13"


def test_a_parent_is_not_reached_through_the_others_number(
    service: Running, family: Family
) -> None:
    his = contact(service, family, family.father)
    reply = service.post(f"{family.path}/keep-informed", wants(family, contact=his))
    assert problem_of(reply, "not-on-file")["errors"][0]["pointer"] == "/contact"


def test_nobody_agrees_to_be_reached_where_it_is_not_safe(service: Running, family: Family) -> None:
    home = contact(service, family, family.mother, safety="UNSAFE")
    reply = service.post(f"{family.path}/keep-informed", wants(family, contact=home))
    problem_of(reply, "contact-not-safe")


def test_what_was_not_agreed_with_the_person_has_its_reason(
    service: Running, family: Family
) -> None:
    unasked = wants(family, agreed_with_person=False)
    kept = service.record(f"{family.path}/keep-informed", unasked)
    assert [n["code"] for n in kept["notices"]] == ["NOT_AGREED_WITHOUT_REASON"]
    why = {"if_not_agreed_reason": "They are abroad.", "not_a_no": True}
    kept = service.record(f"{family.path}/keep-informed", {**unasked, **why})
    assert kept["notices"] == []


@pytest.mark.each_database("closeEnquiry")
def test_the_end_of_an_enquiry_is_still_told(service: Running, family: Family) -> None:
    service.close(f"{family.path}/enquiries/{family.enquiry}")
    made = {"person": family.mother, "method": "LETTER", "enquiry": family.enquiry}
    service.record(f"{family.path}/contacts-made", made)
    problem_of(
        service.post(f"{family.path}/keep-informed", wants(family, enquiry=family.enquiry)),
        "enquiry-closed",
    )


def test_the_referrer_is_told_that_it_came_and_how_it_ended(
    service: Running, family: Family
) -> None:
    path = f"{family.path}/enquiries/{family.enquiry}/referrer-feedback"
    (nothing,) = shown(service, family, "referrer_feedback")
    assert (nothing["acknowledged_at"], nothing["outcome_told_at"]) == (None, None)
    service.record(path, {"level": "RECEIVED", "sent_via": "secure email"})
    service.clock.now += timedelta(days=1)
    service.record(path, {"level": "OUTCOME", "withheld_reason": "The mother's health."})
    (told,) = shown(service, family, "referrer_feedback")
    assert told["acknowledged_at"] < told["outcome_told_at"]
    assert [t["withheld_reason"] for t in told["told"]] == [None, "The mother's health."]
    nowhere = f"{family.path}/enquiries/{'f' * 24}/referrer-feedback"
    problem_of(service.post(nowhere, {"level": "RECEIVED"}), "not-on-file")


def test_nothing_of_this_changes_an_answer(service: Running, family: Family) -> None:
    before = service.check(family.file, family.question())
    contact(service, family, family.mother)
    service.record(f"{family.path}/keep-informed", wants(family, methods=["NO_CONTACT_REQUESTED"]))
    after = service.check(family.file, family.question())
    for said in ("outcome", "reasons", "flags", "items"):
        assert after[said] == before[said]


def test_nobody_knows_whether_a_father_is_safe_to_ask_where_a_way_to_the_mother_is_not_safe(
    service: Running, family: Family
) -> None:
    contact(service, family, family.mother, safety="UNSAFE")
    (item,) = service.check(family.file, family.question())["items"]
    asking = {p["person"]: p["asking"] for p in item["positions"]}
    assert asking == {family.mother: "YES", family.father: "NOT_KNOWN"}


def test_who_was_kept_informed_after_the_end_is_on_record_in_what_ended(
    service: Running, family: Family
) -> None:
    """What was promised in it stays due after it, and there is no other."""
    service.close(f"{family.path}/enquiries/{family.enquiry}")
    made = {"person": family.mother, "method": "CALL", "words": "We talked."}
    service.record(f"{family.path}/contacts-made", made)
    (shown,) = service.get(family.path).get_json()["done"]["contacts_made"]
    assert shown["enquiry"] == family.enquiry
