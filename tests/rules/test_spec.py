"""The generated documents are what the code says, and the code raises what it declares."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from consent_service.actions.checks import check_sharing
from consent_service.actions.covering import show_coverage
from consent_service.api.edge.meanings import PROBLEMS
from consent_service.api.edge.operations import Operation, Public
from consent_service.api.recorded import by_family
from consent_service.api.recorded.endings import problems_of
from consent_service.api.recorded.writes import WRITES
from consent_service.api.spec import document as specification
from consent_service.api.spec import vocabulary
from consent_service.api.table import operations
from tests.api.specified import held, members

ROOT = Path(__file__).resolve().parents[2]
ACTIONS = ROOT / "consent_service" / "actions"
ACCESS = ROOT / "consent_service" / "access"
API = ROOT / "consent_service" / "api"
OPERATIONS = {operation.name: operation for operation in operations()}


def _described() -> list[dict[str, Any]]:
    return [one for methods in held()["paths"].values() for one in methods.values()]


# ── documents ───────────────────────────────────────────────────────────────────────────────


def test_the_generated_documents_are_up_to_date() -> None:
    stale = specification.write(ROOT, check=True)
    assert stale == [], (
        "run `make spec`; if it was just run, another process makes them otherwise: something in "
        "them goes by the order of import, or of a set"
    )


@pytest.mark.parametrize(
    "step", [18, pytest.param(1, marks=pytest.mark.campaign)], ids=["every 18th", "all"]
)
def test_the_specification_is_openapi_3_1(step: int) -> None:
    """Each schema, and of the addresses, which are all made in one way, some."""
    assert held()["openapi"].startswith("3.1")
    looked_at = {**held(), "paths": dict(list(held()["paths"].items())[::step])}
    assert list(OpenAPIV31SpecValidator(looked_at).iter_errors()) == []


def test_the_specification_has_every_operation_and_its_problems() -> None:
    described = {one["operationId"]: one for one in _described()}
    shared = held()["components"]["responses"]
    assert set(described) == set(OPERATIONS)
    for name, operation in OPERATIONS.items():
        replies = described[name]["responses"]
        assert str(operation.status) in replies
        # A reference that says nothing itself says what it refers to.
        texts = (
            reply.get("description") or shared[reply["$ref"].rpartition("/")[2]]["description"]
            for reply in replies.values()
        )
        text = " ".join(texts)
        for code in operation.problems:
            assert f"`{code}`" in text, f"{name} does not describe {code}"
        public = isinstance(operation.roles, Public)
        assert (described[name].get("security") == []) is public
    assert held()["security"] == [{"token": []}]


def test_an_operation_says_with_which_status_each_of_its_problems_comes() -> None:
    """By that status, or by the range it is in: nothing is left to `default`."""
    shared = held()["components"]["responses"]
    for described in _described():
        operation, replies = OPERATIONS[described["operationId"]], described["responses"]
        assert "default" not in replies
        for status, codes in specification._problems(operation).items():
            reply = replies.get(str(status)) or replies[f"{status // 100}XX"]
            if operation.refusal is not None and reply["$ref"].endswith("/TokenRefused"):
                continue
            text = (
                reply.get("description") or shared[reply["$ref"].rpartition("/")[2]]["description"]
            )
            assert [code for code in codes if f"`{code}`" not in text] == [], operation.name


def test_an_operation_lists_nothing_that_any_may_be_answered_with() -> None:
    """Of whoever is known. Rotations may be public, where no more than is listed is said."""
    of_any = set(specification._OF_WHOEVER_IS_KNOWN)
    listed = {
        name
        for name, operation in OPERATIONS.items()
        if not isinstance(operation.roles, Public) and of_any & set(operation.problems)
    }
    assert listed <= {"showRotations"}


#: Any object, because it is one of many kinds that are described elsewhere.
OF_MANY_KINDS = {
    "Draft/properties/typed": "a body of one of two operations, as far as it was typed",
    "HistoryEntry/properties/event": "one of the kinds of docs/events.md",
    "Report/properties/rows/items": "a line of one of the reports, each with its own members",
}


def test_every_schema_says_what_may_stand_there() -> None:
    """No reply holds "something": who reads it with a program knows what."""
    every = _schemas(held()["components"]["schemas"])
    assert {place.removeprefix("/") for place, part in every if _is_anything(part)} == set(
        OF_MANY_KINDS
    )


def _is_anything(part: dict[str, Any]) -> bool:
    if {"$ref", "anyOf", "allOf", "oneOf", "enum", "const"} & part.keys():
        return False
    kinds = part.get("type", [])
    kinds = {kinds} if isinstance(kinds, str) else {*kinds} - {"null"}
    if "object" in kinds:
        return not (part.get("properties") or part.get("additionalProperties"))
    return not kinds or ("array" in kinds and not part.get("items"))


def _schemas(named: dict[str, Any], place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Each schema there is, down to its members and theirs."""
    for name, part in named.items():
        here = f"{place}/{name}"
        yield here, part
        yield from _schemas(part.get("properties", {}), f"{here}/properties")
        yield from _schemas({key: part[key] for key in ("items",) if key in part}, here)
        for several in ("anyOf", "allOf"):
            yield from _schemas(
                {str(n): one for n, one in enumerate(part.get(several, ()))}, f"{here}/{several}"
            )


def test_the_specification_can_still_be_read() -> None:
    """What it says again is to be said once, before more is said: of each operation, and in all."""
    text = (ROOT / "api_spec/openapi.yaml").read_text(encoding="utf-8")
    assert text.count("\n") < min(9_000, 49 * len(_described()))


# ── said once ────────────────────────────────────────────────────────────────────────────────


def _below(part: Any, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Each object within a part of the specification, with where it stands."""
    if isinstance(part, dict):
        yield place, part
        for name, inner in part.items():
            yield from _below(inner, f"{place}/{name}")
    elif isinstance(part, list):
        for inner in part:
            yield from _below(inner, f"{place}/-")


def test_a_problem_is_described_once_for_each_status_and_referred_to() -> None:
    for operation in _described():
        for status, response in operation["responses"].items():
            is_problem = status >= "400" or status == "202"
            is_shared = "$ref" in response and not response["$ref"].endswith("/Recorded")
            assert is_shared is is_problem, operation["operationId"]


def test_a_code_list_stands_once_by_its_name_and_is_referred_to() -> None:
    lists = [
        (place, tuple(one["enum"]))
        for place, one in _below(held())
        if isinstance(one.get("enum"), list)
    ]
    assert len(lists) > 50
    for place, _ in lists:
        assert re.fullmatch(r"/components/schemas/\w+Code", place), place
    assert len({codes for _, codes in lists}) == len(lists)
    # A generator makes no enumeration of one that does, and so no client of any of it.
    assert [place for place, codes in lists if len(set(codes)) < len(codes)] == []


def test_replies_admit_new_members_and_new_codes_and_requests_do_not() -> None:
    asked, shown = set(), set()
    for operation in _described():
        asked |= _refers_to(operation.get("requestBody", {}))
        shown |= _refers_to(operation["responses"])
    assert len(asked) > 80
    assert len(shown) > 80
    schemas = held()["components"]["schemas"]
    for name in asked:
        # Generators make a member with a default one that is never left out.
        needed = schemas[name].get("required", ())
        sent = members(schemas[name])
        assert not [one for one in sent if one not in needed and "default" in sent[one]]
        for place, one in _below(schemas[name], name):
            # What else stands in a request for a token is not looked at: RFC 6749, 3.2.
            if one.get("type") == "object" and name != "TokenRequest":
                assert one["additionalProperties"] is False, place
            assert "Code" not in name or "anyOf" not in one, place
    for name in shown:
        for place, one in _below(schemas[name], name):
            assert one.get("additionalProperties") is not False, place
            if "enum" in schemas.get(one.get("$ref", "").rpartition("/")[2], {}):
                assert place == f"{name}/anyOf/-", "a list of a reply is open"


def test_every_operation_says_what_it_does_beyond_its_summary() -> None:
    for operation in _described():
        assert len(operation["description"]) > len("Public, because"), operation["operationId"]
        assert operation["description"] != operation["summary"]
        for parameter in operation.get("parameters", ()):
            assert "$ref" in parameter or parameter["description"], operation["operationId"]
    names = [operation["operationId"] for operation in _described()]
    assert len(set(names)) == len(names)
    assert held()["servers"]


def test_every_schema_and_every_property_of_it_says_what_it_means() -> None:
    used = set()
    schemas = held()["components"]["schemas"]
    for name, schema in schemas.items():
        for member, said in members(schema).items():
            used.add(member)
            # A reference that says nothing itself says what it refers to.
            refers = schemas[said["$ref"].rpartition("/")[2]] if "$ref" in said else {}
            says = said if "description" in said else refers
            assert says.get("description"), f"{name}.{member}"
        assert schema.get("description") or members(schema), name
        assert schema.get("description") != "None", name
    assert set(vocabulary.MEMBERS) <= used, "a meaning of a member that nobody sends"
    assert set(vocabulary.PLACES) == set(re.findall(r"{(\w+)}", " ".join(held()["paths"])))


def test_what_a_request_may_leave_out_is_said_of_no_reply() -> None:
    """Of what a conversation was in stood that it is the only open enquiry if left out."""
    for name, schema in held()["components"]["schemas"].items():
        if schema.get("additionalProperties") is not False:
            for member, said in members(schema).items():
                assert "if left out" not in said.get("description", ""), f"{name}.{member}"


#: Without an example at the operation, for its reason: it is as long as every code list together.
NOT_SHOWN = {"showCodes"}


def test_every_operation_shows_what_is_sent_and_what_is_answered() -> None:
    """But for bytes of C2SP's formats, pages to print and this specification, which are no JSON."""
    shared = held()["components"]["responses"]
    for operation in _described():
        name = operation["operationId"]
        reply = operation["responses"][str(OPERATIONS[name].status)]
        reply = shared[reply["$ref"].rpartition("/")[2]] if "$ref" in reply else reply
        parts = [*operation.get("requestBody", {}).get("content", {}).values()]
        parts += [one for kind, one in reply["content"].items() if kind == "application/json"]
        shown = ["examples" in one for one in parts]
        assert all(shown) is (name not in NOT_SHOWN), name


def test_what_is_wrong_with_what_was_sent_is_shown_where_every_operation_refers_to_it() -> None:
    (shown,) = held()["components"]["responses"]["CannotBeUsed"]["content"].values()
    (example,) = shown["examples"].values()
    assert example["value"]["errors"]


def _refers_to(part: Any) -> set[str]:
    """The names of every schema that a part refers to, however far away."""
    found: set[str] = set()
    waiting = [part]
    while waiting:
        for _, one in _below(waiting.pop()):
            kind, _, name = one.get("$ref", "").removeprefix("#/components/").partition("/")
            if kind == "schemas" and name not in found:
                found.add(name)
                waiting.append(held()["components"]["schemas"][name])
            elif kind == "responses":
                waiting.append(held()["components"]["responses"][name])
    return found


# ── problems ────────────────────────────────────────────────────────────────────────────────


def _codes_raised(node: ast.AST, by: str) -> Iterator[str]:
    """The literal codes given to `by` within `node`, either branch of a choice included."""
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == by:
            for part in ast.walk(call.args[0]):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


#: What every write may meet, whatever its action.
OF_EVERY_WRITE = {
    "idempotency-key-missing",
    "key-reused",
    "not-found",
    "record-damaged",
    "storage-unavailable",
    "outcome-unknown",
    "ledger-not-sound",
    # What is kept as a draft is no refusal of the action's.
    "decision-not-ready",
}


def _refused(where: Path = ACTIONS) -> set[str]:
    return {
        code
        for path in where.glob("*.py")
        if "Refused" in (source := path.read_text(encoding="utf-8"))
        for code in _codes_raised(ast.parse(source), "Refused")
    }


def test_every_code_an_action_refuses_with_is_a_problem() -> None:
    assert len(_refused()) > 20
    assert _refused() <= set(PROBLEMS)


def test_every_code_the_interface_raises_is_a_problem() -> None:
    raised = {
        code
        for path in API.rglob("*.py")
        if "ProblemError" in (source := path.read_text(encoding="utf-8"))
        for code in _codes_raised(ast.parse(source), "ProblemError")
    }
    assert len(raised) > 10
    assert raised <= set(PROBLEMS)


def test_every_code_that_an_action_refuses_with_is_of_some_operation() -> None:
    """Worked out from each action, so one that is forgotten on the way is missing here."""
    worked_out = {code for write in WRITES for code in write.problems}
    worked_out |= {code for write in by_family.WRITES for code in write.problems}
    worked_out |= set(problems_of(None, check_sharing)) | set(problems_of(None, show_coverage))
    assert _refused() <= worked_out


@pytest.mark.parametrize("name", ["checkFile", "checkReference"])
def test_a_check_declares_exactly_the_problems_its_action_may_end_with(name: str) -> None:
    declared = set(OPERATIONS[name].problems) - OF_EVERY_WRITE
    assert declared == set(problems_of(None, check_sharing))


def test_every_problem_can_happen_somewhere() -> None:
    """At an operation, or where somebody signs in, which is for people alone."""
    declared = {code for operation in OPERATIONS.values() for code in _declared(operation)}
    assert set(PROBLEMS) == declared | _refused(ACCESS)


def _declared(operation: Operation) -> set[str]:
    return {code for codes in specification._problems(operation).values() for code in codes}
