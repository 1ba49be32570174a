"""Serve the application with Granian: processes that share nothing but the database."""

from __future__ import annotations

import os
import urllib.error
import urllib.request

from flask import Flask
from granian import Granian
from granian.constants import HTTPModes, Interfaces

from . import logs
from .app import create_app, start_keeping
from .settings import Settings


def application() -> Flask:
    """The application of one worker process, with its keepers running."""
    logs.configure()
    settings = Settings.read(os.environ)
    app = create_app(settings)
    if settings.keep:
        start_keeping(app)
    return app


def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Run until stopped. A worker that dies is started again."""
    Granian(
        "consent_service.serving:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        # One connection of HTTP/2 carries two hundred requests, and two of them every thread.
        http=HTTPModes.http1,
        workers=workers,
        blocking_threads=threads,
        factory=True,
        respawn_failed_workers=True,
        websockets=False,
        log_access=False,
        backpressure=workers * threads,
    ).serve()


def answers(url: str, host: str = "127.0.0.1") -> bool:
    """Whether a running service answers at `url` within two seconds, asked by the name `host`."""
    request = urllib.request.Request(url, headers={"Host": host})  # noqa: S310 - the operator's own
    try:
        with urllib.request.urlopen(request, timeout=2) as response:  # noqa: S310 - the operator's own
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError, ValueError):
        return False
