"""A statement is compiled once for each process that runs tests, and not once for each service.

SQLAlchemy keeps what it compiled with the engine, because another may speak another dialect. A
service in production has one for as long as it runs; here each test has its own, to the same kind
of server, and a tenth of what a served test took was compiling again what the last one had.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Final

from sqlalchemy import Engine


class _Compiled(dict[Hashable, Any]):
    """What was compiled, by the kind of dialect in place of the one that an engine has."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(_of_a_kind(key), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        super().__setitem__(_of_a_kind(key), compiled)


def _of_a_kind(key: Any) -> Hashable:
    dialect, *rest = key
    return (type(dialect), *rest)


_compiled: Final = _Compiled()


def share() -> None:
    """From now on. Called once for each process."""
    made = Engine.__init__

    def init(engine: Engine, *arguments: Any, **named: Any) -> None:
        made(engine, *arguments, **named)
        engine.update_execution_options(compiled_cache=_compiled)

    Engine.__init__ = init  # type: ignore[method-assign, assignment]
