"""What is not there and what is another authority's cannot be told apart."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from werkzeug.test import TestResponse

from consent_service.api.edge.operations import OVERSEERS, Operation
from consent_service.api.recorded.writes import WRITES
from consent_service.api.table import operations
from tests.api.alone import ids_of
from tests.api.running import (
    THEIRS,
    Family,
    Running,
    problem_of,
    same_but_for_instance,
)
from tests.made_up import MadeUp
from tests.sweeping import each

GUARDED = [one for one in operations() if isinstance(one.roles, frozenset)]
OF_A_FILE = [one for one in GUARDED if "<string:file>" in one.path]
#: What names something else by a number, or in words.
NUMBERED = [
    one for one in GUARDED if one not in OF_A_FILE and re.search(r"<string:(?!authority)", one.path)
]


def in_each_way(operation: Operation) -> list[str]:
    """A role that first opens what it looks at, with a reason, and one that works with families:
    the one may be told that nothing is there by the guard, and the other by what it asks.
    """
    assert isinstance(operation.roles, frozenset)
    both = operation.roles & OVERSEERS, operation.roles - OVERSEERS
    return [min(roles) for roles in both if roles]


@each("name", of=[operation.name for operation in OF_A_FILE])
def test_an_unknown_file_and_another_authoritys_look_the_same(
    steady: Running, steady_family: Family, name: str
) -> None:
    (operation,) = [one for one in OF_A_FILE if one.name == name]
    theirs = steady.as_authority(THEIRS)
    for role in in_each_way(operation):
        found = []
        for file in (
            *(steady_family.file, "0" * 32, "no-such"),
            steady.storage.keys[THEIRS].own_file,
        ):
            path = operation.path.replace("<string:file>", file)
            path = path.replace("<string:enquiry>", steady_family.enquiry)
            path = path.replace("<string:authorisation>", "e" * 24)
            found.append(_asked(theirs, operation, path, role, steady_family))
            problem_of(found[-1], "not-found")
        assert same_but_for_instance(*(reply.get_json() for reply in found))
        assert len({len(reply.data) for reply in found}) == 1
        headers = [sorted(set(reply.headers.keys())) for reply in found]
        assert all(one == headers[0] for one in headers)


@each("name", of=[operation.name for operation in NUMBERED])
def test_whatever_else_nobody_has_is_nothing_to_read_and_no_fault_of_ours(
    steady: Running, steady_family: Family, name: str
) -> None:
    (operation,) = [one for one in NUMBERED if one.name == name]
    for role in in_each_way(operation):
        found = []
        for number in ("e" * 24, "0" * 32, "no-such"):
            path = re.sub(r"<string:(?!authority)\w+>", number, operation.path)
            path = path.replace("<string:authority>", steady.authority)
            found.append(_asked(steady, operation, path, role, steady_family))
        said = [reply.get_json() for reply in found]
        assert same_but_for_instance(*said)
        if name == "listRightsOf":
            assert said[0]["rights"] == []
        elif operation.method == "GET":
            problem_of(found[0], "not-found")
        else:
            # What is written may say what is not on file.
            assert found[0].status_code in {404, 409, 422}


def _asked(
    who: Running, operation: Operation, path: str, role: str, family: Family
) -> TestResponse:
    if operation.method == "GET":
        return who.get(path, role)
    return who.post(path, _bodies(family).get(operation.name, {}), role)


@cache
def _bodies(family: Family) -> dict[str, dict[str, Any]]:
    """A body that would be taken, were it about a file of theirs."""
    made = MadeUp(ids_of(family))
    return {
        "checkFile": family.question(),
        "keepDraft": {"address": f"{family.path}/wishes", "typed": "{"},
        "throwAwayDraft": {},
        "sendDraft": {},
        "checkAgencies": {
            name if name != "agency" else "agencies": value if name != "agency" else [value]
            for name, value in family.question().items()
        },
        "checkAsPartner": {
            name: value for name, value in family.question().items() if name != "agency"
        },
        **{write.name: made.body(write) for write in WRITES},
    }
