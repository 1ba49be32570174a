"""A council's provider of sign-ins: what its file says, what it says of itself, what it signs."""

from __future__ import annotations

import secrets
import threading
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar
from urllib.parse import urlsplit

import msgspec
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from jwt import PyJWTError
from jwt import encode as sign

from ..actions.refused import Refused
from ..storage.door.trouble import KeyFileError
from ..storage.sealed.keyfolder import read_secret
from .outside import NobodyAnswered, Outside
from .provider import Provider

T = TypeVar("T")

#: Nobody may choose the algorithm in a header of their own: these, and never a secret's or none.
_ALGORITHMS: Final = ("RS256", "PS256", "ES256", "EdDSA")
#: By what we sign with a key of ours of each type, and for how many seconds that is good.
_SIGNED_BY: Final = (
    (RSAPrivateKey, "PS256"),
    (EllipticCurvePrivateKey, "ES256"),
    (Ed25519PrivateKey, "EdDSA"),
)
_GOOD_FOR: Final = 60
#: What a token may say it is. Many say only that it is one; none passes for the other kind, and a
#: token of access for neither (RFC 8725 3.11, OpenID Connect Back-Channel Logout 2.4).
_ID_TOKENS: Final = frozenset({"", "jwt"})
_NOTICES: Final = _ID_TOKENS | {"logout+jwt", "application/logout+jwt"}
#: Seconds between two clocks; for which what a provider says of itself is believed,
#: and before which it is not asked again, whatever it is sent.
_LEEWAY: Final = 60
_KEPT: Final = 3600
_LEAST: Final = 60
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost"})


def read_providers(folder: Path | None, authorities: Mapping[str, Any]) -> dict[str, Provider]:
    """Each authority's provider, from `<authority>.toml`. Raises `KeyFileError`."""
    found = {}
    for path in sorted(folder.glob("*.toml")) if folder is not None else ():
        if path.stem not in authorities:
            raise KeyFileError(f"The provider in {path.name} is of no authority that is here.")
        try:
            said = tomllib.loads(read_secret(path).decode("utf-8"))
            provider = msgspec.convert(said, Provider)
        except (ValueError, msgspec.ValidationError) as error:
            raise KeyFileError(f"The provider in {path.name} is not written as one.") from error
        if not (provider.acr or provider.amr or provider.vtr):
            raise KeyFileError(
                f"The provider in {path.name} names no acr, amr or vtr: nobody would know whether "
                "whoever signs in has shown two factors."
            )
        if bool(provider.client_secret) == bool(provider.client_key):
            raise KeyFileError(
                f"The provider in {path.name} is given one of client_secret and client_key."
            )
        if provider.client_key:
            _prove(provider, path.name)
        if not _is_over_tls(provider.issuer):
            raise KeyFileError(f"The provider in {path.name} is not asked over https.")
        found[path.stem] = provider
    return found


def _prove(provider: Provider, name: str) -> None:
    """Raises `KeyFileError` for a key with which nothing could be shown."""
    try:
        asserted(provider, provider.issuer, 0)
    except (PyJWTError, StopIteration, ValueError, TypeError) as error:
        raise KeyFileError(f"The client_key in {name} is no private key in PEM.") from error


def asserted(provider: Provider, audience: str, now: int) -> str:
    """That it is us who ask: a token that is good for a minute, once (RFC 7523 section 3)."""
    key = load_pem_private_key(provider.client_key.encode(), None)
    header = {"kid": provider.client_key_id} if provider.client_key_id else None
    claims = {
        "iss": provider.client_id,
        "sub": provider.client_id,
        "aud": audience,
        "jti": secrets.token_urlsafe(32),
        "iat": now,
        "exp": now + _GOOD_FOR,
    }
    algorithm = next(name for kind, name in _SIGNED_BY if isinstance(key, kind))
    return sign(claims, provider.client_key, algorithm, header)


def of_families(folder: Path | None) -> Path | None:
    """Where the files stand of the providers that families may sign in with."""
    return None if folder is None else folder / "family"


class SelfDescribed(NamedTuple):
    """What a provider said of itself and its keys, and when."""

    at: float
    metadata: dict[str, Any]
    keys: dict[str, Any]


class ProvidersSaid:
    """What providers say of themselves, asked once an hour."""

    def __init__(self, moments: Callable[[], tuple[int, ...]], outside: Outside) -> None:
        self._moments = moments
        self._outside = outside
        self._guard = threading.Lock()
        self._kept: dict[str, SelfDescribed] = {}

    def said_by(self, provider: Provider, *, again: bool = False) -> SelfDescribed:
        """What the provider says of itself, and its keys. Raises `Refused`."""
        # A stranger who sends rubbish has nobody asked more than once a minute.
        good_for = _LEAST if again else _KEPT
        kept = self._good(provider, good_for)
        if kept is not None:
            return kept

        def asked() -> SelfDescribed:
            # Whoever had to wait for a place may find it here.
            return self._good(provider, good_for) or self._fetched(provider)

        found = at_once(self._outside, provider, asked)
        with self._guard:
            self._kept[provider.issuer] = found
        return found

    def _good(self, provider: Provider, good_for: int) -> SelfDescribed | None:
        with self._guard:
            kept = self._kept.get(provider.issuer)
        if kept is None or not any(0 <= now - kept.at < good_for for now in self._moments()):
            return None
        return kept

    def _fetched(self, provider: Provider) -> SelfDescribed:
        from .exchanging import fetched  # noqa: PLC0415 - see there

        address = f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration"
        metadata = fetched(address)
        needed = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        if metadata.get("issuer") != provider.issuer or not all(
            _is_over_tls(str(metadata.get(name))) for name in needed
        ):
            raise NobodyAnswered
        return SelfDescribed(self._moments()[0], metadata, fetched(metadata["jwks_uri"]))

    def claims(self, provider: Provider, token: str, *, is_notice: bool = False) -> dict[str, Any]:
        """What a token of the provider's for us says: who signed in, or a notice that somebody
        signed out. Raises `Refused`.
        """
        for again in (False, True):
            keys = self.said_by(provider, again=again).keys
            try:
                read = jwt.decode(token, _keys(keys), algorithms=list(_ALGORITHMS))
                kinds = _NOTICES if is_notice else _ID_TOKENS
                if str(read.header.get("typ", "")).lower() not in kinds:
                    raise ValueError("another kind of token")
                return self._for_us(provider, dict(read.claims), is_notice=is_notice)
            except (JoseError, ValueError, TypeError, KeyError) as error:
                # Its keys may be others by now: they are fetched once more, and then it is over.
                if again:
                    raise Refused("sign-in-failed") from error
        raise AssertionError

    def _for_us(
        self, provider: Provider, claims: dict[str, Any], *, is_notice: bool
    ) -> dict[str, Any]:
        """Raises `ValueError` and `KeyError`."""
        audience = claims["aud"]
        audiences = audience if isinstance(audience, list) else [audience]
        if not (
            claims["iss"] == provider.issuer
            and provider.client_id in audiences
            and (len(audiences) == 1 or claims["azp"] == provider.client_id)
            and isinstance(claims["iat"], int)
            and any(
                claims["iat"] <= now + _LEEWAY and claims["exp"] > now - _LEEWAY
                for now in self._moments()
            )
            and (is_notice or (isinstance(claims["sub"], str) and claims["sub"]))
        ):
            raise ValueError("a token for something else")
        return claims


def at_once(outside: Outside, provider: Provider, work: Callable[[], T]) -> T:
    """What comes of asking a provider. Raises `Refused`: `provider-unavailable`, where it gives no
    answer while somebody waits.
    """
    try:
        return outside.ask(provider.issuer, work)
    except NobodyAnswered as error:
        raise Refused("provider-unavailable") from error


def _keys(said: dict[str, Any]) -> KeySet:
    found: Any = said
    return KeySet.import_key_set(found)


def _is_over_tls(address: str) -> bool:
    """Nothing of a provider is asked in the clear, but on this machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
