"""Why each empty place of a closing table is."""

from __future__ import annotations

from typing import Any


def why_each(table: dict[str, Any], reason: str = "STILL_TO_DO") -> list[dict[str, str]]:
    """A reason for each place of a closing table that asks for one."""
    return [
        {"about": row["id"], "column": cell["column"], "reason": reason}
        for row in table["rows"]
        for cell in row["cells"]
        if cell["asks_for_reason"]
    ]
