"""Share now: used, recorded, looked at by a manager and told. Late is fine at each step."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from consent_service.domain.file.looks import VERIFY
from consent_service.domain.recorded.sharingatonce import ShareNowUsed
from consent_service.storage.door.queries import read_authority, read_file
from tests.api.running import NOON, OURS, Family, Running, add_family, decide, problem_of, text_of
from tests.reasons import ENOUGH


def used(service: Running, family: Family, **changes: Any) -> str:
    """Somebody says that a child is at risk right now; the id under which it is recorded after."""
    answer = service.check(family.file, family.question(urgency="IMMEDIATE", **changes))
    assert answer["outcome"] == "SHARE_NOW"
    service.beat()
    id: str = answer["share_now"]["used"]
    return id


def disclosed(family: Family, **changes: Any) -> dict[str, Any]:
    return {
        "subjects": [family.child],
        "agency": {"type": "HOSPITAL"},
        "categories": ["CONCERN_DETAILS"],
        "purpose": "IMMEDIATE_PROTECTION",
        "direction": "SHARE",
        "summary": "Who may visit on the ward.",
        "words_sent": "Please let nobody but her aunt visit tonight.",
        **changes,
    }


def record(service: Running, family: Family, **changes: Any) -> dict[str, Any]:
    body = {
        "shared": True,
        "risk": "He was on his way to the ward.",
        "disclosure": disclosed(family),
        **changes,
    }
    return service.record(f"{family.path}/share-now-uses", body)


def kinds(recorded: dict[str, Any]) -> list[str]:
    return [entry["kind"] for entry in recorded["entries"]]


def loose(service: Running) -> list[str]:
    own = read_authority(service.storage.records, OURS)
    return [held.event.share_now for held in own.loose_share_nows(service.clock())]


def on_file(service: Running, family: Family) -> list[ShareNowUsed]:
    file = read_file(service.storage.records, OURS, family.file, VERIFY)
    return [held.event for held in file.of(ShareNowUsed)]


def tasks(service: Running, family: Family) -> dict[str, bool]:
    """What is due on the file, by code, and whether it is late."""
    shown = service.get(f"{family.path}/tasks").get_json()["tasks"]
    return {task["code"]: task["overdue"] for task in shown}


# ── used ────────────────────────────────────────────────────────────────────────────────────


def test_a_use_of_share_now_is_a_fact_of_the_file_it_was_about(
    service: Running, family: Family
) -> None:
    size = service.size()
    id = used(service, family)
    assert service.kinds(size) == ["check-unanswered", "share-now-used"]
    assert {entry.entry.file for entry in service.entries(size)} == {family.file}
    (fact,) = on_file(service, family)
    assert (fact.share_now, fact.enquiry, fact.subjects) == (id, family.enquiry, (family.child,))
    assert loose(service) == []


@pytest.mark.each_database("showCheck")
def test_a_use_is_seen_again_as_it_was_answered(service: Running, family: Family) -> None:
    size = service.size()
    answer = service.check(family.file, family.question(urgency="IMMEDIATE"))
    service.clock.now += timedelta(minutes=2)
    service.beat()
    again = service.get(f"{family.path}/checks/{size}").get_json()
    assert again["same_again"] is True
    for name in ("outcome", "agency_words", "share_now", "at", "headline"):
        assert again[name] == answer[name], name


def test_a_use_by_reference_finds_the_file_that_goes_by_it(service: Running) -> None:
    family = add_family(service, "LCS-7")
    service.check_reference({"reference": "LCS-7", "urgency": "IMMEDIATE"})
    service.beat()
    (fact,) = on_file(service, family)
    assert fact.asked_of == "LCS-7"
    assert loose(service) == []


def test_a_use_about_a_reference_nobody_knows_waits_in_the_authoritys_own_file(
    service: Running, family: Family
) -> None:
    size = service.size()
    for body in ({"reference": "LCS-8"}, {}):
        service.check_reference({**body, "urgency": "IMMEDIATE"})
    service.check("0" * 32, {"urgency": "IMMEDIATE"})
    service.beat()
    assert service.kinds(size) == ["check-unanswered", "share-now-used"] * 3
    assert len(loose(service)) == 3
    assert on_file(service, family) == []


def test_a_check_that_could_not_be_made_is_no_use_of_share_now(
    service: Running, family: Family
) -> None:
    service.storage.soundness[OURS].distrust("broken on purpose")
    answer = service.check(family.file, family.question())
    assert (answer["outcome"], answer["share_now"]["used"]) == ("UNAVAILABLE", None)
    assert answer["agency_words"] is None


@pytest.mark.parametrize("again", ["drained twice", "put back"])
def test_a_use_enters_once_however_often_it_is_drained(
    service: Running, family: Family, again: str
) -> None:
    size = service.size()
    service.check(family.file, family.question(urgency="IMMEDIATE"))
    waiting = service.settings.spool / f"{OURS}.spool"
    held = waiting.read_bytes()
    service.beat()
    if again == "put back":
        (service.settings.spool / f"{OURS}.draining").write_bytes(held)
    service.beat()
    assert service.kinds(size) == ["check-unanswered", "share-now-used"]


def test_a_use_that_entered_before_its_reference_was_known_does_not_enter_again(
    service: Running,
) -> None:
    size = service.size()
    service.check_reference({"reference": "LCS-9", "urgency": "IMMEDIATE"})
    held = (service.settings.spool / f"{OURS}.spool").read_bytes()
    service.beat()
    family = add_family(service, "LCS-9")
    (service.settings.spool / f"{OURS}.draining").write_bytes(held)
    service.beat()
    assert service.kinds(size).count("share-now-used") == 1
    assert on_file(service, family) == []


# ── recorded ────────────────────────────────────────────────────────────────────────────────


def test_what_was_shared_at_once_is_recorded_with_its_disclosure(
    service: Running, family: Family
) -> None:
    id = used(service, family)
    recorded = record(service, family, share_now=id)
    assert kinds(recorded)[:2] == ["share-now-recorded", "disclosure-recorded"]
    assert recorded["id"] == id
    (shown,) = service.get(f"{family.path}/disclosures").get_json()["disclosures"]
    assert (shown["basis"], shown["rests_on"]) == ("SHARE_NOW", [id])
    assert shown["words_sent"] == "Please let nobody but her aunt visit tonight."
    assert "RECORD_SHARE_NOW" not in tasks(service, family)


def test_nothing_may_have_been_shared_in_the_end(service: Running, family: Family) -> None:
    id = used(service, family)
    body = {"shared": False, "risk": "He had gone to work after all.", "share_now": id}
    recorded = service.record(f"{family.path}/share-now-uses", body)
    assert kinds(recorded) == ["share-now-recorded"]
    assert service.get(f"{family.path}/disclosures").get_json()["disclosures"] == []
    assert "TELL_PARENTS_OF_SHARING" not in tasks(service, family)


def test_somebody_who_shared_by_telephone_without_a_check_records_it_just_the_same(
    service: Running, family: Family
) -> None:
    recorded = record(service, family, effective_at=text_of(NOON - timedelta(hours=20)))
    assert kinds(recorded)[:2] == ["share-now-used", "share-now-recorded"]
    (fact,) = on_file(service, family)
    assert fact.effective_at == NOON - timedelta(hours=20)
    assert fact.agency is not None
    assert (fact.enquiry, fact.agency.type) == (family.enquiry, "HOSPITAL")


@pytest.mark.each_database("checkReference", "linkShareNow")
def test_a_loose_use_is_recorded_on_the_file_it_turned_out_to_be_about(
    service: Running, family: Family
) -> None:
    service.check_reference({"reference": "LCS-8", "urgency": "IMMEDIATE"})
    service.beat()
    (id,) = loose(service)
    recorded = record(service, family, share_now=id)
    assert kinds(recorded)[:2] == ["share-now-used", "share-now-recorded"]
    linked = service.record(f"/v1/share-now-uses/{id}/link", {"file": family.file})
    assert linked["file"] is None
    assert loose(service) == []
    # Recorded once more, for a second agency: the file has the use by now.
    assert kinds(record(service, family, share_now=id)) == kinds(recorded)[1:]


def test_a_use_linked_to_another_file_is_not_recorded_on_this_one(
    service: Running, family: Family
) -> None:
    other = add_family(service)
    service.check_reference({"reference": "LCS-8", "urgency": "IMMEDIATE"})
    service.beat()
    (id,) = loose(service)
    service.record(f"/v1/share-now-uses/{id}/link", {"file": other.file})
    body = {"shared": False, "risk": "He had gone.", "share_now": id}
    problem_of(service.post(f"{family.path}/share-now-uses", body), "not-on-file")
    assert service.post(f"{other.path}/share-now-uses", body).status_code == 201


def test_a_use_is_linked_only_to_a_file_that_is_there(service: Running, family: Family) -> None:
    service.check_reference({"reference": "LCS-8", "urgency": "IMMEDIATE"})
    service.beat()
    (id,) = loose(service)
    own = service.storage.records.ledgers[OURS].own_file
    for file in ("0" * 32, own):
        problem_of(service.post(f"/v1/share-now-uses/{id}/link", {"file": file}), "not-found")
    reply = service.post(f"/v1/share-now-uses/{'0' * 32}/link", {"file": family.file})
    problem_of(reply, "not-on-file")
    assert loose(service) == [id]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [({"disclosure": None}, "SHARED_NOT_ALL_SAID"), ({"shared": False}, "NOTHING_WAS_SHARED")],
)
def test_what_was_shared_at_once_is_kept_though_it_does_not_say_what_it_was(
    service: Running, family: Family, changes: dict[str, Any], problem: str
) -> None:
    body = {"shared": True, "risk": "A fall.", "disclosure": disclosed(family), **changes}
    sent = {name: value for name, value in body.items() if value is not None}
    kept = service.record(f"{family.path}/share-now-uses", sent)
    assert problem in [notice["code"] for notice in kept["notices"]]


def test_it_can_still_be_recorded_when_the_enquiry_has_closed(
    service: Running, family: Family
) -> None:
    id = used(service, family)
    service.record(f"{family.path}/enquiries/{family.enquiry}/end", {"reason": "S47"})
    recorded = record(service, family, share_now=id)
    event: Any = service.entries()[-2].content.event
    assert event.enquiry == family.enquiry
    assert kinds(recorded)[:2] == ["share-now-recorded", "disclosure-recorded"]


# ── F04, looked at, told ────────────────────────────────────────────────────────────────────


def test_F04_share_now_that_was_not_recorded_by_monday_evening_is_late_and_holds_nothing_up(
    service: Running, family: Family
) -> None:
    service.clock.now = NOON.replace(day=13, hour=16, minute=50)  # a Friday
    id = used(service, family)
    assert tasks(service, family)["RECORD_SHARE_NOW"] is False
    service.clock.now = NOON.replace(day=16, hour=17, minute=1)
    assert tasks(service, family)["RECORD_SHARE_NOW"] is True
    listed = service.get("/v1/tasks", "MASH_MANAGER", for_role="MASH_MANAGER").get_json()["tasks"]
    assert [t["about"] for t in listed if t["code"] == "RECORD_SHARE_NOW"] == [id]
    # Nothing is blocked: another check, another share-now, and the late record itself.
    assert service.check(family.file, family.question())["outcome"] == "ASK"
    used(service, family)
    record(service, family, share_now=id)


def test_a_manager_reviews_it_and_never_one_who_used_it_or_wrote_it_down(
    service: Running, family: Family
) -> None:
    answer = service.check(
        family.file,
        family.question(urgency="IMMEDIATE"),
        role="MASH_MANAGER",
        subject="manager-1",
    )
    service.beat()
    id = answer["share_now"]["used"]
    body = {"shared": True, "risk": "A fall.", "disclosure": disclosed(family), "share_now": id}
    service.record(f"{family.path}/share-now-uses", body, "MASH_MANAGER", subject="manager-2")
    review, path = {"upheld": True, "words": "It could not wait."}, f"share-now-uses/{id}/reviews"
    for who in ("manager-1", "manager-2"):
        reply = service.post(f"{family.path}/{path}", review, "MASH_MANAGER", subject=who)
        problem_of(reply, "someone-else-must-review")
    problem_of(service.post(f"{family.path}/{path}", review), "not-your-role")
    assert "REVIEW_SHARE_NOW" in tasks(service, family)
    service.record(f"{family.path}/{path}", review, "EDT_MANAGER", subject="manager-3")
    assert "REVIEW_SHARE_NOW" not in tasks(service, family)


def test_whoever_used_a_loose_one_does_not_review_it_either(
    service: Running, family: Family
) -> None:
    body = {"reference": "LCS-8", "urgency": "IMMEDIATE"}
    service.check_reference(body, role="MASH_MANAGER", subject="manager-1")
    service.beat()
    (id,) = loose(service)
    record(service, family, share_now=id)
    path = f"{family.path}/share-now-uses/{id}/reviews"
    review = {"upheld": True, "words": "Yes."}
    problem_of(
        service.post(path, review, "MASH_MANAGER", subject="manager-1"), "someone-else-must-review"
    )
    service.record(path, review, "MASH_MANAGER", subject="manager-2")


def test_the_parents_are_told_or_it_is_said_why_not_and_when_it_is_looked_at_again(
    service: Running, family: Family
) -> None:
    id = used(service, family)
    record(service, family, share_now=id)
    path = f"{family.path}/tellings"
    assert "TELL_PARENTS_OF_SHARING" in tasks(service, family)
    told = {"about": id, "told": True, "person": family.mother, "method": "CALL"}
    service.record(path, told)
    not_told = {"about": id, "told": False, "person": family.father}
    kept = service.record(path, {**not_told, "review_on": "2026-03-10"})
    assert [n["code"] for n in kept["notices"]] == ["NOT_TOLD_WITHOUT_REASON"]
    due = tasks(service, family)
    assert "TELL_PARENTS_OF_SHARING" not in due
    assert "REVIEW_SAFE_TO_TELL" in due
    (shown,) = service.get(f"{family.path}/disclosures").get_json()["disclosures"]
    assert shown["telling"]["state"] == "TOLD"
    assert [(p["person"], p["told"]) for p in shown["telling"]["people"]] == [
        (family.mother, True),
        (family.father, False),
    ]


def test_people_are_told_of_what_is_on_the_file_and_of_nothing_else(
    service: Running, family: Family
) -> None:
    decision = decide(service, family)
    recorded = record(service, family)
    disclosure = recorded["entries"][-2]["id"]
    not_share = service.record(
        f"{family.path}/not-share-decisions",
        {
            "scope": family.scope(),
            "rationale": {
                "what_risk": "None that the school could do anything about at present.",
                "why_now": "The school asked this morning.",
                "why_this_agency_and_information": "It asked for the mother's history.",
                "what_if_we_wait": "Nothing changes for the child.",
                "alternatives_considered": "Telling it only that we are involved.",
            },
            "duty_test": {"relevant": False, "may_help": False, "more_harm_than_good": False},
            "reason_codes": ["NOT_RELEVANT"],
        },
        "MASH_MANAGER",
    )["id"]
    for about in (decision, disclosure, recorded["id"], not_share):
        service.record(f"{family.path}/tellings", {"about": about, "told": True})
        body = {"about": about, "safe": False, "reason": "Yes.", "review_on": "2026-04-01"}
        service.record(f"{family.path}/safe-to-tell", body)
    for about in ("d" * 24, family.mother):
        reply = service.post(f"{family.path}/tellings", {"about": about, "told": True})
        problem_of(reply, "not-on-file")


def test_anybody_may_say_that_it_is_not_safe_and_a_manager_that_it_has_become_safe(
    service: Running, family: Family
) -> None:
    disclosure = record(service, family)["entries"][-2]["id"]
    path = f"{family.path}/safe-to-tell"
    unsafe = {"about": disclosure, "safe": False, "reason": "He reads her post."}
    service.record(path, unsafe)

    def state() -> tuple[str, str]:
        (shown,) = service.get(f"{family.path}/disclosures").get_json()["disclosures"]
        return shown["telling"]["state"], shown["telling"]["safe_to_tell"]

    assert state() == ("NOT_SAFE", "NO")
    service.clock.now += timedelta(days=14)
    listed = service.get(f"{family.path}/tasks", "MASH_MANAGER").get_json()["tasks"]
    assert ("REVIEW_SAFE_TO_TELL", "2026-03-23") in {(task["code"], task["due"]) for task in listed}
    safe = {"about": disclosure, "safe": True, "reason": ENOUGH}
    assert service.record(path, safe)["entries"][1]["kind"] == "effect-waits"
    assert state() == ("NOT_SAFE", "NO")
    service.record(path, safe, "MASH_MANAGER")
    assert state() == ("NOT_YET", "YES")
