"""Somebody of the family who is not known to be safe is contacted by no way: not because their name
was typed where a service stands, or whoever referred.
"""

from __future__ import annotations

from typing import Any

import pytest

from consent_service.domain.ofthefamily import DO_NOT_CONTACT
from tests.api.running import Family, Running, add_family
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
    assert "It is not known to be safe to tell Bo Example" in form.text
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
