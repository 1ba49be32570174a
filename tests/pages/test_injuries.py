"""An injury that nobody has explained stands where it is read, and somebody is asked about it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.api.running import Family, Running, add_family, decide
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_deciding import MANAGER
from tests.pages.test_looking_at import links_to
from tests.reasons import ENOUGH

HURT = {"words": "Bruise on left arm.", "explained": "NOT_EXPLAINED", "moves": "CAN"}


def hurt(service: Running, family: Family, **said: Any) -> dict[str, Any]:
    path = f"{family.path}/injuries"
    recorded: dict[str, Any] = service.record(path, {"child": family.child, **HURT, **said})
    return recorded


def asks(service: Running, family: Family) -> bool:
    due = service.get(f"{family.path}/tasks", "MASH_MANAGER").get_json()["tasks"]
    return "ASK_ABOUT_INJURY" in {one["code"] for one in due}


def test_of_a_child_who_moves_about_a_manager_is_asked_whether_it_is_section_47(
    made_up: Running,
) -> None:
    """It stood in the timeline and nowhere else."""
    family = add_family(made_up)
    recorded = hurt(made_up, family)
    assert [one["code"] for one in recorded["notices"]] == ["ASK_ABOUT_INJURY"]
    assert asks(made_up, family)
    page = someone(made_up).open(f"/files/{family.file}")
    assert "Ng , 9 March 2026: Bruise on left arm. Nobody has explained it." in page.text
    checked = made_up.check(family.file, family.question(categories=["INJURY_MEDICAL_FINDINGS"]))
    assert "ASK_ABOUT_INJURY" in {one["code"] for one in checked["tasks"]}
    desk = someone(made_up, MANAGER).open("/").text
    assert "A child was hurt, and nobody has explained how" in desk
    assert desk.index("nobody has explained how") < desk.index("decisions to make")
    # It is said to be explained of the same injury, filled in with what is on record of it.
    browser = someone(made_up)
    (link,) = [
        given["href"] or ""
        for tag, given in browser.open(f"/files/{family.file}").tags
        if tag == "a" and "/injuries/new?injury=" in (given.get("href") or "")
    ]
    form = browser.open(link)
    assert "Bruise on left arm." in form.reply.text
    path, said = link.partition("?")[0], {"child": family.child, **HURT}
    said |= {"injury": link.rpartition("=")[2], "explained": "EXPLAINED"}
    assert browser.send(form, path, **said).status_code == 303
    # That counts once a manager says so.
    assert asks(made_up, family)
    manager = someone(made_up, MANAGER)
    assert manager.send(manager.open(link), path, **said).status_code == 303
    assert not asks(made_up, family)


@pytest.mark.parametrize("moves", ["CAN", "CANNOT"])
def test_a_manager_says_of_the_injury_why_no_meeting_is_held_until_more_is_recorded_of_it(
    made_up: Running, moves: str
) -> None:
    """The task led to a form that calls a meeting, and said nothing of the injury."""
    family = add_family(made_up)
    injury = hurt(made_up, family, moves=moves)["id"]
    codes = {"CONSIDER_STRATEGY", "ASK_ABOUT_INJURY"}
    manager, asked_at = someone(made_up, MANAGER), f"/injuries/{injury}/unexplained"

    def due() -> set[str]:
        listed = made_up.get(f"{family.path}/tasks", "MASH_MANAGER").get_json()["tasks"]
        return codes & {one["code"] for one in listed}

    assert due()
    (address,) = links_to(manager.open("/to-look-at"), asked_at)
    page = manager.open(address)
    assert "Bruise on left arm." in page.text
    assert links_to(page, "/meetings/new", f"children={family.child}")
    assert links_to(page, "/injuries/new", f"injury={injury}")
    assert bool(links_to(page, "/decisions/new")) is (moves == "CAN")
    (why,) = links_to(page, "/found-right/new")
    form = manager.open(why)
    assert "You are asked" in form.text
    said = {"entry": why.rpartition("=")[2], "reason": ENOUGH}
    assert manager.send(form, why.partition("?")[0], **said).status_code == 303
    assert not due()
    assert not links_to(manager.open(address), "/found-right/new")
    # A worker is led to the form that calls a meeting, as before; and what is new is asked about.
    hurt(made_up, family, moves=moves, injury=injury, words="It was a burn.")
    assert due()
    assert manager.get(address.replace(injury, family.child)).status_code == 404


def test_a_strategy_meeting_or_a_section_47_decision_answers_it(made_up: Running) -> None:
    family = add_family(made_up)
    hurt(made_up, family)
    meeting = {"meeting_type": "STRATEGY_DISCUSSION", "children": [family.child]}
    made_up.record(f"{family.path}/meetings", meeting)
    assert not asks(made_up, family)
    # A later one is asked about anew.
    made_up.clock.now += timedelta(hours=1)
    hurt(made_up, family)
    assert asks(made_up, family)
    decide(made_up, family, kind="S47_DECISION")
    assert not asks(made_up, family)


def test_what_is_said_of_a_child_so_young_is_noticed_and_taken_with_care(made_up: Running) -> None:
    family = add_family(made_up)
    born = {"names": "Pip Example", "dob": "2026-02-20"}
    baby = made_up.record(f"{family.path}/children", born)["id"]
    codes = {one["code"] for one in hurt(made_up, family, child=baby)["notices"]}
    assert codes == {"MOVES_TOO_YOUNG", "CONSIDER_STRATEGY", "DECIDE_WHO_IS_SAFE"}
    browser, path = someone(made_up), f"/files/{family.file}/injuries/new"
    read = opened(browser.send(browser.open(path), path, child=baby, **HURT))
    assert "No child moves about at this age" in read.text


#: Wherever somebody is reached, told or let in, on record or to be.
DOORS = (
    *("/people/{person}/ways-in", "/people/{person}/letters", "/people/{person}/messages"),
    *("/conversations/new?person={person}", "/conversations/new?check={seq}&person={person}"),
    *("/attempts/new?person={person}", "/contacts-made/new?person={person}"),
    *("/tellings/new?person={person}", "/keep-informed/new?person={person}"),
    *("/contact-points/new?person={person}", "/family-requests/new?person={person}"),
    *("/advocates/new?person={person}", "/withdrawals/new?person={person}", "/ways-in", ""),
)
WARNS = (
    "Do not contact {name} before a manager",
    "contact {name}. Nothing goes to them before",
    "{name}, father of Ng (not known whether safe to ask)",
)
#: By which somebody told him, or tried to, or promised it.
TELLS: dict[str, dict[str, Any]] = {
    "contacts-made": {"method": "CALL", "words": "Told him of it."},
    "keep-informed": {"methods": ["CALL"], "times": ["WEEKLY"]},
    "conversations": {"method": "PHONE_VERBAL", "seen_alone": "YES"},
    "attempts": {"method": "PHONE_VERBAL"},
}


def test_whoever_may_have_hurt_a_baby_is_rung_told_and_let_in_by_nobody_before_a_manager_says_so(
    made_up: Running,
) -> None:
    """Each door by itself: three of them had the warning, and he went in by the others."""
    family = add_family(made_up)
    phone = {"person": family.father, "type": "PHONE", "value": "07700 901068", "safety": "SAFE"}
    made_up.record(f"{family.path}/contact-points", phone)
    name = made_up.get(family.path).get_json()["adults"][1]["names"]
    hurt(made_up, family, moves="CANNOT")
    made_up.clock.now += timedelta(hours=1)
    seq = made_up.check(family.file, family.question())["ledger"]["seq"]
    worker = someone(made_up)

    def warned(door: str) -> bool:
        path = f"/files/{family.file}{door.format(person=family.father, seq=seq)}"
        text = worker.open(path).text
        assert "901068" not in text
        return any(words.format(name=name) in text for words in WARNS)

    assert [door for door in DOORS if not warned(door)] == []
    talk = worker.open(f"/files/{family.file}/conversations/new?check={seq}&person={family.father}")
    assert "Any caregiver may have done it" in talk.text
    assert talk.text.index("Do not contact") < talk.text.index("First: if")
    refused = made_up.post(f"{family.path}/people/{family.father}/ways-in", {"how": "READ_OUT"})
    assert refused.get_json()["type"].endswith("way-in-for-a-manager")
    for path, said in TELLS.items():
        recorded = made_up.record(f"{family.path}/{path}", {"person": family.father, **said})
        assert "NOT_BY_THIS_WAY" in {one["code"] for one in recorded["notices"]}, path
        made_up.clock.now += timedelta(hours=1)
        due = made_up.get(f"{family.path}/tasks", "MASH_MANAGER", limit="100").get_json()["tasks"]
        assert "LOOK_AT_TOLD" in {one["code"] for one in due}, path
        speaks = {one["code"] for one in due if one["person"] == family.father}
        assert "SPEAK_TO" not in speaks, path
    safe = {"person": family.father, "safe_to_ask": True, "reason": ENOUGH}
    made_up.record(f"{family.path}/safety", safe, "MASH_MANAGER")
    assert not warned("/conversations/new?check={seq}&person={person}")


def test_the_father_of_another_child_may_be_asked_and_nothing_beside_says_to_ask_nobody(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    born = {"names": "Pip Example", "dob": "2025-12-20"}
    baby = made_up.record(f"{family.path}/children", born)["id"]
    link = {"person": family.mother, "child": baby, "role": "MOTHER", "pr_status": "YES"}
    made_up.record(f"{family.path}/relationships", link)
    hurt(made_up, family, child=baby, moves="CANNOT")
    mother, father = (one["names"] for one in made_up.get(family.path).get_json()["adults"][:2])
    browser = someone(made_up)
    seq = made_up.check(family.file, family.question())["ledger"]["seq"]
    page = browser.open(f"/files/{family.file}/checks/{seq}")
    assert f"Do not contact {mother} (mother) before a manager has decided" in page.text
    assert "Ask nobody" not in page.text
    assert f"Record what {father} says" in page.text
    assert f"Record what {mother} says" not in page.text
