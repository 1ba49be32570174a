"""`docs/trust.md` promises nothing without saying which test shows it, or why none can."""

from __future__ import annotations

import re
from pathlib import Path

TEXT = (Path(__file__).resolve().parents[2] / "docs/trust.md").read_text(encoding="utf-8")
PROMISES, _, SHOWN = TEXT.partition("## Which test shows what")
ROWS = dict(re.findall(r"^\| ([^|]+?) \| ([^|]+?) \|$", SHOWN, re.MULTILINE))


def promised() -> list[str]:
    """Each part, each attack and each limit, by its first words, in their order."""
    table = PROMISES.partition("## Attacks")[0]
    parts = re.findall(r"^\| ([^|]+?) \| [^|]+ \| [^|]+ \| [^|]+ \|$", table, re.MULTILINE)
    attacks = re.findall(r"^\*\*([^*]+?)\.?\*\*", PROMISES, re.MULTILINE)
    limits = re.findall(r"^(\d+)\. ", PROMISES.partition("## Honest limits")[2], re.MULTILINE)
    return [*parts[1:], *attacks, *(f"Limit {number}" for number in limits)]


def test_everything_that_is_promised_has_its_row_and_nothing_else_has() -> None:
    rows = [row for row in ROWS if row not in ("what", "---")]
    found = promised()
    assert len(found) == len(rows)
    assert [name.startswith(row) for name, row in zip(found, rows, strict=True)] == [True] * len(
        rows
    )


def test_a_row_names_a_test_or_says_that_none_can() -> None:
    """That the tests named are there is held by `test_every_test_a_document_names_is_there`."""
    empty = {
        row
        for row, shown in ROWS.items()
        if row not in ("what", "---") and not re.search(r"`test_\w+`|no test can", shown)
    }
    assert empty == set()
