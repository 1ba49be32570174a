"""The walk goes on with the safety plan of a baby on a ward: whoever must follow it has it."""

from __future__ import annotations

from typing import Any

from tests.api.skull import Case
from tests.reasons import ENOUGH

MANAGER = "MASH_MANAGER"
SHARING = {
    "purpose": "SAFETY_PLAN",
    "summary": "The plan, whole.",
    "words_sent": "The safety plan for Jo is attached. Say that you have it.",
}


def plan_of(case: Case, **changes: Any) -> dict[str, Any]:
    return {
        "children": [case.baby],
        "dangers": ["We are afraid that Jo is hurt again when one of them is alone with him."],
        "goals": ["Somebody we all trust is there whenever Jo is cared for."],
        "steps": [{"does": "Is there from morning till night.", "person": case.gran}],
        "contact": [
            {"person": case.dad, "how": "NONE", "words": "Dov waits outside.", "on_the_ward": True},
            {"person": case.mum, "how": "SUPERVISED", "supervised_by": "A nurse"},
        ],
        "review_on": "2026-03-13",
        **changes,
    }


def whoever_must_follow_a_plan_has_it(case: Case) -> None:
    """Those in the family and among agencies; whoever is not safe hears nothing of it."""
    dads = case.page(case.dad)
    people = [{"person": one} for one in (case.mum, case.gran, case.dad)]
    made = case.record("plans", plan_of(case, recipients=people))
    plan, mum, gran, _ = (entry["id"] for entry in made["entries"])
    assert [notice["code"] for notice in made["notices"]] == ["PLAN_NOT_FOR_THEM"]
    assert made["notices"][0]["text"].endswith("It is Dov Sample (father).")
    # Ward staff are to hold the arrangements for contact as well, and nobody there is named yet.
    assert case.tasks("NAME_WARD") == [("NAME_WARD", None)]
    ward = case.record(f"plans/{plan}/recipients", {"agency": {"type": "HOSPITAL"}})["id"]
    assert case.tasks("NAME_WARD") == []
    waits = {(task["code"], task["person"]) for task in case.get("/tasks")["tasks"]}
    assert {("SEND_PLAN", None), ("SEND_PLAN", case.mum), ("SEND_PLAN", case.gran)} <= waits
    assert case.dad not in {person for code, person in waits if code == "SEND_PLAN"}

    # His mother decides with us. To Gwen and to the ward it is shared, and decided like anything.
    case.record(f"plan-recipients/{mum}/sharings", {"sent_via": "By hand"})
    (shown,) = case.get()["plans"]
    question = next(one for one in shown["recipients"] if one["recipient"] == gran)["question"]
    asked = case.service.check(case.file, question)
    assert asked["outcome"] == "ASK"
    without = case.service.post(f"/v1/files/{case.file}/plan-recipients/{gran}/sharings", {})
    assert without.status_code == 422
    seq = asked["ledger"]["seq"]
    shared = {**SHARING, "basis": "AGREED", "check": seq}
    given = case.record(f"plan-recipients/{gran}/sharings", {"disclosure": shared})
    assert "NOT_AGREED_THEN" in {notice["code"] for notice in given["notices"]}
    duty = {"disclosure": {**SHARING, "basis": "PARTNER_DUTY"}, "sent_via": "Handed over"}
    case.record(f"plan-recipients/{ward}/sharings", duty)
    case.record(f"plan-recipients/{ward}/confirmations", {"words": "On the board, and told."})
    (made_known,) = case.get("/disclosures")["disclosures"][-1:]
    assert made_known["categories"] == ["SAFETY_PLAN"]

    # Who has which is a row in the tasks of a manager, and in a report.
    def so_far() -> list[str]:
        tasks = case.get("/tasks")["tasks"]
        return [task["so_far"] for task in tasks if task["code"] == "PLAN_NOT_WITH_ALL"]

    # His father, to whom nobody may give it, is not waited for.
    assert so_far() == []
    case.record("plans", plan_of(case, plan=plan, goals=["As before, and Gwen sleeps there."]))
    assert so_far() == ["0 of 3 have version 2"]
    report = case.service.get("/v1/reports/safety-plans", MANAGER).get_json()
    (row,) = report["rows"]
    assert (row["following"], row["having"], row["kept_from"]) == (3, 0, 1)

    # It ends once a manager has confirmed it; then everybody who had it is told, and he is not.
    ended = case.record(f"plans/{plan}/end", {"reason": "He goes to live with Gwen."})
    assert "WAITS_FOR_A_MANAGER" in {notice["code"] for notice in ended["notices"]}
    assert so_far() == ["0 of 3 have version 2"]
    waiting = ended["entries"][1]["id"]
    case.record(f"waiting/{waiting}/confirmation", {"reason": ENOUGH}, MANAGER)
    told = [task for task in case.get("/tasks")["tasks"] if task["code"] == "TELL_PLAN_ENDED"]
    assert {task["person"] for task in told} == {None, case.mum, case.gran}
    case.record("tellings", {"about": plan, "person": case.mum, "told": True})
    over = {"to": ward, "about": plan, "words_sent": "The plan for Jo has ended."}
    case.record("agencies-told", over)
    told = [task for task in case.get("/tasks")["tasks"] if task["code"] == "TELL_PLAN_ENDED"]
    assert {task["person"] for task in told} == {case.gran}

    # What it says of his father is on no page of his; hers says that she has it, in our words.
    assert case.page(case.dad) == dads
    (hers,) = case.page(case.mum)["plans"]
    assert hers["about"] == ["Jo Sample"]
    assert hers["ended"] is not None
    assert "Dov" not in str(case.page(case.mum)["plans"])
