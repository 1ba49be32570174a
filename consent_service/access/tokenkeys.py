"""The key that signs tokens and cookies, and the one before or after it.

One file beside the authorities' key files. A new key is published before it signs. The old one's
private half is gone when the new one signs; its public half verifies what it signed, until that is
over. `counting` keys the hashes of what is counted (`access.limits`) and stays: a limit, and that
an assertion is good once, do not begin anew with another token key.
"""

from __future__ import annotations

import base64
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeAlias

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from flask.globals import app_ctx

from ledger.checkpoints import FolderCheckpoints
from ledger.durable import write_whole
from ledger.entry import format_time, parse_time

from ..storage.door.trouble import KeyFileError
from ..storage.sealed.keyfolder import (
    KeyFolder,
    Watched,
    names_of,
    read_key,
    replace_key,
    write_key,
)
from ..storage.sealed.sealing import KEY_BYTES
from .jwk import jwk_of, thumbprint

#: The token keys' file, beside the authorities' key files; and, in the folder of checkpoints, which
#: one is in use, and what a command that changes it holds.
TOKEN_KEYS: Final = "tokens.keys"  # noqa: S105 - the name of a file
NOTED: Final = "token-key"
_ROTATING: Final = "rotating-token-key"
#: Under what an application has its keyring.
KEYRING: Final = "consent_token_keys"

Private: TypeAlias = ec.EllipticCurvePrivateKey
PublicOfTokens: TypeAlias = ec.EllipticCurvePublicKey


@dataclass(frozen=True, slots=True)
class TokenKeys:
    """What the file holds. `since` is when the active key took over; None where it is the first."""

    active: Private = field(repr=False)
    counting: bytes = field(repr=False)
    incoming: Private | None = field(default=None, repr=False)
    outgoing: PublicOfTokens | None = None
    since: datetime | None = None
    #: Every key by which a token may have been signed, or is about to be, by its name; first of all
    #: the active one.
    public: Mapping[str, PublicOfTokens] = field(init=False)

    def __post_init__(self) -> None:
        incoming = None if self.incoming is None else self.incoming.public_key()
        held = (self.active.public_key(), self.outgoing, incoming)
        named = {kid_of(key): key for key in held if key is not None}
        object.__setattr__(self, "public", named)

    @property
    def kid(self) -> str:
        """What the active key is called: the thumbprint of its public half (RFC 7638)."""
        return next(iter(self.public))

    @property
    def is_rotating(self) -> bool:
        """Another key than the present one is still held, or about to take over."""
        return len(self.public) > 1

    def shown(self) -> list[dict[str, str]]:
        """All of them as JWKs."""
        return [{**jwk_of(key), "kid": kid} for kid, key in self.public.items()]


def kid_of(key: PublicOfTokens) -> str:
    """The name of a key."""
    return thumbprint(jwk_of(key))


def new_token_key() -> Private:
    """A fresh key for tokens."""
    return ec.generate_private_key(ec.SECP256R1())


def create_token_keys(folder: KeyFolder, checkpoints: Path) -> None:
    """Make the first key, if there is none."""
    if TOKEN_KEYS not in names_of(folder):
        keys = TokenKeys(new_token_key(), os.urandom(KEY_BYTES))
        write_key(folder, TOKEN_KEYS, _format(keys))
        _note(checkpoints, keys)


def read_token_keys(folder: KeyFolder) -> TokenKeys:
    """The keys in the file. Raises `KeyFileError`."""
    return _parsed(read_key(folder, TOKEN_KEYS))


def _parsed(text: bytes) -> TokenKeys:
    try:
        said = json.loads(text)
        incoming, outgoing = said.get("incoming"), said.get("outgoing")
        since = said.get("since")
        keys = TokenKeys(
            _private(said["active"]),
            base64.b64decode(said["counting"], validate=True),
            None if incoming is None else _private(incoming),
            None if outgoing is None else _public(load_pem_public_key(outgoing.encode())),
            None if since is None else parse_time(since),
        )
        if len(keys.counting) != KEY_BYTES:
            raise ValueError("a key of another length")
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise KeyFileError(
            f"The key file {TOKEN_KEYS} is not whole: put back the copy you keep of it."
        ) from error
    return keys


def _private(pem: str) -> Private:
    key = load_pem_private_key(pem.encode(), password=None)
    _public(key.public_key())
    assert isinstance(key, ec.EllipticCurvePrivateKey)  # noqa: S101 - its public half is one
    return key


def _public(key: Any) -> PublicOfTokens:
    if not isinstance(key, ec.EllipticCurvePublicKey) or key.curve.name != "secp256r1":
        raise ValueError("no P-256 key")
    return key


def _format(keys: TokenKeys) -> bytes:
    document: dict[str, str] = {
        "active": _pem(keys.active),
        "counting": base64.b64encode(keys.counting).decode(),
    }
    if keys.incoming is not None:
        document["incoming"] = _pem(keys.incoming)
    if keys.outgoing is not None:
        pem = keys.outgoing.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        document["outgoing"] = pem.decode()
    if keys.since is not None:
        document["since"] = format_time(keys.since)
    return json.dumps(document, indent=1).encode() + b"\n"


def _pem(key: Private) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


# ── in a running service ────────────────────────────────────────────────────────────────────


class TokenKeyring(Watched[TokenKeys]):
    """The keys as they are in the file now, which one request takes once.

    Raises `KeyFileError` for a file that is not whole, and for an old copy of it.
    """

    def __init__(self, folder: KeyFolder, checkpoints: Path) -> None:
        super().__init__(folder, TOKEN_KEYS, _parsed)
        _prove(checkpoints, self.now())


def token_keys_now() -> TokenKeys:
    """The keys, for the request or command under way: the same from its beginning to its end."""
    # Once: each use of `g` looks again for whose it is.
    mine = app_ctx.g
    found: TokenKeys | None = mine.get("token_keys")
    if found is None:
        found = mine.token_keys = app_ctx.app.extensions[KEYRING].now()
    return found


def _note(checkpoints: Path, keys: TokenKeys) -> None:
    checkpoints.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(checkpoints / NOTED, f"{keys.kid}\n".encode())


def _prove(checkpoints: Path, keys: TokenKeys) -> None:
    try:
        noted = (checkpoints / NOTED).read_text("ascii", errors="replace").strip()
    except OSError:
        _note(checkpoints, keys)
        return
    if noted not in keys.public:
        raise KeyFileError(
            f"The key file {TOKEN_KEYS} lacks the key of tokens in use: it is an old copy, or "
            "another's. Put the newest copy back. If there is none, `consent-service keys rotate "
            "token --lost` makes a new one: everybody signs in again."
        )


# ── another key in its place ────────────────────────────────────────────────────────────────


def rotate_token_key(
    folder: KeyFolder,
    checkpoints: Path,
    now: Callable[[], datetime],
    *,
    learn: float,
    wait: Callable[[float], None] = time.sleep,
) -> TokenKeys:
    """Publish a new key and, `learn` seconds later, have it sign. Goes on if it was cut short.

    Raises `KeyFileError` while the last one's old key still verifies, and while another command
    changes it.
    """
    with alone_with_token_keys(checkpoints):
        keys = read_token_keys(folder)
        if keys.outgoing is not None:
            _note(checkpoints, keys)  # where that was cut short
            raise KeyFileError(
                "The new key signs, and the old one still verifies. When that is over run "
                "`consent-service keys retire token`; then rotate again."
            )
        if keys.incoming is None:
            incoming = new_token_key()
            keys = TokenKeys(keys.active, keys.counting, incoming, None, keys.since)
            replace_key(folder, TOKEN_KEYS, _format(keys))
        wait(learn)
        assert keys.incoming is not None  # noqa: S101 - it was read, or made above
        at = now().astimezone(UTC)
        keys = TokenKeys(keys.incoming, keys.counting, None, keys.active.public_key(), at)
        replace_key(folder, TOKEN_KEYS, _format(keys))
        _note(checkpoints, keys)
        return keys


def retire_token_key(
    folder: KeyFolder, checkpoints: Path, now: datetime, *, longest: int, at_once: bool = False
) -> str:
    """The old key verifies no more; its name. Raises `KeyFileError` if there is none, and, unless
    it is to be `at_once`, until `longest` seconds have passed since it signed last.
    """
    with alone_with_token_keys(checkpoints):
        keys = read_token_keys(folder)
        if keys.outgoing is None:
            raise KeyFileError("There is no token key to retire: rotate first.")
        until = over_at(keys, longest)
        if until is not None and now < until and not at_once:
            raise KeyFileError(
                f"Tokens and sessions of the old key may last until {format_time(until)}. With "
                "--at-once everybody who signed in before signs in again."
            )
        _note(checkpoints, keys)
        left = TokenKeys(keys.active, keys.counting, since=keys.since)
        replace_key(folder, TOKEN_KEYS, _format(left))
        return kid_of(keys.outgoing)


def over_at(keys: TokenKeys, longest: int) -> datetime | None:
    """When nothing that the old key signed lasts any longer; None where there is none."""
    if keys.outgoing is None or keys.since is None:
        return None
    return datetime.fromtimestamp(keys.since.timestamp() + longest, UTC)


def replace_lost(folder: KeyFolder, checkpoints: Path) -> TokenKeys:
    """A first key again, where nobody has the file any more. Nothing signed before holds."""
    with alone_with_token_keys(checkpoints):
        keys = TokenKeys(new_token_key(), os.urandom(KEY_BYTES))
        replace_key(folder, TOKEN_KEYS, _format(keys))
        _note(checkpoints, keys)
        return keys


@contextmanager
def alone_with_token_keys(checkpoints: Path) -> Iterator[None]:
    """No other command changes the file meanwhile: of what two wrote, one's key would be lost."""
    with FolderCheckpoints(checkpoints / _ROTATING).try_lease() as mine:
        if not mine:
            raise KeyFileError("Another command is changing the token key just now.")
        yield
