"""A page shows what operations reply, and nothing else: it is no second way in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import consent_service
from consent_service.api.table import operations
from consent_service.pages.table import PAGES

ROOT = Path(consent_service.__file__).parent
#: Where the pages of each kind of reader are; those that sign somebody in are before any operation.
OF_READERS = ("worker", "managing", "family", "auditing")
#: The functions of `pages/` that are told which operation is meant, and at which place.
ASKED_WITH = {
    **dict.fromkeys(("ask", "ask_with", "record", "may_ask", "hand_over", "offered", "may_use"), 1),
    # A family's forms are kept by one function, which comes back with what was typed.
    "keeps": 1,
    **dict.fromkeys(("where_is",), 0),
}
#: What a page may know besides: rules are the domain's, and problems are said as the API says them.
MAY_KNOW = (
    "consent_service.domain",
    "consent_service.actions.refused",
    "consent_service.api.edge.guard",
    "consent_service.api.edge.meanings",
    "consent_service.api.edge.meant",
    "consent_service.api.edge.problems",
    "consent_service.api.replies.printing",
    "consent_service.api.table",
    "consent_service.access.sessions",
    # How what an operation replied is set on paper.
    "consent_service.letters.notify",
    "consent_service.letters.paper",
    "consent_service.letters.pdf",
    "consent_service.languages.language",
    "consent_service.languages.marking",
)


def modules() -> Iterator[tuple[str, ast.Module]]:
    for folder in OF_READERS:
        for path in sorted((ROOT / "pages" / folder).glob("*.py")):
            yield f"{folder}/{path.name}", ast.parse(path.read_text(encoding="utf-8"))


def named_in(tree: ast.Module) -> Iterator[str]:
    """The operations that a module asks, or declares a form or a link over."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        place = ASKED_WITH.get(node.func.id)
        given = [one.value for one in node.keywords if one.arg == "operation"]
        if place is not None and len(node.args) > place:
            given.append(node.args[place])
        yield from (str(one.value) for one in given if isinstance(one, ast.Constant))


def test_each_module_of_pages_names_the_operations_it_stands_over() -> None:
    known = {one.name for one in operations()}
    over = {name: set(named_in(tree)) for name, tree in modules()}
    assert {name: asked - known for name, asked in over.items() if asked - known} == {}
    handlers = {
        f"{path.parent.name}/{path.name}"
        for one in PAGES
        if one.public is None
        for path in [Path(one.handler.__code__.co_filename)]
    }
    of_readers = {name for name in handlers if name in over}
    # It says that something is on record, by codes in its address, and asks nothing.
    assert {name for name in of_readers if not over[name]} <= {"worker/recorded.py"}


def test_a_page_reaches_what_is_on_record_through_operations_alone() -> None:
    reached = {
        (name, what)
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level == 3
        for what in [f"consent_service.{node.module}"]
        if not what.startswith(MAY_KNOW)
    }
    assert reached == set()


def test_every_part_of_a_page_that_can_be_gone_to_has_a_name() -> None:
    """A region without one is none: whoever goes through a page by its regions passes it by."""
    nameless = [
        f"{path.name}: {part}"
        for path in sorted((ROOT / "pages").rglob("*.html"))
        for part in re.findall(r"<(?:section|nav)\b[^>]*>", path.read_text("utf-8"))
        if "aria-label" not in part
    ]
    assert nameless == []


def test_only_a_page_itself_reads_the_request_and_what_it_is_made_with_is_handed_it() -> None:
    rooms = ("administering", "partner", "signin", *OF_READERS)
    each = [path for room in rooms for path in sorted((ROOT / "pages" / room).glob("*.py"))]
    found = [str(path.relative_to(ROOT)) for path in each if _reads_the_request(path)]
    assert len(each) > 100
    assert found == []


def _reads_the_request(path: Path) -> bool:
    """It takes `request` of Flask, and has no page of its own."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    takes = {
        name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "flask"
        for name in node.names
    }
    has_pages = any(isinstance(node, ast.Name) and node.id == "PAGES" for node in ast.walk(tree))
    return "request" in takes and not has_pages
