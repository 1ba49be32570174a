"""Another authority's numbers never help: whatever is asked with one is answered as for nothing.

Each operation with a number in its address, in each role, about a file of one's own, one of another
authority and one that is nowhere: the last two are told the same, byte for byte, headers too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from zlib import crc32

import pytest
from werkzeug.test import TestResponse

from consent_service.api.edge.operations import Operation, Public
from consent_service.api.table import operations
from consent_service.domain.codes import codes
from tests.api.running import THEIRS, Family, Running, add_family, problem_of, running
from tests.api.test_unknown_files import _bodies
from tests.sweeping import each

ROLES = sorted(codes("staff_roles"))
OF_A_FILE = {one.name: one for one in operations() if "<string:file>" in one.path}
NOWHERE = Family("0" * 32, "1" * 24, "2" * 24, "3" * 24, "4" * 24)


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("authorities")
    with running(folder, f"sqlite:///{folder / 'test.db'}") as started:
        yield started


@pytest.fixture(scope="module")
def family(ours: Running) -> Family:
    return add_family(ours)


@pytest.fixture(scope="module")
def their_family(ours: Running) -> Family:
    return add_family(ours.as_authority(THEIRS))


def asked(operation: Operation, family: Family) -> tuple[str, Any]:
    """Address and body that ask it about this file, with the numbers of this family in both."""
    path = operation.path
    for name, value in (
        ("file", family.file),
        ("enquiry", family.enquiry),
        ("person", family.mother),
        ("child", family.child),
        ("seq", "3"),
    ):
        path = path.replace(f"<string:{name}>", value)
    while "<string:" in path:
        before, _, after = path.partition("<string:")
        path = f"{before}{'e' * 24}{after.partition('>')[2]}"
    if operation.body is None:
        return path, None
    return path, _bodies(family).get(operation.name, {})


def ask(who: Running, role: str, operation: Operation, family: Family) -> TestResponse:
    path, body = asked(operation, family)
    return who.get(path, role) if operation.method == "GET" else who.post(path, body or {}, role)


def seen(reply: TestResponse) -> tuple[Any, ...]:
    """All that can be seen of a reply, but for the number of the occurrence and of the second."""
    body = {name: value for name, value in json.loads(reply.data).items() if name != "instance"}
    return reply.status_code, sorted(reply.headers), len(reply.data), body


@pytest.mark.swept
@pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.campaign)])
@pytest.mark.parametrize("name", OF_A_FILE)
def test_a_file_of_another_authority_is_no_file(
    ours: Running, family: Family, their_family: Family, name: str, every: int
) -> None:
    """In every fourth role each day, beginning with another for each operation."""
    operation = OF_A_FILE[name]
    assert not isinstance(operation.roles, Public)
    for role in ROLES[crc32(name.encode()) % every :: every]:
        theirs, nowhere = (ask(ours, role, operation, it) for it in (their_family, NOWHERE))
        assert seen(theirs) == seen(nowhere)
        if role in operation.roles:
            problem_of(theirs, "not-found")
        else:
            problem_of(theirs, "not-your-role")
            assert seen(ask(ours, role, operation, family)) == seen(theirs)


SOMEWHERE = Family(NOWHERE.file, "5" * 24, "6" * 24, "7" * 24, "8" * 24)
#: What is asked with some number of a family's, beside the file's.
NUMBERED = [name for name, one in OF_A_FILE.items() if asked(one, SOMEWHERE) != asked(one, NOWHERE)]


@each("name", of=NUMBERED)
def test_a_number_of_another_authoritys_is_no_number_in_a_file_of_ones_own(
    ours: Running, family: Family, their_family: Family, name: str
) -> None:
    operation = OF_A_FILE[name]
    assert not isinstance(operation.roles, Public)
    role = min(operation.roles)
    replies = []
    for elsewhere in (their_family, NOWHERE):
        numbers = (elsewhere.child, elsewhere.mother, elsewhere.father, elsewhere.enquiry)
        of_ours = Family(family.file, *numbers)
        replies.append(ask(ours, role, operation, of_ours))
    theirs, nowhere = replies
    if theirs.status_code >= 400:
        assert seen(theirs) == seen(nowhere)
    else:
        # What takes no number of the family's, or takes any: it did not depend on whose it is.
        assert theirs.status_code == nowhere.status_code
        assert sorted(set(theirs.headers.keys())) == sorted(set(nowhere.headers.keys()))


@each("role", of=ROLES)
def test_a_ledger_of_another_authority_is_no_ledger(ours: Running, role: str) -> None:
    for operation in operations():
        if "<string:authority>" not in operation.path:
            continue
        path = operation.path.replace("<path:place>", "000")
        theirs, nowhere = (
            ours.get(path.replace("<string:authority>", whose), role)
            for whose in (THEIRS, "atlantis")
        )
        assert seen(theirs) == seen(nowhere)
        problem_of(theirs)
