"""Who was there, who interpreted and who helped: whether a yes that was given so counts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from consent_service.domain.codes import codes
from tests.api.running import NOON, Family, Running, agree, text_of
from tests.api.test_conversations import outcome, standing

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

CHECKLIST = list(codes("explained"))
BOOKED = {"language": "Polish", "name_or_reference": "booking 12"}


@pytest.mark.parametrize(
    "interpreter",
    [
        {"language": "Polish", "is_family_member": True},
        {"language": "Polish", "name_or_reference": "ng"},
        {"language": "Polish", "name_or_reference": "Bo  EXAMPLE"},
        {"language": "Polish", "name_or_reference": "Bo  EXAMPLE", "is_family_member": False},
        {"language": "Polish", "name_or_reference": "Bo Exampel"},
        {"language": "Polish", "name_or_reference": "her sister"},
        {"language": "Polish", "name_or_reference": "Auntie Jo"},
        {"language": "Polish", "name_or_reference": "a friend of the family"},
        {"language": "Polish", "name_or_reference": "her daughter, 9", "is_family_member": False},
        {"language": "Polish", "name_or_reference": "the child", "is_family_member": False},
        {"language": "Polish", "name_or_reference": "neighbour Mrs Zz", "is_family_member": False},
        {"language": "Polish", "name_or_reference": "Google Translate", "is_family_member": False},
        {"language": "Polish", "name_or_reference": "none", "is_family_member": False},
        {"language": "Polish", "name_or_reference": "Bo"},
        {"language": "Polish", "name_or_reference": "booking 12"},
        {"language": "Polish"},
    ],
    ids=lambda one: f"{one.get('name_or_reference')}, {one.get('is_family_member')}",
)
def test_F25_a_yes_through_a_relative_raises_a_concern_and_the_interpreter_is_booked_again(
    service: Running, family: Family, interpreter: dict[str, Any]
) -> None:
    talk = family.conversation(interpreter=interpreter)
    service.record(f"{family.path}/conversations", talk)
    answer = service.check(family.file, family.question())
    assert (answer["outcome"], answer["reasons"][0]["code"]) == ("ASK", "VALIDITY_CONCERN")
    assert "REBOOK_INTERPRETER" in [task["code"] for task in answer["tasks"]]
    assert standing(service, family)["responses"][0]["status"] == "VALIDITY_CONCERN"


@pytest.mark.parametrize(
    "held",
    [
        {"interpreter": {**BOOKED, "is_family_member": False}},
        {"interpreter": BOOKED, "modifiers": ["VIA_PROFESSIONAL_INTERPRETER"]},
        # By a name that holds what families call their own, or a machine is called by.
        *(
            {"interpreter": {**BOOKED, "name_or_reference": name, "is_family_member": False}}
            for name in ("Ana da Silva", "Li Nan", "Ewa Nowak, translator", "Alexa Brown")
        ),
    ],
)
def test_F25_a_yes_through_a_professional_counts(
    service: Running, family: Family, held: dict[str, Any]
) -> None:
    talk = family.conversation(**held, explained=CHECKLIST[:9])
    service.record(f"{family.path}/conversations", talk)
    assert outcome(service, family) == ("COVERED", "AGREED_BY_PARENT")


@pytest.mark.parametrize("needs", [True, False])
@pytest.mark.parametrize("said", ["named", "ticked", "both", "neither"])
def test_F25_that_a_professional_interpreted_is_believed_by_whichever_of_the_two_it_was_said(
    service: Running, family: Family, said: str, *, needs: bool
) -> None:
    """It was ticked, and the yes did not count: “They needed an interpreter and had none”."""
    needed = {"interpreter_needed": needs, "language": "Polish", "reason": "She says so."}
    service.record(f"{family.path}/people/{family.mother}/amendments", needed)
    held: dict[str, Any] = {"explained": CHECKLIST[:9]}
    if said in ("named", "both"):
        held["interpreter"] = {**BOOKED, "is_family_member": False}
    if said in ("ticked", "both"):
        held["modifiers"] = ["VIA_PROFESSIONAL_INTERPRETER"]
    service.record(f"{family.path}/conversations", family.conversation(**held))
    had_none = needs and said == "neither"
    answer = service.check(family.file, family.question())
    assert answer["outcome"] == ("ASK" if had_none else "COVERED")
    assert ("REBOOK_INTERPRETER" in [task["code"] for task in answer["tasks"]]) is had_none
    validity = standing(service, family)["responses"][0]["validity"]
    assert (validity is not None) is had_none


@pytest.mark.parametrize(
    "held",
    [
        {"interpreter": {"language": "Polish", "name_or_reference": "booking 12"}},
        {"modifiers": ["VIA_PROFESSIONAL_INTERPRETER"]},
        {"method": "BSL_OR_OTHER_COMMUNICATION"},
    ],
    ids=lambda held: next(iter(held)),
)
def test_a_yes_that_needed_help_and_that_nothing_was_explained_for_lifts_no_no(
    service: Running, family: Family, held: dict[str, Any]
) -> None:
    no = family.agreement(answer="REFUSED")
    earlier = text_of(NOON - timedelta(hours=2))
    service.record(f"{family.path}/conversations", family.conversation(no, effective_at=earlier))
    service.record(f"{family.path}/conversations", family.conversation(**held))
    assert outcome(service, family) == ("OBJECTION", "REFUSED")


def test_a_yes_agreed_in_a_talk_entered_in_error_is_not_shown_as_agreed(
    service: Running, family: Family
) -> None:
    recorded = agree(service, family)
    wrong = {"corrects": recorded["entries"][0]["seq"], "what_was_wrong": "Another family."}
    service.clock.now += timedelta(hours=1)
    service.record(f"{family.path}/corrections", wrong)
    assert standing(service, family)["responses"][0]["status"] == "VALIDITY_CONCERN"
