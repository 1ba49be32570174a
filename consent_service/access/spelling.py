"""A token as it is written: each part one strict JSON object, and one spelling of each."""

from __future__ import annotations

import base64
from typing import Any, Final

from ..strict import parse_object

#: The longest token that is looked at.
LONGEST_TOKEN: Final = 8 * 1024


def read_token(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and claims as they were signed, each one strict JSON object in its one spelling.

    Raises `ValueError`, and `Refused` for what the strict reader refuses.
    """
    header, claims, signature = map(_segment, token.split("."))
    if len(signature) != 64:
        raise ValueError("no signature of this kind")
    return parse_object(header), parse_object(claims)


def _segment(text: str) -> bytes:
    value = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    # Bits that belong to no byte would make two tokens of one.
    if base64.urlsafe_b64encode(value).rstrip(b"=") != text.encode("ascii"):
        raise ValueError("another spelling")
    return value
