"""What a write would let fall waits for a manager; the fact is kept, and protects at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.api.asking_own import father_of
from tests.api.counting_looks import looks_of
from tests.api.running import Family, Running, add_family, agree, problem_of, text_of
from tests.reasons import ENOUGH

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

MANAGER = "MASH_MANAGER"
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def outcome(service: Running, family: Family, **changes: Any) -> str:
    found: str = service.check(family.file, family.question(**changes))["outcome"]
    return found


def refuse(service: Running, family: Family, person: str) -> int:
    """Somebody says no on the telephone; the place of their answer."""
    no = {"answer": "REFUSED", "scope": family.scope()}
    said = service.record(f"{family.path}/conversations", family.conversation(no, person=person))
    service.clock.now += HOUR
    place: int = said["entries"][1]["seq"]
    return place


def strike(
    service: Running, family: Family, seq: int, role: str = "MASH_WORKER", **how: Any
) -> Any:
    wrong = {"corrects": seq, "what_was_wrong": f"It was said of another family. {ENOUGH}", **how}
    return service.record(f"{family.path}/corrections", wrong, role)


def waiting(service: Running) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = service.get("/v1/waiting", MANAGER).get_json()["waiting"]
    return found


def settle(service: Running, family: Family, id: str, how: str, **more: Any) -> Any:
    body = {"reason": ENOUGH, **more}
    return service.post(f"{family.path}/waiting/{id}/{how}", body, MANAGER)


def codes(service: Running, family: Family, role: str = MANAGER) -> dict[str, Any]:
    tasks = service.get(f"{family.path}/tasks", role).get_json()["tasks"]
    return {task["code"]: task for task in tasks}


# ── a no ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.each_database("listWaiting", "confirmEffect", "refuseEffect")
def test_a_no_that_a_worker_strikes_stands_until_a_manager_confirms(
    service: Running, family: Family
) -> None:
    agree(service, family)
    seq = refuse(service, family, family.father)
    recorded = strike(service, family, seq)
    assert [entry["kind"] for entry in recorded["entries"]] == ["entry-corrected", "effect-waits"]
    (notice, agreed) = recorded["notices"]
    assert notice["code"] == agreed["code"] == "WAITS_FOR_A_MANAGER"
    assert notice["text"].startswith(
        "This would lift the no of Bo Example (father) of 9 March 2026 about the health visitor."
    )
    assert "read as agreed" in agreed["text"]
    assert outcome(service, family) == "OBJECTION"
    (row,) = waiting(service)
    assert (row["stands"], row["by"], row["kinds"]) == ("WAITS", "worker-1", ["entry-corrected"])
    task = codes(service, family)["CONFIRM_EFFECT"]
    assert (task["about"], task["due"]) == (row["waiting"], "2026-03-10")
    path = f"{family.path}/waiting/{row['waiting']}/confirmation"
    problem_of(service.post(path, {"reason": "I am sure."}), "effect-by-manager")
    assert settle(service, family, row["waiting"], "confirmation").status_code == 201
    assert outcome(service, family) == "COVERED"
    assert waiting(service) == []
    assert "CONFIRM_EFFECT" not in codes(service, family)
    problem_of(settle(service, family, row["waiting"], "confirmation"), "settled-already")
    # Only more careful: it needs nobody else, and is never too late.
    assert settle(service, family, row["waiting"], "refusal").status_code == 201
    assert outcome(service, family) == "OBJECTION"


def test_a_manager_who_says_why_needs_nobody_else(service: Running, family: Family) -> None:
    agree(service, family)
    recorded = strike(service, family, refuse(service, family, family.father), MANAGER)
    assert [entry["kind"] for entry in recorded["entries"]] == ["entry-corrected"]
    assert outcome(service, family) == "COVERED"


def test_behind_one_that_waits_no_second_no_falls_unseen(service: Running, family: Family) -> None:
    agree(service, family)
    first, second = (refuse(service, family, family.father) for _ in range(2))
    strike(service, family, first)
    strike(service, family, second)
    assert len(waiting(service)) == 2
    assert settle(service, family, waiting(service)[1]["waiting"], "confirmation")
    assert outcome(service, family) == "OBJECTION"


def test_a_persons_own_later_yes_lifts_their_no_and_nobody_is_asked(
    service: Running, family: Family
) -> None:
    refuse(service, family, family.mother)
    service.clock.now += DAY
    recorded = agree(service, family)
    assert "effect-waits" not in [entry["kind"] for entry in recorded["entries"]]
    assert outcome(service, family) == "COVERED"


def test_a_yes_pressed_online_over_ones_own_no_counts_after_the_call(
    service: Running, family: Family
) -> None:
    refuse(service, family, family.mother)
    service.clock.now += DAY
    yes = family.agreement()
    pressed = family.conversation(yes, method="ONLINE_SIGNED_IN")
    recorded = service.record(f"{family.path}/conversations", pressed)
    assert [notice["code"] for notice in recorded["notices"]] == ["WAITS_FOR_A_CALL"]
    assert outcome(service, family) == "OBJECTION"
    waits = codes(service, family, "MASH_WORKER")["CALL_ABOUT_YES"]["about"]
    path = f"{family.path}/waiting/{waits}/confirmation"
    problem_of(service.post(path, {"reason": "She pressed yes."}), "not-on-file")
    service.clock.now += HOUR
    talk = family.conversation()
    talk["responses"] = []
    for no_call in (
        {"method": "ONLINE_SIGNED_IN"},
        {"pressure_concern": "YES", "pressure_note": "He stood beside her."},
        {"effective_at": text_of(service.clock.now - DAY)},
    ):
        made = service.record(f"{family.path}/conversations", {**talk, **no_call})["id"]
        said = {"reason": "She said so again.", "conversation": made}
        problem_of(service.post(path, said), "not-on-file")
    call = service.record(f"{family.path}/conversations", talk)["id"]
    service.record(path, {"reason": "She said so again.", "conversation": call})
    assert outcome(service, family) == "COVERED"


def test_what_was_just_typed_is_taken_back_by_whoever_typed_it(
    service: Running, family: Family
) -> None:
    agree(service, family)
    no = {"person": family.father, "answer": "REFUSED", "scope": family.scope()}
    seq = service.record(f"{family.path}/responses", no)["entries"][0]["seq"]
    assert outcome(service, family) == "OBJECTION"
    service.clock.now += timedelta(minutes=29)
    assert len(strike(service, family, seq)["entries"]) == 1
    assert outcome(service, family) == "COVERED"
    (row,) = waiting(service)
    assert (row["stands"], row["kinds"]) == ("TAKEN_BACK", ["response-recorded"])
    service.clock.now += timedelta(days=15)
    assert waiting(service) == []


# ── by telephone ────────────────────────────────────────────────────────────────────────────


def test_a_managers_word_by_telephone_is_enough_until_the_next_working_day_ends(
    service: Running, family: Family
) -> None:
    agree(service, family)
    # Whoever has recorded something as a manager is known to be one.
    service.record("/v1/services", {"type": "SCHOOL", "names": ["Elm Primary"]}, "MASH_MANAGER")
    seq = refuse(service, family, family.father)
    himself = {"corrects": seq, "what_was_wrong": "Another.", "said_by_telephone": "worker-1"}
    problem_of(service.post(f"{family.path}/corrections", himself), "invalid")
    recorded = strike(service, family, seq, said_by_telephone="manager-1")
    assert {notice["code"] for notice in recorded["notices"]} == {"LIFTED_BY_TELEPHONE"}
    assert outcome(service, family) == "COVERED"
    (row,) = waiting(service)
    assert (row["stands"], row["told_by"]) == ("BY_TELEPHONE", "manager-1")
    assert row["until"] == "2026-03-11T00:00:00Z"
    assert codes(service, family)["CONFIRM_EFFECT"]["due"] == "2026-03-10"
    # While it has fallen so, the same word given again for something else does not make it last.
    service.clock.now += timedelta(hours=20)
    ended = {"person": family.father, "child": family.child, "role": "FATHER", "pr_status": "NO"}
    again = {**ended, "said_by_telephone": "manager-1"}
    renewed = service.record(f"{family.path}/relationships", again)
    assert "LIFTED_BY_TELEPHONE" not in {notice["code"] for notice in renewed["notices"]}
    service.clock.now += timedelta(days=1)
    assert outcome(service, family) == "OBJECTION"
    assert settle(service, family, row["waiting"], "confirmation").status_code == 201
    assert outcome(service, family) == "COVERED"


@pytest.mark.parametrize("named", ["worker-2", "nobody-we-know"])
def test_the_word_of_somebody_not_known_to_be_a_manager_lets_nothing_fall(
    service: Running, family: Family, named: str
) -> None:
    agree(service, family)
    seq = refuse(service, family, family.father)
    recorded = strike(service, family, seq, said_by_telephone=named)
    assert "LIFTED_BY_TELEPHONE" not in {notice["code"] for notice in recorded["notices"]}
    assert outcome(service, family) == "OBJECTION"
    (row,) = waiting(service)
    assert (row["stands"], row["told_by"]) == ("WAITS", None)


# ── who is to be feared ─────────────────────────────────────────────────────────────────────


def test_a_name_that_a_worker_corrects_deletes_no_warning(service: Running, family: Family) -> None:
    agree(service, family)
    unsafe = {"person": family.father, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
    service.record(f"{family.path}/safety", unsafe)
    service.clock.now += HOUR
    added = next(
        one["seq"]
        for one in service.get(f"{family.path}/history", limit="200").get_json()["entries"]
        if one["event"].get("names") == "Bo Example"
    )
    wrong = {"corrects": added, "what_was_wrong": "He is called Beau."}
    problem_of(service.post(f"{family.path}/corrections", wrong), "something-hangs-on-it")
    assert "SPEAK_TO" not in codes(service, family, "MASH_WORKER")


def test_a_workers_safe_lifts_a_warning_once_it_is_confirmed(
    service: Running, family: Family
) -> None:
    unsafe = {"person": family.father, "safe_to_ask": False, "code": "DOMESTIC_ABUSE"}
    service.record(f"{family.path}/safety", unsafe)
    service.clock.now += HOUR
    safe = {**unsafe, "safe_to_ask": True, "code": "SAFE_AGAIN", "reason": ENOUGH}
    assert "This would lift a warning" in str(service.record(f"{family.path}/safety", safe))

    def asking() -> str:
        every = service.get(family.path).get_json()["adults"]
        return {one["id"]: one["asking"] for one in every}[family.father]

    assert asking() == "NO"
    (row,) = waiting(service)
    assert row["falls"][0]["kind"] == "PERSON_NOT_SAFE"
    assert settle(service, family, row["waiting"], "confirmation").status_code == 201
    assert asking() == "YES"


def test_that_somebody_who_is_not_safe_was_told_is_on_their_page_once_it_was_looked_at(
    service: Running, family: Family
) -> None:
    unborn = {"names": "Baby", "estimated_due_date": "2026-05-01"}
    baby = service.record(f"{family.path}/children", unborn)["id"]
    link = {"person": family.father, "child": baby, "role": "FATHER", "pr_status": "YES"}
    service.record(f"{family.path}/relationships", link)
    unsafe = {"person": family.father, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
    service.record(f"{family.path}/safety", unsafe)
    told = {"about": baby, "told": True, "person": family.father, "method": "CALL"}
    service.record(f"{family.path}/tellings", told)
    father = father_of(service, family)
    assert father.view()["children"] == []
    (row,) = waiting(service)
    assert settle(service, family, row["waiting"], "confirmation").status_code == 201
    assert [child["names"] for child in father.view()["children"]] == ["Baby"]


@pytest.mark.parametrize("by_id", [True, False])
def test_the_care_of_a_number_is_taken_off_by_a_manager(
    service: Running, family: Family, *, by_id: bool
) -> None:
    """Typed again it is the same number, under its id or another."""
    point = {"person": family.mother, "type": "PHONE", "value": "020 7946 0018"}
    made = service.record(f"{family.path}/contact-points", {**point, "safety": "NEVER_TEXT"})
    again = {**point, "safety": "SAFE"}
    again |= {"contact": made["id"]} if by_id else {"value": "+44 20 7946 0018"}
    service.record(f"{family.path}/contact-points", again)

    def usable() -> list[str]:
        points = service.get(family.path).get_json()["contact_points"]
        return [how for one in points for how in one["may_be_used_now_for"]]

    assert "TEXT" not in usable()
    (row,) = waiting(service)
    assert settle(service, family, row["waiting"], "confirmation").status_code == 201
    assert "TEXT" in usable()


# ── what nobody newly said yes to ───────────────────────────────────────────────────────────


def test_a_backdated_responsibility_makes_nothing_read_as_agreed(
    service: Running, family: Family
) -> None:
    gran = service.record(f"{family.path}/adults", {"names": "Gran Example"})["id"]
    link = {"person": gran, "child": family.child, "role": "GRANDPARENT", "pr_status": "NO"}
    service.record(f"{family.path}/relationships", link)
    yes = family.agreement()
    service.record(f"{family.path}/conversations", family.conversation(yes, person=gran))
    assert outcome(service, family) == "ASK"
    service.clock.now += HOUR
    backdated = {**link, "pr_status": "YES", "since": "2020-01-01T00:00:00Z"}
    recorded = service.record(f"{family.path}/relationships", backdated)
    assert recorded["notices"][-1]["text"].startswith(
        "Unless something else holds it, it would read as agreed, about Ng: the health visitor "
        "(the child's health)."
    )
    assert outcome(service, family) == "ASK"
    (row,) = waiting(service)
    assert settle(service, family, row["waiting"], "confirmation").status_code == 201
    assert outcome(service, family) == "COVERED"


# ── only tried ──────────────────────────────────────────────────────────────────────────────


def test_a_write_that_is_only_tried_says_what_it_would_lift_and_keeps_that_somebody_looked(
    service: Running, family: Family
) -> None:
    agree(service, family)
    seq = refuse(service, family, family.father)
    size = service.size()
    tried = strike(service, family, seq, MANAGER, dry_run=True)
    assert tried["dry_run"] is True
    assert [entry["kind"] for entry in tried["entries"]] == ["looked"]
    look, event = looks_of(service)[-1]
    assert (look.operation, look.file) == ("correctEntry", family.file)
    assert event.notices[0].text == tried["notices"][0]["text"]
    assert tried["origin"] == f"consent.test/{service.authority}/reads"
    assert tried["notices"][0]["text"].startswith("This would lift the no of Bo Example")
    opened = service.record("/v1/files", {"reference": "LCS-7", "dry_run": True})
    assert (opened["file"], service.size()) == (None, size)
    assert outcome(service, family) == "OBJECTION"
    service.record("/v1/files", {"reference": "LCS-7"})
    now = text_of(service.clock.now)
    assert service.check(family.file, family.question(as_of=now))["outcome"] == "OBJECTION"


# ── who somebody is ─────────────────────────────────────────────────────────────────────────


def people(service: Running, family: Family, person: str, **said: Any) -> dict[str, Any]:
    return service.record(f"{family.path}/people/{person}/amendments", said)


@pytest.mark.each_database("amendPerson")
def test_a_name_that_is_put_right_loses_no_warning_and_no_search(
    service: Running, family: Family
) -> None:
    unsafe = {"person": family.father, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
    service.record(f"{family.path}/safety", unsafe)
    recorded = people(service, family, family.father, names="Beau Sample", dob="1990-01-31")
    assert [entry["kind"] for entry in recorded["entries"]] == ["person-amended"]
    he = next(
        one for one in service.get(family.path).get_json()["adults"] if one["id"] == family.father
    )
    assert (he["names"], he["former_names"], he["asking"]) == ("Beau Sample", ["Bo Example"], "NO")
    for names in ("Beau Sample", "Bo Example"):
        asked = {"names": names, "dob": "1990-01-31"}
        found = service.post("/v1/searches", asked, key=None).get_json()["found"]
        assert [one["file"] for one in found] == [family.file]
    again = {"names": "Example, Bo", "dob": "1990-01-31"}
    other = add_family(service)
    added = service.record(f"{other.path}/adults", again)
    assert [notice["code"] for notice in added["notices"]] == [
        "SAME_NAME",
        "KNOWN_ELSEWHERE",
        "PERHAPS_KNOWN",
    ]
    wrong = {"gender": "boy"}
    path = f"{family.path}/people/{family.father}/amendments"
    problem_of(service.post(path, wrong), "of-a-child-only")
    problem_of(service.post(path, {"reason": "So."}), "nothing-to-record")


def test_a_birth_that_is_put_right_lifts_nobodys_no_by_itself(
    service: Running, family: Family
) -> None:
    refuse(service, family, family.father)
    recorded = people(service, family, family.child, dob="2009-03-01")
    assert recorded["notices"][0]["text"].startswith("This would lift the no of Bo Example")
    assert outcome(service, family) == "OBJECTION"
    path = f"{family.path}/people/{family.child}/amendments"
    due = {"estimated_due_date": "2026-05-01"}
    problem_of(service.post(path, due), "dob-or-due-date")


def test_what_changes_between_two_people_changes_from_now(service: Running, family: Family) -> None:
    agree(service, family)
    service.clock.now += HOUR
    before = text_of(service.clock.now)
    service.clock.now += HOUR
    link = {"person": family.father, "child": family.child, "role": "FATHER", "pr_status": "NO"}
    service.record(f"{family.path}/relationships", link)

    def held(**query: str) -> list[str]:
        (child,) = service.get(family.path, **query).get_json()["children"]
        return [one["pr_status"] for one in child["caregivers"]]

    assert (held(as_of=before), held()) == (["YES", "YES"], ["YES", "NO"])
    late = {**link, "pr_status": "YES", "since": "2020-01-01T00:00:00Z"}
    recorded = service.record(f"{family.path}/relationships", late)
    assert "NOT_WHAT_COUNTS" in [notice["code"] for notice in recorded["notices"]]
