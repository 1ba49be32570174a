"""A control that a document promises has a test that is there, or its exception in words.

`test_readme.py` holds that every path named in a document exists. Here a test is named with its
module, so that one that has moved is found as well.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
THREATS = (ROOT / "docs/threat-model.md").read_text(encoding="utf-8")
ASVS = (ROOT / "docs/asvs.md").read_text(encoding="utf-8")

#: How many requirements of levels 1 and 2 each chapter of ASVS 5.0.0 has.
REQUIREMENTS = dict(
    enumerate((27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7), start=1)
)


def lost_in(text: str) -> list[str]:
    """Tests that a text names as `tests/module.py::test_name` and that are not there."""
    return [
        f"{path}::{name}"
        for path, name in re.findall(r"`(tests/[^`]*?)::([^`]*)`", text)
        if not (ROOT / path).is_file()
        or re.search(
            rf"^def {re.escape(name)}\(", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE
        )
        is None
    ]


def rows_of(text: str, columns: int) -> list[tuple[str, ...]]:
    """The rows of every table of so many columns, without what stands above the line."""
    cells = [
        tuple(cell.strip() for cell in line.strip("|").split(" | "))
        for line in text.splitlines()
        if line.startswith("| ")
    ]
    heads = {("threat", "control", "held by", "limit"), ("id", "what", "shown by"), ("id", "why")}
    return [row for row in cells if len(row) == columns and row not in heads]


@pytest.mark.parametrize("text", [THREATS, ASVS], ids=["threat-model", "asvs"])
def test_every_test_that_holds_a_control_is_where_the_document_says(text: str) -> None:
    assert text.count("::test_") > 80
    assert lost_in(text) == []


def test_a_test_that_is_not_there_would_be_missed() -> None:
    here = Path(__file__).relative_to(ROOT).as_posix()
    there, gone, nowhere = f"{here}::lost_in", f"{here}::test_nothing", "tests/none.py::lost_in"
    assert lost_in(f"`{there}`, `{gone}`, `{nowhere}`") == [gone, nowhere]


def test_every_threat_has_a_control_a_test_and_a_limit() -> None:
    rows = rows_of(THREATS, 4)
    assert len(rows) > 50
    assert [
        threat
        for threat, control, held_by, limit in rows
        if not (control and limit and ("::test_" in held_by or "no test can" in held_by))
    ] == []


def test_every_requirement_of_level_two_stands_once_with_a_proof_or_an_exception() -> None:
    """How many there are is the standard's; that none was left out or said twice is looked at."""
    shown = rows_of(ASVS, 3)
    ids = [id for row in (*shown, *rows_of(ASVS, 2)) for id in row[0].split(", ")]
    assert len(ids) == len(set(ids))
    chapters = [int(re.fullmatch(r"V(\d+)\.\d+\.\d+", id)[1]) for id in ids]  # type: ignore[index]
    assert {number: chapters.count(number) for number in REQUIREMENTS} == REQUIREMENTS
    assert [
        row for row in shown if not re.search(r"`[\w./-]+(::\w+)?`|Exception: \w", row[2])
    ] == []
