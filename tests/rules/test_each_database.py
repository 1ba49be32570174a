"""Every operation works on SQLite and on PostgreSQL every day, whatever a day leaves out."""

from __future__ import annotations

import re
from pathlib import Path

from consent_service.api.table import operations
from tests.api.alone import ALONE

TESTS = Path(__file__).resolve().parents[1]


def named() -> set[str]:
    """What the marks `each_database` name; `tests/whoruns.py` has each of it succeed."""
    sources = (path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py"))
    # To parse the files took four seconds; the formatter writes a mark in no other way.
    marks = (
        mark for source in sources for mark in re.findall(r"\.each_database\(([^)]*)\)", source)
    )
    return {name for mark in marks for name in re.findall(r'"(\w+)"', mark)}


def test_every_operation_succeeds_on_each_database_in_some_test_of_every_day() -> None:
    """On PostgreSQL where a test names it; on SQLite, where most tests run, where it is an example,
    is read by a page or a copy, or is named by a test of the day's sample.
    """
    alone = {write.name for write in ALONE}
    assert named() | alone == {operation.name for operation in operations()}
    assert not named() & alone, "tried already, by `tests/api/test_each_row.py`"
