"""What one process of the server does, from its beginning to its end: see `process`."""

from __future__ import annotations

import asyncio
import importlib
import os
import resource
import signal
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Final, NamedTuple

import structlog
from flask import Flask

from . import logs
from .api.edge.routing import needed_at_once
from .api.table import operations
from .app import create_app, start_keeping
from .forgood import for_good, look_in_time, look_seldom
from .front.server import STOPS_WITHIN, Front, ProcessLimits
from .pages.refused import refused_pages
from .pages.signin.leaving import is_way_out
from .settings import Settings
from .turns import LETS_IN, STANDS_BY, Turn

log = structlog.get_logger("consent_service.worker")

#: Files that are no client's: the database, the ledgers' folders, logs.
_FILES_OF_OURS: Final = 200


def application() -> Flask:
    """The application of one worker process, with its keepers running."""
    logs.configure()
    settings = Settings.read(os.environ)
    app = create_app(settings)
    if settings.keep:
        start_keeping(app)
    return app


class Descriptors(NamedTuple):
    """Numbers of files that are open."""

    #: Where to let clients in.
    port: int
    #: The end of a pipe that the parent holds.
    parent: int
    #: What is locked by the process that lets clients in, where another stands by; else below 0.
    turns: int
    #: Where to tell the parent that this process lets clients in, and lives.
    up: int


def run(made_by: str, files: Descriptors, limits: Sequence[int]) -> None:
    """Serve until told to stop, or until the parent is gone.

    `made_by` names a function that makes the application, as "module:name". The limits are in the
    order that they stand in.
    """
    # A terminal's Ctrl-C goes to the whole group; the parent passes it on.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    module, _, name = made_by.partition(":")
    with for_good():
        make: Callable[[], Flask] = getattr(importlib.import_module(module), name)
        at_once = needed_at_once(operations())
        app = make()
        shown = refused_pages(app, app.extensions["consent"])
        front = Front(app, at_once, is_way_out, _within_files(ProcessLimits(*limits)), shown)
    look_seldom()
    asyncio.run(_serve(front, socket.socket(fileno=files.port), files))


async def _serve(front: Front, listening: socket.socket, files: Descriptors) -> None:
    loop, parent, up = asyncio.get_running_loop(), files.parent, files.up
    turn = None if files.turns < 0 else Turn(files.turns)

    def stop() -> None:
        # A thread that computes on, or a client that never reads, must not keep an orphan here.
        limit = threading.Timer(STOPS_WITHIN + 1, os._exit, [1])
        limit.daemon = True
        limit.start()
        loop.remove_reader(parent)
        front.stop()

    def alive() -> None:
        lets_in = turn is None or turn.lets_in()
        front.let_in(lets_in)
        # A parent that does not read, or has ended, is no reason to wait or to fail.
        with suppress(BlockingIOError, BrokenPipeError):
            os.write(up, LETS_IN if lets_in else STANDS_BY)

    os.set_blocking(up, False)
    look_in_time(loop)
    # Nobody writes to this pipe: that it can be read is that its only writer has ended.
    loop.add_reader(parent, stop)
    loop.add_signal_handler(signal.SIGTERM, stop)
    if turn is not None:
        threading.Thread(target=_wait, args=(turn, loop, alive), daemon=True).start()
        log.info("worker.stands_by")
    await front.serve(listening, alive, lets_in=turn is None)


def _wait(turn: Turn, loop: asyncio.AbstractEventLoop, alive: Callable[[], None]) -> None:
    """Until no other process has the turn to let clients in; then they are, at once."""
    turn.wait()
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(alive)  # which it cannot once the loop has ended


def _within_files(limits: ProcessLimits) -> ProcessLimits:
    """No more connections than there can be files."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = limits.connections + _FILES_OF_OURS
    if most != resource.RLIM_INFINITY and most < wanted:
        log.warning("front.few_files", files=most)
        limits = replace(limits, connections=max(16, most - _FILES_OF_OURS))
        wanted = most
    if now != resource.RLIM_INFINITY and now < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
    return limits
