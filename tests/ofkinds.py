"""Which tests go through every row, every kind or every operation: `python -m tests.ofkinds`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

#: What such a test takes.
_GOES_THROUGH: Final = re.compile(
    r"^from (?:consent_service\.(?:api\.(?:table|recorded\.writes)"
    r"|domain\.recorded\.(?:catalogue|marked|event(?= import .*\bkinds\b)))"
    r"|tests\.(?:made_up|api\.alone|domain\.make_vectors)) import",
    re.MULTILINE,
)
#: The one of the pages' that does: what each member is called there.
_OF_MEMBERS: Final = "tests/pages/test_member_called.py"


def going_through(root: Path) -> list[str]:
    """Their paths beneath a copy of the project."""
    found = [
        str(path.relative_to(root))
        for folder in ("api", "domain", "rules")
        for path in sorted((root / "tests" / folder).rglob("test_*.py"))
        if _GOES_THROUGH.search(path.read_text(encoding="utf-8"))
    ]
    return [*found, _OF_MEMBERS]


if __name__ == "__main__":
    print(*going_through(Path(__file__).resolve().parents[1]))  # noqa: T201 - for `make kinds`
