"""A client made from the specification by others' generator imports, and reads every example.

It is made of every operation every day, because a generator that cannot read one makes nothing
for the others; of the examples it reads some every day, and all in a campaign. That the
specification is valid and that each example is as it says is tried elsewhere, of all, every day.
"""

from __future__ import annotations

import importlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import pytest

from consent_service.api.edge.problems import PROBLEM_JSON
from tests.api import specified
from tests.sweeping import each

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "api_spec" / "examples").glob("*.json"))
}
#: Nothing is run over what was made: it must import as it stands. The specification itself, which
#: is YAML, is an object like any other to it.
AS_IT_STANDS = "post_hooks: []\ncontent_type_overrides: {application/yaml: application/json}\n"

#: Of the examples one of so many is read every day.
EACH = 6


@dataclass(frozen=True)
class Client:
    """What was made, and the operations of which it was made."""

    package: ModuleType
    operations: dict[str, Any]

    def model(self, schema: dict[str, Any]) -> Any:
        """The class that the generator made of a schema that is referred to."""
        models = importlib.import_module(f"{self.package.__name__}.models")
        return getattr(models, schema["$ref"].rpartition("/")[2])


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    folder, held, name = tmp_path_factory.mktemp("client"), specified.held(), "made_of_all"
    # The same as JSON: the generator takes longer to read the YAML than to make the client.
    spec = folder / "openapi.json"
    spec.write_text(json.dumps(held), encoding="utf-8")
    settings = folder / "settings.yaml"
    settings.write_text(AS_IT_STANDS, encoding="utf-8")
    made = subprocess.run(
        [
            *(sys.executable, "-m", "openapi_python_client", "generate"),
            *("--path", str(spec), "--config", str(settings), "--meta", "none"),
            *("--output-path", str(folder / name), "--fail-on-warning"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    sys.path.insert(0, str(folder))
    try:
        operations = (one for of in held["paths"].values() for one in of.values())
        package = importlib.import_module(name)
        yield Client(package, {one["operationId"]: one for one in operations})
    finally:
        sys.path.remove(str(folder))


def same(value: Any) -> Any:
    """With each time as the moment it is: the generator writes it in a spelling of its own."""
    if isinstance(value, dict):
        return {key: same(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [same(inner) for inner in value]
    if isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\dT", value):
        return datetime.fromisoformat(value)
    return value


def reply_model(client: Client, example: dict[str, Any]) -> Any:
    operation, reply = client.operations[example["operation"]], example["response"]
    if reply["content_type"] == PROBLEM_JSON:
        return client.model({"$ref": "#/components/schemas/Problem"})
    answered = operation["responses"][str(reply["status"])]
    if "$ref" in answered:
        answered = specified.held()["components"]["responses"][answered["$ref"].rpartition("/")[2]]
    return client.model(answered["content"]["application/json"]["schema"])


def test_every_operation_is_a_function_of_the_client(client: Client) -> None:
    for name, operation in client.operations.items():
        snake = re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
        (tag,) = operation["tags"]
        module = importlib.import_module(f"{client.package.__name__}.api.{tag}.{snake}")
        assert callable(module.sync_detailed), name


@each("name", of=EXAMPLES, every=EACH)
def test_the_client_reads_an_example_and_writes_the_same(client: Client, name: str) -> None:
    example = EXAMPLES[name]
    body = example["response"]["body"]
    if isinstance(body, dict):
        read = reply_model(client, example).from_dict(body)
        assert same(read.to_dict()) == same(body)
        assert not_known(read) == []
    sent = example["request"].get("body")
    if sent is not None and sent.get("urgency") != "IMMEDIATE" and read_whole(example):
        content = client.operations[example["operation"]]["requestBody"]["content"]
        asked = client.model(content["application/json"]["schema"]).from_dict(sent)
        assert same(asked.to_dict()) == same(sent)


def not_known(read: Any) -> list[str]:
    """What stands in it, however far down, of which the client has no member."""
    if isinstance(read, list):
        return [name for one in read for name in not_known(one)]
    if not attrs.has(type(read)):
        return []
    members = {field.name: getattr(read, field.name) for field in attrs.fields(type(read))}
    # Where there is no member at all, names of no kind of thing were meant to stand: ids, say.
    others = members.pop("additional_properties", {}) if len(members) > 1 else {}
    return [*others, *(name for one in members.values() for name in not_known(one))]


def read_whole(example: dict[str, Any]) -> bool:
    """A body that was refused is no example of one."""
    return bool(example["response"]["status"] < 400)


def test_a_client_made_today_reads_members_and_codes_of_tomorrow(client: Client) -> None:
    example = EXAMPLES["check-ask"]
    body = {**example["response"]["body"], "outcome": "NOT_YET_INVENTED", "new_member": [1]}
    read = reply_model(client, example).from_dict(body)
    assert read.outcome == "NOT_YET_INVENTED"
    assert read.additional_properties == {"new_member": [1]}
    assert same(read.to_dict()) == same(body)
