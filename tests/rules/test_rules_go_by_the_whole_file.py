"""No rule is asked of a file without words: such a file says less of what is to be minded. What is
found in the whole file is told without them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

import consent_service
from consent_service.domain.file.casefile import CaseFile
from consent_service.domain.file.pseudonyms import Pseudonyms

ROOT: Final = Path(consent_service.__file__).parent
#: Where somebody is called otherwise than they are, and what is taken of it. An entry by itself is
#: shown so, and nothing is made of it but what is read.
CALLS: Final = {
    "api/edge/withoutnames.py": {"called", "by_id"},
    "api/read/auditors.py": {"event"},
    "api/read/reads.py": {"event"},
    "api/read/searching.py": {"by_id"},
}
#: Who makes another file of a file: none of them leaves out what somebody typed.
MAKES_A_FILE: Final = {
    "actions/guarding.py",
    "domain/file/folding.py",
    "domain/file/goesby.py",
    "domain/file/joining.py",
    "domain/file/leavingout.py",
    "domain/file/whatwaits.py",
    "domain/file/whilejoined.py",
    "domain/following/closed.py",
    "domain/own/counted.py",
    "domain/safety/whosepage.py",
}


def modules(word: str) -> Iterator[tuple[str, ast.Module]]:
    for path in ROOT.rglob("*.py"):
        if word in (text := path.read_text(encoding="utf-8")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(text)


def taken_of(tree: ast.Module) -> set[str]:
    """What a module takes of the names that nobody has: of the call itself, or of what holds it."""
    held = {
        name.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target, value in _pairs(node)
        if _makes(value)
        for name in ast.walk(target)
        if isinstance(name, ast.Name)
    }
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and (_makes(node.value) or (isinstance(node.value, ast.Name) and node.value.id in held))
    }


def _pairs(node: ast.Assign) -> Iterator[tuple[ast.expr, ast.expr]]:
    for target in node.targets:
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            yield from zip(target.elts, node.value.elts, strict=False)
        else:
            yield target, node.value


def _makes(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == Pseudonyms.__name__


def views_of_masked(tree: ast.Module) -> list[int]:
    """The lines in which a view, or a file, is made of something that was masked."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and (getattr(node.func, "id", "") or getattr(node.func, "attr", ""))
        in {"View", "view", "CaseFile"}
        and any(_makes(part) for part in ast.walk(node) if isinstance(part, ast.expr))
    ]


def test_a_file_without_words_cannot_be_made() -> None:
    made = {
        name
        for name, one in vars(Pseudonyms).items()
        if "CaseFile" in str(getattr(one, "__annotations__", {}).get("return"))
    }
    assert made == set(), "A file in which nobody has a name would be asked what it cannot say."
    assert CaseFile.__name__ in str(Pseudonyms.__init__.__annotations__)


def test_what_is_taken_of_the_names_that_nobody_has_is_read_and_no_more() -> None:
    every = dict(modules(Pseudonyms.__name__))
    found = {name: taken_of(tree) for name, tree in every.items()}
    assert {name: taken for name, taken in found.items() if taken} == CALLS
    assert [name for name, tree in every.items() if views_of_masked(tree)] == []


def test_each_that_makes_another_file_of_a_file_is_named_here() -> None:
    found = {
        name
        for name, tree in modules("facts=")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and any(one.arg == "facts" for one in node.keywords)
    }
    assert found == MAKES_A_FILE
    assert not found & set(CALLS)


@pytest.mark.parametrize(
    "code",
    [
        "view = View(Pseudonyms(file).file(), at, at)",
        "names, at = Pseudonyms(file), 1\nview = View(names.file(), at, at)",
        "call.view(Pseudonyms(file).file(), at, at)",
    ],
)
def test_a_view_of_a_masked_file_would_be_found(code: str) -> None:
    tree = ast.parse(code)
    assert views_of_masked(tree) or taken_of(tree) == {"file"}
