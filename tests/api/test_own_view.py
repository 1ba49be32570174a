"""What a parent or young person sees, stops and asks for through the service."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest

from consent_service.domain.codes import TEXTS
from tests.api.asking_own import Own, father_of, mother_of
from tests.api.running import (
    NOON,
    Family,
    Running,
    add_family,
    agree,
    decide,
    text_of,
)

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")


def share(service: Running, family: Family, **changes: Any) -> str:
    """What was shared at once, on record; its id."""
    body = {
        "subjects": [family.child],
        "agency": {"type": "GP", "organisation": "Hillside"},
        "categories": ["CHILD_HEALTH"],
        "purpose": "AGENCY_CHECKS",
        "direction": "SEEK",
        "basis": "PARTNER_DUTY",
        "summary": "Zz what was said",
        "words_sent": "Zz Mum has agreed, Dad has not.",
        **changes,
    }
    made: str = service.record(f"{family.path}/disclosures", body)["id"]
    return made


# ── the same, whatever else is on the file ──────────────────────────────────────────────────


def the_mother_agreed_and_took_it_back(service: Running, family: Family) -> None:
    agree(service, family)
    service.record(f"{family.path}/withdrawals", {"person": family.mother})


def the_mother_has_an_advocate_and_an_unsafe_address(service: Running, family: Family) -> None:
    service.record(
        f"{family.path}/advocates", {"person": family.mother, "status": "OFFERED", "note": "IDVA"}
    )
    point = {"person": family.mother, "type": "ADDRESS", "value": "7 Zz Street"}
    service.record(f"{family.path}/contact-points", {**point, "safety": "UNSAFE"})
    needs = {"person": family.mother, "indicators": ["DOMESTIC_ABUSE_VICTIM"]}
    service.record(f"{family.path}/needs", needs)


def a_decision_he_may_not_know_of(service: Running, family: Family) -> None:
    telling = {
        "status": "NOT_SAFE",
        "on": "2026-04-01",
        "reason": "He has threatened her.",
        "not_safe_for": [family.father],
    }
    made = decide(service, family, telling=telling)
    share(service, family, basis="AUTHORISED", rests_on=[made])


def he_is_not_safe_to_ask(service: Running, family: Family) -> None:
    unsafe = {"person": family.father, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
    service.record(f"{family.path}/safety", unsafe)
    service.record(f"{family.path}/attempts", {"person": family.father})


def something_shared_that_he_may_not_know_of(service: Running, family: Family) -> None:
    share(service, family, not_safe_for=[family.father])
    share(service, family, safe_to_tell=False)
    found = share(service, family)
    body = {"about": found, "safe": False, "reason": "Zz", "review_on": "2026-04-01"}
    service.record(f"{family.path}/safe-to-tell", body)


def a_child_is_expected_and_another_was_born(service: Running, family: Family) -> None:
    """Both are his, and nobody has told him."""
    for names, when in (
        ("Zz unborn", {"estimated_due_date": "2026-05-01"}),
        ("Zz newborn", {"dob": "2026-03-01"}),
    ):
        child = service.record(f"{family.path}/children", {"names": names, **when})["id"]
        link = {"person": family.father, "child": child, "role": "FATHER", "pr_status": "YES"}
        service.record(f"{family.path}/relationships", {**link, "main_caregiver": True})
        shared = share(service, family, subjects=[child])
        told = {"about": shared, "told": True, "person": family.father, "method": "CALL"}
        service.record(f"{family.path}/tellings", told)


def a_contact_that_only_the_mother_agreed_to(service: Running, family: Family) -> None:
    agreed = agree(service, family)["entries"][1]["id"]
    share(service, family, basis="AGREED", rests_on=[agreed])


def the_child_does_not_want_him_told(service: Running, family: Family) -> None:
    wish = {
        "child": family.child,
        "objects": False,
        "words": "Zz do not tell Dad, he hits me",
        "heard_by": "Zz nurse",
        "not_to_be_told": [family.father],
        "not_to_be_told_because": "Zz",
    }
    service.record(f"{family.path}/wishes", wish)
    share(service, family, agency={"type": "CAMHS"}, categories=["CHILD_MENTAL_HEALTH"])
    somebody_gave_us_a_number_of_his(service, family)


def a_sign_names_him(service: Running, family: Family) -> None:
    sign = {"person": family.mother, "code": "PRESSURE", "people": [family.father], "note": "Zz"}
    service.record(f"{family.path}/signs", sign)
    somebody_gave_us_a_number_of_his(service, family)


def somebody_gave_us_a_number_of_his(service: Running, family: Family) -> None:
    point = {"person": family.father, "type": "PHONE", "value": "020 7946 0999", "safety": "SAFE"}
    service.record(f"{family.path}/contact-points", {**point, "note": "Zz from her sister"})


def checks_were_made(service: Running, family: Family) -> None:
    service.check(family.file, family.question())
    service.get(family.path)
    service.check(family.file, {**family.question(), "urgency": "IMMEDIATE"})


#: Something that is put on record of a family, and that he must not find.
Hides = Callable[[Running, Family], None]
HIDDEN: list[Hides] = [
    the_mother_agreed_and_took_it_back,
    the_mother_has_an_advocate_and_an_unsafe_address,
    a_decision_he_may_not_know_of,
    he_is_not_safe_to_ask,
    something_shared_that_he_may_not_know_of,
    a_child_is_expected_and_another_was_born,
    a_contact_that_only_the_mother_agreed_to,
    the_child_does_not_want_him_told,
    a_sign_names_him,
    checks_were_made,
]


def he_has_something_to_see(service: Running, family: Family) -> Own:
    answer = family.agreement(expires_at=text_of(NOON + timedelta(days=9)))
    service.record(
        f"{family.path}/conversations", family.conversation(answer, person=family.father)
    )
    shared = share(service, family)
    told = {"about": shared, "told": True, "person": family.father, "method": "CALL"}
    service.record(f"{family.path}/tellings", told)
    father = father_of(service, family)
    father.receipt("requests", {"wants": "LETTER", "words": "By post, please."})
    return father


def in_turn_or_alone(*hidden: Hides) -> list[Any]:
    """Every day all of them on one file, each looked for when it was done; in campaigns each of
    them on a file of its own too.
    """
    alone = [pytest.param((h,), marks=pytest.mark.campaign, id=h.__name__) for h in hidden]
    return [pytest.param(hidden, id="one after the other"), *alone]


@pytest.mark.parametrize("hidden", in_turn_or_alone(*HIDDEN))
def test_F06_the_same_bytes_and_headers_whatever_is_kept_from_him(
    service: Running, family: Family, hidden: Sequence[Hides]
) -> None:
    father = he_has_something_to_see(service, family)
    before = father.get()
    for hide in hidden:
        hide(service, family)
        after = father.get()
        assert after.data == before.data, hide.__name__
        assert after.headers.to_wsgi_list() == before.headers.to_wsgi_list(), hide.__name__
    view = after.get_json()
    assert all(view[name] for name in ("agreed", "talked_to", "asked_us", "children"))
    assert "Zz" not in after.text
    assert "Ann" not in after.text


@pytest.mark.parametrize("unsafe", [True, False])
@pytest.mark.parametrize("hidden", in_turn_or_alone(*HIDDEN, somebody_gave_us_a_number_of_his))
def test_F06_whoever_was_not_spoken_to_or_is_not_safe_finds_nothing_first_on_a_page(
    service: Running, family: Family, hidden: Sequence[Hides], *, unsafe: bool
) -> None:
    if unsafe:
        he_is_not_safe_to_ask(service, family)
    father = father_of(service, family)
    before = father.get()
    for hide in hidden:
        hide(service, family)
        after = father.get()
        assert after.data == before.data, hide.__name__
        assert after.headers.to_wsgi_list() == before.headers.to_wsgi_list(), hide.__name__
    assert "Zz" not in after.text
    assert after.get_json()["children"] == []


@pytest.mark.each_database(
    "askUs",
    "changeAdvocateStatus",
    "changeSafeToTell",
    "recordContactPoint",
    "recordTelling",
    "showFile",
    "showOwn",
)
def test_F06_all_of_it_at_once_and_later(service: Running, family: Family) -> None:
    father = he_has_something_to_see(service, family)
    before = father.get()
    for hide in HIDDEN:
        service.clock.now += timedelta(minutes=7)
        hide(service, family)
    assert father.get().data == before.data


@pytest.mark.parametrize("hidden", in_turn_or_alone(*HIDDEN))
def test_a_receipt_has_the_same_members_and_size_whatever_was_recorded_between(
    service: Running, family: Family, hidden: Sequence[Hides]
) -> None:
    father = he_has_something_to_see(service, family)
    first = father.post("withdrawals", {})
    held = {k: v for k, v in first.get_json()["receipt"].items() if k != "entry_hash"}
    for hide in hidden:
        hide(service, family)
        second = father.post("withdrawals", {})
        assert len(first.data) == len(second.data), hide.__name__
        again = second.get_json()["receipt"].items()
        assert held == {k: v for k, v in again if k != "entry_hash"}, hide.__name__


def test_F23_the_referrer_shows_to_neither_parent(service: Running) -> None:
    family = add_family(service)
    mother = mother_of(service, family)
    before = mother.get().data
    service.record(
        f"{family.path}/enquiries",
        {
            "referrer_agency": "SCHOOL",
            "referrer_organisation": "Zz next door",
            "referrer_words": "Zz shouting",
            "referrer_anonymous": True,
            "referrer_reported_consent": "YES",
        },
    )
    enquiry = service.get(family.path).get_json()["enquiry"]
    reported = {"person": family.mother, "answer": "REPORTED_BY_REFERRER", "enquiry": enquiry}
    service.record(f"{family.path}/responses", reported)
    share(
        service,
        family,
        enquiry=enquiry,
        agency={"type": "SCHOOL", "organisation": "Zz next door"},
        purpose="FEEDBACK_TO_REFERRER",
    )
    assert mother.get().data == before


# ── what they see ───────────────────────────────────────────────────────────────────────────


def test_a_mother_sees_what_she_agreed_to_and_who_was_talked_to(
    service: Running, family: Family
) -> None:
    agreed = agree(service, family)
    to = {"agency": {"type": "HEALTH_VISITOR"}, "rests_on": [agreed["entries"][1]["id"]]}
    share(service, family, basis="AGREED", **to)
    view = mother_of(service, family).view()
    assert view["you"] == "Ann Example"
    assert [child["names"] for child in view["children"]] == ["Ng"]
    (item,) = view["agreed"]
    assert item["response"] == agreed["entries"][1]["id"]
    assert (item["who"], item["until"]) == (["Health visitor"], "2026-03-29")
    (talked,) = view["talked_to"]
    assert talked["who"] == ["Health visitor"]
    assert talked["we_asked"] == ["Your child's health"]
    assert "seq" not in str(view)


def test_a_young_person_sees_their_own_answers_and_who_else_can(service: Running) -> None:
    family = add_family(service)
    refused = {"person": family.child, "answer": "REFUSED", "scope": family.scope()}
    service.record(f"{family.path}/responses", refused)
    agree(service, family)
    young = Own(service, family.file, family.child, "YOUNG_PERSON")
    view = young.view()
    assert view["agreed"] == []
    assert view["said_no"][0]["what"] == ["Your health"]
    assert view["who_can_see"] == TEXTS["own_young_who_can_see"]
    assert "Ann" not in str(view)
