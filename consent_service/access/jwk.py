"""Public keys of others (RFC 7517, RFC 7518, RFC 8037), read strictly and kept in one form.

Which algorithm a key is for follows from the key alone. Nothing that a token says of itself is
ever asked for that.
"""

from __future__ import annotations

import base64
import json
import re
from hashlib import sha256
from typing import Any, Final, TypeAlias

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from ..actions.refused import Refused
from ..domain.recorded.clients import ClientKey
from ..strict import parse_object

PublicOfClients: TypeAlias = EllipticCurvePublicKey | Ed25519PublicKey | RSAPublicKey

LONGEST: Final = 4_096
LEAST_RSA: Final = 2_048
MOST_RSA: Final = 4_096
#: For each type of key and curve, the algorithm and the members it consists of.
_KINDS: Final = {
    ("EC", "P-256"): ("ES256", ("crv", "kty", "x", "y")),
    ("OKP", "Ed25519"): ("EdDSA", ("crv", "kty", "x")),
    ("RSA", None): ("RS256", ("e", "kty", "n")),
}
_PRIVATE: Final = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
_P: Final = 2**255 - 19
_ORDER_8: Final = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
#: Where points of small order lie: a signature of theirs can hold for every message.
_SMALL_ORDER: Final = frozenset({0, 1, _P - 1, _ORDER_8, _P - _ORDER_8})
_NAME: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")


class NoKey(ValueError):
    """This is no public key that can be registered. The message says why, to who registers it."""


def read_key(data: bytes, name: str | None = None) -> ClientKey:
    """The key in a file: a JWK, or a public key in PEM. `name`, else its own `kid`, else its
    thumbprint (RFC 7638), is how assertions call it. Raises `NoKey`.
    """
    if len(data) > LONGEST:
        raise NoKey("A public key is not so long.")
    if b"PRIVATE KEY" in data:
        raise NoKey("This is a private key. It stays where it was made: give the public half.")
    jwk = _of_pem(data) if data.lstrip().startswith(b"-----BEGIN") else _parsed(data)
    if _PRIVATE & set(jwk):
        raise NoKey("This is a private key. It stays where it was made: give the public half.")
    key, algorithm, text = _checked(jwk)
    assert_strong(key)
    kid = name or jwk.get("kid") or _base64(sha256(text.encode()).digest())
    if not isinstance(kid, str) or _NAME.fullmatch(kid) is None:
        raise NoKey("A key's name is up to 64 letters, digits, dots, hyphens and underscores.")
    return ClientKey(kid, algorithm, text)


def public_key(key: ClientKey) -> PublicOfClients:
    """The key itself. Raises `NoKey` for one that would not be registered today."""
    found, algorithm, _ = _checked(_parsed(key.jwk.encode()))
    if algorithm != key.algorithm:
        raise NoKey("The key is for another algorithm.")
    return found


def jwk_of(key: Any) -> dict[str, str]:
    """The required members of a public key, as this service shows its own."""
    algorithm, is_known = _algorithm_of(key)
    shown: dict[str, str] = algorithm.to_jwk(key, as_dict=True)
    kind = (shown["kty"], shown.get("crv"))
    if not is_known or kind not in _KINDS:
        raise NoKey("This is no P-256, Ed25519 or RSA key.")
    return {name: shown[name] for name in _KINDS[kind][1]}


def thumbprint(jwk: dict[str, str]) -> str:
    """The name of a key that has none (RFC 7638), of its required members."""
    return _base64(sha256(_text(jwk).encode()).digest())


def assert_strong(key: PublicOfClients) -> None:
    """Raise `NoKey` for a key whose signatures prove nothing."""
    if isinstance(key, RSAPublicKey):
        if not LEAST_RSA <= key.key_size <= MOST_RSA or key.public_numbers().e != 65_537:
            raise NoKey("An RSA key has 2,048 to 4,096 bits, and the exponent 65537.")
    elif isinstance(key, Ed25519PublicKey):
        y = int.from_bytes(key.public_bytes_raw(), "little") % 2**255
        if y % _P in _SMALL_ORDER:
            raise NoKey("This key proves nothing: every message has one signature.")


def _parsed(data: bytes) -> dict[str, Any]:
    try:
        return parse_object(data)
    except Refused as error:
        raise NoKey("This is neither one JWK nor one public key in PEM.") from error


def _of_pem(data: bytes) -> dict[str, Any]:
    try:
        return dict(jwk_of(load_pem_public_key(data)))
    except NoKey:
        raise
    except Exception as error:
        raise NoKey("This is no public key in PEM.") from error


def _algorithm_of(key: Any) -> tuple[Any, bool]:
    if isinstance(key, EllipticCurvePublicKey):
        return jwt.get_algorithm_by_name("ES256"), isinstance(key.curve, SECP256R1)
    if isinstance(key, Ed25519PublicKey):
        return jwt.get_algorithm_by_name("EdDSA"), True
    return jwt.get_algorithm_by_name("RS256"), isinstance(key, RSAPublicKey)


def _checked(jwk: dict[str, Any]) -> tuple[PublicOfClients, str, str]:
    kind = _KINDS.get((str(jwk.get("kty")), str(jwk["crv"]) if "crv" in jwk else None))
    if kind is None:
        raise NoKey("The key is no P-256, Ed25519 or RSA key.")
    algorithm, members = kind
    if jwk.get("alg", algorithm) != algorithm or jwk.get("use", "sig") != "sig":
        raise NoKey(f"This key is for signing by {algorithm}, and says something else.")
    needed = {name: jwk.get(name) for name in members}
    if not all(isinstance(value, str) for value in needed.values()):
        raise NoKey("A member of the key is missing.")
    try:
        key = jwt.get_algorithm_by_name(algorithm).from_jwk(needed)
    except Exception as error:
        raise NoKey("The key is not a point of its curve, or not well written.") from error
    # In its one spelling, so that one key is never taken for two.
    if not isinstance(key, PublicOfClients) or jwk_of(key) != needed:
        raise NoKey("The key is not written as RFC 7517 writes it.")
    return key, algorithm, _text(needed)


def _text(members: dict[str, Any]) -> str:
    return json.dumps(members, sort_keys=True, separators=(",", ":"))


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
