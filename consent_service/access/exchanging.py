"""What goes over the network to a provider of sign-ins. Imported with the first thing asked of one:
the libraries that ask take longer to import than most of the service, and many hubs have none.
"""

from __future__ import annotations

from typing import Any, Final

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session

from ..actions.refused import Refused
from .providers import Provider

#: Seconds of one request.
PATIENCE: Final = 5


def fetched(address: str) -> dict[str, Any]:
    """The object that a provider says there. Raises `Refused`: `provider-unavailable`."""
    try:
        reply = requests.get(address, timeout=PATIENCE, allow_redirects=False)
        reply.raise_for_status()
        said = reply.json()
    except (requests.RequestException, ValueError) as error:
        raise Refused("provider-unavailable") from error
    if not isinstance(said, dict):
        raise Refused("provider-unavailable")
    return said


def address_to_ask(provider: Provider, back_to: str, endpoint: str, **more: str) -> str:
    """Where to send a browser, that comes back to `back_to` with a code."""
    address, _ = _client(provider, back_to).create_authorization_url(endpoint, **more)
    return str(address)


def exchanged(
    provider: Provider, back_to: str, endpoint: str, code: str, verifier: str, **shown: str
) -> str:
    """The identity token for a code, or nothing; `shown` says who we are, where no secret does.
    Raises `Refused`: `provider-unavailable`, and `sign-in-failed` if there is none for the code.
    """
    try:
        token = _client(provider, back_to).fetch_token(
            endpoint,
            grant_type="authorization_code",
            code=code,
            code_verifier=verifier,
            timeout=PATIENCE,
            # A secret and a code go to the address that the provider said, and nowhere else.
            allow_redirects=False,
            **shown,
        )
    except requests.RequestException as error:
        raise Refused("provider-unavailable") from error
    except AuthlibBaseError as error:
        raise Refused("sign-in-failed") from error
    return str(token.get("id_token", ""))


def _client(provider: Provider, back_to: str) -> OAuth2Session:
    return OAuth2Session(
        provider.client_id,
        provider.client_secret or None,
        token_endpoint_auth_method="none" if provider.client_key else "client_secret_basic",
        scope=" ".join(provider.scopes),
        redirect_uri=back_to,
        code_challenge_method="S256",
    )
