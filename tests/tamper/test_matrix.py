"""The document is what the tests do, and every list of cases is in it."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.tamper.case import HARMLESS, UNSEEN
from tests.tamper.matrix import GROUPS, PATH, render

HERE = Path(__file__).parent


def test_the_matrix_is_up_to_date() -> None:
    assert PATH.read_text(encoding="utf-8") == render(), "run python -m tests.tamper.matrix"


def test_every_list_of_cases_is_in_the_matrix_and_is_run() -> None:
    """A list that is forgotten would look like one that is tested."""
    lists = {
        node.target.id
        for path in HERE.glob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.AnnAssign)
        and isinstance(node.target, ast.Name)
        and node.target.id.endswith("_CASES")
    }
    assert len(lists) == len(GROUPS) == len({id(group.cases) for group in GROUPS})
    for group in GROUPS:
        file, name = group.test.split("::")
        tree = ast.parse((HERE / file).read_text(encoding="utf-8"))
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_what_is_not_caught_says_why() -> None:
    for group in GROUPS:
        for name, case in group.cases.items():
            is_caught = case.by not in (HARMLESS, UNSEEN)
            assert is_caught == (case.code != 0), name
            assert is_caught or case.why, name
