"""A provider of sign-ins that is not ours, as a process: `python -m tests.pages.standing PORT`.

It gives nobody a token who cannot show the verifier of their challenge (PKCE), and tells tests the
key it signs with, so that they can have it say anything.
"""

from __future__ import annotations

import base64
import hashlib
import sys
from typing import Any
from urllib.parse import parse_qs, urlsplit

import flask
import oidc_provider_mock


def main(port: int) -> None:
    app = oidc_provider_mock.app(require_nonce=True)
    challenges: dict[str, str] = {}

    @app.get("/key")
    def key() -> Any:
        return flask.g.oidc_provider_mock_storage.jwk.as_dict(is_private=True)

    @app.before_request
    def hold_to_the_challenge() -> Any:
        if flask.request.path != "/oauth2/token":
            return None
        sent = hashlib.sha256(flask.request.form["code_verifier"].encode()).digest()
        proof = base64.urlsafe_b64encode(sent).rstrip(b"=").decode()
        if challenges.get(flask.request.form["code"]) == proof:
            return None
        return {"error": "invalid_grant"}, 400

    @app.after_request
    def note_the_challenge(reply: Any) -> Any:
        if flask.request.path == "/oauth2/authorize" and "Location" in reply.headers:
            (code,) = parse_qs(urlsplit(reply.headers["Location"]).query)["code"]
            if flask.request.args["code_challenge_method"] == "S256":
                challenges[code] = flask.request.args["code_challenge"]
        return reply

    app.debug = False
    app.run("localhost", port, threaded=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
