"""A token of the family opens one person's own view, and nothing else opens any."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from consent_service.domain.codes import codes
from consent_service.storage.database.tables import file_keys
from tests.api.asking_own import Own, mother_of
from tests.api.breaking import altering
from tests.api.running import (
    DANGER_NOW,
    HOST,
    SHARE_NOW,
    THEIRS,
    Family,
    Running,
    add_family,
    problem_of,
    same_but_for_instance,
)
from tests.api.test_tokens import GONE, Forge
from tests.sweeping import each

FILE, PERSON = "a" * 32, "b" * 24
FAMILY_ROLES = ("PARENT", "YOUNG_PERSON")

BAD: dict[str, dict[str, Any]] = {
    "no file": {"roles": ["PARENT"], "person": PERSON},
    "no person": {"roles": ["PARENT"], "file": FILE},
    "neither": {"roles": ["YOUNG_PERSON"]},
    "file too short": {"roles": ["PARENT"], "file": "a" * 31, "person": PERSON},
    "file in capitals": {"roles": ["PARENT"], "file": "A" * 32, "person": PERSON},
    "file with a line feed": {"roles": ["PARENT"], "file": FILE + "\n", "person": PERSON},
    "file a number": {"roles": ["PARENT"], "file": 7, "person": PERSON},
    "file null": {"roles": ["PARENT"], "file": None, "person": PERSON},
    "files": {"roles": ["PARENT"], "file": [FILE], "person": PERSON},
    "person too long": {"roles": ["PARENT"], "file": FILE, "person": "b" * 32},
    "person any": {"roles": ["PARENT"], "file": FILE, "person": "*"},
    "person a list": {"roles": ["YOUNG_PERSON"], "file": FILE, "person": [PERSON]},
    "parent and young person": {
        "roles": ["PARENT", "YOUNG_PERSON"],
        "file": FILE,
        "person": PERSON,
    },
    "parent twice": {"roles": ["PARENT", "PARENT"], "file": FILE, "person": PERSON},
    "parent and staff": {"roles": ["PARENT", "MASH_WORKER"], "file": FILE, "person": PERSON},
    "staff with both": {"roles": ["MASH_WORKER"], "file": FILE, "person": PERSON},
    "staff with a file": {"roles": ["MASH_MANAGER"], "file": FILE},
    "staff with a person of null": {"roles": ["MASH_WORKER"], "person": None},
    "advocate with both": {"roles": ["ADVOCATE"], "file": FILE, "person": PERSON},
}


@each("bad", of=BAD)
def test_a_token_that_is_not_wholly_of_the_family_or_wholly_not_is_refused(
    steady: Running, bad: str
) -> None:
    refused = problem_of(steady.client.get("/v1/own", headers={"Host": HOST}), "unauthenticated")
    token = Forge(steady).signed(**BAD[bad])
    headers = {"Authorization": f"Bearer {token}", "Host": HOST}
    for path in ("/v1/own", "/v1/policies/current"):
        reply = steady.client.get(path, headers=headers)
        assert same_but_for_instance(problem_of(reply, "unauthenticated"), refused)


@each("role", of=FAMILY_ROLES)
def test_a_whole_token_is_accepted(steady: Running, role: str) -> None:
    token = Forge(steady).signed(roles=[role], file=FILE, person=PERSON, client=GONE)
    headers = {"Authorization": f"Bearer {token}", "Host": HOST}
    problem_of(steady.client.get("/v1/own", headers=headers), "not-found")


@each("role", of=sorted(set(codes("staff_roles")) - set(FAMILY_ROLES)))
def test_no_role_of_staff_has_a_view_of_its_own(steady: Running, role: str) -> None:
    problem_of(steady.get("/v1/own", role), "not-your-role")
    problem_of(steady.post("/v1/own/withdrawals", {}, role), "not-your-role")


def test_a_parent_can_use_nothing_else(service: Running, family: Family) -> None:
    mother = mother_of(service, family)
    for path in (family.path, f"{family.path}/history", "/v1/codes", "/v1/policies/current"):
        reply = service.client.get(path, headers=mother.headers())
        problem_of(reply, "not-your-role")
    size = service.size()
    for path, body in (
        (f"{family.path}/checks", family.question()),
        (f"{family.path}/withdrawals", {"person": family.mother}),
        (f"{family.path}/conversations", family.conversation()),
    ):
        problem_of(service.post(path, body, headers=mother.headers()), "not-your-role")
    assert service.size() == size


def test_whoever_is_not_there_looks_the_same_wherever_they_are_not(
    service: Running, family: Family
) -> None:
    """Another file's parent, a child as a parent, nobody, another authority's, no file at all."""
    other = add_family(service)
    theirs = service.as_authority(THEIRS)
    strangers = [
        Own(service, "0" * 32, family.mother),
        Own(service, family.file, "0" * 24),
        Own(service, family.file, other.mother),
        Own(service, family.file, family.child),
        Own(service, family.file, family.mother, "YOUNG_PERSON"),
        Own(service, family.file, family.enquiry),
        Own(theirs, family.file, family.mother),
    ]
    size = service.size()
    bodies = [problem_of(one.get(), "not-found") for one in strangers]
    for path, body in (
        ("withdrawals", {}),
        ("correction-requests", {"words": "No."}),
        ("requests", {"wants": "LETTER"}),
    ):
        bodies += [problem_of(one.post(path, body), "not-found") for one in strangers]
    assert same_but_for_instance(*bodies)
    assert service.size() == size
    assert mother_of(service, family).get().status_code == 200


def test_a_parent_taken_off_the_file_has_no_view_any_more(service: Running, family: Family) -> None:
    added = service.record(f"{family.path}/adults", {"names": "Cy Example"})
    mistaken = replace(family, mother=added["id"])
    assert mother_of(service, mistaken).get().status_code == 200
    wrong = {"corrects": added["entries"][0]["seq"], "what_was_wrong": "Another."}
    service.record(f"{family.path}/corrections", wrong)
    service.clock.now = service.clock.now.replace(hour=13)
    problem_of(mother_of(service, mistaken).get(), "not-found")


@pytest.mark.breaks_the_ledger("a key does not open")
def test_a_file_that_does_not_open_looks_like_a_record_that_cannot_be_reached(
    service: Running, family: Family
) -> None:
    with altering(service) as connection:
        connection.execute(
            sa.update(file_keys).where(file_keys.c.file == family.file).values(wrapped=b"x" * 60)
        )
    mother = mother_of(service.restarted(), family)
    problem_of(mother.get(), "storage-unavailable")
    problem_of(mother.post("withdrawals", {}), "storage-unavailable")


def test_a_problem_tells_the_family_whom_to_call_and_staff_how_to_share(
    service: Running, family: Family
) -> None:
    mother = mother_of(service, family)
    to_her = problem_of(mother.post("requests", {}), "invalid")
    assert to_her["detail"].endswith(DANGER_NOW)
    to_staff = problem_of(service.post(f"{family.path}/adults", {}), "invalid")
    assert to_staff["detail"].endswith(SHARE_NOW)


def test_the_view_is_of_now_and_takes_no_other_time(service: Running, family: Family) -> None:
    mother = mother_of(service, family)
    for name in ("as_of", "known_at", "person", "file"):
        problem_of(mother.get(**{name: "2026-03-09T12:00:00Z"}), "invalid")


def test_the_log_says_which_file_was_looked_at_and_by_which_id(
    service: Running, family: Family, capfd: pytest.CaptureFixture[str]
) -> None:
    capfd.readouterr()
    mother_of(service, family).view()
    out, err = capfd.readouterr()
    (line,) = [line for line in (out + err).splitlines() if "showOwn" in line]
    assert family.file in line
    assert "family-1" in line
    assert family.mother not in line
    assert "Example" not in line
