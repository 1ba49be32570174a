"""What somebody of a family wrote in one press is one thing to read, in however many entries it
stands; and whoever has read it has read it in each of them.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.api.asking_own import Own, mother_of
from tests.api.running import Family, Running, agree
from tests.reasons import ENOUGH

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

PLAIN = "Ring me after four. I am at work before that."
HARM = "He hits me when he has been drinking."
MANAGER = "MASH_MANAGER"


def to_read(service: Running, family: Family) -> list[tuple[str, str]]:
    tasks = service.get(f"{family.path}/tasks", MANAGER).get_json()["tasks"]
    return [(t["code"], t["about"]) for t in tasks if t["code"].startswith("READ_")]


def stops(own: Own, _: str, words: str) -> None:
    """In two enquiries."""
    own.receipt("withdrawals", {"words": words})


def changes(own: Own, response: str, words: str) -> None:
    """A request, and an answer that may be a no."""
    own.receipt("requests", {"wants": "CHANGE_AGREEMENT", "response": response, "words": words})


def says_yes(own: Own, response: str, words: str) -> None:
    """A talk, an answer and a request."""
    own.receipt("agreements", {"response": response, "words": words})


PRESSES = [pytest.param(one, id=one.__name__) for one in (stops, changes, says_yes)]


def pressed(service: Running, family: Family, press: Any, words: str) -> list[int]:
    """The places of the entries that one press of the mother's makes."""
    agree(service, family)
    service.record(f"{family.path}/enquiries", {"rating": "GREEN"})
    own = mother_of(service, family)
    if press is says_yes:
        said = {"person": family.mother, "answer": "UNDECIDED", "scope": family.scope()}
        response = service.record(f"{family.path}/responses", said)["id"]
    else:
        (response,) = [one["id"] for one in service.get(family.path).get_json()["responses"]]
    size = service.size()
    press(own, response, words)
    return list(range(size, service.size()))


@pytest.mark.parametrize("press", PRESSES)
@pytest.mark.parametrize("holds", ["NOTHING", "MAY_BE_A_NO"])
def test_one_press_is_one_line_to_read_and_is_read_once(
    service: Running, family: Family, press: Any, holds: str
) -> None:
    made = pressed(service, family, press, PLAIN)
    assert len(made) > 1
    ((code, about),) = to_read(service, family)
    assert (code, int(about)) == ("READ_WRITING", made[0])
    service.record(f"{family.path}/writing-read", {"entry": int(about), "holds": holds})
    assert not [one for one in to_read(service, family) if one[0] == "READ_WRITING"]
    assert not service.get(family.path).get_json()["unread_writing"]
    assert len([one for one in to_read(service, family) if one[0] == "READ_WORDS"]) <= 1


@pytest.mark.parametrize("press", PRESSES)
def test_of_harm_a_manager_reads_one_line_as_well(
    service: Running, family: Family, press: Any
) -> None:
    made = pressed(service, family, press, HARM)
    ((code, about),) = to_read(service, family)
    assert (code, int(about)) == ("READ_HARM", made[0])
    service.record(f"{family.path}/found-right", {"entry": int(about), "reason": ENOUGH}, MANAGER)
    # Whether there is a no in it is another question, and one line as well.
    left = [code for code, _ in to_read(service, family)]
    assert left in ([], ["READ_WORDS"])


def test_two_presses_are_two_lines(service: Running, family: Family) -> None:
    pressed(service, family, stops, PLAIN)
    mother_of(service, family).receipt("requests", {"wants": "LETTER", "words": PLAIN + " Please."})
    assert len(to_read(service, family)) == 2


def test_what_was_asked_for_and_answered_was_read_wherever_it_stands(
    service: Running, family: Family
) -> None:
    pressed(service, family, changes, PLAIN)
    (asked,) = service.get(family.path).get_json()["done"]["family_requests"]
    assert to_read(service, family)
    answer = {"words": "We rang her, and changed it with her.", "how": "SPOKEN_TO"}
    service.clock.now += timedelta(minutes=1)
    service.record(f"{family.path}/family-requests/{asked['request']}/answers", answer)
    assert len(to_read(service, family)) == 1
    # It is settled once they were talked with.
    service.record(f"{family.path}/conversations", family.conversation(enquiry=family.enquiry))
    assert to_read(service, family) == []
