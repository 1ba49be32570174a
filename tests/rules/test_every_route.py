"""Every address of the application is a declared operation or page, and says who may use it."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Map

from consent_service.api.edge.operations import Operation, Public
from consent_service.api.table import operations
from consent_service.app import create_app
from consent_service.domain.codes import codes
from consent_service.domain.may import FAMILY, PARTNER
from consent_service.pages.assets import ASSETS
from consent_service.pages.table import PAGES
from tests.api.running import HOST, Running, problem_of
from tests.sweeping import each

OPERATIONS = {operation.name: operation for operation in operations()}
GUARDED = [name for name, one in OPERATIONS.items() if not isinstance(one.roles, Public)]
PUBLIC = [name for name, one in OPERATIONS.items() if isinstance(one.roles, Public)]
PAGES_BY_NAME = {page.name: page for page in PAGES}
ROLES = sorted(codes("staff_roles"))


def strays(app: Flask) -> list[str]:
    """Routes that are no declared operation's or page's, or take another method than it says."""
    found = []
    for rule in app.url_map.iter_rules():
        page = PAGES_BY_NAME.get(rule.endpoint, ASSETS if rule.endpoint == ASSETS.name else None)
        if page is not None:
            said = (page.path, {page.method})
            if said != (rule.rule, set(rule.methods or ()) - {"HEAD"}):
                found.append(f"{rule.endpoint} {rule.rule}")
            continue
        operation = OPERATIONS.get(rule.endpoint)
        methods = set(rule.methods or ()) - {"HEAD"}
        if (
            operation is None
            or rule.rule != operation.path
            or methods != {operation.method}
            or (isinstance(operation.roles, Public) and not operation.roles.because.strip())
            or (isinstance(operation.roles, frozenset) and not operation.roles)
        ):
            found.append(f"{rule.endpoint} {rule.rule} {sorted(methods)}")
    return found


def path_of(operation: Operation) -> str:
    path = operation.path
    for name in ("file", "enquiry", "authorisation"):
        path = path.replace(f"<string:{name}>", "0" * 32)
    path = path.replace("<string:authority>", "nowhere").replace("<path:place>", "0/000")
    return path.replace("<string:code>", "not-found")


def test_every_route_is_a_declared_operation(service: Running) -> None:
    assert strays(service.app) == []


def test_every_operation_is_routed_once(service: Running) -> None:
    routed = [rule.endpoint for rule in service.app.url_map.iter_rules()]
    assert sorted(routed) == sorted([*OPERATIONS, *PAGES_BY_NAME, ASSETS.name])
    assert len(OPERATIONS) == len(operations())
    assert len(PAGES_BY_NAME) == len(PAGES)


def test_a_page_that_anybody_may_see_says_why(service: Running) -> None:
    for page in PAGES:
        assert page.public is None or len(page.public) > 20, page.name
        assert not page.is_always_there or page.public is not None, page.name
        # Nothing that names anybody is in an address of a page.
        assert page.path.startswith("/"), page.name
        assert not page.path.startswith("/v1/"), page.name


def test_a_stray_route_would_be_found(service: Running) -> None:
    app = create_app(service.settings, service.clock)
    # The map is everybody's: what this test adds is added to one of its own.
    app.url_map = Map([rule.empty() for rule in app.url_map.iter_rules()])
    app.add_url_rule("/v1/export", endpoint="export", view_func=lambda: "")
    app.add_url_rule("/v1/codes", endpoint="showCodes", methods=["DELETE"])
    assert len(strays(app)) == 2
    app.extensions["consent_storage"].engine.dispose()


def test_no_route_is_added_but_by_the_operations() -> None:
    """Searched for in the code, because a route added later than start would not be walked."""
    package = Path(__file__).resolve().parents[2] / "consent_service"
    ways = ("add_url_rule", "url_map", ".route(", "register_blueprint", "@app.get(", "@app.post(")
    found = [
        path.relative_to(package).as_posix()
        for path in sorted(package.rglob("*.py"))
        if any(way in path.read_text(encoding="utf-8") for way in ways)
    ]
    assert found == ["api/edge/routing.py"]


@each("name", of=GUARDED)
def test_without_a_token_nobody_gets_past(service: Running, name: str) -> None:
    operation = OPERATIONS[name]
    reply = service.client.open(
        path_of(operation), method=operation.method, headers={"Host": HOST}, data=b"{"
    )
    problem_of(reply, "unauthenticated")


#: The guard is one function, and `test_who_may.py` walks it whole: daily a sample is served.
SERVED = list(GUARDED)[::12]


@each("name", of=SERVED)
def test_each_role_gets_past_where_it_is_declared_and_nowhere_else(
    service: Running, name: str
) -> None:
    _gets_past_where_declared(service, name)


@pytest.mark.campaign
@each("name", of=GUARDED)
def test_the_same_of_every_operation(service: Running, name: str) -> None:
    _gets_past_where_declared(service, name)


def _gets_past_where_declared(service: Running, name: str) -> None:
    """A body that is cut short is past the guard, and records nothing."""
    operation = OPERATIONS[name]
    assert isinstance(operation.roles, frozenset)
    for role in ROLES:
        if operation.method == "POST":
            reply = service.post(path_of(operation), b"{", role)
            past = "not-found" if operation.body is None else "malformed-json"
        else:
            reply = service.get(path_of(operation), role)
            past = "not-found"
        if role not in operation.roles:
            assert problem_of(reply)["type"].endswith("/not-your-role"), role
        elif reply.status_code != 200:
            assert problem_of(reply)["type"].endswith(f"/{past}"), role


@each("name", of=PUBLIC)
def test_what_is_public_says_why_and_needs_nothing(service: Running, name: str) -> None:
    operation = OPERATIONS[name]
    assert isinstance(operation.roles, Public)
    assert len(operation.roles.because) > 20
    assert "file" not in operation.path
    if name == "requestToken":
        return
    assert operation.method == "GET"
    reply = service.client.get(path_of(operation), headers={"Host": HOST})
    assert reply.status_code == 200


def test_only_these_are_public() -> None:
    assert sorted(PUBLIC) == [
        "alive",
        "ready",
        "requestToken",
        "showAuthorizationServer",
        "showProblem",
        "showSpecification",
        "showTokenKeys",
    ]


def test_a_role_that_is_declared_exists() -> None:
    for operation in OPERATIONS.values():
        if isinstance(operation.roles, frozenset):
            assert operation.roles <= set(ROLES), operation.name


def test_whoever_may_record_may_also_check_and_read() -> None:
    """Nobody has to record what they are not allowed to look at, but for legal services, and
    whoever keeps the lists of staff and of services, which are about no family.
    """
    readers = OPERATIONS["showFile"].roles
    assert isinstance(readers, frozenset)
    for operation in OPERATIONS.values():
        if operation.status == 201 and isinstance(operation.roles, frozenset):
            of_no_family = operation.path.startswith(
                (
                    "/v1/staff",
                    "/v1/rights",
                    "/v1/services",
                    "/v1/privacy-notices",
                    "/v1/clients",
                )
            )
            apart = {"SYSTEM_ADMIN"} if of_no_family else {"LEGAL_SERVICES"}
            # An agency reads what it was asked, and answers that.
            apart |= {PARTNER} if operation.name == "answerRequest" else set()
            assert operation.roles - apart - FAMILY <= readers, operation.name


def test_the_family_can_use_their_own_view_and_nothing_else_and_nobody_else_can() -> None:
    for name in GUARDED:
        roles = OPERATIONS[name].roles
        assert isinstance(roles, frozenset)
        is_own = OPERATIONS[name].path.split("/")[2:3] == ["own"]
        assert roles <= FAMILY if is_own else not roles & FAMILY, name


def test_no_address_of_the_family_names_anybody() -> None:
    own = [one.path for one in OPERATIONS.values() if one.roles == FAMILY]
    assert len(own) == 9
    assert not [path for path in own if "<" in path]
