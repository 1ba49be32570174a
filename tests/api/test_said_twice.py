"""The same yes in two enquiries that go on reads as one on their page, and is stopped as one."""

from __future__ import annotations

from typing import Any

import pytest

from consent_service.domain.codes import TEXTS
from tests.api.asking_own import mother_of
from tests.api.running import Family, Running
from tests.api.test_effects import HOUR

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")


def said_in_both(service: Running, family: Family, **other: Any) -> tuple[str, list[str]]:
    """The second enquiry, and her answers in either."""
    opened = service.record(f"{family.path}/enquiries", {})["id"]
    answers = []
    for enquiry, changes in ((family.enquiry, {}), (opened, other)):
        said = family.agreement(scope=family.scope(**changes))
        talk = family.conversation(said, enquiry=enquiry)
        kept = service.record(f"{family.path}/conversations", talk)
        answers.append(kept["entries"][1]["id"])
        service.clock.now += HOUR
    return opened, answers


def outcomes(service: Running, family: Family, *enquiries: str) -> list[str]:
    asked = (family.question(enquiry=one) for one in enquiries)
    return [service.check(family.file, one)["outcome"] for one in asked]


@pytest.mark.parametrize("of", [0, 1], ids=["the first", "the last"])
@pytest.mark.parametrize("does", ["withdrawals", "correction-requests", "requests"])
def test_whatever_is_said_of_one_of_two_that_read_alike_is_said_of_both(
    service: Running, family: Family, does: str, of: int
) -> None:
    """She stopped the school, and the school went on to be asked for the other enquiry."""
    second, answers = said_in_both(service, family)
    hers = mother_of(service, family)
    assert len(hers.view()["agreed"]) == 1
    assert outcomes(service, family, family.enquiry, second) == ["COVERED"] * 2
    body = {
        "withdrawals": {"response": answers[of]},
        "correction-requests": {"about": answers[of], "what": "NOT_AGREED", "words": "I did not."},
        "requests": {"wants": "CHANGE_AGREEMENT", "response": answers[of], "words": "Not them."},
    }
    said = hers.receipt(does, body[does])
    service.clock.now += HOUR
    assert "COVERED" not in outcomes(service, family, family.enquiry, second)
    assert hers.view()["agreed"] == []
    if does == "withdrawals":
        assert TEXTS["own_stopped_this"] in said["means"]


def test_where_another_yes_of_theirs_stands_the_receipt_says_so(
    service: Running, family: Family
) -> None:
    second, answers = said_in_both(service, family, categories=["CHILD_HEALTH", "EDUCATION"])
    hers = mother_of(service, family)
    assert len(hers.view()["agreed"]) == 2
    said = hers.receipt("withdrawals", {"response": answers[0]})
    assert TEXTS["own_stop_other_stands"] in said["means"]
    service.clock.now += HOUR
    found = outcomes(service, family, family.enquiry, second)
    assert found == ["OBJECTION", "COVERED"]
    last = hers.receipt("withdrawals", {"response": answers[1]})
    assert TEXTS["own_stop_other_stands"] not in last["means"]
