"""A token as it is written: each part one strict JSON object, and one spelling of each."""

from __future__ import annotations

import base64
from typing import Any, Final, NamedTuple

from flask_jwt_extended.exceptions import JWTExtendedException
from jwt.exceptions import PyJWTError

from ..actions.refused import Refused
from ..strict import parse_object

#: What reading and verifying may end with, of whatever was sent in the place of a token.
NO_TOKEN_OF_OURS: Final = (
    Refused,
    JWTExtendedException,
    PyJWTError,
    ValueError,
    TypeError,
    KeyError,
    RecursionError,
)
#: The longest token that is looked at.
LONGEST_TOKEN: Final = 8 * 1024


class Signed(NamedTuple):
    """Header and claims of a token, and what was signed: nobody has looked at the signature yet."""

    header: dict[str, Any]
    claims: dict[str, Any]
    message: bytes
    signature: bytes


def read_signed(token: str) -> Signed:
    """The parts of a token (RFC 7515, compact), each one strict JSON object in its one spelling.

    Raises `ValueError`, and `Refused` for what the strict reader refuses.
    """
    if len(token) > LONGEST_TOKEN:
        raise ValueError("a token longer than tokens are")
    parts = token.split(".")
    header, claims, signature = map(_segment, parts)
    message = ".".join(parts[:2]).encode("ascii")
    return Signed(parse_object(header), parse_object(claims), message, signature)


def read_token(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and claims of a token of ours, as they were signed. Raises likewise."""
    found = read_signed(token)
    if len(found.signature) != 64:
        raise ValueError("no signature of this kind")
    return found.header, found.claims


def _segment(text: str) -> bytes:
    value = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    # Bits that belong to no byte would make two tokens of one.
    if base64.urlsafe_b64encode(value).rstrip(b"=") != text.encode("ascii"):
        raise ValueError("another spelling")
    return value
