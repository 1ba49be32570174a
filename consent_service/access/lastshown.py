"""What a form was answered with, kept for the browser that it was shown to: whoever goes back to it
or loads it again sends nothing a second time.

It is sealed with what that browser's own cookie alone holds. So nobody else can open it, we
included, and nobody at all once they have left.
"""

from __future__ import annotations

import hmac
import os
import zlib
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ..storage.database.deadline import one_call
from ..storage.people.keptpages import KeptPages
from .sessions import Browsers

#: Seconds that whoever is shown something is kept waiting at most for its being kept.
_A_MOMENT: Final = 0.5
_NONCE_BYTES: Final = 12
_ID_BYTES: Final = 12
_PLACE_BYTES: Final = 16
#: Where what came of forms is noted, apart from what was shown.
_NOTED: Final = "what came of it"


class LastShown:
    """Of every authority here."""

    def __init__(self, browsers: Browsers, kept: Mapping[str, KeptPages]) -> None:
        self._browsers = browsers
        self._kept = kept

    def keep(self, address: str, page: bytes, seconds: int | None = None) -> str | None:
        """Keep it for whoever is signed in with this request's cookie, at this address alone: its
        id, or None for nobody. For so long, or as long as their session may live. Raises
        `CannotRecord`.
        """
        whose = self._browsers.secret()
        if whose is None:
            return None
        authority, secret, life = whose
        id, nonce = os.urandom(_ID_BYTES).hex(), os.urandom(_NONCE_BYTES)
        sealed = _key(secret).encrypt(nonce, zlib.compress(page, 1), _bound(address, id))
        gone_at = int(self._browsers.now()) + (life if seconds is None else min(life, seconds))
        with one_call(_A_MOMENT):
            self._kept[authority].keep(_place(secret), {id: nonce + sealed}, gone_at)
        return id

    def note(self, notes: Mapping[str, bytes]) -> None:
        """Keep these by ids of the caller's, for as long as the session may live. Raises
        `CannotRecord`.
        """
        whose = self._browsers.secret()
        if whose is None or not notes:
            return
        authority, secret, life = whose
        sealed = {}
        for id, one in notes.items():
            nonce = os.urandom(_NONCE_BYTES)
            sealed[id] = nonce + _key(secret).encrypt(nonce, one, _bound(_NOTED, id))
        gone_at = int(self._browsers.now()) + life
        with one_call(_A_MOMENT):
            self._kept[authority].keep(_place(secret, _NOTED), sealed, gone_at)

    def noted(self, id: str) -> bytes | None:
        """What was noted by this id in this browser. Raises `CannotRead`."""
        whose = self._browsers.secret()
        if whose is None:
            return None
        authority, secret, _ = whose
        place, now = _place(secret, _NOTED), int(self._browsers.now())
        sealed = self._kept[authority].find(place, id, now)
        if sealed is not None:
            nonce, held = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
            with suppress(InvalidTag):
                return _key(secret).decrypt(nonce, held, _bound(_NOTED, id))
        return None

    def find(self, address: str, id: str) -> bytes | None:
        """What was kept by this id, of this browser and at this address. Raises `CannotRead`."""
        whose = self._browsers.secret()
        if whose is None:
            return None
        authority, secret, _ = whose
        now = int(self._browsers.now())
        sealed = self._kept[authority].find(_place(secret), id, now)
        if sealed is not None:
            nonce, held = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
            with suppress(InvalidTag):
                return zlib.decompress(_key(secret).decrypt(nonce, held, _bound(address, id)))
        return None

    def end(self, id: str) -> bool:
        """It is shown no more. Whether it was there until now. Raises `CannotRecord`."""
        whose = self._browsers.secret()
        if whose is None:
            return False
        authority, secret, _ = whose
        return self._kept[authority].end(_place(secret), id)


def _key(secret: bytes) -> AESGCM:
    return AESGCM(hmac.digest(secret, b"last shown", "sha256"))


def _place(secret: bytes, what: str = "where last shown") -> str:
    return hmac.digest(secret, what.encode(), "sha256")[:_PLACE_BYTES].hex()


def _bound(address: str, id: str) -> bytes:
    return f"{id}\n{address}".encode()
