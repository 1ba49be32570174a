"""Engines and connections that a test left open: that test fails, and not whichever runs when
they are collected.

An open connection holds a lock or a place on the server, and Python closes it when it likes, with
a warning that reddens somebody else. So each engine is known by the test that made it, and each
connection by its pool. What a fixture of a module or a session made may stay open after a test;
only nothing of it may be in use.
"""

from __future__ import annotations

import gc
from typing import Any, Final
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, Pool, QueuePool, event

#: Every engine there is, and the test in which it was made: empty for what outlives a test.
_engines: WeakKeyDictionary[Engine, str] = WeakKeyDictionary()
#: Every connection that is open, by its id: itself, so that it is not collected, and its record.
_connections: dict[int, tuple[Any, Any]] = {}
_now = ""
#: Whether an engine was made since the last test began: if so, it is looked at what it left.
_was_made = False
#: How many tests have been looked at.
_looked = 0
#: After so many, what they left that is still used is set aside.
SOME: Final = 64
#: After so many, everything is looked at once, which takes a second: what was set aside may have
#: been let go of since.
_EVERYTHING: Final = 1536


def watch() -> None:
    """From now on. Called once for each process."""
    made = Engine.__init__

    def init(engine: Engine, *arguments: Any, **named: Any) -> None:
        global _was_made  # noqa: PLW0603 - one test at a time runs in a process
        made(engine, *arguments, **named)
        _engines[engine] = _now
        _was_made = True

    Engine.__init__ = init  # type: ignore[method-assign, assignment]
    event.listen(Pool, "connect", _opened)
    for name in ("close", "close_detached"):
        event.listen(Pool, name, lambda closed, *_: _connections.pop(id(closed), None))


def _opened(connection: Any, record: Any) -> None:
    _connections[id(connection)] = connection, record


def begin(test: str) -> None:
    """A test begins: what is made from now on is its own.

    What is there already, and is still used, is set aside now and then: looking through all of it
    after each test took longer than most tests.
    """
    global _now, _was_made, _looked  # noqa: PLW0603 - one test at a time runs in a process
    _now = test
    if _was_made:
        # Not when the test before ended: only now has pytest let go of what it had.
        _looked += 1
        if _looked % _EVERYTHING == 0:
            gc.unfreeze()
        if _looked % SOME == 0:
            gc.collect()
            gc.freeze()
    _was_made = False


def outlives(engine: Engine) -> None:
    """This one was made by a test for others after it."""
    _engines[engine] = ""


def end() -> list[str]:
    """The test has ended, its fixtures too: what it left open, which is closed now."""
    global _now  # noqa: PLW0603 - as above
    _now = ""
    if not _was_made and not any(map(_in_use, _engines)):
        return []
    # What nothing refers to closes itself now, and not in the middle of another test: if it left a
    # connection. To look for that after each test took three thousandths of a second.
    if any(map(_in_use, _engines)) or _not_disposed():
        gc.collect()
    left = [
        f"{engine.url.get_backend_name()}: {_in_use(engine)} connection(s) not given back"
        for engine in _engines
        if _in_use(engine)
    ]
    for connection in _not_disposed():
        left.append(f"{type(connection).__module__}: a connection whose engine was not disposed")
        connection.close()
        del _connections[id(connection)]
    for engine in [engine for engine, test in _engines.items() if test]:
        engine.dispose()
        del _engines[engine]
    return left


def _not_disposed() -> list[Any]:
    """The connections that are open, but for those of engines that others use after this test."""
    kept = {id(engine.pool) for engine, test in _engines.items() if not test}
    every = list(_connections.values())
    return [connection for connection, record in every if id(_pool_of(record)) not in kept]


def _in_use(engine: Engine) -> int:
    pool = engine.pool
    return pool.checkedout() if isinstance(pool, QueuePool) else 0


def _pool_of(record: Any) -> Any:
    # No public way leads from a connection to its pool.
    return record._ConnectionRecord__pool
