"""The story, told once a module on each database and put back after each test."""

from __future__ import annotations

import pytest

from tests.tamper.forged_story import forged, forged_once
from tests.tamper.story import story, told

__all__ = ["forged", "forged_once", "story", "told"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out, of each case, the kind of database that it cannot be done to."""
    items[:] = [item for item in items if _can_be_done(item)]


def _can_be_done(item: pytest.Item) -> bool:
    params = getattr(getattr(item, "callspec", None), "params", {})
    only = getattr(params.get("case"), "only", None)
    return only is None or params.get("database_kind") in (None, only)
