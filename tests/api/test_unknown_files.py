"""What is not there and what is another authority's cannot be told apart."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from consent_service.app import operations
from tests.api.running import (
    NOON,
    THEIRS,
    Family,
    Running,
    problem_of,
    same_but_for_instance,
    text_of,
)

OF_A_FILE = [operation for operation in operations() if "<string:file>" in operation.path]


@pytest.mark.parametrize("name", [operation.name for operation in OF_A_FILE])
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


def _bodies(family: Family) -> dict[str, dict[str, Any]]:
    """A body that would be recorded, were it about a file of theirs."""
    person = {"person": family.mother}
    end = text_of(NOON + timedelta(days=5))
    return {
        "checkFile": family.question(),
        "addChild": {"names": "Ng", "dob": "2020-01-01"},
        "addAdult": {"names": "Ann"},
        "recordRelationship": {
            **person,
            "child": family.child,
            "role": "MOTHER",
            "pr_status": "YES",
        },
        "recordSafety": {**person, "safe_to_ask": True, "code": "DOMESTIC_ABUSE"},
        "recordReachability": {**person, "reachable": True},
        "recordCapacity": {**person, "status": "LACKS"},
        "recordCompetence": {"child": family.child, "status": "COMPETENT"},
        "recordWish": {"child": family.child, "objects": True, "words": "No.", "heard_by": "me"},
        "openEnquiry": {},
        "closeEnquiry": {"reason": "EARLY_HELP"},
        "recordConversation": family.conversation(),
        "recordResponse": {**person, "answer": "REFUSED"},
        "withdraw": person,
        "recordAttempt": person,
        "recordSummarySent": {"response": "d" * 24},
        "changeValidity": {"response": "d" * 24, "status": "VALID"},
        "changeAdvocateStatus": {**person, "status": "OFFERED"},
        "recordAuthorisation": {
            "kind": "OVERRIDE_DECISION",
            "scope": family.scope(),
            "safe_to_tell": True,
            "rationale": "Why.",
            "end": end,
        },
        "endAuthorisation": {"reason": "Over."},
        "correctEntry": {"corrects": 3, "what_was_wrong": "Her sister."},
    }
