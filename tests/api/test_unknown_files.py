"""What is not there and what is another authority's cannot be told apart."""

from __future__ import annotations

from typing import Any

import pytest

from consent_service.api.table import operations
from tests.api.bodies import BODIES
from tests.api.running import (
    THEIRS,
    Family,
    Running,
    decision,
    problem_of,
    same_but_for_instance,
)

LEAST: dict[Any, tuple[dict[str, Any], dict[str, Any]]] = {**BODIES}
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
            body = bodies[name] if name in bodies else LEAST[operation.body][0]
            reply = theirs.post(path, body, role)
        problem_of(reply, "not-found")
        found.append(reply)
    assert same_but_for_instance(*(reply.get_json() for reply in found))
    assert len({len(reply.data) for reply in found}) == 1
    headers = [sorted(set(reply.headers.keys())) for reply in found]
    assert all(one == headers[0] for one in headers)


def _bodies(family: Family) -> dict[str, dict[str, Any]]:
    """A body that would be recorded, were it about a file of theirs. What is not named here says
    the least that can be said.
    """
    person = {"person": family.mother}
    return {
        "checkFile": family.question(),
        "checkAsPartner": {
            name: value for name, value in family.question().items() if name != "agency"
        },
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
        "recordSign": {**person, "code": "CODE_WORD"},
        "weighWish": {"may_be_told": True, "reason": "She would not be harmed."},
        "openEnquiry": {},
        "closeEnquiry": {"reason": "EARLY_HELP"},
        "recordConversation": family.conversation(),
        "recordResponse": {**person, "answer": "REFUSED"},
        "withdraw": person,
        "recordAttempt": person,
        "recordSummarySent": {"response": "d" * 24},
        "changeValidity": {"response": "d" * 24, "status": "VALID"},
        "changeAdvocateStatus": {**person, "status": "OFFERED"},
        "recordAuthorisation": decision(family),
        "decideNotToShare": {"scope": family.scope(), "reason_codes": ["NOT_RELEVANT"]},
        "requestDecision": {"scope": family.scope(), "why": "Nobody answers."},
        "reviewDecision": {"reason": "Still needed."},
        "endAuthorisation": {"reason": "Over."},
        "correctEntry": {"corrects": 3, "what_was_wrong": "Her sister."},
        **_sharing(family),
    }


def _sharing(family: Family) -> dict[str, dict[str, Any]]:
    disclosed = {
        "subjects": [family.child],
        "agency": {"type": "GP"},
        "categories": ["CHILD_HEALTH"],
        "purpose": "AGENCY_CHECKS",
        "direction": "SEEK",
        "summary": "His weight.",
        "words_sent": "We are asking you.",
    }
    about = {"about": "e" * 24}
    return {
        "recordDisclosure": {**disclosed, "basis": "PARTNER_DUTY"},
        "followUpCheck": {"check": 3, "action_taken": "CONTACTED"},
        "sendStopNotice": {"words_sent": "Please stop."},
        "acknowledgeStopNotice": {},
        "reviewDisclosure": {"words": "Looked at."},
        "recordReply": {"outcome": "SENT"},
        "recordShareNow": {"shared": True, "risk": "A fall.", "disclosure": disclosed},
        "reviewShareNow": {"upheld": True, "words": "It could not wait."},
        "recordTelling": {**about, "told": True},
        "changeSafeToTell": {**about, "safe": True, "reason": "He has moved out."},
    }
