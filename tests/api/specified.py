"""The specification as it lies in `api_spec/`, read once by a process that asks for it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from consent_service.api.spec import document as specification
from consent_service.api.table import operations

SPEC = Path(__file__).resolve().parents[2] / "api_spec" / "openapi.yaml"


@cache
def held() -> dict[str, Any]:
    """By the quicker loader, which takes a third of a second: not when tests are collected, which
    each process that shares them does.
    """
    read: dict[str, Any] = yaml.load(SPEC.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return read


def members(schema: dict[str, Any]) -> dict[str, Any]:
    """What it has of its own, beside what it has from another."""
    parts = [schema, *schema.get("allOf", ())]
    return {name: one for part in parts for name, one in part.get("properties", {}).items()}


@cache
def documented(name: str) -> frozenset[str]:
    """The problems that the specification gives an operation."""
    (operation,) = (one for one in operations() if one.name == name)
    found = specification._problems(operation)
    return frozenset(code for codes in found.values() for code in codes)
