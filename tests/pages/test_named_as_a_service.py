"""Somebody of the family who is not known to be safe is contacted by no way: not because their name
was typed where a service stands, or whoever referred.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat
from typing import Any

import pytest

from consent_service.domain.following.ofthefamily import DO_NOT_CONTACT
from tests.api.disclosing import disclosure
from tests.api.running import Family, Running, add_family
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_deciding import MANAGER

CONTACTING = "I am contacting them"


def agreed_to_tell(service: Running, name: str) -> tuple[Family, dict[str, Any]]:
    """A mother agrees that somebody of the family's network is told."""
    family = add_family(service)
    agencies = [{"type": "FAMILY_NETWORK"}]
    agreed = family.agreement(scope=family.scope(agencies=agencies, directions=["SHARE"]))
    service.record(f"{family.path}/conversations", family.conversation(agreed))
    named = {"type": "FAMILY_NETWORK", "organisation": name}
    return family, family.question(agency=named, direction="SHARE")


def asked(service: Running, family: Family, question: dict[str, Any]) -> tuple[Any, str]:
    answer = service.check(family.file, question)
    page = someone(service).open(f"/files/{family.file}/checks/{answer['ledger']['seq']}")
    return answer, page.text


@pytest.mark.parametrize("name", ["Bo Example", "Mr bo  EXAMPLE", "Bo"])
def test_an_answer_about_somebody_who_is_not_safe_says_so_before_anything_else(
    made_up: Running, name: str
) -> None:
    """It was "Agreed. You can do this", with words to send him."""
    family, question = agreed_to_tell(made_up, name)
    answer, text = asked(made_up, family, question)
    assert (answer["outcome"], DO_NOT_CONTACT in answer["next"]) == ("COVERED", False)
    assert CONTACTING in text
    unsafe = {"person": family.father, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
    made_up.record(f"{family.path}/safety", unsafe)
    answer, text = asked(made_up, family, question)
    assert answer["headline"] == "This is somebody of the family, and it is not safe to tell them."
    words = f"This is Bo Example (father), and it is not safe to tell them. {DO_NOT_CONTACT}"
    assert (answer["next"], answer["agency_words"]) == (words, None)
    assert answer["beforehand"][0] == words
    assert CONTACTING not in text
    assert DO_NOT_CONTACT in text
    # Who is at risk now is never held up by it.
    at_risk = made_up.check(family.file, {**question, "urgency": "IMMEDIATE"})
    assert at_risk["outcome"] == "SHARE_NOW"
    assert DO_NOT_CONTACT not in at_risk["next"]


@pytest.mark.parametrize(
    ("kind", "name", "is_he"),
    [
        ("FAMILY_NETWORK", "Mr bo  EXAMPLE", True),
        ("FAMILY_NETWORK", "Bo", True),
        ("FAMILY_NETWORK", "Gran Example", False),
        ("SCHOOL", "B. Example", True),
        ("SCHOOL", "Example School", False),
    ],
)
def test_nobody_is_asked_whether_he_may_be_told(
    made_up: Running, kind: str, name: str, is_he: bool
) -> None:
    """The script said to her: I'd like to talk to the very man."""
    family, browser = add_family(made_up), someone(made_up)
    path = f"/files/{family.file}/conversations/new"
    asks = {"responses.service.0": kind, "responses.service.0.organisation": name}
    asks |= {"responses.subjects": family.child, "responses.categories": "CHILD_HEALTH"}
    asks |= {"responses.purpose": "AGENCY_CHECKS", "responses.direction": "SHARE"}
    asks |= {"person": family.mother, "responses.anyway": "ASK"}

    def script() -> str:
        form = browser.open(path)
        return opened(browser.send(form, path, more="responses", **asks)).text

    assert DO_NOT_CONTACT not in script()
    unsafe = {"person": family.father, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
    made_up.record(f"{family.path}/safety", unsafe)
    said = f"may be Bo Example, and it is not safe to tell them. {DO_NOT_CONTACT}"
    assert (said in script()) is is_he


def test_another_of_the_network_is_contacted_as_agreed(made_up: Running) -> None:
    family, question = agreed_to_tell(made_up, "Gran Example-Sample")
    unsafe = {"person": family.father, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
    made_up.record(f"{family.path}/safety", unsafe)
    _, text = asked(made_up, family, question)
    assert CONTACTING in text


@pytest.mark.parametrize("is_safe", [True, False])
def test_whoever_referred_and_may_not_be_safe_is_told_nothing_by_a_worker(
    made_up: Running, is_safe: bool
) -> None:
    family = add_family(made_up)
    referred = {"referrer_agency": "FAMILY_NETWORK", "referrer_name": "Bo Example"}
    enquiry = made_up.record(f"{family.path}/enquiries", referred)["id"]
    if not is_safe:
        unsafe = {"person": family.father, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
        made_up.record(f"{family.path}/safety", unsafe)
    tasks = made_up.get(f"{family.path}/tasks", "MASH_MANAGER", limit="100").get_json()["tasks"]
    (tell,) = [
        one for one in tasks if (one["code"], one["enquiry"]) == ("ACKNOWLEDGE_REFERRER", enquiry)
    ]
    assert (tell["for_role"] == "MASH_WORKER", tell["so_far"] is None) == (is_safe, is_safe)


@pytest.mark.parametrize("role", ["MASH_WORKER", "MASH_MANAGER"])
def test_no_letter_to_one_who_referred_and_is_not_safe_goes_before_a_manager_has_seen_to_it(
    made_up: Running, role: str
) -> None:
    """The task said so, and the page with the letter nothing; nobody saw that he was told."""
    family = add_family(made_up)
    referred = {"referrer_agency": "FAMILY_NETWORK", "referrer_name": "Bo Example"}
    enquiry = made_up.record(f"{family.path}/enquiries", referred)["id"]
    path = f"/files/{family.file}/enquiries/{enquiry}/referrer-letter"
    reader = someone(made_up, *([] if role == "MASH_WORKER" else [MANAGER]))
    assert "may be somebody of the family" not in reader.open(path).text
    unsafe = {"person": family.father, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
    made_up.record(f"{family.path}/safety", unsafe)
    form = reader.open(path)
    assert "Whoever referred may be somebody of the family" in form.text
    assert "Nobody knows if it is safe to tell Bo Example" in form.text
    is_managers = role == "MASH_MANAGER"
    assert ("It goes to them" in form.text) is is_managers
    sent = reader.send(form, path, level="RECEIVED", does="GOES")
    assert sent.status_code == (200 if is_managers else 422)
    # Told all the same, by another form: it is noticed, and looked at the same day.
    feedback = f"{family.path}/enquiries/{enquiry}/referrer-feedback"
    told = made_up.record(feedback, {"level": "RECEIVED"})
    assert "TOLD_NOT_SAFE" in {one["code"] for one in told["notices"]}
    due = made_up.get(f"{family.path}/tasks", "MASH_MANAGER").get_json()["tasks"]
    assert "LOOK_AT_TOLD" in {one["code"] for one in due}


def who_works_there(service: Running, **said: Any) -> tuple[Family, str]:
    """A family with a teaching assistant of whom it is not safe to ask."""
    family = add_family(service)
    adult = service.record(f"{family.path}/adults", {"names": "Colin Prowse"})["id"]
    unsafe = {"person": adult, "safe_to_ask": False, "code": "ALLEGED_ABUSER", **said}
    service.record(f"{family.path}/safety", unsafe)
    return family, adult


AT_SCHOOL: dict[str, Any] = {"type": "SCHOOL", "organisation": "Beech Example School"}
NAMES = ["Colin Prowse", "Mr Prowse", "Mr C. Prowse", "colin  PROWSE", "Colin Prowze", "Colin"]
NAMES += ["Mr C. Prowse, caretaker", "Col Prowse", "Prowse, Colin", "Colin (caretaker) and Jo"]


def codes_of(recorded: Any) -> set[str]:
    return {one["code"] for one in recorded["notices"]}


def looks_at(service: Running, family: Family) -> set[str]:
    due = service.get(f"{family.path}/tasks", "MASH_MANAGER").get_json()["tasks"]
    return {one["code"] for one in due if one["code"] == "LOOK_AT_TOLD"}


@pytest.mark.parametrize("name", NAMES)
def test_whoever_is_not_safe_and_works_at_an_agency_is_not_told_unseen(
    made_up: Running, name: str
) -> None:
    family, _ = who_works_there(made_up)
    told = disclosure(family, agency=AT_SCHOOL, recipient=name)
    # It is said who of the family that may be before it is recorded, and after.
    looked = made_up.post(f"{family.path}/disclosures", {**told, "dry_run": True}).get_json()
    for said in (looked, made_up.record(f"{family.path}/disclosures", told)):
        (notice,) = [one for one in said["notices"] if one["code"] == "NOT_BY_THIS_WAY"]
        assert notice["text"].endswith(" It may be Colin Prowse.")
    assert looks_at(made_up, family)


@pytest.mark.parametrize("name", ["Mum", "Mrs Beech", "Colin Example", "Hill Prowse-Example"])
def test_whoever_else_works_there_is_contacted_as_agreed(made_up: Running, name: str) -> None:
    family, _ = who_works_there(made_up)
    told = disclosure(family, agency=AT_SCHOOL, recipient=name)
    assert "NOT_BY_THIS_WAY" not in codes_of(made_up.record(f"{family.path}/disclosures", told))
    assert not looks_at(made_up, family)


def test_somebody_at_an_agency_who_is_safe_is_nobody_of_the_family(made_up: Running) -> None:
    family = add_family(made_up)
    made_up.record(f"{family.path}/adults", {"names": "Colin Prowse"})
    told = disclosure(family, agency=AT_SCHOOL, recipient="Colin Prowse")
    assert "NOT_BY_THIS_WAY" not in codes_of(made_up.record(f"{family.path}/disclosures", told))


def test_a_guest_a_recipient_and_a_referrer_are_held_against_whoever_is_not_safe(
    made_up: Running,
) -> None:
    family, _ = who_works_there(made_up)
    called: dict[str, Any] = {"meeting_type": "STRATEGY_DISCUSSION", "children": [family.child]}
    called["invited"] = [{"agency": AT_SCHOOL, "name": "Mr C. Prowse"}]
    assert "INVITED_UNSAFE" in codes_of(made_up.record(f"{family.path}/meetings", called))
    recipients = [{"agency": AT_SCHOOL, "name": "Colin Prowse"}]
    plan = {"children": [family.child], "dangers": ["Zz"], "recipients": recipients}
    made = made_up.record(f"{family.path}/plans", plan)
    assert "PLAN_NOT_FOR_THEM" in codes_of(made)
    tasks = made_up.get(f"{family.path}/tasks").get_json()["tasks"]
    assert "SEND_PLAN" not in {one["code"] for one in tasks}
    opened = {"referrer_agency": "SCHOOL", "referrer_name": "Colin Prowse", "worry": "Zz"}
    made_up.record(f"{family.path}/enquiries", opened)
    tasks = made_up.get(f"{family.path}/tasks", "MASH_MANAGER").get_json()["tasks"]
    (tell,) = [one for one in tasks if one["so_far"] and "do not write to them" in one["so_far"]]
    assert tell["for_role"] == "MASH_MANAGER"


@pytest.mark.parametrize("by", ["step", "typed", "supervised"])
def test_a_plan_gives_nobody_who_is_not_safe_something_to_do_without_a_word(
    made_up: Running, by: str
) -> None:
    """A child was put into the hands of whom the plan kept it safe from."""
    family, adult = who_works_there(made_up)
    plan: dict[str, Any] = {"children": [family.child], "dangers": ["Zz"]}
    how = {"step": {"person": adult}, "typed": {"who": "Mr Prowse"}}
    if by == "supervised":
        plan["contact"] = [{"how": "SUPERVISED", "supervised_by": "Colin Prowse"}]
    else:
        plan["steps"] = [{"does": "Zz", **how[by]}]
    made = made_up.record(f"{family.path}/plans", plan)
    (notice,) = [one for one in made["notices"] if one["code"] == "PLAN_NOT_FOR_THEM"]
    assert "Colin Prowse" in notice["text"]


CALLED = ["Bo", "Dad", "his dad", "Mr B. Example, caretaker", "Bo Exampel", "Mum and Dad"]


@pytest.mark.parametrize("called", CALLED)
def test_a_father_is_known_at_every_door_by_what_people_write_of_him(
    made_up: Running, called: str
) -> None:
    """In a plan people write "Dad": the only one on the file is not safe."""
    for unsafe, born in ((True, "2017-05-02"), (False, "2016-07-19")):
        # Children of one name and birth may be one, and then what is known of one father is told.
        made_up.births = repeat(born)
        family = add_family(made_up)
        if unsafe:
            said = {"person": family.father, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
            made_up.record(f"{family.path}/safety", said)
        for code, path, body in _doors(family, called):
            made = made_up.record(f"{family.path}/{path}", body)
            assert (code in codes_of(made)) is unsafe, body


def _doors(family: Family, called: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """A plan's doer, who is there, and who has it; a guest; whoever had what was told."""
    plan: dict[str, Any] = {"children": [family.child], "dangers": ["Zz"]}
    met = {"meeting_type": "STRATEGY_DISCUSSION", "children": [family.child]}
    network = {"agency": {"type": "FAMILY_NETWORK", "organisation": called}}
    for does in (
        {"steps": [{"does": "Zz", "who": called}]},
        {"contact": [{"how": "SUPERVISED", "supervised_by": called}]},
        {"recipients": [{"agency": AT_SCHOOL, "name": called}]},
        {"recipients": [network]},
    ):
        yield "PLAN_NOT_FOR_THEM", "plans", {**plan, **does}
    for guest in ({"agency": AT_SCHOOL, "name": called}, network):
        yield "INVITED_UNSAFE", "meetings", {**met, "invited": [guest]}
    for whom in ({"agency": AT_SCHOOL, "recipient": called}, network):
        yield "NOT_BY_THIS_WAY", "disclosures", disclosure(family, **whom)


SAID: dict[str, dict[str, Any]] = {
    "there": {"others_present": ["Mr Prowse"]},
    "interprets": {"interpreter": {"language": "pl", "name_or_reference": "Colin Prowse"}},
}


@pytest.mark.parametrize("how", sorted(SAID))
def test_who_is_not_safe_and_hears_a_talk_is_seen(made_up: Running, how: str) -> None:
    family, _ = who_works_there(made_up)
    talk = {"person": family.mother, "method": "PHONE_VERBAL", "seen_alone": "NO", **SAID[how]}
    said = family.conversation(**talk)
    assert "NOT_BY_THIS_WAY" in codes_of(made_up.record(f"{family.path}/conversations", said))
    assert looks_at(made_up, family)


@pytest.mark.parametrize("name", ["Colin Prowse", "Cora Beech"])
def test_who_came_instead_and_who_was_told_of_an_end_are_held_against_them(
    made_up: Running, name: str
) -> None:
    family, _ = who_works_there(made_up)
    called: dict[str, Any] = {"meeting_type": "STRATEGY_DISCUSSION", "children": [family.child]}
    called["invited"] = [{"agency": AT_SCHOOL, "name": "Cora Beech"}]
    made = made_up.record(f"{family.path}/meetings", called)
    invitation = made["entries"][1]["id"]
    part = {"attendance": "CAME", "name": name}
    path = f"{family.path}/invitations/{invitation}/parts"
    is_feared = name != "Cora Beech"
    assert ("NOT_BY_THIS_WAY" in codes_of(made_up.record(path, part))) is is_feared
    assert bool(looks_at(made_up, family)) is is_feared
