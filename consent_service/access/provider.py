"""What an authority says of the provider of its people's sign-ins."""

from __future__ import annotations

import msgspec


class Provider(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one authority's file says of its provider.

    `acr` are the assurance levels of which the provider must give one, `amr` methods of which it
    must name each, `vtr` vectors of trust (RFC 8485) of which its `vot` must be one: GOV.UK One
    Login has these in the place of levels. One of the three must be there: who signs in has shown
    two factors, and the provider says so.

    We show it who we are by a secret that both know, or by `client_key`: a private key in PEM, of
    which it has the public half (`private_key_jwt`), under `client_key_id` where it has several.
    """

    issuer: str
    client_id: str
    client_secret: str = ""
    client_key: str = ""
    client_key_id: str = ""
    acr: tuple[str, ...] = ()
    amr: tuple[str, ...] = ()
    vtr: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ("openid",)
    #: What people call it: for the families' pages.
    name: str = "your account"
