"""Whatever is read of a family takes twice the steps of twice as much, whatever there is much of.

Counted and not timed, as in `tests/domain/test_growth.py`. Every operation that reads a file is
asked: one that is added is asked as well, and says so where nobody has said how.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

import pytest

from consent_service.api.edge.operations import FILE, Operation
from consent_service.api.table import operations
from tests.api.families_that_grow import (
    IDS,
    KINDS,
    grown,
    question,
)
from tests.api.running import Running, whose
from tests.counted import steps
from tests.domain.tasks.story import Story

FEW: Final = 24
#: What comes with twice as much is at most so many times what came with half of it.
AT_MOST: Final = 2.6
#: What makes less of a difference than this is not looked at: it is mostly what is done once.
SO_MANY_STEPS: Final = 3_000

#: What a path names besides the file; `seq` is the place of a check.
PLACES: Final[Mapping[str, str]] = {
    "enquiry": IDS["E1"],
    "person": IDS["mum"],
    "disclosure": IDS["shared-1000000"],
    "letter": "opening",
}
_OF_AN_AGENCY: Final = {"purpose": "AGENCY_CHECKS", "direction": "SEEK"}
QUERIES: Final[Mapping[str, Mapping[str, str]]] = {
    "showCoverage": {**_OF_AN_AGENCY, "child": IDS["ng"], "agency": "GP"},
    "showCard": _OF_AN_AGENCY,
}
#: They need what nobody has here: a letter that may go, something begun and not sent. A receipt has
#: whatever is new published first. Who looked stands in another ledger, and grows with who did.
NOT_ASKED: Final = frozenset(
    {"showLetter", "showMyDraft", "showReceipt", "printReceipt", "listLooks"}
)


def reads() -> list[Operation]:
    """Every operation that reads a file."""
    return [
        one
        for one in operations()
        if one.method == "GET" and one.path.startswith(FILE) and one.name not in NOT_ASKED
    ]


def asked(service: Running, read: Operation, file: str, seq: int) -> Callable[[], Any]:
    """One request, as a program sends it."""
    path = read.path.replace("<string:file>", file).replace("<string:seq>", str(seq))
    for name, id in PLACES.items():
        path = path.replace(f"<string:{name}>", id)
    assert "<" not in path, f"nobody has said what {read.path} names"
    assert isinstance(read.roles, frozenset)
    role = next(one for one in ("MASH_MANAGER", *sorted(read.roles)) if one in read.roles)
    headers = service.headers(role, whose(role))

    def ask() -> Any:
        reply = service.client.get(path, query_string=QUERIES.get(read.name), headers=headers)
        # What is refused as too much is bounded by that.
        is_bounded = b"too-many-cells" in reply.data
        assert reply.status_code == 200 or is_bounded, (read.name, reply.data[:300])
        return reply.data

    return ask


@pytest.mark.swept
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_each_read_of_twice_as_much_takes_twice_the_steps(
    service: Running, kind: Callable[[Story, int], object]
) -> None:
    taken: dict[str, list[int]] = {read.name: [] for read in reads()}
    # The first is for what is done once in a process, whatever the file.
    for count in (1, FEW // 2, FEW, FEW * 2):
        file = grown(service, kind, count)
        checked = service.post(f"/v1/files/{file}/checks", question()).json
        seq = json.loads(json.dumps(checked))["ledger"]["seq"]
        for read in reads():
            taken[read.name].append(steps(asked(service, read, file, seq)))
    grew = {
        name: counts
        for name, (*_, half, few, twice) in ((n, c) for n, c in taken.items() if c)
        if twice - few > max(SO_MANY_STEPS, AT_MOST * (few - half))
        for counts in [(half, few, twice)]
    }
    assert not grew
