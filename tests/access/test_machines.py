"""What a system may do: its role bounded by its scopes, as of now; the worker it names is on record
and gives it nothing but what is kept to that worker by name.
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from consent_service.access.tokenkeys import read_token_keys
from consent_service.actions.clients import register_client
from consent_service.api.recorded.bysystems import SCOPES as BY_SYSTEMS
from consent_service.api.table import operations
from consent_service.domain.recorded.clients import ROLES, SCOPES, ClientRegistered
from consent_service.storage.door.queries import read_authority
from tests.access.vendors import Vendor, record, registered, signed
from tests.api.running import HOST, OURS, THEIRS, Family, Running, add_family, problem_of
from tests.reasons import ENOUGH


def post(vendor: Vendor, path: str, body: Any, token: str | None = None, **headers: str) -> Any:
    sent = {**vendor.headers(token), "Content-Type": "application/json", **headers}
    sent.setdefault("Idempotency-Key", f"key-{time.monotonic_ns()}")
    return vendor.service.client.post(path, data=json.dumps(body), headers=sent)


@pytest.mark.each_database(
    "requestToken",
    "disableClient",
    "showClient",
    "listClients",
    "showAuthorizationServer",
    "showTokenKeys",
)
def test_a_day_of_a_case_system_and_its_end_on_the_next_request(service: Running) -> None:
    family = add_family(service, "LCS-1")
    vendor = registered(service)
    token = vendor.token()
    answer = post(vendor, f"{family.path}/checks", family.question(), token)
    assert answer.get_json()["recorded"] == "ledger"
    said = post(
        vendor,
        f"{family.path}/conversations",
        family.conversation(),
        token,
        **{"Acting-For": "worker-7"},
    )
    assert said.status_code == 201, said.text
    history = service.client.get(f"{family.path}/history", headers=vendor.headers(token))
    by = history.get_json()["entries"][-1]["by"]
    assert by == {"id": "client:lcs", "role": "MASH_WORKER", "acting_for": "worker-7"}
    # Whom it acts for gives it nothing: it is nobody's word for a manager's.
    ended = {"Acting-For": "manager-1"}
    decided = post(vendor, f"{family.path}/decisions/x/reviews", {}, token, **ended)
    problem_of(decided, "not-your-role")
    problem_of(
        post(vendor, f"{family.path}/adults", {}, token, **{"Acting-For": "Ann Example"}),
        "bad-request",
    )
    reply = service.post("/v1/clients/lcs/end", {"why": "Its key lay about."}, "SYSTEM_ADMIN")
    assert reply.status_code == 201, reply.text
    shown = service.get(reply.headers["Location"], "SYSTEM_ADMIN").get_json()
    assert (shown["client_id"], shown["disabled_because"]) == (vendor.id, "Its key lay about.")
    assert shown["keys"][0]["algorithm"] == "ES256"
    assert service.get("/v1/clients", "SYSTEM_ADMIN").get_json()["clients"] == [shown]
    for path in ("oauth-authorization-server", "jwks.json"):
        public = service.client.get(f"/.well-known/{path}", headers={"Host": HOST})
        assert public.status_code == 200
    for other in (service, service.restarted()):
        gone = other.client.get(family.path, headers=vendor.headers(token))
        problem_of(gone, "unauthenticated")
    problem_of(post(vendor, f"{family.path}/checks", family.question(), token), "unauthenticated")


def test_what_was_not_granted_is_refused_and_what_is_taken_away_ends_at_once(
    service: Running,
) -> None:
    family = add_family(service)
    vendor = registered(service, scopes=("consent:check", "consent:read"))
    for scope, may_read in (("consent:check", False), ("consent:read consent:check", True)):
        token = vendor.token(scope=scope)
        reply = service.client.get(family.path, headers=vendor.headers(token))
        assert (reply.status_code == 200) is may_read
        assert post(vendor, f"{family.path}/checks", family.question(), token).status_code == 200
        problem_of(post(vendor, f"{family.path}/adults", {"names": "X"}, token), "not-your-role")
    less = ClientRegistered(
        client="lcs", name="Less", scopes=("consent:check",), roles=("EDT_WORKER",)
    )
    key = read_authority(service.storage.records, OURS).standing_clients["lcs"].keys["k-1"]
    record(service, partial(register_client, less, key))
    # A token says what a client might do at most; the ledger, what it may now.
    problem_of(service.client.get(family.path, headers=vendor.headers(token)), "not-your-role")
    reply = post(vendor, f"{family.path}/checks", family.question(), token)
    problem_of(reply, "not-your-role")
    fresh = vendor.token()
    assert post(vendor, f"{family.path}/checks", family.question(), fresh).status_code == 200


def test_immediate_risk_is_answered_whatever_became_of_the_client_and_of_the_database(
    service: Running,
) -> None:
    family = add_family(service)
    vendor = registered(service)
    token = vendor.token()
    service.record("/v1/clients/lcs/end", {"why": "Its key lay about."}, "SYSTEM_ADMIN")
    service.storage.engine.dispose()
    asked = {"urgency": "IMMEDIATE"}
    for worker in ("worker-7", "not a staff id"):
        reply = post(vendor, f"{family.path}/checks", asked, token, **{"Acting-For": worker})
        assert reply.get_json()["outcome"] == "SHARE_NOW"


def test_what_a_client_may_is_said_one_by_one_and_opens_nothing_that_is_kept_from_somebody() -> (
    None
):
    """So that a new operation is no client's until somebody has thought about it."""
    given = {one.name: one.scope for one in operations() if one.scope is not None}
    assert set(given.values()) == set(SCOPES)
    assert {name for name, scope in given.items() if scope != "consent:record"} == {
        *(
            "checkFile",
            "checkReference",
            "checkAgencies",
            "withdraw",
            "showReceipt",
            "printReceipt",
        ),
        *("showCoverage", "showCard", "showFile", "showHistory", "showCheck", "showClosing"),
        "findByReference",
        *("listTasksOfFile", "showEscalationWords", "listChanges"),
        *("listDisclosures", "listWithdrawals", "showCodes", "showPolicy"),
        *("listServices", "showService", "findServices", "listNotices", "showNotice"),
    }
    recorded = {name for name, scope in given.items() if scope == "consent:record"}
    assert recorded == BY_SYSTEMS.keys() - {"withdraw"}
    # What is hidden is opened, and what waits is looked at, by people.
    people = {"openContact", "confirmEffect", "refuseEffect", "confirmRecord", "weighWish"}
    assert not people & given.keys()
    for one in operations():
        if one.scope is not None:
            assert isinstance(one.roles, frozenset)
            assert not one.roles.isdisjoint(ROLES), one.name


def test_no_machine_was_called_by_a_manager(service: Running) -> None:
    """What it says would lift waits for somebody who looks, whomever it names."""
    family = add_family(service)
    vendor = registered(service)
    unsafe = {"person": family.father, "safe_to_ask": False, "code": "DOMESTIC_ABUSE"}
    service.record(f"{family.path}/safety", unsafe)
    safe = {"person": family.father, "safe_to_ask": True, "code": "SAFE_AGAIN", "reason": ENOUGH}
    said = post(vendor, f"{family.path}/safety", {**safe, "said_by_telephone": "manager-1"})
    assert said.status_code == 201
    (waiting,) = service.get("/v1/waiting", "MASH_MANAGER").get_json()["waiting"]
    assert (waiting["stands"], waiting["by"], waiting["told_by"]) == ("WAITS", "client:lcs", None)
    father = service.get(family.path).get_json()["adults"][1]
    assert (father["id"], father["asking"]) == (family.father, "NO")


def test_no_client_is_ever_a_manager_whatever_stands_on_the_ledger(service: Running) -> None:
    assert not {role for role in ROLES if "MANAGER" in role or "HEAD" in role}
    registered(service, roles=("MASH_MANAGER", "MASH_WORKER"), scopes=("consent:check", "all"))
    client = read_authority(service.storage.records, OURS).standing_clients["lcs"]
    assert (set(client.roles), set(client.scopes)) == ({"MASH_WORKER"}, {"consent:check"})


def _claims(vendor: Vendor, **changes: Any) -> dict[str, Any]:
    now = int(time.time())
    made = {
        "iss": "https://consent.test",
        "aud": "consent-service",
        "sub": vendor.id,
        "client_id": vendor.id,
        "authority": OURS,
        "type": "access",
        "roles": ["MASH_WORKER"],
        "scope": "consent:check",
        "key": "k-1",
        "iat": now,
        "nbf": now,
        "exp": now + 600,
        "jti": "j",
        **changes,
    }
    return {name: value for name, value in made.items() if value is not None}


FORGED: dict[str, Callable[[Vendor], tuple[dict[str, Any], dict[str, Any]]]] = {
    "sub another": lambda v: ({}, {"sub": f"{OURS}.other"}),
    "another authority's client": lambda v: (
        {},
        {"sub": f"{THEIRS}.lcs", "client_id": f"{THEIRS}.lcs"},
    ),
    "scope a list": lambda v: ({}, {"scope": ["consent:check"]}),
    "no scope": lambda v: ({}, {"scope": None}),
    "no key": lambda v: ({}, {"key": None}),
    "a key that is not its own": lambda v: ({}, {"key": "k-2"}),
    "as a token of staff": lambda v: ({"typ": "JWT"}, {}),
    "no typ": lambda v: ({"typ": ""}, {}),
}


@pytest.mark.parametrize("bad", FORGED)
def test_a_token_of_ours_that_says_two_things_is_no_token(service: Running, bad: str) -> None:
    """Even one that was signed by our own key: nothing passes for something else."""
    vendor = registered(service)
    key = read_token_keys(service.settings.keys).active

    def asked(header: dict[str, Any], claims: dict[str, Any]) -> Any:
        said = {"alg": "ES256", "typ": "at+jwt", **header}
        token = signed(said, json.dumps(_claims(vendor, **claims)).encode(), key)
        family = "/v1/files/" + "0" * 32
        return post(vendor, f"{family}/checks", {"subjects": []}, token)

    problem_of(asked({}, {}), "invalid")
    problem_of(asked(*FORGED[bad](vendor)), "unauthenticated")


def test_what_is_published_says_where_to_ask_and_has_the_key_of_our_tokens(
    service: Running,
) -> None:
    asked = partial(service.client.get, headers={"Host": HOST})
    server = asked("/.well-known/oauth-authorization-server").get_json()
    assert server["issuer"] == "https://consent.test"
    assert server["token_endpoint"] == "https://consent.test/oauth/token"
    assert server["token_endpoint_auth_methods_supported"] == ["private_key_jwt"]
    (key,) = asked("/.well-known/jwks.json").get_json()["keys"]
    assert "d" not in key
    header = json.loads(_decoded(registered(service).token().split(".")[0]))
    assert header == {"alg": "ES256", "typ": "at+jwt", "kid": key["kid"]}


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_a_family_is_the_same_to_a_client(service: Running) -> None:
    family: Family = add_family(service, "LCS-1")
    vendor = registered(service.as_authority(THEIRS))
    reply = service.client.get(family.path, headers=vendor.headers())
    problem_of(reply, "not-found")


#: What a system may read of a family, each by the scope that it has.
HANDED_TO_SYSTEMS = [
    one
    for one in operations()
    if one.hands_out
    and one.scope is not None
    and one.method == "GET"
    and "<string:seq>" not in one.path
]


def read_for(vendor: Vendor, family: Family, worker: str | None) -> set[bool]:
    """Whether each of what a system may read of a family is read for that worker."""
    headers = vendor.headers(vendor.token())
    if worker is not None:
        headers["Acting-For"] = worker
    found = set()
    for one in HANDED_TO_SYSTEMS:
        path = one.path.replace("<string:file>", family.file)
        reply = vendor.service.client.get(
            path.replace("<string:", "").replace(">", ""), headers=headers
        )
        if reply.status_code == 403:
            problem_of(reply, "kept-to-others")
        found.add(reply.status_code != 403)
    return found


def restricted(service: Running, family: Family, *named: str) -> None:
    for one in named:
        sent = {"file": family.file, "staff": one, "reason": "Her mother works in this team."}
        service.record("/v1/restrictions", sent, "MASH_MANAGER", subject="manager-1")


def test_what_is_kept_to_a_worker_is_read_for_them_by_a_system_while_they_may_work_here(
    service: Running,
) -> None:
    """And a system that is named itself reads it for nobody else who sits before it."""
    family = add_family(service)
    vendor = registered(service)
    given = {
        worker: service.record(
            "/v1/rights", {"staff": worker, "role": role}, "SYSTEM_ADMIN", subject="admin-1"
        )["id"]
        for worker, role in (
            ("worker-1", "MASH_WORKER"),
            ("worker-2", "MASH_WORKER"),
            ("auditor-1", "AUDITOR"),
        )
    }
    assert len(HANDED_TO_SYSTEMS) > 5
    assert read_for(vendor, family, None) == {True}
    restricted(service, family, "worker-1", "auditor-1", "nobody-yet")
    assert read_for(vendor, family, "worker-1") == {True}
    for other in (None, "worker-2", "auditor-1", "nobody-yet", "worker-9"):
        assert read_for(vendor, family, other) == {False}, other
    over = f"/v1/rights/{given['worker-1']}/end"
    service.record(over, {}, "SYSTEM_ADMIN", subject="admin-1")
    for process in (service, service.restarted()):
        vendor.service = process
        assert read_for(vendor, family, "worker-1") == {False}
    restricted(service, family, f"client:{vendor.client}")
    assert read_for(vendor, family, None) == {True}
    for worker in ("worker-1", "worker-2"):
        assert read_for(vendor, family, worker) == {False}
