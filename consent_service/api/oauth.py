"""How a system comes to a token: RFC 6749 client_credentials with RFC 7523 private_key_jwt."""

from __future__ import annotations

from typing import Any, Final

import orjson
from flask import request
from marshmallow import Schema, fields, validate

from ..access.clientgrants import (
    ALGORITHMS,
    ASSERTION_TYPE,
    GRANT,
    TOKEN_LIFE,
    TOKEN_PATH,
    TokenRefused,
)
from ..access.networks import network_of
from ..domain.recorded.clients import SCOPES
from .edge.operations import Call, Operation, Public, Sent
from .edge.reading import read_form
from .replies import oauth as replies

_SERVER: Final = "/.well-known/oauth-authorization-server"
_KEYS: Final = "/.well-known/jwks.json"


class TokenRequestSchema(Schema):
    """What is sent for a token. What else is sent is not looked at."""

    grant_type = fields.String(
        required=True,
        validate=validate.Regexp(f"^{GRANT}$"),
        metadata={"description": f"`{GRANT}`."},
    )
    client_assertion_type = fields.String(
        required=True,
        validate=validate.Regexp(f"^{ASSERTION_TYPE}$"),
        metadata={"description": f"`{ASSERTION_TYPE}`."},
    )
    client_assertion = fields.String(
        required=True,
        metadata={
            "description": "A JWT signed with the client's own key: `iss` and `sub` its client_id, "
            "`aud` the issuer or the token endpoint, `iat`, `exp` at most 60 seconds later, and a "
            "fresh `jti`."
        },
    )
    client_id = fields.String(metadata={"description": "As in the assertion, if it is sent."})
    scope = fields.String(
        metadata={"description": "What it is for, with spaces between; all that is granted if not."}
    )


def request_token(call: Call) -> Sent:
    """A token for ten minutes, or a refusal in the words of RFC 6749."""
    sent = read_form(request)
    try:
        # A second way to show who one is makes it two (RFC 6749, 2.3).
        if sent is None or "Authorization" in request.headers:
            raise TokenRefused("invalid_request")
        granted = call.service.clients.grant(
            sent, network_of(request.environ, call.service.proxies)
        )
    except TokenRefused as refused:
        status = 401 if refused.error == "invalid_client" else 400
        return _json({"error": refused.error}, status)
    return _json(
        {
            "access_token": granted.token,
            "token_type": "Bearer",
            "expires_in": TOKEN_LIFE,
            "scope": " ".join(granted.scopes),
        },
        200,
    )


def _json(shown: dict[str, Any], status: int) -> Sent:
    return Sent(orjson.dumps(shown), "application/json", status=status)


def show_server(call: Call) -> dict[str, Any]:
    """Where and how to ask for a token."""
    issuer = call.service.issuer
    return {
        "issuer": issuer,
        "token_endpoint": f"{issuer}{TOKEN_PATH}",
        "jwks_uri": f"{issuer}{_KEYS}",
        "grant_types_supported": [GRANT],
        "response_types_supported": [],
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": list(ALGORITHMS),
        "scopes_supported": list(SCOPES),
    }


def show_keys(call: Call) -> dict[str, Any]:
    """The public keys of our tokens: the present one first, one that is about to sign as well."""
    shown = call.service.token_keys.now().shown()
    return {"keys": [{**key, "alg": "ES256", "use": "sig"} for key in shown]}


def operations() -> list[Operation]:
    """The token endpoint, and what is published about it."""
    return [
        Operation(
            "requestToken",
            TOKEN_PATH,
            "Ask for an access token",
            request_token,
            Public("the assertion in it shows who asks"),
            replies.TokenSchema,
            method="POST",
            tag="access",
            form=TokenRequestSchema,
            refusal=replies.TokenRefusedSchema,
            description="For systems that were registered with their public key: "
            "`consent-service client add`. An assertion is good once, and a token for ten minutes "
            "or until the client or its key is ended.",
            problems=(
                "not-a-form",
                "body-too-large",
                "too-many-requests",
                "storage-unavailable",
                "ledger-not-sound",
            ),
        ),
        Operation(
            "showAuthorizationServer",
            _SERVER,
            "Where and how to ask for a token",
            show_server,
            Public("a system reads it before it can ask for a token"),
            replies.ServerMetadataSchema,
            tag="access",
            description="As RFC 8414 has it.",
        ),
        Operation(
            "showTokenKeys",
            _KEYS,
            "The public keys of access tokens",
            show_keys,
            Public("public keys are for everybody"),
            replies.JwksSchema,
            tag="access",
            description="As RFC 7517 has it. This service verifies its tokens itself.",
        ),
    ]
