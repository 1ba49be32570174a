"""What a system is told on its way to a token, as RFC 6749, RFC 7517 and RFC 8414 have it."""

from __future__ import annotations

from marshmallow import Schema, fields

from .members import parts_field, text_field, texts_field, whole_field


class TokenSchema(Schema):
    """An access token (RFC 6749, 5.1)."""

    access_token = text_field("The token. Nothing in it is yours to read.")
    token_type = text_field("`Bearer`.")
    expires_in = whole_field("In how many seconds it ends.")
    scope = text_field("What it is for, with spaces between.")


class TokenRefusedSchema(Schema):
    """Why there is no token (RFC 6749, 5.2)."""

    error = text_field("A code of RFC 6749. One that is unknown, disabled or wrong gets the same.")


class ServerMetadataSchema(Schema):
    """Where and how to ask for a token (RFC 8414)."""

    issuer = text_field("Who issues tokens: the `aud` of an assertion.")
    token_endpoint = text_field("Where to ask.")
    jwks_uri = text_field("Where the public key of tokens is.")
    grant_types_supported = texts_field("What can be asked with.")
    response_types_supported = texts_field("None: nobody is sent here by a browser.")
    token_endpoint_auth_methods_supported = texts_field("How a client shows who it is.")
    token_endpoint_auth_signing_alg_values_supported = texts_field(
        "What an assertion is signed by."
    )
    scopes_supported = texts_field("What may be asked for.")


class JwkSchema(Schema):
    """A public key (RFC 7517)."""

    kty = text_field("The type of key.")
    crv = text_field("The curve.")
    x = text_field("The first coordinate.")
    y = text_field("The second coordinate.")
    kid = text_field("Its name in the header of a token.")
    alg = text_field("The one algorithm that it is for.")
    use = fields.String(required=True, metadata={"description": "`sig`."})


class JwksSchema(Schema):
    """Public keys."""

    keys = parts_field(JwkSchema, "Each key that a token may be signed with.")
