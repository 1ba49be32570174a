"""A provider of sign-ins that is not ours, as a process: `python -m tests.pages.standing PORT`.

It gives nobody a token who cannot show the verifier of their challenge (PKCE), nor, once it has the
key of a client, to whoever does not sign with that (RFC 7523). It tells tests the key it signs
with, so that they can have it say anything.
"""

from __future__ import annotations

import base64
import hashlib
import sys
import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import flask
import oidc_provider_mock
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey


def main(port: int) -> None:
    app = oidc_provider_mock.app(require_nonce=True)
    challenges: dict[str, str] = {}
    hold_to_a_key(app)

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


def hold_to_a_key(app: flask.Flask) -> None:
    """Once it has been given one: before anything else is looked at."""
    registered: list[Any] = []
    spent: set[str] = set()

    @app.put("/client-key")
    def register() -> Any:
        registered[:] = [ECKey.import_key(flask.request.json)]
        return {}

    @app.before_request
    def hold_to_the_key() -> Any:
        if flask.request.path != "/oauth2/token" or not registered:
            return None
        sent = flask.request.form.get("client_assertion", "")
        try:
            claims = jwt.decode(sent, registered[0], algorithms=["ES256"]).claims
        except (JoseError, ValueError):
            return {"error": "invalid_client"}, 401
        client, now = claims["iss"], time.time()
        if not (
            claims["sub"] == client
            and claims["aud"] == flask.request.base_url
            and claims["jti"] not in spent
            and claims["iat"] <= now < claims["exp"] <= now + 300
            and flask.request.form["client_assertion_type"].endswith(":jwt-bearer")
            and "Authorization" not in flask.request.headers
        ):
            return {"error": "invalid_client"}, 401
        spent.add(claims["jti"])
        # What stands behind this knows secrets alone, and takes any.
        known = base64.b64encode(f"{client}:any".encode()).decode()
        flask.request.environ["HTTP_AUTHORIZATION"] = f"Basic {known}"
        return None


if __name__ == "__main__":
    main(int(sys.argv[1]))
