"""Every operation works on SQLite and on PostgreSQL every day, whatever a day leaves out."""

from __future__ import annotations

import ast
from pathlib import Path

from consent_service.api.table import operations
from tests.api.alone import ALONE

TESTS = Path(__file__).resolve().parents[1]


def named() -> set[str]:
    """What the marks `each_database` name; `tests/conftest.py` has each of it succeed."""
    sources = (path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py"))
    return {
        one.value
        # Where the name does not stand there is no such mark: most files need not be parsed.
        for source in sources
        if "each_database" in source
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr == "each_database"
        for one in node.args
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    }


def test_every_operation_succeeds_on_each_database_in_some_test_of_every_day() -> None:
    alone = {write.name for write in ALONE}
    assert named() | alone == {operation.name for operation in operations()}
    assert not named() & alone, "tried already, by `tests/api/test_each_row.py`"
