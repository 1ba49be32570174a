"""The package as a whole: what it needs, and what its own documentation says."""

from __future__ import annotations

import ast
import doctest
import subprocess
import sys
from pathlib import Path

import ledger

PACKAGE = Path(ledger.__file__).parent


def test_an_auditor_needs_neither_a_web_framework_nor_a_database():
    """Importing the library, or running its commands, loads none."""
    program = (
        "import sys, ledger, ledger.__main__, ledger.testing\n"
        "bad = {'flask', 'sqlalchemy', 'psycopg', 'sqlite3', 'rich'} & set(sys.modules)\n"
        "sys.exit(f'loaded {bad}' if bad else 0)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_the_example_in_the_documentation_runs():
    """What can be pasted from there does what is printed there."""
    options = doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL
    tried = doctest.testmod(ledger, optionflags=options)
    assert tried.attempted > 10
    assert tried.failed == 0


def test_the_examples_in_docstrings_are_real_bytes():
    """The checkpoint and the note shown there open with the keys in the vector files."""
    vectors = Path(__file__).parent / "vectors"
    for module, name in (("checkpoint", "ledger"), ("note", "notes")):
        shown = ast.get_docstring(ast.parse((PACKAGE / f"{module}.py").read_text("utf-8")))
        line = next(line for line in (shown or "").splitlines() if line.strip().startswith("—"))
        assert line.split()[-1] in (vectors / f"{name}.json").read_text("utf-8")


def test_every_public_name_is_listed():
    """What `from ledger import *` gives is what the package imports by name."""
    tree = ast.parse((PACKAGE / "__init__.py").read_text("utf-8"))
    imported = {
        name.name for node in tree.body if isinstance(node, ast.ImportFrom) for name in node.names
    }
    assert set(ledger.__all__) == imported


def test_no_module_reads_a_clock():
    """Time comes in as an argument."""
    # Who runs a witness has a clock, and hands it in; a deadline on a socket is a stopwatch.
    allowed = {"witness/command.py": "now(", "deadline.py": "from time import monotonic"}
    for module in PACKAGE.rglob("*.py"):
        source = module.read_text("utf-8")
        if fine := allowed.get(str(module.relative_to(PACKAGE))):
            source = source.replace(fine, "")
        assert "now(" not in source, module
        assert "import time" not in source, module
        assert "from time import" not in source, module
