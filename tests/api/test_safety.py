"""Nobody dangerous is asked or told: signs, wishes that name people, who says it is safe."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from consent_service.domain.codes import TEXTS
from tests.api.asking_own import Own, father_of
from tests.api.running import Family, Running, add_family, agree, problem_of, text_of
from tests.reasons import ENOUGH

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

MANAGER = "MASH_MANAGER"


def asked(service: Running, family: Family) -> tuple[str, set[str], set[str]]:
    """The outcome, its flags and what is left to do."""
    answer = service.check(family.file, family.question())
    return (
        answer["outcome"],
        {flag["code"] for flag in answer["flags"]},
        {task["code"] for task in answer["tasks"]},
    )


def tasks(service: Running, family: Family, role: str = "MASH_WORKER") -> dict[str, Any]:
    listed = service.get(f"{family.path}/tasks", role).get_json()["tasks"]
    return {task["code"]: task for task in listed}


def told_in_confidence(service: Running, family: Family) -> str:
    wish = {
        "child": family.child,
        "objects": False,
        "words": "Do not tell Dad, please.",
        "heard_by": "school nurse",
        "not_to_be_told": [family.father],
        "not_to_be_told_because": "He would be cross.",
    }
    id: str = service.record(f"{family.path}/wishes", wish)["id"]
    return id


@pytest.mark.each_database("weighWish")
def test_whom_a_child_does_not_want_told_is_told_nothing_until_a_manager_weighed_it(
    service: Running, family: Family
) -> None:
    agree(service, family)
    assert asked(service, family)[1] >= {"OTHER_CAREGIVER_NOT_ASKED"}
    wish = told_in_confidence(service, family)
    outcome, flags, due = asked(service, family)
    assert outcome == "COVERED"
    assert {"TOLD_IN_CONFIDENCE", "DO_NOT_CONTACT_OTHER_PARENT"} <= flags
    assert "SPEAK_TO" not in due
    weigh = tasks(service, family, MANAGER)["WEIGH_WISH"]
    assert (weigh["due"], weigh["about"]) == ("2026-03-10", wish)
    path = f"{family.path}/wishes/{wish}/weighings"
    weighed = {"may_be_told": True, "reason": ENOUGH}
    problem_of(service.post(path, weighed), "not-your-role")
    service.record(path, weighed, MANAGER)
    assert "WEIGH_WISH" not in tasks(service, family, MANAGER)
    assert "OTHER_CAREGIVER_NOT_ASKED" in asked(service, family)[1]


def test_whoever_says_that_somebody_is_safe_hears_where_they_still_do_not_count_as_that(
    service: Running, family: Family
) -> None:
    """A manager recorded it again and again beside a wish that kept it from counting."""
    safe = {"person": family.father, "safe_to_ask": True, "reason": ENOUGH}
    places: list[int] = []
    for is_kept_from_him in (False, True):
        if is_kept_from_him:
            wish = told_in_confidence(service, family)
            known = service.get(family.path).get_json()["known"]["wishes"]
            places = [one["seq"] for one in known if one["id"] == wish]
        for who in ("", MANAGER):
            kept = service.record(f"{family.path}/safety", safe, *filter(None, [who]))
            codes = {one["code"] for one in kept["notices"]}
            assert ("STILL_NOT_SAFE" in codes) is is_kept_from_him, who
            said = [one["text"] for one in kept["notices"] if one["code"] == "STILL_NOT_SAFE"]
            assert all(". It is Bo Example" in one for one in said), said
            # Which entry says so: whoever looks at why need not look for it.
            assert all(f", by entry {places[0]}." in one for one in said), said
    adults = {one["id"]: one["asking"] for one in service.get(family.path).get_json()["adults"]}
    assert adults[family.father] == "NO"


@pytest.mark.parametrize("sign", [False, True])
def test_whoever_weighs_a_wish_hears_whether_something_else_still_warns_of_whom_it_named(
    service: Running, family: Family, sign: bool
) -> None:
    wish = told_in_confidence(service, family)
    if sign:
        pressed = {"person": family.child, "code": "PRESSURE", "people": [], "note": "She wept."}
        service.record(f"{family.path}/signs", pressed)
    weighed = {"may_be_told": True, "reason": ENOUGH}
    path = f"{family.path}/wishes/{wish}/weighings"
    kept = service.record(path, weighed, MANAGER)
    assert ("STILL_NOT_SAFE" in {one["code"] for one in kept["notices"]}) is sign


def test_whoever_weighs_a_wish_that_names_nobody_hears_of_each_adult_who_still_is_not_safe(
    service: Running, family: Family
) -> None:
    """The page said that the doubt was lifted, and the mother stayed in it by another entry."""
    wish = {"child": family.child, "objects": False, "not_to_be_told_because": "My mum."}
    kept = service.record(f"{family.path}/wishes", wish)["id"]
    pressed = {"person": family.child, "code": "PRESSURE", "people": [], "note": "She wept."}
    (sign,) = service.record(f"{family.path}/signs", pressed)["entries"]
    weighed = {"may_be_told": True, "reason": ENOUGH, "means": [family.mother]}
    said = service.record(f"{family.path}/wishes/{kept}/weighings", weighed, MANAGER)
    (still,) = [one["text"] for one in said["notices"] if one["code"] == "STILL_NOT_SAFE"]
    assert f"Ann Example (mother), by entry {sign['seq']}" in still
    stands = service.get(family.path).get_json()["adults"]
    assert {one["id"]: one["asking_by"] for one in stands}[family.mother] == [sign["seq"]]
    # Of a wish that means none of them nobody here is said to be still in doubt by it.
    nobody = {**weighed, "means": []}
    said = service.record(f"{family.path}/wishes/{kept}/weighings", nobody, MANAGER)
    assert "STILL_NOT_SAFE" not in {one["code"] for one in said["notices"]}


def test_a_wish_taken_back_by_a_worker_is_weighed_until_a_manager_confirmed_that(
    service: Running, family: Family
) -> None:
    told_in_confidence(service, family)
    wrong = {"corrects": service.size() - 1, "what_was_wrong": "It was another child."}
    service.clock.now += timedelta(hours=1)
    waits = service.record(f"{family.path}/corrections", wrong)
    assert "WAITS_FOR_A_MANAGER" in [notice["code"] for notice in waits["notices"]]
    assert {"WEIGH_WISH", "CONFIRM_EFFECT"} <= tasks(service, family, MANAGER).keys()


def test_an_agency_is_told_of_the_family_and_never_of_whom(
    service: Running, family: Family
) -> None:
    agree(service, family)
    told_in_confidence(service, family)
    address = {"person": family.mother, "type": "ADDRESS", "value": "7 Zz Street"}
    service.record(f"{family.path}/contact-points", {**address, "safety": "UNSAFE"})
    answer = service.check(family.file, family.question())
    words = answer["agency_words"]
    assert "or those who care for the child, until you have spoken to us." in words
    assert "Do not give any address to anybody." in words
    assert not {"Bo Example", "Dad", "hits", "Zz"} & set(words.replace(".", " ").split())
    assert "Bo Example" not in words


def test_a_sign_that_names_nobody_leaves_it_to_a_manager_whether_he_is_spoken_to(
    service: Running, family: Family
) -> None:
    agree(service, family)
    assert "SPEAK_TO" in tasks(service, family)
    sign = {"person": family.mother, "code": "CODE_WORD", "note": "lavender"}
    service.record(f"{family.path}/signs", sign)
    outcome, flags, due = asked(service, family)
    assert (outcome, "SAFETY_NOT_KNOWN" in flags) == ("COVERED", True)
    assert "OTHER_CAREGIVER_NOT_ASKED" not in flags
    assert "DECIDE_IF_SAFE" in due
    assert "SPEAK_TO" not in tasks(service, family)
    # A worker proposes. It is kept, and lifts nothing.
    service.clock.now += timedelta(minutes=1)
    safe = {"person": family.father, "safe_to_ask": True, "code": "SAFE_AGAIN", "reason": ENOUGH}
    service.record(f"{family.path}/safety", safe)
    assert "SPEAK_TO" not in tasks(service, family)
    # One line says both: to confirm or refuse what they said is to decide it.
    waits = tasks(service, family, MANAGER)
    assert "DECIDE_IF_SAFE" not in waits
    one = waits["CONFIRM_EFFECT"]
    assert (one["for_role"], one["person"]) == (MANAGER, family.father)
    assert "nobody asks them" in one["so_far"]
    service.clock.now += timedelta(minutes=1)
    service.record(f"{family.path}/safety", safe, MANAGER)
    assert "DECIDE_IF_SAFE" not in tasks(service, family, MANAGER)
    assert "SPEAK_TO" in tasks(service, family)


def test_not_safe_always_has_a_day_on_which_it_is_looked_at_again(
    service: Running, family: Family
) -> None:
    unsafe = {"person": family.father, "safe_to_ask": False, "code": "DOMESTIC_ABUSE"}
    service.record(f"{family.path}/safety", unsafe)
    service.clock.now += timedelta(days=13)
    review = tasks(service, family)["REVIEW_SAFETY"]
    assert (review["due"], review["person"]) == ("2026-03-23", family.father)
    service.clock.now += timedelta(days=60)
    standing = service.get(family.path).get_json()
    (he,) = [adult for adult in standing["adults"] if adult["id"] == family.father]
    assert he["asking"] == "NO"


def test_a_disclosure_of_which_nobody_said_whether_it_is_safe_is_on_no_page(
    service: Running, family: Family
) -> None:
    agree(service, family)
    service.record(f"{family.path}/conversations", family.conversation(person=family.father))
    before = father_of(service, family).view()["talked_to"]
    made = {
        "subjects": [family.child],
        "agency": {"type": "CAMHS"},
        "categories": ["CHILD_HEALTH"],
        "purpose": "AGENCY_CHECKS",
        "direction": "SEEK",
        "basis": "PARTNER_DUTY",
        "summary": "Asked.",
        "words_sent": "Asked.",
    }
    contact = service.record(f"{family.path}/disclosures", made)["id"]
    assert father_of(service, family).view()["talked_to"] == before
    due = tasks(service, family)["TELL_OF_CONTACT"]
    assert due["about"] == contact
    for person in (family.mother, family.father):
        told = {"about": contact, "told": True, "person": person, "method": "CALL"}
        service.record(f"{family.path}/tellings", told)
    assert len(father_of(service, family).view()["talked_to"]) == len(before) + 1
    assert "TELL_OF_CONTACT" not in tasks(service, family)


def test_a_child_who_came_later_is_on_a_page_once_somebody_said_so(
    service: Running, family: Family
) -> None:
    service.record(f"{family.path}/conversations", family.conversation(person=family.father))
    father = father_of(service, family)
    assert [child["names"] for child in father.view()["children"]] == ["Ng"]
    unborn = {"names": "Baby", "estimated_due_date": "2026-05-01"}
    baby = service.record(f"{family.path}/children", unborn)["id"]
    link = {"person": family.father, "child": baby, "role": "FATHER", "pr_status": "YES"}
    service.record(f"{family.path}/relationships", link)
    assert [child["names"] for child in father.view()["children"]] == ["Ng"]
    # A stop that names the child is heard as one that names nobody is.
    stops = [{"scope": {"subjects": [id]}} for id in (baby, "f" * 24)]
    assert len({father.receipt("withdrawals", stop)["means"] for stop in stops}) == 1
    told = {"about": baby, "told": True, "person": family.father, "method": "FACE_TO_FACE"}
    service.record(f"{family.path}/tellings", told)
    assert [child["names"] for child in father.view()["children"]] == ["Baby", "Ng"]


# ── what is promised to whoever acts ────────────────────────────────────────────────────────


def test_a_child_whose_mother_decides_is_not_promised_that_we_stop(service: Running) -> None:
    family = add_family(service)
    agree(service, family)
    service.clock.now += timedelta(minutes=1)
    young = Own(service, family.file, family.child, "YOUNG_PERSON")
    receipt = young.receipt("withdrawals")
    assert receipt["means"].startswith(
        "We have written down that you do not want this. "
        "Your mum said yes, so they may still be asked; we will talk to you first."
    )
    assert TEXTS["own_stopped"] not in receipt["means"]
    outcome, flags, _ = asked(service, family)
    assert (outcome, "CHILD_OBJECTS" in flags) == ("COVERED", True)


def test_a_young_person_who_decides_is_promised_that_we_stop_and_we_do(service: Running) -> None:
    family = add_family(service)
    competent = {"child": family.child, "status": "COMPETENT"}
    service.record(f"{family.path}/competence", competent)
    yes = family.agreement(expires_at=text_of(service.clock.now + timedelta(days=9)))
    service.record(f"{family.path}/conversations", family.conversation(yes, person=family.child))
    service.clock.now += timedelta(minutes=1)
    young = Own(service, family.file, family.child, "YOUNG_PERSON")
    assert young.receipt("withdrawals")["means"].startswith(TEXTS["own_stopped"])
    assert asked(service, family)[0] == "OBJECTION"


# ── ways of reaching them ───────────────────────────────────────────────────────────────────


def test_a_way_says_for_what_it_may_be_used_now(service: Running, family: Family) -> None:
    path = f"{family.path}/contact-points"
    phone = {"person": family.mother, "type": "PHONE", "value": "020 7946 0018"}
    service.record(path, {**phone, "safety": "NEVER_TEXT"})
    ways = service.get(family.path).get_json()["contact_points"]
    assert [way["may_be_used_now_for"] for way in ways] == [["CALL", "VIA_INTERPRETER_CALL"]]
    unsafe = {"person": family.mother, "safe_to_ask": False, "code": "OTHER"}
    service.record(f"{family.path}/safety", unsafe)
    ways = service.get(family.path).get_json()["contact_points"]
    assert [way["may_be_used_now_for"] for way in ways] == [[]]


def test_nobody_is_kept_informed_by_text_who_is_never_to_be_texted(
    service: Running, family: Family
) -> None:
    phone = {"person": family.mother, "type": "PHONE", "value": "020 7946 0018"}
    way = service.record(f"{family.path}/contact-points", {**phone, "safety": "NEVER_TEXT"})["id"]
    agreed = {"person": family.mother, "methods": ["TEXT"], "times": ["WEEKLY"], "contact": way}
    path = f"{family.path}/keep-informed"
    problem_of(service.post(path, {**agreed, "agreed_with_person": True}), "contact-not-safe")
    service.record(path, {**agreed, "methods": ["CALL"], "agreed_with_person": True})


def test_a_no_of_a_child_of_whom_nobody_confirmed_that_they_decide_names_what_waits(
    service: Running, family: Family
) -> None:
    """He is six: that he decides alone is heard as long as it waits, and nothing said which entry
    a manager was to confirm.
    """
    small = service.record(f"{family.path}/children", {"names": "Tim", "dob": "2019-05-01"})["id"]
    mother = {"child": small, "person": family.mother, "role": "MOTHER", "pr_status": "YES"}
    service.record(f"{family.path}/relationships", mother)
    found = {"child": small, "status": "COMPETENT", "rationale": "He told us why."}
    kept = service.record(f"{family.path}/competence", found)
    no = {"person": small, "answer": "REFUSED", "words": "Zz please not", "scope": {}}
    service.record(f"{family.path}/responses", no)

    def why() -> dict[str, str]:
        answer = service.check(family.file, family.question(subjects=[small]))
        return {one["code"]: one["next"] for one in answer["reasons"]}

    competence, waiting = kept["entries"]
    waits = (
        f"Whether Tim decides this alone waits for a manager to confirm entry {competence['seq']}:"
    )
    assert waits in why()["YP_REFUSED"]
    path = f"{family.path}/waiting/{waiting['id']}/confirmation"
    service.record(path, {"reason": ENOUGH}, MANAGER)
    assert waits not in why()["YP_REFUSED"]


@pytest.mark.parametrize("how", ["confirmation", "refusal"])
def test_that_somebody_feared_was_told_is_settled_by_no_word_of_today(
    service: Running, family: Family, how: str
) -> None:
    """That he is safe now closed it unlooked at; what was told to him then is looked at itself."""
    path = f"{family.path}/safety"
    feared = {"person": family.father, "safe_to_ask": False, "code": "DOMESTIC_ABUSE"}
    service.record(path, feared)
    service.clock.now += timedelta(hours=1)
    talk = family.conversation(person=family.father, responses=[], explained=["WHY_WORRIED"])
    service.record(f"{family.path}/conversations", talk)
    service.clock.now += timedelta(hours=1)
    again = {**feared, "safe_to_ask": True, "code": "SAFE_AGAIN", "reason": ENOUGH}
    service.record(path, again)
    due = tasks(service, family, "MASH_MANAGER")
    assert {"LOOK_AT_TOLD", "CONFIRM_EFFECT"} <= due.keys()
    service.clock.now += timedelta(hours=1)
    settled = f"{family.path}/waiting/{due['CONFIRM_EFFECT']['about']}/{how}"
    service.record(settled, {"reason": ENOUGH}, "MASH_MANAGER")
    due = tasks(service, family, "MASH_MANAGER")
    looked = {"entry": int(due["LOOK_AT_TOLD"]["about"]), "reason": ENOUGH}
    service.record(f"{family.path}/found-right", looked, "MASH_MANAGER")
    assert "LOOK_AT_TOLD" not in tasks(service, family, "MASH_MANAGER")
