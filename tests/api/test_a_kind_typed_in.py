"""What the guide shows is typed in, into a copy of the project, and nothing else: then every test
that goes through all rows or all kinds passes, and what is made from code is made.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.ofkinds import going_through

ROOT: Final = Path(__file__).resolve().parents[2]
EVENTS: Final = "consent_service/domain/recorded/circumstances.py"
ROWS: Final = "consent_service/api/recorded/families.py"
#: What the event needs of other modules: beside what its own imports already, in whatever order.
IMPORTED: Final = """
from datetime import datetime
from typing import Annotated
from msgspec import UNSET, UnsetType
from .event import Noted
from .members import (
    Bounds, Child, LeadsNowhere, LeadsThrough, Line, NotANo, OurWordsOfAny,
)
"""
GENERATED: Final = {
    "api_spec/examples/record-shoe-size.json",
    "api_spec/examples/show-file.json",
    "api_spec/openapi.yaml",
    "docs/events.md",
    "tests/domain/vectors/events.json",
}


def shown() -> tuple[str, str]:
    """The event and the row, as the guide has them."""
    guide = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    found = re.search(
        r"```python\n(class .*?)\n+WRITES = \(\n    \.\.\.,\n(.*?)\)\n```", guide, re.DOTALL
    )
    assert found is not None
    return found[1], found[2]


def typed_in(copy: Path) -> None:
    """At the end of two files, as the guide says, with what they import."""
    event, row = shown()
    events, rows = copy / EVENTS, copy / ROWS
    start, future, rest = events.read_text(encoding="utf-8").partition("import annotations\n")
    assert future, "it has no line after which to import"
    text = f"{start}{future}{IMPORTED}{rest}\n\n{event}\n"
    events.write_text(text, encoding="utf-8")
    for command in (("check", "--select", "I", "--fix"), ("format",)):
        options = ("--no-cache", "--config", str(ROOT / "pyproject.toml"))
        subprocess.run(
            [sys.executable, "-m", "ruff", *command, *options, EVENTS],
            cwd=copy,
            capture_output=True,
            check=True,
        )
    table = rows.read_text(encoding="utf-8").removesuffix(")\n")
    named = row.replace("ShoeSizeRecorded", "found.ShoeSizeRecorded")
    rows.write_text(f"{table}{named})\n", encoding="utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    tops = ("api_spec", "consent_service", "docs", "tests")
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for top in tops
        for path in (folder / top).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_what_is_typed_in_is_as_the_linter_wants_it(tmp_path: Path) -> None:
    for name in (EVENTS, ROWS):
        (tmp_path / name).parent.mkdir(parents=True)
        shutil.copy(ROOT / name, tmp_path / name)
    typed_in(tmp_path)
    for command in (("check",), ("format", "--check")):
        options = ("--no-cache", "--config", str(ROOT / "pyproject.toml"))
        ran = subprocess.run(
            [sys.executable, "-m", "ruff", *command, *options, EVENTS, ROWS],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr


def test_each_list_of_all_kinds_is_gone_through() -> None:
    """What they take is known by where it stands: it moved once, and most were left out."""
    assert set(going_through(ROOT)) >= {
        "tests/domain/test_event_vectors.py",
        "tests/domain/test_catalogue.py",
        "tests/domain/test_each_box_is_read.py",
        "tests/domain/test_members_do_something.py",
        "tests/rules/test_who_may.py",
        "tests/rules/test_ways_are_declared.py",
        "tests/rules/test_words_are_heard.py",
    }


@pytest.mark.campaign
def test_two_files_are_typed_in_and_every_test_of_all_kinds_passes(tmp_path: Path) -> None:
    copy = tmp_path / "project"
    left = shutil.ignore_patterns(".git", ".venv", ".*cache", "__pycache__", "node_modules", "var")
    shutil.copytree(ROOT, copy, ignore=left)
    before = contents(copy)
    typed_in(copy)

    def run(*command: str) -> str:
        ran = subprocess.run(
            [sys.executable, *command],
            cwd=copy,
            env={**os.environ, "PYTHONPATH": str(copy)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stdout[-5_000:] + ran.stderr[-5_000:]
        return ran.stdout

    run("-m", "tests.domain.make_vectors")
    run("-m", "tests.api.make_examples")
    run("-c", "from consent_service.cli import main; main()", "spec")
    after = contents(copy)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {EVENTS, ROWS} | GENERATED
    run("-m", "mypy", EVENTS, ROWS)
    run("-m", "pytest", "-qx", "-n0", "-m", "not slow", *going_through(copy))
