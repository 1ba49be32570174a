"""`make clients`: TypeScript of the specification by others' generator, each example typed by it.

It needs Node.js and the network, so that it is no test of every day: `openapi-typescript` makes the
types, and the compiler has to take each example for what the specification says it is.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any, Final

import yaml

from consent_service.api.edge.problems import PROBLEM_JSON

ROOT: Final = Path(__file__).resolve().parents[2]
SPEC: Final = ROOT / "api_spec" / "openapi.yaml"
MADE: Final = ROOT / "build" / "clients"
GENERATOR: Final = "openapi-typescript@7.13.0"
COMPILER: Final = "typescript@5.9.3"


def typed_examples() -> str:
    """Each example as a constant of the type that the specification gives it."""
    held = yaml.safe_load(SPEC.read_text(encoding="utf-8"))
    operations = {one["operationId"]: one for of in held["paths"].values() for one in of.values()}
    lines = ['import type { components } from "./api";', ""]
    for path in sorted((ROOT / "api_spec" / "examples").glob("*.json")):
        example = json.loads(path.read_text(encoding="utf-8"))
        name = path.stem.replace("-", "_")
        operation, reply = operations[example["operation"]], example["response"]
        kind = "Problem"
        if reply["content_type"] != PROBLEM_JSON:
            if not isinstance(reply["body"], dict):
                continue
            answered = operation["responses"][str(reply["status"])]
            shared = answered.get("$ref", "").rpartition("/")[2]
            kind = _named(held["components"]["responses"][shared] if shared else answered)
            sent = example["request"].get("body")
            if sent is not None and sent.get("urgency") != "IMMEDIATE":
                lines.append(_constant(f"{name}_asked", _named(operation["requestBody"]), sent))
        lines.append(_constant(name, kind, reply["body"]))
    return "\n".join(lines) + "\n"


def _named(part: dict[str, Any]) -> str:
    name: str = part["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    return name


def _constant(name: str, kind: str, value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return f'export const {name}: components["schemas"]["{kind}"] = {text};'


def main() -> None:
    """Make the types, then have the compiler read the examples. Raises if either fails."""
    MADE.mkdir(parents=True, exist_ok=True)
    (MADE / "examples.ts").write_text(typed_examples(), encoding="utf-8")
    npx = ("npx", "--yes", "--package")
    made = [*npx, GENERATOR, "openapi-typescript", str(SPEC), "--output", str(MADE / "api.ts")]
    read = [*npx, COMPILER, "tsc", "--noEmit", "--strict", str(MADE / "examples.ts")]
    for command in (made, read):
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
