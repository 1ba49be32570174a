"""The route that checks are compared with: it verifies the same token, and that is all."""

from __future__ import annotations

import os

from flask import Flask, Response

from consent_service.app import create_app
from consent_service.settings import Settings


def application() -> Flask:
    """One route, guarded by the service's own access code, under the same server."""
    service = create_app(Settings.read(os.environ)).extensions["consent"]
    app = Flask("bare")
    app.extensions["consent"] = service
    service.access.attach(app)

    @app.post("/bare")
    def bare() -> Response:
        service.access.principal()
        return Response('{"ok": true}', content_type="application/json")

    return app
