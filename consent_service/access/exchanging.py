"""What goes over the network to a provider of sign-ins. Imported with the first thing asked of one:
the libraries that ask take longer to import than most of the service, and many hubs have none.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final, TypeVar

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from requests.adapters import HTTPAdapter

from ..actions.refused import Refused
from .outside import NobodyAnswered
from .provider import Provider

#: Seconds that a request waits for anything to come, and the most that is read of a reply.
PATIENCE: Final = 5
MOST_BYTES: Final = 512 * 1024

_Session = TypeVar("_Session", bound=requests.Session)


def fetched(address: str) -> dict[str, Any]:
    """The object that a provider says there. Raises `NobodyAnswered`."""
    try:
        with _bounded(requests.Session()) as session:
            reply = session.get(address, timeout=PATIENCE, allow_redirects=False)
        reply.raise_for_status()
        said = reply.json()
    except (requests.RequestException, ValueError) as error:
        raise NobodyAnswered from error
    if not isinstance(said, dict):
        raise NobodyAnswered
    return said


def address_to_ask(provider: Provider, back_to: str, endpoint: str, **more: str) -> str:
    """Where to send a browser, that comes back to `back_to` with a code."""
    address, _ = _client(provider, back_to).create_authorization_url(endpoint, **more)
    return str(address)


def exchanged(
    provider: Provider, back_to: str, endpoint: str, code: str, verifier: str, **shown: str
) -> str:
    """The identity token for a code, or nothing; `shown` says who we are, where no secret does.
    Raises `NobodyAnswered`, and `Refused`: `sign-in-failed` if there is none for the code.
    """
    try:
        with _client(provider, back_to) as client:
            token = client.fetch_token(
                endpoint,
                grant_type="authorization_code",
                code=code,
                code_verifier=verifier,
                timeout=PATIENCE,
                # A secret and a code go to the address that the provider said, and nowhere else.
                allow_redirects=False,
                **shown,
            )
    except AuthlibBaseError as error:
        raise Refused("sign-in-failed") from error
    # What is no reply of a provider's the library does not look for.
    except (requests.RequestException, ValueError, TypeError, AttributeError) as error:
        raise NobodyAnswered from error
    return str(token.get("id_token", ""))


class _Bounded(HTTPAdapter):
    """Reads so much of a reply and no more, whoever sends it."""

    def send(self, *args: Any, **options: Any) -> requests.Response:
        reply = super().send(*args, **{**options, "stream": True})
        read = reply.raw.read(MOST_BYTES + 1, decode_content=True)
        reply.close()
        if len(read) > MOST_BYTES:
            raise requests.exceptions.ContentDecodingError("too much to be a reply")
        reply.raw = BytesIO(read)
        return reply


def _bounded(session: _Session) -> _Session:
    for scheme in ("https://", "http://"):
        session.mount(scheme, _Bounded())
    return session


def _client(provider: Provider, back_to: str) -> OAuth2Session:
    client: OAuth2Session = OAuth2Session(
        provider.client_id,
        provider.client_secret or None,
        token_endpoint_auth_method="none" if provider.client_key else "client_secret_basic",
        scope=" ".join(provider.scopes),
        redirect_uri=back_to,
        code_challenge_method="S256",
    )
    return _bounded(client)
