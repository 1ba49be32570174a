"""Whether a young person decides for themself is asked of every reading of a file in one place: a
page, a way in, a letter or a list that looks at one reading by itself takes from them what waits.
"""

from __future__ import annotations

import ast
from pathlib import Path

import consent_service

ROOT = Path(consent_service.__file__).parent
#: Of one reading, or of a moment: who reads it, and why no page turns on that alone.
OF_ONE_READING = {
    # the rule for whoever shows, lists or lets in; and when a yes ends in one reading
    "domain/file/comingofage.py",
    # a check is answered in each reading, and the most careful answer is believed
    "domain/deciding/items.py",
    "domain/deciding/whoseyes.py",
    "domain/said/counting.py",
    # what a write lets fall is compared reading by reading
    "domain/lifting/silencing.py",
    # of a parent's page: what was theirs at the time they said it
    "domain/own/eyes.py",
}


def test_nobody_else_asks_one_reading_who_decides() -> None:
    reads = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        if "decides_alone" in (source := path.read_text(encoding="utf-8"))
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and node.attr == "decides_alone"
    }
    assert reads == OF_ONE_READING
