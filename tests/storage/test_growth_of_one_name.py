"""A family is taken in among many of its name: hardly anything is done for each of the others.

Counted and not timed, as in `tests/domain/test_growth.py`.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import pytest

from consent_service.domain.families.finding import FoundBy, Sought
from consent_service.domain.recorded.events import AdultAdded, AnyEvent, SafetyRecorded
from consent_service.storage.door.requests import ByHandle, Recorded
from consent_service.storage.shown.finding import who_resembles
from tests.api.running import NOON, Family, Running, add_family
from tests.api.test_elsewhere import TOM, add, asking
from tests.builders import request
from tests.counted import steps

pytestmark = pytest.mark.each_database

FEW: Final = 12
#: So many calls at most are made for each of the others: the index names it, and it is quiet.
FOR_EACH: Final = 60


def a_referral(number: int, *, alike: bool) -> dict[str, Any]:
    """Of a child and a mother, each born on one day, with the name that all have or one like it."""
    names = "Kim Sample" if alike else f"Kim Sample {number}"
    return {
        "children": [{"label": "kim", "names": names, "dob": "2019-05-01"}],
        "adults": [{"label": "mum", "names": "Ada Sample", "dob": "1990-02-03"}],
        "relationships": [
            {"person": "mum", "child": "kim", "role": "MOTHER", "pr_status": "YES"},
        ],
        "enquiry": {"rating": "AMBER", "referrer_agency": "SCHOOL", "worry": "He is hungry."},
    }


@pytest.mark.parametrize("alike", [True, False])
def test_a_referral_takes_next_to_nothing_for_each_family_of_the_same_name(
    service: Running, alike: bool
) -> None:
    taken: list[int] = []
    for number in range(2 * FEW + 2):
        body = a_referral(number, alike=alike)
        taken.append(steps(lambda: service.record("/v1/referrals", body), "call"))  # noqa: B023
    assert taken[2 * FEW] - taken[FEW] <= FEW * FOR_EACH
    service.assert_sound()


def test_whoever_resembles_somebody_is_looked_for_among_no_more_files_of_the_name(
    service: Running,
) -> None:
    """Hundreds may be called so: whoever is born on another day, and rings from elsewhere, is none
    of whom a row of the index is read.
    """
    asked = {"kim": Sought(names="Kim Sample", dob=date(2019, 5, 1))}
    taken: list[int] = []

    def look() -> None:
        records = service.storage.records
        assert who_resembles(records, service.authority, asked, "0" * 24) == {"kim": FoundBy.BIRTH}

    service.record("/v1/referrals", a_referral(0, alike=True))
    for number in range(2 * FEW):
        taken.append(steps(look, "call"))
        body = a_referral(number, alike=True)
        body["children"][0]["dob"] = f"2014-06-{number + 1:02}"
        service.record("/v1/referrals", body)
    assert taken[-1] - taken[FEW] <= FEW // 2


def test_who_had_nothing_to_tell_is_heard_once_there_is_something(service: Running) -> None:
    """Also where it is told in the very batch in which another family comes to stand there."""
    first, second, third = (add_family(service, f"LCS-{n}") for n in range(2, 5))
    tom = add(service, first)["id"]
    # What the first has to tell is found, and kept: nothing.
    add(service, second)

    def writing(family: Family, event: AnyEvent) -> Any:
        return request(ByHandle(family.file), lambda _: [event])

    why = "Zz said so."
    unsafe = SafetyRecorded(
        person=tom, effective_at=NOON, safe_to_ask=False, code="ALLEGED_ABUSER", reason=why
    )
    same = AdultAdded(person="f" * 24, names=TOM["names"], dob=date.fromisoformat(TOM["dob"]))
    done = service.storage.records.run_all([writing(first, unsafe), writing(third, same)])
    assert all(isinstance(one, Recorded) for one in done)
    assert asking(service, third, "f" * 24) == "NOT_KNOWN"
    # And whoever is found afterwards.
    fourth = add_family(service, "LCS-5")
    assert asking(service, fourth, add(service, fourth)["id"]) == "NOT_KNOWN"
    service.assert_sound()
