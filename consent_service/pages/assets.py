"""The files that pages are made with, each at an address that changes with its bytes.

So a browser may keep it for good, and never shows a page with the style of another release.
"""

from __future__ import annotations

import hashlib
from importlib.resources import files
from typing import Final

from flask import Response

from ..actions.refused import Refused
from ..api.edge.routing import Address

_TYPES: Final = {
    "govuk-frontend.css": "text/css; charset=utf-8",
    "consent.css": "text/css; charset=utf-8",
    "hub.css": "text/css; charset=utf-8",
    "measures.css": "text/css; charset=utf-8",
    "auditing.css": "text/css; charset=utf-8",
    "family.css": "text/css; charset=utf-8",
    "govuk-frontend.js": "text/javascript; charset=utf-8",
    "consent.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
_BYTES: Final = {
    name: files("consent_service").joinpath("pages", "static", name).read_bytes() for name in _TYPES
}
#: One digest of all: the script names the other by a relative address.
_DIGEST: Final = hashlib.sha256(b"".join(_BYTES.values())).hexdigest()[:16]


def asset(name: str) -> str:
    """The address of a file. Raises `KeyError` for one that is not there."""
    if name not in _BYTES:
        raise KeyError(name)
    return f"/assets/{_DIGEST}/{name}"


def _send(digest: str, name: str) -> Response:
    if digest != _DIGEST or name not in _BYTES:
        raise Refused("not-found")
    response = Response(_BYTES[name], content_type=_TYPES[name])
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


ASSETS: Final = Address("/assets/<string:digest>/<string:name>", "asset", "GET", _send)
