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
from typing import Final

import structlog
from flask import Flask

from . import logs
from .api.edge.routing import needed_at_once
from .api.table import operations
from .app import create_app, start_keeping
from .forgood import for_good
from .front.server import STOPS_WITHIN, Front, Limits
from .pages.signin.leaving import is_way_out
from .settings import Settings

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


def run(made_by: str, port: int, parent: int, up: int, limits: Sequence[int]) -> None:
    """Serve until told to stop, or until the parent is gone.

    `made_by` names a function that makes the application, as "module:name". The numbers are those
    of files that are open: where to let clients in, the end of a pipe that the parent holds, and
    where to tell it that this process lives; and the limits, in the order that they stand in.
    """
    # A terminal's Ctrl-C goes to the whole group; the parent passes it on.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    module, _, name = made_by.partition(":")
    with for_good():
        make: Callable[[], Flask] = getattr(importlib.import_module(module), name)
        at_once = needed_at_once(operations())
        front = Front(make(), at_once, is_way_out, _within_files(Limits(*limits)))
    asyncio.run(_serve(front, socket.socket(fileno=port), parent, up))


async def _serve(front: Front, listening: socket.socket, parent: int, up: int) -> None:
    loop = asyncio.get_running_loop()

    def stop() -> None:
        # A thread that computes on, or a client that never reads, must not keep an orphan here.
        limit = threading.Timer(STOPS_WITHIN + 1, os._exit, [1])
        limit.daemon = True
        limit.start()
        loop.remove_reader(parent)
        front.stop()

    def alive() -> None:
        # A parent that does not read, or has ended, is no reason to wait or to fail.
        with suppress(BlockingIOError, BrokenPipeError):
            os.write(up, b"1")

    os.set_blocking(up, False)
    # Nobody writes to this pipe: that it can be read is that its only writer has ended.
    loop.add_reader(parent, stop)
    loop.add_signal_handler(signal.SIGTERM, stop)
    await front.serve(listening, alive)


def _within_files(limits: Limits) -> Limits:
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
