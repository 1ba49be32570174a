"""What operations would put on record, handed to the door as they hand it: several at once.

For what a test begins with. To post each takes more than twice as long; that the operations do so
is shown wherever a test names them in its mark `each_database`, and by each test that posts.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from itertools import count
from typing import Any, Final

from consent_service.api.edge.body import Body
from consent_service.api.recorded.write import Write
from consent_service.api.recorded.writes import WRITES
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.members import own_id
from consent_service.storage.door.records import Records
from consent_service.storage.door.requests import (
    ByHandle,
    NewFile,
    Once,
    OwnFile,
    Recorded,
    Request,
    Target,
)

#: What is asked for, by its operation, and its body.
Asked = tuple[str, dict[str, Any]]

#: Puts these on record in this role, about this file if it is not empty.
Puts = Callable[..., list[dict[str, Any]]]

#: The child of every family, where no test has many families beside each other.
BORN: Final = "2024-02-01"

_keys = count(1)


def family_by(
    put: Puts, reference: str | None, dob: str = BORN, *, is_listed: bool = False
) -> tuple[str, str, str, str, str]:
    """A file with a child, both parents and an open enquiry: their ids. Whoever opens it is put on
    the staff, if they are not yet.
    """
    if not is_listed:
        put("SYSTEM_ADMIN", "", ("recordStaff", {"staff": "worker-1", "names": "Cy Worker"}))
    about = {} if reference is None else {"reference": reference}
    (opened,) = put("MASH_WORKER", "", ("openFile", about))
    file = opened["file"]
    found = put(
        "MASH_WORKER",
        file,
        ("addChild", {"names": "Ng", "dob": dob}),
        ("addAdult", {"names": "Ann Example"}),
        ("addAdult", {"names": "Bo Example"}),
    )
    child, mother, father = (one["id"] for one in found)
    parent = {"child": child, "pr_status": "YES"}
    *_, enquiry = put(
        "MASH_WORKER",
        file,
        ("recordRelationship", {"person": mother, "role": "MOTHER", **parent}),
        ("recordRelationship", {"person": father, "role": "FATHER", **parent}),
        ("openEnquiry", {}),
    )
    return file, child, mother, father, enquiry["id"]


def handed_in(
    records: Records, authority: str, by: By, file: str, *asked: Asked
) -> list[dict[str, Any]]:
    """In one transaction, of each the file, and the id that it was given."""
    requests = [_request(authority, by, file, name, body) for name, body in asked]
    return [_shown(done) for done in records.run_all(requests)]


def _request(authority: str, by: By, file: str, name: str, body: dict[str, Any]) -> Request:
    write, said = row(name), _reader(name).load(body)
    target: Target = ByHandle(file) if file else OwnFile()
    if write.opens_a_file:
        target = NewFile(said.members.get("reference"))
    once = Once(by.id, f"at-the-door-{next(_keys)}", json.dumps(body).encode())
    return Request(authority, by, target, lambda moment: write.carry_out(said, moment), once)


def _shown(done: Recorded | Exception) -> dict[str, Any]:
    if isinstance(done, Exception):
        raise done
    # What was asked for comes first: what is noted with it, as a sign of danger, after it.
    event = done.entries[0].content.event
    made = own_id(type(event))
    return {"file": done.file, "id": None if made is None else getattr(event, made)}


@cache
def _reader(name: str) -> Body:
    """What reads what is sent: to make it takes longer than to read with it."""
    return row(name).body()


def path_of(name: str, file: str) -> str:
    """Where it is posted."""
    return row(name).path.replace("<string:file>", file)


@cache
def row(name: str) -> Write[Any]:
    """What says how this is put on record."""
    (found,) = (one for one in WRITES if one.name == name)
    return found
