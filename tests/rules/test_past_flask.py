"""What can be done without Flask's request does not look for it, and a body that is read without
what the library does for it has nothing that the library would have done.

What is asked or recorded of a family mostly goes past Flask (decision 31): there is no request
then, and whoever looks for one fails, there and nowhere else. So each place that looks at what
Flask holds for a request is known here, and new ones are thought about.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from inspect import isfunction
from pathlib import Path
from typing import Any, ClassVar, Final

import pytest
from marshmallow import Schema, fields, post_load, pre_load, validates, validates_schema

import consent_service
from consent_service.api.edge.body import Body
from consent_service.api.edge.straight import _ways
from consent_service.api.table import operations
from tests.sweeping import each

ROOT: Final = Path(consent_service.__file__).parent

#: What of Flask's is only there while it answers a request. `g` and the application are there past
#: it as well, and `g` is empty then.
OF_A_REQUEST: Final = {
    *("request", "session", "request_ctx", "has_request_context", "after_this_request"),
    *("copy_current_request_context", "stream_with_context", "url_for", "flash"),
    *("verify_jwt_in_request", "get_jwt", "get_jwt_identity", "get_jwt_header", "current_user"),
}
OF_EITHER: Final = {"g", "app_ctx", "current_app"}

#: Who looks at the request where whoever asked brought no form of their own: in the same function
#: it is asked whether they did.
UNLESS_THERE_IS_A_FORM: Final = {
    *("api/edge/operations.py:Call.sent", "api/edge/operations.py:Call.query"),
    *("api/edge/operations.py:Call.parameters", "api/edge/operations.py:Call.address"),
    *("api/edge/operations.py:Call.key", "api/edge/operations.py:called"),
}

#: Who looks at it, and why no operation that goes past Flask comes there.
ONLY_IN_FLASK: Final = {
    # how Flask's own way begins, and what it tells of how it ended
    *("api/edge/routing.py", "app.py", "pages"),
    # who asks by a cookie, a password, a token that was not seen before or one that is asked for
    *("access/sessions.py", "access/tokens.py", "api/oauth.py"),
    # whether a list goes on where another page of the same one ended: lists are read
    "api/edge/paging.py",
    # forms of pages, and what a system may ask for without a name
    "api/edge/systems.py",
}
#: Who looks at what is there either way, and may be empty.
EITHER_WAY: Final = {
    # why somebody was refused, for the log of who asked; that is Flask's to write
    "api/edge/guard.py",
    # past Flask the application is there
    "access/tokenkeys.py",
    *("access/sessions.py", "access/tokens.py", "app.py", "pages"),
}


def _looks() -> Iterator[tuple[str, str, str, ast.AST]]:
    """Each name of Flask's that is used: of which module, in which function, and that one."""
    for path in sorted(ROOT.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if "flask" not in source:
            # To take apart the many that have nothing of it took four seconds.
            continue
        tree = ast.parse(source)
        names = {
            alias.asname or alias.name: alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("flask")
            for alias in node.names
        }
        whole = {
            alias.asname or alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.Import)
            for alias in node.names
            if alias.name.startswith("flask")
        }
        module = path.relative_to(ROOT).as_posix()
        assert not whole, f"{module}: import from flask what is used of it"
        for where, function in _functions(tree, ""):
            for node in _own(function):
                if isinstance(node, ast.Name) and node.id in names:
                    yield module, where, names[node.id], function


def _functions(node: ast.AST, within: str) -> Iterator[tuple[str, ast.AST]]:
    """Every function, and the module itself, under the name that it has from outside."""
    yield within, node
    for child in ast.walk(node) if not within else ():
        if isinstance(child, ast.ClassDef):
            for one in child.body:
                if isinstance(one, ast.FunctionDef):
                    yield f"{child.name}.{one.name}", one
    if not within:
        yield from (
            (one.name, one) for one in getattr(node, "body", ()) if isinstance(one, ast.FunctionDef)
        )


def _own(function: ast.AST) -> Iterator[ast.AST]:
    """What stands in it; of a module only what stands in none of its functions."""
    if isinstance(function, ast.Module):
        todo: list[ast.AST] = list(function.body)
        while todo:
            one = todo.pop()
            if not isinstance(one, ast.FunctionDef):
                yield one
                todo += list(ast.iter_child_nodes(one))
        return
    yield from ast.walk(function)


def _asks_for_a_form(function: ast.AST) -> bool:
    return any(
        (isinstance(node, ast.Attribute) and node.attr == "form")
        or (isinstance(node, ast.Name) and node.id == "form")
        for node in ast.walk(function)
    )


def _is_in(module: str, known: set[str]) -> bool:
    return module in known or module.partition("/")[0] in known


def test_nobody_looks_for_a_request_where_there_may_be_none() -> None:
    found, unknown = set(), []
    for module, where, name, function in _looks():
        if name in OF_A_REQUEST and not _is_in(module, ONLY_IN_FLASK):
            place = f"{module}:{where}"
            found.add(place)
            if place not in UNLESS_THERE_IS_A_FORM or not _asks_for_a_form(function):
                unknown.append(f"{place} looks at {name}")
        elif name in OF_EITHER and not _is_in(module, EITHER_WAY):
            unknown.append(f"{module}:{where} looks at {name}")
    assert not unknown, "past Flask there is none: ask `Call` for it, or say why"
    assert found == UNLESS_THERE_IS_A_FORM


def test_what_goes_past_flask_comes_to_nothing_that_only_its_own_way_has() -> None:
    ways = _ways(operations()).values()
    done_by: dict[Path, set[str]] = {}
    for way in ways:
        handler: Any = way.operation.handler
        path = ROOT.parent / f"{handler.__module__.replace('.', '/')}.py"
        done_by.setdefault(path, set()).add(handler.__qualname__.partition(".")[0])
    assert (len(ways) > 80, {path.parent.name for path in done_by}) == (True, {"asked", "recorded"})
    only_flask = {Path(one).stem for one in ONLY_IN_FLASK if one.startswith("api/")}
    # From rows and what they name the one handler of all that is recorded is made.
    for path in (*done_by, *sorted(ROOT.glob("api/recorded/**/*.py"))):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = {
            alias.asname or alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            and {*(node.module or "").split("."), *(one.name for one in node.names)} & only_flask
            for alias in node.names
        }
        assert not named & _used(tree, done_by.get(path)), path.name


def _used(tree: ast.Module, begun: set[str] | None) -> set[str]:
    """The names that are used in these functions and whatever of the module they use; in all of
    them where none is named.
    """
    functions = {one.name: one for one in tree.body if isinstance(one, ast.FunctionDef)}
    todo, used = [*(functions if begun is None else begun)], set[str]()
    while todo:
        for node in ast.walk(functions.get(todo.pop(), ast.Pass())):
            if isinstance(node, ast.Name) and node.id not in used:
                used.add(node.id)
                todo.append(node.id)
    return used


# ── the short way to read a body ────────────────────────────────────────────────────────────


class Plain(Body):
    makes: ClassVar[Any] = dict
    said = fields.String()


class Before(Plain):
    @pre_load
    def first(self, data: Any, **_: Any) -> Any:
        return {**data, "said": "before"}


class After(Plain):
    @post_load
    def last(self, data: Any, **_: Any) -> Any:
        return {**data, "more": "after"}


class AfterInItsPlace(Plain):
    @post_load
    def _loaded(self, data: Any, **_: Any) -> Any:
        return {**data, "more": "instead"}


class OfAMember(Plain):
    @validates("said")
    def is_said(self, said: str, **_: Any) -> None:
        raise AssertionError(said)


class OfTheWhole(Plain):
    @validates_schema
    def is_whole(self, data: Any, **_: Any) -> None:
        raise AssertionError(data)


class ReadOtherwise(Plain):
    def _deserialize(self, *_: Any, **__: Any) -> Any:
        return {"said": "otherwise"}


class LoadedOtherwise(Plain):
    def load(self, data: Any, **options: Any) -> Any:
        return {**super().load(data, **options), "more": "loaded"}


class CheckedOtherwise(Plain):
    def _invoke_field_validators(self, **_: Any) -> None:
        raise AssertionError


@each("name", of=[name for name, one in vars(Schema).items() if isfunction(one)])
def test_a_schema_that_does_anything_of_the_librarys_itself_is_read_by_the_library(
    name: str,
) -> None:
    itself = getattr(Schema, name)

    def otherwise(self: Schema, *given: Any, **options: Any) -> Any:
        return itself(self, *given, **options)

    schema = type("Otherwise", (Plain,), {name: otherwise})
    assert not schema()._is_plain
    assert schema().load({"said": "so"}) == {"said": "so"}


@pytest.mark.parametrize(
    "schema",
    [
        *(Before, After, AfterInItsPlace, OfAMember, OfTheWhole, ReadOtherwise),
        *(LoadedOtherwise, CheckedOtherwise),
    ],
)
def test_a_schema_that_does_more_is_read_by_the_library(schema: type[Body]) -> None:
    sent = {"said": "so"}
    assert Plain()._is_plain
    assert Plain().load(sent) == sent
    assert not schema()._is_plain
    if schema in (OfAMember, OfTheWhole, CheckedOtherwise):
        with pytest.raises(AssertionError):
            schema().load(sent)
    else:
        read = schema().load(sent)
        assert read != sent
        assert read == Schema.load(schema(), sent) or schema is LoadedOtherwise
    assert Plain(many=True).load([sent]) == Plain().load([sent], many=True) == [sent]
