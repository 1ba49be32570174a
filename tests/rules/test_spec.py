"""The generated documents are what the code says, and the code raises what it declares."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from openapi_spec_validator import OpenAPIV31SpecValidator

from consent_service.api.edge.meanings import PROBLEMS
from consent_service.api.edge.operations import Operation, Public
from consent_service.api.recorded.tables import WRITES
from consent_service.api.spec import document as specification
from consent_service.api.table import operations

ROOT = Path(__file__).resolve().parents[2]
ACTIONS = ROOT / "consent_service" / "actions"
API = ROOT / "consent_service" / "api"
OPERATIONS = {operation.name: operation for operation in operations()}


# ── documents ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", specification.documents())
def test_a_generated_document_is_up_to_date(name: str) -> None:
    written = (ROOT / name).read_text(encoding="utf-8")
    assert written == specification.documents()[name], "run `make spec`"


def test_the_specification_is_openapi_3_1() -> None:
    held = yaml.safe_load((ROOT / "api_spec/openapi.yaml").read_text(encoding="utf-8"))
    assert held["openapi"].startswith("3.1")
    assert list(OpenAPIV31SpecValidator(held).iter_errors()) == []


def test_the_specification_has_every_operation_and_its_problems() -> None:
    paths = specification.openapi().to_dict()["paths"]
    described = {one["operationId"]: one for methods in paths.values() for one in methods.values()}
    assert set(described) == set(OPERATIONS)
    for name, operation in OPERATIONS.items():
        replies = described[name]["responses"]
        text = " ".join(reply["description"] for reply in replies.values())
        assert str(operation.status) in replies
        for code in operation.problems:
            assert f"`{code}`" in text, f"{name} does not describe {code}"
        public = isinstance(operation.roles, Public)
        assert (described[name].get("security") == []) is public


# ── problems ────────────────────────────────────────────────────────────────────────────────


def _codes_raised(node: ast.AST, by: str) -> Iterator[str]:
    """The literal codes given to `by` within `node`, either branch of a choice included."""
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == by:
            for part in ast.walk(call.args[0]):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


def _functions(folder: Path) -> dict[str, ast.FunctionDef]:
    found: dict[str, ast.FunctionDef] = {}
    for path in sorted(folder.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name != "__init__":
                assert node.name not in found, f"two functions are called {node.name}"
                found[node.name] = node
    return found


def _reachable(name: str, functions: dict[str, ast.FunctionDef]) -> set[str]:
    """The codes that calling this function may end with, by name, through every other."""
    codes: set[str] = set()
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current in seen or current not in functions:
            continue
        seen.add(current)
        node = functions[current]
        codes |= set(_codes_raised(node, "Refused"))
        for called in ast.walk(node):
            if isinstance(called, ast.Call):
                if isinstance(called.func, ast.Name):
                    waiting.append(called.func.id)
                elif isinstance(called.func, ast.Attribute):
                    waiting.append(called.func.attr)
    return codes


ACTING = _functions(ACTIONS)
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


#: What a shared function may end with and this write cannot: its path names the enquiry.
NEVER_HERE = {
    "closeEnquiry": {"no-open-enquiry", "which-enquiry"},
    "tellReferrer": {"no-open-enquiry", "which-enquiry"},
}


def test_every_code_an_action_refuses_with_is_a_problem() -> None:
    raised = {code for node in ACTING.values() for code in _codes_raised(node, "Refused")}
    assert len(raised) > 20
    assert raised <= set(PROBLEMS)


def test_every_code_the_interface_raises_is_a_problem() -> None:
    raised = {
        code
        for path in API.rglob("*.py")
        for code in _codes_raised(ast.parse(path.read_text(encoding="utf-8")), "ProblemError")
    }
    assert len(raised) > 10
    assert raised <= set(PROBLEMS)


@pytest.mark.parametrize("name", [write.name for write in WRITES])
def test_a_write_declares_exactly_the_problems_its_action_may_end_with(name: str) -> None:
    (write,) = [one for one in WRITES if one.name == name]
    raised = _reachable(write.perform.__name__, ACTING) - NEVER_HERE.get(name, set())
    declared = set(OPERATIONS[name].problems) - OF_EVERY_WRITE
    assert declared == raised


@pytest.mark.parametrize("name", ["checkFile", "checkReference"])
def test_a_check_declares_exactly_the_problems_its_action_may_end_with(name: str) -> None:
    raised = _reachable("check_sharing", ACTING)
    declared = set(OPERATIONS[name].problems) - OF_EVERY_WRITE
    assert declared == raised


def test_every_problem_can_happen_somewhere() -> None:
    declared = defaultdict(set)
    for operation in OPERATIONS.values():
        for code in _declared(operation):
            declared[code].add(operation.name)
    assert set(PROBLEMS) == set(declared)


def _declared(operation: Operation) -> set[str]:
    return {code for codes in specification._problems(operation).values() for code in codes}
