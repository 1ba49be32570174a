"""What only tests use is no part of the service, and of the library only where it is offered."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import ledger
from tests.rules.test_project import ROOT

PACKAGES = ("ledger", "consent_service")
#: Called by what they are handed to, or run by name.
CALLED_FROM_OUTSIDE = {
    "application": "consent_service.worker",
    "connection_made": "asyncio.Protocol",
    "connection_lost": "asyncio.Protocol",
    "data_received": "asyncio.Protocol",
    "eof_received": "asyncio.Protocol",
    "pause_writing": "asyncio.Protocol",
    "resume_writing": "asyncio.Protocol",
    "readable": "io.RawIOBase",
    "readinto": "io.RawIOBase",
    "http_open": "urllib.request",
    "https_open": "urllib.request",
    "handle_error": "socketserver",
    "do_GET": "http.server",
    "do_POST": "http.server",
    "list_commands": "click",
    "emit": "logging.Handler",
    "log_message": "http.server",
    "ignore_aliases": "PyYAML",
    "main": "pyproject.toml",
}
#: Of the library, imported by module: what its documentation offers to others.
OFFERED = {
    "ledger/store.py": {"EngineStore"},
    "ledger/policy.py": {"at_least"},
    # Said of a member by which nobody is heard: so far there is none that is not listed in a test.
    "consent_service/domain/recorded/members.py": {"LeadsNowhere"},
}
#: Alembic reads migrations by name; others test their own stores with `ledger.testing`.
BY_NAME = ("consent_service/storage/database/migrations/versions/", "ledger/testing.py")
#: What these decorate is used by being written down; anything else only changes how it is called.
PLAIN = {
    *("property", "cached_property", "classmethod", "staticmethod", "contextmanager", "cache"),
    "worked_out_once",
}

#: What stands at the top of a module for itself alone. What is decorated is used by that.
OWN = re.compile(r"^(@.*\n(?:[ )].*\n)*)?(?:def |class )?(_[A-Za-z]\w*)\b", re.MULTILINE)

Definition = ast.FunctionDef | ast.ClassDef


def modules() -> list[Path]:
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def names_used(trees: list[ast.Module]) -> Counter[str]:
    """Each name that is read somewhere; what is imported only to be handed on is not."""
    used: Counter[str] = Counter()
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Name):
            used[node.id] += isinstance(node.ctx, ast.Load)
        elif isinstance(node, ast.Attribute):
            used[node.attr] += 1
        elif isinstance(node, ast.alias) and node.asname:
            used[node.name] += 1
    return used


def definitions(body: list[ast.stmt]) -> Iterator[tuple[str, int]]:
    """Functions, methods, classes and constants, each with its line."""
    for node in body:
        if isinstance(node, ast.FunctionDef) and is_plain(node):
            yield node.name, node.lineno
        elif isinstance(node, ast.ClassDef):
            yield node.name, node.lineno
            yield from definitions([one for one in node.body if isinstance(one, Definition)])
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from ((one.id, one.lineno) for one in targets if isinstance(one, ast.Name))


def is_plain(function: ast.FunctionDef) -> bool:
    decorators = {ast.unparse(one).split("(")[0].split(".")[-1] for one in function.decorator_list}
    return decorators <= PLAIN and not function.name.startswith("__")


def read_by_templates() -> set[str]:
    """Constants of a module that a template is given: `asks.IS_THAT_RIGHT`; and addresses."""
    pages = (path.read_text() for package in PACKAGES for path in (ROOT / package).rglob("*.html"))
    given = re.compile(r"\b(?:\w+\.(?=[A-Z][A-Z_]+\b)|addresses\.)(\w+)")
    return {name for page in pages for name in given.findall(page)}


#: By module, what it imports: of each name, the module that it is of, and what it is called there.
Imported = dict[str, dict[str, tuple[str, str]]]
#: What is imported is that module itself.
ALL = ""


def imported(trees: dict[str, ast.Module]) -> Imported:
    paths = {name.removesuffix(".py").removesuffix("/__init__"): name for name in trees}
    found: Imported = {name: {} for name in trees}
    # Packages first: what one hands on may be called like a module of it.
    for name in sorted(trees, key=lambda one: not one.endswith("/__init__.py")):
        for node in (one for one in ast.walk(trees[name]) if isinstance(one, ast.ImportFrom)):
            above = name.split("/")[: -node.level] if node.level else []
            package = "/".join([*above, *(node.module or "").split(".")]).removesuffix("/")
            for alias in node.names:
                module, within = paths.get(f"{package}/{alias.name}"), paths.get(package)
                handed_on = found.get(within or "", {}).get(alias.name)
                of_it = (within, alias.name) if within else None
                if of := handed_on or ((module, ALL) if module else of_it):
                    found[name][alias.asname or alias.name] = of
    return found


def read_at(trees: dict[str, ast.Module]) -> set[tuple[str, str]]:
    """By the module in which it stands, each name at the top of one that is read somewhere."""
    here = imported(trees)

    def where(module: str, name: str) -> tuple[str, str]:
        """What is handed on stands where it comes from."""
        while name in here[module] and here[module][name][1] != ALL:
            module, name = here[module][name]
        return module, name

    read = set[tuple[str, str]]()
    for module, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                read.add(where(module, node.id))
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                of, what = here[module].get(node.value.id, ("", node.attr))
                if what == ALL:
                    read.add(where(of, node.attr))
    return read


def unused(sources: dict[str, str]) -> list[str]:
    """What is defined and never named again in any of these modules, nor read by a template. What
    stands at the top of a module goes by that module: another of its name is no use of it.
    """
    trees = {name: ast.parse(source) for name, source in sources.items()}
    used, read = names_used(list(trees.values())), read_at(trees)
    offered = {*ledger.__all__, "__all__", *CALLED_FROM_OUTSIDE, *read_by_templates()}
    return [
        f"{module}:{line}: {name}"
        for module, tree in trees.items()
        if not module.startswith(BY_NAME)
        for node in tree.body
        for name, line in definitions([node])
        if not ((module, name) in read or (used[name] and name != getattr(node, "name", name)))
        and name not in offered | OFFERED.get(module, set())
    ]


def test_what_the_packages_do_not_use_themselves_is_not_in_them() -> None:
    sources = {str(path.relative_to(ROOT)): path.read_text() for path in modules()}
    assert len(sources) > 200
    assert unused(sources) == []


def unread(sources: dict[str, str]) -> list[str]:
    """What is a module's own, and is named there once: elsewhere the name is something else's."""
    found = list[str]()
    for module, source in sources.items():
        named = Counter(re.findall(r"\w+", source))
        own = (name for decorators, name in OWN.findall(source) if not decorators)
        found += [f"{module}: {name}" for name in own if named[name] == 1]
    return found


def test_a_module_has_nothing_of_its_own_that_it_does_not_read() -> None:
    """That another module had one of the same name hid what nobody read any more."""
    each = [*modules(), *sorted((ROOT / "tests").rglob("*.py"))]
    assert unread({str(path.relative_to(ROOT)): path.read_text() for path in each}) == []
    hidden = {"a.py": "def _kind(): pass\n", "b.py": "def _kind(): pass\n_kind()\n"}
    assert unread(hidden) == ["a.py: _kind"]


def test_what_nobody_uses_is_found() -> None:
    source = (
        "LIMIT = 3\nASKED = 1\n"
        "class Held:\n    @property\n    def alarm(self): return ASKED\n"
        "def made(): return Held()\nmade()\n@listed\ndef command(): pass\n"
    )
    assert unused({"one.py": source}) == ["one.py:1: LIMIT", "one.py:5: alarm"]
    handed_on = {"a/__init__.py": "from a.b import helper\n", "a/b.py": "def helper(): pass\n"}
    assert unused(handed_on) == ["a/b.py:1: helper"]
    of_one_name = {
        "a/b.py": "def rows(): pass\ndef kept(): pass\n",
        "a/c.py": "from . import b\ndef rows(): pass\nrows()\nb.kept()\n",
    }
    assert unused(of_one_name) == ["a/b.py:1: rows"]
