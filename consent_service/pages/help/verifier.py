"""The verifier that runs in a browser: a file to save, which needs neither us nor a network."""

from __future__ import annotations

from importlib.resources import files
from typing import Final

from flask import Response

from ..frame import HTML, Visit
from ..page import Page

NAME: Final = "verify-ledger.html"
_BYTES: Final = files("consent_service").joinpath("pages", "static", NAME).read_bytes()


def _saved(_: Visit) -> Response:
    """To be saved, and never opened from here: what is checked must be nothing we could see."""
    response = Response(_BYTES, content_type=HTML)
    response.headers["Content-Disposition"] = f'attachment; filename="{NAME}"'
    return response


PAGES: Final = (
    Page(
        "browserVerifier",
        "GET",
        f"/help/{NAME}",
        _saved,
        public="It is a tool, and says nothing of anybody.",
        is_always_there=True,
    ),
)
