"""The examples of `api_spec/examples`, at the operations that they are of."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

from ..edge.operations import Operation, Plain

#: Each operation's examples, as `api_spec/examples` has them, with their names.
Examples: TypeAlias = Mapping[str, Sequence[tuple[str, Mapping[str, Any]]]]
NONE: Final[Examples] = {}


class Shown(dict[str, Any]):
    """A value that is shown, and no part of the specification's own structure."""


def read_examples(root: Path) -> Examples:
    """Every example below the project's folder, by operation."""
    found: dict[str, list[tuple[str, Mapping[str, Any]]]] = {}
    for path in sorted((root / "api_spec" / "examples").glob("*.json")):
        example = json.loads(path.read_text(encoding="utf-8"))
        found.setdefault(example["operation"], []).append((path.stem, example))
    return found


def show(
    examples: Sequence[tuple[str, Mapping[str, Any]]],
    operation: Operation,
    described: Mapping[str, Any],
) -> None:
    """Put the examples that succeeded at the operation: what was sent, and each reply."""
    kept = [(n, one) for n, one in examples if one["response"]["status"] == operation.status]
    if operation.body is not None:
        sent = [(n, one["about"], one["request"]["body"]) for n, one in kept]
        _put(described["requestBody"]["content"]["application/json"], sent)
    if not isinstance(operation.reply, Plain):
        replies = [(n, one["about"], one["response"]["body"]) for n, one in kept]
        content = described["responses"][str(operation.status)]["content"]
        _put(content["application/json"], replies)


def _put(content: dict[str, Any], shown: Sequence[tuple[str, str, Any]]) -> None:
    if shown:
        content["examples"] = {
            name: {"summary": about, "value": Shown(value)} for name, about, value in shown
        }
