"""What is not there and what is another authority's cannot be told apart."""

from __future__ import annotations

from functools import cache
from typing import Any

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

OF_A_FILE = [operation for operation in operations() if "<string:file>" in operation.path]


@each("name", of=[operation.name for operation in OF_A_FILE])
def test_an_unknown_file_and_another_authoritys_look_the_same(
    steady: Running, steady_family: Family, name: str
) -> None:
    (operation,) = [one for one in OF_A_FILE if one.name == name]
    role = min(operation.roles) if isinstance(operation.roles, frozenset) else ""
    theirs = steady.as_authority(THEIRS)
    bodies = _bodies(steady_family)
    found = []
    for file in (steady_family.file, "0" * 32, "no-such", steady.storage.keys[THEIRS].own_file):
        path = operation.path.replace("<string:file>", file)
        path = path.replace("<string:enquiry>", steady_family.enquiry)
        path = path.replace("<string:authorisation>", "e" * 24)
        if operation.method == "GET":
            reply = theirs.get(path, role)
        else:
            reply = theirs.post(path, bodies[name], role)
        problem_of(reply, "not-found")
        found.append(reply)
    assert same_but_for_instance(*(reply.get_json() for reply in found))
    assert len({len(reply.data) for reply in found}) == 1
    headers = [sorted(set(reply.headers.keys())) for reply in found]
    assert all(one == headers[0] for one in headers)


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
