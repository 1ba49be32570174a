"""What was permitted to one advocate is nobody else's, however the next entry is written, and more
than that is the parent's to say.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.asking_own import Own
from tests.api.running import Family, Running, agree, problem_of
from tests.api.test_advocates import CHECKED, named, step, steps
from tests.api.test_supported import RUTH, SEES, supports

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")


@pytest.mark.parametrize("status", ["CONFIRMED", "ACTIVE"])
@pytest.mark.parametrize("named_again", [{}, {"advocate": RUTH}])
def test_somebody_of_the_file_is_not_the_advocate_whose_name_is_another(
    service: Running, family: Family, status: str, named_again: dict[str, str]
) -> None:
    """He read the mother's page by what she had permitted to Ruth."""
    agree(service, family)
    supports(service, family)
    other = service.record(f"{family.path}/adults", {"names": "Ty Grendon"})["id"]
    said = {"status": status, "advocate_person": other, **named_again}
    reply = step(service, family, family.mother, **said)
    assert problem_of(reply, "advocate-step-missing")["errors"][0]["pointer"] == "/status"
    assert Own(service, family.file, other, subject="friend-1").view()["supporting"] == []


@pytest.mark.parametrize("status", ["CONFIRMED", "ACTIVE"])
def test_who_was_known_by_name_is_found_on_the_file(
    service: Running, family: Family, status: str
) -> None:
    supports(service, family)
    ruth = service.record(f"{family.path}/adults", {"names": RUTH})["id"]
    steps(service, family, family.mother, {"status": status, "advocate_person": ruth})
    own = Own(service, family.file, ruth, subject="friend-1")
    assert [one["person"] for one in own.view()["supporting"]] == [family.mother]


@pytest.mark.parametrize("status", ["CONFIRMED", "ACTIVE"])
def test_nobody_takes_the_place_of_one_who_was_taken_on(
    service: Running, family: Family, status: str
) -> None:
    """Checked by nobody: whoever is somebody new begins anew."""
    supports(service, family)
    reply = step(service, family, family.mother, **{**SEES, "status": status, "advocate": "Sol Zz"})
    problem_of(reply, "advocate-step-missing")


@pytest.mark.parametrize("status", ["CONFIRMED", "ACTIVE"])
def test_to_let_them_know_more_is_the_parents_to_say_at_each_step(
    service: Running, family: Family, status: str
) -> None:
    named(service, family, family.mother, RUTH)
    steps(service, family, family.mother, CHECKED)
    more: dict[str, Any] = {"status": status, "information_permission": "FULL_PARENT_VIEW"}
    problem_of(step(service, family, family.mother, **more), "advocate-needs-words")
    less = {"status": status, "information_permission": "NONE"}
    steps(service, family, family.mother, {**more, "parent_words": "All of it."}, less)


@pytest.mark.parametrize(
    "status", ["OFFERED", "NOMINATED", "DECLINED", "WANTS_TIME", "WANTED_NOT_FOUND"]
)
def test_whatever_a_parent_says_is_put_on_record_wherever_they_stand(
    service: Running, family: Family, status: str
) -> None:
    """ "Wants time" was refused of whoever nobody had written down an offer to."""
    said = {"status": status, **({"advocate": RUTH} if status == "NOMINATED" else {})}
    assert step(service, family, family.mother, **said).status_code == 201
    named(service, family, family.father, RUTH)
    anew = {"status": status, "advocate": "Sol Zz"} if status == "NOMINATED" else said
    assert step(service, family, family.father, **anew).status_code == 201


def test_nobody_who_was_named_is_with_them_by_way_of_a_service(
    service: Running, family: Family
) -> None:
    """It would check nothing of them."""
    named(service, family, family.mother, RUTH)
    for status in ("REFERRED_TO_SERVICE", "ACTIVE"):
        reply = step(service, family, family.mother, status=status)
        problem_of(reply, "advocate-step-missing")
